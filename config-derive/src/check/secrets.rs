//! Secrets: fields that are named like one, and what a secret may not have.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Ident, Type};

use super::plain;
use crate::attr::FieldAttributes;
use crate::error::Errors;
use crate::literal::{self, Value};
use crate::names::is_secret_name;

/// Whether the type's tokens name a wrapper of secrets anywhere.
pub(super) fn mentions_secret(ty: &Type) -> bool {
    fn names(ident: &Ident) -> bool {
        matches!(ident.to_string().as_str(), "Secret" | "SecretString" | "SecretBox")
    }
    fn walk(tokens: TokenStream) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => names(&ident),
            TokenTree::Group(group) => walk(group.stream()),
            _ => false,
        })
    }
    match ty {
        // The tokens of most types need not be made to know them.
        Type::Path(path) if path.qself.is_none() => path.path.segments.iter().any(|segment| {
            names(&segment.ident)
                || (!segment.arguments.is_none() && walk(segment.arguments.to_token_stream()))
        }),
        _ => walk(ty.to_token_stream()),
    }
}

/// The type with `Secret` where it belongs: around each element of a list or map, inside of `Option`.
fn masked(ty: &Type) -> String {
    if let Type::Path(path) = ty
        && let Some(last) = path.path.segments.last()
        && let syn::PathArguments::AngleBracketed(arguments) = &last.arguments
        && let Some(syn::GenericArgument::Type(inner)) = arguments.args.last()
    {
        let mut before: Vec<String> =
            arguments.args.iter().take(arguments.args.len() - 1).map(written).collect();
        before.push(masked(inner));
        return format!("{}<{}>", last.ident, before.join(", "));
    }
    format!("Secret<{}>", written(ty))
}

fn written(tokens: impl quote::ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

/// Checks that what sounds like a secret is one, and that a secret stands nowhere in the source.
pub(super) fn secrets(field: &syn::Field, own: &FieldAttributes, errors: &mut Errors) {
    let secret = mentions_secret(&field.ty) || own.secret.is_some();
    if let Some(ident) = &field.ident
        && !secret
        && own.not_secret.is_none()
        && own.skip.is_none()
        && is_secret_name(&plain(ident))
    {
        let ty = masked(&field.ty);
        errors.at(
            ident.span(),
            format!("`{ident}` sounds like a secret: make its type {ty}, or write #[config(not_secret)]"),
        );
    }
    if !secret {
        return;
    }
    if let Some(default) = &own.default
        && let Some(value) = &default.value
        && !matches!(literal::literal(value).map(|literal| literal.value), Some(Value::List(items)) if items.is_empty())
        && own.skip.is_none()
    {
        errors.on(value, "a secret has no default: it would stand in the source; leave it out, or make the field an Option");
    }
    if let Some(example) = own.example.first() {
        errors.on(example, "a secret has no example: it would end up in documents");
    }
}
