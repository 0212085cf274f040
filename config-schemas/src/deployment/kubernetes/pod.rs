//! What a pod is made of.

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

use super::ResourceRequirements;
use super::{
    Affinity, Container, DnsConfig, HostAlias, LocalReference, ObjectMetadata, PodSecurity, ReadinessGate,
    StrictText, Toleration, TopologySpread, Volume,
};
use crate::value::{DnsLabel, DnsSubdomain};

/// What new pods look like.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct PodTemplate {
    /// Labels and notes.
    #[config(default)]
    pub metadata: ObjectMetadata,
    /// What they are made of.
    pub spec: PodSpec,
}

/// A single pod.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct Pod {
    /// Version of the API.
    #[config(pattern("^v1$"))]
    pub api_version: String,
    /// The kind.
    #[config(pattern("^Pod$"))]
    pub kind: String,
    /// Name and labels.
    pub metadata: ObjectMetadata,
    /// What it is made of.
    pub spec: PodSpec,
    /// What there is; kept as written.
    pub status: Option<AnyValue>,
}

/// What a pod is made of.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.names_are_unique(), "two containers of the pod have the same name"),
    check(self.volumes_are_unique(), "two volumes of the pod have the same name"),
    check(self.spreads_are_unique(), "two topologySpreadConstraints have the same topologyKey and whenUnsatisfiable"),
    check(self.host_ports_are_unique(), "two containers of the pod take the same port of the node"),
    check(!self.host_network || self.host_ports_are_the_same(),
          "on the node's network hostPort is containerPort"),
    check(self.dns_policy != Some(DnsPolicy::None)
              || self.dns_config.as_ref().is_some_and(|config| !config.nameservers.is_empty()),
          "the dnsPolicy None needs nameservers in dnsConfig"),
    check(self.init_containers.iter().all(Container::is_fit_to_initialize),
          "an init container that ends has neither probes nor a lifecycle"),
)]
pub struct PodSpec {
    /// Its containers.
    #[config(length(1..))]
    pub containers: Vec<Container>,
    /// Containers that run before them, one after the other.
    #[config(default = [])]
    pub init_containers: Vec<Container>,
    /// Containers for a look inside; kept as written.
    pub ephemeral_containers: Option<AnyValue>,
    /// Its volumes.
    #[config(default = [])]
    pub volumes: Vec<Volume>,
    /// When containers are started again.
    pub restart_policy: Option<RestartPolicy>,
    /// Time to end before it is ended.
    #[config(default = 30, range(0..), unit = "seconds")]
    pub termination_grace_period_seconds: i64,
    /// Longest life.
    #[config(range(1..=2_147_483_647), unit = "seconds")]
    pub active_deadline_seconds: Option<i64>,
    /// Which names it can look up.
    pub dns_policy: Option<DnsPolicy>,
    /// Servers of names.
    pub dns_config: Option<DnsConfig>,
    /// Labels of nodes on which it may run.
    #[config(default, validate(super::metadata::labels))]
    pub node_selector: BTreeMap<String, StrictText>,
    /// The node on which it runs.
    #[config(validate(name))]
    pub node_name: Option<String>,
    /// Account with which it calls the API server.
    #[config(validate(name))]
    pub service_account_name: Option<String>,
    /// Outdated name of that account.
    pub service_account: Option<String>,
    /// Whether it gets a token of that account.
    #[config(not_secret)]
    pub automount_service_account_token: Option<bool>,
    /// Whether it uses the node's network.
    #[config(default = false)]
    pub host_network: bool,
    /// Whether it sees the node's processes.
    #[config(rename = "hostPID", default = false)]
    pub host_processes: bool,
    /// Whether it shares memory with the node.
    #[config(rename = "hostIPC", default = false)]
    pub host_memory: bool,
    /// Whether it has users of the node.
    pub host_users: Option<bool>,
    /// Whether its containers see each other's processes.
    pub share_process_namespace: Option<bool>,
    /// What it may do.
    pub security_context: Option<PodSecurity>,
    /// Secrets with which images are fetched.
    #[config(not_secret, default = [])]
    pub image_pull_secrets: Vec<LocalReference>,
    /// Name of its host.
    #[config(validate(label))]
    pub hostname: Option<String>,
    /// Name of its host in place of all others.
    pub hostname_override: Option<String>,
    /// Domain of its host.
    #[config(validate(label))]
    pub subdomain: Option<String>,
    /// Whether the name of its host has the domain.
    #[config(rename = "setHostnameAsFQDN")]
    pub set_hostname_as_fqdn: Option<bool>,
    /// Names of hosts.
    #[config(default = [])]
    pub host_aliases: Vec<HostAlias>,
    /// Nodes and pods to be near to.
    pub affinity: Option<Affinity>,
    /// Program that finds a node.
    pub scheduler_name: Option<String>,
    /// What must be done before a node is looked for; kept as written.
    pub scheduling_gates: Option<AnyValue>,
    /// Group that finds nodes together; kept as written.
    pub workload_ref: Option<AnyValue>,
    /// Group that finds nodes together; kept as written.
    pub scheduling_group: Option<AnyValue>,
    /// Taints that it bears.
    #[config(default = [])]
    pub tolerations: Vec<Toleration>,
    /// Class of its priority.
    #[config(validate(name))]
    pub priority_class_name: Option<String>,
    /// Its priority.
    pub priority: Option<i32>,
    /// Whether it takes the place of others.
    pub preemption_policy: Option<Preemption>,
    /// Runtime of its containers.
    #[config(validate(name))]
    pub runtime_class_name: Option<String>,
    /// What the runtime takes; kept as written.
    pub overhead: Option<AnyValue>,
    /// Whether it gets variables of services.
    pub enable_service_links: Option<bool>,
    /// How evenly it is spread.
    #[config(default = [])]
    pub topology_spread_constraints: Vec<TopologySpread>,
    /// What must be true before it can serve.
    #[config(default = [])]
    pub readiness_gates: Vec<ReadinessGate>,
    /// Claims of devices; kept as written.
    pub resource_claims: Option<AnyValue>,
    /// What all containers ask of the node together.
    pub resources: Option<ResourceRequirements>,
    /// System of the node; kept as written.
    pub os: Option<AnyValue>,
    /// Who is asked before it is moved; kept as written.
    pub eviction_responders: Option<AnyValue>,
}

