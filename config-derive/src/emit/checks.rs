//! The typed conditions, with the user's own tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::in_table;
use crate::model::{Content, Field, Model, Shape};

/// The typed conditions, with the user's own tokens.
pub(super) fn check(model: &Model<'_>) -> TokenStream {
    let mut calls = Vec::new();
    for (index, check) in model.checks.iter().enumerate() {
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        let expression = check.expression;
        calls.push(quote! { outcomes.check(#index, #expression); });
    }
    match &model.shape {
        Shape::Struct(fields) => {
            for (index, field) in in_table(fields).enumerate() {
                if let Some(name) = field.ident {
                    field_checks(field, index, &quote! { &self.#name }, &mut calls);
                }
            }
        }
        Shape::Newtype(field) => field_checks(field, 0, &quote! { &self.0 }, &mut calls),
        Shape::Enum { variants, .. } => {
            for variant in variants {
                let ident = variant.ident;
                match &variant.content {
                    Content::Unit => {}
                    Content::Newtype(field) => {
                        let mut inner = Vec::new();
                        field_checks(field, 0, &quote! { value }, &mut inner);
                        if !inner.is_empty() {
                            calls.push(quote! { if let Self::#ident(value) = self { #(#inner)* } });
                        }
                    }
                    Content::Struct(fields) => {
                        for (index, field) in in_table(fields).enumerate() {
                            let Some(name) = field.ident else { continue };
                            let mut inner = Vec::new();
                            field_checks(field, index, &quote! { #name }, &mut inner);
                            if !inner.is_empty() {
                                calls
                                    .push(quote! { if let Self::#ident { #name, .. } = self { #(#inner)* } });
                            }
                        }
                    }
                }
            }
        }
    }
    if calls.is_empty() {
        return TokenStream::new();
    }
    quote! {
        fn check(&self, outcomes: &mut __::Outcomes<'_, '_>) {
            #(#calls)*
        }
    }
}

fn field_checks(field: &Field<'_>, index: usize, value: &TokenStream, calls: &mut Vec<TokenStream>) {
    let index = proc_macro2::Literal::usize_unsuffixed(index);
    for function in &field.functions {
        calls.push(quote! { outcomes.function(#index, #function(#value)); });
    }
    if let Some(condition) = field.effective_when {
        calls.push(quote! { outcomes.effective(#index, #condition); });
    }
}

pub(super) fn check_change(model: &Model<'_>) -> TokenStream {
    if model.change_checks.is_empty() {
        return TokenStream::new();
    }
    let calls = model.change_checks.iter().enumerate().map(|(index, check)| {
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        let expression = check.expression;
        quote! { outcomes.check(#index, #expression); }
    });
    quote! {
        fn check_change(old: &Self, new: &Self, outcomes: &mut __::ChangeOutcomes) {
            #(#calls)*
        }
    }
}
