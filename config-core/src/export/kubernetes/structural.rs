//! Structural schemas: one type for each value, nothing shared, nothing recursive.

use config_format::unit::{format_duration, parse_byte_size, parse_duration};

use super::cel::cel_rule;
use crate::export::common::{default, is_required, literal, signature};
use crate::export::json::{Json, Object};
use crate::export::json_schema::formats;
use crate::export::pattern::portable;
use crate::schema::{Bound, Content, Field, Kind, Literal, Rule, Schema, Shape};

/// Anything goes.
fn open() -> Object {
    Object::new().with("x-kubernetes-preserve-unknown-fields", true)
}

/// The schema of a type; `above` are the types around it.
pub(super) fn section(schema: &'static Schema, above: &mut Vec<String>) -> Object {
    let own = signature(schema);
    if above.contains(&own) {
        // A type that contains itself would have no end.
        return described(schema.doc, Object::new().with("type", "object"))
            .with("x-kubernetes-preserve-unknown-fields", true);
    }
    above.push(own);
    let object = match schema.shape {
        Shape::Struct(fields) => object(schema, fields, above),
        Shape::Newtype(fields) => kind(&fields[0].kind, &fields[0].rules.iter().collect::<Vec<_>>(), above),
        Shape::Enum { .. } => choice(schema, above),
    };
    above.pop();
    described(schema.doc, object)
}

fn described(doc: &str, object: Object) -> Object {
    if doc.is_empty() {
        return object;
    }
    let mut out = Object::new().with("description", doc);
    out.extend(object);
    out
}

/// What an object is made of.
#[derive(Default)]
struct Parts {
    properties: Object,
    required: Vec<String>,
    validations: Vec<Object>,
    open: bool,
}

impl Parts {
    fn into_object(self) -> Object {
        let mut object = Object::new().with("type", "object");
        if !self.properties.is_empty() {
            object.set("properties", self.properties);
        }
        if !self.required.is_empty() {
            object.set("required", self.required);
        }
        if self.open {
            object.set("x-kubernetes-preserve-unknown-fields", true);
        }
        if !self.validations.is_empty() {
            object.set("x-kubernetes-validations", self.validations);
        }
        object
    }
}

fn object(schema: &'static Schema, fields: &'static [Field], above: &mut Vec<String>) -> Object {
    let mut parts = Parts { open: schema.allow_unknown, ..Parts::default() };
    collect(schema, fields, &mut parts, above);
    parts.into_object()
}

fn collect(schema: &'static Schema, fields: &'static [Field], parts: &mut Parts, above: &mut Vec<String>) {
    for field in fields {
        if !field.flatten {
            parts.properties.set(field.name, property(field, above));
            if is_required(field) {
                parts.required.push(field.name.to_owned());
            }
            continue;
        }
        match field.kind.without_wrappers() {
            Kind::Section(inner) if matches!(inner.shape, Shape::Struct(_)) => {
                parts.open |= inner.allow_unknown;
                collect(inner, inner.fields(), parts, above);
            }
            _ => parts.open = true,
        }
    }
    for check in schema.checks.iter().filter(|check| check.environment.is_none()) {
        if let Some(rule) = cel_rule(schema, &check.expression) {
            parts.validations.push(Object::new().with("rule", rule).with("message", check.message));
        }
    }
}

fn property(field: &'static Field, above: &mut Vec<String>) -> Object {
    let rules: Vec<&Rule> = field.rules.iter().collect();
    let mut doc = field.doc.to_owned();
    if let Some(deprecated) = &field.deprecated {
        doc.push_str(&format!(" ({})", crate::export::markdown::deprecation(deprecated)));
    }
    let mut shape = kind(&field.kind, &rules, above);
    if field.allow_unknown && shape.get("properties").is_some() {
        shape.set("x-kubernetes-preserve-unknown-fields", true);
    }
    shape.remove("description");
    let mut object = described(&doc, shape);
    if let Some(value) = default(field) {
        object.set("default", in_go_units(&field.kind, value));
    }
    object
}

/// A default as the structural schema accepts it.
fn in_go_units(kind: &Kind, value: Json) -> Json {
    match (kind.without_wrappers(), value) {
        (Kind::Duration, Json::String(text)) => Json::from(go_duration(&text)),
        (Kind::List { element, .. }, Json::List(items)) => {
            Json::List(items.into_iter().map(|item| in_go_units(element, item)).collect())
        }
        (Kind::Integer { .. } | Kind::Float, value) => value,
        (_, value) => value,
    }
}

/// A duration without weeks and days, which Go does not know.
fn go_duration(text: &str) -> String {
    const HOUR: u64 = 3600;
    let Ok((seconds, rest)) = parse_duration(text) else { return text.to_owned() };
    if !text.contains(['w', 'd']) {
        return text.to_owned();
    }
    let below = seconds % HOUR;
    let tail = if below == 0 && rest == 0 { String::new() } else { format_duration(below, rest) };
    format!("{}h{tail}", seconds / HOUR)
}

