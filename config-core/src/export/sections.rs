//! The sections of a configuration, in the order in which a reader meets them: what tables of documents are made from.

use super::common::{default, is_required, signature};
use crate::path::push_key;
use crate::schema::{Content, DefaultValue, Field, Kind, Schema, Shape, Variant};

/// A type with the first path that leads to it.
pub(super) struct Section {
    /// Path of the section; empty for the root. Elements of lists are `[]`, entries of maps `.<key>`.
    pub(super) path: String,
    pub(super) schema: &'static Schema,
}

/// The sections of a configuration, the root first, each type once.
pub(super) fn sections(schema: &'static Schema) -> Vec<Section> {
    let mut found = Vec::new();
    visit(schema, String::new(), &mut found, &mut Vec::new());
    found
}

fn visit(schema: &'static Schema, path: String, found: &mut Vec<Section>, seen: &mut Vec<String>) {
    let own = signature(schema);
    if seen.contains(&own) {
        return;
    }
    seen.push(own);
    if let Shape::Newtype(fields) = schema.shape {
        return of_kind(&fields[0].kind, path, found, seen);
    }
    found.push(Section { path: path.clone(), schema });
    let tag = matches!(schema.shape, Shape::Enum { tag: Some(_), .. });
    for (variant, field) in fields_of(schema) {
        let mut inner = path.clone();
        if let Some(variant) = variant
            && !tag
        {
            push_key(&mut inner, variant.name);
        }
        if !field.flatten && field.rust_name != "0" {
            push_key(&mut inner, field.name);
        }
        of_kind(&field.kind, inner, found, seen);
    }
}

fn of_kind(kind: &'static Kind, mut path: String, found: &mut Vec<Section>, seen: &mut Vec<String>) {
    match kind.without_wrappers() {
        Kind::Section(schema) => visit(schema, path, found, seen),
        Kind::List { element, .. } => {
            path.push_str("[]");
            of_kind(element, path, found, seen);
        }
        Kind::Map { value, .. } => {
            path.push_str(".<key>");
            of_kind(value, path, found, seen);
        }
        Kind::Tuple(kinds) => kinds.iter().enumerate().for_each(|(index, kind)| {
            of_kind(kind, format!("{path}[{index}]"), found, seen);
        }),
        _ => {}
    }
}

/// The fields of a type, each with its variant if it is an enum's.
pub(super) fn fields_of(
    schema: &'static Schema,
) -> impl Iterator<Item = (Option<&'static Variant>, &'static Field)> {
    let variants = schema.variants().iter().flat_map(|variant| {
        let fields: &'static [Field] = match variant.content {
            Content::Unit => &[],
            Content::Newtype(fields) | Content::Struct(fields) => fields,
        };
        fields.iter().map(move |field| (Some(variant), field))
    });
    schema.fields().iter().map(|field| (None, field)).chain(variants)
}

/// The default in a few words.
pub(super) fn default_text(field: &Field) -> Option<String> {
    match (&field.default, default(field)) {
        (DefaultValue::Literal(literal), _) => match literal {
            crate::schema::Literal::String("") => Some("\"\"".to_owned()),
            _ => Some(literal.to_string()),
        },
        (DefaultValue::Expression(text), _) => Some((*text).to_owned()),
        (DefaultValue::Type, Some(json)) => Some(match json.to_line().as_str() {
            "{}" if matches!(field.kind.without_wrappers(), Kind::Section(_)) => {
                "its fields' defaults".to_owned()
            }
            line => line.to_owned(),
        }),
        (DefaultValue::Type, None) => Some("the type's default".to_owned()),
        (DefaultValue::Required, _) if is_required(field) => None,
        (DefaultValue::Required, _) => Some("not set".to_owned()),
    }
}