impl PodSpec {
    /// All containers, those that run first included.
    pub fn all_containers(&self) -> impl Iterator<Item = &Container> {
        self.init_containers.iter().chain(&self.containers)
    }

    fn names_are_unique(&self) -> bool {
        let names: Vec<&str> = self.all_containers().map(|container| container.name.as_str()).collect();
        is_unique(&names)
    }

    fn spreads_are_unique(&self) -> bool {
        let spreads = &self.topology_spread_constraints;
        let same = |one: &TopologySpread, other: &TopologySpread| {
            one.topology_key == other.topology_key && one.when_unsatisfiable == other.when_unsatisfiable
        };
        spreads.iter().enumerate().all(|(index, one)| !spreads[..index].iter().any(|other| same(one, other)))
    }

    fn host_ports_are_unique(&self) -> bool {
        let mut seen = Vec::new();
        self.containers.iter().flat_map(|container| &container.ports).all(|port| {
            let Some(number) = port.host_port.filter(|number| *number > 0) else { return true };
            let taken = (number, port.protocol, port.host_address.as_deref().unwrap_or_default());
            let unique = !seen.contains(&taken);
            seen.push(taken);
            unique
        })
    }

    fn host_ports_are_the_same(&self) -> bool {
        let mut ports = self.containers.iter().flat_map(|container| &container.ports);
        ports.all(|port| port.host_port.is_none_or(|number| number == 0 || number == port.container_port))
    }

    fn volumes_are_unique(&self) -> bool {
        let names: Vec<&str> = self.volumes.iter().map(|volume| volume.name.as_str()).collect();
        is_unique(&names)
    }
}

fn is_unique(names: &[&str]) -> bool {
    names.iter().enumerate().all(|(index, name)| !names[..index].contains(name))
}

fn name(name: &Option<String>) -> Result<(), String> {
    let wrong = name.as_ref().filter(|name| !name.is_empty() && name.parse::<DnsSubdomain>().is_err());
    wrong.map_or(Ok(()), |name| Err(format!("{name} is not a DNS name")))
}

fn label(label: &Option<String>) -> Result<(), String> {
    let wrong = label.as_ref().filter(|label| !label.is_empty() && label.parse::<DnsLabel>().is_err());
    wrong.map_or(Ok(()), |label| Err(format!("{label} is not a DNS label")))
}

/// Whether a pod takes the place of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum Preemption {
    /// It never does.
    Never,
    /// Those of lower priority go.
    PreemptLowerPriority,
}

/// When containers are started again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum RestartPolicy {
    /// Always.
    Always,
    /// After a failure.
    OnFailure,
    /// Never.
    Never,
}

/// Which names a pod can look up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum DnsPolicy {
    /// Those of the cluster, then those of the node.
    ClusterFirst,
    /// The same on the node's network.
    ClusterFirstWithHostNet,
    /// Those of the node.
    Default,
    /// Those of `dnsConfig`.
    None,
}