fn kind(of: &'static Kind, rules: &[&Rule], above: &mut Vec<String>) -> Object {
    match of {
        Kind::Boolean => Object::new().with("type", "boolean"),
        Kind::Integer { minimum, maximum, .. } => {
            let mut object = Object::new().with("type", "integer").with("format", "int64");
            if let Ok(low) = i64::try_from(*minimum)
                && low > i64::MIN
            {
                object.set("minimum", i128::from(low));
            }
            if let Ok(high) = i64::try_from(*maximum)
                && high < i64::MAX
            {
                object.set("maximum", i128::from(high));
            }
            range(rules, &mut object);
            object
        }
        Kind::Float => {
            let mut object = Object::new().with("type", "number");
            range(rules, &mut object);
            object
        }
        Kind::Duration => {
            let mut object = Object::new().with("type", "string").with("pattern", formats::go_duration());
            let seconds = |bound: &Bound| match bound.value {
                Literal::String(text) => Some(format!("duration('{}')", go_duration(text))),
                _ => None,
            };
            validate(rules, "duration(self)", &seconds, &mut object);
            text_rules(rules, &mut object);
            object
        }
        Kind::ByteSize => {
            let mut object = Object::new().with("x-kubernetes-int-or-string", true);
            object.set_some("pattern", formats::of_kind(of));
            let bytes = |bound: &Bound| match bound.value {
                Literal::String(text) => parse_byte_size(text).ok().map(u128::from),
                Literal::Integer(number) => u128::try_from(number).ok(),
                _ => None,
            };
            // Only a number can be compared; the text of a size is compared when it is loaded.
            let number = |bound: &Bound| bytes(bound).map(|bytes| bytes.to_string());
            validate(rules, "type(self) != int || int(self)", &number, &mut object);
            object
        }
        Kind::Character => {
            Object::new().with("type", "string").with("minLength", 1_u64).with("maxLength", 1_u64)
        }
        Kind::Parsed { numbers: true, .. } => {
            let mut object = Object::new().with("x-kubernetes-int-or-string", true);
            object.set_some("pattern", formats::of_kind(of));
            text_rules(rules, &mut object);
            object
        }
        Kind::String | Kind::Path | Kind::Percent | Kind::Parsed { .. } => {
            let mut object = Object::new().with("type", "string");
            object.set_some("pattern", formats::of_kind(of));
            length(rules, "minLength", "maxLength", &mut object);
            text_rules(rules, &mut object);
            object
        }
        Kind::Any => open(),
        // The API server drops null, so an option is a key that may be absent.
        Kind::Optional(inner) => kind(inner, rules, above),
        Kind::Secret(inner) => {
            let object = kind(inner, rules, above);
            if object.get("type") == Some(&Json::from("string")) {
                object.with("format", "password")
            } else {
                object
            }
        }
        // One that stands alone or in a list has no structural schema.
        Kind::List { single: true, .. } => open(),
        Kind::List { element, length: exact, .. } => {
            let mut object = Object::new().with("type", "array").with("items", kind(element, rules, above));
            if let Some(exact) = exact {
                object = object.with("minItems", *exact).with("maxItems", *exact);
            }
            length(rules, "minItems", "maxItems", &mut object);
            object
        }
        Kind::Tuple(kinds) => Object::new()
            .with("type", "array")
            .with("items", open())
            .with("minItems", kinds.len())
            .with("maxItems", kinds.len()),
        Kind::Map { value, .. } => {
            let value = kind(value, rules, above);
            let mut object = Object::new().with("type", "object").with("additionalProperties", value);
            length(rules, "minProperties", "maxProperties", &mut object);
            object
        }
        Kind::Section(schema) => match schema.shape {
            Shape::Newtype(fields) => {
                let all: Vec<&Rule> = rules.iter().copied().chain(fields[0].rules).collect();
                kind(&fields[0].kind, &all, above)
            }
            _ => section(schema, above),
        },
        Kind::Recursive(inner) => kind(inner(), rules, above),
    }
}

/// Bounds of numbers. Exclusive ones are a second key in this version of JSON Schema.
fn range(rules: &[&Rule], object: &mut Object) {
    for rule in rules {
        let Rule::Range { low, high } = rule else { continue };
        for (bound, key, exclusive) in
            [(low, "minimum", "exclusiveMinimum"), (high, "maximum", "exclusiveMaximum")]
        {
            let Some(bound) = bound else { continue };
            object.set(key, literal(&bound.value));
            if bound.exclusive {
                object.set(exclusive, true);
            }
        }
    }
}

