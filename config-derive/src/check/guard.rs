//! The checks that the compiler makes where the tokens of a type do not tell: constants that call the core's functions,
//! each with the span of what it checks.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned as _;

use super::settings::{Rule, is_computed, rules};
use crate::attr::FieldAttributes;
use crate::literal::{self, Known};

/// The constants for one field; nothing where all is known.
pub(super) fn guards(ty: &Type, known: &Known, own: &FieldAttributes) -> TokenStream {
    let kind = || quote_spanned! { ty.span()=> <#ty as __::ConfigValue>::KIND };
    let mut guards = TokenStream::new();
    let mut guard = |span: Span, call: TokenStream| {
        guards.extend(quote_spanned! { span=> const _: () = #call; });
    };
    if let Some(span) = own.flatten
        && known.is_unknown()
    {
        let kind = kind();
        guard(span, quote_spanned! { span=> __::check_flatten(&#kind) });
    }
    if let Some(key) = &own.key {
        let kind = kind();
        guard(key.span(), quote_spanned! { key.span()=> __::check_key(&#kind, #key) });
    }
    if let Some(default) = &own.default
        && default.value.is_none()
        && !has_default(known)
    {
        let kind = kind();
        let has_default = quote! { __::has_default!(#ty) };
        guard(default.span, quote_spanned! { default.span=> __::check_type_default(&#kind, #has_default) });
    }
    // A bound that is a constant of the user's is known to the compiler alone.
    if known.is_whole() && !own.range.as_ref().is_some_and(is_computed) {
        return guards;
    }
    let (kind, rules) = (kind(), rules(known, own));
    let of_type = rules.iter().filter(|rule| rule.of_type).map(|rule| &rule.tokens);
    let of_type = quote! { &[#(#of_type),*] };
    let default = own.default.as_ref().and_then(|default| default.value.as_ref());
    let literals = default.into_iter().map(|value| (value, "check_default"));
    let examples = own.example.iter().map(|example| (example, "check_example"));
    for (value, check) in literals.chain(examples) {
        if let Some(tokens) = literal::tokens(value) {
            let span = value.span();
            // The compiler marks the whole call, so each part of it that counts lies at the literal.
            let check = Ident::new(check, span);
            guard(span, quote_spanned! { span=> __::#check(&#kind, &#tokens, #of_type) });
        }
    }
    for Rule { span, tokens, .. } in &rules {
        guard(*span, quote_spanned! { *span=> __::check_rule(&#kind, &#tokens) });
    }
    guards
}

/// Whether a type is known to have a `Default`.
fn has_default(known: &Known) -> bool {
    match known {
        Known::Integer { minimum, .. } => *minimum != 1,
        Known::Address(_) | Known::Unknown => false,
        Known::List { length, .. } => length.is_none(),
        _ => true,
    }
}
