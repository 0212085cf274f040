//! The schema of a section: its fields, those of flattened sections, and what is required.

use super::super::common::{default, is_required, literal};
use super::super::json::{Json, Object};
use super::{Draft, Generator, formats};
use crate::schema::{Content, Field, Kind, Reload, Rule, Schema, Shape};

/// An object being put together.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) properties: Object,
    pub(super) required: Vec<String>,
    /// What the object must keep besides.
    pub(super) conditions: Vec<Object>,
    /// Checks that JSON Schema cannot say.
    pub(super) checks: Vec<Object>,
    /// What further keys hold; without it there must be none.
    pub(super) additional: Option<Json>,
}

impl Generator {
    /// The schema of a struct.
    pub(super) fn object_of(&mut self, schema: &'static Schema, allow_unknown: bool, root: bool) -> Object {
        let mut parts = Parts::default();
        if root {
            reserved(schema, &mut parts.properties);
        }
        self.collect(schema, schema.fields(), &mut parts);
        self.checks(schema, &mut parts);
        if allow_unknown {
            parts.additional = Some(true.into());
        }
        let mut object = titled(schema);
        object.extend(parts.into_object());
        if root { object } else { self.or_reference(object, formats::WHOLE_REFERENCE) }
    }

    /// Adds the fields of a section, and of those flattened into it.
    pub(super) fn collect(&mut self, schema: &'static Schema, fields: &'static [Field], parts: &mut Parts) {
        for field in fields {
            if field.flatten {
                self.flattened(field, parts);
                continue;
            }
            let property = self.property(field);
            for alias in field.aliases {
                parts.properties.set(*alias, property.clone().with("x-alias-of", field.name));
            }
            parts.properties.set(field.name, property);
            self.require(field, parts);
        }
        let _ = schema;
    }

    /// One name of the field must be there, or at most one.
    fn require(&self, field: &Field, parts: &mut Parts) {
        let required = self.options.complete && is_required(field);
        if field.aliases.is_empty() {
            if required {
                parts.required.push(field.name.to_owned());
            }
            return;
        }
        let names: Vec<&str> = std::iter::once(field.name).chain(field.aliases.iter().copied()).collect();
        let has = |names: &[&str]| Object::new().with("required", names.to_vec());
        if required {
            let each: Vec<Object> = names.iter().map(|name| has(&[name])).collect();
            parts.conditions.push(Object::new().with("x-names-of", field.name).with("oneOf", each));
            return;
        }
        for (index, first) in names.iter().enumerate() {
            for second in &names[index + 1..] {
                let both = has(&[first, second]);
                parts.conditions.push(Object::new().with("x-names-of", field.name).with("not", both));
            }
        }
    }

    fn flattened(&mut self, field: &'static Field, parts: &mut Parts) {
        let rules: Vec<&Rule> = field.rules.iter().collect();
        match field.kind.without_wrappers() {
            Kind::Section(schema) => {
                if schema.allow_unknown {
                    parts.additional = Some(true.into());
                }
                match schema.shape {
                    Shape::Struct(fields) => {
                        self.collect(schema, fields, parts);
                        self.checks(schema, parts);
                    }
                    Shape::Newtype(fields) => self.flattened(&fields[0], parts),
                    Shape::Enum { tag, variants } => {
                        // The keys of all variants are known here; which of them go together says the enum.
                        for variant in variants {
                            let fields = match variant.content {
                                Content::Unit => &[],
                                Content::Newtype(fields) | Content::Struct(fields) => fields,
                            };
                            let mut inner = Parts::default();
                            match tag {
                                Some(_) => self.collect_content(schema, &variant.content, &mut inner),
                                None => inner.properties.set(variant.name, Object::new()),
                            }
                            for (name, _) in inner.properties.entries() {
                                if parts.properties.get(name).is_none() {
                                    parts.properties.set(name, true);
                                }
                            }
                            let _ = fields;
                        }
                        if let Some(tag) = tag {
                            parts.properties.set(tag, true);
                        }
                        let variants = self.variants_as_objects(schema, false);
                        parts.conditions.push(Object::new().with("oneOf", variants));
                    }
                }
            }
            Kind::Map { value, .. } => {
                let value = self.kind(value, &rules);
                parts.additional = Some(value.into());
            }
            _ => parts.additional = Some(true.into()),
        }
    }

