//! Attributes as the table has them.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::Ident;
use syn::spanned::Spanned as _;

use super::plain;
use crate::attr::{self, FieldAttributes};
use crate::literal::{self, Known};
use crate::names::Case;

/// A rule as the table has it.
pub(super) struct Rule {
    pub(super) tokens: TokenStream,
    /// The attribute.
    pub(super) span: Span,
    /// Whether it compares values, so that a default must be compared as well.
    pub(super) ordered: bool,
    /// Whether it holds an expression that only the compiler can work out.
    pub(super) computed: bool,
}

impl Rule {
    fn new(span: Span, tokens: TokenStream) -> Self {
        Self { tokens, span, ordered: false, computed: false }
    }
}

/// The rules of a field.
pub(super) fn rules(known: &Known, own: &FieldAttributes) -> Vec<Rule> {
    let mut rules = Vec::new();
    if let Some(range) = &own.range {
        let bound = |bound: &Option<syn::Expr>, exclusive: bool| match bound {
            Some(expression) => {
                let value = literal::tokens(expression).unwrap_or_else(|| match known.element() {
                    Known::Float { .. } => quote! { __::Literal::Float((#expression) as f64) },
                    _ => quote! { __::Literal::Integer((#expression) as i128) },
                });
                quote! { __::Some(__::Bound { value: #value, exclusive: #exclusive }) }
            }
            None => quote! { __::None },
        };
        let (low, high) = (bound(&range.low, false), bound(&range.high, range.high_exclusive));
        let tokens = quote! { __::Rule::Range { low: #low, high: #high } };
        let computed =
            [&range.low, &range.high].into_iter().flatten().any(|bound| literal::literal(bound).is_none());
        rules.push(Rule { tokens, span: range.span, ordered: true, computed });
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
        let tokens = quote! { __::Rule::Length { minimum: #minimum, maximum: #maximum } };
        rules.push(Rule::new(length.span, tokens));
    }
    if let Some(pattern) = &own.pattern {
        rules.push(Rule::new(pattern.span(), quote! { __::Rule::Pattern(#pattern) }));
    }
    if let Some(format) = &own.format {
        let name = format.value();
        if let Some(known) = attr::FORMATS.iter().find(|known| known.name == name) {
            let variant = Ident::new(known.variant, Span::call_site());
            let tokens = quote! { __::Rule::Format(__::TextFormat::#variant) };
            rules.push(Rule::new(format.span(), tokens));
        }
    }
    if let Some(must_exist) = &own.must_exist {
        let what = if must_exist.value() == "file" { quote!(File) } else { quote!(Directory) };
        let tokens = quote! { __::Rule::MustExist(__::Existing::#what) };
        rules.push(Rule::new(must_exist.span(), tokens));
    }
    for function in &own.validate {
        let text = function.to_token_stream().to_string().replace(' ', "");
        rules.push(Rule::new(function.span(), quote! { __::Rule::Function(#text) }));
    }
    rules
}

/// A field's attributes, one value each.
pub(super) fn settings(
    field: &syn::Field,
    known: &Known,
    own: &FieldAttributes,
    key: &str,
    literal_default: Option<&TokenStream>,
    expression: Option<&syn::Expr>,
) -> Vec<TokenStream> {
    let mut settings = Vec::new();
    let rust_name = field.ident.as_ref().map_or_else(|| "0".to_owned(), plain);
    if rust_name != key {
        settings.push(quote! { __::Setting::RustName(#rust_name) });
    }
    match (&own.default, expression, literal_default) {
        (_, _, Some(literal)) => settings.push(quote! { __::Setting::DefaultLiteral(#literal) }),
        (Some(_), None, None) => settings.push(quote! { __::Setting::DefaultValue(__::DefaultValue::Type) }),
        (Some(_), Some(expression), None) => {
            let text = crate::expression::text(expression);
            settings.push(quote! { __::Setting::DefaultValue(__::DefaultValue::Expression(#text)) });
        }
        (None, ..) => {}
    }
    let list = |name: &str, values: &[syn::LitStr]| {
        let name = Ident::new(name, Span::call_site());
        (!values.is_empty()).then(|| quote! { __::Setting::#name(&[#(#values),*]) })
    };
    settings.extend(list("Aliases", &own.alias));
    settings.extend(list("Env", &own.env));
    let rules: Vec<TokenStream> = rules(known, own).into_iter().map(|rule| rule.tokens).collect();
    if !rules.is_empty() {
        settings.push(quote! { __::Setting::Rules(&[#(#rules),*]) });
    }
    let variant = |value: &syn::LitStr| Ident::new(&Case::Pascal.apply(&value.value()), Span::call_site());
    if let Some(merge) = &own.merge {
        let merge = variant(merge);
        settings.push(quote! { __::Setting::Merge(__::Merge::#merge) });
    }
    if let Some(reload) = &own.reload {
        let reload = variant(reload);
        settings.push(quote! { __::Setting::Reload(__::Reload::#reload) });
    }
    for (name, value) in [("Key", &own.key), ("Unit", &own.unit), ("Since", &own.since)] {
        if let Some(value) = value {
            let name = Ident::new(name, Span::call_site());
            settings.push(quote! { __::Setting::#name(#value) });
        }
    }
    if let Some(attribute) = &own.deprecated {
        let deprecated = deprecated(attribute);
        settings.push(quote! { __::Setting::Deprecated(#deprecated) });
    }
    let examples: Vec<TokenStream> = own.example.iter().filter_map(literal::tokens).collect();
    if !examples.is_empty() {
        settings.push(quote! { __::Setting::Examples(&[#(#examples),*]) });
    }
    if let Some(condition) = &own.effective_when {
        let text = crate::expression::text(condition);
        settings.push(quote! { __::Setting::EffectiveWhen(#text) });
    }
    settings.extend(list("RequiredIn", &own.required_in));
    if own.flatten.is_some() {
        settings.push(quote! { __::Setting::Flatten(true) });
    }
    if own.allow_unknown.is_some() {
        settings.push(quote! { __::Setting::AllowUnknown(true) });
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
        settings.push(quote! { __::Setting::Transitions(&[#(#transitions),*]) });
    }
    settings
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
