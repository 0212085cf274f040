//! no two servers of one machine open the same port

use std::collections::HashMap;

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "NET-065",
    Severity::Error,
    "no two servers of one machine open the same port",
    "ours: services on the network of their host, with the ports that they open among themselves and by default",
    check,
);

/// A port that a service opens, and where that is said.
struct Open {
    port: u16,
    path: String,
}

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let mut open: HashMap<(&str, u16), Vec<(&Entry, String)>> = HashMap::new();
    for entry in platform.services() {
        let run = entry.configuration.run();
        let mut seen: Vec<u16> = Vec::new();
        let mut ports: Vec<Open> = Vec::new();
        for (index, endpoint) in entry.service().endpoints.iter().enumerate() {
            let path = format!("endpoints[{index}].port");
            let port = endpoint.port;
            if seen.contains(&port) {
                let message = format!("{} opens port {port} twice", entry.name());
                findings.add(entry, &path, message, "give each endpoint a port of its own");
                continue;
            }
            seen.push(port);
            ports.push(Open { port, path });
        }
        // Services on the network of one machine share its ports; all others have their own.
        let Some(host) = run.host.as_deref().filter(|_| run.host_network) else { continue };
        if ports.is_empty() {
            ports.extend(own(&entry.configuration));
        }
        ports.extend(inner(&entry.configuration).into_iter().filter(|inner| !seen.contains(&inner.port)));
        for Open { port, path } in ports {
            let others = open.entry((host, port)).or_default();
            let other =
                others.iter().find(|(other, _)| other.name() != entry.name() && overlap(entry, other));
            if let Some((other, place)) = other {
                let message =
                    format!("{} and {} both open port {port} of {host}", other.name(), entry.name());
                findings.add(entry, &path, message, "move one of them").and(other, place);
            }
            others.push((entry, path));
        }
    }
}

/// Whether two servers listen on one address: on the same, or one of them on all.
fn overlap(left: &Entry, right: &Entry) -> bool {
    match (bound(&left.configuration), bound(&right.configuration)) {
        (Some(left), Some(right)) => left == right,
        _ => true,
    }
}

/// The only address that a server listens on; nothing for all, and where it is not known.
fn bound(configuration: &Configuration) -> Option<&str> {
    let host = match configuration {
        Configuration::Vllm(loaded) => loaded.value.config.server.host.as_deref()?,
        Configuration::Sglang(loaded) => &loaded.value.config.host,
        Configuration::Tgi(loaded) => &loaded.value.config.hostname,
        Configuration::LlamaCpp(loaded) => &loaded.value.config.host,
        Configuration::Qdrant(loaded) => &loaded.value.config.service.host,
        _ => return None,
    };
    (!matches!(host, "0.0.0.0" | "::" | "[::]" | "")).then_some(host)
}

/// The ports for clients that a server's settings name or that it opens by default, for a service without endpoints.
fn own(configuration: &Configuration) -> Vec<Open> {
    let one = |port: u16, path: &str| vec![Open { port, path: path.to_owned() }];
    match configuration {
        Configuration::Vllm(loaded) => one(loaded.value.config.server.port, "config.port"),
        Configuration::Sglang(loaded) => one(loaded.value.config.port, "config.port"),
        Configuration::Tgi(loaded) => one(loaded.value.config.port, "config.port"),
        Configuration::LlamaCpp(loaded) => one(loaded.value.config.port, "config.port"),
        Configuration::Ollama(loaded) => {
            let host = loaded.value.config.ollama_host.as_str();
            one(
                host.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).unwrap_or(11434),
                "config.OLLAMA_HOST",
            )
        }
        Configuration::Postgresql(loaded) => one(loaded.value.config.port, "config.port"),
        Configuration::Redis(loaded) => one(loaded.value.config.port, "config.port"),
        Configuration::PgBouncer(loaded) => {
            one(loaded.value.config.pgbouncer.listen_port, "config.pgbouncer.listen_port")
        }
        Configuration::Qdrant(loaded) => {
            one(loaded.value.config.service.http_port, "config.service.http_port")
        }
        Configuration::Gateway(loaded) => {
            let listeners = loaded.value.config.listeners.iter().enumerate();
            let path = |index| format!("config.listeners[{index}].port");
            listeners.map(|(index, listener)| Open { port: listener.port, path: path(index) }).collect()
        }
        Configuration::LiteLlm(_) => one(4000, "kind"),
        Configuration::Prometheus(_) => one(9090, "kind"),
        Configuration::Alertmanager(_) => one(9093, "kind"),
        Configuration::WebUi(_) => one(8080, "kind"),
        Configuration::Grafana(loaded) => {
            one(loaded.value.config.server.http_port, "config.server.http_port")
        }
        _ => Vec::new(),
    }
}

