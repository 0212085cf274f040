//! Trees as JSON text.

use config_format::number::{NumberError, parse_boolean, parse_float, parse_integer};
use config_format::{Kind, LineIndex, Node};

/// The plain value.
pub(crate) fn value(text: &mut String, node: Node<'_>) {
    match node.kind() {
        Kind::Null => text.push_str("null"),
        Kind::Boolean => {
            let boolean = parse_boolean(node.text(), node.tree().format()).unwrap_or_default();
            text.push_str(if boolean { "true" } else { "false" });
        }
        Kind::Integer => match integer(node) {
            Some(number) => text.push_str(&number),
            None => string(text, node.text()),
        },
        Kind::Float => match float(node.text()) {
            Some(number) => text.push_str(&number),
            None => string(text, node.text()),
        },
        Kind::String | Kind::DateTime | Kind::Text => string(text, node.text()),
        Kind::List => list(text, node, value),
        Kind::Map => map(text, node, value),
    }
}

/// The tagged JSON of the toml-test suite.
pub(crate) fn tagged(text: &mut String, node: Node<'_>) {
    let (name, value) = match node.kind() {
        Kind::List => return list(text, node, tagged),
        Kind::Map => return map(text, node, tagged),
        Kind::Null => ("null", String::new()),
        Kind::Boolean => ("bool", node.text().to_ascii_lowercase()),
        Kind::Integer => ("integer", integer(node).unwrap_or_else(|| node.text().to_owned())),
        Kind::Float => ("float", special(node).or_else(|| float(node.text())).unwrap_or_default()),
        Kind::String | Kind::Text => ("string", node.text().to_owned()),
        Kind::DateTime => date_time(node.text()),
    };
    text.push_str(&format!("{{\"type\":\"{name}\",\"value\":"));
    string(text, &value);
    text.push('}');
}

/// Every key and value with its kind, text and place.
pub(crate) fn spans(text: &mut String, node: Node<'_>, index: &LineIndex) {
    let (span, kind) = (node.span(), format!("{:?}", node.kind()).to_lowercase());
    let position = index.position(node.tree().source(), span.start);
    text.push_str(&format!(
        "{{\"kind\":\"{kind}\",\"line\":{},\"column\":{},\"start\":{},\"end\":{}",
        position.line, position.column, span.start, span.end
    ));
    match node.kind() {
        Kind::List => {
            text.push_str(",\"items\":");
            list(text, node, |text, node| spans(text, node, index));
        }
        Kind::Map => {
            text.push_str(",\"entries\":[");
            for (number, (key, value)) in node.entries().enumerate() {
                text.push_str(if number > 0 { ",{\"key\":" } else { "{\"key\":" });
                spans(text, key, index);
                text.push_str(",\"value\":");
                spans(text, value, index);
                text.push('}');
            }
            text.push(']');
        }
        _ => {
            text.push_str(",\"text\":");
            string(text, node.text());
        }
    }
    text.push('}');
}

fn list(text: &mut String, node: Node<'_>, item: impl Fn(&mut String, Node<'_>)) {
    text.push('[');
    for (number, node) in node.items().enumerate() {
        if number > 0 {
            text.push(',');
        }
        item(text, node);
    }
    text.push(']');
}

fn map(text: &mut String, node: Node<'_>, item: impl Fn(&mut String, Node<'_>)) {
    text.push('{');
    for (number, (key, node)) in node.entries().enumerate() {
        if number > 0 {
            text.push(',');
        }
        if key.kind().is_scalar() {
            string(text, key.text());
        } else {
            // JSON keys are strings, so a list or map as a key is shown as its JSON text.
            let mut shown = String::new();
            value(&mut shown, key);
            string(text, &shown);
        }
        text.push(':');
        item(text, node);
    }
    text.push('}');
}

fn string(text: &mut String, value: &str) {
    text.push('"');
    for character in value.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\0'..='\x1f' => text.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => text.push(character),
        }
    }
    text.push('"');
}

/// A whole number in decimal; nothing when it has another base and more than 128 bits.
fn integer(node: Node<'_>) -> Option<String> {
    match parse_integer(node.text(), node.tree().format()) {
        Ok(integer) => Some(integer.to_string()),
        Err(NumberError::TooLarge) => float(node.text()),
        Err(NumberError::Malformed) => None,
    }
}

/// A decimal number as JSON writes it, digit for digit; nothing for infinity and the like.
fn float(written: &str) -> Option<String> {
    let written = written.replace('_', "");
    let unsigned = written.trim_start_matches(['+', '-']);
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(index) => unsigned.split_at(index),
        None => (unsigned, ""),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let sign = if written.starts_with('-') { "-" } else { "" };
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let point = if mantissa.contains('.') { "." } else { "" };
    let fraction = if mantissa.ends_with('.') { "0" } else { fraction };
    Some(format!("{sign}{whole}{point}{fraction}{exponent}"))
}

/// Infinity and not-a-number as the toml-test suite writes them.
fn special(node: Node<'_>) -> Option<String> {
    let float = parse_float(node.text(), node.tree().format()).ok()?;
    let name = match () {
        () if float.is_nan() => "nan",
        () if float == f64::INFINITY => "inf",
        () if float == f64::NEG_INFINITY => "-inf",
        () => return None,
    };
    Some(name.to_owned())
}

/// The suite's name of a date or time, and its text with `T`, `Z` and seconds.
fn date_time(written: &str) -> (&'static str, String) {
    let dated = written.as_bytes().get(4) == Some(&b'-');
    let (date, time) = match written.get(..11) {
        Some(date) if dated => (format!("{}T", &date[..10]), &written[11..]),
        _ if dated => return ("date-local", written.to_owned()),
        _ => (String::new(), written),
    };
    let (time, offset) = time.split_at(time.find(['Z', 'z', '+', '-']).unwrap_or(time.len()));
    let name = match (dated, offset.is_empty()) {
        (false, _) => "time-local",
        (true, true) => "datetime-local",
        (true, false) => "datetime",
    };
    let seconds = if time.len() == 5 { ":00" } else { "" };
    (name, format!("{date}{time}{seconds}{}", offset.replace('z', "Z")))
}

#[cfg(test)]
mod tests {
    use config_format::{Format, Limits, parse};

    use super::*;

    fn printed(format: Format, source: &str) -> String {
        let tree = parse(format, source.into(), &Limits::default()).unwrap();
        let mut text = String::new();
        value(&mut text, tree.root());
        text
    }

    #[test]
    fn numbers_as_json_writes_them() {
        let source = "a = [0x1F, +1_000, -0, 1e3, +1.5, inf, -nan, 1_0.5_0, 2026-01-31, 123456789012345678901234567890123456789012]";
        assert_eq!(
            printed(Format::Toml, source),
            r#"{"a":[31,1000,0,1e3,1.5,"inf","-nan",10.50,"2026-01-31",123456789012345678901234567890123456789012]}"#
        );
        assert_eq!(
            printed(Format::Yaml, "[.5, 1., 0o17, 012, .inf, ~, True]"),
            r#"[0.5,1.0,15,12,".inf",null,true]"#
        );
    }

    #[test]
    fn strings_and_keys_are_escaped() {
        assert_eq!(
            printed(Format::Json, r#"{"a\"\u0001": "\\\n\u007f"}"#),
            "{\"a\\\"\\u0001\":\"\\\\\\n\u{7f}\"}"
        );
        assert_eq!(printed(Format::Dotenv, "A='x\ty'"), r#"{"A":"x\ty"}"#);
    }
}
