//! What the name of a variable means: the names that the schema computes, never split by guess.

use std::borrow::Cow;

use super::names::strip_segment;
use crate::path::DEEPEST;
use crate::schema::{Content, Field, Kind, Schema, Shape};

/// Collects the names that fields claim besides the computed one.
pub(super) fn collect_extra(
    schema: &'static Schema,
    path: &mut Vec<Cow<'static, str>>,
    open: &mut Vec<*const Schema>,
    found: &mut Vec<(&'static str, Vec<Cow<'static, str>>, &'static Kind)>,
) {
    let address = std::ptr::from_ref(schema);
    if open.contains(&address) {
        return;
    }
    open.push(address);
    for field in schema.all_fields() {
        let own = !field.flatten && field.rust_name != "0";
        if own {
            path.push(Cow::Borrowed(field.name));
        }
        for name in field.env {
            found.push((name, path.clone(), &field.kind));
        }
        if let Kind::Section(inner) = field.kind.without_wrappers() {
            collect_extra(inner, path, open, found);
        }
        if own {
            path.pop();
        }
    }
    open.pop();
}

/// Matches the rest of a name to the fields of a section; the segments are those of the path.
pub(super) fn match_section(
    schema: &'static Schema,
    rest: &str,
    segments: &mut Vec<Cow<'static, str>>,
) -> Option<&'static Kind> {
    // A type may hold itself, and a name may be of any length.
    if segments.len() >= DEEPEST {
        return None;
    }
    match schema.shape {
        Shape::Struct(fields) => match_fields(fields, rest, segments),
        Shape::Newtype(fields) => match_kind(&fields[0].kind, rest, segments),
        Shape::Enum { tag, variants } => {
            if let Some(tag) = tag
                && strip_segment(rest, tag) == Some("")
            {
                segments.push(Cow::Borrowed(tag));
                return Some(&Kind::String);
            }
            variants.iter().find_map(|variant| {
                let length = segments.len();
                let rest = match tag {
                    Some(_) => rest,
                    None => {
                        segments.push(Cow::Borrowed(variant.name));
                        match strip_segment(rest, variant.name) {
                            Some("") => "",
                            Some(rest) => rest.strip_prefix("__").unwrap_or("?"),
                            None => "?",
                        }
                    }
                };
                let found = match variant.content {
                    Content::Unit => None,
                    Content::Struct(fields) => match_fields(fields, rest, segments),
                    Content::Newtype(fields) if rest.is_empty() => Some(&fields[0].kind),
                    Content::Newtype(fields) => match_kind(&fields[0].kind, rest, segments),
                };
                if found.is_none() {
                    segments.truncate(length);
                }
                found
            })
        }
    }
}

fn match_fields(
    fields: &'static [Field],
    rest: &str,
    segments: &mut Vec<Cow<'static, str>>,
) -> Option<&'static Kind> {
    for field in fields {
        let length = segments.len();
        if field.flatten {
            if let Kind::Section(inner) = field.kind.without_wrappers()
                && let Some(kind) = match_section(inner, rest, segments)
            {
                return Some(kind);
            }
            segments.truncate(length);
            continue;
        }
        for name in std::iter::once(&field.name).chain(field.aliases) {
            let Some(after) = strip_segment(rest, name) else { continue };
            segments.push(Cow::Borrowed(*name));
            if after.is_empty() {
                return Some(&field.kind);
            }
            if let Some(after) = after.strip_prefix("__")
                && let Some(kind) = match_kind(&field.kind, after, segments)
            {
                return Some(kind);
            }
            segments.truncate(length);
        }
    }
    None
}

/// Matches what follows a field's own segment: an index, a map key or the fields of a section.
fn match_kind(
    kind: &'static Kind,
    rest: &str,
    segments: &mut Vec<Cow<'static, str>>,
) -> Option<&'static Kind> {
    let kind = match kind {
        Kind::Optional(inner) | Kind::Secret(inner) => return match_kind(inner, rest, segments),
        Kind::Recursive(inner) => return match_kind(inner(), rest, segments),
        other => other,
    };
    let inner = match kind {
        Kind::Section(inner) => return match_section(inner, rest, segments),
        Kind::List { element, .. } => *element,
        Kind::Map { value, .. } => *value,
        _ => return None,
    };
    let (segment, after) = match rest.split_once("__") {
        Some((segment, after)) => (segment, Some(after)),
        None => (rest, None),
    };
    if segment.is_empty()
        || (matches!(kind, Kind::List { .. }) && !segment.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    segments.push(Cow::Owned(segment.to_ascii_lowercase()));
    match after {
        None => Some(inner),
        Some(after) => match_kind(inner, after, segments),
    }
}
