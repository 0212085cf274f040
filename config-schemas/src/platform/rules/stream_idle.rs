//! a stream is not cut while a model still thinks

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "NET-068",
    Severity::Error,
    "a stream is not cut while a model still thinks",
    "ours: stream_idle against the keep-alive of the model server",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let Configuration::Gateway(loaded) = &entry.configuration else { continue };
        let idle = loaded.value.config.timeouts.stream_idle;
        if idle.is_zero() {
            continue;
        }
        for reference in &entry.references {
            let Some(target) = platform.service(&reference.service) else { continue };
            let Configuration::Vllm(server) = &target.configuration else { continue };
            let interval = f64::from(server.value.config.server.sse_keep_alive_interval);
            let alive = interval > 0.0 && interval < idle.as_secs_f64();
            if !alive && idle.as_secs() < 120 {
                let message = format!(
                    "streams of {} are cut after {} seconds of silence, and it gives no sign of life before",
                    target.name(),
                    idle.as_secs()
                );
                findings
                    .add(
                        entry,
                        "config.timeouts.stream_idle",
                        message,
                        "set sse_keep_alive_interval on the server, or raise stream_idle",
                    )
                    .and(target, "config.sse_keep_alive_interval");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn streams_stay_open() {
        let gateway = "name: g\nkind: gateway\nowner: t\nrun: {replicas: 2, min_available: 1}\nconfig:\n  listeners: [{name: a, port: 80}]\n  timeouts: {stream_idle: 30s}\n  routes: [{name: r, backends: [{service: v}]}]\n";
        let server = |config: &str| format!("name: v\nkind: vllm\nowner: t\nconfig: {config}\n");
        rule(
            "NET-068",
            &[("g.yaml", gateway), ("v.yaml", &server("{sse_keep_alive_interval: 10}"))],
            &[("g.yaml", gateway), ("v.yaml", &server("{sse_keep_alive_interval: 0}"))],
            &["g.yaml:7:27 v.yaml:4:35"],
        );
    }
}
