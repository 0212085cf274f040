//! A schema with its references followed and its parts put together, so that two can be compared.

use std::collections::BTreeSet;

use crate::export::json::{Json, Object};

/// What a schema accepts.
#[derive(Clone, Default)]
pub(super) struct Shape {
    /// Nothing at all.
    pub(super) never: bool,
    /// Names of types; empty for any.
    pub(super) types: BTreeSet<String>,
    /// All patterns that text must match.
    pub(super) patterns: BTreeSet<String>,
    /// The only values, as JSON; nothing for any.
    pub(super) values: Option<BTreeSet<String>>,
    /// Maps among the choices, by what tells them apart.
    pub(super) variants: Vec<(String, Json)>,
    /// Keys that must be there, under any of their names.
    pub(super) required: BTreeSet<String>,
    /// Keywords with one value each: limits, properties, defaults.
    pub(super) rest: Object,
    /// Conditions over the whole, as JSON.
    pub(super) conditions: BTreeSet<String>,
    /// Names of the definitions that were followed.
    pub(super) names: Vec<String>,
}

/// Reads schemas of one document.
#[derive(Clone, Copy)]
pub(super) struct Document<'d>(pub(super) &'d Json);

impl Document<'_> {
    /// The schema with everything that it refers to.
    pub(super) fn shape(&self, schema: &Json) -> Shape {
        let mut shape = Shape::default();
        self.add(schema, &mut shape, 0);
        shape
    }

    fn add(&self, schema: &Json, shape: &mut Shape, depth: usize) {
        let object = match schema {
            Json::Object(object) => object,
            Json::Boolean(false) => {
                shape.never = true;
                return;
            }
            _ => return,
        };
        if depth > 32 {
            return;
        }
        for (key, value) in object.entries() {
            match (key, value) {
                ("$ref", Json::String(target)) => {
                    shape.names.push(target.clone());
                    match self.target(target) {
                        Some(found) => self.add(found, shape, depth + 1),
                        None => _ = shape.conditions.insert(format!("reference to {target}")),
                    }
                }
                ("type", Json::String(name)) => _ = shape.types.insert(name.clone()),
                ("type", Json::List(names)) => {
                    shape.types.extend(names.iter().filter_map(Json::as_str).map(str::to_owned));
                }
                ("pattern", Json::String(pattern)) => _ = shape.patterns.insert(pattern.clone()),
                ("const", value) => _ = shape.values.get_or_insert_default().insert(value.to_line()),
                ("enum", Json::List(values)) => {
                    shape.values.get_or_insert_default().extend(values.iter().map(Json::to_line));
                }
                ("allOf", Json::List(parts)) => {
                    for part in parts {
                        if let Some(name) = part.get("x-names-of").and_then(Json::as_str) {
                            // One of the names must be there, or at most one may: the latter says nothing new.
                            if part.get("oneOf").is_some() {
                                shape.required.insert(name.to_owned());
                            }
                        } else if is_condition(part) {
                            shape.conditions.insert(self.text(part));
                        } else {
                            self.add(part, shape, depth + 1);
                        }
                    }
                }
                ("anyOf" | "oneOf", Json::List(parts)) => self.choices(key, parts, shape, depth),
                (
                    "if" | "then" | "else" | "not" | "dependentRequired" | "dependencies"
                    | "dependentSchemas",
                    value,
                ) => {
                    shape.conditions.insert(format!("{key} {}", self.text(value)));
                }
                ("x-checks", Json::List(checks)) => {
                    shape.conditions.extend(checks.iter().map(|check| format!("check {}", self.text(check))));
                }
                ("required", Json::List(names)) => {
                    shape.required.extend(names.iter().filter_map(Json::as_str).map(str::to_owned));
                }
                (key, _) if is_note(key) => {}
                (key, value) => {
                    if shape.rest.get(key).is_none() {
                        shape.rest.set(key, value.clone());
                    }
                }
            }
        }
    }

    /// Alternatives: null, a reference such as `${env:NAME}`, single values, maps.
    fn choices(&self, key: &str, parts: &[Json], shape: &mut Shape, depth: usize) {
        let mut others = Vec::new();
        let mut maps = Vec::new();
        for part in parts {
            let inner = {
                let mut inner = Shape::default();
                self.add(part, &mut inner, depth + 1);
                inner
            };
            let is_null = inner.types.len() == 1 && inner.types.contains("null");
            if is_null {
                shape.types.insert("null".to_owned());
            } else if is_reference(part) {
                // Every value may be a reference, before and after.
            } else if let Some(values) = inner.values {
                shape.values.get_or_insert_default().extend(values);
            } else if inner.rest.get("properties").is_some() && key == "oneOf" {
                maps.push((self.identity(&inner), (*part).clone()));
            } else {
                others.push(part);
            }
        }
        shape.variants.extend(maps);
        match others.as_slice() {
            [] => {}
            [single] => self.add(single, shape, depth + 1),
            _ => {
                let all: Vec<String> = others.into_iter().map(|part| self.text(part)).collect();
                shape.conditions.insert(format!("{key} [{}]", all.join(", ")));
            }
        }
    }

    /// What tells a map from others: the constant of its tag, or the key that it requires.
    fn identity(&self, shape: &Shape) -> String {
        let properties = shape.rest.get("properties").and_then(Json::as_object);
        let tags = properties.into_iter().flat_map(Object::entries).filter_map(|(name, property)| {
            let value = property.get("const").or_else(|| property.get("enum")?.as_list()?.first())?;
            Some(format!("{name} {}", value.to_line()))
        });
        let required = || shape.required.iter().cloned().collect::<Vec<_>>().join(" ");
        tags.take(1).next().unwrap_or_else(required)
    }

    /// A schema as text: with what it refers to, and without what only people read.
    fn text(&self, schema: &Json) -> String {
        self.resolved(schema, 0).to_line()
    }

    fn resolved(&self, value: &Json, depth: usize) -> Json {
        match value {
            Json::Object(object) => {
                let mut copy = Object::new();
                for (key, value) in object.entries().filter(|(key, _)| !is_note(key) && *key != "message") {
                    match value {
                        // Deeper than this a type contains itself, and its parts were compared where they stand.
                        Json::String(target) if key == "$ref" && depth < 6 => {
                            let found = self.target(target).map(|found| self.resolved(found, depth + 1));
                            copy.set("$ref", found.unwrap_or(Json::Null));
                        }
                        value => copy.set(key, self.resolved(value, depth)),
                    }
                }
                copy.into()
            }
            Json::List(items) => Json::List(items.iter().map(|item| self.resolved(item, depth)).collect()),
            other => other.clone(),
        }
    }

    fn target(&self, reference: &str) -> Option<&Json> {
        let mut found = self.0;
        for segment in reference.strip_prefix('#')?.split('/').skip(1) {
            found = found.get(&segment.replace("~1", "/").replace("~0", "~"))?;
        }
        Some(found)
    }
}

/// Whether a part of `allOf` is about the whole, not about this one value.
fn is_condition(part: &Json) -> bool {
    ["if", "not", "oneOf", "anyOf", "properties", "required", "allOf"]
        .iter()
        .any(|key| part.get(key).is_some())
}

/// Whether a schema is that of a reference such as `${env:NAME}`.
fn is_reference(part: &Json) -> bool {
    part.get("pattern")
        .and_then(Json::as_str)
        .is_some_and(|pattern| pattern.trim_start_matches('^').starts_with(r"\$\{"))
}

/// Keywords that say nothing about what is accepted or what it means.
fn is_note(key: &str) -> bool {
    matches!(
        key,
        "title"
            | "description"
            | "examples"
            | "$schema"
            | "$id"
            | "$defs"
            | "definitions"
            | "$comment"
            | "patternErrorMessage"
            | "deprecationMessage"
            | "x-message"
            | "x-since"
            | "x-reload"
            | "x-replaced-by"
            | "x-effective-when"
            | "x-alias-of"
    )
}
