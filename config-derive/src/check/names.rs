//! Names that two fields of one struct claim.

use std::collections::HashMap;

use proc_macro2::Span;

use super::plain;
use crate::attr::{FieldAttributes, TypeAttributes};
use crate::error::{Errors, suggestion};
use crate::model::Field;
use crate::names::variable_segment;

/// Keys, aliases and variables that two fields of one struct claim.
pub(super) fn duplicates(
    models: &[Field<'_>],
    attributes: &[FieldAttributes],
    types: &TypeAttributes,
    errors: &mut Errors,
) {
    let mut keys: HashMap<String, String> = HashMap::new();
    let mut variables: HashMap<String, String> = HashMap::new();
    let prefix = types.env_prefix.as_ref().map(|prefix| format!("{}_", prefix.value()));
    for (field, own) in models.iter().zip(attributes) {
        if own.skip.is_some() || own.flatten.is_some() {
            continue;
        }
        let rust = field.ident.map(plain).unwrap_or_default();
        let key_span = own.rename.as_ref().map_or(field.span, syn::LitStr::span);
        let names = std::iter::once((field.key.clone(), key_span))
            .chain(own.alias.iter().map(|alias| (alias.value(), alias.span())));
        for (name, span) in names {
            if let Some(owner) = keys.insert(name.clone(), rust.clone()) {
                let message = if owner == rust {
                    format!("the key \"{name}\" is already the field's own; remove it")
                } else {
                    format!("the key \"{name}\" already belongs to the field `{owner}`; rename one of them")
                };
                errors.at(span, message);
            } else {
                let variable = format!("{}{}", prefix.as_deref().unwrap_or("*_"), variable_segment(&name));
                claim(&mut variables, variable, &rust, span, errors);
            }
        }
        for name in &own.env {
            claim(&mut variables, name.value(), &rust, name.span(), errors);
        }
    }
}

/// Replacements of deprecated fields that begin with no key of this struct.
pub(super) fn replacements(models: &[Field<'_>], attributes: &[FieldAttributes], errors: &mut Errors) {
    // A flattened field brings keys that no token shows; the table's own check knows them.
    if attributes.iter().any(|own| own.flatten.is_some()) {
        return;
    }
    let keys: Vec<&str> = models.iter().map(|field| field.key.as_str()).collect();
    for (field, own) in models.iter().zip(attributes) {
        let Some(replacement) =
            own.deprecated.as_ref().and_then(|deprecated| deprecated.replacement.as_ref())
        else {
            continue;
        };
        let path = replacement.value();
        let first = path.split(['.', '[']).next().unwrap_or_default();
        if path == field.key {
            errors.on(replacement, "a field cannot replace itself");
        } else if !keys.contains(&first) {
            errors.on(
                replacement,
                format!(
                    "the replacement begins with \"{first}\", which is no key of this type; {}",
                    suggestion(first, &keys)
                ),
            );
        }
    }
}

fn claim(variables: &mut HashMap<String, String>, name: String, rust: &str, span: Span, errors: &mut Errors) {
    match variables.get(&name) {
        Some(owner) if owner == rust && !name.starts_with("*_") && !name.is_empty() => {
            errors.at(span, format!("the variable {name} is already the field's own; remove it"));
        }
        Some(owner) if owner != rust => {
            // Without a prefix the variable's name begins with that of the section around this one.
            let shown = name.replacen("*_", "…_", 1);
            errors.at(
                span,
                format!("the variable {shown} already belongs to the field `{owner}`; rename one of them"),
            );
        }
        Some(_) => {}
        None => {
            variables.insert(name, rust.to_owned());
        }
    }
}
