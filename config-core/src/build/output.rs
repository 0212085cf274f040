//! The sorts of files, and where they stand to one another.

use std::path::{Component, Path, PathBuf};

use crate::ServiceConfig;
use crate::export::{self, SampleFormat, SchemaOptions};
use crate::schema::{Kind, Schema};

/// What a file holds.
#[derive(Debug)]
pub(super) enum Output {
    JsonSchema(SchemaOptions),
    Sample(SampleFormat),
    Text(fn(&'static Schema) -> String),
    Man(String),
    Resource(export::CustomResource),
}

impl Output {
    /// The content; a message and further lines when it cannot be made.
    pub(super) fn content<T: ServiceConfig>(
        &self,
        schema_path: Option<&str>,
    ) -> Result<String, (String, Vec<String>)> {
        match self {
            Output::JsonSchema(options) => Ok(export::json_schema(T::SCHEMA, options).to_text()),
            Output::Text(write) => Ok(write(T::SCHEMA)),
            Output::Resource(resource) => {
                Ok(export::custom_resource_definition(T::SCHEMA, resource).to_text())
            }
            Output::Man(name) => Ok(export::man_page(T::SCHEMA, name)),
            Output::Sample(format) => {
                let sample = export::sample(T::SCHEMA, *format, schema_path);
                match export::load_sample::<T>(*format, &sample) {
                    Ok(()) => Ok(sample),
                    Err(findings) => {
                        let message =
                            "the sample does not load; give the fields an `example` that keeps their rules";
                        Err((message.to_owned(), findings))
                    }
                }
            }
        }
    }
}

/// The path to a file from the directory of another, both relative to one place, with slashes.
pub(super) fn relative(from: &Path, to: &Path) -> String {
    let parts = |path: &Path| -> Vec<String> {
        path.components()
            .filter(|part| !matches!(part, Component::CurDir))
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect()
    };
    let from = parts(from.parent().unwrap_or(&PathBuf::new()));
    let to = parts(to);
    let same = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    let mut steps = vec!["..".to_owned(); from.len() - same];
    if steps.is_empty() {
        steps.push(".".to_owned());
    }
    steps.extend(to[same..].iter().cloned());
    steps.join("/")
}

/// The source files of a table and of those below it, each once.
pub(super) fn source_files(schema: &'static Schema, found: &mut Vec<&'static str>) {
    fn walk(schema: &'static Schema, open: &mut Vec<*const Schema>, found: &mut Vec<&'static str>) {
        let address = std::ptr::from_ref(schema);
        if open.contains(&address) {
            return;
        }
        open.push(address);
        if !schema.file.is_empty() && !found.contains(&schema.file) {
            found.push(schema.file);
        }
        for field in schema.all_fields() {
            of_kind(&field.kind, open, found);
        }
    }
    fn of_kind(kind: &'static Kind, open: &mut Vec<*const Schema>, found: &mut Vec<&'static str>) {
        match kind {
            Kind::Section(schema) => walk(schema, open, found),
            Kind::Optional(inner) | Kind::Secret(inner) | Kind::List { element: inner, .. } => {
                of_kind(inner, open, found);
            }
            Kind::Map { key, value } => {
                of_kind(key, open, found);
                of_kind(value, open, found);
            }
            Kind::Tuple(kinds) => kinds.iter().for_each(|kind| of_kind(kind, open, found)),
            Kind::Recursive(kind) => of_kind(kind(), open, found),
            _ => {}
        }
    }
    walk(schema, &mut Vec::new(), found);
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn paths_lead_from_one_file_to_another() {
        let cases = [
            ("config/sample.yaml", "schemas/x.json", "../schemas/x.json"),
            ("sample.yaml", "schemas/x.json", "./schemas/x.json"),
            ("a/b.yaml", "a/x.json", "./x.json"),
            ("./a/b/c.yaml", "a/x.json", "../x.json"),
        ];
        for (from, to, expected) in cases {
            assert_eq!(relative(from.as_ref(), to.as_ref()), expected);
        }
    }
}
