//! Scalars for people: secrets masked, each with its origin.

use zeroize::Zeroizing;

use super::effective::Effective;
use super::loaded::EffectiveValue;
use super::{Outcome, Resolved};
use crate::finding::Origin;
use crate::path::{push_index, push_key};
use crate::read::{Reader, Value};
use crate::schema::{Kind, Literal, Schema};

/// Every scalar of what counts, for people.
pub(super) fn flatten<'a>(
    effective: &Effective<'a>,
    path: &mut String,
    schema: &'static Schema,
    reader: &Reader<'a>,
    found: &mut Vec<EffectiveValue>,
) {
    let length = path.len();
    match effective {
        Effective::Leaf(value, secret) => found.push(shown(*value, *secret, path, schema, reader)),
        Effective::Code(text, line) => found.push(EffectiveValue {
            path: path.clone(),
            text: (*text).to_owned(),
            bare: false,
            secret: false,
            origin: Origin::Code { file: schema.file.to_owned(), line: *line },
            layer: None,
            references: Vec::new(),
        }),
        Effective::Map(entries) => {
            for (name, value) in entries {
                push_key(path, name);
                flatten(value, path, schema, reader, found);
                path.truncate(length);
            }
        }
        Effective::List(items) => {
            for (index, value) in items.iter().enumerate() {
                push_index(path, index);
                flatten(value, path, schema, reader, found);
                path.truncate(length);
            }
        }
        Effective::Nothing => {}
    }
}

/// The text of a scalar, references followed, and whether it is secret.
pub(super) fn text_of<'a>(value: Value<'a>, secret: bool, reader: &Reader<'a>) -> (Zeroizing<String>, bool) {
    use config_format::Kind as TextKind;
    let scalar = value.raw_scalar();
    match reader.resolved(value) {
        Some(Resolved { outcome: Outcome::Text(text, hidden), .. }) => (text.clone(), secret || *hidden),
        _ => match (scalar, scalar.and_then(|scalar| scalar.literal)) {
            (_, Some(literal)) => (literal.to_string().into(), secret),
            (Some(scalar), None) if scalar.kind == TextKind::Null => ("null".to_owned().into(), secret),
            (Some(scalar), None) => (scalar.text.to_owned().into(), secret),
            (None, None) => (value.describe().to_owned().into(), secret),
        },
    }
}

/// A scalar for people, masked if secret.
pub(super) fn shown<'a>(
    value: Value<'a>,
    secret: bool,
    path: &str,
    schema: &'static Schema,
    reader: &Reader<'a>,
) -> EffectiveValue {
    let resolved = reader.resolved(value);
    let scalar = value.raw_scalar();
    let (text, secret) = text_of(value, secret, reader);
    let text = if secret { "***".to_owned() } else { crate::secret::without_passwords(&text).into_owned() };
    let field = schema.field_at(path);
    let (origin, layer) = match value.place() {
        Some((layer, node)) => (layer.origin(node.span()), Some(layer.number)),
        None => {
            (Origin::Code { file: schema.file.to_owned(), line: field.map_or(0, |field| field.line) }, None)
        }
    };
    let numeric = match field.map(|field| field.kind.without_wrappers()) {
        Some(Kind::Integer { .. } | Kind::Float | Kind::Boolean) => true,
        Some(Kind::List { element, .. } | Kind::Map { value: element, .. }) => {
            matches!(element.without_wrappers(), Kind::Integer { .. } | Kind::Float | Kind::Boolean)
        }
        _ => matches!(
            scalar.and_then(|scalar| scalar.literal),
            Some(Literal::Integer(_) | Literal::Float(_) | Literal::Boolean(_))
        ),
    };
    let bare = !secret
        && ((numeric
            && config_format::parse(
                config_format::Format::Json,
                text.clone().into_bytes(),
                &config_format::Limits::default(),
            )
            .is_ok())
            || text == "null");
    EffectiveValue {
        path: path.to_owned(),
        text,
        bare,
        secret,
        origin,
        layer,
        references: resolved.map(|resolved| resolved.trail.clone()).unwrap_or_default(),
    }
}
