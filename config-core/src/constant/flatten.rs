//! Sections and maps whose keys stand in the section around them: who takes a key, as the tags there choose variants.

use super::arena::At;
use super::checker::Checker;
use super::names::{Name, is_field, is_field_of, is_optional, variant_named, without_wrappers};
use crate::schema::{Content, Field, Kind, Schema, Shape, Variant};

/// Who takes a key.
#[derive(Clone, Copy)]
pub(super) struct Takers {
    known: bool,
    /// A map, which takes what is nobody's.
    rest: bool,
    /// A section that allows keys that nobody knows, or a type that a constant cannot look into.
    everything: bool,
    /// A variant that the tag does not choose.
    pub(super) other: Option<Other>,
}

/// A variant that has a key, and the one that is chosen.
#[derive(Clone, Copy)]
pub(super) struct Other {
    pub(super) variant: &'static str,
    pub(super) tag: &'static str,
    pub(super) chosen: &'static str,
}

impl Takers {
    const NOBODY: Self = Self { known: false, rest: false, everything: false, other: None };

    /// Whether the key is known. What a map takes is not a field of any variant.
    pub(super) const fn take(self) -> bool {
        self.known || self.everything || (self.rest && self.other.is_none())
    }
}

/// The key, and the map that it stands in.
#[derive(Clone, Copy)]
struct Sought<'n> {
    name: Name<'n>,
    map: At,
    /// Whether the keys of every variant count, whatever the tags say.
    of_every_variant: bool,
}

