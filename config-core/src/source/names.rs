//! Names of environment variables, computed from the schema: prefix, one underscore, then the path's segments joined
//! by two.

use std::collections::HashSet;

use crate::path::{push_key, segments};
use crate::schema::{Content, Field, Kind, Schema, Shape};

/// A key as a variable writes it: `max_tokens`, `max-tokens` and `maxTokens` all give `MAX_TOKENS`.
pub(crate) fn variable_segment(key: &str) -> String {
    let mut segment = String::with_capacity(key.len() + 4);
    spell(key, |letter| {
        segment.push(char::from(letter));
        true
    });
    segment
}

/// What follows a key's segment in a variable's name, if the name begins with it.
pub(crate) fn strip_segment<'n>(name: &'n str, key: &str) -> Option<&'n str> {
    let mut length = 0;
    let begins = spell(key, |letter| {
        length += 1;
        name.as_bytes().get(length - 1) == Some(&letter)
    });
    if begins { name.get(length..) } else { None }
}

/// Gives the letters of a key's segment, which are ASCII, until one is not wanted. Whether all were.
fn spell(key: &str, mut letter: impl FnMut(u8) -> bool) -> bool {
    let mut after_lower = false;
    for character in key.chars() {
        if character.is_ascii_uppercase() && after_lower && !letter(b'_') {
            return false;
        }
        after_lower = character.is_ascii_lowercase() || character.is_ascii_digit();
        let own = if character.is_ascii_alphanumeric() { character.to_ascii_uppercase() as u8 } else { b'_' };
        if !letter(own) {
            return false;
        }
    }
    true
}

/// The variable that gives the value at a path: `GATEWAY_LIMITS__MAX_TOKENS`. Nothing without a prefix.
#[must_use]
pub fn variable_for(schema: &Schema, path: &str) -> Option<String> {
    let mut name = schema.env_prefix?.to_owned();
    for (index, segment) in segments(path).enumerate() {
        name.push_str(if index == 0 { "_" } else { "__" });
        name.push_str(&variable_segment(segment));
    }
    Some(name)
}

/// Every computed and extra variable name of a schema with the path it gives, in the order of the table. Lists appear
/// with the index `0`, maps with the key `KEY`; recursive types are followed once.
#[must_use]
pub fn variables_of(schema: &'static Schema) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut walk = Walk { schema, found: &mut found, open: Vec::new() };
    walk.section(schema, "");
    found
}

struct Walk<'w> {
    schema: &'static Schema,
    found: &'w mut Vec<(String, String)>,
    open: Vec<*const Schema>,
}

impl Walk<'_> {
    fn section(&mut self, section: &'static Schema, path: &str) {
        let address = std::ptr::from_ref(section);
        if self.open.contains(&address) {
            return;
        }
        self.open.push(address);
        if let Shape::Enum { tag: Some(tag), .. } = section.shape {
            let mut inner = path.to_owned();
            push_key(&mut inner, tag);
            self.name(&inner, &[]);
        }
        match section.shape {
            Shape::Struct(fields) => self.fields(fields, path),
            Shape::Newtype(fields) => self.kind(&fields[0], &fields[0].kind, path),
            Shape::Enum { tag, variants } => {
                for variant in variants {
                    let mut inner = path.to_owned();
                    if tag.is_none() && !matches!(variant.content, Content::Unit) {
                        push_key(&mut inner, variant.name);
                    }
                    match variant.content {
                        Content::Unit => {}
                        Content::Struct(fields) => self.fields(fields, &inner),
                        Content::Newtype(fields) => self.kind(&fields[0], &fields[0].kind, &inner),
                    }
                }
            }
        }
        self.open.pop();
    }

    fn fields(&mut self, fields: &'static [Field], path: &str) {
        for field in fields {
            let mut inner = path.to_owned();
            if !field.flatten {
                push_key(&mut inner, field.name);
            }
            self.kind(field, &field.kind, &inner);
        }
    }

    fn kind(&mut self, field: &'static Field, kind: &'static Kind, path: &str) {
        match kind.without_wrappers() {
            Kind::Section(section) if !kind.is_scalar() => self.section(section, path),
            Kind::List { element, .. } if !element.is_scalar() => {
                self.kind(field, element, &format!("{path}[0]"))
            }
            Kind::Map { value, .. } if !field.flatten => {
                let mut inner = path.to_owned();
                push_key(&mut inner, "KEY");
                self.kind(field, value, &inner);
            }
            _ if field.flatten => {}
            _ => self.name(path, field.env),
        }
    }

    fn name(&mut self, path: &str, extra: &[&str]) {
        if let Some(name) = variable_for(self.schema, path) {
            self.found.push((name, path.to_owned()));
        }
        for name in extra {
            self.found.push(((*name).to_owned(), path.to_owned()));
        }
    }
}

/// Every name that a source of the schema may have in it: keys, aliases, variants and variables.
pub(crate) fn all_names(schema: &'static Schema) -> HashSet<String> {
    fn inside(kind: &'static Kind, names: &mut HashSet<String>, seen: &mut HashSet<usize>) {
        match kind.without_wrappers() {
            Kind::Section(schema) => walk(schema, names, seen),
            Kind::List { element: inner, .. } | Kind::Map { value: inner, .. } => inside(inner, names, seen),
            Kind::Tuple(kinds) => kinds.iter().for_each(|inner| inside(inner, names, seen)),
            _ => {}
        }
    }

    fn walk(schema: &'static Schema, names: &mut HashSet<String>, seen: &mut HashSet<usize>) {
        if !seen.insert(std::ptr::from_ref(schema).addr()) {
            return;
        }
        if let Shape::Enum { tag, variants } = schema.shape {
            names.extend(tag.map(str::to_owned));
            names.extend(variants.iter().map(|variant| variant.name.to_owned()));
        }
        for field in schema.all_fields() {
            names.extend(std::iter::once(field.name).chain(field.aliases.iter().copied()).map(str::to_owned));
            inside(&field.kind, names, seen);
        }
    }

    let mut names: HashSet<String> = variables_of(schema).into_iter().map(|(name, _)| name).collect();
    names.extend(["$schema", "$version", "$extends", "$unset", "export"].map(str::to_owned));
    walk(schema, &mut names, &mut HashSet::new());
    names
}

/// The path of a key with this name anywhere in the schema, for keys that were written in the wrong section.
pub(crate) fn elsewhere(schema: &'static Schema, name: &str) -> Option<String> {
    fn walk(
        schema: &'static Schema,
        name: &str,
        path: &mut String,
        open: &mut Vec<*const Schema>,
    ) -> Option<String> {
        let address = std::ptr::from_ref(schema);
        if open.contains(&address) {
            return None;
        }
        open.push(address);
        let mut found = None;
        for field in schema.all_fields() {
            let length = path.len();
            if !field.flatten && field.rust_name != "0" {
                push_key(path, field.name);
            }
            found = if field.is_called(name) && !field.flatten {
                Some(path.clone())
            } else {
                match field.kind.without_wrappers() {
                    Kind::Section(inner) => walk(inner, name, path, open),
                    _ => None,
                }
            };
            path.truncate(length);
            if found.is_some() {
                break;
            }
        }
        open.pop();
        found
    }
    walk(schema, name, &mut String::new(), &mut Vec::new())
}
