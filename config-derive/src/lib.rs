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

/// Checks files of the repository against their type while the crate compiles.
///
/// `check_config!(Type, "path", …, options)` stands where items stand. Paths are relative to the crate; the files are laid
/// over each other in order, with what they extend. A directory stands for the files in it, `{environment}` for each
/// environment that has such a file, and a glob for each file by itself. Options: `environment = "production"`,
/// `partial`, `deprecated = "error"`, `crate = path`. All mistakes are one compile error, a line each:
/// `file:line:column: code: message`.
///
/// ```ignore
/// config_core::check_config!(Gateway, "config/gateway.yaml", "config/gateway.{environment}.yaml");
/// ```
///
/// The guide "Validation at compile time" says what is checked, what is left to run time, and what it costs.
#[proc_macro]
pub fn check_config(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    config_files::check(input.into()).into()
}

/// Checks files of the repository like [`check_config!`] and puts them into the program.
///
/// It takes the same arguments, for one set of files, and is an expression: a `config_core::Layer` for
/// `Loader::embedded`, also in a `const` or `static`. Values keep their places: `file:line:column` of the repository.
///
/// ```ignore
/// static DEFAULTS: config_core::Layer = config_core::embed_config!(Gateway, "config/gateway.yaml");
/// ```
#[proc_macro]
pub fn embed_config(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    config_files::embed(input.into()).into()
}

/// Runs a test once for each configuration of the repository, each as a test of its own, named after the file.
///
/// The paths are those of [`check_config!`]; of the options it takes `environment` and `crate`. The function takes the loaded
/// configuration, and as a second argument the path of its last file if it wants.
///
/// ```ignore
/// #[config_core::config_test(Gateway, "config/*.yaml")]
/// fn every_upstream_has_a_weight(gateway: Gateway) {
///     assert!(gateway.upstreams.iter().all(|upstream| upstream.weight > 0));
/// }
/// ```
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
