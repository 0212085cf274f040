//! Secrets: fields that are named like one, and what a secret may not have.

use quote::ToTokens as _;
use syn::Type;
use syn::spanned::Spanned as _;

use super::plain;
use crate::attr::FieldAttributes;
use crate::error::Errors;
use crate::literal;
use crate::names::is_secret_name;

/// Whether the type's tokens name a wrapper of secrets anywhere.
pub(super) fn mentions_secret(ty: &Type) -> bool {
    ty.to_token_stream()
        .to_string()
        .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .any(|word| matches!(word, "Secret" | "SecretString" | "SecretBox"))
}

pub(super) fn secrets(field: &syn::Field, own: &FieldAttributes, errors: &mut Errors) {
    let secret = mentions_secret(&field.ty) || own.secret.is_some();
    if let Some(ident) = &field.ident
        && !secret
        && own.not_secret.is_none()
        && own.skip.is_none()
        && is_secret_name(&plain(ident))
    {
        let ty = field.ty.to_token_stream().to_string().replace(' ', "");
        errors.at(
            ident.span(),
            format!(
                "`{ident}` sounds like a secret: make its type Secret<{ty}>, or write #[config(not_secret)]"
            ),
        );
    }
    if !secret {
        return;
    }
    if let Some(default) = &own.default
        && default.value.as_ref().is_some_and(
            |value| !matches!(literal::value(value), Some(literal::Value::List(items)) if items.is_empty()),
        )
    {
        errors.at(default.span, "a secret has no default: it would stand in the source; leave it out, or make the field an Option");
    }
    if let Some(example) = own.example.first() {
        errors.at(example.span(), "a secret has no example: it would end up in documents");
    }
}
