//! Which pods may be reached from where, and what they may reach.

use config_core::ServiceConfig;

use super::{LabelSelector, ObjectMetadata, PortName, Protocol};
use crate::value::Cidr;

/// Which pods may be reached from where, and what they may reach.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct NetworkPolicy {
    /// Version of the API.
    #[config(pattern("^networking\\.k8s\\.io/v1$"))]
    pub api_version: String,
    /// The kind.
    #[config(pattern("^NetworkPolicy$"))]
    pub kind: String,
    /// Name and labels.
    pub metadata: ObjectMetadata,
    /// What is wanted; nothing means that no pod of the namespace is reached.
    #[config(default)]
    pub spec: NetworkPolicySpec,
}

/// What a network policy wants.
#[derive(Clone, Debug, Default, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.ingress.iter().flatten().all(|rule| rule.to.is_empty()), "a rule of ingress has from, not to", code = "K8S-043"),
    check(self.egress.iter().flatten().all(|rule| rule.from.is_empty()), "a rule of egress has to, not from", code = "K8S-043"),
    check(self.policy_types.len() <= 2, "there are two directions", code = "K8S-043"),
)]
pub struct NetworkPolicySpec {
    /// Which pods are meant; an empty selector means all of the namespace.
    #[config(default)]
    pub pod_selector: LabelSelector,
    /// Who may reach them.
    pub ingress: Option<Vec<NetworkPolicyRule>>,
    /// What they may reach.
    pub egress: Option<Vec<NetworkPolicyRule>>,
    /// Which of the two directions are limited.
    #[config(default = [])]
    pub policy_types: Vec<PolicyType>,
}

/// A direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum PolicyType {
    /// To the pods.
    Ingress,
    /// From the pods.
    Egress,
}

/// What is allowed: these peers at these ports. Nothing said is everything.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct NetworkPolicyRule {
    /// From where.
    #[config(default = [])]
    pub from: Vec<NetworkPolicyPeer>,
    /// To where.
    #[config(default = [])]
    pub to: Vec<NetworkPolicyPeer>,
    /// At which ports.
    #[config(default = [])]
    pub ports: Vec<NetworkPolicyPort>,
}

/// Who is on the other side.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.ip_block.is_none() || (self.pod_selector.is_none() && self.namespace_selector.is_none()),
          "a peer has either an ipBlock or selectors", code = "K8S-043"),
    check(self.ip_block.is_some() || self.pod_selector.is_some() || self.namespace_selector.is_some(),
          "a peer has an ipBlock or a selector", code = "K8S-043"),
)]
pub struct NetworkPolicyPeer {
    /// Pods; of the same namespace without another selector.
    pub pod_selector: Option<LabelSelector>,
    /// Namespaces.
    pub namespace_selector: Option<LabelSelector>,
    /// Addresses.
    pub ip_block: Option<IpBlock>,
}

/// Addresses.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.except.iter().all(|except| self.cidr.contains(except) && *except != self.cidr),
          "each except lies inside of the cidr and is smaller", code = "K8S-043"),
)]
pub struct IpBlock {
    /// Which.
    pub cidr: Cidr,
    /// Which of them not.
    #[config(default = [])]
    pub except: Vec<Cidr>,
}

/// Ports.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.end_port.is_none() || matches!(self.port, Some(PortName::Number(_))),
          "endPort needs a port that is a number", code = "K8S-043"),
    check(self.range_is_in_order(), "endPort must not be below port", code = "K8S-043"),
)]
pub struct NetworkPolicyPort {
    /// Protocol.
    #[config(default = "TCP")]
    pub protocol: Protocol,
    /// The port, or the first of several; all when absent.
    pub port: Option<PortName>,
    /// The last of several.
    #[config(range(1..))]
    pub end_port: Option<u16>,
}

impl NetworkPolicyPort {
    fn range_is_in_order(&self) -> bool {
        match (&self.port, self.end_port) {
            (Some(PortName::Number(port)), Some(end)) => end >= *port,
            _ => true,
        }
    }
}
