//! A tree as `nats.conf`.

use config_core::AnyValue;

use crate::native::text::quoted;

/// The text of a section's entries.
pub(super) fn text(value: &AnyValue) -> String {
    let mut out = String::new();
    if let AnyValue::Map(entries) = value {
        for (name, value) in entries {
            entry(&mut out, name, value, 0);
        }
    }
    out
}

fn entry(out: &mut String, name: &str, value: &AnyValue, depth: usize) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(&key(name));
    out.push_str(": ");
    content(out, value, depth);
    out.push('\n');
}

fn content(out: &mut String, value: &AnyValue, depth: usize) {
    match value {
        AnyValue::Null => out.push_str("\"\""),
        AnyValue::Boolean(truth) => out.push_str(if *truth { "true" } else { "false" }),
        AnyValue::Number(number) => out.push_str(number),
        AnyValue::String(text) => out.push_str(&word(text)),
        AnyValue::Secret(secret) => {
            let text = secret.expose_secret();
            out.push_str(&reference(text).unwrap_or_else(|| quoted(text)));
        }
        AnyValue::List(items) => {
            out.push_str("[\n");
            for item in items {
                out.push_str(&"  ".repeat(depth + 1));
                content(out, item, depth + 1);
                out.push('\n');
            }
            out.push_str(&"  ".repeat(depth));
            out.push(']');
        }
        AnyValue::Map(entries) => {
            out.push_str("{\n");
            for (name, value) in entries {
                entry(out, name, value, depth + 1);
            }
            out.push_str(&"  ".repeat(depth));
            out.push('}');
        }
    }
}

/// A name; quotes have no escapes there.
fn key(name: &str) -> String {
    if is_plain(name) {
        name.to_owned()
    } else if name.contains('"') {
        format!("'{name}'")
    } else {
        format!("\"{name}\"")
    }
}

/// Text as it stands in the file: bare where nothing else could be meant.
fn word(text: &str) -> String {
    reference(text).unwrap_or_else(|| if is_plain(text) { text.to_owned() } else { quoted(text) })
}

/// A variable that the server looks for in its environment.
fn reference(text: &str) -> Option<String> {
    let name = text.strip_prefix("${env:")?.strip_suffix('}')?;
    let plain =
        !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    plain.then(|| format!("${name}"))
}

fn is_plain(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.'))
        && !["true", "false", "yes", "no", "on", "off", "include"]
            .contains(&text.to_ascii_lowercase().as_str())
}
