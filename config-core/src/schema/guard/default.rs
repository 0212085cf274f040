//! Defaults against the kind.

use config_format::unit::{UnitError, parse_byte_size, parse_duration, parse_percent};

use super::message::Message;
use super::{inner, is_called, rule, same as is};
use crate::schema::{Content, DefaultValue, Field, Kind, Literal, Schema, Shape, Variant};

/// The word for a literal that stands in place of a missing value.
pub(super) const DEFAULT: &str = "default";

pub(super) const fn the(what: &str) -> Message {
    Message::new("the ").and(what)
}

/// What is wrong with a literal default, or with what `what` calls the literal otherwise.
pub(super) const fn problem(kind: &Kind, default: &Literal, what: &str) -> Option<Message> {
    match of_kind(kind, default, what) {
        None => newtype_problem(kind, default, what),
        found => found,
    }
}

/// What is wrong with a literal as a value of the kind.
const fn of_kind(kind: &Kind, default: &Literal, what: &str) -> Option<Message> {
    if is_secret(kind) && is(what, DEFAULT) {
        return Some(Message::new(
            "a secret has no default: it would stand in the source; leave it out, or make the field an Option",
        ));
    }
    let wanted = match (inner(kind), default) {
        (Kind::Boolean, Literal::Boolean(_))
        | (Kind::Float, Literal::Float(_) | Literal::Integer(_))
        | (Kind::String | Kind::Path, Literal::String(_))
        | (Kind::Parsed { numbers: true, .. }, Literal::Integer(_))
        | (Kind::Any | Kind::Recursive(_), _) => return None,
        (Kind::Character, Literal::String(text)) if characters(text) == 1 => return None,
        (Kind::Integer { minimum, maximum, name }, Literal::Integer(number)) => {
            return if *number < *minimum || (*number > 0 && number.unsigned_abs() > *maximum) {
                Some(the(what).and(" does not fit its type ").and(name))
            } else {
                None
            };
        }
        (Kind::Parsed { name, grammar, .. }, Literal::String(text)) => {
            return match grammar.accepts(text) {
                Some(false) => Some(the(what).and(" is not ").and(name)),
                _ => None,
            };
        }
        (Kind::Duration, Literal::String(text)) => {
            return match parse_duration(text) {
                Ok(_) => None,
                Err(problem) => {
                    Some(unit(the(what).and(" is not a duration: "), problem, "write 90s or 1h30m"))
                }
            };
        }
        (Kind::ByteSize, Literal::String(text)) => {
            return match parse_byte_size(text) {
                Ok(_) => None,
                Err(problem) => Some(unit(the(what).and(" is not a size: "), problem, "write 512B or 32MiB")),
            };
        }
        (Kind::ByteSize, Literal::Integer(number)) if *number >= 0 => return None,
        (Kind::Percent, Literal::String(text)) => {
            return match parse_percent(text) {
                Ok(_) => None,
                Err(problem) => Some(unit(the(what).and(" is not a percentage: "), problem, "write 12.5%")),
            };
        }
        (Kind::List { element, length, .. }, Literal::List(items)) => {
            if let Some(length) = length
                && *length != items.len()
            {
                return Some(
                    the(what)
                        .and(" has ")
                        .and_number(items.len() as i128)
                        .and(" elements, but the array has ")
                        .and_number(*length as i128),
                );
            }
            let mut index = 0;
            while index < items.len() {
                if let Some(found) = problem(element, &items[index], what) {
                    return Some(found.and(" (in an element of the list)"));
                }
                index += 1;
            }
            return None;
        }
        (Kind::List { element, single: true, .. }, literal) => return problem(element, literal, what),
        (Kind::Tuple(kinds), Literal::List(items)) => {
            if kinds.len() != items.len() {
                return Some(
                    the(what)
                        .and(" has ")
                        .and_number(items.len() as i128)
                        .and(" elements, but the tuple has ")
                        .and_number(kinds.len() as i128),
                );
            }
            let mut index = 0;
            while index < items.len() {
                if let Some(found) = problem(&kinds[index], &items[index], what) {
                    return Some(found.and(" (in an element of the tuple)"));
                }
                index += 1;
            }
            return None;
        }
        (Kind::Section(schema), Literal::String(text)) => {
            return match schema.shape {
                Shape::Enum { variants, .. } => variant_problem(schema.name, variants, text, what),
                _ => Some(section(what)),
            };
        }
        (Kind::Section(schema), _) => {
            return match schema.shape {
                Shape::Enum { .. } => Some(
                    the(what)
                        .and(" of this field is the name of a variant of ")
                        .and(schema.name)
                        .and(", in quotes"),
                ),
                _ => Some(section(what)),
            };
        }
        (Kind::Map { .. }, _) if !is(what, DEFAULT) => {
            return Some(Message::new("no literal is a map, so a map has no example"));
        }
        (Kind::Map { .. }, _) => "an expression that makes a map, or `default` alone for an empty one",
        (Kind::Boolean, _) => "true or false",
        (Kind::Integer { .. }, _) => "a whole number",
        (Kind::Float, _) => "a number",
        (Kind::Character, _) => "a single character",
        (Kind::Duration, _) => "a duration in quotes, such as \"90s\"",
        (Kind::ByteSize, _) => "a size in quotes, such as \"32MiB\"",
        (Kind::Percent, _) => "a percentage in quotes, such as \"12.5%\"",
        (Kind::List { .. } | Kind::Tuple(_), _) => "a list, such as [\"a\", \"b\"]",
        _ => "text in quotes",
    };
    Some(the(what).and(" of this field is ").and(wanted))
}

