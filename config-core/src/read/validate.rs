//! `validator::Validate` for derived types: what of the table can be held against a typed value.

use std::borrow::Cow;

use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use super::value::{Inner, Value};
use super::{Outcomes, Reader, ServiceConfig};
use crate::environment::Environment;
use crate::layer::Resolutions;

/// Holds a typed value against the checks and functions of its type. Called by the code that the derive writes.
///
/// Run are the `check`s without an environment and the `validate(…)` functions of the type itself. Ranges, lengths,
/// patterns and formats are held against texts while they are read, and the sections inside have their own `Validate`.
/// The code of an error is that of the finding, and no error has parameters, which could show a secret.
///
/// # Errors
///
/// Everything that does not hold, by the path of the first field involved.
#[doc(hidden)]
pub fn validate<T: ServiceConfig>(value: &T) -> Result<(), ValidationErrors> {
    let (environment, resolutions) = (Environment::Custom(String::new()), Resolutions::default());
    let root = Value(Inner::Absent);
    let mut reader = Reader::new(T::SCHEMA, &[], &resolutions, &environment, root, false);
    value.check(&mut Outcomes {
        reader: &mut reader,
        schema: T::SCHEMA,
        fields: T::SCHEMA.fields(),
        value: root,
        findings: 0,
    });
    let mut errors = ValidationErrors::new();
    for finding in reader.into_findings() {
        let path = if finding.path().is_empty() { "__all__" } else { finding.path() };
        let error = ValidationError::new(finding.code().as_str());
        let error = error.with_message(Cow::Owned(finding.message().to_owned()));
        let kind = errors.0.entry(Cow::Owned(path.to_owned()));
        if let ValidationErrorsKind::Field(all) =
            kind.or_insert_with(|| ValidationErrorsKind::Field(Vec::new()))
        {
            all.push(error);
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}
