//! From attributes to the model: every rule that spans more than one token.
//!
//! - `shape`: structs with names, newtypes, enums
//! - `names`: keys, aliases and variables claimed twice in one struct
//! - `conflicts`: attributes that exclude or need each other
//! - `secrets`: names of secrets, secrets without defaults and examples
//! - `field`: one field, with `literal::check` for defaults and examples against types and rules
//! - `guard`: what is left for the compiler to check
//! - `settings`: attributes as the table has them

mod conflicts;
mod field;
mod guard;
mod names;
mod secrets;
mod settings;
mod shape;

use syn::spanned::Spanned as _;
use syn::{Data, DeriveInput, GenericParam, Ident, Path, parse_quote};

use crate::attr::{self, Attributes, CheckAttribute, TypeAttributes};
use crate::error::Errors;
use crate::model::{Check, Model};

/// Checks everything; the model is whole only if no mistake was found.
pub(crate) fn check<'i>(
    input: &'i DeriveInput,
    attributes: &'i Attributes,
    errors: &mut Errors,
) -> Option<Model<'i>> {
    generics(input, errors);
    unwritable(attributes, errors);
    let shape = shape::shape(input, attributes, errors);
    let of_type = &attributes.of_type;
    words(input, of_type, errors);
    if let (Some(tag), Data::Struct(_)) = (&of_type.tag, &input.data) {
        errors.at(tag.span(), "`tag` is for enums: it names the key that says which variant is meant");
    }
    Some(Model {
        input,
        core: core_path(of_type),
        doc: attr::documentation(&input.attrs),
        env_prefix: of_type.env_prefix.as_ref().map(syn::LitStr::value),
        version: of_type.version.as_ref().and_then(|version| version.base10_parse().ok()),
        allow_unknown: of_type.allow_unknown.is_some(),
        write: of_type.write.is_some(),
        shape: shape?,
        checks: of_type.checks.iter().map(check_model).collect(),
        change_checks: of_type.change_checks.iter().map(check_model).collect(),
    })
}

/// Where the core is: `config_core` unless told otherwise.
pub(crate) fn core_path(attributes: &TypeAttributes) -> Path {
    attributes.core.clone().unwrap_or_else(|| parse_quote!(::config_core))
}

fn check_model(attribute: &CheckAttribute) -> Check<'_> {
    Check {
        expression: &attribute.expression,
        message: attribute.message.value(),
        environment: attribute.environment.as_ref().map(syn::LitStr::value),
        code: attribute.code.as_ref().map(syn::LitStr::value),
        span: attribute.span,
    }
}

/// Fields that are read through another trait, which does not say how they are written.
fn unwritable(attributes: &Attributes, errors: &mut Errors) {
    if attributes.of_type.write.is_none() {
        return;
    }
    for field in attributes.fields.iter().flatten() {
        for (name, span) in [("serde", field.serde), ("parse", field.parse)] {
            if let Some(span) = span {
                errors.at(
                    span,
                    format!("a `{name}` field cannot be written: implement ConfigValue and WriteValue for its type"),
                );
            }
        }
    }
}

/// An enum of bare names is a word in a file: it has no keys.
fn words(input: &DeriveInput, own: &TypeAttributes, errors: &mut Errors) {
    let Data::Enum(data) = &input.data else { return };
    if data.variants.is_empty() || !data.variants.iter().all(|variant| variant.fields.is_empty()) {
        return;
    }
    for (name, span) in [
        ("env_prefix", own.env_prefix.as_ref().map(syn::LitStr::span)),
        ("version", own.version.as_ref().map(syn::LitInt::span)),
        ("allow_unknown", own.allow_unknown),
    ] {
        if let Some(span) = span {
            errors.at(
                span,
                format!("`{name}` is for sections, and an enum without data has no keys; remove it"),
            );
        }
    }
}

fn generics(input: &DeriveInput, errors: &mut Errors) {
    for parameter in &input.generics.params {
        if let GenericParam::Lifetime(lifetime) = parameter {
            errors.at(
                lifetime.span(),
                "a configuration owns its values: it cannot have lifetimes; use String instead of &str",
            );
        }
    }
}

/// The name without `r#`.
fn plain(ident: &Ident) -> String {
    ident.to_string().trim_start_matches("r#").to_owned()
}