/// Why a bare `default` has no value, for a type without `Default`.
pub(super) const fn type_problem(kind: &Kind) -> Option<Message> {
    match kind {
        Kind::Optional(_) | Kind::Any | Kind::Recursive(_) => None,
        Kind::Section(schema) => match schema.shape {
            Shape::Struct(fields) => match without_default(fields) {
                Some(field) => Some(
                    Message::new("this section has no defaults of its own: the field `")
                        .and(field.rust_name)
                        .and("` of ")
                        .and(schema.name)
                        .and(" has none; give it one, or implement Default for ")
                        .and(schema.name),
                ),
                None => None,
            },
            Shape::Enum { .. } => Some(
                Message::new("the enum ")
                    .and(schema.name)
                    .and(" has no default: name a variant, or implement Default for it"),
            ),
            Shape::Newtype(_) => {
                Some(Message::new("this type has no default: implement Default for ").and(schema.name))
            }
        },
        _ => Some(Message::new("this type has no default: give a value, default = …")),
    }
}

/// The first field that an empty section would lack.
const fn without_default(fields: &'static [Field]) -> Option<&'static Field> {
    let mut index = 0;
    while index < fields.len() {
        let field = &fields[index];
        let missing = matches!(field.default, DefaultValue::Required)
            && match &field.kind {
                Kind::Optional(_) | Kind::Recursive(_) => false,
                Kind::Section(Schema { shape: Shape::Struct(inner), .. }) if field.flatten => {
                    without_default(inner).is_some()
                }
                Kind::Map { .. } => !field.flatten,
                _ => true,
            };
        if missing {
            return Some(field);
        }
        index += 1;
    }
    None
}

const fn variant_problem(
    name: &'static str,
    variants: &'static [Variant],
    text: &str,
    what: &str,
) -> Option<Message> {
    let mut message = the(what).and(" is no variant of ").and(name).and("; it has");
    let mut index = 0;
    let mut first = true;
    while index < variants.len() {
        let unit = matches!(variants[index].content, Content::Unit);
        if is_called(variants[index].name, variants[index].aliases, text) {
            return if unit {
                None
            } else {
                Some(Message::new("the variant ").and(variants[index].name).and(" holds data, so ").and(
                    if is(what, DEFAULT) {
                        "a default of it is an expression"
                    } else {
                        "its name is no value"
                    },
                ))
            };
        }
        if unit {
            message = message.and(if first { " " } else { ", " }).and(variants[index].name);
            first = false;
        }
        index += 1;
    }
    Some(message)
}

const fn section(what: &str) -> Message {
    if is(what, DEFAULT) {
        Message::new(
            "the default of a section is an expression, or `default` alone for the defaults of its fields",
        )
    } else {
        Message::new("a section has no example; its fields have")
    }
}

const fn unit(start: Message, problem: UnitError, form: &str) -> Message {
    let help = match problem.help() {
        Some(help) => help,
        None => form,
    };
    start.and(problem.message()).and("; ").and(help)
}

/// Whether the value itself is a secret, newtypes included.
const fn is_secret(kind: &Kind) -> bool {
    match kind {
        Kind::Secret(_) => true,
        Kind::Optional(inner) => is_secret(inner),
        Kind::Section(schema) => match schema.shape {
            Shape::Newtype(fields) => is_secret(&fields[0].kind),
            _ => false,
        },
        _ => false,
    }
}

/// The number of characters of a text: of the bytes that do not continue another.
pub(super) const fn characters(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut index, mut count) = (0, 0);
    while index < bytes.len() {
        if bytes[index] & 0b1100_0000 != 0b1000_0000 {
            count += 1;
        }
        index += 1;
    }
    count
}

/// What is wrong with a literal under the rules of the newtypes around the kind.
const fn newtype_problem(kind: &Kind, literal: &Literal, what: &str) -> Option<Message> {
    match kind {
        Kind::Optional(kind) | Kind::Secret(kind) => newtype_problem(kind, literal, what),
        Kind::Section(Schema { shape: Shape::Newtype(fields), .. }) => {
            let mut index = 0;
            while index < fields[0].rules.len() {
                let found = rule::literal_problem(&fields[0].kind, &fields[0].rules[index], literal, what);
                if found.is_some() {
                    return found;
                }
                index += 1;
            }
            newtype_problem(&fields[0].kind, literal, what)
        }
        _ => None,
    }
}
