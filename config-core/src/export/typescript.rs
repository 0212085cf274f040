//! Types for TypeScript: what a file may hold.

use std::collections::HashMap;

use super::common::{is_name_enough, is_required, signature};
use super::json::Json;
use super::markdown::deprecation;
use super::sections::{default_text, sections};
use crate::schema::{Content, Field, Kind, Schema, Shape};

/// The types of a configuration as its files write it: keys with a default are optional, durations and sizes are text.
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
///     /// Name of the model.
///     model: String,
/// }
///
/// assert_eq!(export::typescript(Small::SCHEMA), "\
/// /** A small service. */
/// export interface Small {
///   /**
///    * Port to listen on.
///    * @default 8080
///    */
///   port?: number;
///   /** Name of the model. */
///   model: string;
/// }
/// ");
/// ```
#[must_use]
pub fn typescript(schema: &'static Schema) -> String {
    let all = sections(schema);
    let mut names: HashMap<String, String> = HashMap::new();
    for section in &all {
        let mut name = section.schema.name.to_owned();
        let mut number = 2;
        while names.values().any(|known| *known == name) {
            name = format!("{}{number}", section.schema.name);
            number += 1;
        }
        names.insert(signature(section.schema), name);
    }
    let writer = Writer { names };
    let parts: Vec<String> = all.iter().map(|section| writer.section(section.schema)).collect();
    parts.join("\n")
}

struct Writer {
    names: HashMap<String, String>,
}

impl Writer {
    fn name(&self, schema: &'static Schema) -> String {
        self.names.get(&signature(schema)).cloned().unwrap_or_else(|| schema.name.to_owned())
    }

    fn section(&self, schema: &'static Schema) -> String {
        let mut out = String::new();
        comment(&[schema.doc.to_owned()], "", &mut out);
        let name = self.name(schema);
        match schema.shape {
            Shape::Struct(fields) | Shape::Newtype(fields) => {
                let flattened: Vec<String> = fields
                    .iter()
                    .filter(|field| field.flatten && !is_struct(&field.kind))
                    .map(|field| self.of(&field.kind))
                    .collect();
                if flattened.is_empty() {
                    out.push_str(&format!("export interface {name} {{\n"));
                    self.fields(fields, 1, &mut out);
                    out.push_str("}\n");
                } else {
                    out.push_str(&format!("export type {name} = {{\n"));
                    self.fields(fields, 1, &mut out);
                    out.push_str(&format!("}} & {};\n", flattened.join(" & ")));
                }
            }
            Shape::Enum { tag, variants } => {
                out.push_str(&format!("export type {name} ="));
                for variant in variants {
                    let names = || std::iter::once(variant.name).chain(variant.aliases.iter().copied());
                    let quoted: Vec<String> = names().map(|name| Json::from(name).to_line()).collect();
                    if is_name_enough(schema, &variant.content) {
                        out.push_str(&format!("\n  | {}", quoted.join(" | ")));
                    }
                    let content = match variant.content {
                        Content::Unit => None,
                        Content::Newtype(fields) => Some(self.of(&fields[0].kind)),
                        Content::Struct(fields) => {
                            let mut inner = String::from("{\n");
                            self.fields(fields, 2, &mut inner);
                            Some(inner + "  }")
                        }
                    };
                    match (tag, content) {
                        (Some(tag), content) => {
                            let rest = content.map(|content| format!(" & {content}")).unwrap_or_default();
                            out.push_str(&format!("\n  | {{ {}: {} }}{rest}", key(tag), quoted.join(" | ")));
                        }
                        (None, Some(content)) => {
                            for name in names() {
                                out.push_str(&format!("\n  | {{ {}: {content} }}", key(name)));
                            }
                        }
                        (None, None) => {}
                    }
                }
                out.push_str(";\n");
            }
        }
        out
    }

    fn fields(&self, fields: &'static [Field], level: usize, out: &mut String) {
        let indent = "  ".repeat(level);
        for field in fields {
            if field.flatten {
                if let Kind::Section(inner) = field.kind.without_wrappers()
                    && matches!(inner.shape, Shape::Struct(_))
                {
                    self.fields(inner.fields(), level, out);
                }
                continue;
            }
            let mut lines: Vec<String> = field.doc.lines().map(str::to_owned).collect();
            if let Some(default) = default_text(field).filter(|default| default != "not set") {
                lines.push(format!("@default {default}"));
            }
            if let Some(deprecated) = &field.deprecated {
                lines.push(format!("@deprecated {}", deprecation(deprecated)));
            }
            comment(&lines, &indent, out);
            let optional = if is_required(field) && field.aliases.is_empty() { "" } else { "?" };
            let of = self.of(&field.kind);
            out.push_str(&format!("{indent}{}{optional}: {of};\n", key(field.name)));
            for alias in field.aliases {
                comment(&[format!("Another name of {}.", field.name)], &indent, out);
                out.push_str(&format!("{indent}{}?: {of};\n", key(alias)));
            }
        }
    }

    fn of(&self, kind: &'static Kind) -> String {
        match kind {
            Kind::Boolean => "boolean".into(),
            Kind::Integer { .. } | Kind::Float => "number".into(),
            Kind::ByteSize | Kind::Parsed { numbers: true, .. } => "string | number".into(),
            Kind::Character
            | Kind::String
            | Kind::Path
            | Kind::Duration
            | Kind::Percent
            | Kind::Parsed { .. } => "string".into(),
            Kind::Any => "unknown".into(),
            Kind::Optional(inner) => format!("{} | null", self.of(inner)),
            Kind::Secret(inner) => self.of(inner),
            Kind::List { element, length: Some(length), .. } => {
                format!("[{}]", vec![self.of(element); *length].join(", "))
            }
            Kind::List { element, single: true, .. } => {
                let element = self.of(element);
                format!("{element} | Array<{element}>")
            }
            Kind::List { element, .. } => format!("Array<{}>", self.of(element)),
            Kind::Tuple(kinds) => {
                format!("[{}]", kinds.iter().map(|kind| self.of(kind)).collect::<Vec<_>>().join(", "))
            }
            Kind::Map { value, .. } => format!("Record<string, {}>", self.of(value)),
            Kind::Section(schema) => match schema.shape {
                Shape::Newtype(fields) => self.of(&fields[0].kind),
                _ => self.name(schema),
            },
            Kind::Recursive(kind) => self.of(kind()),
        }
    }
}

fn is_struct(kind: &Kind) -> bool {
    matches!(kind.without_wrappers(), Kind::Section(schema) if matches!(schema.shape, Shape::Struct(_)))
}

/// A key, in quotes where it is no name.
fn key(name: &str) -> String {
    let plain = name.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if plain { name.to_owned() } else { Json::from(name).to_line() }
}

fn comment(lines: &[String], indent: &str, out: &mut String) {
    let lines: Vec<String> = lines
        .iter()
        .flat_map(|line| line.lines())
        .map(|line| line.replace("*/", "*\u{200b}/"))
        .filter(|line| !line.is_empty())
        .collect();
    match lines.as_slice() {
        [] => {}
        [single] => out.push_str(&format!("{indent}/** {single} */\n")),
        many => {
            out.push_str(&format!("{indent}/**\n"));
            many.iter().for_each(|line| out.push_str(&format!("{indent} * {line}\n")));
            out.push_str(&format!("{indent} */\n"));
        }
    }
}
