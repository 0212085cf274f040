//! Invariants over a whole table, for what the derive cannot see: other types.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::{DefaultValue, Field, Kind, Merge, Schema};
use crate::finding::{Code, Finding, Origin};
use crate::path::push_key;

/// Something that is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Path of the field.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// Source file of the type.
    pub file: &'static str,
    /// Line of the field.
    pub line: u32,
}

impl std::fmt::Display for Violation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:{}: {}: {}", self.file, self.line, self.path, self.message)
    }
}

impl From<Violation> for Finding {
    fn from(violation: Violation) -> Self {
        Finding::error(Code::SCHEMA, violation.path, violation.message)
            .with_origin(Origin::Code { file: violation.file.to_owned(), line: violation.line })
            .with_help("change the attributes of the type")
    }
}

impl Schema {
    /// Everything that is wrong with the table and those below it: variables claimed twice across types, keys of keyed
    /// merges that do not exist, flattened fields that are no sections, replacements that name nothing. Worked out once
    /// per table and process.
    #[must_use]
    pub fn verify(&'static self) -> Vec<Violation> {
        static VERIFIED: OnceLock<Mutex<HashMap<usize, Vec<Violation>>>> = OnceLock::new();
        let address = std::ptr::from_ref(self).addr();
        let mut verified =
            VERIFIED.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
        verified.entry(address).or_insert_with(|| self.violations()).clone()
    }

    fn violations(&'static self) -> Vec<Violation> {
        let mut violations = Vec::new();
        let mut walk = Walk { violations: &mut violations, path: String::new(), open: Vec::new() };
        walk.section(self);
        let mut owners: HashMap<String, String> = HashMap::new();
        for (name, path) in crate::source::variables_of(self) {
            match owners.get(&name) {
                Some(owner) if *owner != path => {
                    let field = self.field_at(&path);
                    violations.push(Violation {
                        message: format!("the variable {name} already belongs to {owner}"),
                        path,
                        file: self.file,
                        line: field.map_or(self.line, |field| field.line),
                    });
                }
                Some(_) => {}
                None => {
                    owners.insert(name, path);
                }
            }
        }
        violations
    }
}

struct Walk<'w> {
    violations: &'w mut Vec<Violation>,
    path: String,
    open: Vec<*const Schema>,
}

impl Walk<'_> {
    fn section(&mut self, schema: &'static Schema) {
        let address = std::ptr::from_ref(schema);
        if self.open.contains(&address) {
            return;
        }
        self.open.push(address);
        let mut names: Vec<&str> = Vec::new();
        for field in schema.fields() {
            for name in std::iter::once(&field.name).chain(field.aliases) {
                if names.contains(name) && !field.flatten {
                    self.violation(schema, field, format!("the key {name} belongs to two fields"));
                }
                names.push(name);
            }
        }
        for field in schema.all_fields() {
            self.field(schema, field);
        }
        self.open.pop();
    }

    fn field(&mut self, schema: &'static Schema, field: &'static Field) {
        let length = self.path.len();
        if !field.flatten && field.rust_name != "0" {
            push_key(&mut self.path, field.name);
        }
        let kind = field.kind.without_wrappers();
        if field.flatten && !matches!(kind, Kind::Section(_) | Kind::Map { .. } | Kind::Any) {
            self.violation(
                schema,
                field,
                format!("only a section or a map can be flattened, not {}", kind.describe()),
            );
        }
        if field.kind.is_secret()
            && matches!(field.default, DefaultValue::Literal(_) | DefaultValue::Expression(_))
        {
            self.violation(schema, field, "a secret has a default".to_owned());
        }
        if field.merge == Some(Merge::Keyed) {
            let key = field.key.unwrap_or_default();
            let known = match kind {
                Kind::List { element, .. } => match element.without_wrappers() {
                    Kind::Section(element) => element.find(key).is_some(),
                    _ => false,
                },
                _ => false,
            };
            if !known {
                self.violation(
                    schema,
                    field,
                    format!("merge = \"keyed\" needs a list of sections with the field {key}"),
                );
            }
        }
        if field.merge == Some(Merge::Append) && !matches!(kind, Kind::List { .. }) {
            self.violation(schema, field, "merge = \"append\" needs a list".to_owned());
        }
        if let Some(replacement) = field.deprecated.and_then(|deprecated| deprecated.replacement)
            && schema.field_at(replacement).is_none()
        {
            self.violation(schema, field, format!("the replacement {replacement} is no field"));
        }
        // The value of the old key arrives at the new one, and would be shown under the old.
        if let Some(replacement) = field.deprecated.and_then(|deprecated| deprecated.replacement)
            && !field.kind.contains_secret()
            && schema.holds_secret_at(replacement) == Some(true)
        {
            let problem =
                format!("the replacement {replacement} is a secret, so its old key must be one as well");
            self.violation(schema, field, problem);
        }
        let mut inner = kind;
        while let Kind::List { element, .. } | Kind::Map { value: element, .. } = inner {
            inner = element.without_wrappers();
        }
        if let Kind::Section(section) = inner {
            self.section(section);
        }
        self.path.truncate(length);
    }

    fn violation(&mut self, schema: &Schema, field: &Field, message: String) {
        let mut path = self.path.clone();
        if field.flatten {
            push_key(&mut path, field.name);
        }
        self.violations.push(Violation { path, message, file: schema.file, line: field.line });
    }
}
