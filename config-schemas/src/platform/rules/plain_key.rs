//! a key of a store does not travel in the clear

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "SEC-059",
    Severity::Error,
    "a Qdrant that asks for keys encrypts them on their way in production",
    "ours; Qdrant only warns",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    if !platform.is_production() {
        return;
    }
    for entry in platform.services() {
        let Configuration::Qdrant(loaded) = &entry.configuration else { continue };
        let service = &loaded.value.config.service;
        if service.api_key.is_some() && !service.enable_tls {
            let message = format!("keys of {} travel in the clear", entry.name());
            findings
                .add(
                    entry,
                    "config.service.api_key",
                    message,
                    "set service.enable_tls, with tls.cert and tls.key",
                )
                .and(entry, "config.service.enable_tls");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn keys_are_encrypted() {
        let qdrant = |tls: &str| {
            format!(
                "name: q\nkind: qdrant\nowner: t\nconfig: {{service: {{api_key: \"${{secret:q}}\"{tls}}}}}\n"
            )
        };
        rule(
            "SEC-059",
            &[("q.yaml", &qdrant(", enable_tls: true}, tls: {cert: /c, key: /k"))],
            &[("q.yaml", &qdrant(""))],
            &["q.yaml:4:29 q.yaml:4:10"],
        );
    }
}
