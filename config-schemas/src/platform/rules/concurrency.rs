//! a gateway does not let more requests through than the servers behind it take

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::router::targets;
use super::super::rule::{Findings, Rule};
use crate::model::litellm::{LiteLlm, Referable};

pub(super) const RULE: Rule = Rule::new(
    "NET-076",
    Severity::Warning,
    "a gateway or a router does not let more requests through than the servers behind it take",
    "ours: max_parallel and max_parallel_requests x replicas, against max_num_seqs x replicas",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        if let Configuration::LiteLlm(loaded) = &entry.configuration {
            router(platform, entry, &loaded.value.config, findings);
        }
        let Configuration::Gateway(loaded) = &entry.configuration else { continue };
        let gateway = &loaded.value.config;
        for (index, route) in gateway.routes.iter().enumerate() {
            let servers: Vec<_> = route
                .backends
                .iter()
                .filter_map(|backend| platform.service(backend.service.as_str()))
                .collect();
            let mut room = 0_u64;
            for server in &servers {
                let Configuration::Vllm(vllm) = &server.configuration else {
                    room = u64::MAX;
                    break;
                };
                let scheduler = &vllm.value.config.scheduler;
                let queue = scheduler.max_num_queued_reqs.unwrap_or(0);
                let each = u64::from(scheduler.max_num_seqs.unwrap_or(1024)) + u64::from(queue);
                room = room.saturating_add(each * u64::from(server.configuration.run().replicas));
            }
            let most = gateway.circuit_breaker.max_parallel * servers.len() as u64;
            if let Some(server) = servers.first()
                && most > room
            {
                let message = format!(
                    "the gateway lets {most} requests through to {}, and its servers take {room}",
                    route.name
                );
                findings
                    .add(
                        entry,
                        &format!("config.routes[{index}].backends"),
                        message,
                        "lower circuit_breaker.max_parallel, or add replicas",
                    )
                    .and(server, "config.max_num_seqs");
            }
        }
    }
}

/// Requests that all replicas of a router send to one server at once.
fn router(platform: &Platform, entry: &Entry, config: &LiteLlm, findings: &mut Findings<'_>) {
    let mut sums: Vec<(&Entry, u64, String)> = Vec::new();
    for target in targets(platform, entry, config) {
        let most = target.deployment.litellm_params.max_parallel_requests.as_ref().and_then(Referable::value);
        let (Some(server), Some(most)) = (target.server, most) else { continue };
        let most = most.saturating_mul(u64::from(entry.configuration.run().replicas));
        match sums.iter_mut().find(|(known, ..)| known.name() == server.name()) {
            Some((_, sum, _)) => *sum = sum.saturating_add(most),
            None => {
                sums.push((server, most, format!("{}.litellm_params.max_parallel_requests", target.path)))
            }
        }
    }
    for (server, sum, path) in sums {
        let Configuration::Vllm(loaded) = &server.configuration else { continue };
        let scheduler = &loaded.value.config.scheduler;
        let Some(each) = scheduler.max_num_seqs else { continue };
        let queue = scheduler.max_num_queued_reqs.unwrap_or(0);
        let room = (u64::from(each) + u64::from(queue)) * u64::from(server.configuration.run().replicas);
        if sum > room {
            let message = format!(
                "{} sends {sum} requests at once to {}, which takes {room}",
                entry.name(),
                server.name()
            );
            findings
                .add(entry, &path, message, "lower max_parallel_requests, or add replicas of the server")
                .and(server, "config.max_num_seqs");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn requests_find_room() {
        let gateway = |most: u32| {
            format!(
                "name: g\nkind: gateway\nowner: t\nrun: {{replicas: 2, min_available: 1}}\nconfig:\n  listeners: [{{name: a, port: 80}}]\n  circuit_breaker: {{max_parallel: {most}}}\n  routes: [{{name: r, backends: [{{service: v}}]}}]\n"
            )
        };
        let server = ("v.yaml", "name: v\nkind: vllm\nowner: t\nconfig: {max_num_seqs: 256}\n");
        rule(
            "NET-076",
            &[("g.yaml", &gateway(256)), server],
            &[("g.yaml", &gateway(512)), server],
            &["g.yaml:8:22 v.yaml:4:24"],
        );
    }

    #[test]
    fn routers_are_counted() {
        let router = |most: u32| {
            format!(
                "name: r\nkind: litellm\nowner: t\nrun: {{replicas: 2, min_available: 1}}\nconfig:\n  model_list:\n    - {{model_name: m, litellm_params: {{model: openai/m, api_base: \"http://v:8000/v1\", max_parallel_requests: {most}}}}}\n"
            )
        };
        let server = ("v.yaml", "name: v\nkind: vllm\nowner: t\nconfig: {max_num_seqs: 256}\n");
        rule(
            "NET-076",
            &[("r.yaml", &router(128)), server],
            &[("r.yaml", &router(129)), server],
            &["r.yaml:7:110 v.yaml:4:24"],
        );
    }
}
