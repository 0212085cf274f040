//! Attributes of one field that exclude or need each other, and those that its type cannot have.

use proc_macro2::Span;
use syn::LitStr;
use syn::spanned::Spanned as _;

use crate::attr::FieldAttributes;
use crate::error::Errors;
use crate::literal::Known;

/// Checks the attributes of a field against each other and against what is known of its type.
pub(super) fn conflicts(known: &Known, own: &FieldAttributes, errors: &mut Errors) {
    ways(own, errors);
    if own.skip.is_some() {
        for (name, span) in present(own) {
            if !matches!(
                name,
                "skip" | "default" | "not_secret" | "serde" | "parse" | "recursive" | "flatten"
            ) {
                errors.at(span, format!("`{name}` has no meaning on a skipped field; remove it"));
            }
        }
        return;
    }
    flatten(known, own, errors);
    merge(known, own, errors);
    transitions(known, own, errors);
    if let Some(default) = &own.default
        && default.value.is_none()
        && let Some(required) = own.required_in.first()
    {
        errors.on(
            required,
            "`required_in` and a bare `default` exclude each other; give the default a value or drop it",
        );
    }
    if let Some(must_exist) = &own.must_exist
        && !matches!(known.element(), Known::Text | Known::Path | Known::Unknown)
    {
        errors.on(must_exist, "`must_exist` is for paths");
    }
    if let (Some(_), Some(not_secret)) = (own.secret, own.not_secret) {
        errors.at(not_secret, "`secret` and `not_secret` exclude each other");
    }
}

/// A field is read in one way.
fn ways(own: &FieldAttributes, errors: &mut Errors) {
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
}

fn flatten(known: &Known, own: &FieldAttributes, errors: &mut Errors) {
    let Some(flatten) = own.flatten else { return };
    if !matches!(known, Known::Map { .. } | Known::Unknown) {
        errors.at(flatten, "only a section or a map can be flattened");
    }
    for (name, span) in present(own) {
        if !matches!(
            name,
            "flatten" | "secret" | "not_secret" | "allow_unknown" | "serde" | "parse" | "recursive"
        ) {
            errors.at(
                span,
                format!(
                    "`{name}` has no meaning on a flattened field, which has no key of its own; remove it"
                ),
            );
        }
    }
}

fn merge(known: &Known, own: &FieldAttributes, errors: &mut Errors) {
    match (&own.merge, &own.key) {
        (Some(merge), None) if merge.value() == "keyed" => {
            errors.on(merge, "`merge = \"keyed\"` needs `key = \"…\"`, the field that identifies an element");
        }
        (Some(merge), Some(key)) if merge.value() != "keyed" => {
            errors.on(key, format!("`key` is for `merge = \"keyed\"`, not for \"{}\"", merge.value()));
        }
        (None, Some(key)) => errors.on(key, "`key` needs `merge = \"keyed\"`"),
        _ => {}
    }
    let Some(merge) = &own.merge else { return };
    let name = merge.value();
    match (name.as_str(), known) {
        (_, Known::Unknown) | ("append" | "keyed", Known::List { .. }) | ("deep", Known::Map { .. }) => {}
        ("append" | "keyed", _) => errors.on(merge, format!("`merge = \"{name}\"` is for lists")),
        ("deep", _) => errors.on(merge, "`merge = \"deep\"` is for sections and maps"),
        _ => {}
    }
}

/// What may not happen at a reload.
fn transitions(known: &Known, own: &FieldAttributes, errors: &mut Errors) {
    let step = own.max_step.as_ref().map(LitStr::span);
    for (name, span) in [("monotonic", own.monotonic), ("max_step", step)] {
        let Some(span) = span else { continue };
        // A list or a map is measured by the number of its elements.
        let counted = matches!(known, Known::List { .. } | Known::Map { .. });
        if !known.is_measure() && !known.is_unknown() && !counted {
            errors.at(span, format!("`{name}` is for numbers, durations, sizes and percentages"));
        }
        if own.immutable.is_some() {
            errors.at(span, format!("`immutable` already forbids every change; remove it, or `{name}`"));
        }
    }
    if let Some(step) = &own.max_step
        && config_format::unit::parse_percent(&step.value()).is_err()
    {
        errors.on(step, "`max_step` is a percentage, such as \"20%\"");
    }
}

/// The attributes that are given, with their places.
fn present(own: &FieldAttributes) -> Vec<(&'static str, Span)> {
    let text = |text: &Option<LitStr>| text.as_ref().map(LitStr::span);
    let first = |texts: &[LitStr]| texts.first().map(LitStr::span);
    [
        ("default", own.default.as_ref().map(|default| default.span)),
        ("env", first(&own.env)),
        ("rename", text(&own.rename)),
        ("alias", first(&own.alias)),
        ("range", own.range.as_ref().map(|range| range.span)),
        ("length", own.length.as_ref().map(|length| length.span)),
        ("pattern", text(&own.pattern)),
        ("format", text(&own.format)),
        ("validate", own.validate.first().map(syn::spanned::Spanned::span)),
        ("secret", own.secret),
        ("not_secret", own.not_secret),
        ("merge", text(&own.merge)),
        ("key", text(&own.key)),
        ("reload", text(&own.reload)),
        ("unit", text(&own.unit)),
        ("since", text(&own.since)),
        ("deprecated", own.deprecated.as_ref().map(|deprecated| deprecated.span)),
        ("example", own.example.first().map(|example| example.span())),
        ("effective_when", own.effective_when.as_ref().map(|condition| condition.span())),
        ("required_in", first(&own.required_in)),
        ("must_exist", text(&own.must_exist)),
        ("flatten", own.flatten),
        ("recursive", own.recursive),
        ("serde", own.serde),
        ("parse", own.parse),
        ("skip", own.skip),
        ("allow_unknown", own.allow_unknown),
        ("immutable", own.immutable),
        ("monotonic", own.monotonic),
        ("max_step", text(&own.max_step)),
    ]
    .into_iter()
    .filter_map(|(name, span)| span.map(|span| (name, span)))
    .collect()
}
