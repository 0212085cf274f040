//! The schema of an enum.

use super::super::common::is_name_enough;
use super::super::json::{Json, Object};
use super::objects::{Parts, titled};
use super::{Generator, formats};
use crate::schema::{Content, Kind, Schema, Shape, Variant};

impl Generator {
    /// The schema of an enum: names, objects with data, or both.
    pub(super) fn enum_of(&mut self, schema: &'static Schema) -> Object {
        let mut ways: Vec<Object> = Vec::new();
        for variant in schema.variants() {
            if is_name_enough(schema, &variant.content) {
                ways.extend(names(variant));
            }
        }
        let only_names = schema.variants().iter().all(|variant| matches!(variant.content, Content::Unit));
        let tagged = matches!(schema.shape, Shape::Enum { tag: Some(_), .. });
        let mut object = titled(schema);
        if only_names && !tagged {
            object.set("type", "string");
            if self.options.references {
                ways.push(reference(formats::REFERENCE));
            }
            object.set("oneOf", ways);
            return object;
        }
        ways.extend(self.variants_as_objects(schema, true));
        if self.options.references {
            ways.push(reference(formats::REFERENCE));
        }
        object.set("oneOf", ways);
        object
    }

    /// Each variant as a map: under its name, or with its tag. `closed` keeps unknown keys out.
    pub(super) fn variants_as_objects(&mut self, schema: &'static Schema, closed: bool) -> Vec<Object> {
        let Shape::Enum { tag, variants } = schema.shape else { return Vec::new() };
        let mut ways = Vec::new();
        for variant in variants {
            let mut parts = Parts::default();
            match tag {
                Some(tag) => {
                    let all: Vec<&str> = called(variant).collect();
                    let name = match all.as_slice() {
                        [single] => Object::new().with("const", *single),
                        _ => Object::new().with("enum", all),
                    };
                    parts.properties.set(tag, name);
                    parts.required.push(tag.to_owned());
                    self.collect_content(schema, &variant.content, &mut parts);
                }
                None => {
                    let content = self.content(schema, variant);
                    for name in called(variant) {
                        parts.properties.set(name, content.clone());
                    }
                    let each: Vec<Object> =
                        called(variant).map(|name| Object::new().with("required", vec![name])).collect();
                    if each.len() == 1 {
                        parts.required.push(variant.name.to_owned());
                    } else {
                        parts.conditions.push(Object::new().with("oneOf", each));
                    }
                }
            }
            if schema.allow_unknown || !closed {
                parts.additional.get_or_insert(true.into());
            }
            let mut object = Object::new();
            describe(variant, &mut object);
            object.extend(parts.into_object());
            if !closed {
                object.remove("additionalProperties");
            }
            ways.push(object);
        }
        ways
    }

    /// The fields of a variant, among the keys of the map that the tag stands in.
    pub(super) fn collect_content(&mut self, schema: &'static Schema, content: &Content, parts: &mut Parts) {
        match content {
            Content::Unit => {}
            Content::Struct(fields) => self.collect(schema, fields, parts),
            Content::Newtype(fields) => match fields[0].kind.without_wrappers() {
                Kind::Section(inner) => {
                    if inner.allow_unknown {
                        parts.additional = Some(true.into());
                    }
                    self.collect(inner, inner.fields(), parts);
                    self.checks(inner, parts);
                }
                Kind::Map { value, .. } => {
                    let value = self.kind(value, &[]);
                    parts.additional = Some(value.into());
                }
                _ => parts.additional = Some(true.into()),
            },
        }
    }

    /// What stands under the name of a variant.
    fn content(&mut self, schema: &'static Schema, variant: &'static Variant) -> Object {
        match variant.content {
            Content::Unit => Parts::default().into_object(),
            Content::Newtype(fields) => {
                let rules: Vec<_> = fields[0].rules.iter().collect();
                self.kind(&fields[0].kind, &rules)
            }
            Content::Struct(fields) => {
                let mut parts = Parts::default();
                self.collect(schema, fields, &mut parts);
                if schema.allow_unknown {
                    parts.additional = Some(true.into());
                }
                // A reference cannot stand here: the loader looks at the map itself.
                parts.into_object()
            }
        }
    }
}

fn reference(pattern: &str) -> Object {
    Object::new().with("type", "string").with("pattern", pattern)
}

fn called(variant: &Variant) -> impl Iterator<Item = &'static str> + Clone {
    std::iter::once(variant.name).chain(variant.aliases.iter().copied())
}

/// One schema for each name of a variant.
fn names(variant: &Variant) -> Vec<Object> {
    called(variant)
        .map(|name| {
            let mut object = Object::new().with("const", name);
            describe(variant, &mut object);
            if name != variant.name {
                object.set("x-alias-of", variant.name);
            }
            object
        })
        .collect()
}

fn describe(variant: &Variant, object: &mut Object) {
    if !variant.doc.is_empty() {
        object.set("description", variant.doc);
    }
    if let Some(deprecated) = &variant.deprecated {
        object.set("deprecated", Json::Boolean(true));
        object.set("deprecationMessage", super::super::markdown::deprecation(deprecated));
    }
}
