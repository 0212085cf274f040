//! Services: one address for many pods.

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

use super::{ObjectMetadata, PortName, Protocol, StrictText};

/// One address for many pods.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct Service {
    /// Version of the API.
    #[config(pattern("^v1$"))]
    pub api_version: String,
    /// The kind.
    #[config(pattern("^Service$"))]
    pub kind: String,
    /// Name and labels.
    pub metadata: ObjectMetadata,
    /// What is wanted.
    pub spec: ServiceSpec,
    /// What there is; kept as written.
    pub status: Option<AnyValue>,
}

/// What a service wants.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(!self.ports.is_empty() || self.kind == ServiceType::ExternalName || self.is_headless(),
          "a service has at least one port"),
    check(self.ports.len() < 2 || self.ports.iter().all(|port| port.name.is_some()),
          "each of several ports has a name"),
    check(self.ports_are_unique(), "two ports of the service have the same name, or the same number and protocol"),
    check(self.kind != ServiceType::ExternalName || self.external_name.is_some(),
          "a service of the type ExternalName has an externalName"),
    check(!self.is_headless() || self.kind == ServiceType::ClusterIp,
          "clusterIP None goes with the type ClusterIP"),
    check(matches!(self.kind, ServiceType::NodePort | ServiceType::LoadBalancer)
              || self.ports.iter().all(|port| port.node_port.is_none()),
          "nodePort goes with the types NodePort and LoadBalancer"),
)]
pub struct ServiceSpec {
    /// How it is reached.
    #[config(rename = "type", default = "ClusterIP")]
    pub kind: ServiceType,
    /// Labels of the pods that are meant.
    #[config(default)]
    pub selector: BTreeMap<String, StrictText>,
    /// Its ports.
    #[config(default = [])]
    pub ports: Vec<ServicePort>,
    /// Its address; `None` is none of its own.
    #[config(rename = "clusterIP")]
    pub cluster_address: Option<String>,
    /// Its addresses; kept as written.
    #[config(rename = "clusterIPs")]
    pub cluster_addresses: Option<AnyValue>,
    /// The name that it stands for.
    pub external_name: Option<String>,
    /// Addresses of nodes on which it is reached; kept as written.
    #[config(rename = "externalIPs")]
    pub external_addresses: Option<AnyValue>,
    /// Whether pods of other nodes serve.
    pub external_traffic_policy: Option<TrafficPolicy>,
    /// Whether pods of other nodes serve inside of the cluster.
    pub internal_traffic_policy: Option<TrafficPolicy>,
    /// Which pods serve rather; kept as written.
    pub traffic_distribution: Option<String>,
    /// Port for the health of nodes.
    #[config(range(1..))]
    pub health_check_node_port: Option<u16>,
    /// Address of the load balancer.
    #[config(rename = "loadBalancerIP")]
    pub load_balancer_address: Option<String>,
    /// Kind of the load balancer.
    pub load_balancer_class: Option<String>,
    /// Addresses that may use it.
    #[config(default = [])]
    pub load_balancer_source_ranges: Vec<crate::value::Cidr>,
    /// Whether ports of nodes are taken.
    pub allocate_load_balancer_node_ports: Option<bool>,
    /// Whether a client stays with its pod.
    pub session_affinity: Option<SessionAffinity>,
    /// How long it stays; kept as written.
    pub session_affinity_config: Option<AnyValue>,
    /// Families of addresses; kept as written.
    #[config(rename = "ipFamilies")]
    pub address_families: Option<AnyValue>,
    /// How many families of addresses; kept as written.
    #[config(rename = "ipFamilyPolicy")]
    pub address_family_policy: Option<String>,
    /// Whether pods that cannot serve yet have names.
    pub publish_not_ready_addresses: Option<bool>,
}

impl ServiceSpec {
    fn is_headless(&self) -> bool {
        self.cluster_address.as_deref() == Some("None")
    }

    fn ports_are_unique(&self) -> bool {
        self.ports.iter().enumerate().all(|(index, port)| {
            self.ports[..index].iter().all(|other| {
                (port.name.is_none() || port.name != other.name)
                    && (port.port, port.protocol) != (other.port, other.protocol)
            })
        })
    }
}

/// How a service is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum ServiceType {
    /// Inside of the cluster.
    #[config(rename = "ClusterIP")]
    ClusterIp,
    /// On a port of every node.
    NodePort,
    /// Through a load balancer.
    LoadBalancer,
    /// It stands for a name outside.
    ExternalName,
}

/// Whether pods of other nodes serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum TrafficPolicy {
    /// They do.
    Cluster,
    /// They do not.
    Local,
}

/// Whether a client stays with its pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum SessionAffinity {
    /// It does not.
    None,
    /// By its address.
    #[config(rename = "ClientIP")]
    ClientAddress,
}

/// A port of a service.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct ServicePort {
    /// Its name.
    pub name: Option<crate::value::DnsLabel>,
    /// Its number.
    #[config(range(1..))]
    pub port: u16,
    /// Port of the pods; the same number by default.
    pub target_port: Option<PortName>,
    /// Protocol.
    #[config(default = "TCP")]
    pub protocol: Protocol,
    /// Port of every node.
    #[config(range(1..))]
    pub node_port: Option<u16>,
    /// What is spoken, such as `http`.
    pub app_protocol: Option<String>,
}
