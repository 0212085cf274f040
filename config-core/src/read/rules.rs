//! Rules of one field, checked on the text that its sources wrote.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use config_format::Kind as TextKind;
use config_format::grammar;
use regex_lite::Regex;

use super::measure::Measure;
use super::reader::Reader;
use super::value::Value;
use crate::constant::describe;
use crate::finding::{Code, Finding};
use crate::path::Segment;
use crate::schema::{Bound, Existing, Field, Kind, Rule, Shape, TextFormat};

/// Checks all rules of a field whose value could be read.
pub(super) fn check<'a>(reader: &mut Reader<'a>, field: &'static Field, value: Value<'a>) {
    for rule in field.rules {
        apply(reader, field, rule, &field.kind, value);
    }
}

fn apply<'a>(reader: &mut Reader<'a>, field: &'static Field, rule: &Rule, kind: &Kind, value: Value<'a>) {
    let value = reader.follow(value);
    if value.is_null() {
        return;
    }
    match kind {
        Kind::Optional(inner) => return apply(reader, field, rule, inner, value),
        Kind::Recursive(inner) => return apply(reader, field, rule, inner(), value),
        Kind::Secret(inner) => {
            reader.secret += 1;
            apply(reader, field, rule, inner, value);
            reader.secret -= 1;
            return;
        }
        Kind::Section(schema) => {
            if let Shape::Newtype(fields) = schema.shape {
                return apply(reader, field, rule, &fields[0].kind, value);
            }
        }
        _ => {}
    }
    if let Rule::Length { minimum, maximum } = rule {
        let alone = matches!(kind, Kind::List { single: true, .. }) && !value.is_list();
        return length(reader, field, value, *minimum, *maximum, alone);
    }
    let inner = match kind {
        // An element alone keeps the rules of elements, and is hidden where they are.
        Kind::List { element, single: true, .. } if !value.is_list() => {
            return apply(reader, field, rule, element, value);
        }
        Kind::List { element, .. } | Kind::Map { value: element, .. } => element,
        // Read through serde: the value's own shape counts.
        Kind::Any => kind,
        _ => return scalar(reader, field, rule, kind, value),
    };
    match value.kind() {
        Some(TextKind::List) => {
            for (index, item) in value.items().into_iter().enumerate() {
                reader.path.push(Segment::Index(index));
                apply(reader, field, rule, inner, item);
                reader.path.pop();
            }
        }
        Some(TextKind::Map) => {
            let mut entries = Vec::new();
            value.for_each_entry(|_, key, value| entries.push((key, value)));
            for (key, item) in entries {
                reader.path.push(Segment::Key(key));
                apply(reader, field, rule, inner, item);
                reader.path.pop();
            }
        }
        _ => scalar(reader, field, rule, kind, value),
    }
}

fn scalar<'a>(reader: &mut Reader<'a>, field: &'static Field, rule: &Rule, kind: &Kind, value: Value<'a>) {
    let Some(scalar) = reader.scalar(value) else { return };
    match rule {
        Rule::Range { low, high } => {
            let Some(measure) = Measure::of(kind, &scalar) else { return };
            if is_outside(&measure, low.as_ref(), high.as_ref()) {
                let range = range_text(low.as_ref(), high.as_ref(), field.unit);
                let message = format!("is outside of its range, {range}");
                reader.invalid::<()>(Code::RANGE, value, message, || format!("give a value that is {range}"));
            }
        }
        Rule::Pattern(pattern) => {
            let Some(text) = scalar.as_text() else { return };
            if regular_expression(pattern).is_some_and(|regex| !regex.is_match(text)) {
                reader.invalid::<()>(
                    Code::PATTERN,
                    value,
                    format!("does not match the pattern {pattern}"),
                    || example(field).unwrap_or_else(|| format!("give text that matches {pattern}")),
                );
            }
        }
        Rule::Format(format) => {
            let Some(text) = scalar.as_text() else { return };
            if !text_format(*format, text) {
                let name = describe(*format);
                reader.invalid::<()>(Code::FORMAT, value, format!("is not {name}"), || {
                    example(field).unwrap_or_else(|| format!("give {name}"))
                });
            }
        }
        Rule::MustExist(existing) => {
            let Some(text) = scalar.as_text() else { return };
            let metadata = std::fs::metadata(text);
            let (found, what) = match existing {
                Existing::File => (metadata.is_ok_and(|metadata| metadata.is_file()), "a file"),
                Existing::Directory => (metadata.is_ok_and(|metadata| metadata.is_dir()), "a directory"),
            };
            if !found {
                reader.invalid::<()>(Code::MUST_EXIST, value, format!("is not {what} that exists"), || {
                    format!("create {what} there, or give the path of one; relative paths count from the working directory")
                });
            }
        }
        Rule::Length { .. } | Rule::Function(_) => {}
    }
}

