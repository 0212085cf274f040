//! `platform.yaml`: what an environment has.

use std::collections::BTreeMap;

use config_core::ServiceConfig;

use crate::value::DnsLabel;

/// What an environment has.
#[derive(Clone, Debug, Default, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Settings {
    /// Region.
    pub region: Option<String>,
    /// Namespace of its services.
    pub namespace: Option<DnsLabel>,
    /// The team that answers for it.
    pub owner: Option<String>,
    /// When it may be changed, for people.
    pub change_window: Option<String>,
    /// Machines, by the names of their pools.
    #[config(default)]
    pub node_pools: BTreeMap<String, NodePool>,
    /// What is known of models, by their names.
    #[config(default)]
    pub models: BTreeMap<String, ModelFacts>,
    /// Words that occur only in names of hosts of other environments.
    #[config(default = [])]
    pub foreign_hosts: Vec<String>,
    /// Paths whose values may be others than in a less guarded environment, such as `*.run.replicas`, with all that lies below
    /// them; nothing is asked without any.
    #[config(default = [], pattern(r#"^(\*|[^.*"]+|"[^"]*")(\.(\*|[^.*"]+|"[^"]*"))*$"#))]
    pub may_differ: Vec<String>,
}

/// Machines of one sort.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct NodePool {
    /// How many machines.
    #[config(range(0..))]
    pub nodes: u32,
    /// Graphics processors of each.
    pub gpu: Option<Gpu>,
}

/// Graphics processors of a machine.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Gpu {
    /// How many.
    #[config(range(1..=64))]
    pub count: u32,
    /// Memory of each.
    #[config(range(1..=4096), unit = "GiB")]
    pub memory_gib: u32,
    /// What they are, for people.
    pub name: Option<String>,
    /// Compute capability, such as 8.9, as NVIDIA counts generations.
    #[config(range(1.0..=99.9))]
    pub compute_capability: Option<f64>,
    /// Profiles of slices that they are cut into, such as `3g.40gb`.
    #[config(default = [], pattern("^[0-9]+(c\\.[0-9]+)?g\\.[0-9]+gb(\\+[a-z0-9.]+)?$"))]
    pub mig_profiles: Vec<String>,
}

impl NodePool {
    /// Graphics processors of all machines together.
    #[must_use]
    pub fn gpus(&self) -> u64 {
        u64::from(self.nodes) * u64::from(self.gpu.as_ref().map_or(0, |gpu| gpu.count))
    }
}

/// What is known of a model. Its checkpoint says it (`config.json`); nothing is assumed of what is left out.
///
/// The cache of keys and values takes, for each token of a sequence, [`ModelFacts::cache_bytes`]: `kv_bytes_per_token`, or
/// 2 (a key and a value) x `layers` x `kv_heads` x `head_dimension` x 2 bytes.
///
/// ```
/// use config_core::{Format, read_text};
/// use config_schemas::platform::ModelFacts;
///
/// let text = "layers: 64\nkv_heads: 8\nhead_dimension: 128\n";
/// let model = read_text::<ModelFacts>("model.yaml", text, Format::Yaml)?.value;
/// assert_eq!(model.cache_bytes(), Some(262_144));
/// # Ok::<(), config_core::Report>(())
/// ```
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ModelFacts {
    /// Attention heads.
    #[config(range(1..))]
    pub attention_heads: Option<u32>,
    /// Longest context that it was made for.
    #[config(range(1..), unit = "tokens")]
    pub context: Option<u64>,
    /// Parameters.
    #[config(range(0.0..), unit = "thousand millions")]
    pub parameters_billion: Option<f64>,
    /// Bytes of a parameter as it is served.
    #[config(default = 2.0, range(0.1..=8.0), unit = "bytes")]
    pub bytes_per_parameter: f64,
    /// Length of its vectors, for models that embed.
    #[config(range(1..))]
    pub dimension: Option<u32>,
    /// Type of its weights (`torch_dtype` of the checkpoint).
    pub dtype: Option<ModelType>,
    /// How its weights are quantized (`quant_method` of the checkpoint), such as `awq`, `gptq` or `fp8`.
    #[config(length(1..))]
    pub quantization: Option<String>,
    /// Layers with attention.
    #[config(range(1..=10_000))]
    pub layers: Option<u32>,
    /// Heads of keys and values; less than the attention heads where these share them.
    #[config(range(1..=10_000))]
    pub kv_heads: Option<u32>,
    /// Length of a head.
    #[config(range(1..=65_536))]
    pub head_dimension: Option<u32>,
    /// Memory of the cache for each token at 16 bits a number, where it does not follow from layers and heads.
    #[config(range(1..), not_secret, unit = "bytes")]
    pub kv_bytes_per_token: Option<u64>,
    /// Services that load it without naming it in their own settings, such as an Ollama.
    #[config(default = [])]
    pub served_by: Vec<DnsLabel>,
}

impl ModelFacts {
    /// Memory of the cache for each token at 16 bits a number, in bytes.
    #[must_use]
    pub fn cache_bytes(&self) -> Option<u64> {
        let heads = || {
            let (layers, heads, length) = (self.layers?, self.kv_heads?, self.head_dimension?);
            Some(u64::from(layers).saturating_mul(u64::from(heads)).saturating_mul(u64::from(length)) * 4)
        };
        self.kv_bytes_per_token.or_else(heads)
    }

    /// Memory of the weights, in GiB.
    #[must_use]
    pub fn weights_gib(&self) -> Option<f64> {
        Some(self.parameters_billion? * 1e9 * self.bytes_per_parameter / GIBIBYTE)
    }
}

/// Bytes of a GiB.
pub(super) const GIBIBYTE: f64 = 1_073_741_824.0;

/// Type of the weights of a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum ModelType {
    /// 16 bits.
    #[config(rename = "float16")]
    Float16,
    /// 16 bits with the range of 32.
    #[config(rename = "bfloat16")]
    Bfloat16,
    /// 32 bits.
    #[config(rename = "float32")]
    Float32,
}

impl ModelType {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Float16 => "float16",
            Self::Bfloat16 => "bfloat16",
            Self::Float32 => "float32",
        }
    }
}
