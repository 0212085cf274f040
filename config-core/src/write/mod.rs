//! The typed value back into a tree, for files that other programs read.
//!
//! `#[config(write)]` on a type makes the derive write [`WriteValue`] for it: one list of its fields' values. What is
//! left out (nothing at all, and what equals a default of the table) is decided here, by the table.

mod impls;

use crate::schema::{DefaultValue, Field, Schema, Shape};
use crate::value::AnyValue;

/// A type that can be written to a configuration file.
///
/// ```
/// use config_core::{AnyValue, ServiceConfig, WriteValue};
///
/// /// A queue.
/// #[derive(ServiceConfig)]
/// #[config(write)]
/// struct Queue {
///     /// How many elements fit.
///     #[config(default = 100)]
///     capacity: u32,
///     /// What it is called.
///     name: Option<String>,
/// }
///
/// let queue = Queue { capacity: 100, name: Some("in".to_owned()) };
/// assert_eq!(queue.write(), AnyValue::Map(vec![("name".to_owned(), AnyValue::String("in".to_owned()))]));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written to a configuration",
    label = "this type does not implement `WriteValue`",
    note = "put `write` among the attributes of a type that derives `ServiceConfig`: `#[config(write)]`"
)]
pub trait WriteValue {
    /// The value; [`AnyValue::Null`] when there is nothing to write.
    fn write(&self) -> AnyValue;
}

/// A section: its fields' values, in the order of the table.
#[doc(hidden)]
#[must_use]
pub fn write_section(schema: &'static Schema, values: &[&dyn WriteValue]) -> AnyValue {
    AnyValue::Map(write_fields(schema.fields(), values))
}

/// A variant of an enum with its fields' values, in the order of the table.
#[doc(hidden)]
#[must_use]
pub fn write_variant(schema: &'static Schema, index: usize, values: &[&dyn WriteValue]) -> AnyValue {
    let Shape::Enum { tag, variants } = schema.shape else { return AnyValue::Null };
    let Some(variant) = variants.get(index) else { return AnyValue::Null };
    let name = || AnyValue::String(variant.name.to_owned());
    let content = match variant.content {
        crate::schema::Content::Unit => None,
        crate::schema::Content::Newtype(_) => values.first().map(|value| value.write()),
        crate::schema::Content::Struct(fields) => Some(AnyValue::Map(write_fields(fields, values))),
    };
    match (tag, content) {
        (Some(tag), Some(AnyValue::Map(entries))) => {
            AnyValue::Map(std::iter::once((tag.to_owned(), name())).chain(entries).collect())
        }
        (Some(tag), _) => AnyValue::Map(vec![(tag.to_owned(), name())]),
        (None, Some(content)) => AnyValue::Map(vec![(variant.name.to_owned(), content)]),
        (None, None) => name(),
    }
}

fn write_fields(fields: &'static [Field], values: &[&dyn WriteValue]) -> Vec<(String, AnyValue)> {
    let mut entries = Vec::new();
    for (field, value) in fields.iter().zip(values) {
        match value.write() {
            AnyValue::Null => {}
            AnyValue::Map(inner) if field.flatten => entries.extend(inner),
            AnyValue::Map(inner) if inner.is_empty() && matches!(field.default, DefaultValue::Type) => {}
            written if matches!(&field.default, DefaultValue::Literal(literal) if written.is_literal(literal)) =>
                {}
            written => entries.push((field.name.to_owned(), written)),
        }
    }
    entries
}
