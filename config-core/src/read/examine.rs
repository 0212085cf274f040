//! The values that a table itself holds, defaults and examples, against the rules beside them.

use config_format::unit::{parse_byte_size, parse_duration, parse_percent};

use super::reader::Reader;
use super::rules;
use super::value::{Inner, Value};
use crate::environment::Environment;
use crate::finding::Code;
use crate::layer::Resolutions;
use crate::path::push_key;
use crate::schema::{DefaultValue, Field, Kind, Literal, Schema, Shape, Violation};

/// Every default and example that its own field would refuse, in the order of the table. Whether a path exists is not
/// looked at.
pub(crate) fn examine(schema: &'static Schema) -> Vec<Violation> {
    let mut violations = Vec::new();
    section(schema, &mut String::new(), &mut Vec::new(), &mut violations);
    violations
}

fn section(
    schema: &'static Schema,
    path: &mut String,
    open: &mut Vec<*const Schema>,
    violations: &mut Vec<Violation>,
) {
    let address = std::ptr::from_ref(schema);
    if open.contains(&address) {
        return;
    }
    open.push(address);
    for field in schema.all_fields() {
        let length = path.len();
        if !field.flatten && field.rust_name != "0" {
            push_key(path, field.name);
        }
        let default = match &field.default {
            DefaultValue::Literal(literal) => Some(("default", literal)),
            _ => None,
        };
        for (what, literal) in
            default.into_iter().chain(field.examples.iter().map(|example| ("example", example)))
        {
            let problem = match unfit(&field.kind, literal) {
                true => Some(format!("is not {}", field.kind.describe())),
                false => broken(schema, field, literal),
            };
            if let Some(problem) = problem {
                violations.push(Violation {
                    path: path.clone(),
                    message: format!("the {what} {literal} {problem}"),
                    file: schema.file,
                    line: field.line,
                });
            }
        }
        let mut inner = field.kind.without_wrappers();
        while let Kind::List { element, .. } | Kind::Map { value: element, .. } = inner {
            inner = element.without_wrappers();
        }
        if let Kind::Section(inner) = inner {
            section(inner, path, open, violations);
        }
        path.truncate(length);
    }
    open.pop();
}

/// The first rule of the field that the literal breaks.
fn broken(schema: &'static Schema, field: &'static Field, literal: &'static Literal) -> Option<String> {
    let (resolutions, environment) = (Resolutions::default(), Environment::default());
    let mut reader = Reader::new(schema, &[], &resolutions, &environment, Value(Inner::Absent), false);
    rules::check(&mut reader, field, Value(Inner::Literal(literal)));
    newtypes(&mut reader, &field.kind, literal);
    let finding = reader.into_findings().into_iter().find(|finding| finding.code() != Code::MUST_EXIST)?;
    let shown = literal.to_string();
    Some(finding.message().strip_prefix(&shown).unwrap_or(finding.message()).trim_start().to_owned())
}

/// Checks the rules of the newtypes that a literal is read through.
fn newtypes<'a>(reader: &mut Reader<'a>, kind: &'static Kind, literal: &'static Literal) {
    match (kind.without_wrappers(), literal) {
        (Kind::Section(Schema { shape: Shape::Newtype(fields), .. }), _) => {
            rules::check(reader, &fields[0], Value(Inner::Literal(literal)));
            newtypes(reader, &fields[0].kind, literal);
        }
        (Kind::List { element, .. }, Literal::List(items)) => {
            items.iter().for_each(|item| newtypes(reader, element, item));
        }
        _ => {}
    }
}

/// Whether a literal is no value of the kind. What needs the type itself to be told is let through.
fn unfit(kind: &Kind, literal: &Literal) -> bool {
    match (kind.without_wrappers(), literal) {
        (Kind::Boolean, literal) => !matches!(literal, Literal::Boolean(_)),
        (Kind::Integer { minimum, maximum, .. }, Literal::Integer(number)) => {
            number < minimum || (*number > 0 && number.unsigned_abs() > *maximum)
        }
        (Kind::Integer { .. }, _) => true,
        (Kind::Float, literal) => !matches!(literal, Literal::Integer(_) | Literal::Float(_)),
        (Kind::Duration, Literal::String(text)) => parse_duration(text).is_err(),
        (Kind::ByteSize, Literal::String(text)) => parse_byte_size(text).is_err(),
        (Kind::Percent, Literal::String(text)) => parse_percent(text).is_err(),
        (Kind::Parsed { check, .. }, Literal::String(text)) => check(text).is_err(),
        (Kind::Parsed { check, numbers: true, .. }, Literal::Integer(number)) => {
            check(&number.to_string()).is_err()
        }
        (Kind::Character, Literal::String(text)) => text.chars().count() != 1,
        (Kind::ByteSize, Literal::Integer(number)) => *number < 0,
        (Kind::Duration | Kind::Percent | Kind::ByteSize | Kind::Parsed { .. } | Kind::Character, _) => true,
        (Kind::String | Kind::Path, literal) => !matches!(literal, Literal::String(_)),
        (Kind::List { element, length, .. }, Literal::List(items)) => {
            length.is_some_and(|length| length != items.len())
                || items.iter().any(|item| unfit(element, item))
        }
        (Kind::Tuple(kinds), Literal::List(items)) => {
            kinds.len() != items.len() || kinds.iter().zip(*items).any(|(kind, item)| unfit(kind, item))
        }
        (Kind::List { element, single: true, .. }, literal) => unfit(element, literal),
        (Kind::List { .. } | Kind::Tuple(_), _) => true,
        (Kind::Section(schema), literal) => match (schema.shape, literal) {
            (Shape::Newtype(fields), literal) => unfit(&fields[0].kind, literal),
            (Shape::Enum { variants, .. }, Literal::String(text)) => {
                !variants.iter().any(|variant| variant.name == *text || variant.aliases.contains(text))
            }
            _ => false,
        },
        _ => false,
    }
}
