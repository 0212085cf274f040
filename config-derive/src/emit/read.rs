//! The function that builds a value from the fields of a section.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{DeriveInput, Ident};

use crate::check::mentions_parameter;
use crate::literal::without_option;
use crate::model::{Content, Fallback, Field, Model, Read, Shape};

/// The expression that gets a field's value from the section.
fn read_field(field: &Field<'_>, index: usize, input: &DeriveInput) -> TokenStream {
    let ty = field.ty;
    let index = proc_macro2::Literal::usize_unsuffixed(index);
    let optional = !std::ptr::eq(without_option(ty), ty);
    match &field.read {
        Read::Skip(Some(expression)) => quote! { __::Some(#expression) },
        Read::Skip(None) => quote! { __::Some(__::default()) },
        Read::Plain(fallback) | Read::Recursive(fallback) | Read::Secret(fallback) => match fallback {
            Fallback::Table => quote! { section.field(#index) },
            Fallback::Expression(expression) => {
                quote! { section.field_or(#index, || -> #ty { #expression }) }
            }
            Fallback::Type if mentions_parameter(ty, input) => {
                quote! { section.field_or_default(#index, __::None) }
            }
            Fallback::Type => quote! { section.field_or_default(#index, __::default_of!(#ty)) },
        },
        Read::Serde(fallback) => match fallback {
            Fallback::Table => quote! { section.field_serde(#index) },
            Fallback::Expression(expression) => {
                quote! { section.field_serde_or(#index, || -> #ty { #expression }) }
            }
            Fallback::Type => quote! { section.field_serde_or(#index, __::default::<#ty>) },
        },
        Read::Parse(fallback) => match fallback {
            Fallback::Table if optional => quote! { section.field_parse_optional(#index) },
            Fallback::Table => quote! { section.field_parse(#index) },
            Fallback::Expression(expression) => {
                quote! { section.field_parse_or(#index, || -> #ty { #expression }) }
            }
            Fallback::Type => quote! { section.field_parse_or(#index, __::default::<#ty>) },
        },
    }
}

/// The code that builds a struct or variant from the section's fields.
fn build(constructor: &TokenStream, fields: &[Field<'_>], input: &DeriveInput) -> TokenStream {
    let mut index = 0;
    let mut reads = Vec::new();
    for field in fields {
        reads.push(read_field(field, index, input));
        index += usize::from(!matches!(field.read, Read::Skip(_)));
    }
    let names: Vec<&Ident> = fields.iter().filter_map(|field| field.ident).collect();
    let bindings: Vec<Ident> =
        (0..names.len()).map(|index| Ident::new(&format!("__{index}"), Span::call_site())).collect();
    match names.as_slice() {
        [] => quote! { __::Some(#constructor {}) },
        [name] => quote! {
            match #(#reads)* {
                __::Some(value) => __::Some(#constructor { #name: value }),
                __::None => __::None,
            }
        },
        _ => quote! {
            match (#(#reads),*) {
                (#(__::Some(#bindings)),*) => __::Some(#constructor { #(#names: #bindings),* }),
                _ => __::None,
            }
        },
    }
}

pub(super) fn read(model: &Model<'_>) -> TokenStream {
    let input = model.input;
    let body = match &model.shape {
        Shape::Struct(fields) => build(&quote!(Self), fields, input),
        Shape::Newtype(field) => {
            let read = read_field(field, 0, input);
            quote! {
                match #read {
                    __::Some(value) => __::Some(Self(value)),
                    __::None => __::None,
                }
            }
        }
        Shape::Enum { variants, .. } => {
            let arms = variants.iter().enumerate().map(|(index, variant)| {
                let index = proc_macro2::Literal::usize_unsuffixed(index);
                let ident = variant.ident;
                let value = match &variant.content {
                    Content::Unit => quote! { __::Some(Self::#ident) },
                    Content::Struct(fields) => build(&quote!(Self::#ident), fields, input),
                    Content::Newtype(field) => {
                        let read = read_field(field, 0, input);
                        quote! {
                            match #read {
                                __::Some(value) => __::Some(Self::#ident(value)),
                                __::None => __::None,
                            }
                        }
                    }
                };
                quote! { __::Some(#index) => #value, }
            });
            quote! {
                match section.variant() {
                    #(#arms)*
                    _ => __::None,
                }
            }
        }
    };
    let section = match &model.shape {
        Shape::Struct(fields) if fields.is_empty() => quote!(_section),
        _ => quote!(section),
    };
    quote! {
        fn read_section(#section: &mut __::Section<'_, '_>) -> __::Option<Self> {
            #body
        }
    }
}
