//! Whether a literal is a value of a type.

use config_format::unit::{UnitError, parse_byte_size, parse_duration, parse_percent};
use syn::{Expr, ExprLit, Lit};

use super::known::Known;
use super::{Literal, Value};
use crate::error::Errors;

/// Checks a literal, element by element, as far as the type is known. Whether it fits.
pub(super) fn check(known: &Known, literal: &Literal<'_>, what: &str, errors: &mut Errors) -> bool {
    match problem(known, literal, what) {
        Some(message) => {
            errors.on(literal.expression, message);
            false
        }
        None => match (known, &literal.value) {
            (Known::List { element, .. }, Value::List(items)) => {
                let what = format!("an element of {what}");
                // Every element is looked at, so that all mistakes are told at once.
                items
                    .iter()
                    .map(|item| check(element, item, &what, errors))
                    .fold(true, |all, fits| all & fits)
            }
            _ => true,
        },
    }
}

/// What is wrong with the literal itself.
fn problem(known: &Known, literal: &Literal<'_>, what: &str) -> Option<String> {
    let unit = |noun: &str, problem: UnitError, form: &str| {
        let help = problem.help().map_or_else(|| format!("write {form}"), str::to_owned);
        Some(format!("{what} is not {noun}: {}; {help}", problem.message()))
    };
    let wanted = match (known, &literal.value) {
        (Known::Unknown, _)
        | (Known::Boolean, Value::Boolean(_))
        | (Known::Text | Known::Path, Value::Text(_)) => return None,
        (Known::Integer { minimum, maximum, name }, Value::Integer(number)) => {
            if let Some(suffix) = foreign_suffix(literal.expression, name) {
                return Some(format!("{what} is a {name}: leave out the suffix {suffix}"));
            }
            if *number == 0 && name.starts_with("NonZero") {
                return Some(format!("{what} is zero, which a {name} cannot be"));
            }
            return (number < minimum || number > maximum)
                .then(|| format!("{what} does not fit its type {name}, which holds {minimum} to {maximum}"));
        }
        (Known::Float { name }, Value::Integer(_) | Value::Float(_)) => {
            let suffix = foreign_suffix(literal.expression, name)?;
            return Some(format!("{what} is a {name}: leave out the suffix {suffix}"));
        }
        (Known::Character, Value::Text(text)) if text.chars().count() == 1 => return None,
        (Known::Duration, Value::Text(text)) => {
            return unit("a duration", parse_duration(text).err()?, "90s or 1h30m");
        }
        (Known::ByteSize, Value::Text(text)) => {
            return unit("a size", parse_byte_size(text).err()?, "512B or 32MiB");
        }
        (Known::ByteSize, Value::Integer(number)) if u64::try_from(*number).is_ok() => return None,
        (Known::Percent, Value::Text(text)) => {
            return unit("a percentage", parse_percent(text).err()?, "12.5%");
        }
        (Known::Address(address), Value::Text(text)) => {
            return (!address.accepts(text)).then(|| format!("{what} is not {}", address.describe()));
        }
        (Known::List { length, .. }, Value::List(items)) => {
            let length = length.filter(|length| *length != items.len())?;
            return Some(format!("{what} has {} elements, but the array has {length}", items.len()));
        }
        (Known::Integer { .. }, _) => "a whole number",
        (Known::Float { .. }, _) => "a number",
        (Known::Boolean, _) => "true or false",
        (Known::Character, Value::Text(_)) => {
            return Some(format!("{what} of this field is a single character"));
        }
        (Known::Character, _) => "a single character, such as 'a'",
        (Known::Text, _) => "text in quotes",
        (Known::Path, _) => "a path in quotes",
        (Known::Duration, _) => "a duration in quotes, such as \"90s\"",
        (Known::ByteSize, _) => "a size in quotes, such as \"32MiB\"",
        (Known::Percent, _) => "a percentage in quotes, such as \"12.5%\"",
        (Known::Address(address), _) => address.describe(),
        (Known::List { .. }, _) => "a list, such as [\"a\", \"b\"]",
        (Known::Map { .. }, _) => "an expression that makes a map, or `default` alone for an empty one",
    };
    Some(format!("{what} of this field is {wanted}, not {}", literal.value.describe()))
}

/// The suffix of a number that is of another type, such as `5u64` for a `u16`.
fn foreign_suffix<'e>(expression: &'e Expr, name: &str) -> Option<&'e str> {
    let suffix = match expression {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => number.suffix(),
        Expr::Lit(ExprLit { lit: Lit::Float(number), .. }) => number.suffix(),
        Expr::Unary(unary) => return foreign_suffix(&unary.expr, name),
        Expr::Paren(inner) => return foreign_suffix(&inner.expr, name),
        Expr::Group(inner) => return foreign_suffix(&inner.expr, name),
        _ => return None,
    };
    (!suffix.is_empty() && suffix != name).then_some(suffix)
}
