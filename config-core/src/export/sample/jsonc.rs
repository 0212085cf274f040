//! Samples in JSON with comments.

use super::notes;
use super::walk::{Entry, Value};
use crate::export::json::Json;

pub(super) fn write(entries: &[Entry], schema_path: Option<&str>) -> String {
    let mut out = String::from("{\n");
    if let Some(path) = schema_path {
        out.push_str(&format!("  \"$schema\": {},\n", Json::from(path).to_line()));
    }
    write_entries(entries, 1, true, &mut out);
    out.push_str("}\n");
    out
}

fn write_entries(entries: &[Entry], level: usize, spaced: bool, out: &mut String) {
    let indent = "  ".repeat(level);
    for entry in entries {
        if spaced {
            out.push('\n');
        }
        let example = entry.shown().map(|entry| {
            let mut text = String::new();
            write_entries(&[entry], 0, false, &mut text);
            text
        });
        notes(entry, &indent, "//", example, out);
        let Some(value) = &entry.value else { continue };
        let key = Json::from(entry.name.as_str()).to_line();
        match value {
            Value::Plain(value) => {
                let sign = if entry.active { "" } else { "//" };
                out.push_str(&format!("{indent}{sign}{key}: {},\n", value.to_line()));
            }
            // An empty section is one with its defaults, so its braces can stay.
            Value::Section(inner) => {
                out.push_str(&format!("{indent}{key}: {{\n"));
                write_entries(inner, level + 1, false, out);
                out.push_str(&format!("{indent}}},\n"));
            }
            Value::Sections(elements) => {
                out.push_str(&format!("{indent}{key}: [\n"));
                for element in elements {
                    out.push_str(&format!("{indent}  {{\n"));
                    write_entries(element, level + 2, false, out);
                    out.push_str(&format!("{indent}  }},\n"));
                }
                out.push_str(&format!("{indent}],\n"));
            }
        }
    }
}
