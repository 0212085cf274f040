//! Attributes as calls of the table's setters.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::Ident;

use super::plain;
use crate::attr::{self, FieldAttributes};
use crate::literal;
use crate::names::Case;

pub(super) fn rules(own: &FieldAttributes) -> Vec<TokenStream> {
    let mut rules = Vec::new();
    if let Some(range) = &own.range {
        let bound = |bound: &Option<syn::Expr>, exclusive: bool| match bound {
            Some(expression) => {
                let value = literal::tokens(expression)
                    .unwrap_or_else(|| quote! { __::Literal::Integer((#expression) as i128) });
                quote! { __::Some(__::Bound { value: #value, exclusive: #exclusive }) }
            }
            None => quote! { __::None },
        };
        let (low, high) = (bound(&range.low, false), bound(&range.high, range.high_exclusive));
        rules.push(quote! { __::Rule::Range { low: #low, high: #high } });
    }
    if let Some(length) = &own.length {
        let limit = |limit: Option<u64>| match limit {
            Some(limit) => {
                let limit = proc_macro2::Literal::u64_unsuffixed(limit);
                quote! { __::Some(#limit) }
            }
            None => quote! { __::None },
        };
        let (minimum, maximum) = (limit(length.minimum), limit(length.maximum));
        rules.push(quote! { __::Rule::Length { minimum: #minimum, maximum: #maximum } });
    }
    if let Some(pattern) = &own.pattern {
        rules.push(quote! { __::Rule::Pattern(#pattern) });
    }
    if let Some(format) = &own.format {
        let name = format.value();
        let variant = attr::FORMATS.iter().find(|(known, _)| *known == name).map(|(_, variant)| variant);
        if let Some(variant) = variant {
            let variant = Ident::new(variant, format.span());
            rules.push(quote! { __::Rule::Format(__::TextFormat::#variant) });
        }
    }
    if let Some(must_exist) = &own.must_exist {
        let what = if must_exist.value() == "file" { quote!(File) } else { quote!(Directory) };
        rules.push(quote! { __::Rule::MustExist(__::Existing::#what) });
    }
    for function in &own.validate {
        let text = function.to_token_stream().to_string().replace(' ', "");
        rules.push(quote! { __::Rule::Function(#text) });
    }
    rules
}

/// The calls that put a field's attributes into the table.
pub(super) fn setters(
    field: &syn::Field,
    own: &FieldAttributes,
    key: &str,
    literal_default: Option<&TokenStream>,
    expression: Option<&syn::Expr>,
) -> Vec<TokenStream> {
    let mut setters = Vec::new();
    let rust_name = field.ident.as_ref().map_or_else(|| "0".to_owned(), plain);
    if rust_name != key {
        setters.push(quote! { .rust_name(#rust_name) });
    }
    match (&own.default, expression, literal_default) {
        (_, _, Some(literal)) => setters.push(quote! { .default(#literal) }),
        (Some(_), None, None) => setters.push(quote! { .default_value(__::DefaultValue::Type) }),
        (Some(_), Some(expression), None) => {
            let text = crate::expression::text(expression);
            setters.push(quote! { .default_value(__::DefaultValue::Expression(#text)) });
        }
        (None, ..) => {}
    }
    let list = |name: &str, values: &[syn::LitStr]| {
        let name = Ident::new(name, Span::call_site());
        (!values.is_empty()).then(|| quote! { .#name(&[#(#values),*]) })
    };
    setters.extend(list("aliases", &own.alias));
    setters.extend(list("env", &own.env));
    let rules = rules(own);
    if !rules.is_empty() {
        setters.push(quote! { .rules(&[#(#rules),*]) });
    }
    let variant = |value: &syn::LitStr| Ident::new(&Case::Pascal.apply(&value.value()), Span::call_site());
    if let Some(merge) = &own.merge {
        let merge = variant(merge);
        setters.push(quote! { .merge(__::Merge::#merge) });
    }
    if let Some(reload) = &own.reload {
        let reload = variant(reload);
        setters.push(quote! { .reload(__::Reload::#reload) });
    }
    for (name, value) in [("key", &own.key), ("unit", &own.unit), ("since", &own.since)] {
        if let Some(value) = value {
            let name = Ident::new(name, Span::call_site());
            setters.push(quote! { .#name(#value) });
        }
    }
    if let Some(attribute) = &own.deprecated {
        let deprecated = deprecated(attribute);
        setters.push(quote! { .deprecated(#deprecated) });
    }
    let examples: Vec<TokenStream> = own.example.iter().filter_map(literal::tokens).collect();
    if !examples.is_empty() {
        setters.push(quote! { .examples(&[#(#examples),*]) });
    }
    if let Some(condition) = &own.effective_when {
        let text = crate::expression::text(condition);
        setters.push(quote! { .effective_when(#text) });
    }
    setters.extend(list("required_in", &own.required_in));
    if own.flatten.is_some() {
        setters.push(quote! { .flatten(true) });
    }
    if own.allow_unknown.is_some() {
        setters.push(quote! { .allow_unknown(true) });
    }
    let mut transitions = Vec::new();
    if own.immutable.is_some() {
        transitions.push(quote! { __::Transition::Immutable });
    }
    if own.monotonic.is_some() {
        transitions.push(quote! { __::Transition::Monotonic });
    }
    if let Some(step) = &own.max_step {
        transitions.push(quote! { __::Transition::MaximumStep(#step) });
    }
    if !transitions.is_empty() {
        setters.push(quote! { .transitions(&[#(#transitions),*]) });
    }
    setters
}

pub(super) fn deprecated(attribute: &attr::DeprecatedAttribute) -> TokenStream {
    let text = |text: &Option<syn::LitStr>| text.as_ref().map(syn::LitStr::value).unwrap_or_default();
    let (since, note) = (text(&attribute.since), text(&attribute.note));
    let replacement = match &attribute.replacement {
        Some(replacement) => quote! { __::Some(#replacement) },
        None => quote! { __::None },
    };
    quote! { __::Deprecated { since: #since, note: #note, replacement: #replacement } }
}
