//! What a service refers to: other services, by their names or in addresses.

use config_core::{AnyValue, WriteValue};

use super::configuration::Configuration;
use crate::infrastructure::pool::Pool;
use crate::model::litellm::{LiteLlm, Referable};
use crate::native::joined;

/// A name of another service, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Path of the value in the service's file.
    pub path: String,
    /// Name of the other service.
    pub service: String,
    /// Name of its endpoint, if one is named.
    pub endpoint: Option<String>,
    /// Port of an address.
    pub port: Option<u16>,
    /// Whether an address is encrypted.
    pub encrypted: Option<bool>,
    /// Whether it must be a service of the environment. An address may lead elsewhere.
    pub must_exist: bool,
}

impl Reference {
    fn named(path: impl Into<String>, service: &str) -> Self {
        Self {
            path: path.into(),
            service: service.to_owned(),
            endpoint: None,
            port: None,
            encrypted: None,
            must_exist: true,
        }
    }

    /// The service of an address, if its host can be one of a cluster: `name` or
    /// `name.namespace.svc…`.
    fn of_address(path: impl Into<String>, address: &str) -> Option<Self> {
        let (scheme, rest) = address.split_once("://")?;
        let authority = rest.split(['/', '?', '#']).next()?;
        let host = authority.rsplit('@').next()?;
        let (host, port) = match host.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().ok()),
            None => (host, None),
        };
        let labels: Vec<&str> = host.split('.').collect();
        let service = labels[0];
        let inside = labels.len() == 1 || labels.get(2) == Some(&"svc");
        let named = !service.is_empty()
            && !service.bytes().all(|byte| byte.is_ascii_digit())
            && service != "localhost";
        (inside && named).then(|| Self {
            path: path.into(),
            service: service.to_owned(),
            endpoint: None,
            port,
            encrypted: Some(matches!(scheme, "https" | "rediss" | "grpcs")),
            // A single label can only be a name of the cluster.
            must_exist: host == service,
        })
    }
}

/// Everything that a service refers to.
pub(super) fn references(configuration: &Configuration) -> Vec<Reference> {
    let mut found = Vec::new();
    for (index, dependency) in configuration.service().dependencies.iter().enumerate() {
        let mut reference =
            Reference::named(format!("dependencies[{index}].service"), dependency.service.as_str());
        reference.endpoint = dependency.endpoint.as_ref().map(|endpoint| endpoint.as_str().to_owned());
        found.push(reference);
    }
    if let Some(telemetry) = configuration.telemetry() {
        found.push(Reference::named("telemetry.collector", telemetry.collector.as_str()));
    }
    match configuration {
        Configuration::Gateway(loaded) => {
            for (place, route) in loaded.value.config.routes.iter().enumerate() {
                for (index, backend) in route.backends.iter().enumerate() {
                    let path = format!("config.routes[{place}].backends[{index}].service");
                    let mut reference = Reference::named(path, backend.service.as_str());
                    reference.endpoint =
                        backend.endpoint.as_ref().map(|endpoint| endpoint.as_str().to_owned());
                    found.push(reference);
                }
            }
        }
        Configuration::WebUi(loaded) => {
            let ui = &loaded.value.config;
            for (index, model) in ui.models.iter().enumerate() {
                match (&model.service, &model.url) {
                    (Some(service), _) => {
                        found.push(Reference::named(
                            format!("config.models[{index}].service"),
                            service.as_str(),
                        ));
                    }
                    (None, Some(url)) => {
                        found.extend(Reference::of_address(format!("config.models[{index}].url"), url));
                    }
                    (None, None) => {}
                }
            }
            if let Some(service) = &ui.websocket_service {
                found.push(Reference::named("config.websocket_service", service.as_str()));
            }
            if let Some(sign_in) = &ui.sign_in {
                found.push(Reference::named("config.sign_in.provider", sign_in.provider.as_str()));
            }
        }
        Configuration::Workflow(loaded) => {
            let workflow = &loaded.value.config;
            let named = [("config.queue", &workflow.queue), ("config.vector_store", &workflow.vector_store)];
            for (path, service) in named {
                found.extend(service.as_ref().map(|service| Reference::named(path, service.as_str())));
            }
        }
        Configuration::Webhook(loaded) => {
            if let Some(dead_letter) = &loaded.value.config.dead_letter {
                found.push(Reference::named("config.dead_letter.service", dead_letter.service.as_str()));
            }
        }
        Configuration::PgBouncer(loaded) => {
            for (name, database) in &loaded.value.config.databases {
                if let Some(host) = database.host.as_ref().filter(|host| !host.contains(['/', '.', ','])) {
                    let mut reference = Reference::named(format!("config.databases[\"{name}\"].host"), host);
                    reference.port = Some(database.port);
                    found.push(reference);
                }
            }
        }
        Configuration::LiteLlm(loaded) => {
            let config = &loaded.value.config;
            addresses(&config.write(), "config", &mut found);
            router_hosts(config, &mut found);
        }
        Configuration::Sglang(loaded) => addresses(&loaded.value.config.write(), "config", &mut found),
        Configuration::Tgi(loaded) => addresses(&loaded.value.config.write(), "config", &mut found),
        Configuration::LlamaCpp(loaded) => addresses(&loaded.value.config.write(), "config", &mut found),
        Configuration::Alertmanager(loaded) => addresses(&loaded.value.config.write(), "config", &mut found),
        Configuration::Collector(loaded) => addresses(&loaded.value.config.write(), "config", &mut found),
        Configuration::Grafana(loaded) => addresses(&loaded.value.config.write(), "config", &mut found),
        Configuration::Untyped(loaded) => addresses(&loaded.value.config.write(), "config", &mut found),
        _ => {}
    }
    for (path, pool) in pools(configuration) {
        if let Some(service) = &pool.service {
            found.push(Reference::named(format!("{path}.service"), service.as_str()));
        }
    }
    found
}

