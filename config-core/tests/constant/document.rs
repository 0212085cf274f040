//! Documents, written in each format so that every value has a place of its own.

/// A value of a document.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    /// Without quotes where the format has such a thing.
    Plain(String),
    /// In quotes.
    Quoted(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

fn json_string(text: &str) -> String {
    serde_json::to_string(text).expect("text")
}

/// JSON, a line each.
pub(crate) fn json(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Plain(text)
            if serde_json::from_str::<serde_json::Value>(text).is_ok_and(|value| !value.is_string()) =>
        {
            out.push_str(text);
        }
        Value::Plain(text) | Value::Quoted(text) => out.push_str(&json_string(text)),
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { ",\n" } else { "\n" });
                out.push_str(&" ".repeat(indent + 1));
                json(item, indent + 1, out);
            }
            out.push(']');
        }
        Value::Map(entries) => {
            out.push('{');
            for (index, (key, item)) in entries.iter().enumerate() {
                out.push_str(if index > 0 { ",\n" } else { "\n" });
                out.push_str(&" ".repeat(indent + 1));
                out.push_str(&json_string(key));
                out.push_str(": ");
                json(item, indent + 1, out);
            }
            out.push('}');
        }
    }
}

/// YAML: blocks outside, plain scalars where they are safe.
pub(crate) fn yaml(value: &Value, indent: usize, out: &mut String) {
    let lead = " ".repeat(indent);
    match value {
        Value::Map(entries) if !entries.is_empty() => {
            for (key, item) in entries {
                out.push_str(&lead);
                out.push_str(&plain(key));
                out.push(':');
                inner(item, indent, out);
            }
        }
        Value::List(items) if !items.is_empty() => {
            for item in items {
                out.push_str(&lead);
                out.push('-');
                inner(item, indent, out);
            }
        }
        other => {
            out.push_str(&lead);
            out.push_str(&scalar(other));
            out.push('\n');
        }
    }
}

fn inner(item: &Value, indent: usize, out: &mut String) {
    match item {
        Value::Map(entries) if !entries.is_empty() => {
            out.push('\n');
            yaml(item, indent + 2, out);
        }
        Value::List(items) if !items.is_empty() => {
            out.push('\n');
            yaml(item, indent + 2, out);
        }
        other => {
            out.push(' ');
            out.push_str(&scalar(other));
            out.push('\n');
        }
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Plain(text) => plain(text),
        Value::Quoted(text) => json_string(text),
        Value::List(_) => "[]".to_owned(),
        Value::Map(_) => "{}".to_owned(),
    }
}

fn plain(text: &str) -> String {
    let letters = |letter: char| letter.is_alphanumeric() || "._-+%/@".contains(letter);
    let word = !text.starts_with(['-', '%', '@', '.']) && text.chars().all(letters);
    let negative = text.strip_prefix('-').is_some_and(|rest| rest.parse::<u128>().is_ok());
    let special = matches!(text, ".inf" | ".nan" | "-.inf");
    if !text.is_empty() && (word || negative || special) { text.to_owned() } else { json_string(text) }
}

/// INI: the top as keys, maps as sections, all text. Lists are left out.
pub(crate) fn ini(value: &Value) -> String {
    let Value::Map(entries) = value else { return String::new() };
    let mut out = String::new();
    let text = |value: &Value| match value {
        Value::Plain(text) | Value::Quoted(text)
            if !text.contains(['\n', '"', '\\', ';', '#']) && !text.is_empty() =>
        {
            Some(format!("\"{text}\""))
        }
        _ => None,
    };
    let named = |key: &str| {
        !key.is_empty() && key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
    };
    for (key, item) in entries {
        if let (Some(text), true) = (text(item), named(key)) {
            out.push_str(&format!("{key} = {text}\n"));
        }
    }
    for (key, item) in entries {
        if let (Value::Map(inner), true) = (item, named(key)) {
            out.push_str(&format!("[{key}]\n"));
            for (key, item) in inner {
                if let (Some(text), true) = (text(item), named(key)) {
                    out.push_str(&format!("{key} = {text}\n"));
                }
            }
        }
    }
    out
}

/// TOML: the top as keys, all else inline.
pub(crate) fn toml(value: &Value) -> String {
    let Value::Map(entries) = value else { return String::new() };
    let mut out = String::new();
    for (key, item) in entries {
        if let Some(text) = toml_inline(item) {
            out.push_str(&format!("{} = {text}\n", json_string(key)));
        }
    }
    out
}

fn toml_inline(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => return None,
        Value::Plain(text) => {
            let bare = matches!(text.as_str(), "true" | "false" | "inf" | "nan")
                || text.parse::<i64>().is_ok()
                    && !text.starts_with('0')
                    && !text.starts_with("-0")
                    && !text.starts_with('+')
                || matches!(text.as_str(), "0" | "0.5" | "1.5" | "1e3" | "0x1F");
            if bare { text.clone() } else { json_string(text) }
        }
        Value::Quoted(text) => json_string(text),
        Value::List(items) => {
            format!("[{}]", items.iter().filter_map(toml_inline).collect::<Vec<_>>().join(", "))
        }
        Value::Map(entries) => {
            let inner: Vec<String> = entries
                .iter()
                .filter_map(|(key, item)| Some(format!("{} = {}", json_string(key), toml_inline(item)?)))
                .collect();
            format!("{{{}}}", inner.join(", "))
        }
    })
}
