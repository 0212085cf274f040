//! The merged tree and the schema into a typed value, every finding on the way.

mod absent;
mod arithmetic;
mod changes;
mod checks;
mod collections;
mod conditions;
mod examine;
mod flatten;
mod held;
mod help;
mod impls;
mod interop;
mod keys;
mod measure;
mod outcomes;
mod reader;
mod rules;
mod scalars;
mod section;
mod tell;
mod through;
#[cfg(feature = "validator")]
mod validate;
mod value;
mod variant;

pub(crate) use changes::BrokenChange;
pub(crate) use examine::examine;
pub(crate) use flatten::Taken;
pub(crate) use interop::to_figment_with;

pub(crate) use absent::{has_own_defaults, is_optional};
pub(crate) use rules::{range_text, regular_expression, text_format};
pub(crate) use tell::{cut, suggest_path};
pub(crate) use value::{Inner, Scalar};

pub use changes::ChangeOutcomes;
pub use held::Held;
pub use interop::{deserialize, from_figment};
pub use outcomes::Outcomes;
pub use reader::Reader;
pub use section::Section;
pub use through::{FromSerde, FromText, parsed_kind};
#[cfg(feature = "validator")]
pub use validate::{Validation, validate};
pub use value::Value;

use crate::schema::{Kind, Schema, Table};

/// A type that a configuration can hold.
///
/// The derive implements it for structs and enums; this crate for numbers, text, paths, durations, sizes, addresses,
/// options, lists, maps and secrets. Implement it by hand for a type of your own, or mark the field with
/// `#[config(parse)]` (read through `FromStr`) or `#[config(serde)]` (read through serde) instead.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a field of a configuration",
    label = "this type does not implement `ConfigValue`",
    note = "derive `ServiceConfig` for a section of your own",
    note = "or mark the field `#[config(parse)]` to read it through `FromStr`, or `#[config(serde)]` to read it through serde"
)]
pub trait ConfigValue: Sized {
    /// What a configuration says about the type.
    const KIND: Kind;

    /// The same behind a reference, for tables.
    #[doc(hidden)]
    const KIND_OF: &'static Kind = &Self::KIND;

    /// The typed value; `None` after at least one finding was made.
    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self>;

    /// The value of a field whose fallback the table has. Here, because the compiler resolves a call by its type faster
    /// than one by its arguments.
    #[doc(hidden)]
    fn field(section: &mut Section<'_, '_>, index: usize) -> Option<Self> {
        section.field(index, Self::read)
    }

    /// Evaluates the checks over an old and a new value that lie inside. Only derived types have such checks; lists,
    /// maps and pointers lead to theirs.
    #[doc(hidden)]
    fn compare(old: &Self, new: &Self, outcomes: &mut ChangeOutcomes) {
        let _ = (old, new, outcomes);
    }

    /// Shows the value to a rule of its field. Types that are written by hand show nothing.
    #[doc(hidden)]
    fn hold(&self, held: &mut Held) {
        let _ = held;
    }
}

/// A section: a type whose table the derive has written.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a configuration",
    label = "this type does not derive `ServiceConfig`",
    note = "annotate it with `#[derive(config_core::ServiceConfig)]`"
)]
pub trait ServiceConfig: ConfigValue {
    /// The table.
    const SCHEMA: &'static Schema;

    /// What the table is made of. Written by the derive.
    #[doc(hidden)]
    const TABLE: Table = Table::NONE;

    /// Builds the value from the fields of a section. Written by the derive.
    #[doc(hidden)]
    fn read_section(section: &mut Section<'_, '_>) -> Option<Self>;

    /// Evaluates the checks, functions and conditions. Written by the derive.
    #[doc(hidden)]
    fn check(&self, outcomes: &mut Outcomes<'_, '_>) {
        let _ = outcomes;
    }

    /// Evaluates the checks over an old and a new value. Written by the derive.
    #[doc(hidden)]
    fn check_change(old: &Self, new: &Self, outcomes: &mut ChangeOutcomes) {
        let _ = (old, new, outcomes);
    }

    /// Holds the fields that have rules against them. Written by the derive, through `held_rules!`.
    #[cfg(feature = "validator")]
    #[doc(hidden)]
    fn held_rules(&self, validation: &mut Validation) {
        let _ = validation;
    }
}
