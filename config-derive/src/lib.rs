//! The macros of `config-core`. Use them through that crate.
//!
//! `#[derive(ServiceConfig)]` goes one way: attributes are parsed (`attr`), checked against the types and each other
//! (`check`), put into a model that has nothing left to decide (`model`), and written out as data (`emit`). Every
//! mistake is told at once, each at its own token, and an implementation that does nothing stands in for the real one so
//! that one mistake does not cause others.

#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attr;
mod check;
mod config_files;
mod emit;
mod error;
mod expression;
mod literal;
mod model;
mod names;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use syn::DeriveInput;

/// Implements `ServiceConfig`: see the documentation of `config_core`.
#[proc_macro_derive(ServiceConfig, attributes(config))]
pub fn derive_service_config(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    match syn::parse::<DeriveInput>(input) {
        Ok(input) => expand(&input).into(),
        Err(error) => error.into_compile_error().into(),
    }
}

/// Checks files of the repository while the crate compiles: see the documentation of `config_core`.
#[proc_macro]
pub fn check_config(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    config_files::check(input.into()).into()
}

/// Checks files of the repository and puts them into the program: see the documentation of `config_core`.
#[proc_macro]
pub fn embed_config(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    config_files::embed(input.into()).into()
}

/// Runs a test once for each configuration of the repository: see the documentation of `config_core`.
#[proc_macro_attribute]
pub fn config_test(
    attribute: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    config_files::config_test(attribute.into(), item.into()).into()
}

/// The whole pipeline, outside of the compiler too.
fn expand(input: &DeriveInput) -> TokenStream {
    let mut errors = error::Errors::default();
    let attributes = attr::parse(input, &mut errors);
    let model = check::check(input, &attributes, &mut errors);
    match (model, errors.take()) {
        (Some(model), None) => emit::implementation(&model),
        (_, error) => {
            let error = error.map(syn::Error::into_compile_error);
            let stub = emit::stub(input, &attributes);
            quote::quote! { #error #stub }
        }
    }
}
