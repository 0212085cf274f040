//! who gives caches has somebody who takes them

use std::collections::HashMap;

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::rule::{Findings, Rule};
use crate::model::vllm::KvRole;

pub(super) const RULE: Rule = Rule::new(
    "RUN-011",
    Severity::Error,
    "a server that gives caches has one of its model and connector that takes them, and the other way round",
    "vLLM: kv_transfer.py; the pairs are ours",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    // Only servers of one model with one connector understand each other.
    let mut groups: HashMap<(&str, &str), Vec<(&Entry, KvRole)>> = HashMap::new();
    for entry in platform.services() {
        let Configuration::Vllm(loaded) = &entry.configuration else { continue };
        let config = &loaded.value.config;
        let Some(transfer) = &config.connect.kv_transfer_config else { continue };
        let (Some(connector), Some(role)) = (&transfer.kv_connector, transfer.kv_role) else { continue };
        let group = (config.engine.model.as_str(), connector.as_str());
        groups.entry(group).or_default().push((entry, role));
    }
    for entry in platform.services() {
        let Configuration::Vllm(loaded) = &entry.configuration else { continue };
        let config = &loaded.value.config;
        let Some(transfer) = &config.connect.kv_transfer_config else { continue };
        let (Some(connector), Some(role)) = (&transfer.kv_connector, transfer.kv_role) else { continue };
        let Some(group) = groups.get(&(config.engine.model.as_str(), connector.as_str())) else { continue };
        let (wanted, does, other) = match role {
            KvRole::KvProducer => (KvRole::KvConsumer, "gives", "takes"),
            KvRole::KvConsumer => (KvRole::KvProducer, "takes", "gives"),
            KvRole::KvBoth => continue,
        };
        if group.iter().any(|(_, role)| *role == wanted || *role == KvRole::KvBoth) {
            continue;
        }
        let message = format!("{} {does} caches with {connector}, and nobody {other} them", entry.name());
        let help = format!("describe a server of the model {} that {other} them", config.engine.model);
        findings.add(entry, "config.kv_transfer_config.kv_role", message, help);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn caches_are_given_and_taken() {
        let server = |name: &str, role: &str, model: &str| {
            format!(
                "name: {name}\nkind: vllm\nowner: t\nconfig:\n  model: {model}\n  kv_transfer_config: {{kv_connector: NixlConnector, kv_role: {role}}}\n"
            )
        };
        let (prefill, decode) = (server("p", "kv_producer", "m"), server("d", "kv_consumer", "m"));
        let other = server("d", "kv_consumer", "n");
        rule(
            "RUN-011",
            &[("p.yaml", &prefill), ("d.yaml", &decode)],
            &[("p.yaml", &prefill), ("d.yaml", &other)],
            &["d.yaml:6:62", "p.yaml:6:62"],
        );
        rule("RUN-011", &[("p.yaml", &server("p", "kv_both", "m")), ("d.yaml", &decode)], &[], &[]);
    }
}