fn length<'a>(
    reader: &mut Reader<'a>,
    field: &'static Field,
    value: Value<'a>,
    minimum: Option<u64>,
    maximum: Option<u64>,
    alone: bool,
) {
    // By what the value is, not by the kind: a field that is read through serde has none.
    let (count, what) = match value.kind() {
        _ if alone => (1, "element"),
        Some(TextKind::List) => (value.items().len(), "element"),
        Some(TextKind::Map) => {
            let mut count = 0;
            value.for_each_entry(|_, _, _| count += 1);
            (count, "entries")
        }
        _ => match reader.scalar(value).and_then(|scalar| scalar.as_text()) {
            Some(text) => (text.chars().count(), "character"),
            None => return,
        },
    };
    let Some(allowed) = allowed_length(count, minimum, maximum, what) else { return };
    // The number of characters of a secret is no one's business.
    let message = if reader.secret > 0 {
        format!("expected {allowed}")
    } else {
        format!("expected {allowed}, found {count}")
    };
    let mut finding = Finding::error(Code::LENGTH, reader.current_path(), message);
    finding = reader.locate(finding, value, Some(field));
    let finding = finding.with_help(format!("give {allowed}"));
    reader.findings.push(finding);
}

/// Whether something measures too little or too much.
pub(super) fn is_outside(measure: &Measure, low: Option<&Bound>, high: Option<&Bound>) -> bool {
    let breaks = |bound: Option<&Bound>, wrong: Ordering| {
        bound.is_some_and(|bound| match measure.against(&bound.value) {
            Some(order) => order == wrong || (bound.exclusive && order == Ordering::Equal),
            None => measure.is_unordered(),
        })
    };
    breaks(low, Ordering::Less) || breaks(high, Ordering::Greater)
}

/// How many there should be, of what `what` says; nothing when `count` is one of them.
pub(super) fn allowed_length(
    count: usize,
    minimum: Option<u64>,
    maximum: Option<u64>,
    what: &str,
) -> Option<String> {
    let count = count as u64;
    if minimum.is_none_or(|minimum| count >= minimum) && maximum.is_none_or(|maximum| count <= maximum) {
        return None;
    }
    let plural = |number: u64| match (what, number) {
        ("entries", 1) => "1 entry".to_owned(),
        ("entries", _) => format!("{number} entries"),
        (_, 1) => format!("1 {what}"),
        _ => format!("{number} {what}s"),
    };
    Some(match (minimum, maximum) {
        (Some(minimum), Some(maximum)) if minimum == maximum => format!("exactly {}", plural(minimum)),
        (Some(minimum), Some(maximum)) => format!("from {minimum} to {}", plural(maximum)),
        (Some(minimum), None) => format!("at least {}", plural(minimum)),
        (None, maximum) => format!("at most {}", plural(maximum?)),
    })
}

pub(crate) fn range_text(low: Option<&Bound>, high: Option<&Bound>, unit: Option<&str>) -> String {
    let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
    match (low, high) {
        (Some(low), Some(high)) if !low.exclusive && !high.exclusive => {
            format!("from {} to {}{unit}", low.value, high.value)
        }
        (low, high) => {
            let low = low
                .map(|low| format!("{} {}", if low.exclusive { "more than" } else { "at least" }, low.value));
            let high = high.map(|high| {
                format!("{} {}", if high.exclusive { "less than" } else { "at most" }, high.value)
            });
            let both: Vec<String> = low.into_iter().chain(high).collect();
            format!("{}{unit}", both.join(" and "))
        }
    }
}

fn example(field: &Field) -> Option<String> {
    field.examples.first().map(|example| format!("for example {example}"))
}

/// The compiled form of a pattern, made once per process. `None` for a pattern that is not valid, which the derive
/// refuses.
pub(crate) fn regular_expression(pattern: &'static str) -> Option<Arc<Regex>> {
    type Compiled = HashMap<&'static str, Option<Arc<Regex>>>;
    static COMPILED: OnceLock<Mutex<Compiled>> = OnceLock::new();
    let mut compiled = COMPILED.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    compiled.entry(pattern).or_insert_with(|| Regex::new(pattern).ok().map(Arc::new)).clone()
}

/// Whether a text keeps a well-known grammar.
pub(crate) fn text_format(format: TextFormat, text: &str) -> bool {
    match format {
        TextFormat::Email => grammar::is_email(text),
        TextFormat::Url => grammar::is_url(text),
        TextFormat::Hostname => grammar::is_hostname(text),
        TextFormat::Ip => grammar::is_ip(text),
        TextFormat::Ipv4 => grammar::is_ipv4(text),
        TextFormat::Ipv6 => grammar::is_ipv6(text),
        TextFormat::Uuid => grammar::is_uuid(text),
        TextFormat::HostPort => grammar::is_host_port(text),
        TextFormat::Cidr => grammar::is_cidr(text),
        TextFormat::Semver => grammar::is_semver(text),
    }
}