/// The ports that the parts of a server open among themselves.
fn inner(configuration: &Configuration) -> Vec<Open> {
    let all = match configuration {
        Configuration::Vllm(loaded) => crate::native::vllm_ports(&loaded.value.config),
        Configuration::Sglang(loaded) => {
            let config = &loaded.value.config;
            let meets = config.disaggregation_mode != "null";
            meets
                .then_some(("disaggregation_bootstrap_port", config.disaggregation_bootstrap_port))
                .into_iter()
                .collect()
        }
        Configuration::Tgi(loaded) => vec![("master_port", loaded.value.config.master_port)],
        Configuration::Qdrant(loaded) => {
            let cluster = &loaded.value.config.cluster;
            cluster.enabled.then_some(("cluster.p2p.port", cluster.p2p.port)).into_iter().collect()
        }
        _ => Vec::new(),
    };
    all.into_iter().map(|(key, port)| Open { port, path: format!("config.{key}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn ports_are_apart() {
        let service = |name: &str, port: u16| {
            format!(
                "name: {name}\nkind: other\nowner: t\nrun: {{host: h, host_network: true}}\nendpoints: [{{name: x, port: {port}}}]\n"
            )
        };
        rule(
            "NET-065",
            &[("a.yaml", &service("a", 3000)), ("b.yaml", &service("b", 3001))],
            &[("a.yaml", &service("a", 3000)), ("b.yaml", &service("b", 3000))],
            &["b.yaml:5:29 a.yaml:5:29"],
        );
    }

    #[test]
    fn ports_among_parts_and_by_default_are_apart() {
        let server = |name: &str, kind: &str, config: &str| {
            format!(
                "name: {name}\nkind: {kind}\nowner: t\nrun: {{host: h, host_network: true}}\nconfig: {{{config}}}\n"
            )
        };
        let vllm = server("a", "vllm", "model: m, nnodes: 2, tensor_parallel_size: 2, master_port: 29500");
        let tgi = |more: &str| server("b", "tgi", &format!("model_id: m{more}"));
        rule(
            "NET-065",
            &[("a.yaml", &vllm), ("b.yaml", &tgi(", master_port: 29600"))],
            &[("a.yaml", &vllm), ("b.yaml", &tgi(""))],
            &["b.yaml:5:1 a.yaml:5:69"],
        );
        let llama = |host: &str| server("c", "llama-cpp", &format!("host: {host}"));
        let ui = "name: d\nkind: web-ui\nowner: t\nrun: {host: h, host_network: true}\nconfig: {models: [{url: \"https://m.example.org\"}], secret_key: \"${secret:d}\"}\n";
        rule("NET-065", &[], &[("c.yaml", &llama("0.0.0.0")), ("d.yaml", ui)], &["d.yaml:2:7 c.yaml:5:1"]);
        let other = server("e", "llama-cpp", "host: 127.0.0.2");
        rule("NET-065", &[("c.yaml", &llama("127.0.0.1")), ("e.yaml", &other)], &[], &[]);
    }
}
