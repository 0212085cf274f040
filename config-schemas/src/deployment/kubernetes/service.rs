//! Services: one address for many pods.

use std::collections::BTreeMap;
use std::net::IpAddr;

use config_core::{AnyValue, ServiceConfig};

use super::{ObjectMetadata, PortName, Protocol, StrictText};
use crate::value::{DnsLabel, DnsSubdomain};

/// One address for many pods.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.metadata.name.as_ref().is_none_or(|name| name.as_str().parse::<DnsLabel>().is_ok()),
          "the name of a service is a DNS label: at most 63 lower-case letters, digits and dashes, without dots"),
)]
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
    check(self.kind != ServiceType::ExternalName || self.external_name.as_deref().is_some_and(is_domain),
          "a service of the type ExternalName has an externalName, which is a DNS name"),
    check(self.kind != ServiceType::ExternalName || self.cluster_address.as_deref().is_none_or(str::is_empty),
          "a service of the type ExternalName has no clusterIP"),
    check(self.cluster_addresses.first().is_none_or(|first| Some(first.as_str()) == self.cluster_address.as_deref()),
          "the first of clusterIPs is clusterIP"),
    check(self.cluster_addresses.len() < 2 || !self.cluster_addresses.iter().any(|address| address == "None"),
          "None stands alone in clusterIPs"),
    check(self.address_families.len() < 2 || self.address_families.first() != self.address_families.last(),
          "each family of addresses stands once"),
    check(self.is_external() || self.external_traffic_policy.is_none(),
          "externalTrafficPolicy goes with the types NodePort and LoadBalancer, and with externalIPs"),
    check(self.kind == ServiceType::LoadBalancer || self.load_balancer_source_ranges.is_empty(),
          "loadBalancerSourceRanges goes with the type LoadBalancer"),
    check(self.kind == ServiceType::LoadBalancer || self.load_balancer_class.is_none(),
          "loadBalancerClass goes with the type LoadBalancer"),
    check(self.kind == ServiceType::LoadBalancer || self.allocate_load_balancer_node_ports.is_none(),
          "allocateLoadBalancerNodePorts goes with the type LoadBalancer"),
    check(self.health_check_node_port.is_none_or(|port| port == 0)
              || (self.kind == ServiceType::LoadBalancer && self.external_traffic_policy == Some(TrafficPolicy::Local)),
          "healthCheckNodePort goes with the type LoadBalancer and the externalTrafficPolicy Local"),
    check(!self.is_headless() || self.kind == ServiceType::ClusterIp,
          "clusterIP None goes with the type ClusterIP"),
    check(matches!(self.kind, ServiceType::NodePort | ServiceType::LoadBalancer)
              || self.ports.iter().all(|port| port.node_port.is_none_or(|port| port == 0)),
          "nodePort goes with the types NodePort and LoadBalancer"),
)]
pub struct ServiceSpec {
    /// How it is reached.
    #[config(rename = "type", default = "ClusterIP")]
    pub kind: ServiceType,
    /// Labels of the pods that are meant.
    #[config(default, validate(super::metadata::labels))]
    pub selector: BTreeMap<String, StrictText>,
    /// Its ports.
    #[config(default = [])]
    pub ports: Vec<ServicePort>,
    /// Its address; `None` is none of its own.
    #[config(rename = "clusterIP", validate(address_or_none))]
    pub cluster_address: Option<String>,
    /// Its addresses, one of each family.
    #[config(rename = "clusterIPs", default = [], length(..=2), validate(addresses_or_none))]
    pub cluster_addresses: Vec<String>,
    /// The name that it stands for.
    pub external_name: Option<String>,
    /// Addresses of nodes on which it is reached.
    #[config(rename = "externalIPs", default = [], validate(reachable))]
    pub external_addresses: Vec<IpAddr>,
    /// Whether pods of other nodes serve.
    pub external_traffic_policy: Option<TrafficPolicy>,
    /// Whether pods of other nodes serve inside of the cluster.
    pub internal_traffic_policy: Option<TrafficPolicy>,
    /// Which pods serve rather.
    pub traffic_distribution: Option<TrafficDistribution>,
    /// Port for the health of nodes; 0 is any.
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
    /// How long it stays.
    pub session_affinity_config: Option<SessionAffinityConfig>,
    /// Families of addresses.
    #[config(rename = "ipFamilies", default = [], length(..=2))]
    pub address_families: Vec<AddressFamily>,
    /// How many families of addresses.
    #[config(rename = "ipFamilyPolicy")]
    pub address_family_policy: Option<AddressFamilyPolicy>,
    /// Whether pods that cannot serve yet have names.
    pub publish_not_ready_addresses: Option<bool>,
}

impl ServiceSpec {
    fn is_headless(&self) -> bool {
        self.cluster_address.as_deref() == Some("None")
    }

    /// Whether it is reached from outside of the cluster.
    fn is_external(&self) -> bool {
        matches!(self.kind, ServiceType::NodePort | ServiceType::LoadBalancer)
            || !self.external_addresses.is_empty()
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

fn is_domain(name: &str) -> bool {
    name.strip_suffix('.').unwrap_or(name).parse::<DnsSubdomain>().is_ok()
}

fn address(address: &str) -> Result<(), String> {
    match matches!(address, "" | "None") || address.parse::<IpAddr>().is_ok() {
        true => Ok(()),
        false => Err(format!("{address} is neither an IP address nor None")),
    }
}

fn address_or_none(given: &Option<String>) -> Result<(), String> {
    given.as_deref().map_or(Ok(()), address)
}

fn addresses_or_none(given: &[String]) -> Result<(), String> {
    given.iter().try_for_each(|given| address(given))
}

/// Addresses that only mean something inside of one machine or link cannot be those of a service.
fn reachable(addresses: &[IpAddr]) -> Result<(), String> {
    let special = |address: &&IpAddr| {
        let link_local = match address {
            IpAddr::V4(address) => {
                address.is_link_local() || (address.is_multicast() && address.octets()[..3] == [224, 0, 0])
            }
            IpAddr::V6(address) => address.is_unicast_link_local() || address.segments()[0] == 0xff02,
        };
        address.is_unspecified() || address.is_loopback() || link_local
    };
    match addresses.iter().find(special) {
        Some(address) => Err(format!("{address} cannot be reached from outside of a node")),
        None => Ok(()),
    }
}

/// How long a client stays with its pod.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct SessionAffinityConfig {
    /// By its address.
    #[config(rename = "clientIP")]
    pub client_address: Option<ClientAddressConfig>,
}

/// How long a client stays with its pod by its address.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct ClientAddressConfig {
    /// How long.
    #[config(range(1..=86_400), unit = "seconds")]
    pub timeout_seconds: Option<i32>,
}

/// A family of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum AddressFamily {
    /// IPv4.
    #[config(rename = "IPv4")]
    V4,
    /// IPv6.
    #[config(rename = "IPv6")]
    V6,
}

/// How many families of addresses a service has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum AddressFamilyPolicy {
    /// One.
    SingleStack,
    /// Two if the cluster has them.
    PreferDualStack,
    /// Two.
    RequireDualStack,
}

/// Which pods serve rather.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum TrafficDistribution {
    /// Those that are near.
    PreferClose,
    /// Those of the same zone.
    PreferSameZone,
    /// Those of the same node.
    PreferSameNode,
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
    /// Port of every node; 0 is any.
    pub node_port: Option<u16>,
    /// What is spoken, such as `http`.
    pub app_protocol: Option<String>,
}
