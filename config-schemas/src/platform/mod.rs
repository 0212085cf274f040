//! A directory of services, and the rules between them.
//!
//! [`Platform::load`] reads one environment: `platform.yaml` with what the environment has, and one file a service. Each
//! carries [`crate::base::ServiceBase`], how it runs, and under `config` the server's own settings, typed by its kind.
//! [`RULES`] are then held against all of them together. A rule is one function in one file of `rules`, with its tests
//! beside it, and one line of the table.

mod configuration;
mod documents;
mod drift;
mod edge;
mod load;
mod reference;
mod router;
mod rule;
mod rules;
mod secret;
mod selection;
mod service;
mod settings;
mod table;
mod watch;

pub use configuration::{Configuration, Untyped};
pub use documents::{PolicyDocument, RuleDocument};
pub use drift::Drift;
pub use load::{Entry, Platform};
pub use reference::Reference;
pub use rule::{Findings, Rule};
pub use rules::RULES;
pub use secret::SecretUse;
pub(crate) use secret::is_reference;
pub use service::{MetricsEndpoint, Run, Service, Telemetry, TelemetryProtocol};
pub use settings::{Gpu, ModelFacts, ModelType, NodePool, Settings};
pub use table::{COVERAGE, Coverage, Where, rules_markdown};
