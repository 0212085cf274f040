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
pub use promql::PromQl;
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

/// Lets a type with a grammar of its own be a field of a configuration.
macro_rules! config_value {
    ($type:ty, $name:literal) => {
        $crate::value::config_value!($type, $name, config_core::AnyValue::String, parsed);
    };
    ($type:ty, $name:literal, $written:path) => {
        $crate::value::config_value!($type, $name, $written, measured);
    };
    ($type:ty, $name:literal, $written:path, $read:ident) => {
        impl config_core::ConfigValue for $type {
            const KIND: config_core::schema::Kind = config_core::schema::Kind::Parsed {
                name: $name,
                format: None,
                check: |text| text.parse::<$type>().map(|_| ()).map_err(|problem| problem.to_string()),
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
    ($(#[$meta:meta])* $type:ident, $name:literal, $check:expr) => {
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

        $crate::value::config_value!($type, $name);
    };
}

pub(crate) use {config_value, text_type};
