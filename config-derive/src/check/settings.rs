//! Attributes as the table has them.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::Ident;
use syn::spanned::Spanned as _;

use super::plain;
use crate::attr::{self, FieldAttributes, LengthAttribute, RangeAttribute};
use crate::literal::{self, Known, Value};
use crate::names::Case;

/// A rule as the core's functions take it.
pub(super) struct Rule {
    pub(super) tokens: TokenStream,
    /// The attribute.
    pub(super) span: Span,
    /// Whether what it says of a literal depends on the type, so that literals must be held against it as well.
    pub(super) of_type: bool,
}

/// The rules of a field.
pub(super) fn rules(known: &Known, own: &FieldAttributes) -> Vec<Rule> {
    let mut rules = Vec::new();
    if let Some(attribute) = &own.range {
        rules.push(Rule { tokens: range(known, attribute), span: attribute.span, of_type: true });
    }
    if let Some(attribute) = &own.length {
        rules.push(Rule { tokens: length(attribute), span: attribute.span, of_type: known.is_unknown() });
    }
    rules.extend(others(own).map(|(span, tokens)| Rule { tokens, span, of_type: false }));
    rules
}

/// Whether a range has a bound that only the compiler can work out.
pub(super) fn is_computed(range: &RangeAttribute) -> bool {
    [&range.low, &range.high].into_iter().flatten().any(|bound| literal::literal(bound).is_none())
}

