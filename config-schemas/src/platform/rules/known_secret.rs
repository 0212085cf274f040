//! no secret is one that everybody knows

use config_core::Severity;

use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "KEY-044",
    Severity::Error,
    "no secret is one that everybody knows",
    "ours: defaults of documents and examples",
    check,
)
.milder_in_development(Severity::Warning);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        for secret in entry.secrets.iter().filter(|secret| secret.is_known) {
            let message = format!("a secret of {} is one that everybody knows", entry.name());
            findings.add(entry, &secret.path, message, "make a new one");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn known_secrets_are_found() {
        rule(
            "KEY-044",
            &[("r.yaml", "name: r\nkind: redis\nowner: t\nconfig: {requirepass: \"${secret:redis}\"}\n")],
            &[("r.yaml", "name: r\nkind: redis\nowner: t\nconfig: {requirepass: sk-1234}\n")],
            &["r.yaml:4:23"],
        );
    }
}
