//! What the compiler checks of a field where the derive cannot tell its type: the default and the rules against the kind.

use config_format::unit::{parse_byte_size, parse_duration, parse_percent};

use super::{Bound, Content, Kind, Literal, Rule, Shape};

/// Checks a field's literal default and rules against its kind.
///
/// # Panics
///
/// At compile time, where it becomes the error of the attribute.
#[track_caller]
#[expect(clippy::panic, reason = "a panic in a constant is a compile error, which is the purpose")]
pub const fn check_field(kind: &Kind, default: Option<&Literal>, rules: &[Rule]) {
    if let Some(default) = default
        && let Some(problem) = default_problem(kind, default)
    {
        panic!("{}", problem);
    }
    let mut index = 0;
    while index < rules.len() {
        if let Some(problem) = rule_problem(kind, &rules[index], default) {
            panic!("{}", problem);
        }
        index += 1;
    }
}

/// The kind inside of `Option` and `Secret`, and of newtypes.
const fn inner(kind: &Kind) -> &Kind {
    match kind {
        Kind::Optional(kind) | Kind::Secret(kind) => inner(kind),
        Kind::Section(schema) => match schema.shape {
            Shape::Newtype(fields) => inner(&fields[0].kind),
            _ => kind,
        },
        _ => kind,
    }
}

const fn default_problem(kind: &Kind, default: &Literal) -> Option<&'static str> {
    match (inner(kind), default) {
        (Kind::Boolean, Literal::Boolean(_))
        | (Kind::Float, Literal::Float(_) | Literal::Integer(_))
        | (Kind::String | Kind::Path | Kind::Character | Kind::Parsed { .. }, Literal::String(_))
        | (Kind::List { .. } | Kind::Tuple(_), Literal::List(_))
        | (Kind::Any | Kind::Recursive(_), _) => None,
        (Kind::Integer { minimum, maximum, .. }, Literal::Integer(number)) => {
            if *number < *minimum || (*number > 0 && number.unsigned_abs() > *maximum) {
                Some("the default does not fit the type of this field")
            } else {
                None
            }
        }
        (Kind::Duration, Literal::String(text)) => match parse_duration(text) {
            Ok(_) => None,
            Err(_) => Some("the default is not a duration: write 90s or 1h30m"),
        },
        (Kind::ByteSize, Literal::String(text)) => match parse_byte_size(text) {
            Ok(_) => None,
            Err(_) => Some("the default is not a size: write 512 or 32MiB"),
        },
        (Kind::ByteSize, Literal::Integer(_)) => None,
        (Kind::Percent, Literal::String(text)) => match parse_percent(text) {
            Ok(_) => None,
            Err(_) => Some("the default is not a percentage: write 12.5%"),
        },
        (Kind::Section(schema), Literal::String(text)) => match schema.shape {
            Shape::Enum { variants, .. } => {
                let mut index = 0;
                while index < variants.len() {
                    if matches!(variants[index].content, Content::Unit)
                        && is_called(variants[index].name, variants[index].aliases, text)
                    {
                        return None;
                    }
                    index += 1;
                }
                Some(
                    "the default names no variant of this enum; variants are named as in files, by default in snake_case",
                )
            }
            _ => Some(
                "the default of a section is an expression, or `default` alone for the defaults of its fields",
            ),
        },
        (Kind::Section(_), _) => Some("the default of this field is not a value of its type"),
        (Kind::Map { .. }, _) => {
            Some("the default of a map is an expression, or `default` alone for an empty one")
        }
        (Kind::Boolean, _) => Some("the default of this field is true or false"),
        (Kind::Integer { .. }, _) => Some("the default of this field is a whole number"),
        (Kind::Float, _) => Some("the default of this field is a number"),
        (Kind::Duration, _) => Some("the default of this field is a duration in quotes, such as \"90s\""),
        (Kind::ByteSize, _) => Some("the default of this field is a size in quotes, such as \"32MiB\""),
        (Kind::Percent, _) => Some("the default of this field is a percentage in quotes, such as \"12.5%\""),
        (Kind::List { .. } | Kind::Tuple(_), _) => {
            Some("the default of this field is a list, such as [\"a\", \"b\"]")
        }
        _ => Some("the default of this field is text in quotes"),
    }
}

const fn is_called(name: &str, aliases: &[&str], text: &str) -> bool {
    if same(name, text) {
        return true;
    }
    let mut index = 0;
    while index < aliases.len() {
        if same(aliases[index], text) {
            return true;
        }
        index += 1;
    }
    false
}

const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}

const fn rule_problem(kind: &Kind, rule: &Rule, default: Option<&Literal>) -> Option<&'static str> {
    let kind = inner(kind);
    match rule {
        Rule::Length { .. } => match kind {
            Kind::Integer { .. }
            | Kind::Float
            | Kind::Boolean
            | Kind::Duration
            | Kind::ByteSize
            | Kind::Percent => {
                Some("`length` is for text, lists and maps; for the size of a number use `range`")
            }
            _ => None,
        },
        Rule::Range { low, high } => {
            let element = element(kind);
            match element {
                Kind::Integer { .. } | Kind::Float | Kind::Duration | Kind::ByteSize | Kind::Percent => {}
                Kind::Recursive(_) | Kind::Any => return None,
                _ => return Some("`range` is for numbers, durations, sizes and percentages"),
            }
            let mut bounds = [low, high];
            let mut index = 0;
            while index < bounds.len() {
                if let Some(bound) = bounds[index]
                    && default_problem(element, &bound.value).is_some()
                {
                    return Some("a bound of `range` is not a value of this field's type");
                }
                index += 1;
            }
            bounds = [low, high];
            if let (Some(Literal::Integer(number)), [low, high]) = (default, bounds)
                && (below(*number, low) || above(*number, high))
            {
                return Some("the default is outside of its own range");
            }
            None
        }
        Rule::Pattern(_) | Rule::Format(_) => match element(kind) {
            Kind::Integer { .. } | Kind::Float | Kind::Boolean => {
                Some("this rule is for text, and this field is not")
            }
            _ => None,
        },
        Rule::MustExist(_) => match element(kind) {
            Kind::Integer { .. }
            | Kind::Float
            | Kind::Boolean
            | Kind::Duration
            | Kind::ByteSize
            | Kind::Percent => Some("`must_exist` is for paths"),
            _ => None,
        },
        Rule::Function(_) => None,
    }
}

/// The kind of the elements of lists and maps, which rules hold for.
const fn element(kind: &Kind) -> &Kind {
    match inner(kind) {
        Kind::List { element: kind, .. } | Kind::Map { value: kind, .. } => element(kind),
        kind => kind,
    }
}

const fn below(number: i128, low: &Option<Bound>) -> bool {
    match low {
        Some(Bound { value: Literal::Integer(low), exclusive }) => {
            number < *low || (*exclusive && number == *low)
        }
        _ => false,
    }
}

const fn above(number: i128, high: &Option<Bound>) -> bool {
    match high {
        Some(Bound { value: Literal::Integer(high), exclusive }) => {
            number > *high || (*exclusive && number == *high)
        }
        _ => false,
    }
}
