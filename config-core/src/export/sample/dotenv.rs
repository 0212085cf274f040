//! Samples of `.env` files: one variable a value.

use super::ini::listed;
use super::notes;
use super::walk::{Entry, Value};
use crate::export::json::Json;
use crate::export::variable_for;
use crate::path::{push_index, push_key};
use crate::schema::Schema;

pub(super) fn write(entries: &[Entry], schema: &'static Schema) -> String {
    let mut out = String::new();
    section(entries, schema, &mut String::new(), &mut out);
    out
}

fn section(entries: &[Entry], schema: &'static Schema, path: &mut String, out: &mut String) {
    let length = path.len();
    for entry in entries {
        push_key(path, &entry.name);
        match &entry.value {
            Some(Value::Section(inner)) if entry.active && !inner.iter().any(Entry::is_active) => {
                // A section is there when one of its values is.
                let mut inner = inner.clone();
                if let Some(first) =
                    inner.iter_mut().find(|entry| matches!(entry.value, Some(Value::Plain(_))))
                {
                    first.active = true;
                }
                section(&inner, schema, path, out);
            }
            Some(Value::Section(inner)) => section(inner, schema, path, out),
            Some(Value::Sections(elements)) if !elements.is_empty() => {
                let length = path.len();
                for (index, element) in elements.iter().enumerate() {
                    push_index(path, index);
                    section(element, schema, path, out);
                    path.truncate(length);
                }
            }
            value => {
                out.push('\n');
                let computed = variable_for(schema, path);
                let example = entry.shown().map(|entry| {
                    let (mut text, mut outer) = (String::new(), path[..length].to_owned());
                    section(&[entry], schema, &mut outer, &mut text);
                    text
                });
                let shown = example.is_some();
                notes(entry, "", "#", example, out);
                match computed.or_else(|| entry.variables.first().map(|name| (*name).to_owned())) {
                    Some(name) => {
                        let sign = if entry.is_active() { "" } else { "#" };
                        match value {
                            Some(Value::Plain(value)) => {
                                out.push_str(&format!("{sign}{name}={}\n", text(value)))
                            }
                            Some(_) => out.push_str(&format!("{sign}{name}=[]\n")),
                            None if shown => {}
                            None => out.push_str(&format!("# Variable: {name}\n")),
                        }
                    }
                    None => out.push_str(&format!("# {path} has no variable.\n")),
                }
            }
        }
        path.truncate(length);
    }
}

/// A value as the text of a variable.
fn text(value: &Json) -> String {
    let Json::String(text) = value else { return listed(value) };
    let plain = text.trim() == text
        && !text.starts_with(['"', '\''])
        && !text.contains(['\n', '\r', '\t', '#', ';', '\\']);
    if plain { text.clone() } else { Json::from(text.as_str()).to_line() }
}
