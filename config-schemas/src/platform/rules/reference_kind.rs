//! a reference leads to a service that can answer it

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::reference::pools;
use super::super::rule::{Findings, Rule};
use crate::base::ServiceKind;

pub(super) const RULE: Rule = Rule::new(
    "NET-063-A",
    Severity::Error,
    "a reference leads to a service of a kind that answers it, with the database and the endpoint that are named",
    "ours",
    check,
);

use ServiceKind::{
    Gateway, IdentityProvider, Litellm, LlamaCpp, Nats, Ollama, OtelCollector, Pgbouncer, Postgresql, Qdrant,
    Rabbitmq, Redis, Sglang, Tgi, Vllm,
};

/// What serves models, or leads to what does.
const MODELS: &[ServiceKind] = &[Vllm, Sglang, Tgi, Ollama, LlamaCpp, Litellm, Gateway];

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        for (path, service, what, kinds) in references(entry) {
            let Some(target) = platform.service(service) else { continue };
            let kind = target.service().kind;
            // Of anything else nothing is known.
            if kind != ServiceKind::Other && !kinds.contains(&kind) {
                let message = format!("{} is no {what}, as {} expects", target.name(), entry.name());
                findings
                    .add(entry, &path, message, format!("name the service of a {what}"))
                    .and(target, "kind");
            }
        }
        databases(platform, entry, findings);
        endpoints(entry, findings);
    }
}

type Expected<'e> = (String, &'e str, &'static str, &'static [ServiceKind]);

/// Every reference whose kind is known.
fn references(entry: &Entry) -> Vec<Expected<'_>> {
    let mut found: Vec<Expected<'_>> = Vec::new();
    for (path, pool) in pools(&entry.configuration) {
        if let Some(service) = &pool.service {
            found.push((format!("{path}.service"), service.as_str(), "database", &[Postgresql, Pgbouncer]));
        }
    }
    if let Some(telemetry) = entry.configuration.telemetry() {
        found.push((
            "telemetry.collector".to_owned(),
            telemetry.collector.as_str(),
            "collector",
            &[OtelCollector],
        ));
    }
    match &entry.configuration {
        Configuration::Workflow(loaded) => {
            let workflow = &loaded.value.config;
            if let Some(queue) = &workflow.queue {
                found.push(("config.queue".to_owned(), queue.as_str(), "Redis", &[Redis]));
            }
            if let Some(store) = &workflow.vector_store {
                found.push((
                    "config.vector_store".to_owned(),
                    store.as_str(),
                    "store of vectors",
                    &[Qdrant, Postgresql],
                ));
            }
        }
        Configuration::WebUi(loaded) => {
            let ui = &loaded.value.config;
            if let Some(service) = &ui.websocket_service {
                found.push(("config.websocket_service".to_owned(), service.as_str(), "Redis", &[Redis]));
            }
            if let Some(sign_in) = &ui.sign_in {
                let path = "config.sign_in.provider".to_owned();
                found.push((path, sign_in.provider.as_str(), "provider of identities", &[IdentityProvider]));
            }
            for (index, model) in ui.models.iter().enumerate() {
                if let Some(service) = &model.service {
                    let path = format!("config.models[{index}].service");
                    found.push((path, service.as_str(), "server of models", MODELS));
                }
            }
        }
        Configuration::Webhook(loaded) => {
            if let Some(letter) = &loaded.value.config.dead_letter {
                let path = "config.dead_letter.service".to_owned();
                found.push((path, letter.service.as_str(), "broker", &[Nats, Rabbitmq, Redis]));
            }
        }
        Configuration::LiteLlm(_) => {
            for reference in &entry.references {
                let (what, kinds): (_, &[ServiceKind]) = match reference.path.strip_prefix("config.") {
                    Some("general_settings.database_url") => ("database", &[Postgresql, Pgbouncer]),
                    Some("litellm_settings.cache_params.qdrant_api_base") => ("store of vectors", &[Qdrant]),
                    Some(
                        "litellm_settings.cache_params.host"
                        | "litellm_settings.cache_params.url"
                        | "router_settings.redis_host"
                        | "router_settings.redis_url"
                        | "general_settings.coordination_redis.host"
                        | "general_settings.coordination_redis.url",
                    ) => ("Redis", &[Redis]),
                    Some(path) if path.starts_with("model_list[") && path.ends_with(".api_base") => {
                        ("server of models", MODELS)
                    }
                    _ => continue,
                };
                found.push((reference.path.clone(), reference.service.as_str(), what, kinds));
            }
        }
        _ => {}
    }
    found
}

