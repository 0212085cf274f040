//! What a pod is made of.

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

use super::ResourceRequirements;
use super::{
    Affinity, Container, ObjectMetadata, PodSecurity, StrictText, Toleration, TopologySpread, Volume,
};

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
    #[config(range(1..), unit = "seconds")]
    pub active_deadline_seconds: Option<i64>,
    /// Which names it can look up.
    pub dns_policy: Option<DnsPolicy>,
    /// Servers of names; kept as written.
    pub dns_config: Option<AnyValue>,
    /// Labels of nodes on which it may run.
    #[config(default)]
    pub node_selector: BTreeMap<String, StrictText>,
    /// The node on which it runs.
    pub node_name: Option<String>,
    /// Account with which it calls the API server.
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
    /// Secrets with which images are fetched; kept as written.
    #[config(not_secret)]
    pub image_pull_secrets: Option<AnyValue>,
    /// Name of its host.
    pub hostname: Option<String>,
    /// Name of its host in place of all others.
    pub hostname_override: Option<String>,
    /// Domain of its host.
    pub subdomain: Option<String>,
    /// Whether the name of its host has the domain.
    #[config(rename = "setHostnameAsFQDN")]
    pub set_hostname_as_fqdn: Option<bool>,
    /// Names of hosts; kept as written.
    pub host_aliases: Option<AnyValue>,
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
    pub priority_class_name: Option<String>,
    /// Its priority.
    pub priority: Option<i32>,
    /// Whether it takes the place of others.
    pub preemption_policy: Option<String>,
    /// Runtime of its containers.
    pub runtime_class_name: Option<String>,
    /// What the runtime takes; kept as written.
    pub overhead: Option<AnyValue>,
    /// Whether it gets variables of services.
    pub enable_service_links: Option<bool>,
    /// How evenly it is spread.
    #[config(default = [])]
    pub topology_spread_constraints: Vec<TopologySpread>,
    /// What must be true before it can serve; kept as written.
    pub readiness_gates: Option<AnyValue>,
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

    fn volumes_are_unique(&self) -> bool {
        let names: Vec<&str> = self.volumes.iter().map(|volume| volume.name.as_str()).collect();
        is_unique(&names)
    }
}

fn is_unique(names: &[&str]) -> bool {
    names.iter().enumerate().all(|(index, name)| !names[..index].contains(name))
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
