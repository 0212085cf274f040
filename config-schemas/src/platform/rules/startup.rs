//! a model server has as long to start as it may take to load its weights

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "RUN-038",
    Severity::Error,
    "a model server has as long to start as it may take to load its weights",
    "vLLM: the guide for Kubernetes; VLLM_ENGINE_READY_TIMEOUT_S",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        if !matches!(entry.configuration, Configuration::Vllm(_)) {
            continue;
        }
        let Some(health) = &entry.service().health else { continue };
        let ready =
            entry.configuration.variable("VLLM_ENGINE_READY_TIMEOUT_S").and_then(|text| text.parse().ok());
        let ready: u64 = ready.unwrap_or(600);
        if health.startup.as_secs() < ready {
            let message = format!(
                "{} is given {} seconds to start, and its engine may take {ready}",
                entry.name(),
                health.startup.as_secs()
            );
            findings.add(entry, "health.startup", message, format!("give it {ready}s"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn engines_have_time_to_start() {
        rule(
            "RUN-038",
            &[("q.yaml", "name: q\nkind: vllm\nowner: t\nhealth: {startup: 20m}\n")],
            &[("q.yaml", "name: q\nkind: vllm\nowner: t\nhealth: {startup: 5m}\n")],
            &["q.yaml:4:19"],
        );
    }
}
