//! What the table says about a field, in words.

use crate::schema::{Field, Kind, Reload, Rule};

/// The type in one or two words: `duration`, `list of text`.
pub(super) fn type_name(kind: &Kind) -> String {
    match kind {
        Kind::Boolean => "boolean".into(),
        Kind::Integer { name, .. } => (*name).into(),
        Kind::Float => "number".into(),
        Kind::Character => "character".into(),
        Kind::String => "text".into(),
        Kind::Path => "path".into(),
        Kind::Duration => "duration".into(),
        Kind::ByteSize => "size".into(),
        Kind::Percent => "percentage".into(),
        Kind::Parsed { name, .. } => {
            let name = name.strip_prefix("an ").or_else(|| name.strip_prefix("a ")).unwrap_or(name);
            name.split(" such as ").next().unwrap_or(name).into()
        }
        Kind::Any => "any".into(),
        Kind::Optional(inner) => format!("{}, optional", type_name(inner)),
        Kind::Secret(inner) => match &**inner {
            Kind::String => "secret".into(),
            inner => format!("secret {}", type_name(inner)),
        },
        Kind::List { element, single: true, .. } => {
            let element = type_name(element);
            format!("{element}, or list of {element}")
        }
        Kind::List { element, length: Some(length), .. } => format!("{length} × {}", type_name(element)),
        Kind::List { element, unique: true, .. } => format!("set of {}", type_name(element)),
        Kind::List { element, .. } => format!("list of {}", type_name(element)),
        Kind::Tuple(kinds) => kinds.iter().map(type_name).collect::<Vec<_>>().join(" and "),
        Kind::Map { key: Kind::String, value } => format!("map of {}", type_name(value)),
        Kind::Map { key, value } => format!("map from {} to {}", type_name(key), type_name(value)),
        Kind::Section(schema) => match schema.shape {
            crate::schema::Shape::Newtype(fields) => type_name(&fields[0].kind),
            _ => schema.name.into(),
        },
        Kind::Recursive(kind) => match kind().without_wrappers() {
            Kind::Section(schema) => schema.name.into(),
            Kind::List { element, .. } => match element.without_wrappers() {
                Kind::Section(schema) => format!("list of {}", schema.name),
                _ => "list".into(),
            },
            _ => "value".into(),
        },
    }
}

/// The rules of a field, one clause each: `from 1 to 64`, `1 to 3 elements`.
pub(super) fn rules(field: &Field) -> Vec<String> {
    let counted = match field.kind.without_wrappers() {
        Kind::List { .. } | Kind::Tuple(_) => "elements",
        Kind::Map { .. } => "entries",
        _ => "characters",
    };
    let each = match field.kind.without_wrappers() {
        Kind::List { .. } | Kind::Map { .. } => "each ",
        _ => "",
    };
    let rule = |rule: &Rule| match rule {
        Rule::Range { low, high } => {
            format!("{each}{}", crate::read::range_text(low.as_ref(), high.as_ref(), None))
        }
        Rule::Length { minimum, maximum } => match (minimum, maximum) {
            (Some(minimum), Some(maximum)) if minimum == maximum => count(*minimum, counted),
            (Some(minimum), Some(maximum)) => format!("{minimum} to {maximum} {counted}"),
            (Some(minimum), None) => format!("at least {}", count(*minimum, counted)),
            (None, Some(maximum)) => format!("at most {}", count(*maximum, counted)),
            (None, None) => String::new(),
        },
        Rule::Pattern(pattern) => format!("{each}matches `{pattern}`"),
        Rule::Format(format) => format!("{each}{}", crate::constant::describe(*format)),
        Rule::MustExist(crate::schema::Existing::File) => format!("{each}a file that exists"),
        Rule::MustExist(crate::schema::Existing::Directory) => format!("{each}a directory that exists"),
        Rule::Function(path) => format!("checked by `{path}`"),
    };
    let mut rules: Vec<String> = field.rules.iter().map(rule).collect();
    rules.extend(field.required_in.iter().map(|environment| format!("required in {environment}")));
    if let Some(condition) = field.effective_when {
        rules.push(format!("has an effect only when `{condition}`"));
    }
    rules
}

fn count(number: u64, what: &str) -> String {
    match (number, what) {
        (1, "entries") => "1 entry".to_owned(),
        (1, what) => format!("1 {}", what.trim_end_matches('s')),
        _ => format!("{number} {what}"),
    }
}

/// All of it in one sentence, for samples.
pub(super) fn sentence(field: &Field) -> String {
    let mut text = match field.kind.without_wrappers() {
        Kind::Section(schema) if matches!(schema.shape, crate::schema::Shape::Struct(_)) => {
            "A section".to_owned()
        }
        _ => {
            let ranged = field.rules.iter().any(|rule| matches!(rule, Rule::Range { .. }));
            let mut what = match field.kind.without_wrappers() {
                // The limits of the type say nothing beside narrower ones.
                Kind::Integer { .. } if ranged => "a whole number".to_owned(),
                _ => field.kind.describe(),
            };
            if let Some(first) = what.get(..1) {
                what = first.to_uppercase() + &what[1..];
            }
            what
        }
    };
    let element = match field.kind.without_wrappers() {
        Kind::List { element, .. } | Kind::Map { value: element, .. } => element,
        _ => &field.kind,
    };
    if field.kind.contains_secret() && element.is_scalar() {
        text.push_str(" (secret)");
    }
    for rule in rules(field) {
        text.push_str(", ");
        text.push_str(&rule);
    }
    if let Some(unit) = field.unit {
        text.push_str(", in ");
        text.push_str(unit);
    }
    if field.reload != Reload::Hot {
        text.push_str(", change: ");
        text.push_str(field.reload.name());
    }
    text.push('.');
    if let Some(deprecated) = &field.deprecated {
        text.push_str(" It is ");
        text.push_str(&super::markdown::deprecation(deprecated));
        text.push('.');
    }
    text
}
