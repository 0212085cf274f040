//! Defaults and examples against the field's own rules, and rules against the type. Rules of elements look at each
//! element of a literal that is a list.

use std::cmp::Ordering;

use config_format::unit::{parse_byte_size, parse_duration, parse_percent};
use syn::LitStr;

use super::known::Known;
use super::{Literal, Named, Value, fits, literal};
use crate::attr::{FORMATS, FieldAttributes, LengthAttribute, RangeAttribute};
use crate::error::Errors;

/// Checks every rule of a field. The literals are known to fit the type.
pub(super) fn check(
    known: &Known,
    attributes: &FieldAttributes,
    literals: &[Named<'_>],
    errors: &mut Errors,
) {
    if let Some(attribute) = &attributes.range {
        range(known, attribute, literals, errors);
    }
    if let Some(attribute) = &attributes.length {
        // Text may be all of a value, or the only element of a list: the compiler knows the type. Of what is read through serde
        // it knows none, so that there the text itself counts.
        if attributes.serde.is_some() || !known.is_unknown() {
            length(known, attribute, literals, errors);
        }
    }
    let textual = !(known.element().is_measure() || matches!(known.element(), Known::Boolean));
    if let Some(attribute) = &attributes.pattern {
        if textual {
            pattern(attribute, literals, errors);
        } else {
            errors.on(attribute, "`pattern` is for text, and this field is not");
        }
    }
    if let Some(attribute) = &attributes.format {
        if textual {
            format(attribute, literals, errors);
        } else {
            errors.on(attribute, "`format` is for text, and this field is not");
        }
    }
}

/// All elements that a rule of elements looks at, and what messages call the literal that they are of.
fn all_elements<'l, 'e>(literals: &'l [Named<'e>]) -> impl Iterator<Item = (&'l Literal<'e>, &'static str)> {
    literals
        .iter()
        .flat_map(|named| elements(&named.literal).into_iter().map(|element| (element, named.what)))
}

/// The elements of a list, else the value itself.
fn elements<'l, 'e>(value: &'l Literal<'e>) -> Vec<&'l Literal<'e>> {
    match &value.value {
        Value::List(items) => items.iter().flat_map(elements).collect(),
        _ => vec![value],
    }
}

fn pattern(pattern: &LitStr, literals: &[Named<'_>], errors: &mut Errors) {
    let regex = match regex_lite::Regex::new(&pattern.value()) {
        Ok(regex) => regex,
        Err(error) => return errors.on(pattern, format!("this is not a regular expression: {error}")),
    };
    for (element, what) in all_elements(literals) {
        if let Value::Text(text) = &element.value
            && !regex.is_match(text)
        {
            errors
                .on(element.expression, format!("{what} does not match its own pattern {}", pattern.value()));
        }
    }
}

fn format(format: &LitStr, literals: &[Named<'_>], errors: &mut Errors) {
    let name = format.value();
    let Some(known) = FORMATS.iter().find(|known| known.name == name) else { return };
    for (element, what) in all_elements(literals) {
        if let Value::Text(text) = &element.value
            && !(known.accepts)(text)
        {
            errors.on(element.expression, format!("{what} does not keep its own format {name}"));
        }
    }
}

fn range(known: &Known, range: &RangeAttribute, literals: &[Named<'_>], errors: &mut Errors) {
    let known = known.element();
    if !known.is_measure() && !known.is_unknown() {
        let help = match known {
            Known::Text | Known::Path => "; for the number of characters use `length`",
            _ => "",
        };
        return errors
            .at(range.span, format!("`range` is for numbers, durations, sizes and percentages{help}"));
    }
    if matches!(known, Known::Duration | Known::ByteSize | Known::Percent) {
        for bound in [&range.low, &range.high].into_iter().flatten() {
            if literal(bound).is_none() {
                errors.on(bound, "a bound of this field is a literal in quotes, such as \"1s\" or \"1MiB\"");
            }
        }
    }
    let low = range.low.as_ref().and_then(literal);
    let high = range.high.as_ref().and_then(literal);
    let fit = [&low, &high]
        .into_iter()
        .flatten()
        .map(|bound| fits::check(known, bound, "the bound", errors))
        .fold(true, |all, fits| all & fits);
    if !fit {
        return;
    }
    if let (Some(low), Some(high)) = (&low, &high)
        && let Some(order) = compare(known, &low.value, &high.value)
        && (order.is_gt() || (order.is_eq() && range.high_exclusive))
    {
        return errors
            .at(range.span, "no value is in this range: its lower bound is not below its upper one");
    }
    for (element, what) in all_elements(literals) {
        let order = |bound: &Literal<'_>| compare(known, &element.value, &bound.value);
        if let Some(low) = &low
            && order(low).is_some_and(Ordering::is_lt)
        {
            errors.on(element.expression, format!("{what} is below the lower bound, {}", low.value));
        }
        if let Some(high) = &high
            && let Some(order) = order(high)
            && (order.is_gt() || (order.is_eq() && range.high_exclusive))
        {
            let excluded = if order.is_eq() { "at" } else { "above" };
            errors.on(
                element.expression,
                format!(
                    "{what} is {excluded} the upper bound, {}{}",
                    high.value,
                    if order.is_eq() { ", which `..` leaves out; use `..=` to include it" } else { "" }
                ),
            );
        }
    }
}

/// The order of two literals of a type, if it is known.
fn compare(known: &Known, left: &Value<'_>, right: &Value<'_>) -> Option<Ordering> {
    #[expect(clippy::cast_precision_loss, reason = "bounds are written by hand and small")]
    let float = |value: &Value<'_>| match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    };
    match (known, left, right) {
        (Known::Duration, Value::Text(left), Value::Text(right)) => {
            Some(parse_duration(left).ok()?.cmp(&parse_duration(right).ok()?))
        }
        (Known::ByteSize, left, right) => {
            let bytes = |value: &Value<'_>| match value {
                Value::Text(text) => parse_byte_size(text).ok(),
                Value::Integer(number) => u64::try_from(*number).ok(),
                _ => None,
            };
            Some(bytes(left)?.cmp(&bytes(right)?))
        }
        (Known::Percent, Value::Text(left), Value::Text(right)) => {
            Some(parse_percent(left).ok()?.cmp(&parse_percent(right).ok()?))
        }
        (_, Value::Integer(left), Value::Integer(right)) => Some(left.cmp(right)),
        (_, left, right) => float(left)?.partial_cmp(&float(right)?),
    }
}

fn length(known: &Known, length: &LengthAttribute, literals: &[Named<'_>], errors: &mut Errors) {
    match known {
        Known::Text | Known::Path | Known::List { .. } | Known::Map { .. } | Known::Unknown => {}
        _ if known.is_measure() => {
            return errors.at(
                length.span,
                "`length` is for text, lists and maps; for the size of a number use `range`",
            );
        }
        _ => return errors.at(length.span, "`length` is for text, lists and maps"),
    }
    for Named { literal, what } in literals {
        let (count, unit) = match &literal.value {
            Value::Text(text) => (text.chars().count() as u64, "character"),
            Value::List(items) => (items.len() as u64, "element"),
            _ => continue,
        };
        let problem = match (length.minimum, length.maximum) {
            (Some(minimum), _) if count < minimum => format!("fewer than the {minimum}"),
            (_, Some(maximum)) if count > maximum => format!("more than the {maximum}"),
            _ => continue,
        };
        let plural = if count == 1 { "" } else { "s" };
        errors.on(
            literal.expression,
            format!("{what} has {count} {unit}{plural}, {problem} that its own `length` allows"),
        );
    }
}
