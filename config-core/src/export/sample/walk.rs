//! The walk over the table that all formats share.

use super::placeholder::placeholder;
use super::without_references;
use crate::export::common::{default, is_required};
use crate::export::facts;
use crate::export::json::{Json, Object};
use crate::schema::{Content, DefaultValue, Field, Kind, Schema, Shape};

/// One key of a sample.
#[derive(Clone)]
pub(super) struct Entry {
    /// The key.
    pub(super) name: String,
    /// Names of variables besides the computed one.
    pub(super) variables: &'static [&'static str],
    /// Lines for people.
    pub(super) notes: Vec<String>,
    /// A value that is only shown, below the notes.
    pub(super) example: Option<Value>,
    /// The value; nothing when there is only something to say.
    pub(super) value: Option<Value>,
    /// Whether a source must give it, so that it is not commented out.
    pub(super) active: bool,
}

/// A value of a sample.
#[derive(Clone)]
pub(super) enum Value {
    /// A scalar, or a list or map written on one line.
    Plain(Json),
    /// A section.
    Section(Vec<Entry>),
    /// A list of sections.
    Sections(Vec<Vec<Entry>>),
}

impl Value {
    /// Whether anything in it is not commented out.
    pub(super) fn is_active(&self) -> bool {
        match self {
            Value::Plain(_) => false,
            Value::Section(entries) => entries.iter().any(Entry::is_active),
            Value::Sections(elements) => !elements.is_empty(),
        }
    }
}

impl Entry {
    /// The example as an entry of its own, which is not commented out.
    pub(super) fn shown(&self) -> Option<Entry> {
        let value = self.example.clone()?;
        Some(Entry {
            name: self.name.clone(),
            variables: self.variables,
            notes: Vec::new(),
            example: None,
            value: Some(value),
            active: true,
        })
    }

    /// Whether it, or anything in it, is not commented out.
    pub(super) fn is_active(&self) -> bool {
        self.active || self.value.as_ref().is_some_and(Value::is_active)
    }
}

/// The keys of a whole file.
pub(super) fn entries(schema: &'static Schema) -> Vec<Entry> {
    match schema.shape {
        Shape::Struct(fields) => of_fields(fields, 0),
        Shape::Enum { .. } => match of_enum(schema, 0) {
            Some(Value::Section(entries)) => entries,
            _ => Vec::new(),
        },
        Shape::Newtype(fields) => match required(&fields[0], &fields[0].kind, 0) {
            Some(Value::Section(entries)) => entries,
            _ => Vec::new(),
        },
    }
}

/// Deeper than this nothing is shown: a type that contains itself must end somewhere.
const DEEPEST: usize = 12;

fn of_fields(fields: &'static [Field], depth: usize) -> Vec<Entry> {
    let mut entries = Vec::new();
    for field in fields {
        if field.flatten {
            if let Kind::Section(schema) = field.kind.without_wrappers() {
                match schema.shape {
                    Shape::Struct(inner) => entries.extend(of_fields(inner, depth)),
                    Shape::Enum { .. } => {
                        if let Some(Value::Section(inner)) = of_enum(schema, depth) {
                            entries.extend(inner);
                        }
                    }
                    Shape::Newtype(_) => {}
                }
            }
            continue;
        }
        entries.push(of_field(field, depth));
    }
    entries
}

