//! a model server keeps connections open longer than the gateway in front of it

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "NET-069",
    Severity::Warning,
    "a model server keeps connections open longer than the gateway in front of it",
    "vLLM: VLLM_HTTP_TIMEOUT_KEEP_ALIVE is 5 seconds",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let Configuration::Gateway(loaded) = &entry.configuration else { continue };
        let idle = loaded.value.config.timeouts.connection_idle.as_secs();
        for reference in &entry.references {
            let Some(target) = platform.service(&reference.service) else { continue };
            if !matches!(target.configuration, Configuration::Vllm(_)) {
                continue;
            }
            let variable = "VLLM_HTTP_TIMEOUT_KEEP_ALIVE";
            let alive: u64 =
                target.configuration.variable(variable).and_then(|text| text.parse().ok()).unwrap_or(5);
            if alive <= idle {
                let message = format!(
                    "{} closes a connection after {alive} seconds, and the gateway uses it for {idle}",
                    target.name()
                );
                let help = format!("set {variable} above {idle} on the server, or lower connection_idle");
                findings
                    .add(entry, "config.timeouts.connection_idle", message, help)
                    .and(target, "environment");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn connections_outlive_the_gateway() {
        let gateway = "name: g\nkind: gateway\nowner: t\nrun: {replicas: 2, min_available: 1}\nconfig:\n  listeners: [{name: a, port: 80}]\n  timeouts: {connection_idle: 1m, stream_idle: 1m}\n  routes: [{name: r, backends: [{service: v}]}]\n";
        let server = |alive: &str| {
            format!(
                "name: v\nkind: vllm\nowner: t\nenvironment: {{VLLM_HTTP_TIMEOUT_KEEP_ALIVE: {alive}}}\nconfig: {{sse_keep_alive_interval: 10}}\n"
            )
        };
        rule(
            "NET-069",
            &[("g.yaml", gateway), ("v.yaml", &server("65"))],
            &[("g.yaml", gateway), ("v.yaml", &server("5"))],
            &["g.yaml:7:31 v.yaml:4:1"],
        );
    }
}
