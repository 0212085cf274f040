//! What to do about a value of a wrong type.

use config_format::Kind as TextKind;

use super::value::{Inner, Scalar, Value};
use crate::schema::Kind;

/// What to write in place of a value that is not of the kind.
pub(super) fn of_wrong_type(found: Value<'_>, kind: &Kind) -> String {
    let wanted = kind.without_wrappers();
    let scalar = found.raw_scalar();
    match (found.kind(), wanted) {
        (Some(TextKind::Null), _) => {
            "give a value, or name the path in $unset to go back to the default".to_owned()
        }
        (Some(TextKind::String), Kind::Integer { .. } | Kind::Float | Kind::Boolean)
            if scalar.is_some_and(|scalar| !scalar.plain && would_fit(&scalar, wanted)) =>
        {
            "write it without quotes".to_owned()
        }
        (Some(TextKind::Map), Kind::List { .. } | Kind::Tuple(_)) if is_indexed(found) => {
            "number the elements from 0, or give the whole list".to_owned()
        }
        (Some(_), Kind::List { .. } | Kind::Tuple(_)) => "write it as a list, in brackets".to_owned(),
        (Some(_), Kind::Map { .. }) => "write keys and values below it".to_owned(),
        (Some(_), Kind::Section(_)) if !kind.is_scalar() => {
            "write the keys of the section below it".to_owned()
        }
        (Some(TextKind::List | TextKind::Map), _) => {
            format!("give {} as one value, with nothing below it", wanted.describe())
        }
        (_, Kind::Character) if scalar.is_some_and(|scalar| scalar.text.chars().count() != 1) => {
            "give exactly one character".to_owned()
        }
        (
            Some(TextKind::Boolean | TextKind::Integer | TextKind::Float | TextKind::DateTime),
            Kind::String | Kind::Path | Kind::Character | Kind::Parsed { .. },
        ) => "put it in quotes".to_owned(),
        _ => format!("give {}", wanted.describe()),
    }
}

/// Whether the value comes from names, which number the elements of lists.
fn is_indexed(value: Value<'_>) -> bool {
    match value.0 {
        Inner::Node { layer, .. } => layer.indexed,
        Inner::Merged(merged) => merged.place().0.indexed,
        _ => false,
    }
}

/// Whether a quoted scalar would be of the kind without its quotes.
fn would_fit(scalar: &Scalar<'_>, kind: &Kind) -> bool {
    let bare = Scalar::text(scalar.text);
    match kind {
        Kind::Integer { .. } => bare.integer().is_some_and(|number| number.is_ok()),
        Kind::Float => bare.float().is_some_and(|number| number.is_ok()),
        Kind::Boolean => bare.boolean().is_some(),
        _ => false,
    }
}
