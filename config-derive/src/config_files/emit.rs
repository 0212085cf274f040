//! Files as constants, and the checks of them. Nothing here can fail.

use std::path::PathBuf;

use config_format::packed::pack;
use config_format::{Format, Tree};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::arguments::Arguments;

/// A set of files, read.
pub(crate) struct Checked {
    pub(crate) environment: Option<String>,
    /// In the order of their layers.
    pub(crate) files: Vec<File>,
    pub(crate) span: Span,
}

/// One file of the repository.
pub(crate) struct File {
    /// Relative to the crate.
    pub(crate) path: String,
    pub(crate) absolute: PathBuf,
    pub(crate) tree: Tree,
}

/// The check of all sets, with one message for them all.
pub(crate) fn checks(arguments: &Arguments, sets: &[Checked]) -> TokenStream {
    let (ty, core) = (&arguments.ty, &arguments.core);
    let partial = arguments.partial;
    let deny = arguments.deny_deprecated;
    let watches = by_path(sets).into_iter().map(|Occurrences { absolute, .. }| {
        // The compiler notes the file as one that the crate is made from.
        quote! { const _: &[__::u8] = __::include_bytes!(#absolute); }
    });
    let each = sets.iter().map(|set| {
        let environment = match &set.environment {
            Some(name) => quote! { __::Some(#name) },
            None => quote! { __::None },
        };
        let trees = set.files.iter().map(tree);
        let room = Literal::usize_unsuffixed(room(&set.files));
        quote! {
            {
                const TREES: &[__::Tree<'static>] = &[#(#trees),*];
                const OPTIONS: __::Options<'static> =
                    __::Options { environment: #environment, partial: #partial };
                // A very large file takes more steps than the compiler allows a constant by itself, but it does end.
                #[allow(long_running_const_eval, reason = "the work is bounded by the size of the files")]
                const FINDINGS: __::Findings = __::check::<#room>(SCHEMA, TREES, OPTIONS);
                __::Checked { trees: TREES, findings: &FINDINGS }
            }
        }
    });
    let warnings = if deny { TokenStream::new() } else { warnings(sets) };
    quote! {
        const _: () = {
            use #core::__private as __;
            #(#watches)*
            const SCHEMA: &__::Schema = <#ty as __::ServiceConfig>::SCHEMA;
            const CHECKED: &[__::Checked<'static>] = &[#(#each),*];
            const MESSAGE: __::Message = __::message(SCHEMA.name, CHECKED, #deny);
            const _: () = if let __::Some(text) = MESSAGE.text() { __::panic!("{}", text) };
            #warnings
        };
    }
}

/// The check, and the files themselves as a layer.
pub(crate) fn embedded(arguments: &Arguments, sets: &[Checked]) -> TokenStream {
    let core = &arguments.core;
    let check = checks(arguments, sets);
    let files = sets.iter().flat_map(|set| &set.files).map(|file| {
        let (path, text) = (&file.path, file.tree.source());
        quote! { __::EmbeddedFile { path: #path, text: #text } }
    });
    quote! {
        {
            use #core::__private as __;
            #check
            const FILES: &[__::EmbeddedFile] = &[#(#files),*];
            __::Layer::new(FILES)
        }
    }
}

/// One file of any number of sets.
struct Occurrences<'f> {
    path: &'f str,
    absolute: String,
    /// Its places: the set, and the file in it.
    places: Vec<(usize, usize)>,
}

/// Each file of any set once.
fn by_path(sets: &[Checked]) -> Vec<Occurrences<'_>> {
    let mut files: Vec<Occurrences<'_>> = Vec::new();
    for (set, checked) in sets.iter().enumerate() {
        for (place, file) in checked.files.iter().enumerate() {
            match files.iter_mut().find(|known| known.path == file.path) {
                Some(known) => known.places.push((set, place)),
                None => files.push(Occurrences {
                    path: &file.path,
                    absolute: file.absolute.display().to_string(),
                    places: vec![(set, place)],
                }),
            }
        }
    }
    files
}

/// How many nodes may be listed anew where files meet. One file alone meets none.
fn room(files: &[File]) -> usize {
    match files {
        [file] if file.tree.format() != Format::Ini => 0,
        files => files.iter().map(|file| file.tree.nodes().len()).sum(),
    }
}

fn tree(file: &File) -> TokenStream {
    let (words, texts) = pack(&file.tree);
    let words = words.into_iter().map(Literal::u128_unsuffixed);
    let path = &file.path;
    let format = match file.tree.format() {
        Format::Yaml => "Yaml",
        Format::Toml => "Toml",
        Format::Json => "Json",
        Format::Jsonc => "Jsonc",
        Format::Ini => "Ini",
        _ => "Text",
    };
    let format = Ident::new(format, Span::call_site());
    let references = file.tree.nodes().hold_reference();
    quote! { __::Tree::new(#path, &[#(#words),*], #texts, __::Format::#format, #references) }
}

/// A constant cannot make a warning, but it can choose between an item that is deprecated and one that is not.
fn warnings(sets: &[Checked]) -> TokenStream {
    let span = sets.first().map_or_else(Span::call_site, |set| set.span);
    by_path(sets)
        .into_iter()
        .map(|Occurrences { path, places, .. }| {
            let warns = places.iter().map(|(set, place)| {
                let (set, place) = (Literal::usize_unsuffixed(*set), Literal::u32_unsuffixed(*place as u32));
                quote! { CHECKED[#set].findings.warns(#place) }
            });
            let note = format!(
                "{path} has findings that are warnings, such as deprecated keys; add `deprecated = \"error\"` to the macro to see each"
            );
            quote_spanned! { span=>
                const _: () = {
                    #[allow(dead_code, reason = "one of the two is never used")]
                    struct Warned<const WARNED: __::bool>;
                    #[allow(dead_code, reason = "one of the two is never used")]
                    impl Warned<true> {
                        #[deprecated(note = #note)]
                        const FILE: () = ();
                    }
                    #[allow(dead_code, reason = "one of the two is never used")]
                    impl Warned<false> {
                        const FILE: () = ();
                    }
                    Warned::<{ #(#warns)||* }>::FILE
                };
            }
        })
        .collect()
}
