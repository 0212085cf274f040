//! secrets stand in files by reference alone

use config_core::Severity;

use super::super::load::Platform;
use super::super::rule::{Findings, Rule};
use crate::base::ServiceKind;

pub(super) const RULE: Rule =
    Rule::new("SEC-044", Severity::Error, "secrets stand in files by reference alone", "ours", check)
        .milder_in_development(Severity::Warning);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        for secret in entry.secrets.iter().filter(|secret| !secret.is_reference && !secret.is_address) {
            let message = format!("a secret of {} stands in its file", entry.name());
            let help = match entry.service().kind {
                ServiceKind::Litellm => "write os.environ/NAME, and set the variable where the router runs",
                _ => "write ${secret:name}, and keep the secret elsewhere",
            };
            findings.add(entry, &secret.path, message, help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn secrets_lie_elsewhere() {
        rule(
            "SEC-044",
            &[("r.yaml", "name: r\nkind: redis\nowner: t\nconfig: {requirepass: \"${secret:redis}\"}\n")],
            &[("r.yaml", "name: r\nkind: redis\nowner: t\nconfig: {requirepass: hunter2}\n")],
            &["r.yaml:4:23"],
        );
    }
}
