//! The whole table as JSON, for other programs.

use super::common::{default, is_required, literal};
use super::facts::type_name;
use super::json::{Json, Object};
use super::sections::{Section, fields_of, sections};
use super::variables;
use crate::schema::{
    Bound, Content, DefaultValue, Existing, Field, Kind, Merge, Rule, Schema, Shape, Transition,
};

/// Everything that the table says, as JSON: sections in the order in which they are met, each with its fields, variants and
/// checks, and all environment variables.
///
/// The form is `{"name", "doc", "env_prefix", "version", "sections": [{"path", "type", "doc", "fields": […], "variants": […],
/// "checks": […]}], "variables": […]}`; keys that say nothing are left out.
#[must_use]
pub fn dump(schema: &'static Schema) -> Json {
    let mut object = Object::new().with("name", schema.name).with("doc", schema.doc);
    object.set_some("env_prefix", schema.env_prefix);
    object.set_some("version", schema.version);
    object.set("sections", sections(schema).iter().map(section).collect::<Vec<_>>());
    object.set("variables", variables::as_json(schema));
    object.into()
}

fn section(section: &Section) -> Object {
    let schema = section.schema;
    let mut object =
        Object::new().with("path", section.path.as_str()).with("type", schema.name).with("doc", schema.doc);
    object.set_some("file", (!schema.file.is_empty()).then_some(schema.file));
    object.set_some("line", (schema.line > 0).then_some(schema.line));
    if schema.allow_unknown {
        object.set("allow_unknown", true);
    }
    let fields = |fields: &[Field]| fields.iter().map(field).collect::<Vec<_>>();
    if let Shape::Enum { tag, variants } = schema.shape {
        object.set_some("tag", tag);
        let each = variants.iter().map(|variant| {
            let mut object = Object::new().with("name", variant.name).with("doc", variant.doc);
            list("aliases", variant.aliases, &mut object);
            if let Some(it) = variant.deprecated {
                object.set("deprecated", super::markdown::deprecation(&it));
            }
            match variant.content {
                Content::Unit => {}
                Content::Newtype(all) => object.set("value", field(&all[0])),
                Content::Struct(all) => object.set("fields", fields(all)),
            }
            object
        });
        object.set("variants", each.collect::<Vec<_>>());
    } else {
        object.set("fields", fields_of(schema).map(|(_, it)| field(it)).collect::<Vec<_>>());
    }
    let checks = schema.checks.iter().map(|check| {
        let mut object = Object::new().with("check", check.text).with("message", check.message);
        object.set_some("environment", check.environment);
        object.set_some("code", check.code);
        object
    });
    let checks: Vec<Object> = checks.collect();
    if !checks.is_empty() {
        object.set("checks", checks);
    }
    let changes = schema.change_checks.iter();
    let changes: Vec<Object> =
        changes.map(|check| Object::new().with("check", check.text).with("message", check.message)).collect();
    if !changes.is_empty() {
        object.set("change_checks", changes);
    }
    object
}

fn field(field: &Field) -> Object {
    let mut object = Object::new()
        .with("key", field.name)
        .with("type", type_name(&field.kind))
        .with("kind", kind_name(&field.kind))
        .with("doc", field.doc)
        .with("required", is_required(field));
    if field.kind.contains_secret() {
        object.set("secret", true);
    }
    object.set_some("default", default(field));
    if let DefaultValue::Expression(text) = field.default {
        object.set("default_expression", text);
    }
    list("aliases", field.aliases, &mut object);
    list("env", field.env, &mut object);
    if !field.rules.is_empty() {
        object.set("rules", field.rules.iter().map(rule).collect::<Vec<_>>());
    }
    object.set_some("merge", field.merge.map(merge_name));
    object.set_some("merge_key", field.key);
    object.set("reload", field.reload.name());
    object.set_some("unit", field.unit);
    object.set_some("since", field.since);
    if let Some(it) = field.deprecated {
        let mut deprecated = Object::new().with("since", it.since).with("note", it.note);
        deprecated.set_some("use", it.replacement);
        object.set("deprecated", deprecated);
    }
    if !field.examples.is_empty() {
        object.set("examples", field.examples.iter().map(literal).collect::<Vec<_>>());
    }
    object.set_some("effective_when", field.effective_when);
    list("required_in", field.required_in, &mut object);
    for (name, set) in [("flatten", field.flatten), ("allow_unknown", field.allow_unknown)] {
        if set {
            object.set(name, true);
        }
    }
    let transitions: Vec<String> = field
        .transitions
        .iter()
        .map(|transition| match transition {
            Transition::Immutable => "immutable".to_owned(),
            Transition::Monotonic => "monotonic".to_owned(),
            Transition::MaximumStep(step) => format!("max_step {step}"),
        })
        .collect();
    if !transitions.is_empty() {
        object.set("transitions", transitions);
    }
    object.set_some("line", (field.line > 0).then_some(field.line));
    object
}

fn list(key: &str, items: &[&str], object: &mut Object) {
    if !items.is_empty() {
        object.set(key, items.to_vec());
    }
}

fn rule(rule: &Rule) -> Object {
    let bound = |object: &mut Object, name: &str, bound: &Option<Bound>| {
        if let Some(bound) = bound {
            object.set(name, literal(&bound.value));
            if bound.exclusive {
                object.set(format!("{name}_exclusive"), true);
            }
        }
    };
    match rule {
        Rule::Range { low, high } => {
            let mut object = Object::new().with("rule", "range");
            bound(&mut object, "low", low);
            bound(&mut object, "high", high);
            object
        }
        Rule::Length { minimum, maximum } => {
            let mut object = Object::new().with("rule", "length");
            object.set_some("minimum", *minimum);
            object.set_some("maximum", *maximum);
            object
        }
        Rule::Pattern(pattern) => Object::new().with("rule", "pattern").with("pattern", *pattern),
        Rule::Format(format) => Object::new().with("rule", "format").with("format", format.name()),
        Rule::MustExist(existing) => Object::new()
            .with("rule", "must_exist")
            .with("what", if *existing == Existing::File { "file" } else { "dir" }),
        Rule::Function(path) => Object::new().with("rule", "function").with("path", *path),
    }
}

fn merge_name(merge: Merge) -> &'static str {
    match merge {
        Merge::Replace => "replace",
        Merge::Append => "append",
        Merge::Deep => "deep",
        Merge::Keyed => "keyed",
    }
}

/// The kind in one word.
fn kind_name(kind: &Kind) -> &'static str {
    match kind.without_wrappers() {
        Kind::Boolean => "boolean",
        Kind::Integer { .. } => "integer",
        Kind::Float => "float",
        Kind::Character => "character",
        Kind::String => "string",
        Kind::Path => "path",
        Kind::Duration => "duration",
        Kind::ByteSize => "byte_size",
        Kind::Percent => "percent",
        Kind::Parsed { .. } => "parsed",
        Kind::List { .. } => "list",
        Kind::Tuple(_) => "tuple",
        Kind::Map { .. } => "map",
        Kind::Section(schema) => match schema.shape {
            Shape::Struct(_) => "section",
            Shape::Newtype(fields) => kind_name(&fields[0].kind),
            Shape::Enum { .. } => "enum",
        },
        _ => "any",
    }
}
