//! The values of vLLM's production stack, a Helm chart: engines, their router, caches and adapters.

mod engine;
mod router;

pub use engine::{Engine, ModelSpec, RayNode, RaySpec, Share, VllmValues};
pub use router::{Router, RoutingLogic, ServiceDiscovery};

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

/// The values of the chart.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ProductionStack {
    /// The engines.
    #[config(rename = "servingEngineSpec", default)]
    pub serving_engine_spec: Engine,
    /// The router in front of the engines.
    #[config(rename = "routerSpec", default)]
    pub router_spec: Router,
    /// The server of shared caches.
    #[config(rename = "cacheserverSpec", default)]
    pub cacheserver_spec: CacheServer,
    /// Adapters.
    #[config(rename = "loraAdapters", default = [])]
    pub lora_adapters: Vec<LoraAdapter>,
    /// What loads adapters.
    #[config(rename = "loraController", default)]
    pub lora_controller: BTreeMap<String, AnyValue>,
    /// Storage that all engines share.
    #[config(rename = "sharedPvcStorage", default)]
    pub shared_pvc_storage: SharedStorage,
    /// Further objects of Kubernetes.
    #[config(rename = "extraObjects", default = [])]
    pub extra_objects: Vec<AnyValue>,
    /// Dashboards.
    #[config(rename = "grafanaDashboards", default)]
    pub grafana_dashboards: BTreeMap<String, AnyValue>,
    /// Values of the chart kube-prometheus-stack.
    #[config(rename = "kube-prometheus-stack", default)]
    pub kube_prometheus_stack: BTreeMap<String, AnyValue>,
    /// Values of the chart prometheus-adapter.
    #[config(rename = "prometheus-adapter", default)]
    pub prometheus_adapter: BTreeMap<String, AnyValue>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// The server of shared caches.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct CacheServer {
    /// Whether there is one.
    pub enabled: Option<bool>,
    /// The image.
    pub image: Option<Image>,
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
    /// How caches are written.
    pub serde: Option<String>,
    /// Resources of Kubernetes.
    #[config(default)]
    pub resources: BTreeMap<String, AnyValue>,
    /// Labels.
    #[config(default)]
    pub labels: BTreeMap<String, AnyValue>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// An image.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Image {
    /// The image without its tag.
    #[config(length(1..))]
    pub repository: String,
    /// Its tag.
    pub tag: Option<String>,
    /// When it is loaded.
    #[config(rename = "pullPolicy")]
    pub pull_policy: Option<PullPolicy>,
}

/// An adapter.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct LoraAdapter {
    /// Name of the adapter.
    #[config(length(1..))]
    pub name: String,
    /// The model that it adapts.
    #[config(rename = "baseModel")]
    pub base_model: Option<String>,
    /// Whether it is loaded.
    pub enabled: Option<bool>,
    /// Where the key of the engines is.
    #[config(rename = "vllmApiKey", not_secret)]
    pub vllm_api_key: Option<SecretRef>,
    /// Where the adapter is.
    #[config(rename = "adapterSource")]
    pub adapter_source: Option<AnyValue>,
    /// Where it is loaded.
    #[config(rename = "loraAdapterDeploymentConfig")]
    pub lora_adapter_deployment_config: Option<AnyValue>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Storage that all engines share.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct SharedStorage {
    /// Whether there is one.
    pub enabled: Option<bool>,
    /// Its size.
    pub size: Option<crate::value::Quantity>,
    /// Who may use it at once.
    #[config(rename = "accessModes", default = [])]
    pub access_modes: Vec<String>,
    /// Its class.
    #[config(rename = "storageClass")]
    pub storage_class: Option<String>,
    /// A folder of the machine.
    #[config(rename = "hostPath")]
    pub host_path: Option<String>,
    /// A server of NFS.
    pub nfs: Option<AnyValue>,
    /// The image that fills it.
    pub image: Option<Image>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// A secret: itself, or where it is.
#[derive(Clone, Debug, PartialEq)]
pub enum SecretOrRef {
    /// The secret itself, which then stands in the values.
    Inline(Secret<String>),
    /// Where it is.
    Ref(SecretRef),
}

impl config_core::ConfigValue for SecretOrRef {
    const KIND: config_core::schema::Kind =
        config_core::schema::Kind::Secret(&config_core::schema::Kind::Any);

    fn read<'a>(value: config_core::Value<'a>, reader: &mut config_core::Reader<'a>) -> Option<Self> {
        if value.is_map() {
            SecretRef::read(value, reader).map(Self::Ref)
        } else {
            Secret::read(value, reader).map(Self::Inline)
        }
    }
}

impl config_core::WriteValue for SecretOrRef {
    fn write(&self) -> AnyValue {
        match self {
            Self::Inline(secret) => secret.write(),
            Self::Ref(reference) => reference.write(),
        }
    }
}

/// Where a secret is.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct SecretRef {
    /// Name of the object of Kubernetes.
    #[config(rename = "secretName")]
    pub secret_name: String,
    /// Key in the object.
    #[config(rename = "secretKey", not_secret)]
    pub secret_key: String,
}

/// When an image is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum PullPolicy {
    /// At each start.
    #[config(rename = "Always")]
    Always,
    /// When the machine does not have it.
    #[config(rename = "IfNotPresent")]
    IfNotPresent,
    /// Never.
    #[config(rename = "Never")]
    Never,
}

/// Type of a service of Kubernetes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum ServiceType {
    /// Inside of the cluster.
    #[config(rename = "ClusterIP")]
    ClusterIP,
    /// At a port of each machine.
    #[config(rename = "NodePort")]
    NodePort,
    /// Through a load balancer.
    #[config(rename = "LoadBalancer")]
    LoadBalancer,
    /// A name outside.
    #[config(rename = "ExternalName")]
    ExternalName,
}
