//! a cache of a router has its store

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::rule::{Findings, Rule};
use crate::base::ServiceKind;
use crate::model::litellm::{CacheParameters, CacheType};

pub(super) const RULE: Rule = Rule::new(
    "DATA-032",
    Severity::Error,
    "a router that caches in Redis or Qdrant says where it is",
    "LiteLLM: host and port, url, REDIS_HOST or REDIS_URL; or a service of the environment",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let Configuration::LiteLlm(loaded) = &entry.configuration else { continue };
        let config = &loaded.value.config;
        let Some(cache) = config.litellm_settings.cache_params.as_ref() else { continue };
        if config.litellm_settings.cache != Some(true) {
            continue;
        }
        let (given, what, kind, variables): (_, _, _, &[&str]) = match cache.r#type {
            CacheType::Redis | CacheType::RedisSemantic | CacheType::ValkeySemantic => (
                is_given(cache),
                "Redis",
                ServiceKind::Redis,
                &["REDIS_HOST", "REDIS_URL", "REDIS_CLUSTER_NODES"],
            ),
            CacheType::QdrantSemantic => (
                cache.qdrant_api_base.is_some(),
                "Qdrant",
                ServiceKind::Qdrant,
                &["QDRANT_URL", "QDRANT_API_BASE"],
            ),
            _ => continue,
        };
        let set = |name: &&str| {
            entry.configuration.variable(name).is_some() || config.environment_variables.contains_key(*name)
        };
        if !given && !variables.iter().any(set) && !depends(platform, entry, kind) {
            let message = format!("{} caches in {what} and does not say where that is", entry.name());
            let help = match kind {
                ServiceKind::Redis => "give host and port, or add the service to dependencies",
                _ => "give qdrant_api_base, or add the service to dependencies",
            };
            findings.add(entry, "config.litellm_settings.cache_params.type", message, help);
        }
    }
}

fn is_given(cache: &CacheParameters) -> bool {
    cache.url.is_some()
        || cache.host.is_some() && cache.port.is_some()
        || cache.redis_startup_nodes.is_some()
        || ["sentinel_nodes", "service_name"].iter().any(|key| cache.extra.contains_key(*key))
}

/// Whether a service needs one of a kind, or one of which nothing is known.
fn depends(platform: &Platform, entry: &Entry, kind: ServiceKind) -> bool {
    let mut services = entry.references.iter().filter_map(|reference| platform.service(&reference.service));
    services.any(|service| service.service().kind == kind)
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn caches_have_a_store() {
        let router = |more: &str, cache: &str| {
            format!(
                "name: r\nkind: litellm\nowner: t\nrun: {{replicas: 2, min_available: 1}}\n{more}config:\n  litellm_settings:\n    cache: true\n    cache_params: {{type: redis{cache}}}\n"
            )
        };
        let redis = ("c.yaml", "name: c\nkind: redis\nowner: t\n");
        rule(
            "DATA-032",
            &[("r.yaml", &router("dependencies: [{service: c}]\n", "")), redis],
            &[("r.yaml", &router("", "")), redis],
            &["r.yaml:8:26"],
        );
        rule("DATA-032", &[("r.yaml", &router("", ", host: c, port: 6379")), redis], &[], &[]);
        rule(
            "DATA-032",
            &[("r.yaml", &router("environment: {REDIS_URL: \"redis://x\"}\n", "")), redis],
            &[],
            &[],
        );
    }
}
