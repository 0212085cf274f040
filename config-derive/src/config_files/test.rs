//! `#[config_test]`: a function becomes one test for each configuration of the repository.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Ident, ItemFn, ReturnType};

use super::arguments::{self, Arguments};
use super::sets::{self, Set};
use crate::error::Errors;

const FORM: &str = "#[config_test(Gateway, \"config/*.yaml\")]";

pub(crate) fn expand(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let function = match syn::parse2::<ItemFn>(item.clone()) {
        Ok(function) => Some(function),
        Err(error) => {
            errors.at(
                error.span(),
                format!("config_test stands on a function: {FORM} fn holds(config: Gateway)"),
            );
            None
        }
    };
    let arguments = arguments::parse(attribute, FORM, &mut errors);
    if let Some(function) = &function {
        check_signature(function, &mut errors);
    }
    if let Some(arguments) = &arguments {
        if arguments.partial || arguments.deny_deprecated {
            errors.at(
                Span::call_site(),
                "a test loads whole configurations: it takes `environment` and `crate` alone",
            );
        }
        let sets = sets::find(arguments, &mut errors);
        if let (Some(function), true) = (&function, errors.is_empty()) {
            return tests(arguments, function, &sets);
        }
    }
    let error = errors.take().map(syn::Error::into_compile_error);
    quote! { #error }
}

fn check_signature(function: &ItemFn, errors: &mut Errors) {
    let signature = &function.sig;
    if !(1..=2).contains(&signature.inputs.len()) {
        errors.at(
            signature.ident.span(),
            "the function takes the configuration, and its path if it wants: (config: Gateway) or (config: Gateway, path: &str)",
        );
    }
    if let Some(token) = &signature.asyncness {
        errors.at(token.span, "the function is called by a plain test and cannot be async");
    }
    if !signature.generics.params.is_empty() {
        errors.at(signature.ident.span(), "the function cannot be generic: the type stands in the attribute");
    }
    for attribute in &function.attrs {
        if attribute.path().is_ident("test") {
            errors.at(
                attribute.path().get_ident().map_or(Span::call_site(), Ident::span),
                "config_test makes the tests itself; remove this",
            );
        }
    }
}

fn tests(arguments: &Arguments, function: &ItemFn, sets: &[Set]) -> TokenStream {
    let (ty, core) = (&arguments.ty, &arguments.core);
    let name = &function.sig.ident;
    let output = &function.sig.output;
    let run = format_ident!("__{}", name);
    let directory = sets::directory().display().to_string();
    // What says how a test is run belongs to the tests; all else to the function.
    let (of_tests, of_function): (Vec<_>, Vec<_>) = function.attrs.iter().partition(|attribute| {
        attribute.path().is_ident("ignore") || attribute.path().is_ident("should_panic")
    });
    let mut function = function.clone();
    function.attrs = of_function.into_iter().cloned().collect();
    let path = (function.sig.inputs.len() == 2).then(|| quote! { , files[files.len() - 1] });
    let returns = match output {
        ReturnType::Default => TokenStream::new(),
        ReturnType::Type(..) => quote! { -> impl __::Termination },
    };
    let mut taken: Vec<String> = Vec::new();
    let tests = sets.iter().map(|set| {
        let test = Ident::new(&test_name(&set.name, &mut taken), set.span);
        let environment = match &set.environment {
            Some(name) => quote! { __::Some(#name) },
            None => quote! { __::None },
        };
        let files = set.files.iter().map(|(path, _)| path);
        quote! {
            #(#of_tests)*
            #[__::test]
            fn #test() #returns {
                super::#run(#environment, &[#(#files),*])
            }
        }
    });
    quote! {
        #[cfg(test)]
        #function
        #[cfg(test)]
        #[doc(hidden)]
        fn #run(
            environment: #core::__private::Option<&#core::__private::str>,
            files: &[&#core::__private::str],
        ) #output {
            let config = #core::__private::load_committed::<#ty>(#directory, environment, files);
            #name(config #path)
        }
        #[cfg(test)]
        mod #name {
            #[allow(unused_imports, reason = "not every test names an environment or returns something")]
            use #core::__private as __;
            #(#tests)*
        }
    }
}

/// A file's name without its ending, as a name of Rust: `config/gateway.production.yaml` gives `gateway_production`.
fn test_name(path: &str, taken: &mut Vec<String>) -> String {
    let named = |text: &str| -> String {
        let plain: String = text
            .chars()
            .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' })
            .collect();
        let mut name = plain.split('_').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_");
        if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
            name.insert_str(0, "file_");
        }
        if syn::parse_str::<Ident>(&name).is_err() {
            name.push_str("_file");
        }
        name
    };
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut name = named(stem);
    if taken.contains(&name) {
        name = named(path);
    }
    let mut number = 2;
    while taken.contains(&name) {
        name = format!("{}_{number}", named(path));
        number += 1;
    }
    taken.push(name.clone());
    name
}
