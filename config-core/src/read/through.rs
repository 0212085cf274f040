//! Types that fields read through other traits: `#[config(parse)]` and `#[config(serde)]`.

use std::fmt::Display;
use std::str::FromStr;

use serde::de::DeserializeOwned;

use super::interop::read_serde;
use super::{Reader, Value};
use crate::schema::{Grammar, Kind};

/// What `#[config(parse)]` needs: every `FromStr` whose error can be displayed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read with `#[config(parse)]`",
    label = "this type does not implement `FromStr` with an error that implements `Display`",
    note = "implement `std::str::FromStr` for it, or mark the field `#[config(serde)]` to read it through serde"
)]
pub trait FromText: Sized {
    /// Accepts or says what is wrong, without repeating the text.
    const CHECK: fn(&str) -> Result<(), String>;

    /// The value, or the type's own error.
    ///
    /// # Errors
    ///
    /// What the type's `FromStr` says.
    fn parse(text: &str) -> Result<Self, String>;
}

#[diagnostic::do_not_recommend]
impl<T: FromStr> FromText for T
where
    T::Err: Display,
{
    const CHECK: fn(&str) -> Result<(), String> = |text| match text.parse::<T>() {
        Ok(_) => Ok(()),
        Err(_) => Err("it cannot be read".to_owned()),
    };

    fn parse(text: &str) -> Result<Self, String> {
        text.parse().map_err(|problem: T::Err| problem.to_string())
    }
}

/// The kind of a field with `#[config(parse)]`.
#[must_use]
pub const fn parsed_kind(name: &'static str, check: fn(&str) -> Result<(), String>) -> Kind {
    Kind::Parsed { name, format: None, check, grammar: Grammar::Opaque, numbers: false }
}

/// What `#[config(serde)]` needs: every type that serde can deserialize.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read with `#[config(serde)]`",
    label = "this type does not implement `serde::Deserialize`",
    note = "derive `serde::Deserialize` for it, or mark the field `#[config(parse)]` to read it through `FromStr`"
)]
pub trait FromSerde: Sized {
    /// The typed value; `None` after a finding was made.
    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self>;
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> FromSerde for T {
    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        read_serde(value, reader)
    }
}
