//! an address of a service agrees with what the service opens

use config_core::Severity;

use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "NET-066",
    Severity::Error,
    "an address of a service agrees with what the service opens",
    "ours: scheme and port",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        for reference in &entry.references {
            let Some(target) = platform.service(&reference.service) else { continue };
            let endpoints = &target.service().endpoints;
            if endpoints.is_empty() {
                continue;
            }
            let endpoint = match reference.port {
                None => endpoints.first(),
                Some(port) => endpoints.iter().find(|endpoint| endpoint.port == port),
            };
            let Some(endpoint) = endpoint else {
                let port = reference.port.unwrap_or_default();
                let known: Vec<String> = endpoints.iter().map(|endpoint| endpoint.port.to_string()).collect();
                let message = format!("{} does not open port {port}", target.name());
                findings
                    .add(entry, &reference.path, message, format!("it opens {}", known.join(", ")))
                    .and(target, "endpoints");
                continue;
            };
            if let Some(encrypted) = reference.encrypted
                && encrypted != endpoint.tls
            {
                let message = match endpoint.tls {
                    true => format!("the address of {} is not encrypted, and it serves TLS", target.name()),
                    false => {
                        format!("the address of {} is encrypted, and it does not serve TLS", target.name())
                    }
                };
                findings
                    .add(entry, &reference.path, message, "change the scheme, or the endpoint")
                    .and(target, "endpoints");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn addresses_agree() {
        let other = ("v.yaml", "name: v\nkind: vllm\nowner: t\nendpoints: [{name: api, port: 8000}]\n");
        let client = |url: &str| {
            format!(
                "name: c\nkind: litellm\nowner: t\nrun: {{replicas: 2, min_available: 1}}\nconfig: {{api_base: \"{url}\"}}\n"
            )
        };
        rule(
            "NET-066",
            &[("c.yaml", &client("http://v:8000/v1")), other],
            &[("c.yaml", &client("https://v:8000/v1")), other],
            &["c.yaml:5:20 v.yaml:4:1"],
        );
        rule("NET-066", &[], &[("c.yaml", &client("http://v:9000")), other], &["c.yaml:5:20 v.yaml:4:1"]);
    }
}
