//! What every service's schema carries, so that tools and rules work on any service.

mod criticality;
mod dependency;
mod endpoint;
mod health;
mod kind;
mod resources;

pub use criticality::Criticality;
pub use dependency::Dependency;
pub use endpoint::{Endpoint, Protocol};
pub use health::Health;
pub use kind::ServiceKind;
pub use resources::Resources;

use std::collections::BTreeMap;

use config_core::ServiceConfig;

use crate::value::{DnsLabel, ImageReference};

/// A service's schema: a configuration that carries [`ServiceBase`].
///
/// ```
/// use config_core::ServiceConfig;
/// use config_schemas::base::{ServiceBase, ServiceConfigSchema};
///
/// /// A small service.
/// #[derive(Debug, ServiceConfig)]
/// struct Small {
///     /// What every service has.
///     #[config(flatten)]
///     service: ServiceBase,
///     /// Requests at once.
///     #[config(default = 10)]
///     lanes: u32,
/// }
///
/// impl ServiceConfigSchema for Small {
///     fn service(&self) -> &ServiceBase {
///         &self.service
///     }
/// }
///
/// let text = "name: router\nkind: litellm\nversion: 1.109.1\nowner: team-llm\nlanes: 4\n";
/// let small = config_core::read_text::<Small>("small.yaml", text, config_core::Format::Yaml)?.value;
/// assert_eq!(small.service().name.as_str(), "router");
/// # Ok::<(), config_core::Report>(())
/// ```
pub trait ServiceConfigSchema: ServiceConfig {
    /// What the service has in common with every other one.
    fn service(&self) -> &ServiceBase;
}

/// What every service has. Flatten it into the service's own schema.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ServiceBase {
    /// Name of the service, unique in its environment. Others refer to it by this name.
    pub name: DnsLabel,
    /// What runs: the program or the role.
    pub kind: ServiceKind,
    /// Version of the program, as its maker writes it.
    pub version: Option<String>,
    /// The container image; pinned by digest in production.
    pub image: Option<ImageReference>,
    /// The team that answers for the service.
    #[config(length(1..=253))]
    pub owner: String,
    /// How bad it is when the service is down.
    #[config(default = "normal")]
    pub criticality: Criticality,
    /// Labels for selection and reports.
    #[config(default)]
    pub labels: BTreeMap<String, String>,
    /// The services that this one needs.
    #[config(default = [], merge = "keyed", key = "service")]
    pub dependencies: Vec<Dependency>,
    /// Where the service is reached.
    #[config(default = [], merge = "keyed", key = "name")]
    pub endpoints: Vec<Endpoint>,
    /// How to find out whether it works.
    pub health: Option<Health>,
    /// What it asks of the machine.
    pub resources: Option<Resources>,
}
