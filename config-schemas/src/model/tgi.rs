//! Text Generation Inference: the arguments of its launcher. It is in maintenance since December 2025, so this is for
//! reading what still runs.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

/// The arguments of `text-generation-launcher`.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(below(self.max_input_tokens, self.max_total_tokens), "max_input_tokens must be less than max_total_tokens", code = "TGI-027"),
    check(crate::monitoring::http::in_order(self.max_total_tokens, self.max_batch_total_tokens), "max_total_tokens must not exceed max_batch_total_tokens", code = "TGI-027"),
    check(self.sharded != Some(true) || self.num_shard.is_none_or(|shards| shards > 1), "sharded needs more than one num_shard"),
    check(self.quantize.as_deref() != Some("exl2") || self.sharded != Some(true) && self.num_shard.is_none_or(|shards| shards == 1), "exl2 cannot be spread over processors"),
    check(self.dtype.is_none() || self.quantize.is_none(), "dtype and quantize exclude each other"),
)]
pub struct Tgi {
    /// The model: a name on Hugging Face or a path.
    #[config(default = "bigscience/bloom-560m", length(1..), reload = "restart")]
    pub model_id: String,
    /// Revision of the model.
    #[config(reload = "restart")]
    pub revision: Option<String>,
    /// Whether the model is spread over processors.
    #[config(reload = "restart")]
    pub sharded: Option<bool>,
    /// Over how many processors.
    #[config(range(1..), reload = "restart")]
    pub num_shard: Option<u32>,
    /// How weights are quantized.
    #[config(reload = "restart")]
    pub quantize: Option<String>,
    /// Type of the weights.
    #[config(pattern("^(float16|bfloat16)$"), reload = "restart")]
    pub dtype: Option<String>,
    /// Whether code of the model is run.
    #[config(default = false, reload = "restart")]
    pub trust_remote_code: bool,
    /// Most requests at once.
    #[config(default = 128, range(1..), unit = "requests", reload = "restart")]
    pub max_concurrent_requests: u32,
    /// Longest prompt.
    #[config(range(1..), unit = "tokens", alias = "max_input_length", reload = "restart")]
    pub max_input_tokens: Option<u64>,
    /// Longest prompt and answer together.
    #[config(range(1..), unit = "tokens", reload = "restart")]
    pub max_total_tokens: Option<u64>,
    /// Most tokens of prompts in a step.
    #[config(range(1..), unit = "tokens", reload = "restart")]
    pub max_batch_prefill_tokens: Option<u64>,
    /// Most tokens of a step.
    #[config(range(1..), unit = "tokens", reload = "restart")]
    pub max_batch_total_tokens: Option<u64>,
    /// Processes that look at requests.
    #[config(default = 2, range(1..), reload = "restart")]
    pub validation_workers: u32,
    /// Address to listen on.
    #[config(default = "0.0.0.0", reload = "restart")]
    pub hostname: String,
    /// Port to listen on.
    #[config(default = 3000, range(1..), reload = "restart")]
    pub port: u16,
    /// Port over which processors meet.
    #[config(default = 29500, range(1..), reload = "restart")]
    pub master_port: u16,
    /// Share of the memory of each processor.
    #[config(default = 1.0, range(0.0..=1.0), reload = "restart")]
    pub cuda_memory_fraction: f64,
    /// Origins that browsers may call from.
    #[config(default = [], reload = "restart")]
    pub cors_allow_origin: Vec<String>,
    /// Key that clients present.
    #[config(reload = "restart")]
    pub api_key: Option<Secret<String>>,
    /// Where traces go.
    #[config(reload = "restart")]
    pub otlp_endpoint: Option<String>,
    /// Arguments without a field of their own.
    #[config(flatten)]
    pub extra_args: BTreeMap<String, AnyValue>,
}

fn below(input: Option<u64>, total: Option<u64>) -> bool {
    match (input, total) {
        (Some(input), Some(total)) => input < total,
        _ => true,
    }
}
