//! Samples in YAML.

use config_format::Format;
use config_format::number::{parse_float, parse_integer};

use super::notes;
use super::walk::{Entry, Value};
use crate::export::json::Json;

pub(super) fn write(entries: &[Entry]) -> String {
    let mut out = String::new();
    write_entries(entries, 0, false, true, &mut out);
    out
}

/// What is not commented out, without notes.
fn only_active(entry: &Entry) -> String {
    let mut out = String::new();
    bare(std::slice::from_ref(entry), 0, &mut out);
    out
}

fn bare(entries: &[Entry], level: usize, out: &mut String) {
    for entry in entries.iter().filter(|entry| entry.is_active()) {
        let indent = "  ".repeat(level);
        let key = scalar(&entry.name);
        match &entry.value {
            Some(Value::Plain(value)) => out.push_str(&format!("{indent}{key}: {}\n", plain(value))),
            Some(Value::Section(inner)) if inner.iter().any(Entry::is_active) => {
                out.push_str(&format!("{indent}{key}:\n"));
                bare(inner, level + 1, out);
            }
            Some(Value::Sections(elements)) if !elements.is_empty() => {
                out.push_str(&format!("{indent}{key}:\n"));
                for element in elements {
                    out.push_str(&format!("{indent}  -\n"));
                    bare(element, level + 2, out);
                }
            }
            Some(Value::Section(_)) => out.push_str(&format!("{indent}{key}: {{}}\n")),
            Some(Value::Sections(_)) => out.push_str(&format!("{indent}{key}: []\n")),
            None => {}
        }
    }
}

/// Writes the keys of one section; `hidden` ones stand in a section that is commented out itself.
fn write_entries(entries: &[Entry], level: usize, hidden: bool, spaced: bool, out: &mut String) {
    for entry in entries {
        let indent = "  ".repeat(level);
        if spaced {
            out.push('\n');
        }
        notes(entry, &indent, "#", entry.shown().map(|entry| only_active(&entry)), out);
        let Some(value) = &entry.value else { continue };
        let active = entry.is_active() && !hidden;
        let sign = if active { "" } else { "#" };
        let key = scalar(&entry.name);
        match value {
            Value::Plain(value) => out.push_str(&format!("{indent}{sign}{key}: {}\n", plain(value))),
            Value::Section(inner) if inner.iter().all(|entry| entry.value.is_none()) => {
                out.push_str(&format!("{indent}{sign}{key}: {{}}\n"));
                write_entries(inner, level + 1, !active, false, out);
            }
            Value::Section(inner) if active && !inner.iter().any(Entry::is_active) => {
                // A section that must be there, though all of it has defaults.
                out.push_str(&format!("{indent}{key}: {{}}\n"));
                let shown = |entry: &Entry| Entry { value: None, active: false, ..entry.clone() };
                write_entries(&inner.iter().map(shown).collect::<Vec<_>>(), level + 1, true, false, out);
            }
            Value::Section(inner) => {
                out.push_str(&format!("{indent}{sign}{key}:\n"));
                write_entries(inner, level + 1, !active, false, out);
            }
            Value::Sections(elements) if elements.is_empty() => {
                out.push_str(&format!("{indent}{sign}{key}: []\n"));
            }
            Value::Sections(elements) => {
                out.push_str(&format!("{indent}{sign}{key}:\n"));
                for element in elements {
                    if element.iter().any(Entry::is_active) {
                        out.push_str(&format!("{indent}  {sign}-\n"));
                        write_entries(element, level + 2, !active, false, out);
                    } else {
                        out.push_str(&format!("{indent}  {sign}- {{}}\n"));
                    }
                }
            }
        }
    }
}

/// A value on one line.
fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => scalar(text),
        Json::List(items) => {
            let items: Vec<String> = items.iter().map(in_flow).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_line(),
    }
}

/// Inside of brackets, where more signs mean something.
fn in_flow(value: &Json) -> String {
    match value {
        Json::String(text) if !text.contains([',', '[', ']', '{', '}']) => scalar(text),
        other => other.to_line(),
    }
}

/// Text without quotes where no reader of YAML, old or new, takes it for something else.
fn scalar(text: &str) -> String {
    let simple = text.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '/')
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "_./%:-".contains(letter))
        && !text.ends_with(':');
    let word = text.to_ascii_lowercase();
    let special =
        matches!(word.as_str(), "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n");
    let number = parse_integer(text, Format::Text).is_ok()
        || parse_float(text, Format::Text).is_ok()
        || text.chars().all(|letter| letter.is_ascii_digit() || "_.:-".contains(letter));
    if simple && !special && !number { text.to_owned() } else { Json::from(text).to_line() }
}
