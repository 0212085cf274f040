//! What is to be written out. Nothing here is left to decide, and nothing here can be wrong.

use proc_macro2::{Span, TokenStream};
use syn::{DeriveInput, Ident, Path, Type};

/// A whole type.
pub(crate) struct Model<'i> {
    pub(crate) input: &'i DeriveInput,
    pub(crate) core: Path,
    pub(crate) doc: String,
    pub(crate) env_prefix: Option<String>,
    pub(crate) version: Option<u32>,
    pub(crate) allow_unknown: bool,
    /// Whether the type can be written as well as read.
    pub(crate) write: bool,
    pub(crate) shape: Shape<'i>,
    pub(crate) checks: Vec<Check<'i>>,
    pub(crate) change_checks: Vec<Check<'i>>,
}

/// Fields or variants.
pub(crate) enum Shape<'i> {
    Struct(Vec<Field<'i>>),
    Newtype(Field<'i>),
    Enum { tag: Option<String>, variants: Vec<Variant<'i>> },
}

/// One variant.
pub(crate) struct Variant<'i> {
    pub(crate) ident: &'i Ident,
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) doc: String,
    pub(crate) deprecated: Option<TokenStream>,
    pub(crate) content: Content<'i>,
}

/// What a variant holds.
pub(crate) enum Content<'i> {
    Unit,
    Newtype(Field<'i>),
    Struct(Vec<Field<'i>>),
}

/// One field.
pub(crate) struct Field<'i> {
    /// Its name in Rust; nothing for the field of a newtype.
    pub(crate) ident: Option<&'i Ident>,
    pub(crate) ty: &'i Type,
    pub(crate) key: String,
    pub(crate) doc: String,
    pub(crate) read: Read<'i>,
    /// Whether the attribute `secret` masks a value whose type does not.
    pub(crate) masked: bool,
    /// The attributes as the table has them, one value each with a comma behind it.
    pub(crate) settings: Vec<TokenStream>,
    /// How many of them are rules.
    pub(crate) rules: usize,
    pub(crate) functions: Vec<&'i Path>,
    /// Whether a value in hand can be held against one of the field's rules.
    pub(crate) held: bool,
    pub(crate) effective_when: Option<&'i syn::Expr>,
    /// The table's own check of defaults and rules, where the tokens of the type do not tell.
    pub(crate) guards: TokenStream,
    pub(crate) span: Span,
    /// The type's, worked out once.
    pub(crate) type_span: Span,
}

impl Field<'_> {
    /// The field as a struct expression or pattern names it.
    pub(crate) fn member(&self) -> syn::Member {
        match self.ident {
            Some(ident) => syn::Member::Named(ident.clone()),
            None => syn::Member::from(0),
        }
    }
}

/// How a field gets its value.
pub(crate) enum Read<'i> {
    /// Not from the configuration at all.
    Skip(Option<&'i syn::Expr>),
    Plain(Fallback<'i>),
    Serde(Fallback<'i>),
    Parse(Fallback<'i>),
    Recursive(Fallback<'i>),
}

/// Where a value comes from that no source gives.
pub(crate) enum Fallback<'i> {
    /// The table knows: required, optional or a literal.
    Table,
    /// A bare `default`.
    Type,
    /// An expression.
    Expression(&'i syn::Expr),
}

/// A condition and what to say.
pub(crate) struct Check<'i> {
    pub(crate) expression: &'i syn::Expr,
    pub(crate) message: String,
    pub(crate) environment: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) span: Span,
}
