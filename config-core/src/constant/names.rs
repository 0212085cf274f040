//! Names in constants: compared by hash, looked up in the table.

use config_format::packed::hash;

use super::checker::DEEPEST;
use crate::schema::{Content, Field, Kind, Schema, Shape, Variant};

/// A name with its hash.
#[derive(Clone, Copy)]
pub(super) struct Name<'n> {
    pub(super) text: &'n str,
    pub(super) hash: u64,
}

impl<'n> Name<'n> {
    pub(super) const fn new(text: &'n str) -> Self {
        Self { text, hash: hash(text) }
    }

    /// Whether the name is another text, whose hash is not known.
    pub(super) const fn is(self, other: &str) -> bool {
        same(self.text, other)
    }

    /// Whether the name is that of a field or one of its aliases.
    pub(super) const fn names(self, field: &Field) -> bool {
        // Equal hashes and lengths are equal names: nobody writes a file to make 64 bits collide.
        (field.hash == self.hash && field.name.len() == self.text.len()) || self.is_one_of(field.aliases)
    }

    pub(super) const fn is_one_of(self, others: &[&str]) -> bool {
        let mut index = 0;
        while index < others.len() {
            if same(self.text, others[index]) {
                return true;
            }
            index += 1;
        }
        false
    }

    /// Whether the name is one of those that stand at the top of a file and belong to no field.
    pub(super) const fn is_reserved(self) -> bool {
        matches!(self.text.as_bytes(), b"$schema" | b"$version" | b"$extends" | b"$unset")
    }
}

pub(super) const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// Equal but for the case of ASCII letters.
pub(super) const fn same_letters(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if !left[index].eq_ignore_ascii_case(&right[index]) {
            return false;
        }
        index += 1;
    }
    true
}

/// The kind inside `Option` and `Secret`. A recursive type stays one: its function cannot be called in a constant.
pub(super) const fn without_wrappers(kind: &Kind) -> &Kind {
    let mut kind = kind;
    while let Kind::Optional(inner) | Kind::Secret(inner) = kind {
        kind = inner;
    }
    kind
}

/// Whether an absent value of the kind may be left to the kind itself.
pub(super) const fn is_optional(kind: &Kind) -> bool {
    let mut kind = kind;
    while let Kind::Secret(inner) = kind {
        kind = inner;
    }
    matches!(kind, Kind::Optional(_))
}

/// Whether the value itself, or each element of it, is a secret.
pub(super) const fn holds_secrets(kind: &Kind) -> bool {
    let mut kind = kind;
    loop {
        match kind {
            Kind::Secret(_) => return true,
            Kind::Optional(inner) | Kind::List { element: inner, .. } | Kind::Map { value: inner, .. } => {
                kind = inner;
            }
            Kind::Section(schema) => match schema.shape {
                Shape::Newtype(fields) => kind = &fields[0].kind,
                _ => return false,
            },
            _ => return false,
        }
    }
}

/// Whether a secret lies anywhere in a section, as deep as anything is checked.
pub(super) const fn section_holds_secrets(schema: &Schema, depth: usize) -> bool {
    let variants = schema.variants();
    let mut held = fields_hold_secrets(schema.fields(), depth);
    let mut index = 0;
    while index < variants.len() {
        if let Content::Newtype(fields) | Content::Struct(fields) = variants[index].content {
            held |= fields_hold_secrets(fields, depth);
        }
        index += 1;
    }
    held
}

const fn fields_hold_secrets(fields: &[Field], depth: usize) -> bool {
    let mut index = 0;
    while index < fields.len() {
        let mut kind = &fields[index].kind;
        while let Kind::Optional(inner) | Kind::List { element: inner, .. } | Kind::Map { value: inner, .. } =
            kind
        {
            kind = inner;
        }
        let held = match kind {
            Kind::Secret(_) | Kind::Recursive(_) => true,
            Kind::Section(schema) if depth < DEEPEST => section_holds_secrets(schema, depth + 1),
            _ => false,
        };
        if held {
            return true;
        }
        index += 1;
    }
    false
}

