//! Attributes of one field that exclude or need each other.

use proc_macro2::Span;

use crate::attr::FieldAttributes;
use crate::error::Errors;
use crate::literal;

/// Attributes of one field that exclude or need each other.
pub(super) fn conflicts(field: &syn::Field, own: &FieldAttributes, errors: &mut Errors) {
    let ways = [
        ("serde", own.serde),
        ("parse", own.parse),
        ("recursive", own.recursive),
        ("skip", own.skip),
        ("flatten", own.flatten),
    ];
    let given: Vec<_> = ways.iter().filter_map(|(name, span)| span.map(|span| (*name, span))).collect();
    if let [(first, _), rest @ ..] = given.as_slice() {
        for (name, span) in rest {
            errors.at(*span, format!("`{name}` and `{first}` exclude each other"));
        }
    }
    if own.skip.is_some() {
        for (name, span) in present(own) {
            if !matches!(name, "skip" | "default" | "serde" | "parse" | "recursive" | "flatten") {
                errors.at(span, format!("`{name}` has no meaning on a skipped field"));
            }
        }
    }
    if own.flatten.is_some() {
        if matches!(
            literal::known(&field.ty),
            literal::Known::Integer { .. }
                | literal::Known::Float
                | literal::Known::Boolean
                | literal::Known::Text
                | literal::Known::List
                | literal::Known::Duration
                | literal::Known::ByteSize
        ) {
            errors
                .at(own.flatten.unwrap_or_else(Span::call_site), "only a section or a map can be flattened");
        }
        for (name, span) in present(own) {
            if matches!(name, "rename" | "alias" | "env" | "default" | "merge") {
                errors.at(
                    span,
                    format!("`{name}` has no meaning on a flattened field, which has no key of its own"),
                );
            }
        }
    }
    match (&own.merge, &own.key) {
        (Some(merge), None) if merge.value() == "keyed" => {
            errors.at(
                merge.span(),
                "`merge = \"keyed\"` needs `key = \"…\"`, the field that identifies an element",
            );
        }
        (Some(merge), Some(key)) if merge.value() != "keyed" => {
            errors.at(key.span(), format!("`key` is for `merge = \"keyed\"`, not for \"{}\"", merge.value()));
        }
        (None, Some(key)) => errors.at(key.span(), "`key` needs `merge = \"keyed\"`"),
        _ => {}
    }
    if let Some(merge) = &own.merge
        && matches!(merge.value().as_str(), "append" | "keyed")
        && matches!(
            literal::known(&field.ty),
            literal::Known::Integer { .. }
                | literal::Known::Float
                | literal::Known::Boolean
                | literal::Known::Text
                | literal::Known::Map
                | literal::Known::Duration
                | literal::Known::ByteSize
        )
    {
        errors.at(merge.span(), format!("`merge = \"{}\"` is for lists", merge.value()));
    }
    if let (Some(_), Some(required)) = (&own.default, own.required_in.first()) {
        let literal = own.default.as_ref().is_some_and(|default| default.value.is_none());
        if literal {
            errors.at(
                required.span(),
                "`required_in` and a bare `default` exclude each other; give the default a value or drop it",
            );
        }
    }
    if let Some(must_exist) = &own.must_exist
        && matches!(
            literal::known(&field.ty),
            literal::Known::Integer { .. }
                | literal::Known::Float
                | literal::Known::Boolean
                | literal::Known::Duration
                | literal::Known::ByteSize
        )
    {
        errors.at(must_exist.span(), "`must_exist` is for paths");
    }
    if let (Some(secret), Some(not_secret)) = (own.secret, own.not_secret) {
        let _ = secret;
        errors.at(not_secret, "`secret` and `not_secret` exclude each other");
    }
    if let (Some(step), true) =
        (&own.max_step, matches!(literal::known(&field.ty), literal::Known::Text | literal::Known::Boolean))
    {
        errors.at(step.span(), "`max_step` is for numbers, durations and sizes");
    }
    if let Some(step) = &own.max_step
        && config_format::unit::parse_percent(&step.value()).is_err()
    {
        errors.at(step.span(), "`max_step` is a percentage, such as \"20%\"");
    }
}

/// The attributes that are given, with their places.
fn present(own: &FieldAttributes) -> Vec<(&'static str, Span)> {
    let text = |text: &Option<syn::LitStr>| text.as_ref().map(syn::LitStr::span);
    [
        ("default", own.default.as_ref().map(|default| default.span)),
        ("env", own.env.first().map(syn::LitStr::span)),
        ("rename", text(&own.rename)),
        ("alias", own.alias.first().map(syn::LitStr::span)),
        ("range", own.range.as_ref().map(|range| range.span)),
        ("length", own.length.as_ref().map(|length| length.span)),
        ("pattern", text(&own.pattern)),
        ("format", text(&own.format)),
        ("validate", own.validate.first().map(syn::spanned::Spanned::span)),
        ("secret", own.secret),
        ("merge", text(&own.merge)),
        ("key", text(&own.key)),
        ("reload", text(&own.reload)),
        ("unit", text(&own.unit)),
        ("example", own.example.first().map(syn::spanned::Spanned::span)),
        ("required_in", own.required_in.first().map(syn::LitStr::span)),
        ("must_exist", text(&own.must_exist)),
    ]
    .into_iter()
    .filter_map(|(name, span)| span.map(|span| (name, span)))
    .collect()
}
