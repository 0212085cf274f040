//! network policies permit no edge that nobody declares

use config_core::Severity;

use super::super::edge::{Direction, edges, is_peer};
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

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
    let edges = edges(platform);
    for policy in platform.policies() {
        let servers: Vec<_> =
            platform.services().iter().filter(|entry| policy.limits(entry, Direction::Ingress)).collect();
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
                let named: Vec<_> = platform.services().iter().filter(|entry| is_peer(peer, entry)).collect();
                let [client] = named.as_slice() else { continue };
                let declared = edges.iter().any(|edge| {
                    std::ptr::eq(edge.client, *client)
                        && servers.iter().any(|server| std::ptr::eq(edge.server, *server))
                });
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
