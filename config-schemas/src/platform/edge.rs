//! Who calls whom, and what network policies permit.

use std::collections::{BTreeMap, HashSet};

use super::configuration::Configuration;
use super::documents::PolicyDocument;
use super::load::{Entry, Platform};
use super::rules::scrape_target;
use crate::base::{Endpoint, Protocol};
use crate::deployment::kubernetes::{
    LabelSelector, NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicyRule, PolicyType, PortName, StrictText,
};
use crate::monitoring::prometheus::Prometheus;

/// A service that calls another one at an endpoint.
pub(super) struct Edge<'p> {
    pub(super) client: &'p Entry,
    pub(super) server: &'p Entry,
    pub(super) endpoint: &'p Endpoint,
    /// Where the client says so.
    pub(super) path: String,
}

/// Every edge that services declare, each once: by what they depend on, by addresses, and by what is scraped.
pub(super) fn edges<'p>(platform: &'p Platform) -> Vec<Edge<'p>> {
    let (mut edges, mut known) = (Vec::new(), HashSet::new());
    let mut add = |client: &'p Entry, server: &str, choose: &dyn Fn(&Endpoint) -> bool, path: String| {
        let Some(server) = platform.service(server) else { return };
        let endpoints = &server.service().endpoints;
        let Some(endpoint) = endpoints.iter().find(|endpoint| choose(endpoint)) else { return };
        if known.insert((client.name(), server.name(), endpoint.port)) {
            edges.push(Edge { client, server, endpoint, path });
        }
    };
    for client in platform.services() {
        for reference in &client.references {
            let choose = |endpoint: &Endpoint| {
                reference.endpoint.as_ref().is_none_or(|name| endpoint.name.as_str() == name)
                    && reference.port.is_none_or(|port| endpoint.port == port)
            };
            add(client, &reference.service, &choose, reference.path.clone());
        }
        if let Configuration::Prometheus(loaded) = &client.configuration {
            let prometheus = &loaded.value.config;
            let targets = scrape_target::targets(prometheus).into_iter().chain(alertmanagers(prometheus));
            for (path, target) in targets {
                if let Some((host, port)) = scrape_target::split(&target) {
                    add(client, host, &|endpoint| endpoint.port == port, format!("config.{path}"));
                }
            }
        }
    }
    edges
}

/// The Alertmanagers of a Prometheus with their paths.
fn alertmanagers(prometheus: &Prometheus) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (server, managers) in prometheus.alerting.alertmanagers.iter().enumerate() {
        for (group, targets) in managers.discovery.static_configs.iter().enumerate() {
            for (index, target) in targets.targets.iter().enumerate() {
                let path =
                    format!("alerting.alertmanagers[{server}].static_configs[{group}].targets[{index}]");
                found.push((path, target.to_string()));
            }
        }
    }
    found
}

/// The labels of a service's pods: those that it declares, and its name as `app.kubernetes.io/name` and `app`.
pub(super) fn labels(entry: &Entry) -> BTreeMap<String, StrictText> {
    let mut labels: BTreeMap<String, StrictText> = entry
        .service()
        .labels
        .iter()
        .map(|(key, value)| (key.clone(), StrictText::from(value.as_str())))
        .collect();
    for key in ["app.kubernetes.io/name", "app"] {
        labels.entry(key.to_owned()).or_insert_with(|| StrictText::from(entry.name()));
    }
    labels
}

/// One of the two directions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Ingress,
    Egress,
}

impl PolicyDocument {
    /// Whether the policy limits in a direction what the pods that it selects may do.
    pub(super) fn limits(&self, direction: Direction) -> bool {
        let spec = &self.policy.value.spec;
        let types = &spec.policy_types;
        match direction {
            Direction::Ingress => types.contains(&PolicyType::Ingress) || types.is_empty(),
            Direction::Egress => {
                types.contains(&PolicyType::Egress)
                    || (types.is_empty() && spec.egress.as_ref().is_some_and(|rules| !rules.is_empty()))
            }
        }
    }

    pub(super) fn rules(&self, direction: Direction) -> &[NetworkPolicyRule] {
        let spec = &self.policy.value.spec;
        match direction {
            Direction::Ingress => spec.ingress.as_deref().unwrap_or_default(),
            Direction::Egress => spec.egress.as_deref().unwrap_or_default(),
        }
    }
}

/// The peers that a rule names in a direction.
pub(super) fn peers(rule: &NetworkPolicyRule, direction: Direction) -> &[NetworkPolicyPeer] {
    match direction {
        Direction::Ingress => &rule.from,
        Direction::Egress => &rule.to,
    }
}

/// Whether a rule permits an endpoint where the pods on the other side have these labels.
pub(super) fn permits(
    rule: &NetworkPolicyRule,
    direction: Direction,
    other: &BTreeMap<String, StrictText>,
    endpoint: &Endpoint,
) -> bool {
    let peers = peers(rule, direction);
    (peers.is_empty() || peers.iter().any(|peer| is_peer(peer, other)))
        && (rule.ports.is_empty() || rule.ports.iter().any(|port| is_port(port, endpoint)))
}

/// Whether a peer is a service with these labels. Of other namespaces only the pods are compared, and addresses are those of no pod unless
/// all are meant.
fn is_peer(peer: &NetworkPolicyPeer, labels: &BTreeMap<String, StrictText>) -> bool {
    if let Some(block) = &peer.ip_block {
        return block.cidr.to_string() == "0.0.0.0/0" && block.except.is_empty();
    }
    peer.pod_selector.as_ref().is_none_or(|selector: &LabelSelector| selector.matches(labels))
}

fn is_port(port: &NetworkPolicyPort, endpoint: &Endpoint) -> bool {
    use crate::deployment::kubernetes::Protocol as Transport;
    let transport = if endpoint.protocol == Protocol::Udp { Transport::Udp } else { Transport::Tcp };
    port.protocol == transport
        && match &port.port {
            None => true,
            Some(PortName::Name(name)) => *name == endpoint.name.as_str(),
            Some(PortName::Number(first)) => {
                (*first..=port.end_port.unwrap_or(*first)).contains(&endpoint.port)
            }
        }
}

/// Whether a rule lets names be looked up: port 53 by UDP, of anybody or of pods that are no service here, where the servers
/// of names are.
pub(super) fn permits_names(rule: &NetworkPolicyRule, is_service: impl Fn(&LabelSelector) -> bool) -> bool {
    use crate::deployment::kubernetes::Protocol as Transport;
    let elsewhere = |peer: &NetworkPolicyPeer| {
        peer.namespace_selector.is_some()
            || peer.ip_block.is_some()
            || peer.pod_selector.as_ref().is_some_and(|selector| !is_service(selector))
    };
    let somebody = rule.to.is_empty() || rule.to.iter().any(elsewhere);
    let port = rule.ports.is_empty()
        || rule.ports.iter().any(|port| {
            port.protocol == Transport::Udp
                && match &port.port {
                    None => true,
                    Some(PortName::Name(name)) => name == "dns",
                    Some(PortName::Number(first)) => (*first..=port.end_port.unwrap_or(*first)).contains(&53),
                }
        });
    somebody && port
}
