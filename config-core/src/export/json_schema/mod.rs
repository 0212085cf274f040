//! JSON Schema: what an editor checks and completes a configuration file by.
//!
//! The document accepts what the loader accepts of a JSON (or TOML) file, as far as JSON Schema can say it; the guide
//! "Exporting schemas" lists what it cannot say.

mod checks;
mod enums;
pub(super) mod formats;
mod grammars;
mod kinds;
mod objects;
mod text;

use std::collections::HashMap;

use super::common::signature;
use super::json::{Json, Object};
use crate::schema::{Kind, Schema, Shape};

/// A version of JSON Schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Draft {
    /// 2020-12, the newest.
    #[default]
    Draft202012,
    /// Draft-07, which most editors read.
    Draft07,
}

/// How a JSON Schema is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SchemaOptions {
    /// Which version of JSON Schema.
    pub draft: Draft,
    /// Whether text such as `${env:PORT}` is accepted where something else than text is wanted, as the loader does.
    pub references: bool,
    /// Whether the file must be complete by itself. Without it nothing is required and no check over several fields is
    /// made, which suits the files of a further layer: one environment's, or a drop-in.
    pub complete: bool,
    /// Whether the reserved keys (`$schema`, `$version`, `$extends`, `$unset`) are accepted at the top.
    pub reserved_keys: bool,
    /// Whether the file is another program's own, as [`crate::Document::read`] reads it: text may be written as a number or a
    /// truth value, null is the same as nothing, and there are neither references nor reserved keys.
    pub foreign: bool,
}

impl Default for SchemaOptions {
    fn default() -> Self {
        Self {
            draft: Draft::default(),
            references: true,
            complete: true,
            reserved_keys: true,
            foreign: false,
        }
    }
}

impl SchemaOptions {
    /// The options for another version of JSON Schema.
    #[must_use]
    pub const fn draft(mut self, draft: Draft) -> Self {
        self.draft = draft;
        self
    }

    /// Without references such as `${env:PORT}` in place of numbers, lists and sections, so that every type is a single one.
    #[must_use]
    pub const fn without_references(mut self) -> Self {
        self.references = false;
        self
    }

    /// For a file that is one layer of several.
    #[must_use]
    pub const fn partial(mut self) -> Self {
        self.complete = false;
        self
    }

    /// For a file that is another program's own.
    #[must_use]
    pub const fn foreign(self) -> Self {
        Self { foreign: true, ..self.without_references().without_reserved_keys() }
    }

    /// Without the keys that only whole files have.
    #[must_use]
    pub const fn without_reserved_keys(mut self) -> Self {
        self.reserved_keys = false;
        self
    }
}

/// The JSON Schema of a configuration.
///
/// ```
/// use config_core::{ServiceConfig, export};
///
/// /// A small service.
/// #[derive(ServiceConfig)]
/// struct Small {
///     /// Port to listen on.
///     #[config(default = 8080)]
///     port: u16,
/// }
///
/// let schema = export::json_schema(Small::SCHEMA, &export::SchemaOptions::default().without_references());
/// assert_eq!(
///     schema.get("properties").and_then(|properties| properties.get("port")).map(|port| port.to_line()).as_deref(),
///     Some(r#"{"description": "Port to listen on.", "type": "integer", "minimum": 0, "maximum": 65535, "default": 8080}"#),
/// );
/// ```
#[must_use]
pub fn json_schema(schema: &'static Schema, options: &SchemaOptions) -> Json {
    let mut generator = Generator::new(*options);
    let mut document = Object::new().with(
        "$schema",
        match options.draft {
            Draft::Draft202012 => "https://json-schema.org/draft/2020-12/schema",
            Draft::Draft07 => "http://json-schema.org/draft-07/schema#",
        },
    );
    document.extend(generator.root(schema));
    let definitions = generator.finish();
    if !definitions.is_empty() {
        document.set(options.draft.definitions(), definitions);
    }
    document.into()
}

