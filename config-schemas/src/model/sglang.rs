//! SGLang: the arguments of `python -m sglang.launch_server`, as of 0.5.10.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

/// The version of SGLang whose defaults and rules these are.
pub const VERSION: &str = "0.5.10";

/// The arguments of an SGLang server, as its `--config` file has them.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(divides(self.nnodes, self.tp_size, self.pp_size), "nnodes must divide tp_size times pp_size", code = "SGLANG-001"),
    check(self.pp_size == 1 || self.speculative_algorithm.is_none() && !self.enable_mixed_chunk, "pp_size above 1 allows no speculative_algorithm and no mixed chunks", code = "SGLANG-002"),
    check(self.dp_size == 1 || self.nnodes == 1 || self.enable_dp_attention, "several copies on several machines need enable_dp_attention", code = "SGLANG-003"),
    check(self.ssl_keyfile.is_none() || self.ssl_certfile.is_some(), "ssl_keyfile needs ssl_certfile", code = "SGLANG-024"),
    check(self.ssl_certfile.is_none() || self.ssl_keyfile.is_some(), "ssl_certfile needs ssl_keyfile", code = "SGLANG-024"),
    check(self.ssl_ca_certs.is_none() && self.ssl_keyfile_password.is_none() && !self.enable_ssl_refresh || self.ssl_certfile.is_some() && self.ssl_keyfile.is_some(),
          "ssl_ca_certs, ssl_keyfile_password and enable_ssl_refresh need ssl_certfile and ssl_keyfile", code = "SGLANG-024"),
    check(!(self.enable_hierarchical_cache && self.disable_radix_cache), "enable_hierarchical_cache and disable_radix_cache exclude each other", code = "SGLANG-004"),
    check(!(self.encoder_only && self.language_only), "encoder_only and language_only exclude each other", code = "SGLANG-005"),
    check(!self.enable_priority_scheduling || matches!(self.schedule_policy.as_str(), "fcfs" | "lof"), "enable_priority_scheduling needs the schedule_policy fcfs or lof", code = "SGLANG-006"),
    check(whole_pages(self.chunked_prefill_size, self.page_size), "page_size must divide chunked_prefill_size", code = "SGLANG-007"),
    check(self.node_rank < self.nnodes, "node_rank must be less than nnodes", code = "SGLANG-001"),
)]
pub struct Sglang {
    /// The model: a name on Hugging Face or a path.
    #[config(length(1..), alias = "model", reload = "restart")]
    pub model_path: String,
    /// Name that clients use; without a colon, which separates adapters.
    #[config(pattern("^[^:]+$"), reload = "restart")]
    pub served_model_name: Option<String>,
    /// The tokenizer; the model's own by default.
    #[config(reload = "restart")]
    pub tokenizer_path: Option<String>,
    /// Revision of the model.
    #[config(reload = "restart")]
    pub revision: Option<String>,
    /// Whether code of the model is run.
    #[config(default = false, reload = "restart")]
    pub trust_remote_code: bool,
    /// Longest sequence; the model's own by default.
    #[config(range(1..), unit = "tokens", reload = "restart")]
    pub context_length: Option<u64>,
    /// Type of the weights.
    #[config(pattern("^(auto|half|float16|bfloat16|float|float32)$"), reload = "restart")]
    pub dtype: Option<String>,
    /// How weights are quantized.
    #[config(reload = "restart")]
    pub quantization: Option<String>,
    /// Type of the cache.
    #[config(reload = "restart")]
    pub kv_cache_dtype: Option<String>,
    /// Share of the memory for weights and cache; by the hardware otherwise.
    #[config(range(0.0..=1.0), reload = "restart")]
    pub mem_fraction_static: Option<f64>,
    /// Most requests of a step.
    #[config(range(1..), unit = "requests", reload = "restart")]
    pub max_running_requests: Option<u32>,
    /// Most requests that wait.
    #[config(range(1..), unit = "requests", reload = "restart")]
    pub max_queued_requests: Option<u32>,
    /// Size of the cache.
    #[config(range(1..), unit = "tokens", reload = "restart")]
    pub max_total_tokens: Option<u64>,
    /// Longest part of a prompt; -1 for whole prompts.
    #[config(range(-1..), unit = "tokens", reload = "restart")]
    pub chunked_prefill_size: Option<i64>,
    /// Most tokens of prompts in a step.
    #[config(default = 16384, range(1..), unit = "tokens", reload = "restart")]
    pub max_prefill_tokens: u64,
    /// Tokens of a page of the cache.
    #[config(range(1..), unit = "tokens", reload = "restart")]
    pub page_size: Option<u32>,
    /// Which request comes first.
    #[config(
        default = "fcfs",
        pattern("^(lpm|random|fcfs|dfs-weight|lof|priority|routing-key)$"),
        reload = "restart"
    )]
    pub schedule_policy: String,
    /// Whether requests have priorities.
    #[config(default = false, reload = "restart")]
    pub enable_priority_scheduling: bool,
    /// Over how many processors each layer is spread.
    #[config(default = 1, range(1..), alias = "tensor_parallel_size", reload = "restart")]
    pub tp_size: u32,
    /// Over how many groups of processors the layers are spread.
    #[config(default = 1, range(1..), alias = "pipeline_parallel_size", reload = "restart")]
    pub pp_size: u32,
    /// How many copies of the model there are.
    #[config(default = 1, range(1..), alias = "data_parallel_size", reload = "restart")]
    pub dp_size: u32,
    /// Over how many processors experts are spread.
    #[config(default = 1, range(1..), alias = "expert_parallel_size", reload = "restart")]
    pub ep_size: u32,
    /// How many machines there are.
    #[config(default = 1, range(1..), reload = "restart")]
    pub nnodes: u32,
    /// Number of this machine.
    #[config(default = 0, reload = "restart")]
    pub node_rank: u32,
    /// Address of the first machine.
    #[config(reload = "restart")]
    pub dist_init_addr: Option<String>,
    /// Whether copies share all layers but attention.
    #[config(default = false, reload = "restart")]
    pub enable_dp_attention: bool,
    /// Address to listen on.
    #[config(default = "127.0.0.1", reload = "restart")]
    pub host: String,
    /// Port to listen on.
    #[config(default = 30000, range(1..), reload = "restart")]
    pub port: u16,
    /// Key that clients present.
    #[config(reload = "restart")]
    pub api_key: Option<Secret<String>>,
    /// Key of administrators.
    #[config(reload = "restart")]
    pub admin_api_key: Option<Secret<String>>,
    /// File with the key of TLS.
    #[config(reload = "restart")]
    pub ssl_keyfile: Option<String>,
    /// File with the certificate of TLS.
    #[config(reload = "restart")]
    pub ssl_certfile: Option<String>,
    /// File with the authorities of clients.
    #[config(reload = "restart")]
    pub ssl_ca_certs: Option<String>,
    /// Password of the key.
    #[config(reload = "restart")]
    pub ssl_keyfile_password: Option<Secret<String>>,
    /// Whether files of TLS are read again when they change.
    #[config(default = false, reload = "restart")]
    pub enable_ssl_refresh: bool,
    /// How much is written.
    #[config(default = "info", reload = "restart")]
    pub log_level: String,
    /// Whether numbers for Prometheus are served.
    #[config(default = false, reload = "restart")]
    pub enable_metrics: bool,
    /// Whether requests are traced.
    #[config(default = false, reload = "restart")]
    pub enable_trace: bool,
    /// Where traces go.
    #[config(default = "localhost:4317", reload = "restart")]
    pub otlp_traces_endpoint: String,
    /// Time after which a step that does not end stops the server.
    #[config(default = 300.0, range(0.0..), unit = "seconds", reload = "restart")]
    pub watchdog_timeout: f64,
    /// Whether the server computes prompts, answers or both.
    #[config(default = "null", pattern("^(null|prefill|decode)$"), reload = "restart")]
    pub disaggregation_mode: String,
    /// Port over which both sorts of servers meet.
    #[config(default = 8998, range(1..), reload = "restart")]
    pub disaggregation_bootstrap_port: u16,
    /// Whether equal beginnings are computed anew.
    #[config(default = false, reload = "restart")]
    pub disable_radix_cache: bool,
    /// Whether the cache goes on in the memory of the machine.
    #[config(default = false, reload = "restart")]
    pub enable_hierarchical_cache: bool,
    /// How much larger the cache in the memory of the machine is.
    #[config(default = 2.0, range(0.0..), reload = "restart")]
    pub hicache_ratio: f64,
    /// Whether prompts and answers share a step.
    #[config(default = false, reload = "restart")]
    pub enable_mixed_chunk: bool,
    /// How tokens are drafted.
    #[config(reload = "restart")]
    pub speculative_algorithm: Option<String>,
    /// Whether only the part that sees is served.
    #[config(default = false, reload = "restart")]
    pub encoder_only: bool,
    /// Whether only the part for text is served.
    #[config(default = false, reload = "restart")]
    pub language_only: bool,
    /// Arguments without a field of their own.
    #[config(flatten)]
    pub extra_args: BTreeMap<String, AnyValue>,
}

/// Whether the processors are the same number on each machine. Values outside of their range come here, too.
fn divides(nodes: u32, tensor: u32, pipeline: u32) -> bool {
    (u64::from(tensor) * u64::from(pipeline)).is_multiple_of(u64::from(nodes.max(1)))
}

fn whole_pages(chunk: Option<i64>, page: Option<u32>) -> bool {
    match (chunk, page) {
        (Some(chunk), Some(page)) if chunk > 0 && page > 0 => chunk % i64::from(page) == 0,
        _ => true,
    }
}
