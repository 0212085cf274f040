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
            if pattern.starts_with('/') || platform.has_found(entry.name(), index) {
                continue;
            }
            let (message, help) = match glob::Pattern::new(pattern) {
                Ok(_) => (
                    format!("no file of rules is called {pattern}"),
                    "put the file into the environment's directory, or remove the pattern",
                ),
                Err(problem) => (
                    format!("{pattern} is no pattern of files: {}", problem.msg),
                    "write one such as rules/*.yml",
                ),
            };
            findings.add(entry, &format!("config.rule_files[{index}]"), message, help);
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

    #[test]
    fn a_file_that_cannot_be_read_is_found_all_the_same() {
        use super::super::testing::told;
        let server = |pattern: &str| {
            format!("name: p\nkind: prometheus\nowner: t\nconfig: {{rule_files: [\"{pattern}\"]}}\n")
        };
        let environment = config_core::Environment::Production;
        let broken = ("rules/a.yml", "groups: 1\n");
        let said = told(&environment, &[("p.yaml", &server("rules/*.yml")), broken]);
        assert_eq!(said, ["CFG0301 a.yml:1:9"]);
        let said = told(&environment, &[("p.yaml", &server("[rules/*.yml"))]);
        assert_eq!(said, ["MON-049 p.yaml:4:23"]);
    }
}
