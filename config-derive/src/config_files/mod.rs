//! `check_config!`, `embed_config!` and `#[config_test]`: files of the repository at compile time.
//!
//! One way through: the arguments are parsed (`arguments`), become sets of files that are laid over each other
//! (`sets`), whose files are read with all that they extend (`files`) and written out as constants (`emit`), or as one
//! test for each set (`test`). What the files say about the type is checked by constants of the core; here, where no
//! table is known, only what is wrong with the arguments and with the files' own syntax is told.

mod arguments;
mod emit;
mod files;
mod sets;
mod test;

use proc_macro2::TokenStream;

use crate::error::Errors;

/// `check_config!(Type, "file", …)`.
pub(crate) fn check(input: TokenStream) -> TokenStream {
    expand(input, "check_config!(Gateway, \"config/gateway.yaml\")", false)
}

/// `embed_config!(Type, "file", …)`.
pub(crate) fn embed(input: TokenStream) -> TokenStream {
    expand(input, "embed_config!(Gateway, \"config/gateway.yaml\")", true)
}

fn expand(input: TokenStream, form: &str, embed: bool) -> TokenStream {
    let mut errors = Errors::default();
    let Some(arguments) = arguments::parse(input, form, &mut errors) else {
        return failure(errors, embed);
    };
    let sets = sets::find(&arguments, &mut errors);
    if let (true, [_, second, ..]) = (embed, sets.as_slice()) {
        errors.at(second.span, "embed_config! needs one set of files: name each file, and give `environment` where a path has {environment}");
    }
    let read: Vec<emit::Checked> = sets.iter().filter_map(|set| files::read(set, &mut errors)).collect();
    if errors.is_empty() {
        if embed { emit::embedded(&arguments, &read) } else { emit::checks(&arguments, &read) }
    } else {
        failure(errors, embed)
    }
}

/// The mistakes; for an expression with a value that never comes to be, so that nothing else is told.
fn failure(errors: Errors, expression: bool) -> TokenStream {
    let error = errors.take().map(syn::Error::into_compile_error);
    if expression {
        quote::quote! { { #error } }
    } else {
        quote::quote! { #error }
    }
}

/// `#[config_test(Type, "file", …)]`.
pub(crate) fn config_test(attribute: TokenStream, item: TokenStream) -> TokenStream {
    test::expand(attribute, item)
}
