//! network policies permit every edge, and names to be looked up

use config_core::Severity;

use super::super::edge::{Direction, edges, labels, permits, permits_names};
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};
use super::super::selection::Selection;
use crate::deployment::kubernetes::LabelSelector;

pub(super) const RULE: Rule = Rule::new(
    "NET-080",
    Severity::Error,
    "network policies permit every edge that services declare, and looking up names",
    "Kubernetes: pods that a policy selects may do what some policy permits, and nothing else",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    if platform.policies().is_empty() {
        return;
    }
    let selection = Selection::new(platform);
    let (ingress, egress) = (selection.limits(Direction::Ingress), selection.limits(Direction::Egress));
    for edge in edges(platform) {
        for (limits, other, direction) in [
            (ingress.get(edge.server.name()), edge.client, Direction::Ingress),
            (egress.get(edge.client.name()), edge.server, Direction::Egress),
        ] {
            let Some(limits) = limits else { continue };
            let other = labels(other);
            let permitted = limits
                .iter()
                .flat_map(|policy| policy.rules(direction))
                .any(|rule| permits(rule, direction, &other, edge.endpoint));
            if let Some(policy) = limits.first().filter(|_| !permitted) {
                let (client, server, port) = (edge.client.name(), edge.server.name(), edge.endpoint.port);
                let message = match direction {
                    Direction::Ingress => format!("no policy lets {client} reach {server} at port {port}"),
                    Direction::Egress => format!("no policy lets {client} call {server} at port {port}"),
                };
                let key = match direction {
                    Direction::Ingress => "ingress",
                    Direction::Egress => "egress",
                };
                let help = format!("permit it under {key} of a policy, or remove the edge");
                findings.add(edge.client, &edge.path, message, help).and(*policy, "spec");
            }
        }
    }
    for entry in platform.services() {
        let Some(limits) = egress.get(entry.name()) else { continue };
        let calls = !entry.references.is_empty();
        let is_service = |selector: &LabelSelector| {
            platform.services().iter().any(|service| selector.matches(&labels(service)))
        };
        let named = limits
            .iter()
            .flat_map(|policy| policy.rules(Direction::Egress))
            .any(|rule| permits_names(rule, is_service));
        if let Some(policy) = limits.first().filter(|_| calls && !named) {
            findings.add(
                *policy,
                "spec",
                format!("{} may not look up names, so it finds no service", entry.name()),
                "permit port 53 with the protocol UDP under egress",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    const CLIENT: &str = "name: c\nkind: other\nowner: t\ndependencies: [{service: s}]\n";
    const SERVER: &str = "name: s\nkind: other\nowner: t\nendpoints: [{name: api, port: 80}]\n";

    fn policy(name: &str, spec: &str) -> String {
        format!(
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: {name}}}\nspec:\n  podSelector: {{matchLabels: {{app: {name}}}}}\n  {spec}\n"
        )
    }

    #[test]
    fn edges_are_permitted_to_the_server() {
        let good =
            policy("s", "ingress: [{from: [{podSelector: {matchLabels: {app: c}}}], ports: [{port: api}]}]");
        let bad =
            policy("s", "ingress: [{from: [{podSelector: {matchLabels: {app: c}}}], ports: [{port: 81}]}]");
        rule(
            "NET-080",
            &[("c.yaml", CLIENT), ("s.yaml", SERVER), ("kubernetes/s.yaml", &good)],
            &[("c.yaml", CLIENT), ("s.yaml", SERVER), ("kubernetes/s.yaml", &bad)],
            &["c.yaml:4:26 s.yaml:4:1"],
        );
    }

    #[test]
    fn edges_and_names_are_permitted_from_the_client() {
        let good = policy(
            "c",
            "egress: [{to: [{podSelector: {matchLabels: {app: s}}}], ports: [{port: 80, endPort: 90}]}, {ports: [{port: 53, protocol: UDP}]}]",
        );
        let bad = policy("c", "policyTypes: [Egress]");
        rule(
            "NET-080",
            &[("c.yaml", CLIENT), ("s.yaml", SERVER), ("kubernetes/c.yml", &good)],
            &[("c.yaml", CLIENT), ("s.yaml", SERVER), ("kubernetes/c.yml", &bad)],
            &["c.yaml:4:26 c.yml:4:1", "c.yml:4:1"],
        );
    }

    #[test]
    fn an_empty_list_limits_nothing_and_a_service_answers_no_names() {
        let good = policy("c", "egress: []");
        let names = "egress: [{to: [{podSelector: {matchLabels: {app: s}}}]}]";
        rule(
            "NET-080",
            &[("c.yaml", CLIENT), ("s.yaml", SERVER), ("kubernetes/c.yaml", &good)],
            &[("c.yaml", CLIENT), ("s.yaml", SERVER), ("kubernetes/c.yml", &policy("c", names))],
            &["c.yml:4:1"],
        );
    }

    #[test]
    fn policies_inside_of_a_list_are_told() {
        let list = "apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: x}, spec: {}}\n";
        rule(
            "NET-080",
            &[("s.yaml", SERVER)],
            &[("s.yaml", SERVER), ("kubernetes/l.yaml", list)],
            &["l.yaml:4:5"],
        );
    }
}