/// Whether the value is written as a single scalar.
pub(super) const fn is_scalar(kind: &Kind) -> bool {
    match without_wrappers(kind) {
        Kind::List { .. } | Kind::Tuple(_) | Kind::Map { .. } | Kind::Any | Kind::Recursive(_) => false,
        Kind::Section(schema) => match schema.shape {
            Shape::Struct(_) => false,
            Shape::Newtype(fields) => is_scalar(&fields[0].kind),
            Shape::Enum { variants, .. } => all_units(variants),
        },
        _ => true,
    }
}

pub(super) const fn all_units(variants: &[Variant]) -> bool {
    let mut index = 0;
    while index < variants.len() {
        if !matches!(variants[index].content, Content::Unit) {
            return false;
        }
        index += 1;
    }
    true
}

/// The field that a key names in a section, flattened ones and those of all variants included.
pub(super) const fn find(schema: &Schema, name: Name<'_>) -> Option<&'static Field> {
    if let Some(field) = find_in(schema.fields(), name) {
        return Some(field);
    }
    let variants = schema.variants();
    let mut index = 0;
    while index < variants.len() {
        let found = match variants[index].content {
            Content::Unit => None,
            Content::Struct(fields) => find_in(fields, name),
            Content::Newtype(fields) => match without_wrappers(&fields[0].kind) {
                Kind::Section(schema) => find(schema, name),
                _ => None,
            },
        };
        if found.is_some() {
            return found;
        }
        index += 1;
    }
    None
}

const fn find_in(fields: &'static [Field], name: Name<'_>) -> Option<&'static Field> {
    let mut flattened = false;
    let mut index = 0;
    while index < fields.len() {
        let field = &fields[index];
        if field.flatten {
            flattened = true;
        } else if name.names(field) {
            return Some(field);
        }
        index += 1;
    }
    index = 0;
    while flattened && index < fields.len() {
        if fields[index].flatten
            && let Kind::Section(schema) = without_wrappers(&fields[index].kind)
            && let Some(field) = find(schema, name)
        {
            return Some(field);
        }
        index += 1;
    }
    None
}

/// Whether a field of the section, or of one flattened into it, has this name: what a flattened map leaves alone.
pub(super) const fn is_field(fields: &[Field], name: Name<'_>) -> bool {
    let mut index = 0;
    while index < fields.len() {
        let field = &fields[index];
        let named = match (field.flatten, without_wrappers(&field.kind)) {
            (true, Kind::Section(schema)) => is_field_of(schema, name),
            (true, _) => false,
            (false, _) => name.names(field),
        };
        if named {
            return true;
        }
        index += 1;
    }
    false
}

/// Whether a section whose keys stand in the one around it has a field, or a tag, of this name.
pub(super) const fn is_field_of(schema: &Schema, name: Name<'_>) -> bool {
    match schema.shape {
        Shape::Struct(fields) => is_field(fields, name),
        Shape::Newtype(fields) => match without_wrappers(&fields[0].kind) {
            Kind::Section(inner) => is_field_of(inner, name),
            _ => false,
        },
        Shape::Enum { tag, variants } => {
            if matches!(tag, Some(tag) if name.is(tag)) {
                return true;
            }
            let mut index = 0;
            while index < variants.len() {
                let named = match variants[index].content {
                    Content::Unit => false,
                    Content::Struct(fields) => is_field(fields, name),
                    Content::Newtype(fields) => match without_wrappers(&fields[0].kind) {
                        Kind::Section(inner) => is_field_of(inner, name),
                        _ => false,
                    },
                };
                if named {
                    return true;
                }
                index += 1;
            }
            false
        }
    }
}

/// The variant with this name.
pub(super) const fn variant_named(variants: &[Variant], name: Name<'_>) -> Option<usize> {
    let mut index = 0;
    while index < variants.len() {
        if name.is(variants[index].name) || name.is_one_of(variants[index].aliases) {
            return Some(index);
        }
        index += 1;
    }
    None
}
