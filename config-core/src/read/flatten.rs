//! Sections and maps whose keys stand in the section around them: who knows a key, and what a map leaves alone.

use crate::schema::{Content, Field, Kind, Schema, Shape, Variant};

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

/// What is taken by the sections and maps whose keys stand in the section around them, as the tags there choose variants.
#[derive(Default)]
pub(crate) struct Taken {
    pub(super) fields: Vec<&'static Field>,
    pub(super) tags: Vec<&'static str>,
    /// Whether a map takes what is nobody's.
    rest: bool,
    /// Whether a section allows keys that nobody knows.
    everything: bool,
    /// The keys of variants that are not chosen.
    others: Vec<Other>,
}

/// A key of a variant that the tag does not choose.
#[derive(Clone, Copy)]
pub(super) struct Other {
    key: Key,
    pub(super) variant: &'static str,
    pub(super) tag: &'static str,
    pub(super) chosen: &'static str,
}

/// A field, or the tag of an enum.
#[derive(Clone, Copy)]
enum Key {
    Field(&'static Field),
    Tag(&'static str),
}

impl Key {
    fn is_called(self, name: &str) -> bool {
        match self {
            Key::Field(field) => field.is_called(name),
            Key::Tag(tag) => tag == name,
        }
    }
}

/// What stands under a tag, if anything does.
type Chosen<'c> = &'c dyn Fn(&'static str) -> Option<&'c str>;

impl Taken {
    /// What a section takes besides its own fields. Where it is a variant itself, the keys of the others are listed too.
    pub(super) fn of(schema: &'static Schema, fields: &'static [Field], chosen: Chosen<'_>) -> Self {
        let mut taken = Self::by_flattened(fields, chosen);
        if matches!(schema.shape, Shape::Enum { tag: Some(_), .. }) {
            let mut own = Self::default();
            own.add_section(schema, chosen);
            taken.others.extend(own.others);
        }
        taken
    }

    /// What a section takes whose keys stand in the one around it, whichever variant it is.
    pub(crate) fn of_section(schema: &'static Schema) -> Self {
        let mut taken = Self::default();
        taken.add_section(schema, &|_| None);
        taken
    }

    /// What flattened fields take.
    pub(super) fn by_flattened(fields: &'static [Field], chosen: Chosen<'_>) -> Self {
        let mut taken = Self::default();
        fields.iter().filter(|field| field.flatten).for_each(|field| taken.add(field, chosen));
        taken
    }

    /// Whether a key is known. What a map takes is not a field of any variant.
    pub(super) fn takes(&self, name: &str) -> bool {
        self.everything || self.is_known(name) || (self.rest && self.others(name).next().is_none())
    }

    /// The variants that a key belongs to, but that are not chosen.
    pub(super) fn others(&self, name: &str) -> impl Iterator<Item = Other> {
        let others = self.others.iter().copied().filter(move |other| other.key.is_called(name));
        others.filter(move |_| !self.is_known(name))
    }

    /// Whether a key is a field or a tag of a section.
    pub(crate) fn is_known(&self, name: &str) -> bool {
        self.tags.contains(&name) || self.fields.iter().any(|field| field.is_called(name))
    }

    fn add(&mut self, field: &'static Field, chosen: Chosen<'_>) {
        match field.kind.without_wrappers() {
            Kind::Section(schema) if field.flatten => self.add_section(schema, chosen),
            Kind::Map { .. } | Kind::Any if field.flatten => self.rest = true,
            _ => self.fields.push(field),
        }
    }

    fn add_section(&mut self, schema: &'static Schema, chosen: Chosen<'_>) {
        self.everything |= schema.allow_unknown;
        match schema.shape {
            Shape::Struct(fields) => fields.iter().for_each(|field| self.add(field, chosen)),
            Shape::Newtype(fields) => self.add_content(Content::Newtype(fields), chosen),
            Shape::Enum { tag, variants } => {
                self.tags.extend(tag);
                let named = |variant: &&Variant| {
                    tag.and_then(chosen)
                        .is_some_and(|name| variant.name == name || variant.aliases.contains(&name))
                };
                let found = variants.iter().find(named);
                for variant in variants {
                    match (tag, found) {
                        (Some(tag), Some(found)) if found.name != variant.name => {
                            let mut own = Self::default();
                            own.add_content(variant.content, chosen);
                            let fields = own.fields.into_iter().map(Key::Field);
                            let keys = fields.chain(own.tags.into_iter().map(Key::Tag));
                            let (variant, chosen) = (variant.name, found.name);
                            self.others.extend(keys.map(|key| Other { key, variant, tag, chosen }));
                        }
                        _ => self.add_content(variant.content, chosen),
                    }
                }
            }
        }
    }

    fn add_content(&mut self, content: Content, chosen: Chosen<'_>) {
        match content {
            Content::Unit => {}
            Content::Struct(fields) => fields.iter().for_each(|field| self.add(field, chosen)),
            Content::Newtype(fields) => {
                if let Kind::Section(inner) = fields[0].kind.without_wrappers() {
                    self.add_section(inner, chosen);
                }
            }
        }
    }
}
