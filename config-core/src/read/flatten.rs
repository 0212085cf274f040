//! Sections and maps whose keys stand in the section around them: who knows a key, and what a map leaves alone.

use crate::schema::{Content, Field, Kind, Schema, Shape};

/// The fields of a section with those of flattened sections in their place.
pub(super) fn flattened_fields(fields: &'static [Field]) -> Vec<&'static Field> {
    let mut all = Vec::new();
    for field in fields {
        match field.kind.without_wrappers() {
            Kind::Section(schema) if field.flatten => all.extend(schema.all_fields().flat_map(|inner| {
                if inner.flatten { flattened_fields(std::slice::from_ref(inner)) } else { vec![inner] }
            })),
            _ => all.push(field),
        }
    }
    all
}

/// The names of all fields that stand in one map, tags of flattened enums included; what flattened maps take is left out.
pub(super) fn claim(fields: &'static [Field], claimed: &mut Vec<&'static str>) {
    for field in fields {
        match field.kind.without_wrappers() {
            Kind::Section(schema) if field.flatten => claim_section(schema, claimed),
            _ if field.flatten => {}
            _ => claimed.extend(std::iter::once(field.name).chain(field.aliases.iter().copied())),
        }
    }
}

fn claim_section(schema: &'static Schema, claimed: &mut Vec<&'static str>) {
    match schema.shape {
        Shape::Struct(fields) => claim(fields, claimed),
        Shape::Newtype(_) => {}
        Shape::Enum { tag, variants } => {
            claimed.extend(tag);
            for variant in variants {
                if let Content::Struct(fields) = variant.content {
                    claim(fields, claimed);
                }
            }
        }
    }
    sections_within(schema).for_each(|inner| claim_section(inner, claimed));
}

/// The sections that newtypes put in the place of themselves.
fn sections_within(schema: &'static Schema) -> impl Iterator<Item = &'static Schema> {
    let own = match schema.shape {
        Shape::Newtype(fields) => fields,
        _ => &[],
    };
    let variants = schema.variants().iter().filter_map(|variant| match variant.content {
        Content::Newtype(fields) => fields.first(),
        _ => None,
    });
    own.iter().chain(variants).filter_map(|field| match field.kind.without_wrappers() {
        Kind::Section(inner) => Some(*inner),
        _ => None,
    })
}

/// Whether a flattened section knows a key, or a flattened map takes it.
pub(super) fn claimed_by_flattened(fields: &'static [Field], name: &str) -> bool {
    fields.iter().filter(|field| field.flatten).any(|field| match field.kind.without_wrappers() {
        Kind::Section(schema) => takes(schema, name),
        Kind::Map { .. } | Kind::Any => true,
        _ => false,
    })
}

/// Whether a section whose keys stand in the one around it takes a key.
fn takes(schema: &'static Schema, name: &str) -> bool {
    schema.find(name).is_some()
        || schema.allow_unknown
        || matches!(schema.shape, Shape::Enum { tag: Some(tag), .. } if tag == name)
        || schema
            .all_fields()
            .any(|inner| inner.flatten && claimed_by_flattened(std::slice::from_ref(inner), name))
        || sections_within(schema).any(|inner| takes(inner, name))
}
