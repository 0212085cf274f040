//! Value types: the exact grammars of the servers, one a file.
//!
//! Each is a newtype that is parsed with [`std::str::FromStr`], printed in its canonical form with
//! [`std::fmt::Display`], and read from a configuration as [`config_core::ConfigValue`]. What is wrong with a text is a
//! [`ValueError`], which says where and what to write instead, and never repeats the text.

mod bucket;
mod cidr;
mod cron;
mod error;
mod gateway_duration;
mod go_duration;
mod host_port;
mod http_url;
mod human_integer;
mod image;
mod int_or_percent;
mod name;
mod number;
mod one_or_many;
mod postgres;
mod prometheus_duration;
mod prometheus_size;
mod promql;
mod quantity;
mod redis_memory;
mod regular_expression;

pub use bucket::BucketName;
pub use cidr::Cidr;
pub use cron::CronSchedule;
pub use error::ValueError;
pub use gateway_duration::GatewayDuration;
pub use go_duration::GoDuration;
pub use host_port::{HostPort, ListenList};
pub use http_url::HttpUrl;
pub use human_integer::HumanInteger;
pub use image::ImageReference;
pub use int_or_percent::IntOrPercent;
pub use name::{DnsLabel, DnsSubdomain, LabelName, MetricName};
pub use one_or_many::OneOrMany;
pub use postgres::{PostgresSize, PostgresTime};
pub use prometheus_duration::PrometheusDuration;
pub use prometheus_size::PrometheusSize;
pub use promql::{PromQl, Selector};
pub use quantity::{Quantity, QuantityFormat};
pub use redis_memory::RedisMemory;
pub use regular_expression::RegularExpression;

/// A measure without a unit is a number, not text.
pub(crate) fn measure(text: String) -> config_core::AnyValue {
    let digits = !text.is_empty() && text.len() < 20 && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits && (text == "0" || !text.starts_with('0')) {
        config_core::AnyValue::Number(text)
    } else {
        config_core::AnyValue::String(text)
    }
}

/// A number up to 65535, perhaps with zeros before it, as patterns have it.
macro_rules! port {
    () => {
        "0*(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
    };
}

/// One label of a host's name, as patterns have it: underscores are let through.
macro_rules! host_label {
    () => {
        "[0-9A-Za-z_](?:[0-9A-Za-z_-]{0,61}[0-9A-Za-z_])?"
    };
}

/// What [`char::is_whitespace`] holds, as a class of a pattern has it.
macro_rules! blanks {
    () => {
        "\t-\r \u{85}\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}"
    };
}

/// Lets a type with a grammar of its own be a field of a configuration. The grammar is for constants and exports; a test
/// holds it against the parser.
macro_rules! config_value {
    ($type:ty, $name:literal, $grammar:expr) => {
        $crate::value::config_value!($type, $name, $grammar, config_core::AnyValue::String, parsed, false);
    };
    ($type:ty, $name:literal, $grammar:expr, $written:path) => {
        $crate::value::config_value!($type, $name, $grammar, $written, measured, true);
    };
    ($type:ty, $name:literal, $grammar:expr, $written:path, $read:ident, $numbers:literal) => {
        impl $type {
            /// Whether a text can be read, in constant evaluation; `None` when a constant cannot tell. What it lets through
            /// may still be refused when it is read.
            #[must_use]
            pub const fn accepts(text: &str) -> Option<bool> {
                let grammar: config_core::schema::Grammar = $grammar;
                grammar.accepts(text)
            }
        }

        impl config_core::ConfigValue for $type {
            const KIND: config_core::schema::Kind = config_core::schema::Kind::Parsed {
                name: $name,
                format: None,
                check: |text| text.parse::<$type>().map(|_| ()).map_err(|problem| problem.to_string()),
                grammar: $grammar,
                numbers: $numbers,
            };

            fn read<'a>(value: config_core::Value<'a>, reader: &mut config_core::Reader<'a>) -> Option<Self> {
                reader.$read(value, &Self::KIND, |text| {
                    text.parse::<$type>().map_err(|problem| problem.to_string())
                })
            }
        }

        impl config_core::WriteValue for $type {
            fn write(&self) -> config_core::AnyValue {
                $written(self.to_string())
            }
        }
    };
}

/// A newtype over text that was checked once.
macro_rules! text_type {
    ($(#[$meta:meta])* $type:ident, $name:literal, $grammar:expr, $check:expr) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(String);

        impl $type {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::value::ValueError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let check: fn(&str) -> Result<(), $crate::value::ValueError> = $check;
                check(text).map(|()| Self(text.to_owned()))
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(&self.0)
            }
        }

        $crate::value::config_value!($type, $name, $grammar);
    };
}

pub(crate) use {blanks, config_value, host_label, port, text_type};
