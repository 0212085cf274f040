//! Rules against the kind, and literals against the rules: those of the field, and those of a newtype, which the derive
//! does not see.

use config_format::unit::{parse_byte_size, parse_duration, parse_percent};

use super::default::{characters, the};
use super::message::Message;
use super::{default, element, inner};
use crate::schema::{Bound, Grammar, Kind, Literal, Rule};

/// What is wrong with a rule for this kind.
pub(super) const fn problem(kind: &Kind, rule: &Rule) -> Option<&'static str> {
    match rule {
        Rule::Length { .. } => match inner(kind) {
            Kind::Integer { .. } | Kind::Float | Kind::Duration | Kind::ByteSize | Kind::Percent => {
                Some("`length` is for text, lists and maps; for the size of a number use `range`")
            }
            Kind::Boolean | Kind::Section(_) | Kind::Tuple(_) => Some("`length` is for text, lists and maps"),
            _ => None,
        },
        Rule::Range { low, high } => {
            let element = element(kind);
            match element {
                Kind::Integer { .. } | Kind::Float | Kind::Duration | Kind::ByteSize | Kind::Percent => {}
                Kind::Recursive(_) | Kind::Any => return None,
                _ => return Some("`range` is for numbers, durations, sizes and percentages"),
            }
            if is_foreign(element, low) || is_foreign(element, high) {
                return Some("a bound of `range` is not a value of this field's type");
            }
            match (low, high) {
                (Some(low), Some(high)) => match compare(element, &low.value, &high.value) {
                    Some(order) if order > 0 || (order == 0 && high.exclusive) => {
                        Some("no value is in this range: its lower bound is not below its upper one")
                    }
                    _ => None,
                },
                _ => None,
            }
        }
        Rule::Pattern(_) | Rule::Format(_) => match element(kind) {
            Kind::Integer { .. }
            | Kind::Float
            | Kind::Boolean
            | Kind::Duration
            | Kind::ByteSize
            | Kind::Percent
            | Kind::Section(_) => Some("this rule is for text, and this field is not"),
            _ => None,
        },
        Rule::MustExist(_) => match element(kind) {
            Kind::String | Kind::Path | Kind::Parsed { .. } | Kind::Any | Kind::Recursive(_) => None,
            _ => Some("`must_exist` is for paths"),
        },
        Rule::Function(_) => None,
    }
}

const fn is_foreign(kind: &Kind, bound: &Option<Bound>) -> bool {
    match bound {
        Some(bound) => default::problem(kind, &bound.value, default::DEFAULT).is_some(),
        None => false,
    }
}

/// What is wrong with a literal under a rule. Elements of a list are looked at one by one. Whether a path exists and what
/// functions say shows at run time.
pub(super) const fn literal_problem(
    kind: &Kind,
    rule: &Rule,
    value: &Literal,
    what: &str,
) -> Option<Message> {
    if let Rule::Length { minimum, maximum } = rule {
        return length_problem(kind, value, *minimum, *maximum, what);
    }
    if let Literal::List(items) = value {
        let mut index = 0;
        while index < items.len() {
            if let Some(problem) = literal_problem(kind, rule, &items[index], what) {
                return Some(problem);
            }
            index += 1;
        }
        return None;
    }
    match (rule, value) {
        (Rule::Range { low, high }, _) => range_problem(element(kind), low, high, value, what),
        (Rule::Pattern(pattern), Literal::String(text)) => match Grammar::Pattern(pattern).accepts(text) {
            Some(false) => Some(the(what).and(" does not match the pattern ").and(pattern)),
            _ => None,
        },
        (Rule::Format(format), Literal::String(text)) => match Grammar::Format(*format).accepts(text) {
            Some(false) => Some(the(what).and(" is not ").and(crate::constant::describe(*format))),
            _ => None,
        },
        _ => None,
    }
}

