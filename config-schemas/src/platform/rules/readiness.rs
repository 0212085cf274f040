//! a service waits for what it cannot work without

use config_core::Severity;

use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule = Rule::new(
    "NET-064-A",
    Severity::Warning,
    "a service waits until what it cannot work without is ready",
    "ours: a required dependency with wait_ready: false",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        for (index, dependency) in entry.service().dependencies.iter().enumerate() {
            if dependency.required && !dependency.wait_ready {
                let message = format!(
                    "{} needs {} and does not wait until it is ready",
                    entry.name(),
                    dependency.service
                );
                findings.add(
                    entry,
                    &format!("dependencies[{index}].wait_ready"),
                    message,
                    "remove wait_ready, or set required to false if it works without",
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn what_is_needed_is_waited_for() {
        let service =
            |edge: &str| format!("name: a\nkind: other\nowner: t\ndependencies: [{{service: b{edge}}}]\n");
        let other = ("b.yaml", "name: b\nkind: other\nowner: t\n");
        rule(
            "NET-064-A",
            &[("a.yaml", &service(", required: false, wait_ready: false")), other],
            &[("a.yaml", &service(", wait_ready: false")), other],
            &["a.yaml:4:41"],
        );
    }
}
