//! Samples in INI: values are text, lists and maps are JSON.

use super::notes;
use super::walk::{Entry, Value, as_json};
use crate::export::json::Json;

pub(super) fn write(entries: &[Entry]) -> String {
    let mut out = String::new();
    section(entries, "", &mut out);
    out
}

fn section(entries: &[Entry], path: &str, out: &mut String) {
    for entry in entries.iter().filter(|entry| !matches!(entry.value, Some(Value::Section(_)))) {
        about(entry, path, path.is_empty(), out);
        let value = match &entry.value {
            Some(Value::Plain(value)) => Some(value.clone()),
            Some(sections @ Value::Sections(_)) => as_json(sections),
            _ => None,
        };
        if let Some(value) = value {
            let sign = if entry.is_active() { "" } else { "#" };
            let line = format!("{sign}{} = {}", entry.name, text(&value));
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    for entry in entries {
        if let Some(Value::Section(inner)) = &entry.value {
            let outer = path;
            let path = if path.is_empty() { entry.name.clone() } else { format!("{path}.{}", entry.name) };
            about(entry, outer, true, out);
            out.push_str(&format!("[{path}]\n"));
            section(inner, &path, out);
        }
    }
}

fn about(entry: &Entry, path: &str, spaced: bool, out: &mut String) {
    if spaced {
        out.push('\n');
    }
    let example = entry.shown().map(|entry| {
        let mut text = String::new();
        section(&[entry], path, &mut text);
        text
    });
    notes(entry, "", "#", example, out);
}

fn text(value: &Json) -> String {
    match value {
        Json::String(text) => quoted(text),
        other => listed(other),
    }
}

/// JSON that no comment begins in.
pub(super) fn listed(value: &Json) -> String {
    value.to_line().replace('#', "\\u0023").replace(';', "\\u003b")
}

/// Text in quotes where it would be cut short or read otherwise without them.
fn quoted(text: &str) -> String {
    let plain =
        text.trim() == text && !text.starts_with(['"', '\'']) && !text.contains(['\n', '\r', '\t', '#', ';']);
    if plain { text.to_owned() } else { Json::from(text).to_line() }
}
