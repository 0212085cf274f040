//! a secret belongs to one service

use std::collections::HashMap;

use config_core::Severity;

use super::super::load::{Entry, Platform};
use super::super::rule::{Findings, Rule};
use super::super::secret::SecretUse;

pub(super) const RULE: Rule = Rule::new(
    "SEC-081",
    Severity::Warning,
    "a secret belongs to one service",
    "ours: a rotation must list everybody who uses it",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let mut seen: HashMap<u64, (&Entry, &SecretUse)> = HashMap::new();
    for entry in platform.services() {
        // An address is no secret, and variables of one name may hold different texts.
        for secret in entry.secrets.iter().filter(|secret| !secret.is_address && secret.variable.is_none()) {
            let (other, known) = *seen.entry(secret.digest).or_insert((entry, secret));
            // The two sides of one edge share what the one presents to the other.
            if other.name() != entry.name() && !refers(entry, other) && !refers(other, entry) {
                let message = format!("{} and {} use the same secret", other.name(), entry.name());
                findings
                    .add(entry, &secret.path, message, "give each its own, or rotate both together")
                    .and(other, &known.path);
            }
        }
    }
}

fn refers(from: &Entry, to: &Entry) -> bool {
    from.references.iter().any(|reference| reference.service == to.name())
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn secrets_are_not_shared() {
        let redis = |name: &str, secret: &str| {
            format!(
                "name: {name}\nkind: redis\nowner: t\nconfig: {{requirepass: \"${{secret:{secret}}}\"}}\n"
            )
        };
        rule(
            "SEC-081",
            &[("a.yaml", &redis("a", "one")), ("b.yaml", &redis("b", "two"))],
            &[("a.yaml", &redis("a", "one")), ("b.yaml", &redis("b", "one"))],
            &["b.yaml:4:23 a.yaml:4:23"],
        );
    }
}
