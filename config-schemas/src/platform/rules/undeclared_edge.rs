//! network policies permit no edge that nobody declares

use std::collections::HashSet;

use config_core::Severity;

use super::super::edge::{Direction, edges};
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};
use super::super::selection::Selection;

pub(super) const RULE: Rule = Rule::new(
    "NET-080-A",
    Severity::Warning,
    "network policies name no client of a service that does not call it",
    "ours",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    if platform.policies().is_empty() {
        return;
    }
    let edges: HashSet<(&str, &str)> =
        edges(platform).iter().map(|edge| (edge.client.name(), edge.server.name())).collect();
    let selection = Selection::new(platform);
    for policy in platform.policies().iter().filter(|policy| policy.limits(Direction::Ingress)) {
        let servers: Vec<_> = selection.select(&policy.policy.value.spec.pod_selector).collect();
        if servers.is_empty() {
            continue;
        }
        for (index, rule) in policy.rules(Direction::Ingress).iter().enumerate() {
            for (place, peer) in rule.from.iter().enumerate() {
                // Only pods that are named one by one: a selector of many is meant for those that come.
                let Some(selector) = peer.pod_selector.as_ref().filter(|selector| !selector.is_empty())
                else {
                    continue;
                };
                let named: Vec<_> = selection.select(selector).take(2).collect();
                let [client] = named.as_slice() else { continue };
                let declared = servers.iter().any(|server| edges.contains(&(client.name(), server.name())));
                if !declared && !selector.match_labels.is_empty() {
                    let names: Vec<&str> = servers.iter().map(|server| server.name()).collect();
                    findings.add(
                        policy,
                        &format!("spec.ingress[{index}].from[{place}]"),
                        format!("{} may reach {}, which it does not call", client.name(), names.join(", ")),
                        format!("remove it, or add {} to the dependencies of {}", names[0], client.name()),
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
    fn only_clients_are_let_in() {
        let client =
            |dependencies: &str| format!("name: c\nkind: other\nowner: t\ndependencies: [{dependencies}]\n");
        let server = "name: s\nkind: other\nowner: t\nendpoints: [{name: api, port: 80}]\n";
        let policy = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: s}\nspec:\n  podSelector: {matchLabels: {app: s}}\n  ingress: [{from: [{podSelector: {matchLabels: {app: c}}}]}]\n";
        rule(
            "NET-080-A",
            &[("c.yaml", &client("{service: s}")), ("s.yaml", server), ("kubernetes/s.yaml", policy)],
            &[("c.yaml", &client("")), ("s.yaml", server), ("kubernetes/s.yaml", policy)],
            &["s.yaml:6:21"],
        );
    }
}
