//! The same JSON Schema for those who use `schemars`.

use std::borrow::Cow;

use schemars::{Schema, SchemaGenerator};
use serde_json::Value;

use super::common::signature;
use super::json_schema::{Draft, Generator, SchemaOptions};
use crate::ServiceConfig;
use crate::schema::Kind;

/// The name of a type's schema.
#[must_use]
pub fn schema_name<T: ServiceConfig>() -> Cow<'static, str> {
    T::SCHEMA.name.into()
}

/// What tells a type's schema from all others.
#[must_use]
pub fn schema_id<T: ServiceConfig>() -> Cow<'static, str> {
    signature(T::SCHEMA).into()
}

/// The schema of a type: what [`super::json_schema`] gives without references and reserved keys, because a value that
/// comes through serde has neither. Its definitions go to the generator's, under the name of the type.
#[must_use]
pub fn schema<T: ServiceConfig>(generator: &mut SchemaGenerator) -> Schema {
    let old = generator.settings().definitions_path.contains("definitions");
    let draft = if old { Draft::Draft07 } else { Draft::Draft202012 };
    let options = SchemaOptions::default().draft(draft).without_references().without_reserved_keys();
    let mut own = Generator::new(options);
    let document = own.type_itself(&Kind::Section(T::SCHEMA));
    let from = format!("#/{}/", draft.definitions());
    let to = format!("#{}/{}.", generator.settings().definitions_path, T::SCHEMA.name);
    let convert = |json: super::Json| {
        // What was written as JSON reads as JSON.
        let mut value: Value = serde_json::from_str(&json.to_line()).unwrap_or_default();
        redirect(&mut value, &from, &to);
        value
    };
    for (name, definition) in own.finish().entries() {
        let name = format!("{}.{name}", T::SCHEMA.name);
        generator.definitions_mut().insert(name, convert(definition.clone()));
    }
    Schema::try_from(convert(document.into())).unwrap_or_default()
}

/// Leads references to where the definitions now are.
fn redirect(value: &mut Value, from: &str, to: &str) {
    match value {
        Value::Object(map) => map.iter_mut().for_each(|(key, value)| match value {
            Value::String(text) if key == "$ref" => {
                if let Some(name) = text.strip_prefix(from) {
                    *text = format!("{to}{name}");
                }
            }
            value => redirect(value, from, to),
        }),
        Value::Array(items) => items.iter_mut().for_each(|value| redirect(value, from, to)),
        _ => {}
    }
}
