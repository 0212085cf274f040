//! Values as JSON.

use config_core::AnyValue;

/// A value as one line of JSON. Secrets are written out.
///
/// ```
/// use config_core::AnyValue;
/// let value = AnyValue::Map(vec![("a".to_owned(), AnyValue::List(vec![AnyValue::Number("1".to_owned())]))]);
/// assert_eq!(config_schemas::native::text::json(&value), r#"{"a": [1]}"#);
/// ```
#[must_use]
pub fn json(value: &AnyValue) -> String {
    let mut out = String::new();
    write(&mut out, value);
    out
}

/// A value as JSON of several lines, two spaces a level. Secrets are written out.
///
/// ```
/// use config_core::AnyValue;
/// let value = AnyValue::Map(vec![("a".to_owned(), AnyValue::List(vec![AnyValue::Number("1".to_owned())]))]);
/// assert_eq!(config_schemas::native::text::pretty_json(&value), "{\n  \"a\": [\n    1\n  ]\n}\n");
/// ```
#[must_use]
pub fn pretty_json(value: &AnyValue) -> String {
    let mut out = String::new();
    pretty(&mut out, value, 0);
    out.push('\n');
    out
}

fn pretty(out: &mut String, value: &AnyValue, depth: usize) {
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        (0..depth).for_each(|_| out.push_str("  "));
    };
    match value {
        AnyValue::List(items) if !items.is_empty() => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                line(out, depth + 1);
                pretty(out, item, depth + 1);
            }
            line(out, depth);
            out.push(']');
        }
        AnyValue::Map(entries) if !entries.is_empty() => {
            out.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                line(out, depth + 1);
                string(out, key);
                out.push_str(": ");
                pretty(out, value, depth + 1);
            }
            line(out, depth);
            out.push('}');
        }
        other => write(out, other),
    }
}

fn write(out: &mut String, value: &AnyValue) {
    match value {
        AnyValue::Null => out.push_str("null"),
        AnyValue::Boolean(truth) => out.push_str(if *truth { "true" } else { "false" }),
        AnyValue::Number(text) => match text.parse::<f64>() {
            Ok(number) if number.is_finite() && is_json_number(text) => out.push_str(text),
            Ok(number) if number.is_finite() => out.push_str(&number.to_string()),
            _ => string(out, text),
        },
        AnyValue::String(text) => string(out, text),
        AnyValue::Secret(text) => string(out, text.expose_secret()),
        AnyValue::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                write(out, item);
            }
            out.push(']');
        }
        AnyValue::Map(entries) => {
            out.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                string(out, key);
                out.push_str(": ");
                write(out, value);
            }
            out.push('}');
        }
    }
}

/// Whether JSON writes the number so: no sign in front but `-`, no leading zero, digits on both sides of the point.
fn is_json_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let whole = digits.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &digits[whole..];
    let fraction_fits = match rest.strip_prefix('.') {
        Some(rest) => rest.starts_with(|letter: char| letter.is_ascii_digit()),
        None => true,
    };
    whole > 0 && (whole == 1 || !digits.starts_with('0')) && fraction_fits
}

/// Writes JSON text in quotes, which is also a double-quoted scalar of YAML.
pub(super) fn string(out: &mut String, text: &str) {
    use std::fmt::Write as _;
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                let _ = write!(out, "\\u{:04x}", character as u32);
            }
            other => out.push(other),
        }
    }
    out.push('"');
}