/// Bounds that only CEL can compare.
fn validate(rules: &[&Rule], of: &str, text: &dyn Fn(&Bound) -> Option<String>, object: &mut Object) {
    let mut all = Vec::new();
    for rule in rules {
        let Rule::Range { low, high } = rule else { continue };
        for (bound, inclusive, exclusive, words) in
            [(low, ">=", ">", "at least"), (high, "<=", "<", "at most")]
        {
            if let Some(bound) = bound
                && let Some(limit) = text(bound)
            {
                let (sign, words) = match (bound.exclusive, words) {
                    (false, words) => (inclusive, words),
                    (true, "at least") => (exclusive, "more than"),
                    (true, _) => (exclusive, "less than"),
                };
                all.push(
                    Object::new()
                        .with("rule", format!("{of} {sign} {limit}"))
                        .with("message", format!("must be {words} {}", bound.value)),
                );
            }
        }
    }
    if !all.is_empty() {
        object.set("x-kubernetes-validations", all);
    }
}

fn length(rules: &[&Rule], least: &str, most: &str, object: &mut Object) {
    for rule in rules {
        if let Rule::Length { minimum, maximum } = rule {
            object.set_some(least, *minimum);
            object.set_some(most, *maximum);
        }
    }
}

/// Patterns and grammars; all but the first stand under `allOf`.
fn text_rules(rules: &[&Rule], object: &mut Object) {
    let mut further = Vec::new();
    for rule in rules {
        let pattern = match rule {
            Rule::Pattern(pattern) => portable(pattern),
            Rule::Format(format) => Some(formats::of_format(*format)),
            _ => None,
        };
        let Some(pattern) = pattern else { continue };
        if object.get("pattern").is_none() {
            object.set("pattern", pattern);
        } else {
            further.push(Object::new().with("pattern", pattern));
        }
    }
    if !further.is_empty() {
        object.set("allOf", further);
    }
}

/// An enum: names alone, a map with a tag, or a map of one key.
fn choice(schema: &'static Schema, above: &mut Vec<String>) -> Object {
    let Shape::Enum { tag, variants } = schema.shape else { return open() };
    let names: Vec<&str> = variants
        .iter()
        .flat_map(|variant| std::iter::once(variant.name).chain(variant.aliases.iter().copied()))
        .collect();
    let has_names = variants.iter().any(|variant| matches!(variant.content, Content::Unit));
    let Some(tag) = tag else {
        if variants.iter().all(|variant| matches!(variant.content, Content::Unit)) {
            return Object::new().with("type", "string").with("enum", names);
        }
        if has_names {
            // Sometimes text, sometimes a map: a structural schema has no such type.
            return open();
        }
        return one_key(schema, above);
    };
    let mut parts = Parts { open: schema.allow_unknown, ..Parts::default() };
    parts.properties.set(tag, Object::new().with("type", "string").with("enum", names));
    parts.required.push(tag.to_owned());
    for variant in variants {
        let (owner, fields): (&'static Schema, &'static [Field]) = match variant.content {
            Content::Unit => continue,
            Content::Struct(fields) => (schema, fields),
            Content::Newtype(fields) => match fields[0].kind.without_wrappers() {
                Kind::Section(inner) => (inner, inner.fields()),
                _ => return open().with("type", "object"),
            },
        };
        let mut inner = Parts::default();
        collect(owner, fields, &mut inner, above);
        parts.open |= inner.open;
        let is = |name: &str| format!("self.{tag} == '{name}'");
        let chosen: Vec<String> =
            std::iter::once(variant.name).chain(variant.aliases.iter().copied()).map(is).collect();
        let chosen = if chosen.len() == 1 { chosen.join("") } else { format!("({})", chosen.join(" || ")) };
        for name in inner.required {
            parts.validations.push(
                Object::new()
                    .with("rule", format!("!({chosen}) || has(self.{name})"))
                    .with("message", format!("{name} is required with {}", variant.name)),
            );
        }
        for (name, property) in inner.properties.entries() {
            let Json::Object(property) = property else { continue };
            // A default would be filled in whatever the variant is.
            let mut property = property.clone();
            property.remove("default");
            match parts.properties.get(name) {
                Some(Json::Object(known)) if *known != property => parts.properties.set(name, open()),
                _ => parts.properties.set(name, property),
            }
        }
    }
    parts.into_object()
}

fn one_key(schema: &'static Schema, above: &mut Vec<String>) -> Object {
    let mut properties = Object::new();
    let mut each = Vec::new();
    for variant in schema.variants() {
        let content = match variant.content {
            Content::Unit => continue,
            Content::Newtype(fields) => {
                kind(&fields[0].kind, &fields[0].rules.iter().collect::<Vec<_>>(), above)
            }
            Content::Struct(fields) => {
                let mut parts = Parts::default();
                collect(schema, fields, &mut parts, above);
                parts.into_object()
            }
        };
        properties.set(variant.name, described(variant.doc, content));
        each.push(Object::new().with("required", vec![variant.name]));
    }
    Object::new().with("type", "object").with("properties", properties).with("oneOf", each)
}
