//! no service waits for itself

use std::collections::HashSet;

use config_core::Severity;

use super::super::load::{Entry, Platform};
use super::super::rule::{Findings, Rule};

pub(super) const RULE: Rule =
    Rule::new("NET-064", Severity::Error, "no service waits for itself", "ours", check);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let mut done = HashSet::new();
    for entry in platform.services() {
        let mut chain = Vec::new();
        walk(platform, entry, &mut chain, &mut done, findings);
    }
}

/// Follows what a service waits for; `done` are those that lead into no circle that was not told.
fn walk<'p>(
    platform: &'p Platform,
    entry: &'p Entry,
    chain: &mut Vec<&'p Entry>,
    done: &mut HashSet<&'p str>,
    findings: &mut Findings<'_>,
) {
    if done.contains(entry.name()) {
        return;
    }
    chain.push(entry);
    for (index, dependency) in entry.service().dependencies.iter().enumerate() {
        if !dependency.required || !dependency.wait_ready {
            continue;
        }
        let Some(target) = platform.service(dependency.service.as_str()) else { continue };
        match chain.iter().position(|earlier| earlier.name() == target.name()) {
            Some(start) => {
                let mut names: Vec<&str> = chain[start..].iter().map(|entry| entry.name()).collect();
                names.push(target.name());
                let message = format!("services wait for each other: {}", names.join(" -> "));
                let path = format!("dependencies[{index}].service");
                findings.add(
                    entry,
                    &path,
                    message,
                    "set required to false on one of the edges, for a service that can begin without",
                );
            }
            None => walk(platform, target, chain, done, findings),
        }
    }
    chain.pop();
    done.insert(entry.name());
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn circles_are_found() {
        let service = |name: &str, needs: &str| {
            format!("name: {name}\nkind: other\nowner: t\ndependencies: [{{service: {needs}}}]\n")
        };
        let last = ("c.yaml", "name: c\nkind: other\nowner: t\n");
        rule(
            "NET-064",
            &[("a.yaml", &service("a", "b")), ("b.yaml", &service("b", "c")), last],
            &[("a.yaml", &service("a", "b")), ("b.yaml", &service("b", "a"))],
            &["b.yaml:4:26"],
        );
    }
}
