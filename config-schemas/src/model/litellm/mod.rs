//! The LiteLLM proxy: `config.yaml`, as of 1.110.2.
//!
//! Any text may be `os.environ/NAME`, which the proxy looks up when it starts; here it stays what it is.

mod deployment;
mod general;
mod known;
mod reference;
mod router;
mod settings;

pub use deployment::{AccessWindow, Deployment, ModelInfo, ModelMode, Parameters};
pub use general::{CoordinationRedis, GeneralSettings, JwtAuthentication, KeyManagementSystem, PassThrough};
pub(crate) use known::{GENERAL, NOT_IN_ROUTER, PARAMETERS, PRE_CALL_CHECKS, ROUTER, SETTINGS, TOP};
pub use reference::Referable;
pub use router::{Fallback, RouterSettings, RoutingGroup, RoutingStrategy};
pub use settings::{CacheParameters, CacheType, LiteLlmSettings};

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

use crate::value::OneOrMany;

/// The whole configuration of the proxy.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct LiteLlm {
    /// The deployments; those with one name share its requests.
    #[config(default = [])]
    pub model_list: Vec<Deployment>,
    /// Settings of the library.
    #[config(default)]
    pub litellm_settings: LiteLlmSettings,
    /// Settings of the router.
    #[config(default)]
    pub router_settings: RouterSettings,
    /// Settings of the proxy.
    #[config(default)]
    pub general_settings: GeneralSettings,
    /// Variables that are set before anything else.
    #[config(default)]
    pub environment_variables: BTreeMap<String, Option<Secret<String>>>,
    /// Servers of tools.
    #[config(default)]
    pub mcp_servers: BTreeMap<String, AnyValue>,
    /// What looks at requests and answers.
    #[config(default = [])]
    pub guardrails: Vec<AnyValue>,
    /// Files whose deployments belong here, too.
    #[config(default)]
    pub include: OneOrMany<String>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}
