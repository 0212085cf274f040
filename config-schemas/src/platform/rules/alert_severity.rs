//! every alert has a severity

use config_core::Severity;

use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "MON-051-A",
    Severity::Warning,
    "every alert has the label severity, by which it is routed",
    "ours",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for document in platform.rule_files() {
        for (group_index, group) in document.rules.value.groups.iter().enumerate() {
            for (index, rule) in group.rules.iter().enumerate() {
                let labelled = rule.labels.contains_key("severity") || group.labels.contains_key("severity");
                if let Some(name) = rule.alert.as_ref().filter(|_| !labelled) {
                    findings.add(
                        document,
                        &format!("groups[{group_index}].rules[{index}].alert"),
                        format!("the alert {name} has no severity"),
                        "add labels: {severity: …}",
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn alerts_have_a_severity() {
        let server = "name: p\nkind: prometheus\nowner: t\nconfig: {rule_files: [rules/*.yml]}\n";
        let rules = |labels: &str| {
            format!(
                "groups:\n  - name: a\n    rules:\n      - {{alert: A, expr: up == 0, labels: {{{labels}}}}}\n      - {{record: 'a:b', expr: up}}\n"
            )
        };
        rule(
            "MON-051-A",
            &[("p.yaml", server), ("rules/a.yml", &rules("severity: page"))],
            &[("p.yaml", server), ("rules/a.yml", &rules("team: x"))],
            &["a.yml:4:17"],
        );
    }
}
