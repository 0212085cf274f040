//! The model as code: one table, one small function that reads, and the typed checks. Nothing here can fail.
//!
//! - `table`: the constants `TABLE` and `SCHEMA`
//! - `read`: the function that builds the value from a section
//! - `held`: which fields have rules for a value in hand
//! - `checks`: the typed conditions, with the user's own tokens
//! - `write`: the fields' values as one list

mod checks;
mod held;
mod read;
mod table;
mod write;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{DeriveInput, GenericParam, Generics, Ident, TypeParamBound, parse_quote};

use crate::attr::Attributes;
use crate::check::core_path;
use crate::model::{Content, Field, Model, Read, Shape};
use checks::{check, check_change};
use held::held;
use read::read;
use table::schema;
use write::write;

/// Everything that the derive writes for a correct input.
pub(crate) fn implementation(model: &Model<'_>) -> TokenStream {
    let core = &model.core;
    let schema = schema(model);
    let read = read(model);
    let check = check(model);
    let change = check_change(model);
    let held = held(model);
    let guards = guards(model);
    let body = quote! { #schema #read #check #change #held };
    let kind = quote! { __::section::<Self>() };
    let write = if model.write { write(model) } else { TokenStream::new() };
    wrap(model.input, core, &body, &kind, &quote! { #guards #write })
}

/// An implementation that does nothing, so that a mistake in the attributes is the only one that is told.
pub(crate) fn stub(input: &DeriveInput, attributes: &Attributes) -> TokenStream {
    if input.generics.lifetimes().next().is_some() || matches!(input.data, syn::Data::Union(_)) {
        return TokenStream::new();
    }
    let core = core_path(&attributes.of_type);
    let name = input.ident.to_string();
    let body = quote! {
        const SCHEMA: &'static __::Schema = &__::Schema::new(#name, "", __::Shape::Struct(&[]));
        fn read_section(_: &mut __::Section<'_, '_>) -> __::Option<Self> {
            __::None
        }
    };
    // Of the kind `Any`, so that fields of this type pass every check.
    let write = match attributes.of_type.write {
        Some(_) => write::implementation(input, &quote! { __::AnyValue::Null }),
        None => TokenStream::new(),
    };
    wrap(input, &core, &body, &quote! { __::Kind::Any }, &write)
}

/// The implementations around their content, under the one name that leads to the core.
fn wrap(
    input: &DeriveInput,
    core: &syn::Path,
    body: &TokenStream,
    kind: &TokenStream,
    guards: &TokenStream,
) -> TokenStream {
    let ident = &input.ident;
    let generics = bounded(&input.generics);
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let parameters = &generics.params;
    quote! {
        const _: () = {
            use #core::__private as __;
            #[automatically_derived]
            impl #impl_generics __::ServiceConfig for #ident #type_generics #where_clause {
                #body
            }
            #[automatically_derived]
            impl #impl_generics __::ConfigValue for #ident #type_generics #where_clause {
                const KIND: __::Kind = #kind;
                fn read<'a>(value: __::Value<'a>, reader: &mut __::Reader<'a>) -> __::Option<Self> {
                    reader.section::<Self>(value)
                }
                fn compare(old: &Self, new: &Self, outcomes: &mut __::ChangeOutcomes) {
                    outcomes.section::<Self>(old, new)
                }
            }
            __::interop! { [#parameters] [#ident #type_generics] [#where_clause] }
            #guards
        };
    }
}

/// The generics with the bound that every type parameter needs, and without defaults.
fn bounded(generics: &Generics) -> Generics {
    bounded_by(generics, &[parse_quote!(__::ConfigValue)])
}

fn bounded_by(generics: &Generics, bounds: &[TypeParamBound]) -> Generics {
    let mut generics = generics.clone();
    for parameter in &mut generics.params {
        match parameter {
            GenericParam::Type(parameter) => {
                parameter.default = None;
                parameter.bounds.extend(bounds.iter().cloned());
            }
            GenericParam::Const(parameter) => parameter.default = None,
            GenericParam::Lifetime(_) => {}
        }
    }
    generics
}

/// A variable of the generated code, which no expression of the user can see or hide.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The fields that the table has: all but skipped ones.
fn in_table<'f, 'i>(fields: &'f [Field<'i>]) -> impl Iterator<Item = &'f Field<'i>> {
    fields.iter().filter(|field| !matches!(field.read, Read::Skip(_)))
}

fn guards(model: &Model<'_>) -> TokenStream {
    let of = |fields: &[Field<'_>]| fields.iter().map(|field| field.guards.clone()).collect::<TokenStream>();
    match &model.shape {
        Shape::Struct(fields) => of(fields),
        Shape::Newtype(field) => field.guards.clone(),
        Shape::Enum { variants, .. } => variants
            .iter()
            .map(|variant| match &variant.content {
                Content::Unit => TokenStream::new(),
                Content::Newtype(field) => field.guards.clone(),
                Content::Struct(fields) => of(fields),
            })
            .collect(),
    }
}
