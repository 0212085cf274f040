//! The deployments of a router, with the services that they lead to.

use std::collections::HashMap;

use super::load::{Entry, Platform};
use crate::base::ServiceKind;
use crate::model::litellm::{Deployment, LiteLlm};

/// A deployment of a router.
pub(super) struct Target<'p> {
    /// Path of the deployment in the file of the router.
    pub path: String,
    /// The deployment.
    pub deployment: &'p Deployment,
    /// Name of the model at the server, without that of the provider.
    pub model: &'p str,
    /// The service of the environment that serves it, if it is one.
    pub server: Option<&'p Entry>,
}

/// The deployments of a router.
pub(super) fn targets<'p>(platform: &'p Platform, entry: &'p Entry, router: &'p LiteLlm) -> Vec<Target<'p>> {
    let services: HashMap<&str, &str> = entry
        .references
        .iter()
        .map(|reference| (reference.path.as_str(), reference.service.as_str()))
        .collect();
    let targets = router.model_list.iter().enumerate().map(|(index, deployment)| {
        let path = format!("config.model_list[{index}]");
        let base = format!("{path}.litellm_params.api_base");
        let model = deployment.litellm_params.model.as_str();
        Target {
            server: services.get(base.as_str()).and_then(|service| platform.service(service)),
            // The provider stands in front, unless it has a key of its own.
            model: match model.split_once('/') {
                Some((_, name)) if !deployment.litellm_params.extra.contains_key("custom_llm_provider") => {
                    name
                }
                _ => model,
            },
            path,
            deployment,
        }
    });
    targets.collect()
}

/// Names under which a router offers models.
pub(super) fn offered(router: &LiteLlm) -> Vec<String> {
    let models = router.model_list.iter().map(|deployment| deployment.model_name.clone());
    models.chain(router.router_settings.model_group_alias.keys().cloned()).collect()
}

/// Where a router says how many connections it opens.
pub(super) const POOL: &str = "config.general_settings.database_connection_pool_limit";

/// The database of a router: the one of its address, or the only one that it depends on where the address is a
/// reference.
pub(super) fn database<'p>(platform: &'p Platform, entry: &Entry, router: &LiteLlm) -> Option<&'p Entry> {
    let set = router.general_settings.database_url.is_some()
        || entry.configuration.variable("DATABASE_URL").is_some()
        || router.environment_variables.contains_key("DATABASE_URL");
    if !set {
        return None;
    }
    let mut services: Vec<&Entry> = entry
        .references
        .iter()
        .filter_map(|reference| {
            let service = platform.service(&reference.service)?;
            let database = matches!(service.service().kind, ServiceKind::Postgresql | ServiceKind::Pgbouncer);
            database.then_some(service)
        })
        .collect();
    // The address and the dependency name the same one.
    services.sort_by_key(|service| service.name());
    services.dedup_by_key(|service| service.name());
    match services.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// Most connections of one replica of a router; nothing where a variable says it.
pub(super) fn connections(entry: &Entry, router: &LiteLlm) -> Option<u64> {
    let each = router.general_settings.database_connection_pool_limit.value()?;
    let workers = entry.configuration.variable("NUM_WORKERS").and_then(|workers| workers.parse().ok());
    Some(u64::from(each) * workers.unwrap_or(1_u64))
}