fn of_field(field: &'static Field, depth: usize) -> Entry {
    let mut notes: Vec<String> = field.doc.lines().map(str::to_owned).collect();
    let mut facts = facts::sentence(field);
    let mut entry = Entry {
        name: field.name.to_owned(),
        variables: field.env,
        notes: Vec::new(),
        example: None,
        value: None,
        active: false,
    };
    if is_required(field) {
        facts.push_str(" Required.");
        notes.push(facts);
        entry.value = required(field, &field.kind, depth);
        entry.active = true;
        if entry.value.is_none() {
            notes.push("There is no example of it.".to_owned());
        }
        return Entry { notes, ..entry };
    }
    notes.push(facts);
    let known = default(field).map(|value| without_references(&value));
    // These give a warning when they are set, so they are only shown.
    let shown_only = field.deprecated.is_some() || field.effective_when.is_some();
    match (&field.default, known) {
        (_, Some(value)) if shown_only => {
            notes.push("The default:".to_owned());
            entry.example = Some(Value::Plain(value));
        }
        (DefaultValue::Type, Some(_))
            if matches!(field.kind.without_wrappers(), Kind::Section(_)) && depth < DEEPEST =>
        {
            if let Kind::Section(schema) = field.kind.without_wrappers() {
                entry.value = Some(Value::Section(of_fields(schema.fields(), depth + 1)));
            }
        }
        (_, Some(value)) => entry.value = Some(Value::Plain(value)),
        (DefaultValue::Expression(text), None) => {
            notes.push(format!("The default is made by the code: {text}"))
        }
        (DefaultValue::Type, None) => notes.push("The default is that of its type.".to_owned()),
        _ => entry.example = optional(field, &mut notes, depth),
    }
    Entry { notes, ..entry }
}

/// What an optional field would look like: for people only, since it is not set.
fn optional(field: &'static Field, notes: &mut Vec<String>, depth: usize) -> Option<Value> {
    if field.deprecated.is_some() {
        return None;
    }
    let secret = field.kind.contains_secret() && field.kind.is_scalar();
    let example = match secret {
        true => Some(Value::Plain(Json::from("${secret:PATH}"))),
        false => required(field, &field.kind, depth),
    };
    notes.push(if example.is_some() { "Not set. For example:" } else { "Not set." }.to_owned());
    example
}

/// A value for a field that has none.
fn required(field: &'static Field, kind: &'static Kind, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    if let Some(example) = field.examples.first() {
        return Some(Value::Plain(without_references(&crate::export::common::literal(example))));
    }
    match kind.without_wrappers() {
        Kind::Section(schema) => match schema.shape {
            Shape::Struct(fields) => Some(Value::Section(of_fields(fields, depth + 1))),
            Shape::Newtype(fields) if !fields[0].kind.is_scalar() => {
                required(&fields[0], &fields[0].kind, depth + 1)
            }
            Shape::Newtype(fields) => {
                let rules: Vec<_> = field.rules.iter().chain(fields[0].rules).collect();
                let examples = fields[0].examples;
                match examples.first() {
                    Some(example) => Some(Value::Plain(crate::export::common::literal(example))),
                    None => placeholder(&fields[0].kind, &rules).map(Value::Plain),
                }
            }
            Shape::Enum { .. } => of_enum(schema, depth),
        },
        Kind::List { element, length, .. } => {
            let least = length.unwrap_or_else(|| least_length(field)).min(16);
            match element.without_wrappers() {
                Kind::Section(schema) if matches!(schema.shape, Shape::Struct(_)) => {
                    let elements = (0..least).map(|_| of_fields(schema.fields(), depth + 1)).collect();
                    Some(Value::Sections(elements))
                }
                _ => {
                    let rules: Vec<_> = field.rules.iter().filter(|rule| !is_length(rule)).collect();
                    let element = |_| plain(element, &rules, depth);
                    (0..least)
                        .map(element)
                        .collect::<Option<Vec<Json>>>()
                        .map(|items| Value::Plain(Json::List(items)))
                }
            }
        }
        Kind::Map { key, value } => {
            let mut object = Object::new();
            for index in 0..least_length(field).min(16) {
                let name = match placeholder(key, &[])? {
                    Json::String(text) if index > 0 => format!("{text}-{index}"),
                    Json::String(text) => text,
                    other => other.to_line(),
                };
                let rules: Vec<_> = field.rules.iter().filter(|rule| !is_length(rule)).collect();
                object.set(name, plain(value, &rules, depth)?);
            }
            Some(Value::Plain(Json::Object(object)))
        }
        _ => placeholder(kind, &field.rules.iter().collect::<Vec<_>>()).map(|value| {
            // A secret in a sample is a placeholder; anything that looks real would be used.
            Value::Plain(without_references(&value))
        }),
    }
}

