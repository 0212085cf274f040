//! What stands in `#[config(…)]`, parsed by hand: the grammar has expressions and ranges that a general attribute
//! parser would not take, and each mistake is told on its own token. Nothing is decided here.

mod bounds;
mod field;
mod parse;
mod types;

pub(crate) use bounds::{LengthAttribute, RangeAttribute};
pub(crate) use field::{DeprecatedAttribute, FORMATS, FieldAttributes};
pub(crate) use types::{CheckAttribute, TypeAttributes};

use syn::{Attribute, Data, DeriveInput, Expr, ExprLit, Fields, Lit, Meta};

use crate::error::Errors;

/// All attributes of an input: the type's, its fields', its variants' and theirs.
pub(crate) struct Attributes {
    pub(crate) of_type: TypeAttributes,
    /// Of a struct's fields, or of the fields of each variant.
    pub(crate) fields: Vec<Vec<FieldAttributes>>,
    /// Of an enum's variants.
    pub(crate) variants: Vec<FieldAttributes>,
}

/// Parses every attribute of the input.
pub(crate) fn parse(input: &DeriveInput, errors: &mut Errors) -> Attributes {
    let of_type = types::parse(&input.attrs, errors);
    let mut of_fields =
        |fields: &Fields| fields.iter().map(|field| field::parse(&field.attrs, errors)).collect();
    let mut fields = Vec::new();
    match &input.data {
        Data::Struct(data) => fields.push(of_fields(&data.fields)),
        Data::Enum(data) => fields.extend(data.variants.iter().map(|variant| of_fields(&variant.fields))),
        Data::Union(_) => {}
    }
    let variants = match &input.data {
        Data::Enum(data) => {
            data.variants.iter().map(|variant| field::parse_variant(&variant.attrs, errors)).collect()
        }
        _ => Vec::new(),
    };
    Attributes { of_type, fields, variants }
}

/// The doc comment, its lines joined and trimmed.
pub(crate) fn documentation(attributes: &[Attribute]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("doc")) {
        if let Meta::NameValue(meta) = &attribute.meta
            && let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &meta.value
        {
            let text = text.value();
            lines.extend(
                text.lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end().to_owned()),
            );
            if text.is_empty() {
                lines.push(String::new());
            }
        }
    }
    lines.join("\n").trim().to_owned()
}