    /// The schema of a field, with all that people want to know.
    pub(super) fn property(&mut self, field: &'static Field) -> Object {
        let rules: Vec<&Rule> = field.rules.iter().collect();
        let mut shape = match (field.allow_unknown, field.kind.without_wrappers()) {
            (true, Kind::Section(schema)) if matches!(schema.shape, Shape::Struct(_)) => {
                let open = self.definition(schema, true);
                if field.kind.is_optional() { super::kinds::or_null(open) } else { open }
            }
            _ => self.kind(&field.kind, &rules),
        };
        if self.options.foreign && !field.kind.is_optional() && !is_required(field) {
            shape = super::kinds::or_null(shape);
        }
        if shape.get("$ref").is_some() && self.options.draft == Draft::Draft07 {
            // Draft-07 ignores whatever stands beside a reference.
            shape = Object::new().with("allOf", vec![shape]);
        }
        let mut object = Object::new();
        if field.doc.is_empty() {
            object.set_some("description", shape.remove("description"));
        } else {
            shape.remove("description");
            object.set("description", field.doc);
        }
        if let Some(deprecated) = field.deprecated {
            object.set("deprecated", true);
            object.set("deprecationMessage", super::super::markdown::deprecation(&deprecated));
            object.set_some("x-replaced-by", deprecated.replacement);
        }
        object.extend(shape);
        object.set_some("default", default(field));
        if let crate::schema::DefaultValue::Expression(text) = field.default {
            object.set("x-default", text);
        }
        if !field.examples.is_empty() {
            object.set("examples", field.examples.iter().map(literal).collect::<Vec<_>>());
        }
        object.set_some("x-unit", field.unit);
        if field.reload != Reload::Hot {
            object.set("x-reload", field.reload.name());
        }
        object.set_some("x-since", field.since);
        object.set_some("x-effective-when", field.effective_when);
        if !field.required_in.is_empty() {
            object.set("x-required-in", field.required_in.to_vec());
        }
        object
    }
}

impl Parts {
    pub(super) fn into_object(self) -> Object {
        let mut object = Object::new().with("type", "object");
        if !self.properties.is_empty() {
            object.set("properties", self.properties);
        }
        if !self.required.is_empty() {
            object.set("required", self.required);
        }
        object.set("additionalProperties", self.additional.unwrap_or(Json::Boolean(false)));
        if !self.conditions.is_empty() {
            object.set("allOf", self.conditions);
        }
        if !self.checks.is_empty() {
            object.set("x-checks", self.checks);
        }
        object
    }
}

/// The title and the description of a type.
pub(super) fn titled(schema: &Schema) -> Object {
    let mut object = Object::new().with("title", schema.name);
    if !schema.doc.is_empty() {
        object.set("description", schema.doc);
    }
    object
}

/// The keys that every file may have at its top.
fn reserved(schema: &Schema, properties: &mut Object) {
    properties.set("$schema", Object::new().with("description", "The schema of this file, for editors."));
    if let Some(version) = schema.version {
        properties.set(
            "$version",
            Object::new()
                .with("description", "Version of the layout of this file.")
                .with("type", "integer")
                .with("minimum", 0_u64)
                .with("maximum", version),
        );
    } else {
        properties.set("$version", false);
    }
    let text = || Object::new().with("type", "string").with("minLength", 1_u64);
    let paths = |description: &str| {
        Object::new()
            .with("description", description)
            .with("type", vec!["string", "array"])
            .with("minLength", 1_u64)
            .with("items", text())
    };
    properties.set("$extends", paths("Files whose values count where this one gives none, relative to it."));
    properties.set("$unset", paths("Paths that go back to what the code says, whatever lower layers gave."));
}
