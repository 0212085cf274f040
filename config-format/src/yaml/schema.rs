//! The YAML 1.2 core schema: what a scalar is, from its text or its tag.

use granit_parser::Tag;

use crate::Kind;

/// What the core schema makes of a plain scalar.
///
/// `no`, `on` and `1_000` are strings; `0123` is the whole number 123, whatever YAML 1.1 made of them.
pub(super) fn resolve(text: &str) -> Kind {
    let bytes = text.as_bytes();
    // Nearly every string is recognized by its first byte.
    match bytes.first() {
        None => Kind::Null,
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => number(bytes),
        Some(b'~' | b'n' | b'N') if is_null(bytes) => Kind::Null,
        Some(b't' | b'T' | b'f' | b'F') if is_boolean(bytes) => Kind::Boolean,
        Some(_) => Kind::String,
    }
}

fn is_null(text: &[u8]) -> bool {
    matches!(text, b"" | b"~" | b"null" | b"Null" | b"NULL")
}

fn is_boolean(text: &[u8]) -> bool {
    matches!(text, b"true" | b"True" | b"TRUE" | b"false" | b"False" | b"FALSE")
}

/// `Integer` or `Float` if the text is a number of the core schema, else `String`.
fn number(text: &[u8]) -> Kind {
    match text {
        [b'0', b'x', digits @ ..] if !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit) => {
            return Kind::Integer;
        }
        [b'0', b'o', digits @ ..]
            if !digits.is_empty() && digits.iter().all(|digit| matches!(digit, b'0'..=b'7')) =>
        {
            return Kind::Integer;
        }
        b".nan" | b".NaN" | b".NAN" => return Kind::Float,
        _ => {}
    }
    let unsigned = match text {
        [b'+' | b'-', rest @ ..] => rest,
        _ => text,
    };
    if matches!(unsigned, b".inf" | b".Inf" | b".INF") {
        return Kind::Float;
    }
    let (whole, rest) = digits(unsigned);
    if whole > 0 && rest.is_empty() {
        return Kind::Integer;
    }
    let (fraction, rest) = match rest {
        [b'.', rest @ ..] => digits(rest),
        _ => (0, rest),
    };
    if whole + fraction == 0 {
        return Kind::String;
    }
    let exponent = match rest {
        [] => return Kind::Float,
        [b'e' | b'E', b'+' | b'-', rest @ ..] | [b'e' | b'E', rest @ ..] => digits(rest),
        _ => return Kind::String,
    };
    if exponent.0 > 0 && exponent.1.is_empty() { Kind::Float } else { Kind::String }
}

/// How many digits the text begins with, and what follows them.
fn digits(text: &[u8]) -> (usize, &[u8]) {
    let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (count, &text[count..])
}

/// What a tag says about its node. Tags of applications, such as `!Ref`, say nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tagged {
    /// No tag, or one that the core schema does not know.
    Open,
    /// One of the seven tags of the core schema; the lone `!` counts as `!!str` on scalars.
    As(Kind),
    /// The lone `!`, which says: do not resolve.
    Unresolved,
}

pub(super) fn tagged(tag: Option<&Tag>) -> Tagged {
    let Some(tag) = tag else { return Tagged::Open };
    if tag.handle().is_empty() && tag.suffix() == "!" {
        return Tagged::Unresolved;
    }
    Tagged::As(match tag.core_suffix() {
        Some("str") => Kind::String,
        Some("int") => Kind::Integer,
        Some("float") => Kind::Float,
        Some("bool") => Kind::Boolean,
        Some("null") => Kind::Null,
        Some("seq") => Kind::List,
        Some("map") => Kind::Map,
        _ => return Tagged::Open,
    })
}

/// The kind of a scalar with a tag of the core schema, or `None` when its text does not fit the tag.
pub(super) fn tagged_scalar(kind: Kind, text: &str) -> Option<Kind> {
    let fits = match kind {
        Kind::String => true,
        Kind::Integer => resolve(text) == Kind::Integer,
        Kind::Float => matches!(resolve(text), Kind::Integer | Kind::Float),
        Kind::Boolean => is_boolean(text.as_bytes()),
        Kind::Null => is_null(text.as_bytes()),
        _ => false,
    };
    fits.then_some(kind)
}

/// How a tag of the core schema is written.
pub(super) const fn tag_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer => "!!int",
        Kind::Float => "!!float",
        Kind::Boolean => "!!bool",
        Kind::Null => "!!null",
        Kind::List => "!!seq",
        Kind::Map => "!!map",
        _ => "!!str",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_resolve_by_the_core_schema() {
        for (kind, texts) in [
            (Kind::Null, &["", "~", "null", "Null", "NULL"][..]),
            (Kind::Boolean, &["true", "True", "TRUE", "false", "False", "FALSE"]),
            (Kind::Integer, &["0", "7", "-1", "+1", "0123", "0o17", "0xFf", "99999999999999999999999"]),
            (
                Kind::Float,
                &[
                    "1.", "1.5", ".5", "-.5", "+1.5e3", "1e3", "1E-3", "1.e+10", ".inf", "-.Inf", "+.INF",
                    ".nan", ".NaN", ".NAN", "0.0",
                ],
            ),
            (
                Kind::String,
                &[
                    "no",
                    "yes",
                    "on",
                    "off",
                    "y",
                    "n",
                    "nULL",
                    "tRUE",
                    "1_000",
                    "0x",
                    "0o8",
                    "0b11",
                    "-0x1",
                    "1e",
                    "1e+",
                    ".",
                    "-",
                    "+",
                    "-.",
                    ".e1",
                    "1.2.3",
                    "12:30",
                    "-.nan",
                    "+.nan",
                    ".iNF",
                    "1 2",
                    "2026-01-01",
                    "~x",
                    "nullable",
                    "1.5GB",
                    "90s",
                    "0xg",
                    "1ee3",
                    "1.5.",
                ],
            ),
        ] {
            for text in texts {
                assert_eq!(resolve(text), kind, "{text:?}");
            }
        }
    }

    #[test]
    fn tags_demand_fitting_text() {
        assert_eq!(tagged_scalar(Kind::Float, "1"), Some(Kind::Float));
        assert_eq!(tagged_scalar(Kind::Integer, "1.5"), None);
        assert_eq!(tagged_scalar(Kind::Boolean, "yes"), None);
        assert_eq!(tagged_scalar(Kind::Null, ""), Some(Kind::Null));
        assert_eq!(tagged_scalar(Kind::String, "1"), Some(Kind::String));
        assert_eq!(tagged_scalar(Kind::Map, "1"), None);
    }
}