fn is_length(rule: &crate::schema::Rule) -> bool {
    matches!(rule, crate::schema::Rule::Length { .. })
}

fn least_length(field: &Field) -> usize {
    let least = field.rules.iter().map(|rule| match rule {
        crate::schema::Rule::Length { minimum: Some(minimum), .. } => *minimum,
        _ => 0,
    });
    usize::try_from(least.max().unwrap_or(0)).unwrap_or(0)
}

/// A value on one line, sections included.
fn plain(kind: &'static Kind, rules: &[&crate::schema::Rule], depth: usize) -> Option<Json> {
    if depth > DEEPEST {
        return None;
    }
    match kind.without_wrappers() {
        Kind::Section(schema) => match schema.shape {
            Shape::Struct(fields) => of_required(fields, depth),
            Shape::Newtype(fields) => {
                let rules: Vec<_> = rules.iter().copied().chain(fields[0].rules).collect();
                plain(&fields[0].kind, &rules, depth + 1)
            }
            Shape::Enum { .. } => as_json(&of_enum(schema, depth)?),
        },
        Kind::List { .. } => Some(Json::List(Vec::new())),
        Kind::Map { .. } => Some(Json::Object(Object::new())),
        _ => placeholder(kind, rules),
    }
}

/// The required fields of a section, on one line.
fn of_required(fields: &'static [Field], depth: usize) -> Option<Json> {
    let mut object = Object::new();
    for entry in of_fields(fields, depth + 1).iter().filter(|entry| entry.is_active()) {
        object.set(entry.name.clone(), as_json(entry.value.as_ref()?)?);
    }
    Some(Json::Object(object))
}

/// What of a value is not commented out, on one line.
pub(super) fn as_json(value: &Value) -> Option<Json> {
    let object = |entries: &[Entry]| {
        let mut object = Object::new();
        for entry in entries.iter().filter(|entry| entry.is_active()) {
            object.set(entry.name.clone(), as_json(entry.value.as_ref()?)?);
        }
        Some(Json::Object(object))
    };
    match value {
        Value::Plain(json) => Some(json.clone()),
        Value::Section(entries) => object(entries),
        Value::Sections(elements) => {
            elements.iter().map(|entries| object(entries)).collect::<Option<_>>().map(Json::List)
        }
    }
}

/// The first variant that is a name alone, or the first one with its data.
fn of_enum(schema: &'static Schema, depth: usize) -> Option<Value> {
    let Shape::Enum { tag, variants } = schema.shape else { return None };
    if let Some(name) = variants.iter().find(|variant| matches!(variant.content, Content::Unit)) {
        return Some(match tag {
            None => Value::Plain(Json::from(name.name)),
            Some(tag) => Value::Section(vec![named(tag, name.name)]),
        });
    }
    let variant = variants.first()?;
    let content = match variant.content {
        Content::Unit => return None,
        Content::Struct(fields) => Value::Section(of_fields(fields, depth + 1)),
        Content::Newtype(fields) => required(&fields[0], &fields[0].kind, depth + 1)?,
    };
    Some(Value::Section(match (tag, content) {
        (Some(tag), Value::Section(entries)) => {
            std::iter::once(named(tag, variant.name)).chain(entries).collect()
        }
        (Some(_), _) => return None,
        (None, content) => vec![Entry { value: Some(content), ..named(variant.name, "") }],
    }))
}

/// An entry that chooses a variant.
fn named(key: &str, value: &str) -> Entry {
    Entry {
        name: key.to_owned(),
        variables: &[],
        notes: Vec::new(),
        example: None,
        value: Some(Value::Plain(Json::from(value))),
        active: true,
    }
}
