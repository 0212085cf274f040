//! Types of values, as far as a configuration can tell them apart.

use super::{Grammar, Schema};

/// The type of a value.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Kind {
    /// `true` or `false`.
    Boolean,
    /// A whole number between two limits, both included.
    Integer {
        /// Smallest value.
        minimum: i128,
        /// Largest value.
        maximum: u128,
        /// The Rust type's name, such as `u16`.
        name: &'static str,
    },
    /// A number.
    Float,
    /// One character.
    Character,
    /// Text.
    String,
    /// A path of the file system.
    Path,
    /// A length of time, such as `90s` or `1h30m`.
    Duration,
    /// A number of bytes, such as `32MiB`.
    ByteSize,
    /// A share, such as `12.5%`.
    Percent,
    /// Text with a grammar of its own, such as an address.
    Parsed {
        /// What it is, with an article: `an IP address`.
        name: &'static str,
        /// The JSON Schema `format`, where there is one.
        format: Option<&'static str>,
        /// Accepts or says what is wrong, without repeating the text.
        check: fn(&str) -> Result<(), String>,
        /// The same as data, for constants and exports.
        grammar: Grammar,
        /// Whether a number may stand for it without quotes, which is then held against the grammar as it is written.
        numbers: bool,
    },
    /// Anything: read through serde.
    Any,
    /// A value or nothing.
    Optional(&'static Kind),
    /// A list.
    List {
        /// Type of the elements.
        element: &'static Kind,
        /// Whether equal elements are one (a set).
        unique: bool,
        /// The exact number of elements, for arrays.
        length: Option<usize>,
        /// Whether an element may stand alone, without the brackets of a list.
        single: bool,
    },
    /// A list with a type for each place.
    Tuple(&'static [Kind]),
    /// A map with free keys.
    Map {
        /// Type of the keys; always one that is written as text.
        key: &'static Kind,
        /// Type of the values.
        value: &'static Kind,
    },
    /// A value that is never shown.
    Secret(&'static Kind),
    /// A derived type.
    Section(&'static Schema),
    /// A type that contains itself; the function gives its kind.
    Recursive(fn() -> &'static Kind),
}

impl Kind {
    /// The kind inside `Option`, `Secret` and recursion.
    #[must_use]
    pub fn without_wrappers(&self) -> &Kind {
        match self {
            Kind::Optional(inner) | Kind::Secret(inner) => inner.without_wrappers(),
            Kind::Recursive(kind) => kind().without_wrappers(),
            other => other,
        }
    }

    /// Whether the value itself is a secret.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        match self {
            Kind::Secret(_) => true,
            Kind::Optional(inner) => inner.is_secret(),
            _ => false,
        }
    }

    /// Whether a secret lies anywhere in the value. Recursive types are followed once.
    #[must_use]
    pub fn contains_secret(&self) -> bool {
        fn walk(kind: &Kind, seen: &mut Vec<*const Schema>) -> bool {
            match kind {
                Kind::Secret(_) => true,
                Kind::Optional(inner)
                | Kind::List { element: inner, .. }
                | Kind::Map { value: inner, .. } => walk(inner, seen),
                Kind::Tuple(kinds) => kinds.iter().any(|kind| walk(kind, seen)),
                Kind::Recursive(inner) => walk(inner(), seen),
                Kind::Section(schema) => {
                    let address = std::ptr::from_ref(*schema);
                    if seen.contains(&address) {
                        return false;
                    }
                    seen.push(address);
                    schema.all_fields().any(|field| walk(&field.kind, seen))
                }
                _ => false,
            }
        }
        walk(self, &mut Vec::new())
    }

    /// Whether a value may be a list or its only element alone.
    pub(crate) fn may_be_alone(&self) -> bool {
        matches!(self.without_wrappers(), Kind::List { single: true, .. })
    }

    /// Whether a value may be missing without a default.
    #[must_use]
    pub const fn is_optional(&self) -> bool {
        matches!(self, Kind::Optional(_))
    }

    /// Whether the value is written as a single scalar.
    #[must_use]
    pub fn is_scalar(&self) -> bool {
        match self.without_wrappers() {
            Kind::List { .. } | Kind::Tuple(_) | Kind::Map { .. } | Kind::Any => false,
            Kind::Section(schema) => match schema.shape {
                super::Shape::Struct(_) => false,
                super::Shape::Newtype(fields) => fields[0].kind.is_scalar(),
                super::Shape::Enum { variants, .. } => {
                    variants.iter().all(|variant| matches!(variant.content, super::Content::Unit))
                }
            },
            _ => true,
        }
    }

    /// What a value of this kind is, with an article, for messages: `a whole number from 0 to 65535`.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Kind::Boolean => "true or false".into(),
            Kind::Integer { minimum, maximum, .. } => {
                if *maximum > 1_u128 << 64 {
                    "a whole number".into()
                } else {
                    format!("a whole number from {minimum} to {maximum}")
                }
            }
            Kind::Float => "a number".into(),
            Kind::Character => "a single character".into(),
            Kind::String => "text".into(),
            Kind::Path => "a path".into(),
            Kind::Duration => "a duration such as 90s or 1h30m".into(),
            Kind::ByteSize => "a size such as 32MiB".into(),
            Kind::Percent => "a percentage such as 12.5%".into(),
            Kind::Parsed { name, .. } => (*name).into(),
            Kind::Any => "a value".into(),
            Kind::Optional(inner) | Kind::Secret(inner) => inner.describe(),
            Kind::Recursive(inner) => inner().describe(),
            Kind::List { element, length: Some(length), .. } => {
                format!("a list of {length}, each {}", element.describe())
            }
            Kind::List { element, .. } => format!("a list, each element {}", element.describe()),
            Kind::Tuple(kinds) => format!("a list of {}", kinds.len()),
            Kind::Map { .. } => "a map".into(),
            Kind::Section(schema) => match schema.shape {
                super::Shape::Struct(_) => "a section".into(),
                super::Shape::Newtype(fields) => fields[0].kind.describe(),
                super::Shape::Enum { variants, .. } => {
                    if self.is_scalar() {
                        let names: Vec<_> = variants.iter().map(|variant| variant.name).collect();
                        format!("one of {}", names.join(", "))
                    } else {
                        "a section".into()
                    }
                }
            },
        }
    }
}

impl Schema {
    /// All fields of a struct or of every variant, flattened ones as such.
    pub fn all_fields(&self) -> impl Iterator<Item = &'static super::Field> {
        self.fields().iter().chain(self.variants().iter().flat_map(|variant| match variant.content {
            super::Content::Unit => [].iter(),
            super::Content::Newtype(fields) | super::Content::Struct(fields) => fields.iter(),
        }))
    }
}