/// The pools of connections of a service, with their paths.
pub(super) fn pools(configuration: &Configuration) -> Vec<(&'static str, &Pool)> {
    match configuration {
        Configuration::Workflow(loaded) => vec![("config.database", &loaded.value.config.database)],
        Configuration::WebUi(loaded) => {
            loaded.value.config.database.iter().map(|pool| ("config.database", pool)).collect()
        }
        Configuration::IdentityProvider(loaded) => {
            loaded.value.config.database.iter().map(|pool| ("config.database", pool)).collect()
        }
        _ => Vec::new(),
    }
}

/// Hosts of a router that stand without a scheme.
fn router_hosts(config: &LiteLlm, found: &mut Vec<Reference>) {
    let (cache, router) = (config.litellm_settings.cache_params.as_ref(), &config.router_settings);
    let shared = config.general_settings.coordination_redis.as_ref();
    let hosts = [
        (
            "config.litellm_settings.cache_params",
            cache.and_then(|cache| Some((cache.host.as_ref()?, &cache.port))),
        ),
        ("config.router_settings", router.redis_host.as_ref().map(|host| (host, &router.redis_port))),
        (
            "config.general_settings.coordination_redis",
            shared.and_then(|redis| Some((redis.host.as_ref()?, &redis.port))),
        ),
    ];
    for (section, host) in hosts {
        let Some((host, port)) = host else { continue };
        // A name with dots leads out of the environment, and a variable is known where the router runs alone.
        if host.contains(['.', '/']) || host == "localhost" {
            continue;
        }
        let key = if section.ends_with("router_settings") { "redis_host" } else { "host" };
        let mut reference = Reference::named(format!("{section}.{key}"), host);
        reference.port = port.as_ref().and_then(Referable::value);
        found.push(reference);
    }
}

/// Addresses anywhere in settings.
fn addresses(value: &AnyValue, path: &str, found: &mut Vec<Reference>) {
    match value {
        AnyValue::String(text) => found.extend(Reference::of_address(path, text)),
        // Of a secret that is no address after all, nothing may be shown: it counts only where it names a service.
        AnyValue::Secret(text) => {
            let reference = Reference::of_address(path, text.expose_secret());
            found.extend(reference.map(|reference| Reference { must_exist: false, ..reference }));
        }
        AnyValue::List(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(index, item)| addresses(item, &format!("{path}[{index}]"), found));
        }
        AnyValue::Map(entries) => {
            entries.iter().for_each(|(key, value)| addresses(value, &joined(path, key), found));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_addresses() {
        let service = |address: &str| {
            Reference::of_address("x", address).map(|found| (found.service, found.must_exist))
        };
        assert_eq!(service("http://vllm:8000/v1"), Some(("vllm".to_owned(), true)));
        assert_eq!(service("http://vllm.models.svc.cluster.local:8000"), Some(("vllm".to_owned(), false)));
        assert_eq!(service("https://api.example.org/v1"), None);
        assert_eq!(service("http://127.0.0.1:8000"), None);
        assert_eq!(service("http://localhost:8000"), None);
        assert_eq!(service("just text"), None);
    }
}
