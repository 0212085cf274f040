//! Values for what has neither a default nor an example: some value that keeps the rules.

use crate::export::common::literal;
use crate::export::json::Json;
use crate::export::pattern::samples;
use crate::read::{regular_expression, text_format};
use crate::schema::{Bound, Existing, Kind, Literal, Rule};

/// Texts that are tried in turn: what a person would write first.
const TEXTS: [&str; 20] = [
    "example",
    "localhost",
    "127.0.0.1",
    "127.0.0.1:8080",
    "http://localhost:8080",
    "localhost:8080",
    "user@example.org",
    "example.org",
    "::1",
    "[::1]:8080",
    "10.0.0.0/8",
    "1.0.0",
    "1s",
    "1MiB",
    "1%",
    "00000000-0000-0000-0000-000000000000",
    "/",
    "a",
    "1",
    "5",
];

/// A value of a kind that keeps the rules, if one was found.
pub(super) fn placeholder(kind: &'static Kind, rules: &[&Rule]) -> Option<Json> {
    match kind {
        Kind::Optional(inner) => placeholder(inner, rules),
        Kind::Secret(inner) => match inner.without_wrappers() {
            Kind::String => text(kind, rules, &["change-me"]).map(Json::from),
            inner => placeholder(inner, rules),
        },
        Kind::Recursive(kind) => placeholder(kind(), rules),
        Kind::Boolean => Some(Json::Boolean(false)),
        Kind::Integer { minimum, maximum, .. } => {
            let one = if *minimum <= 1 && *maximum >= 1 { 1 } else { *minimum };
            bound(rules).map(|bound| literal(&bound)).or(Some(Json::from(one)))
        }
        Kind::Float => bound(rules).map(|bound| literal(&bound)).or(Some(Json::from(1.0))),
        Kind::Duration | Kind::ByteSize | Kind::Percent => match bound(rules) {
            Some(bound) => Some(literal(&bound)),
            None => text(kind, rules, &[]).map(Json::from),
        },
        Kind::Tuple(kinds) => {
            kinds.iter().map(|kind| placeholder(kind, &[])).collect::<Option<Vec<Json>>>().map(Json::List)
        }
        Kind::List { .. } => Some(Json::List(Vec::new())),
        Kind::Map { .. } => Some(Json::Object(crate::export::Object::new())),
        Kind::Section(schema) => schema.variants().first().map(|variant| Json::from(variant.name)),
        Kind::Path => {
            let folder = rules.iter().any(|rule| matches!(rule, Rule::MustExist(Existing::Directory)));
            let first = if folder { "/" } else { "/path/to/file" };
            text(kind, rules, &[first]).map(Json::from)
        }
        Kind::Any => None,
        _ => text(kind, rules, &[]).map(Json::from),
    }
}

/// An end of the range that belongs to it.
fn bound(rules: &[&Rule]) -> Option<Literal> {
    rules.iter().find_map(|rule| {
        let Rule::Range { low, high } = rule else { return None };
        let own = |bound: &Option<Bound>| bound.filter(|bound| !bound.exclusive).map(|bound| bound.value);
        own(low).or_else(|| own(high)).or_else(|| match (low, high) {
            (Some(Bound { value: Literal::Integer(low), .. }), _) => Some(Literal::Integer(low + 1)),
            (Some(Bound { value: Literal::Float(low), .. }), _) => Some(Literal::Float(low + 1.0)),
            (None, Some(Bound { value: Literal::Integer(high), .. })) => Some(Literal::Integer(high - 1)),
            (None, Some(Bound { value: Literal::Float(high), .. })) => Some(Literal::Float(high - 1.0)),
            _ => None,
        })
    })
}

fn text(kind: &Kind, rules: &[&Rule], first: &[&str]) -> Option<String> {
    let patterns = rules.iter().flat_map(|rule| match rule {
        Rule::Pattern(pattern) => samples(pattern).collect::<Vec<_>>(),
        _ => Vec::new(),
    });
    let given = first.iter().chain(&TEXTS).map(|text| (*text).to_owned());
    // Longer ones for rules about the length.
    let longer = [8, 16, 32, 64, 128]
        .map(|length| first.first().unwrap_or(&"example").chars().cycle().take(length).collect::<String>());
    given.chain(patterns).chain(longer).find(|text| fits(kind, rules, text))
}

/// Whether a text is one of the kind and keeps the rules.
pub(crate) fn fits(kind: &Kind, rules: &[&Rule], text: &str) -> bool {
    use config_format::unit::{parse_byte_size, parse_duration, parse_percent};
    let of_kind = match kind.without_wrappers() {
        Kind::Duration => parse_duration(text).is_ok(),
        Kind::ByteSize => parse_byte_size(text).is_ok(),
        Kind::Percent => parse_percent(text).is_ok(),
        Kind::Character => text.chars().count() == 1,
        Kind::Parsed { check, .. } => check(text).is_ok(),
        _ => true,
    };
    let length = text.chars().count() as u64;
    of_kind
        && rules.iter().all(|rule| match rule {
            Rule::Length { minimum, maximum } => {
                minimum.is_none_or(|minimum| length >= minimum)
                    && maximum.is_none_or(|maximum| length <= maximum)
            }
            Rule::Pattern(pattern) => regular_expression(pattern).is_none_or(|regex| regex.is_match(text)),
            Rule::Format(format) => text_format(*format, text),
            _ => true,
        })
}
