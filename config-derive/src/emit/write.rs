//! The fields' values, for types that can be written as well as read.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Ident, parse_quote};

use super::{bounded_by, in_table};
use crate::model::{Content, Model, Shape};

/// The fields' values as one list; the core decides what becomes of them.
pub(super) fn write(model: &Model<'_>) -> TokenStream {
    let table = quote! { <Self as __::ServiceConfig>::SCHEMA };
    let body = match &model.shape {
        Shape::Newtype(_) => quote! { __::WriteValue::write(&self.0) },
        Shape::Struct(fields) => {
            let names = in_table(fields).filter_map(|field| field.ident);
            quote! { __::write_section(#table, &[#(&self.#names),*]) }
        }
        Shape::Enum { variants, .. } => {
            let arms = variants.iter().enumerate().map(|(index, variant)| {
                let index = proc_macro2::Literal::usize_unsuffixed(index);
                let ident = variant.ident;
                match &variant.content {
                    Content::Unit => quote! { Self::#ident => __::write_variant(#table, #index, &[]) },
                    Content::Newtype(_) => {
                        quote! { Self::#ident(value) => __::write_variant(#table, #index, &[value]) }
                    }
                    Content::Struct(fields) => {
                        let names: Vec<&Ident> = in_table(fields).filter_map(|field| field.ident).collect();
                        quote! { Self::#ident { #(#names,)* .. } => __::write_variant(#table, #index, &[#(#names),*]) }
                    }
                }
            });
            quote! { match self { #(#arms),* } }
        }
    };
    implementation(model.input, &body)
}

/// The trait around its one function.
pub(super) fn implementation(input: &DeriveInput, body: &TokenStream) -> TokenStream {
    let ident = &input.ident;
    let bounds = [parse_quote!(__::ConfigValue), parse_quote!(__::WriteValue)];
    let generics = bounded_by(&input.generics, &bounds);
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics __::WriteValue for #ident #type_generics #where_clause {
            fn write(&self) -> __::AnyValue {
                #body
            }
        }
    }
}
