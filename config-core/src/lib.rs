//! Typed, layered configuration for services.
//!
//! Annotate a struct once with `#[derive(ServiceConfig)]`, load it with [`Loader`], and get either a typed value or a
//! [`Report`] of everything that is wrong, each finding at its exact position.

#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
extern crate self as config_core;

pub mod build;
mod constant;
pub mod doctor;
pub mod environment;
pub mod export;
pub mod finding;
mod layer;
pub mod manager;
pub mod path;
mod read;
pub mod remote;
pub mod schema;
pub mod secret;
mod source;
mod suggest;
#[cfg(all(feature = "systemd", unix))]
pub mod systemd;
pub mod testing;
mod value;
mod write;

pub use config_derive::{ServiceConfig, check_config, config_test, embed_config};
pub use config_format::Format;
pub use config_format::unit::UnitError;
pub use constant::Layer;
pub use environment::{Environment, EnvironmentPolicy, Environments, ValidationLevel};
pub use figment;
pub use finding::{Code, Finding, Origin, Report, Severity};
pub use layer::{Document, EffectiveValue, Explanation, Loaded, Loader, read_text};
pub use manager::{ConfigurationManager, InfrastructureService, Snapshot};
pub use read::{ConfigValue, Reader, ServiceConfig, Value, deserialize, from_figment};
pub use schema::Schema;
pub use secret::{Secret, SecretResolver};
pub use value::{AnyValue, ByteSize, Percent};
pub use write::WriteValue;

/// The code of the README and of the documents, compiled and run.
#[cfg(doctest)]
mod documents {
    #[doc = include_str!("../../README.md")]
    struct Readme;
    #[doc = include_str!("../../docs/attributes.md")]
    struct Attributes;
    #[doc = include_str!("../../docs/compile-time.md")]
    struct CompileTime;
    #[doc = include_str!("../../docs/exporting.md")]
    struct Exporting;
    #[doc = include_str!("../../docs/reloading.md")]
    struct Reloading;
    #[doc = include_str!("../../docs/environments.md")]
    struct Environments;
    #[doc = include_str!("../../docs/kubernetes-systemd.md")]
    struct Supervisors;
    #[doc = include_str!("../../docs/troubleshooting.md")]
    struct Troubleshooting;
}
