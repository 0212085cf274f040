//! Samples in TOML: the scalars of a table first, then its tables.

use super::notes;
use super::walk::{Entry, Value};
use crate::export::json::Json;

pub(super) fn write(entries: &[Entry]) -> String {
    let mut out = String::new();
    table(entries, "", &mut out);
    out
}

fn table(entries: &[Entry], path: &str, out: &mut String) {
    for entry in entries {
        match &entry.value {
            Some(Value::Section(_)) => continue,
            Some(Value::Sections(elements)) if !elements.is_empty() => continue,
            _ => {}
        }
        about(entry, path, path.is_empty(), out);
        let sign = if entry.active { "" } else { "#" };
        match &entry.value {
            Some(Value::Plain(value)) => {
                out.push_str(&format!("{sign}{} = {}\n", key(&entry.name), inline(value)))
            }
            Some(Value::Sections(_)) => out.push_str(&format!("{sign}{} = []\n", key(&entry.name))),
            _ => {}
        }
    }
    for entry in entries {
        let outer = path;
        let path = if path.is_empty() { key(&entry.name) } else { format!("{path}.{}", key(&entry.name)) };
        match &entry.value {
            // An empty table is one with its defaults, so its name can stay.
            Some(Value::Section(inner)) => {
                about(entry, outer, true, out);
                out.push_str(&format!("[{path}]\n"));
                table(inner, &path, out);
            }
            Some(Value::Sections(elements)) if !elements.is_empty() => {
                about(entry, outer, true, out);
                for element in elements {
                    out.push_str(&format!("[[{path}]]\n"));
                    table(element, &path, out);
                }
            }
            _ => {}
        }
    }
}

fn about(entry: &Entry, path: &str, spaced: bool, out: &mut String) {
    if spaced {
        out.push('\n');
    }
    let example = entry.shown().map(|entry| {
        let mut text = String::new();
        table(&[entry], path, &mut text);
        text
    });
    notes(entry, "", "#", example, out);
}

fn key(name: &str) -> String {
    let bare = !name.is_empty()
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-".contains(letter));
    if bare { name.to_owned() } else { Json::from(name).to_line() }
}

fn inline(value: &Json) -> String {
    match value {
        Json::List(items) => {
            let items: Vec<String> = items.iter().map(inline).collect();
            format!("[{}]", items.join(", "))
        }
        Json::Object(object) => {
            let entries: Vec<String> =
                object.entries().map(|(name, value)| format!("{} = {}", key(name), inline(value))).collect();
            if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
        }
        other => other.to_line(),
    }
}
