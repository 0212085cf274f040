//! One field.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{DeriveInput, GenericParam, Ident, Type};

use super::conflicts::conflicts;
use super::secrets::{mentions_secret, secrets};
use super::setters::{rules, setters};
use crate::attr::FieldAttributes;
use crate::error::Errors;
use crate::literal;
use crate::model::{Fallback, Field, Read};

pub(super) fn model<'i>(
    field: &'i syn::Field,
    own: &'i FieldAttributes,
    key: String,
    doc: String,
    input: &'i DeriveInput,
    errors: &mut Errors,
) -> Field<'i> {
    conflicts(field, own, errors);
    secrets(field, own, errors);
    let decided = literal::check(&field.ty, own, errors);
    let default = own.default.as_ref();
    let expression = default.and_then(|default| default.value.as_ref());
    let literal_default = expression.and_then(literal::tokens);
    let fallback = match (default, expression, &literal_default) {
        (Some(_), None, _) => Fallback::Type,
        (Some(_), Some(expression), None) => Fallback::Expression(expression),
        _ => Fallback::Table,
    };
    let read = if own.skip.is_some() {
        Read::Skip(expression)
    } else if own.serde.is_some() {
        Read::Serde(fallback)
    } else if own.parse.is_some() {
        Read::Parse(fallback)
    } else if own.recursive.is_some() {
        Read::Recursive(fallback)
    } else if own.secret.is_some() && !mentions_secret(&field.ty) {
        Read::Secret(fallback)
    } else {
        Read::Plain(fallback)
    };
    let setters = setters(field, own, &key, literal_default.as_ref(), expression);
    let generic = mentions_parameter(&field.ty, input);
    let plain_read = matches!(read, Read::Plain(_) | Read::Secret(_));
    let guard = (!decided && !generic && plain_read)
        .then(|| {
            guard(
                &field.ty,
                literal_default.as_ref(),
                expression.map(syn::spanned::Spanned::span),
                &rules(own),
            )
        })
        .flatten();
    Field {
        ident: field.ident.as_ref(),
        ty: &field.ty,
        key,
        doc,
        read,
        setters,
        functions: own.validate.iter().collect(),
        effective_when: own.effective_when.as_ref(),
        guard,
        span: field.ident.as_ref().map_or_else(|| field.ty.span(), Ident::span),
    }
}

/// Whether a type depends on a parameter of the input.
pub(crate) fn mentions_parameter(ty: &Type, input: &DeriveInput) -> bool {
    fn walk(tokens: TokenStream, names: &[String]) -> bool {
        tokens.into_iter().any(|token| match token {
            proc_macro2::TokenTree::Ident(ident) => names.contains(&ident.to_string()),
            proc_macro2::TokenTree::Group(group) => walk(group.stream(), names),
            _ => false,
        })
    }
    let names: Vec<String> = input
        .generics
        .params
        .iter()
        .filter_map(|parameter| match parameter {
            GenericParam::Type(parameter) => Some(parameter.ident.to_string()),
            GenericParam::Const(parameter) => Some(parameter.ident.to_string()),
            GenericParam::Lifetime(_) => None,
        })
        .collect();
    !names.is_empty() && walk(ty.to_token_stream(), &names)
}

/// The check that the compiler makes where the tokens of the type do not tell.
fn guard(
    ty: &Type,
    default: Option<&TokenStream>,
    span: Option<Span>,
    rules: &[TokenStream],
) -> Option<TokenStream> {
    if default.is_none() && rules.is_empty() {
        return None;
    }
    let span = span.unwrap_or_else(|| ty.span());
    let default = match default {
        Some(default) => quote! { __::Some(&#default) },
        None => quote! { __::None },
    };
    Some(quote_spanned! { span=>
        const _: () = __::check_field(&<#ty as __::ConfigValue>::KIND, #default, &[#(#rules),*]);
    })
}