impl Draft {
    /// The key that definitions stand under.
    pub(super) const fn definitions(self) -> &'static str {
        match self {
            Draft::Draft202012 => "$defs",
            Draft::Draft07 => "definitions",
        }
    }
}

/// Writes schemas and collects the definitions that they refer to.
pub(super) struct Generator {
    options: SchemaOptions,
    /// Definitions by name, in the order in which they were first needed; `None` while one is being written.
    definitions: Vec<(String, Option<Object>)>,
    /// Names of definitions by the signature of their type.
    names: HashMap<String, String>,
    /// Newtypes being written, to find those that contain themselves.
    open: Vec<String>,
}

impl Generator {
    pub(super) fn new(options: SchemaOptions) -> Self {
        Self { options, definitions: Vec::new(), names: HashMap::new(), open: Vec::new() }
    }

    /// The definitions, by name.
    pub(super) fn finish(mut self) -> Object {
        self.definitions.sort_by(|(left, _), (right, _)| left.cmp(right));
        let mut object = Object::new();
        for (name, definition) in self.definitions {
            object.set(name, definition.unwrap_or_default());
        }
        object
    }

    /// The schema of a whole file.
    pub(super) fn root(&mut self, schema: &'static Schema) -> Object {
        match schema.shape {
            Shape::Struct(_) => self.object_of(schema, schema.allow_unknown, self.options.reserved_keys),
            _ => self.kind(&Kind::Section(schema), &[]),
        }
    }

    /// The schema of a type itself, not a reference to its definition.
    #[cfg(feature = "schemars")]
    pub(super) fn type_itself(&mut self, kind: &Kind) -> Object {
        match kind {
            Kind::Section(schema) => match schema.shape {
                Shape::Struct(_) => self.object_of(schema, schema.allow_unknown, false),
                Shape::Enum { .. } => self.enum_of(schema),
                Shape::Newtype(_) => self.kind(kind, &[]),
            },
            other => self.kind(other, &[]),
        }
    }

    /// A reference to the definition of a type, which is written if it was not yet.
    fn definition(&mut self, schema: &'static Schema, allow_unknown: bool) -> Object {
        let mut key = signature(schema);
        if allow_unknown {
            key.push_str(" open");
        }
        let name = match self.names.get(&key) {
            Some(name) => name.clone(),
            None => {
                let name = self.free_name(schema.name);
                self.names.insert(key, name.clone());
                let place = self.definitions.len();
                self.definitions.push((name.clone(), None));
                let definition = match schema.shape {
                    Shape::Enum { .. } => self.enum_of(schema),
                    _ => self.object_of(schema, allow_unknown || schema.allow_unknown, false),
                };
                self.definitions[place].1 = Some(definition);
                name
            }
        };
        self.refer(&name)
    }

    /// A definition that does not belong to a type, such as the grammar of durations.
    fn shared(&mut self, name: &str, definition: Object) -> Object {
        let of_name = |known: &str| known.strip_prefix(name).is_some_and(is_number);
        let mut known = self.definitions.iter().filter(|(known, _)| of_name(known));
        let name = match known.find(|(_, known)| known.as_ref() == Some(&definition)) {
            Some((name, _)) => name.clone(),
            None => {
                let name = self.free_name(name);
                self.definitions.push((name.clone(), Some(definition)));
                name
            }
        };
        self.refer(&name)
    }

    fn refer(&self, name: &str) -> Object {
        Object::new().with("$ref", format!("#/{}/{name}", self.options.draft.definitions()))
    }

    /// The type's name, with a number if another type has it.
    fn free_name(&self, name: &str) -> String {
        let taken = |name: &str| self.definitions.iter().any(|(known, _)| known == name);
        if !taken(name) {
            return name.to_owned();
        }
        let mut number = 2;
        while taken(&format!("{name}{number}")) {
            number += 1;
        }
        format!("{name}{number}")
    }
}

/// Whether this is what tells a second definition of a name from the first: nothing, or a number.
fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
