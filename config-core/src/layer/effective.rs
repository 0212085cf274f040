//! The configuration as it counts: what the layers gave, and the defaults where they gave nothing.

use config_format::Kind as TextKind;
use figment::value::{Dict, Empty, Tag, Value as FigmentValue};
use zeroize::Zeroizing;

use super::reference_text::plain_text;
use super::{Outcome, Resolved};
use crate::path::{push_index, push_key};
use crate::read::{Inner, Reader, Value, to_figment_with};
use crate::schema::{Content, DefaultValue, Field, Kind, Schema, Shape};

/// A value that counts.
pub(crate) enum Effective<'a> {
    /// A scalar, with whether it is secret.
    Leaf(Value<'a>, bool),
    /// A default that only Rust knows, as its text and its line.
    Code(&'static str, u32),
    /// Named values.
    Map(Vec<(String, Effective<'a>)>),
    /// Values in order.
    List(Vec<Effective<'a>>),
    /// An `Option` without a value.
    Nothing,
}

/// What counts at a value of a kind.
pub(crate) fn effective<'a>(
    kind: Option<&Kind>,
    value: Value<'a>,
    secret: bool,
    reader: &Reader<'a>,
) -> Effective<'a> {
    let value = reader.follow(value);
    let kind = match kind {
        Some(Kind::Optional(_)) if value.is_null() => return Effective::Nothing,
        Some(Kind::Optional(inner)) => return effective(Some(inner), value, secret, reader),
        Some(Kind::Secret(inner)) => return effective(Some(inner), value, true, reader),
        Some(Kind::Recursive(inner)) => return effective(Some(inner()), value, secret, reader),
        Some(Kind::List { element, single: true, .. })
            if !matches!(value.kind(), None | Some(TextKind::List | TextKind::Null)) =>
        {
            return effective(Some(element), value, secret, reader);
        }
        other => other,
    };
    if let Some(Kind::Section(schema)) = kind {
        match schema.shape {
            Shape::Struct(fields) => return Effective::Map(entries(fields, value, secret, reader)),
            Shape::Newtype(fields) => return effective(Some(&fields[0].kind), value, secret, reader),
            Shape::Enum { tag, variants } if value.kind() == Some(TextKind::Map) => {
                let (name, content) = match tag {
                    Some(tag) => {
                        (value.child(tag).and_then(Value::raw_scalar).map(|scalar| scalar.text), Some(value))
                    }
                    None => {
                        let mut first = None;
                        value.for_each_entry(|_, key, value| first = Some((key, value)));
                        (first.map(|(key, _)| key), first.map(|(_, value)| value))
                    }
                };
                let variant = variants.iter().find(|variant| {
                    name.is_some_and(|name| variant.name == name || variant.aliases.contains(&name))
                });
                let (Some(variant), Some(content)) = (variant, content) else { return Effective::Nothing };
                let inner = match variant.content {
                    Content::Unit => Effective::Map(Vec::new()),
                    Content::Struct(fields) => Effective::Map(entries(fields, content, secret, reader)),
                    Content::Newtype(fields) => effective(Some(&fields[0].kind), content, secret, reader),
                };
                return match (tag, inner) {
                    (Some(tag), Effective::Map(mut entries)) => {
                        if let Some(value) = value.child(tag) {
                            entries.insert(0, (tag.to_owned(), Effective::Leaf(value, false)));
                        }
                        Effective::Map(entries)
                    }
                    (_, inner) => Effective::Map(vec![(variant.name.to_owned(), inner)]),
                };
            }
            Shape::Enum { .. } => {}
        }
    }
    match value.kind() {
        Some(TextKind::List) => {
            let element = match kind {
                Some(Kind::List { element, .. }) => Some(*element),
                _ => None,
            };
            let items = value.items();
            Effective::List(
                items
                    .into_iter()
                    .enumerate()
                    .map(|(index, item)| {
                        let kind = match kind {
                            Some(Kind::Tuple(kinds)) => kinds.get(index),
                            _ => element,
                        };
                        effective(kind, item, secret, reader)
                    })
                    .collect(),
            )
        }
        Some(TextKind::Map) => {
            let inner = match kind {
                Some(Kind::Map { value, .. }) => Some(*value),
                _ => None,
            };
            let mut found = Vec::new();
            value.for_each_entry(|_, key, value| {
                found.push((key.to_owned(), effective(inner, value, secret, reader)))
            });
            Effective::Map(found)
        }
        None => Effective::Nothing,
        Some(_) => Effective::Leaf(value, secret),
    }
}

fn entries<'a>(
    fields: &'static [Field],
    value: Value<'a>,
    secret: bool,
    reader: &Reader<'a>,
) -> Vec<(String, Effective<'a>)> {
    let mut found = Vec::new();
    for field in fields {
        if field.flatten {
            if let Effective::Map(inner) = effective(Some(&field.kind), value, secret, reader) {
                for (name, value) in inner {
                    if !found.iter().any(|(known, _)| *known == name) {
                        found.push((name, value));
                    }
                }
            }
            continue;
        }
        let given = std::iter::once(field.name)
            .chain(field.aliases.iter().copied())
            .find_map(|name| value.child(name));
        let counts = match (given, &field.default) {
            (Some(value), _) => effective(Some(&field.kind), value, secret, reader),
            (None, DefaultValue::Literal(literal)) => {
                effective(Some(&field.kind), Value(Inner::Literal(literal)), secret, reader)
            }
            (None, DefaultValue::Expression(text)) => Effective::Code(text, field.line),
            (None, DefaultValue::Type) => match field.kind.without_wrappers() {
                Kind::Section(_) => effective(Some(&field.kind), Value(Inner::Absent), secret, reader),
                Kind::List { .. } => Effective::List(Vec::new()),
                Kind::Map { .. } => Effective::Map(Vec::new()),
                _ => Effective::Code("the type's default", field.line),
            },
            (None, DefaultValue::Required) => Effective::Nothing,
        };
        found.push((field.name.to_owned(), counts));
    }
    found
}

/// A scalar that counts, with its text in the clear.
pub(crate) struct ClearLeaf<'a> {
    /// Its path.
    pub(crate) path: String,
    /// The field at the path.
    pub(crate) field: Option<&'static Field>,
    /// The value.
    pub(crate) value: Value<'a>,
    /// Its text, references followed. It may be a secret.
    pub(crate) text: Zeroizing<String>,
    /// Whether it is a secret.
    pub(crate) secret: bool,
    /// What its references led to.
    pub(crate) resolved: Option<&'a Resolved<'a>>,
}

