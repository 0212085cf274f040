//! The typed conditions, with the user's own tokens. Each call has the span of its attribute, so that rustc tells a
//! condition of a wrong type there.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Ident;
use syn::spanned::Spanned as _;

use super::{in_table, local};
use crate::literal;
use crate::model::{Check, Content, Field, Model, Read, Shape, Variant};

/// The function that evaluates checks, functions and conditions; nothing when there are none.
pub(super) fn check(model: &Model<'_>) -> TokenStream {
    let outcomes = local("outcomes");
    let mut calls = check_calls(&model.checks, &outcomes);
    match &model.shape {
        Shape::Struct(fields) => calls.extend(own_fields(fields, &outcomes)),
        Shape::Newtype(field) => calls.extend(own_fields(std::slice::from_ref(field), &outcomes)),
        Shape::Enum { variants, .. } => {
            for (index, variant) in variants.iter().enumerate() {
                let fields = match &variant.content {
                    Content::Unit => continue,
                    Content::Newtype(field) => std::slice::from_ref(field),
                    Content::Struct(fields) => fields.as_slice(),
                };
                calls.extend(fields_of_variant((index, variant.ident), fields, &outcomes));
            }
        }
    }
    if calls.is_empty() {
        return calls;
    }
    quote! {
        fn check(&self, #outcomes: &mut __::Outcomes<'_, '_>) {
            #calls
        }
    }
}

/// The function that evaluates the checks over an old and a new value, those of sections inside included; nothing when
/// there are none.
pub(super) fn check_change(model: &Model<'_>) -> TokenStream {
    let outcomes = local("outcomes");
    let mut calls = check_calls(&model.change_checks, &outcomes);
    match &model.shape {
        Shape::Struct(fields) => calls.extend(parts(fields, &outcomes)),
        Shape::Newtype(field) => calls.extend(parts(std::slice::from_ref(field), &outcomes)),
        Shape::Enum { variants, .. } => {
            for variant in variants {
                let fields = match &variant.content {
                    Content::Unit => continue,
                    Content::Newtype(field) => std::slice::from_ref(field),
                    Content::Struct(fields) => fields.as_slice(),
                };
                calls.extend(parts_of_variant(variant, fields, &outcomes));
            }
        }
    }
    if calls.is_empty() {
        return calls;
    }
    quote! {
        fn check_change(old: &Self, new: &Self, #outcomes: &mut __::ChangeOutcomes) {
            #calls
        }
    }
}

/// Fields that may hold sections, with their places in the table.
fn with_sections<'f, 'i>(fields: &'f [Field<'i>]) -> impl Iterator<Item = (usize, &'f Field<'i>)> {
    let may_hold = |field: &Field<'_>| {
        matches!(field.read, Read::Plain(_) | Read::Recursive(_))
            && literal::known(field.ty).may_hold_sections()
    };
    in_table(fields).enumerate().filter(move |(_, field)| may_hold(field))
}

/// What looks into two values of a field's type, named at the type so that one without it is told there and once.
fn compare(field: &Field<'_>) -> TokenStream {
    let ty = field.ty;
    quote_spanned! { ty.span()=> <#ty as __::ConfigValue>::compare }
}

fn parts(fields: &[Field<'_>], outcomes: &Ident) -> TokenStream {
    let calls = with_sections(fields).map(|(index, field)| {
        let (index, member) = (proc_macro2::Literal::usize_unsuffixed(index), field.member());
        let compare = compare(field);
        quote! { #outcomes.field(#index, &old.#member, &new.#member, #compare); }
    });
    calls.collect()
}

fn parts_of_variant(variant: &Variant<'_>, fields: &[Field<'_>], outcomes: &Ident) -> TokenStream {
    let (ident, name) = (variant.ident, &variant.name);
    let (old, new) = (local("old"), local("new"));
    let calls = with_sections(fields).map(|(index, field)| {
        let (index, member) = (proc_macro2::Literal::usize_unsuffixed(index), field.member());
        let compare = compare(field);
        quote! {
            if let (Self::#ident { #member: #old, .. }, Self::#ident { #member: #new, .. }) = (old, new) {
                #outcomes.variant_field(#name, #index, #old, #new, #compare);
            }
        }
    });
    calls.collect()
}

fn check_calls(checks: &[Check<'_>], outcomes: &Ident) -> TokenStream {
    let calls = checks.iter().enumerate().map(|(index, check)| {
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        let expression = check.expression;
        quote_spanned! { check.span=> #outcomes.check(#index, #expression); }
    });
    calls.collect()
}

fn own_fields(fields: &[Field<'_>], outcomes: &Ident) -> TokenStream {
    let calls = in_table(fields).enumerate().map(|(index, field)| {
        let member = field.member();
        field_calls(field, index, outcomes, &quote! { &self.#member })
    });
    calls.collect()
}

fn fields_of_variant(
    (place, variant): (usize, &Ident),
    fields: &[Field<'_>],
    outcomes: &Ident,
) -> TokenStream {
    let (value, place) = (local("value"), proc_macro2::Literal::usize_unsuffixed(place));
    let calls = in_table(fields).enumerate().filter_map(|(index, field)| {
        let member = field.member();
        let calls = field_calls(field, index, outcomes, &quote! { #value });
        (!calls.is_empty()).then(|| {
            quote! {
                if let Self::#variant { #member: #value, .. } = self {
                    #outcomes.variant(#place);
                    #calls
                }
            }
        })
    });
    calls.collect()
}

fn field_calls(field: &Field<'_>, index: usize, outcomes: &Ident, value: &TokenStream) -> TokenStream {
    let mut calls = function_calls(field, index, outcomes, value);
    let index = proc_macro2::Literal::usize_unsuffixed(index);
    if let Some(condition) = field.effective_when {
        calls.extend(quote_spanned! { condition.span()=> #outcomes.effective(#index, #condition); });
    }
    calls
}

/// The calls of a field's functions with its value.
pub(super) fn function_calls(
    field: &Field<'_>,
    index: usize,
    outcomes: &Ident,
    value: &TokenStream,
) -> TokenStream {
    let index = proc_macro2::Literal::usize_unsuffixed(index);
    let mut calls = TokenStream::new();
    for function in &field.functions {
        // The argument and the result have the function's span: a mistake in its signature is told at its name.
        let value = value.clone().into_iter().map(|mut token| {
            token.set_span(token.span().located_at(function.span()));
            token
        });
        let value: TokenStream = value.collect();
        calls.extend(quote_spanned! { function.span()=> #outcomes.function(#index, #function(#value)); });
    }
    calls
}