fn range(known: &Known, range: &RangeAttribute) -> TokenStream {
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
    quote! { __::Rule::Range { low: #low, high: #high } }
}

fn length(length: &LengthAttribute) -> TokenStream {
    let limit = |limit: Option<u64>| match limit {
        Some(limit) => {
            let limit = proc_macro2::Literal::u64_unsuffixed(limit);
            quote! { __::Some(#limit) }
        }
        None => quote! { __::None },
    };
    let (minimum, maximum) = (limit(length.minimum), limit(length.maximum));
    quote! { __::Rule::Length { minimum: #minimum, maximum: #maximum } }
}

/// The rules that are no limits.
fn others(own: &FieldAttributes) -> impl Iterator<Item = (Span, TokenStream)> {
    let pattern = own.pattern.iter().map(|pattern| (pattern.span(), quote! { __::Rule::Pattern(#pattern) }));
    let format = own.format.iter().filter_map(|format| {
        let name = format.value();
        let known = attr::FORMATS.iter().find(|known| known.name == name)?;
        let variant = Ident::new(known.variant, Span::call_site());
        Some((format.span(), quote! { __::Rule::Format(__::TextFormat::#variant) }))
    });
    let must_exist = own.must_exist.iter().map(|must_exist| {
        let what = if must_exist.value() == "file" { quote!(File) } else { quote!(Directory) };
        (must_exist.span(), quote! { __::Rule::MustExist(__::Existing::#what) })
    });
    let functions = own.validate.iter().map(|function| {
        let text = function.to_token_stream().to_string().replace(' ', "");
        (function.span(), quote! { __::Rule::Function(#text) })
    });
    pattern.chain(format).chain(must_exist).chain(functions)
}

/// The rules as the table has them: common ones in a form that costs the compiler little.
fn rule_settings(known: &Known, own: &FieldAttributes) -> Vec<TokenStream> {
    let mut settings = Vec::new();
    if let Some(attribute) = &own.range {
        settings.push(plain_range(attribute).unwrap_or_else(|| {
            let rule = range(known, attribute);
            quote! { __::Setting::Rule(#rule), }
        }));
    }
    if let Some(attribute) = &own.length {
        let limit = |limit: Option<u64>| limit.map(proc_macro2::Literal::u64_unsuffixed);
        let limits = limits("Lengths", limit(attribute.minimum), limit(attribute.maximum));
        settings.extend(limits);
    }
    settings.extend(others(own).map(|(_, rule)| quote! { __::Setting::Rule(#rule), }));
    settings
}

/// A range of literals of one sort whose bounds are included.
fn plain_range(range: &RangeAttribute) -> Option<TokenStream> {
    let mut name = None;
    let mut bound = |bound: &Option<syn::Expr>| -> Option<Option<proc_macro2::Literal>> {
        let Some(expression) = bound else { return Some(None) };
        let (sort, value) = match literal::literal(expression)?.value {
            Value::Integer(value) => ("Integers", proc_macro2::Literal::i128_unsuffixed(value)),
            Value::Float(value) => ("Floats", proc_macro2::Literal::f64_unsuffixed(value)),
            Value::Text(value) => ("Measures", proc_macro2::Literal::string(&value)),
            _ => return None,
        };
        (*name.get_or_insert(sort) == sort).then_some(Some(value))
    };
    let (low, high) = (bound(&range.low)?, bound(&range.high)?);
    if range.high_exclusive && high.is_some() {
        return None;
    }
    limits(name?, low, high)
}

/// The setting of a lower limit, an upper one, or both.
fn limits(
    name: &str,
    low: Option<proc_macro2::Literal>,
    high: Option<proc_macro2::Literal>,
) -> Option<TokenStream> {
    let named = |end: &str| Ident::new(&format!("{name}{end}"), Span::call_site());
    Some(match (low, high) {
        (Some(low), Some(high)) => {
            let name = named("");
            quote! { __::Setting::#name(#low, #high), }
        }
        (Some(low), None) => {
            let name = named("From");
            quote! { __::Setting::#name(#low), }
        }
        (None, Some(high)) => {
            let name = named("To");
            quote! { __::Setting::#name(#high), }
        }
        (None, None) => return None,
    })
}

/// A field's attributes, one value each with a comma behind it, and how many of them are rules.
pub(super) fn settings(
    field: &syn::Field,
    known: &Known,
    own: &FieldAttributes,
    key: &str,
    literal_default: Option<&Value<'_>>,
    expression: Option<&syn::Expr>,
) -> (Vec<TokenStream>, usize) {
    let mut settings = Vec::new();
    let rust_name = field.ident.as_ref().map_or_else(|| "0".to_owned(), plain);
    if rust_name != key {
        settings.push(quote! { __::Setting::RustName(#rust_name), });
    }
    match (&own.default, expression, literal_default) {
        (_, _, Some(literal)) => settings.push(literal.default_setting()),
        (Some(_), None, None) => settings.push(quote! { __::Setting::DefaultValue(__::DefaultValue::Type), }),
        (Some(_), Some(expression), None) => {
            let text = crate::expression::text(expression);
            settings.push(quote! { __::Setting::DefaultValue(__::DefaultValue::Expression(#text)), });
        }
        (None, ..) => {}
    }
    let list = |name: &str, values: &[syn::LitStr]| {
        (!values.is_empty()).then(|| {
            let name = Ident::new(name, Span::call_site());
            quote! { __::Setting::#name(&[#(#values),*]), }
        })
    };
    settings.extend(list("Aliases", &own.alias));
    settings.extend(list("Env", &own.env));
    let rules = rule_settings(known, own);
    let count = rules.len();
    settings.extend(rules);
    let variant = |value: &syn::LitStr| Ident::new(&Case::Pascal.apply(&value.value()), Span::call_site());
    if let Some(merge) = &own.merge {
        let merge = variant(merge);
        settings.push(quote! { __::Setting::Merge(__::Merge::#merge), });
    }
    if let Some(reload) = &own.reload {
        let reload = variant(reload);
        settings.push(quote! { __::Setting::Reload(__::Reload::#reload), });
    }
    for (name, value) in [("Key", &own.key), ("Unit", &own.unit), ("Since", &own.since)] {
        if let Some(value) = value {
            let name = Ident::new(name, Span::call_site());
            settings.push(quote! { __::Setting::#name(#value), });
        }
    }
    if let Some(attribute) = &own.deprecated {
        let deprecated = deprecated(attribute);
        settings.push(quote! { __::Setting::Deprecated(#deprecated), });
    }
    let examples: Vec<TokenStream> = own.example.iter().filter_map(literal::tokens).collect();
    if !examples.is_empty() {
        settings.push(quote! { __::Setting::Examples(&[#(#examples),*]), });
    }
    if let Some(condition) = &own.effective_when {
        let text = crate::expression::text(condition);
        settings.push(quote! { __::Setting::EffectiveWhen(#text), });
    }
    settings.extend(list("RequiredIn", &own.required_in));
    if own.flatten.is_some() {
        settings.push(quote! { __::Setting::Flatten, });
    }
    if own.allow_unknown.is_some() {
        settings.push(quote! { __::Setting::AllowUnknown, });
    }
    settings.extend(transitions(own));
    (settings, count)
}

fn transitions(own: &FieldAttributes) -> Option<TokenStream> {
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
    (!transitions.is_empty()).then(|| quote! { __::Setting::Transitions(&[#(#transitions),*]), })
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
