//! The static table: what the derive writes and everything else reads.
//!
//! A type's whole description is one constant, [`Schema`]. Reading, rules, variable names, defaults, JSON Schema,
//! reference documents, masking and reload classes are plain functions over it. Everything here can be built in a
//! constant, so rustc itself can walk it.

mod check;
mod field;
mod grammar;
mod guard;
mod kind;
mod literal;
mod place;
mod rule;
mod setting;
mod table;
mod verify;

pub use check::{ChangeCheck, Check, Expression, Operator};
pub use guard::{check_default, check_example, check_flatten, check_key, check_rule, check_type_default};

pub use field::{DefaultValue, Deprecated, Field, Merge, Reload, Transition};
pub use grammar::Grammar;
pub use kind::Kind;
pub use literal::Literal;
pub use rule::{Bound, Existing, Rule, TextFormat};
pub use setting::Setting;
pub use table::{Table, schema, section};
pub use verify::Violation;

pub(crate) use place::KeyInList;

/// The description of one derived type.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// Name of the Rust type.
    pub name: &'static str,
    /// Its doc comment.
    pub doc: &'static str,
    /// Fields or variants.
    pub shape: Shape,
    /// Prefix of the environment variables, without the underscore that follows it.
    pub env_prefix: Option<&'static str>,
    /// Version of the configuration's layout.
    pub version: Option<u32>,
    /// Whether keys that no field claims are accepted (and ignored).
    pub allow_unknown: bool,
    /// Rules over several fields.
    pub checks: &'static [Check],
    /// Rules over the old and the new value at a reload.
    pub change_checks: &'static [ChangeCheck],
    /// Source file of the type.
    pub file: &'static str,
    /// Line of the type in that file.
    pub line: u32,
}

/// What a derived type looks like in a file.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A map of fields.
    Struct(&'static [Field]),
    /// The value of the single field, without a map around it. The slice has one element.
    Newtype(&'static [Field]),
    /// One of several variants.
    Enum {
        /// Key that names the variant inside its map; without it, a variant with data is a map of one key, its name.
        tag: Option<&'static str>,
        /// The variants in source order.
        variants: &'static [Variant],
    },
}

/// One variant of an enum.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    /// Name in files.
    pub name: &'static str,
    /// Other names that are accepted.
    pub aliases: &'static [&'static str],
    /// Doc comment.
    pub doc: &'static str,
    /// What the variant holds.
    pub content: Content,
    /// Set when the variant should not be used any more.
    pub deprecated: Option<Deprecated>,
}

/// What a variant holds.
#[derive(Clone, Copy, Debug)]
pub enum Content {
    /// Nothing.
    Unit,
    /// One value. The slice has one element.
    Newtype(&'static [Field]),
    /// Named fields.
    Struct(&'static [Field]),
}

impl Shape {
    /// A struct whose fields are told elsewhere.
    #[doc(hidden)]
    pub const STRUCT: Self = Self::Struct(&[]);
    /// A newtype whose field is told elsewhere.
    #[doc(hidden)]
    pub const NEWTYPE: Self = Self::Newtype(&[]);
}

impl Schema {
    /// A table with a name and a shape, and nothing else set.
    #[must_use]
    pub const fn new(name: &'static str, doc: &'static str, shape: Shape) -> Self {
        Self {
            name,
            doc,
            shape,
            env_prefix: None,
            version: None,
            allow_unknown: false,
            checks: &[],
            change_checks: &[],
            file: "",
            line: 0,
        }
    }

    /// As [`Schema::new`], with the place of the type in the source.
    #[must_use]
    pub const fn at(
        name: &'static str,
        doc: &'static str,
        shape: Shape,
        file: &'static str,
        line: u32,
    ) -> Self {
        let mut schema = Self::new(name, doc, shape);
        schema.file = file;
        schema.line = line;
        schema
    }

    /// The fields of a struct or newtype; nothing for an enum.
    #[must_use]
    pub const fn fields(&self) -> &'static [Field] {
        match self.shape {
            Shape::Struct(fields) | Shape::Newtype(fields) => fields,
            Shape::Enum { .. } => &[],
        }
    }

    /// The variants of an enum; nothing for other shapes.
    #[must_use]
    pub const fn variants(&self) -> &'static [Variant] {
        match self.shape {
            Shape::Enum { variants, .. } => variants,
            _ => &[],
        }
    }

    /// The field at a dotted path such as `limits.max_tokens`; indices, map keys and the names of variants are passed
    /// through.
    #[must_use]
    pub fn field_at(&'static self, path: &str) -> Option<&'static Field> {
        self.place_at(path)?.field
    }

    /// The field with this key or alias, flattened ones and those of all variants included.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&'static Field> {
        let in_fields = |fields: &'static [Field]| {
            fields.iter().find(|field| !field.flatten && field.is_called(key)).or_else(|| {
                fields.iter().filter(|field| field.flatten).find_map(|field| {
                    match field.kind.without_wrappers() {
                        Kind::Section(schema) => schema.find(key),
                        _ => None,
                    }
                })
            })
        };
        in_fields(self.fields()).or_else(|| {
            self.variants().iter().find_map(|variant| match variant.content {
                Content::Unit => None,
                Content::Struct(fields) => in_fields(fields),
                Content::Newtype(fields) => match fields[0].kind.without_wrappers() {
                    Kind::Section(schema) => schema.find(key),
                    _ => None,
                },
            })
        })
    }
}
