//! The router in front of the engines.

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

use super::{PullPolicy, SecretOrRef, ServiceType};

/// The router in front of the engines.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.static_backends.is_some() == self.static_models.is_some(), "staticBackends and staticModels need each other"),
    check(self.routing_logic != Some(RoutingLogic::Session) || self.session_key.is_some(), "the routingLogic session needs a sessionKey"),
)]
pub struct Router {
    /// Whether there is one.
    #[config(rename = "enableRouter", default = true)]
    pub enable_router: bool,
    /// The image without its tag.
    pub repository: Option<String>,
    /// Tag of the image.
    pub tag: Option<String>,
    /// When the image is loaded.
    #[config(rename = "imagePullPolicy")]
    pub image_pull_policy: Option<PullPolicy>,
    /// How many there are.
    #[config(rename = "replicaCount")]
    pub replica_count: Option<u32>,
    /// Port of the container.
    #[config(rename = "containerPort", range(1..))]
    pub container_port: Option<u16>,
    /// Port of the service.
    #[config(rename = "servicePort", range(1..))]
    pub service_port: Option<u16>,
    /// Type of the service.
    #[config(rename = "serviceType")]
    pub service_type: Option<ServiceType>,
    /// Port of each machine.
    #[config(rename = "nodePort", range(30000..=32767))]
    pub node_port: Option<u16>,
    /// How engines are found.
    #[config(rename = "serviceDiscovery")]
    pub service_discovery: Option<ServiceDiscovery>,
    /// How engines are reached.
    #[config(rename = "k8sServiceDiscoveryType", pattern("^(pod-ip|service-name)$"))]
    pub k8s_service_discovery_type: Option<String>,
    /// Engines, separated by commas.
    #[config(rename = "staticBackends")]
    pub static_backends: Option<String>,
    /// Their models, separated by commas.
    #[config(rename = "staticModels")]
    pub static_models: Option<String>,
    /// Which engine gets a request.
    #[config(rename = "routingLogic")]
    pub routing_logic: Option<RoutingLogic>,
    /// Header that names the session.
    #[config(rename = "sessionKey", not_secret)]
    pub session_key: Option<String>,
    /// Shortest beginning that counts.
    #[config(rename = "prefixMinMatchLength")]
    pub prefix_min_match_length: Option<u32>,
    /// How often engines are asked for their numbers.
    #[config(rename = "engineScrapeInterval", range(1..), unit = "seconds")]
    pub engine_scrape_interval: Option<u32>,
    /// How long requests count.
    #[config(rename = "requestStatsWindow", range(1..), unit = "seconds")]
    pub request_stats_window: Option<u32>,
    /// Path in front of all others.
    #[config(rename = "rootPath")]
    pub root_path: Option<String>,
    /// Further arguments.
    #[config(rename = "extraArgs", default = [])]
    pub extra_args: Vec<String>,
    /// Variables.
    #[config(default = [])]
    pub env: Vec<AnyValue>,
    /// Token for Hugging Face.
    #[config(not_secret)]
    pub hf_token: Option<SecretOrRef>,
    /// The key of the engines.
    #[config(rename = "vllmApiKey", not_secret)]
    pub vllm_api_key: Option<SecretOrRef>,
    /// Where traces go.
    pub otel: Option<AnyValue>,
    /// Scaling.
    pub autoscaling: Option<Autoscaling>,
    /// Resources of Kubernetes.
    #[config(default)]
    pub resources: BTreeMap<String, AnyValue>,
    /// Labels.
    #[config(default)]
    pub labels: BTreeMap<String, AnyValue>,
    /// The entrance.
    pub ingress: Option<AnyValue>,
    /// The entrance, with the Gateway API.
    pub route: Option<AnyValue>,
    /// Port of the controller of LMCache.
    #[config(rename = "lmcacheControllerPort")]
    pub lmcache_controller_port: Option<AnyValue>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Scaling of the router.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.min_replicas <= self.max_replicas, "minReplicas must not exceed maxReplicas"),
)]
pub struct Autoscaling {
    /// Whether it is scaled.
    #[config(default = false)]
    pub enabled: bool,
    /// Fewest.
    #[config(rename = "minReplicas", default = 1, range(1..))]
    pub min_replicas: u32,
    /// Most.
    #[config(rename = "maxReplicas", default = 100, range(1..))]
    pub max_replicas: u32,
    /// Use of processors that is aimed at.
    #[config(rename = "targetCPUUtilizationPercentage", range(1..=100), unit = "percent")]
    pub target_cpu_utilization_percentage: Option<u32>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// How engines are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum ServiceDiscovery {
    /// Through Kubernetes.
    #[config(rename = "k8s")]
    K8s,
    /// They are listed.
    #[config(rename = "static")]
    Static,
}

/// Which engine gets a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum RoutingLogic {
    /// One after the other.
    #[config(rename = "roundrobin")]
    Roundrobin,
    /// The one of the session.
    #[config(rename = "session")]
    Session,
    /// One that has the beginning of the prompt.
    #[config(rename = "prefixaware")]
    Prefixaware,
    /// One that has the cache.
    #[config(rename = "kvaware")]
    Kvaware,
    /// One for the prompt, one for the answer.
    #[config(rename = "disaggregated_prefill")]
    DisaggregatedPrefill,
    /// The same, with the router in charge.
    #[config(rename = "disaggregated_prefill_orchestrated")]
    DisaggregatedPrefillOrchestrated,
}
