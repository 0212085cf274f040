//! The engines.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use config_core::schema::Grammar;
use config_core::{AnyValue, ServiceConfig};

use super::{PullPolicy, SecretOrRef};
use crate::value::{Quantity, ValueError, config_value, measure};

/// The engines.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Engine {
    /// Whether there are any.
    #[config(rename = "enableEngine", default = true)]
    pub enable_engine: bool,
    /// Class of the runtime, such as `nvidia`.
    #[config(rename = "runtimeClassName")]
    pub runtime_class_name: Option<String>,
    /// The models.
    #[config(rename = "modelSpec", default = [], merge = "keyed", key = "name")]
    pub model_spec: Vec<ModelSpec>,
    /// The key that clients present.
    #[config(rename = "vllmApiKey", not_secret)]
    pub vllm_api_key: Option<SecretOrRef>,
    /// Port of the container.
    #[config(rename = "containerPort", default = 8000, range(1..))]
    pub container_port: u16,
    /// Port of the service.
    #[config(rename = "servicePort", default = 80, range(1..))]
    pub service_port: u16,
    /// Labels.
    #[config(default)]
    pub labels: BTreeMap<String, AnyValue>,
    /// Values for all engines.
    #[config(default)]
    pub configs: BTreeMap<String, AnyValue>,
    /// How engines are replaced.
    #[config(default)]
    pub strategy: BTreeMap<String, AnyValue>,
    /// When the image is loaded.
    #[config(rename = "imagePullPolicy")]
    pub image_pull_policy: Option<PullPolicy>,
    /// Taints that do not matter.
    #[config(default = [])]
    pub tolerations: Vec<AnyValue>,
    /// Further ports.
    #[config(rename = "extraPorts", default = [])]
    pub extra_ports: Vec<AnyValue>,
    /// What places pods.
    #[config(rename = "schedulerName")]
    pub scheduler_name: Option<String>,
    /// Security of the pod.
    #[config(rename = "securityContext", default)]
    pub security_context: BTreeMap<String, AnyValue>,
    /// Security of the container.
    #[config(rename = "containerSecurityContext", default)]
    pub container_security_context: BTreeMap<String, AnyValue>,
    /// How the start is watched.
    #[config(rename = "startupProbe", default)]
    pub startup_probe: BTreeMap<String, AnyValue>,
    /// How life is watched.
    #[config(rename = "livenessProbe", default)]
    pub liveness_probe: BTreeMap<String, AnyValue>,
    /// How readiness is watched.
    #[config(rename = "readinessProbe", default)]
    pub readiness_probe: BTreeMap<String, AnyValue>,
    /// A container beside the engine.
    pub sidecar: Option<AnyValue>,
    /// How engines are scraped.
    #[config(rename = "serviceMonitor")]
    pub service_monitor: Option<AnyValue>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// One model.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(!self.enable_tool.unwrap_or(false) || self.tool_call_parser.is_some(), "enableTool needs a toolCallParser"),
)]
pub struct ModelSpec {
    /// Name, unique.
    #[config(length(1..))]
    pub name: String,
    /// Whether it is served.
    #[config(default = true)]
    pub enabled: bool,
    /// The image without its tag.
    #[config(length(1..))]
    pub repository: String,
    /// Tag of the image.
    #[config(default = "latest", length(1..))]
    pub tag: String,
    /// The model: a name on Hugging Face or a path.
    #[config(rename = "modelURL", length(1..))]
    pub model_url: String,
    /// Revision of the model.
    #[config(rename = "modelRevision")]
    pub model_revision: Option<String>,
    /// How many engines there are.
    #[config(rename = "replicaCount", default = 1)]
    pub replica_count: u32,
    /// Processors of each.
    #[config(rename = "requestCPU")]
    pub request_cpu: Quantity,
    /// Memory of each.
    #[config(rename = "requestMemory")]
    pub request_memory: Quantity,
    /// Graphics processors of each; a part of one where the cluster can divide them.
    #[config(rename = "requestGPU")]
    pub request_gpu: Option<AnyValue>,
    /// Name of the resource that stands for a graphics processor.
    #[config(rename = "requestGPUType", default = "nvidia.com/gpu")]
    pub request_gpu_type: String,
    /// Most processors of each.
    #[config(rename = "limitCPU")]
    pub limit_cpu: Option<Quantity>,
    /// Most memory of each.
    #[config(rename = "limitMemory")]
    pub limit_memory: Option<Quantity>,
    /// Memory shared between processes; more than one processor needs it.
    #[config(rename = "shmSize")]
    pub shm_size: Option<Quantity>,
    /// Resources of Kubernetes, in place of those above.
    #[config(default)]
    pub resources: BTreeMap<String, AnyValue>,
    /// Size of the storage for weights.
    #[config(rename = "pvcStorage")]
    pub pvc_storage: Option<Quantity>,
    /// Who may use the storage at once.
    #[config(rename = "pvcAccessMode", default = [])]
    pub pvc_access_mode: Vec<String>,
    /// Class of the storage.
    #[config(rename = "storageClass")]
    pub storage_class: Option<String>,
    /// Arguments of vLLM.
    #[config(rename = "vllmConfig", default)]
    pub vllm_config: VllmValues,
    /// Settings of LMCache.
    #[config(rename = "lmcacheConfig", default)]
    pub lmcache_config: BTreeMap<String, AnyValue>,
    /// Token for Hugging Face.
    #[config(not_secret)]
    pub hf_token: Option<SecretOrRef>,
    /// Variables.
    #[config(default = [])]
    pub env: Vec<AnyValue>,
    /// Whether adapters can be used.
    #[config(rename = "enableLoRA")]
    pub enable_lo_ra: Option<bool>,
    /// Whether the model may call tools by itself.
    #[config(rename = "enableTool")]
    pub enable_tool: Option<bool>,
    /// How calls of tools are read from the answer.
    #[config(rename = "toolCallParser")]
    pub tool_call_parser: Option<String>,
    /// File with the template of chats.
    #[config(rename = "chatTemplate")]
    pub chat_template: Option<String>,
    /// Several machines for one engine.
    #[config(rename = "raySpec")]
    pub ray_spec: Option<RaySpec>,
    /// How many engines must stay when machines are emptied.
    pub pdb: Option<AnyValue>,
    /// Scaling.
    pub keda: Option<AnyValue>,
    /// Machines that fit.
    #[config(rename = "nodeSelectorTerms", default = [])]
    pub node_selector_terms: Vec<AnyValue>,
    /// Class of the runtime, in place of that of all engines.
    #[config(rename = "runtimeClassName")]
    pub runtime_class_name: Option<String>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Arguments of vLLM.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct VllmValues {
    /// Whether the first engine is used; gone since vLLM 0.11.
    pub v0: Option<AnyValue>,
    /// Whether the second engine is used.
    pub v1: Option<AnyValue>,
    /// Longest sequence.
    #[config(rename = "maxModelLen", range(1..), unit = "tokens")]
    pub max_model_len: Option<u64>,
    /// Type of the weights.
    #[config(pattern("^(auto|half|float16|bfloat16|float|float32|fp8)$"))]
    pub dtype: Option<String>,
    /// Over how many processors each layer is spread.
    #[config(rename = "tensorParallelSize", range(1..))]
    pub tensor_parallel_size: Option<u32>,
    /// Over how many groups of processors the layers are spread.
    #[config(rename = "pipelineParallelSize", range(1..))]
    pub pipeline_parallel_size: Option<u32>,
    /// Most requests of a step.
    #[config(rename = "maxNumSeqs", range(1..))]
    pub max_num_seqs: Option<u32>,
    /// How many adapters a step can use.
    #[config(rename = "maxLoras", range(1..))]
    pub max_loras: Option<u32>,
    /// Share of the memory of each processor.
    #[config(rename = "gpuMemoryUtilization")]
    pub gpu_memory_utilization: Option<Share>,
    /// Whether the cache of equal beginnings is shared.
    #[config(rename = "enablePrefixCaching")]
    pub enable_prefix_caching: Option<bool>,
    /// Whether long prompts are computed in parts.
    #[config(rename = "enableChunkedPrefill")]
    pub enable_chunked_prefill: Option<bool>,
    /// What the model is used for.
    #[config(pattern("^(auto|generate|pooling|draft)$"))]
    pub runner: Option<String>,
    /// What the model is converted to.
    pub convert: Option<String>,
    /// Further arguments.
    #[config(rename = "extraArgs", default = [])]
    pub extra_args: Vec<String>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Several machines for one engine.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct RaySpec {
    /// Whether Ray is used.
    #[config(default = false)]
    pub enabled: bool,
    /// The first machine.
    #[config(rename = "headNode")]
    pub head_node: Option<RayNode>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// The first machine.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct RayNode {
    /// Processors.
    #[config(rename = "requestCPU")]
    pub request_cpu: Option<Quantity>,
    /// Memory.
    #[config(rename = "requestMemory")]
    pub request_memory: Option<Quantity>,
    /// Graphics processors.
    #[config(rename = "requestGPU")]
    pub request_gpu: Option<AnyValue>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// A number as Rust reads it; how large it is with an exponent, the parser tells.
const SHARE: Grammar = Grammar::All(&[
    Grammar::Pattern(r"^\+?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$"),
    Grammar::Pattern(r"^[+0.]*[1-9]"),
    Grammar::Any(&[
        Grammar::Pattern("[eE]"),
        Grammar::Sum { units: &[("", 1_000_000_000_000_000_000)], maximum: 1_000_000_000_000_000_000 },
    ]),
]);

/// A share from above 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share(f64);

impl Share {
    /// The share.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl FromStr for Share {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        match text.parse::<f64>() {
            Ok(share) if share > 0.0 && share <= 1.0 => Ok(Self(share)),
            _ => Err(ValueError::new("is no number from above 0 to 1", "write a number such as 0.9")),
        }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0.to_string())
    }
}

config_value!(Share, "a number from above 0 to 1", SHARE, measure);
