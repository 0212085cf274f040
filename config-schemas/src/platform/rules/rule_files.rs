//! every pattern of rule_files finds a file

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "MON-049",
    Severity::Warning,
    "every relative pattern of rule_files finds a file in the environment's directory",
    "ours: Prometheus starts without rules and says nothing",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let Configuration::Prometheus(loaded) = &entry.configuration else { continue };
        for (index, pattern) in loaded.value.config.rule_files.iter().enumerate() {
            let found = |document: &super::super::RuleDocument| {
                document.server == entry.name() && document.pattern == index
            };
            if !pattern.starts_with('/') && !platform.rule_files().iter().any(found) {
                findings.add(
                    entry,
                    &format!("config.rule_files[{index}]"),
                    format!("no file of rules is called {pattern}"),
                    "put the file into the environment's directory, or remove the pattern",
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn patterns_find_files() {
        let server = |pattern: &str| {
            format!(
                "name: p\nkind: prometheus\nowner: t\nconfig:\n  rule_files: [\"{pattern}\", /etc/x.yml]\n"
            )
        };
        rule(
            "MON-049",
            &[("p.yaml", &server("rules/*.yml")), ("rules/a.yml", "groups: []\n")],
            &[("p.yaml", &server("rules/b.yml")), ("rules/a.yml", "groups: []\n")],
            &["p.yaml:5:16"],
        );
    }
}
