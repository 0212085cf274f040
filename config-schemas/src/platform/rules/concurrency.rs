//! a gateway does not let more requests through than the servers behind it take

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "NET-076",
    Severity::Warning,
    "a gateway does not let more requests through than the servers behind it take",
    "ours: max_parallel against max_num_seqs x replicas",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
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
}
