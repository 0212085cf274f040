//! gateways and routers have several replicas and a budget in production

use config_core::Severity;

use super::super::load::Platform;
use super::super::rule::{Findings, Rule};
use crate::base::ServiceKind;

pub(super) const RULE: Rule = Rule::new(
    "RUN-044",
    Severity::Error,
    "gateways and routers have several replicas and a budget in production",
    "ours",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    if !platform.is_production() {
        return;
    }
    for entry in platform.services() {
        if !matches!(entry.service().kind, ServiceKind::Gateway | ServiceKind::Litellm) {
            continue;
        }
        let run = entry.configuration.run();
        if run.replicas < 2 {
            let message = format!("{} has a single replica in production", entry.name());
            findings.add(entry, "run.replicas", message, "give it at least 2");
        }
        if run.min_available.is_none() {
            let message = format!(
                "nothing says how many replicas of {} must stay while nodes are emptied",
                entry.name()
            );
            findings.add(entry, "run", message, "set run.min_available");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn entrances_are_doubled() {
        let gateway = |run: &str| format!("name: g\nkind: litellm\nowner: t\nrun: {run}\n");
        rule(
            "RUN-044",
            &[("g.yaml", &gateway("{replicas: 2, min_available: 1}"))],
            &[("g.yaml", &gateway("{replicas: 1}"))],
            &["g.yaml:4:1", "g.yaml:4:17"],
        );
    }
}
