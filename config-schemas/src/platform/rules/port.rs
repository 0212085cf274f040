//! no two servers of one machine open the same port

use std::collections::HashMap;

use config_core::Severity;

use super::super::load::{Entry, Platform};
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "NET-065",
    Severity::Error,
    "no two servers of one machine open the same port",
    "ours: services on the network of their host, and ports of one service",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let mut open: HashMap<(&str, u16), (&Entry, String)> = HashMap::new();
    for entry in platform.services() {
        let run = entry.configuration.run();
        let mut seen: Vec<u16> = Vec::new();
        for (index, endpoint) in entry.service().endpoints.iter().enumerate() {
            let path = format!("endpoints[{index}].port");
            let port = endpoint.port;
            if seen.contains(&port) {
                let message = format!("{} opens port {port} twice", entry.name());
                findings.add(entry, &path, message, "give each endpoint a port of its own");
                continue;
            }
            seen.push(port);
            // Services on the network of one machine share its ports; all others have their own.
            let Some(host) = run.host.as_deref().filter(|_| run.host_network) else { continue };
            match open.get(&(host, port)) {
                Some((other, place)) => {
                    let message =
                        format!("{} and {} both open port {port} of {host}", other.name(), entry.name());
                    findings.add(entry, &path, message, "move one of them").and(other, place);
                }
                None => {
                    open.insert((host, port), (entry, path));
                }
            }
        }
    }
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
}