const fn length_problem(
    kind: &Kind,
    value: &Literal,
    minimum: Option<u64>,
    maximum: Option<u64>,
    what: &str,
) -> Option<Message> {
    let (count, unit) = match (inner(kind), value) {
        (_, Literal::List(items)) => (items.len(), " element"),
        (Kind::List { single: true, .. }, _) => (1, " element"),
        (_, Literal::String(text)) => (characters(text), " character"),
        _ => return None,
    };
    let (problem, limit) = match (minimum, maximum) {
        (Some(minimum), _) if (count as u64) < minimum => (", fewer than the ", minimum),
        (_, Some(maximum)) if count as u64 > maximum => (", more than the ", maximum),
        _ => return None,
    };
    let plural = if count == 1 { "" } else { "s" };
    let message = the(what).and(" has ").and_number(count as i128).and(unit).and(plural).and(problem);
    Some(message.and_number(limit as i128).and(" that its `length` allows"))
}

const fn range_problem(
    kind: &Kind,
    low: &Option<Bound>,
    high: &Option<Bound>,
    value: &Literal,
    what: &str,
) -> Option<Message> {
    if let Some(bound) = low
        && let Some(order) = compare(kind, value, &bound.value)
        && (order < 0 || (order == 0 && bound.exclusive))
    {
        return Some(shown(the(what).and(" is below the lower bound"), &bound.value));
    }
    if let Some(bound) = high
        && let Some(order) = compare(kind, value, &bound.value)
        && (order > 0 || (order == 0 && bound.exclusive))
    {
        return Some(shown(the(what).and(" is above the upper bound"), &bound.value));
    }
    None
}

const fn shown(message: Message, bound: &Literal) -> Message {
    match bound {
        Literal::Integer(number) => message.and(", ").and_number(*number),
        Literal::String(text) => message.and(", ").and(text),
        _ => message,
    }
}

/// The order of two literals of a kind as -1, 0 or 1, if it is known.
const fn compare(kind: &Kind, left: &Literal, right: &Literal) -> Option<i8> {
    match (kind, left, right) {
        (Kind::Duration, Literal::String(left), Literal::String(right)) => {
            match (parse_duration(left), parse_duration(right)) {
                (Ok((seconds, nanoseconds)), Ok((other_seconds, other_nanoseconds))) => {
                    let order = order(seconds as i128, other_seconds as i128);
                    Some(if order == 0 {
                        self::order(nanoseconds as i128, other_nanoseconds as i128)
                    } else {
                        order
                    })
                }
                _ => None,
            }
        }
        (Kind::ByteSize, left, right) => match (bytes(left), bytes(right)) {
            (Some(left), Some(right)) => Some(order(left, right)),
            _ => None,
        },
        (Kind::Percent, Literal::String(left), Literal::String(right)) => {
            match (parse_percent(left), parse_percent(right)) {
                (Ok(left), Ok(right)) => Some(order(left as i128, right as i128)),
                _ => None,
            }
        }
        (_, Literal::Integer(left), Literal::Integer(right)) => Some(order(*left, *right)),
        (_, left, right) => match (number(left), number(right)) {
            (Some(left), Some(right)) => Some(if left < right {
                -1
            } else if left > right {
                1
            } else {
                0
            }),
            _ => None,
        },
    }
}

const fn order(left: i128, right: i128) -> i8 {
    if left < right {
        -1
    } else if left > right {
        1
    } else {
        0
    }
}

const fn bytes(value: &Literal) -> Option<i128> {
    match value {
        Literal::Integer(number) => Some(*number),
        Literal::String(text) => match parse_byte_size(text) {
            Ok(bytes) => Some(bytes as i128),
            Err(_) => None,
        },
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "bounds are written by hand and small")]
const fn number(value: &Literal) -> Option<f64> {
    match value {
        Literal::Integer(number) => Some(*number as f64),
        Literal::Float(number) => Some(*number),
        _ => None,
    }
}
