//! The function that builds a value from the fields of a section.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Ident, Type};

use super::checks::function_calls;
use super::local;
use crate::literal::without_option;
use crate::model::{Content, Fallback, Field, Model, Read, Shape};

/// The whole function.
pub(super) fn read(model: &Model<'_>) -> TokenStream {
    let reading = Reading { section: local("section") };
    let body = match &model.shape {
        Shape::Struct(fields) => reading.build(&quote!(Self), fields),
        Shape::Newtype(field) => reading.build(&quote!(Self), std::slice::from_ref(field)),
        Shape::Enum { variants, .. } => {
            let section = &reading.section;
            let arms = variants.iter().enumerate().map(|(index, variant)| {
                let index = proc_macro2::Literal::usize_unsuffixed(index);
                let ident = variant.ident;
                let value = match &variant.content {
                    Content::Unit => quote! { __::Some(Self::#ident) },
                    Content::Struct(fields) => reading.build(&quote!(Self::#ident), fields),
                    Content::Newtype(field) => {
                        reading.build(&quote!(Self::#ident), std::slice::from_ref(field))
                    }
                };
                quote! { __::Some(#index) => #value, }
            });
            quote! {
                match #section.variant() {
                    #(#arms)*
                    _ => __::None,
                }
            }
        }
    };
    let section = &reading.section;
    quote! {
        fn read_section(#section: &mut __::Section<'_, '_>) -> __::Option<Self> {
            #body
        }
    }
}

/// What every field's expression needs.
struct Reading {
    /// The section being read.
    section: Ident,
}

impl Reading {
    /// Builds a struct or variant: every field is read, so that every finding is made, before the first `None` counts.
    fn build(&self, constructor: &TokenStream, fields: &[Field<'_>]) -> TokenStream {
        let mut index = 0;
        // With the commas as streams of their own all are put together in one step.
        let mut reads = Vec::new();
        for field in fields {
            if !reads.is_empty() {
                reads.push(quote!(,));
            }
            reads.push(self.field(field, index));
            index += usize::from(!matches!(field.read, Read::Skip(_)));
        }
        let reads: TokenStream = reads.into_iter().collect();
        let members = fields.iter().map(Field::member);
        let values: Vec<Ident> = (0..fields.len()).map(|index| local(&format!("value_{index}"))).collect();
        let value = local("value");
        match fields.len() {
            0 => quote! { __::Some(#constructor {}) },
            1 => quote! {
                match #reads {
                    __::Some(#value) => __::Some(#constructor { #(#members)*: #value }),
                    __::None => __::None,
                }
            },
            _ => {
                let refused = self.functions(fields);
                quote! {
                    match (#reads) {
                        (#(__::Some(#values)),*) => __::Some(#constructor { #(#members: #values),* }),
                        #refused
                    }
                }
            }
        }
    }

    /// What is left to do when a field could not be read: the functions of those that could. The calls are those of the
    /// check, token by token, so that a mistake in a function is told once.
    fn functions(&self, fields: &[Field<'_>]) -> TokenStream {
        let (section, values, value) = (&self.section, local("values"), local("value"));
        let outcomes = local("outcomes");
        let mut calls = TokenStream::new();
        for (place, (index, field)) in in_table_with_places(fields) {
            let own = function_calls(field, index, &outcomes, &quote! { #value });
            if !own.is_empty() {
                let place = syn::Index::from(place);
                calls.extend(quote! { if let __::Some(#value) = &#values.#place { #own } });
            }
        }
        if calls.is_empty() {
            return quote! { _ => __::None, };
        }
        quote! {
            #values => {
                let mut #outcomes = #section.outcomes();
                #calls
                __::None
            }
        }
    }

    /// The expression that gets a field's value from the section.
    fn field(&self, field: &Field<'_>, index: usize) -> TokenStream {
        let (section, ty) = (&self.section, field.ty);
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        match &field.read {
            Read::Skip(Some(expression)) => quote! { __::Some(#expression) },
            Read::Skip(None) => {
                let default = quote_spanned! { ty.span()=> __::default::<#ty> };
                quote! { __::Some(#default()) }
            }
            Read::Plain(Fallback::Table) | Read::Recursive(Fallback::Table) => {
                quote_spanned! { field.type_span=> <#ty as __::ConfigValue>::field(#section, #index) }
            }
            Read::Plain(fallback) | Read::Recursive(fallback) => {
                let read = quote_spanned! { field.type_span=> <#ty as __::ConfigValue>::read };
                match fallback {
                    Fallback::Table => quote! { #section.field(#index, #read) },
                    Fallback::Expression(_) => {
                        let default = default_function(ty, fallback);
                        quote! { #section.field_or(#index, #read, #default) }
                    }
                    Fallback::Type => {
                        let default = quote! { __::default_of!(#ty) };
                        quote! { #section.field_or_default(#index, #read, #default) }
                    }
                }
            }
            Read::Parse(fallback) => {
                let inner = without_option(ty);
                let parse = quote_spanned! { inner.span()=> <#inner as __::FromText>::parse };
                let optional = !std::ptr::eq(inner, ty);
                match fallback {
                    Fallback::Table if optional => quote! { #section.field_parse_optional(#index, #parse) },
                    Fallback::Table => quote! { #section.field_parse(#index, #parse) },
                    Fallback::Expression(_) | Fallback::Type => {
                        let method =
                            if optional { quote!(field_parse_optional_or) } else { quote!(field_parse_or) };
                        let default = default_function(ty, fallback);
                        quote! { #section.#method(#index, #parse, #default) }
                    }
                }
            }
            Read::Serde(fallback) => {
                let read = quote_spanned! { ty.span()=> <#ty as __::FromSerde>::read };
                match fallback {
                    Fallback::Table => quote! { #section.field(#index, #read) },
                    Fallback::Expression(_) | Fallback::Type => {
                        let default = default_function(ty, fallback);
                        quote! { #section.field_or(#index, #read, #default) }
                    }
                }
            }
        }
    }
}

/// What makes the value that no source gives.
fn default_function(ty: &Type, fallback: &Fallback<'_>) -> TokenStream {
    match fallback {
        Fallback::Expression(expression) => quote! { || -> #ty { #expression } },
        Fallback::Type | Fallback::Table => quote_spanned! { ty.span()=> __::default::<#ty> },
    }
}

/// The fields that the table has, each with its place in the table and before that among all fields.
fn in_table_with_places<'f, 'i>(
    fields: &'f [Field<'i>],
) -> impl Iterator<Item = (usize, (usize, &'f Field<'i>))> {
    let kept = fields.iter().enumerate().filter(|(_, field)| !matches!(field.read, Read::Skip(_)));
    kept.enumerate().map(|(index, (place, field))| (place, (index, field)))
}
