//! One field.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::spanned::Spanned as _;
use syn::{DeriveInput, GenericParam, Ident, Type};

use super::conflicts::conflicts;
use super::guard::guards;
use super::secrets::{mentions_secret, secrets};
use super::settings::settings;
use crate::attr::FieldAttributes;
use crate::error::Errors;
use crate::literal::{self, Known};
use crate::model::{Fallback, Field, Read};

pub(super) fn model<'i>(
    field: &'i syn::Field,
    own: &'i FieldAttributes,
    key: String,
    doc: String,
    input: &'i DeriveInput,
    errors: &mut Errors,
) -> Field<'i> {
    let known = known_of(field, own);
    let type_span = span_of(&field.ty);
    contains_itself(field, own, input, errors);
    if has_unwritable_key(&known) {
        errors.on(&field.ty, "the keys of a map are written as text, which a list or a map is not");
    }
    conflicts(&known, own, errors);
    secrets(field, own, errors);
    literal::check(&known, own, errors);
    let default = own.default.as_ref();
    let expression = default.and_then(|default| default.value.as_ref());
    let literal_default = expression.and_then(literal::literal).map(|literal| literal.value);
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
    } else {
        Read::Plain(fallback)
    };
    let (settings, rules) = settings(field, &known, own, &key, literal_default.as_ref(), expression);
    let guarded = matches!(read, Read::Plain(_)) && !mentions_parameter(&field.ty, input);
    let guards = if guarded { guards(&field.ty, &known, own) } else { TokenStream::new() };
    Field {
        ident: field.ident.as_ref(),
        ty: &field.ty,
        key,
        doc,
        read,
        masked: own.secret.is_some() && !mentions_secret(&field.ty),
        settings,
        rules,
        functions: own.validate.iter().collect(),
        held: own.range.is_some() || own.length.is_some() || own.pattern.is_some() || own.format.is_some(),
        effective_when: own.effective_when.as_ref(),
        guards,
        span: field.ident.as_ref().map_or(type_span, Ident::span),
        type_span,
    }
}

/// The span of a type. Of a bare name it is the name's, which spares making tokens of it.
fn span_of(ty: &Type) -> Span {
    match bare_name(ty) {
        Some(name) => name.span(),
        None => ty.span(),
    }
}

/// The name of a type that is nothing but a name.
fn bare_name(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(path) if path.qself.is_none() => path.path.get_ident(),
        _ => None,
    }
}

/// What is known of the values that literals of this field stand for.
fn known_of(field: &syn::Field, own: &FieldAttributes) -> Known {
    if own.serde.is_some() || own.recursive.is_some() {
        Known::Unknown
    } else if own.parse.is_some() {
        // `FromStr` reads text, whatever the type.
        Known::Text
    } else {
        literal::known(&field.ty)
    }
}

/// Whether the keys of a map are something that no key in a file can be.
fn has_unwritable_key(known: &Known) -> bool {
    match known {
        Known::Map { key, value } => {
            matches!(**key, Known::List { .. } | Known::Map { .. }) || has_unwritable_key(value)
        }
        Known::List { element, .. } => has_unwritable_key(element),
        _ => false,
    }
}

/// A type that contains itself has a table that contains itself, which no constant can, unless the field says so.
fn contains_itself(field: &syn::Field, own: &FieldAttributes, input: &DeriveInput, errors: &mut Errors) {
    fn walk(tokens: TokenStream, name: &Ident) -> Option<Ident> {
        let mut after_path = false;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) if !after_path && (ident == *name || ident == "Self") => {
                    return Some(ident);
                }
                TokenTree::Group(group) => {
                    if let Some(found) = walk(group.stream(), name) {
                        return Some(found);
                    }
                    after_path = false;
                }
                // `other::Route` is another type of the same name.
                TokenTree::Punct(punct) => after_path = punct.as_char() == ':',
                _ => after_path = false,
            }
        }
        None
    }
    let told = own.recursive.is_some() || own.serde.is_some() || own.parse.is_some() || own.skip.is_some();
    if told {
        return;
    }
    let found = match bare_name(&field.ty) {
        Some(name) => (*name == input.ident || name == "Self").then(|| name.clone()),
        None => walk(field.ty.to_token_stream(), &input.ident),
    };
    if let Some(ident) = found {
        errors.on(
            &ident,
            format!("`{}` contains itself here: mark the field #[config(recursive)]", input.ident),
        );
    }
}

/// Whether a type depends on a parameter of the input.
fn mentions_parameter(ty: &Type, input: &DeriveInput) -> bool {
    fn walk(tokens: TokenStream, names: &[String]) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => names.contains(&ident.to_string()),
            TokenTree::Group(group) => walk(group.stream(), names),
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
