//! What generated code uses. Not for people: it changes without notice.

pub use core::option::Option::{self, None, Some};
pub use core::prelude::v1::test;
pub use core::primitive::{bool, str, u8};
pub use core::{concat, file, include_bytes, line, panic};
pub use std::process::Termination;

pub use crate::constant::{
    Checked, EmbeddedFile, Findings, Found, Layer, Message, Options, Tree, check, message,
};
pub use crate::read::{
    ChangeOutcomes, ConfigValue, FromSerde, FromText, Held, Outcomes, Reader, Section, ServiceConfig, Value,
    deserialize, parsed_kind,
};
#[cfg(feature = "validator")]
pub use crate::read::{Validation, validate};
pub use crate::schema::{
    Bound, ChangeCheck, Check, Content, DefaultValue, Deprecated, Existing, Expression, Field, Kind, Literal,
    Merge, Operator, Reload, Rule, Schema, Setting, Shape, Table, TextFormat, Transition, Variant,
    check_default, check_example, check_flatten, check_key, check_rule, check_type_default, schema, section,
};
pub use crate::testing::load_committed;
pub use crate::value::AnyValue;
pub use crate::write::{WriteValue, write_section, write_variant};
pub use crate::{default_of, has_default, held_rules, interop};
pub use config_format::Format;
pub use config_format::packed::hash;
#[cfg(feature = "schemars")]
pub use schemars;
pub use serde;
#[cfg(feature = "validator")]
pub use validator;

/// Text that a name is returned as.
#[cfg(feature = "schemars")]
pub type Cow = std::borrow::Cow<'static, str>;

/// `Default::default`, by a path that no import can change.
#[must_use]
pub fn default<T: Default>() -> T {
    T::default()
}

/// Finds out whether a type has a `Default`, without asking for it.
pub struct DefaultOf<T>(core::marker::PhantomData<T>);

impl<T> DefaultOf<T> {
    /// The question.
    #[must_use]
    pub const fn new() -> Self {
        Self(core::marker::PhantomData)
    }
}

impl<T: Default> DefaultOf<T> {
    /// The answer in constants, for types with a `Default`; it hides the trait's.
    pub const HAS: bool = true;
}

/// The answer in constants, for types without a `Default`.
pub trait WithoutDefault {
    /// It has none.
    const HAS: bool = false;
}

impl<T> WithoutDefault for DefaultOf<T> {}

impl<T> Default for DefaultOf<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Default> DefaultOf<T> {
    /// The answer for types with a `Default`; it hides the trait's.
    #[must_use]
    pub fn get(&self) -> Option<fn() -> T> {
        Some(T::default)
    }
}

/// The answer for types without a `Default`.
pub trait NoDefault<T> {
    /// Nothing.
    fn get(&self) -> Option<fn() -> T>;
}

impl<T> NoDefault<T> for &DefaultOf<T> {
    fn get(&self) -> Option<fn() -> T> {
        None
    }
}

/// `Some(T::default)` when the type has a `Default`, else `None`.
#[doc(hidden)]
#[macro_export]
macro_rules! default_of {
    ($type:ty) => {{
        #[allow(unused_imports, reason = "used only when the type has no Default")]
        use $crate::__private::NoDefault as _;
        (&$crate::__private::DefaultOf::<$type>::new()).get()
    }};
}

/// Whether the type has a `Default`, in a constant.
#[doc(hidden)]
#[macro_export]
macro_rules! has_default {
    ($type:ty) => {{
        #[allow(unused_imports, reason = "used only when the type has no Default")]
        use $crate::__private::WithoutDefault as _;
        <$crate::__private::DefaultOf<$type>>::HAS
    }};
}

/// The traits of other crates that a derived type implements: one macro for each, so that features of this crate can
/// switch them without changing what the derive writes. Its input is `[parameters] [type] [where clause]`.
#[doc(hidden)]
#[macro_export]
macro_rules! interop {
    ($($input:tt)*) => {
        $crate::interop_deserialize! { $($input)* }
        $crate::interop_schemars! { $($input)* }
        $crate::interop_validator! { $($input)* }
    };
}

/// `serde::Deserialize`, through the reader.
#[doc(hidden)]
#[macro_export]
macro_rules! interop_deserialize {
    ([$($parameters:tt)*] [$type:ty] [$($clause:tt)*]) => {
        #[automatically_derived]
        impl<'de, $($parameters)*> $crate::__private::serde::Deserialize<'de> for $type $($clause)* {
            fn deserialize<__Deserializer: $crate::__private::serde::Deserializer<'de>>(
                deserializer: __Deserializer,
            ) -> ::core::result::Result<Self, __Deserializer::Error> {
                $crate::__private::deserialize(deserializer)
            }
        }
    };
}

/// `schemars::JsonSchema`, from the same table as every other export.
#[cfg(feature = "schemars")]
#[doc(hidden)]
#[macro_export]
macro_rules! interop_schemars {
    ([$($parameters:tt)*] [$type:ty] [$($clause:tt)*]) => {
        #[automatically_derived]
        impl<$($parameters)*> $crate::__private::schemars::JsonSchema for $type $($clause)* {
            fn schema_name() -> $crate::__private::Cow {
                $crate::export::schemars::schema_name::<Self>()
            }
            fn schema_id() -> $crate::__private::Cow {
                $crate::export::schemars::schema_id::<Self>()
            }
            fn json_schema(
                generator: &mut $crate::__private::schemars::SchemaGenerator,
            ) -> $crate::__private::schemars::Schema {
                $crate::export::schemars::schema::<Self>(generator)
            }
        }
    };
}

/// Nothing: `schemars::JsonSchema` is not built in.
#[cfg(not(feature = "schemars"))]
#[doc(hidden)]
#[macro_export]
macro_rules! interop_schemars {
    ($($input:tt)*) => {};
}

/// `validator::Validate`: the rules, checks and functions of the type and of all sections inside.
#[cfg(feature = "validator")]
#[doc(hidden)]
#[macro_export]
macro_rules! interop_validator {
    ([$($parameters:tt)*] [$type:ty] [$($clause:tt)*]) => {
        #[automatically_derived]
        impl<$($parameters)*> $crate::__private::validator::Validate for $type $($clause)* {
            fn validate(
                &self,
            ) -> ::core::result::Result<(), $crate::__private::validator::ValidationErrors> {
                $crate::__private::validate(self)
            }
        }
    };
}

/// Nothing: `validator::Validate` is not built in.
#[cfg(not(feature = "validator"))]
#[doc(hidden)]
#[macro_export]
macro_rules! interop_validator {
    ($($input:tt)*) => {};
}

/// The fields of a type that have rules, by their places in the table, so that a value in hand is held against them.
#[cfg(feature = "validator")]
#[doc(hidden)]
#[macro_export]
macro_rules! held_rules {
    (struct $($index:literal $member:tt)*) => {
        fn held_rules(&self, validation: &mut $crate::__private::Validation) {
            $(validation.field($index, &self.$member);)*
        }
    };
    (enum $($place:literal $variant:ident { $($index:literal $member:tt)* })*) => {
        fn held_rules(&self, validation: &mut $crate::__private::Validation) {
            $($(
                if let Self::$variant { $member: value, .. } = self {
                    validation.variant($place);
                    validation.field($index, value);
                }
            )*)*
        }
    };
}

/// Nothing: `validator::Validate` is not built in.
#[cfg(not(feature = "validator"))]
#[doc(hidden)]
#[macro_export]
macro_rules! held_rules {
    ($($input:tt)*) => {};
}
