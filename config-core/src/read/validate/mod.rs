//! `validator::Validate` for derived types: a value in hand against the rules, checks and functions of its tables.
//!
//! The walk through sections is that of the checks over an old and a new value, with the value as both of them.
//! `errors` puts what was found where the other crate's users look for it.

mod errors;

use std::borrow::Cow;
use std::fmt::Display;

use validator::{ValidationError, ValidationErrors};

use self::errors::add;
use super::changes::Step;
use super::held::Held;
use super::outcomes::Taker;
use super::{ChangeOutcomes, ConfigValue, Outcomes, ServiceConfig};
use crate::finding::Code;
use crate::schema::{Content, Field, Schema, Shape};

/// Holds a value against everything that its tables ask for in every environment. Called by the code that `interop!`
/// writes.
///
/// Errors lie where the `validator` crate puts them: by the name of the Rust field, those of a section inside as a
/// `Struct`, those of lists, sets and maps as a `List` by the index of the element. The code is that of the finding
/// which a load would give. No error has parameters, and only the text of a function may repeat a value, never a secret.
///
/// # Errors
///
/// Everything that does not hold.
#[doc(hidden)]
pub fn validate<T: ServiceConfig>(value: &T) -> Result<(), ValidationErrors> {
    let errors = ChangeOutcomes::validate(value).errors;
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// A value that is held against its tables.
#[doc(hidden)]
pub struct Validation {
    schema: &'static Schema,
    fields: &'static [Field],
    /// From the whole value to the section.
    steps: Vec<Step>,
    errors: ValidationErrors,
}

impl std::fmt::Debug for Validation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Validation").field("schema", &self.schema.name).finish_non_exhaustive()
    }
}

impl Validation {
    pub(super) fn new(schema: &'static Schema) -> Self {
        Self { schema, fields: schema.fields(), steps: Vec::new(), errors: ValidationErrors::new() }
    }

    /// Holds one section against its own rules, functions and checks.
    pub(super) fn section<T: ServiceConfig>(&mut self, value: &T, steps: &[Step]) {
        self.steps = steps.to_vec();
        let outer = (self.schema, self.fields);
        (self.schema, self.fields) = (T::SCHEMA, T::SCHEMA.fields());
        value.held_rules(self);
        value.check(&mut Outcomes(Taker::Value(self)));
        (self.schema, self.fields) = outer;
    }

    /// Says which variant an enum has; `index` counts in the table.
    pub fn variant(&mut self, index: usize) {
        let Shape::Enum { variants, .. } = self.schema.shape else { return };
        self.fields = match variants.get(index).map(|variant| variant.content) {
            Some(Content::Struct(fields) | Content::Newtype(fields)) => fields,
            Some(Content::Unit) | None => &[],
        };
    }

    /// Holds a field against its rules; `index` counts in the table.
    pub fn field<T: ConfigValue>(&mut self, index: usize, value: &T) {
        let Some(field) = self.fields.get(index) else { return };
        for (code, message) in Held::broken(field, value) {
            self.add(&[field.rust_name], code, message);
        }
    }

    /// Takes the result of a check; what only one environment asks for is not asked of a value without any.
    pub(super) fn check(&mut self, index: usize, holds: bool) {
        let Some(check) = self.schema.checks.get(index) else { return };
        if holds || check.environment.is_some() {
            return;
        }
        let mut first = None;
        check.expression.reads(&mut |path| first = first.or(Some(path)));
        let path = first.filter(|path| !path.is_empty()).unwrap_or(&["__all__"]);
        self.add(path, check.code.map_or(Code::CHECK, Code::custom), check.message.to_owned());
    }

    pub(super) fn function<E: Display>(&mut self, index: usize, result: Result<(), E>) {
        let (Err(problem), Some(field)) = (result, self.fields.get(index)) else { return };
        let secret = field.kind.contains_secret();
        let message = if secret { "was refused".to_owned() } else { problem.to_string() };
        self.add(&[field.rust_name], Code::FUNCTION, message);
    }

    fn add(&mut self, path: &[&'static str], code: Code, message: String) {
        let error = ValidationError::new(code.as_str()).with_message(Cow::Owned(message));
        let steps: Vec<Step> =
            self.steps.iter().copied().chain(path.iter().map(|name| Step::Field(name))).collect();
        add(&mut self.errors, &steps, error);
    }
}