impl Checker<'_> {
    /// A field whose own fields stand in the section around it.
    pub(super) const fn flattened(
        &mut self,
        fields: &'static [Field],
        tag: Option<&'static str>,
        field: &'static Field,
        at: Option<At>,
    ) -> bool {
        // An optional section whose keys stand here is there when one of them is.
        if let Some(at) = at
            && is_optional(&field.kind)
            && !self.gives(fields, tag, field, at)
        {
            return true;
        }
        let (outer, claims) = (self.in_flattened, self.claims);
        self.in_flattened = true;
        self.claims = claims.with(fields, tag);
        let whole = match at {
            Some(at) => self.value(&field.kind, at),
            None => match without_wrappers(&field.kind) {
                Kind::Section(_) if is_optional(&field.kind) => true,
                Kind::Section(schema) => self.section(schema, None),
                _ => true,
            },
        };
        self.claims = claims;
        self.in_flattened = outer;
        whole
    }

    /// Who takes a key of a map that is no field of the section: what is flattened into it. Where the section is a variant
    /// itself, the others are asked too.
    pub(super) const fn takers(
        &self,
        schema: &'static Schema,
        fields: &'static [Field],
        name: Name<'_>,
        map: At,
    ) -> Takers {
        let sought = Sought { name, map, of_every_variant: false };
        let mut takers = self.takers_in(fields, sought, Takers::NOBODY);
        if !takers.take()
            && let Shape::Enum { tag: Some(_), .. } = schema.shape
        {
            takers.other = self.takers_of(schema, sought, takers).other;
        }
        takers
    }

    /// Whether a map has any key of a flattened field.
    pub(super) const fn gives(
        &self,
        fields: &'static [Field],
        tag: Option<&'static str>,
        field: &'static Field,
        map: At,
    ) -> bool {
        let mut children = self.children(map);
        while let Some(child) = self.next(&mut children) {
            let name = self.name(child.key);
            let is_other = matches!(tag, Some(tag) if name.is(tag))
                || matches!(name.text.as_bytes(), [b'$', ..])
                || find_own(fields, name);
            let sought = Sought { name, map, of_every_variant: true };
            if !is_other && self.takers_in(std::slice::from_ref(field), sought, Takers::NOBODY).take() {
                return true;
            }
        }
        false
    }

    const fn takers_in(&self, fields: &'static [Field], sought: Sought<'_>, mut takers: Takers) -> Takers {
        let mut index = 0;
        while index < fields.len() {
            if fields[index].flatten {
                match without_wrappers(&fields[index].kind) {
                    Kind::Section(schema) => takers = self.takers_of(schema, sought, takers),
                    Kind::Map { .. } | Kind::Any => takers.rest = true,
                    Kind::Recursive(_) => takers.everything = true,
                    _ => {}
                }
            }
            index += 1;
        }
        takers
    }

    const fn takers_of(&self, schema: &'static Schema, sought: Sought<'_>, mut takers: Takers) -> Takers {
        takers.everything |= schema.allow_unknown;
        match schema.shape {
            Shape::Struct(fields) => self.takers_of_fields(fields, sought, takers),
            Shape::Newtype(fields) => self.takers_of_content(Content::Newtype(fields), sought, takers),
            Shape::Enum { tag, variants } => {
                takers.known |= matches!(tag, Some(tag) if sought.name.is(tag));
                let chosen = match tag {
                    Some(tag) if !sought.of_every_variant => self.chosen(tag, variants, sought.map),
                    _ => None,
                };
                let mut index = 0;
                while index < variants.len() {
                    let content = variants[index].content;
                    match (tag, chosen) {
                        (Some(tag), Some(chosen)) if chosen != index => {
                            if takers.other.is_none() && has_field(content, sought.name) {
                                let (variant, chosen) = (variants[index].name, variants[chosen].name);
                                takers.other = Some(Other { variant, tag, chosen });
                            }
                        }
                        _ => takers = self.takers_of_content(content, sought, takers),
                    }
                    index += 1;
                }
                takers
            }
        }
    }

    const fn takers_of_fields(
        &self,
        fields: &'static [Field],
        sought: Sought<'_>,
        mut takers: Takers,
    ) -> Takers {
        takers.known |= find_own(fields, sought.name);
        self.takers_in(fields, sought, takers)
    }

    const fn takers_of_content(&self, content: Content, sought: Sought<'_>, takers: Takers) -> Takers {
        match content {
            Content::Unit => takers,
            Content::Struct(fields) => self.takers_of_fields(fields, sought, takers),
            Content::Newtype(fields) => match without_wrappers(&fields[0].kind) {
                Kind::Section(inner) => self.takers_of(inner, sought, takers),
                _ => takers,
            },
        }
    }

    /// The variant that a tag chooses, as far as it is known here.
    const fn chosen(&self, tag: &'static str, variants: &'static [Variant], map: At) -> Option<usize> {
        match self.child(map, tag) {
            Some(name)
                if !name.is_merged()
                    && self.trees[name.tree as usize].nodes.is_text(name.node)
                    && !self.is_reference(name) =>
            {
                variant_named(variants, self.name(name))
            }
            _ => None,
        }
    }

    /// Takes away what lower files gave for enums whose keys stand in a section, where a later file chooses another of
    /// their variants.
    pub(super) const fn leave_variants(&mut self, schema: &'static Schema, below: At, above: At) {
        let content = match schema.shape {
            Shape::Struct(fields) => Content::Struct(fields),
            Shape::Newtype(fields) => Content::Newtype(fields),
            Shape::Enum { tag: Some(tag), variants } => self.content_of(tag, variants, below, above),
            Shape::Enum { tag: None, .. } => Content::Unit,
        };
        let own: &'static [Field] = match content {
            Content::Struct(fields) => fields,
            _ => &[],
        };
        self.leave_content(own, content, below, above);
    }

    const fn leave_content(&mut self, own: &'static [Field], content: Content, below: At, above: At) {
        match content {
            Content::Unit => {}
            Content::Struct(fields) => {
                let mut index = 0;
                while index < fields.len() {
                    if fields[index].flatten
                        && let Kind::Section(schema) = without_wrappers(&fields[index].kind)
                    {
                        self.leave_section(own, schema, below, above);
                    }
                    index += 1;
                }
            }
            Content::Newtype(fields) => {
                if let Kind::Section(schema) = without_wrappers(&fields[0].kind) {
                    self.leave_section(own, schema, below, above);
                }
            }
        }
    }

    const fn leave_section(&mut self, own: &'static [Field], schema: &'static Schema, below: At, above: At) {
        match schema.shape {
            Shape::Struct(fields) => self.leave_content(own, Content::Struct(fields), below, above),
            Shape::Newtype(fields) => self.leave_content(own, Content::Newtype(fields), below, above),
            Shape::Enum { tag: Some(tag), variants } => {
                let changes = match (self.scalar_child(below, tag), self.scalar_child(above, tag)) {
                    (Some(old), Some(new)) => !self.is_key(old, self.name(new)),
                    _ => false,
                };
                if changes {
                    self.unlink_fields(own, schema, below);
                } else {
                    let content = self.content_of(tag, variants, below, above);
                    self.leave_content(own, content, below, above);
                }
            }
            Shape::Enum { tag: None, .. } => {}
        }
    }

    /// What the variant holds that the later of two files chooses.
    const fn content_of(
        &self,
        tag: &'static str,
        variants: &'static [Variant],
        below: At,
        above: At,
    ) -> Content {
        let name = match self.scalar_child(above, tag) {
            Some(name) => Some(name),
            None => self.scalar_child(below, tag),
        };
        match name {
            Some(name) => match variant_named(variants, self.name(name)) {
                Some(index) => variants[index].content,
                None => Content::Unit,
            },
            None => Content::Unit,
        }
    }

    /// Takes the entries of a section's fields out of a map, but not those of the fields around it.
    const fn unlink_fields(&mut self, own: &'static [Field], schema: &'static Schema, map: At) {
        let mut before = 0;
        let mut place = self.arena.first(map);
        while place > 0 {
            let (key, _, next) = self.arena.entry(place);
            let name = self.name(key);
            if is_field_of(schema, name) && !find_own(own, name) {
                self.arena.unlink(map, before);
            } else {
                before = place;
            }
            place = next;
        }
    }
}

/// Whether one of the fields themselves has a name.
const fn find_own(fields: &[Field], name: Name<'_>) -> bool {
    let mut index = 0;
    while index < fields.len() {
        if !fields[index].flatten && name.names(&fields[index]) {
            return true;
        }
        index += 1;
    }
    false
}

/// Whether what a variant holds has a field with a name.
const fn has_field(content: Content, name: Name<'_>) -> bool {
    match content {
        Content::Unit => false,
        Content::Struct(fields) => is_field(fields, name),
        Content::Newtype(fields) => match without_wrappers(&fields[0].kind) {
            Kind::Section(schema) => is_field_of(schema, name),
            _ => false,
        },
    }
}
