//! The table of environment variables.

use super::facts::type_name;
use super::json::{Json, Object};
use super::sections::default_text;
use super::variables_of;
use crate::schema::{Field, Schema};

/// One environment variable of a configuration.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name; `0` stands for an index and `KEY` for a map's key.
    pub name: String,
    /// Path of the value that it gives.
    pub path: String,
    /// The field.
    pub field: &'static Field,
}

/// Every variable that a configuration reads, in the order of the table. A secret may be given as `NAME_FILE` as well.
#[must_use]
pub fn variables(schema: &'static Schema) -> Vec<Variable> {
    let mut found: Vec<Variable> = Vec::new();
    for (name, path) in variables_of(schema) {
        if let Some(field) = schema.field_at(&path)
            && !found.iter().any(|known| known.name == name)
        {
            found.push(Variable { name, path, field });
        }
    }
    found
}

/// The table of environment variables in Markdown.
#[must_use]
pub fn variables_markdown(schema: &'static Schema) -> String {
    let mut out = format!(
        "# Environment variables of {}\n\n| Variable | Key | Type | Default | Meaning |\n| --- | --- | --- | --- | --- |\n",
        schema.name
    );
    for Variable { name, path, field } in variables(schema) {
        let file = if field.kind.is_secret() { format!(", `{name}_FILE`") } else { String::new() };
        let default = default_text(field).unwrap_or_else(|| "required".to_owned());
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
        out.push_str(&format!(
            "| `{name}`{file} | `{path}` | {} | {} | {} |\n",
            plain(&type_name(&field.kind)),
            plain(&default),
            plain(field.doc)
        ));
    }
    out
}

/// The variables as JSON.
pub(super) fn as_json(schema: &'static Schema) -> Json {
    let each = variables(schema).into_iter().map(|Variable { name, path, field }| {
        let mut object = Object::new().with("name", name.as_str()).with("path", path);
        if field.kind.is_secret() {
            object.set("file_variable", format!("{name}_FILE"));
        }
        Json::from(object)
    });
    Json::List(each.collect())
}
