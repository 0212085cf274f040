//! The schema of a Helm chart's values.

use super::json::{Json, Object};
use super::json_schema::{Draft, SchemaOptions, json_schema};
use crate::schema::Schema;

/// `values.schema.json` for a chart whose values are the configuration: draft-07, which every version of Helm 3 reads, with
/// the key `global` that Helm adds.
#[must_use]
pub fn helm_values_schema(schema: &'static Schema) -> Json {
    let options = SchemaOptions::default().draft(Draft::Draft07).without_reserved_keys();
    let document = json_schema(schema, &options);
    let Json::Object(mut document) = document else { return document };
    if let Some(Json::Object(mut properties)) = document.get("properties").cloned()
        && properties.get("global").is_none()
    {
        let global = Object::new().with("description", "Values that charts share.").with("type", "object");
        properties.set("global", global);
        document.set("properties", properties);
    }
    document.into()
}