/// A database that a PgBouncer does not hand on.
fn databases(platform: &Platform, entry: &Entry, findings: &mut Findings<'_>) {
    for (path, pool) in pools(&entry.configuration) {
        let (Some(service), Some(name)) = (&pool.service, &pool.database) else { continue };
        let Some(target) = platform.service(service.as_str()) else { continue };
        let Configuration::PgBouncer(loaded) = &target.configuration else { continue };
        let databases = &loaded.value.config.databases;
        if !databases.contains_key(name) && !databases.contains_key("*") {
            let help = match crate::native::nearest(name, databases.keys().map(String::as_str)) {
                Some(nearest) => format!("did you mean {nearest}?"),
                None => "add the database to the PgBouncer, or name one that is there".to_owned(),
            };
            findings
                .add(entry, &format!("{path}.database"), format!("{service} has no database {name}"), help)
                .and(target, "config.databases");
        }
    }
}

/// An endpoint of its own that a service names and does not have.
fn endpoints(entry: &Entry, findings: &mut Findings<'_>) {
    let base = entry.service();
    let health = base.health.as_ref().and_then(|health| health.endpoint.as_ref());
    let metrics = entry.configuration.metrics().and_then(|metrics| metrics.endpoint.as_ref());
    for (path, name) in [("health.endpoint", health), ("metrics.endpoint", metrics)] {
        let Some(name) = name else { continue };
        let known = || base.endpoints.iter().map(|endpoint| endpoint.name.as_str());
        if !known().any(|known| known == name.as_str()) {
            let help = match crate::native::nearest(name.as_str(), known()) {
                Some(nearest) => format!("did you mean {nearest}?"),
                None => "name one of its endpoints".to_owned(),
            };
            findings.add(entry, path, format!("{} has no endpoint {name}", entry.name()), help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    fn workflow(more: &str) -> String {
        format!("name: w\nkind: workflow\nowner: t\nconfig:\n  encryption_key: \"${{secret:w}}\"\n  {more}\n")
    }

    #[test]
    fn kinds_answer() {
        let (redis, database) = (
            ("r.yaml", "name: r\nkind: redis\nowner: t\n"),
            ("d.yaml", "name: d\nkind: postgresql\nowner: t\n"),
        );
        rule(
            "NET-063-A",
            &[
                ("w.yaml", &workflow("database: {service: d}\n  execution: queue\n  queue: r")),
                redis,
                database,
            ],
            &[
                ("w.yaml", &workflow("database: {service: r}\n  execution: queue\n  queue: d")),
                redis,
                database,
            ],
            &["w.yaml:6:23 r.yaml:2:7", "w.yaml:8:10 d.yaml:2:7"],
        );
    }

    #[test]
    fn databases_and_endpoints_exist() {
        let pool = (
            "p.yaml",
            "name: p\nkind: pgbouncer\nowner: t\nconfig: {databases: {flows: {host: db.example.org}}}\n",
        );
        rule(
            "NET-063-A",
            &[("w.yaml", &workflow("database: {service: p, database: flows}")), pool],
            &[("w.yaml", &workflow("database: {service: p, database: flow}")), pool],
            &["w.yaml:6:36 p.yaml:4:10"],
        );
        let service = |name: &str| {
            format!(
                "name: s\nkind: other\nowner: t\nendpoints: [{{name: api, port: 80}}]\nhealth: {{endpoint: {name}}}\n"
            )
        };
        rule("NET-063-A", &[("s.yaml", &service("api"))], &[("s.yaml", &service("apy"))], &["s.yaml:5:20"]);
    }

    #[test]
    fn routers_lead_to_what_they_mean() {
        let (redis, server) = (
            ("c.yaml", "name: c\nkind: redis\nowner: t\n"),
            ("v.yaml", "name: v\nkind: vllm\nowner: t\nconfig: {model: m}\n"),
        );
        let router = |base: &str, cache: &str| {
            format!(
                "name: r\nkind: litellm\nowner: t\nrun: {{replicas: 2, min_available: 1}}\nconfig:\n  model_list: [{{model_name: m, litellm_params: {{model: openai/m, api_base: \"http://{base}:8000/v1\"}}}}]\n  router_settings: {{redis_host: {cache}}}\n"
            )
        };
        rule(
            "NET-063-A",
            &[("r.yaml", &router("v", "c")), redis, server],
            &[("r.yaml", &router("c", "v")), redis, server],
            &["r.yaml:6:76 c.yaml:2:7", "r.yaml:7:33 v.yaml:2:7"],
        );
    }
}