/// Every scalar that counts, in the order of the schema. Defaults that only Rust knows are left out.
pub(crate) fn leaves<'a>(schema: &'static Schema, reader: &Reader<'a>) -> Vec<ClearLeaf<'a>> {
    fn walk<'a>(
        counts: &Effective<'a>,
        path: &mut String,
        schema: &'static Schema,
        reader: &Reader<'a>,
        found: &mut Vec<ClearLeaf<'a>>,
    ) {
        let length = path.len();
        match counts {
            Effective::Leaf(value, secret) => {
                let resolved = reader.resolved(*value);
                let (text, hidden) = match (resolved.map(|resolved| &resolved.outcome), value.raw_scalar()) {
                    (Some(Outcome::Text(text, hidden)), _) => (text.clone(), *hidden),
                    (_, Some(scalar)) => (Zeroizing::new(plain_text(&scalar)), false),
                    (_, None) => return,
                };
                found.push(ClearLeaf {
                    path: path.clone(),
                    field: schema.field_at(path),
                    value: *value,
                    text,
                    secret: *secret || hidden,
                    resolved,
                });
            }
            Effective::Map(entries) => {
                for (name, value) in entries {
                    push_key(path, name);
                    walk(value, path, schema, reader, found);
                    path.truncate(length);
                }
            }
            Effective::List(items) => {
                for (index, value) in items.iter().enumerate() {
                    push_index(path, index);
                    walk(value, path, schema, reader, found);
                    path.truncate(length);
                }
            }
            Effective::Code(..) | Effective::Nothing => {}
        }
    }
    let all = effective(Some(&Kind::Section(schema)), reader.root(), false, reader);
    let mut found = Vec::new();
    walk(&all, &mut String::new(), schema, reader, &mut found);
    found
}

/// What counts, as figment has it; defaults that only Rust knows are left out.
pub(crate) fn to_figment<'a>(
    effective: Effective<'a>,
    reader: &mut Reader<'a>,
    tag: &mut dyn FnMut(Value<'a>) -> Tag,
) -> FigmentValue {
    match effective {
        Effective::Leaf(value, _) => to_figment_with(value, reader, tag),
        Effective::Map(entries) => {
            let dict: Dict = entries
                .into_iter()
                .filter(|(_, value)| !matches!(value, Effective::Code(..)))
                .map(|(name, value)| (name, to_figment(value, reader, tag)))
                .collect();
            FigmentValue::Dict(Tag::Default, dict)
        }
        Effective::List(items) => FigmentValue::Array(
            Tag::Default,
            items.into_iter().map(|item| to_figment(item, reader, tag)).collect(),
        ),
        Effective::Nothing | Effective::Code(..) => FigmentValue::Empty(Tag::Default, Empty::None),
    }
}
