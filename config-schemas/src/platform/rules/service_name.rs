//! no service is called vllm, for Kubernetes would then set VLLM_PORT

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "RUN-023",
    Severity::Error,
    "no service is called vllm, for Kubernetes would then set VLLM_PORT",
    "vLLM: envs.py refuses to start",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let any = platform.services().iter().any(|entry| matches!(entry.configuration, Configuration::Vllm(_)));
    for entry in platform.services() {
        if any && entry.name() == "vllm" {
            let message =
                "a service called vllm makes Kubernetes set VLLM_PORT to an address, and vLLM does not start";
            findings.add(entry, "name", message, "call it otherwise, such as vllm-qwen");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn nobody_is_called_vllm() {
        rule(
            "RUN-023",
            &[("q.yaml", "name: vllm-q\nkind: vllm\nowner: t\n")],
            &[("q.yaml", "name: vllm\nkind: vllm\nowner: t\n")],
            &["q.yaml:1:7"],
        );
    }
}
