//! What several exports ask of the table.

use std::fmt::Write as _;

use super::json::Json;
use crate::schema::{Content, DefaultValue, Field, Kind, Literal, Schema, Shape};

pub(super) use crate::read::{has_own_defaults, is_optional};

/// Whether a source must give the field.
pub(super) fn is_required(field: &Field) -> bool {
    matches!(field.default, DefaultValue::Required) && !is_optional(&field.kind) && !field.flatten
}

/// A literal of the table as JSON.
pub(super) fn literal(literal: &Literal) -> Json {
    match literal {
        Literal::Boolean(value) => Json::Boolean(*value),
        Literal::Integer(number) => Json::from(*number),
        Literal::Float(number) => Json::from(*number),
        Literal::String(text) => Json::from(*text),
        Literal::List(items) => Json::List(items.iter().map(self::literal).collect()),
    }
}

/// The default, as far as the table knows it.
pub(super) fn default(field: &Field) -> Option<Json> {
    match &field.default {
        DefaultValue::Literal(value) => Some(literal(value)),
        DefaultValue::Type => match field.kind.without_wrappers() {
            Kind::List { .. } => Some(Json::List(Vec::new())),
            Kind::Map { .. } => Some(Json::Object(super::Object::new())),
            Kind::Section(_) if has_own_defaults(&field.kind) => Some(Json::Object(super::Object::new())),
            _ => None,
        },
        DefaultValue::Required | DefaultValue::Expression(_) => None,
    }
}

/// What tells a type from all others: two tables of one type may lie at two addresses.
pub(super) fn signature(schema: &'static Schema) -> String {
    fn section(schema: &'static Schema, open: &mut Vec<(&'static str, &'static str, u32)>, out: &mut String) {
        let own = (schema.name, schema.file, schema.line);
        let _ = write!(out, "{}@{}:{}", schema.name, schema.file, schema.line);
        // Only types with parameters differ under one name; the fields of the outermost levels tell them apart.
        if open.contains(&own) || open.len() > 4 {
            return;
        }
        open.push(own);
        out.push('{');
        for field in schema.all_fields() {
            let _ = write!(out, "{}:", field.name);
            kind(&field.kind, open, out);
            out.push(';');
        }
        if let Shape::Enum { variants, .. } = schema.shape {
            variants.iter().for_each(|variant| {
                let _ = write!(out, "{},", variant.name);
            });
        }
        out.push('}');
        open.pop();
    }
    fn kind(of: &Kind, open: &mut Vec<(&'static str, &'static str, u32)>, out: &mut String) {
        match of {
            Kind::Section(schema) => section(schema, open, out),
            Kind::Optional(inner) | Kind::Secret(inner) | Kind::List { element: inner, .. } => {
                out.push('[');
                kind(inner, open, out);
                out.push(']');
            }
            Kind::Map { key, value } => {
                kind(key, open, out);
                kind(value, open, out);
            }
            Kind::Tuple(kinds) => kinds.iter().for_each(|of| kind(of, open, out)),
            Kind::Recursive(_) => out.push_str("recursive"),
            Kind::Integer { name, .. } | Kind::Parsed { name, .. } => out.push_str(name),
            other => out.push_str(&other.describe()),
        }
    }
    let mut out = String::new();
    section(schema, &mut Vec::new(), &mut out);
    out
}

/// Whether a variant can be written as its name alone: it has no data, or all of its data has defaults and some other
/// variant has none.
pub(super) fn is_name_enough(schema: &Schema, content: &Content) -> bool {
    match content {
        Content::Unit => true,
        _ if schema.variants().iter().all(|variant| !matches!(variant.content, Content::Unit)) => false,
        Content::Newtype(fields) | Content::Struct(fields) => fields.iter().all(|field| !is_required(field)),
    }
}
