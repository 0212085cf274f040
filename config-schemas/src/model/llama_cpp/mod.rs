//! The server of llama.cpp: its arguments, as of the builds of 2026.
//!
//! Names are those of the long flags with underscores. A flag without a field of its own is kept in `extra_args`.

mod flags;

pub(crate) use flags::{LONG, SWITCHES, long_name};

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use config_core::schema::Grammar;
use config_core::{AnyValue, Secret, ServiceConfig};

use crate::value::{ValueError, config_value, measure};

/// The arguments of `llama-server`.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.ubatch_size <= self.batch_size, "ubatch-size must not exceed batch-size", code = "LLAMACPP-001"),
    check(self.ssl_key_file.is_none() || self.ssl_cert_file.is_some(), "ssl-key-file needs ssl-cert-file", code = "LLAMACPP-024"),
    check(self.ssl_cert_file.is_none() || self.ssl_key_file.is_some(), "ssl-cert-file needs ssl-key-file", code = "LLAMACPP-024"),
    check(!self.cache_type_v.is_quantized() || self.flash_attn != FlashAttention::Off, "a quantized cache of values needs flash attention", code = "LLAMACPP-025"),
    check(self.tools.is_none() && self.agent != Some(true) || is_local(&self.host), "tools and agent may be used on this machine alone: host must be 127.0.0.1, localhost or ::1", code = "LLAMACPP-022"),
)]
pub struct LlamaCpp {
    /// File with the model.
    #[config(length(1..), reload = "restart")]
    pub model: Option<String>,
    /// Address that the model is loaded from.
    #[config(length(1..), reload = "restart")]
    pub model_url: Option<String>,
    /// Model on Hugging Face, such as `user/model:quant`.
    #[config(length(1..), reload = "restart")]
    pub hf_repo: Option<String>,
    /// File of the model on Hugging Face.
    #[config(reload = "restart")]
    pub hf_file: Option<String>,
    /// Token for Hugging Face.
    #[config(reload = "restart")]
    pub hf_token: Option<Secret<String>>,
    /// Folder with models, for a server of several.
    #[config(reload = "restart")]
    pub models_dir: Option<String>,
    /// File with models and their arguments, for a server of several.
    #[config(reload = "restart")]
    pub models_preset: Option<String>,
    /// Name that clients use.
    #[config(reload = "restart")]
    pub alias: Option<String>,
    /// Longest sequence, of all slots together; 0 for the model's own.
    #[config(default = 0, unit = "tokens", reload = "restart")]
    pub ctx_size: u64,
    /// How many slots there are; -1 for what fits.
    #[config(default = -1, range(-1..), reload = "restart")]
    pub parallel: i64,
    /// Most tokens of a logical step.
    #[config(default = 2048, range(1..), unit = "tokens", reload = "restart")]
    pub batch_size: u32,
    /// Most tokens of a physical step.
    #[config(default = 512, range(1..), unit = "tokens", reload = "restart")]
    pub ubatch_size: u32,
    /// How many layers lie on graphics processors: a number, `auto` or `all`.
    #[config(default = "auto", reload = "restart")]
    pub n_gpu_layers: Layers,
    /// How the model is split over graphics processors.
    #[config(default = "layer", reload = "restart")]
    pub split_mode: SplitMode,
    /// Shares of the graphics processors.
    #[config(pattern("^[0-9.]+([,/][0-9.]+)*$"), reload = "restart")]
    pub tensor_split: Option<String>,
    /// The processor that does what is not split.
    #[config(default = 0, reload = "restart")]
    pub main_gpu: u32,
    /// Processors that are used, separated by commas.
    #[config(reload = "restart")]
    pub device: Option<String>,
    /// Threads of answers; -1 for what fits.
    #[config(default = -1, reload = "restart")]
    pub threads: i32,
    /// Threads of prompts; as many as of answers otherwise.
    #[config(reload = "restart")]
    pub threads_batch: Option<i32>,
    /// Threads that take requests.
    #[config(default = -1, reload = "restart")]
    pub threads_http: i32,
    /// Type of the cache of keys.
    #[config(default = "f16", reload = "restart")]
    pub cache_type_k: CacheType,
    /// Type of the cache of values.
    #[config(default = "f16", reload = "restart")]
    pub cache_type_v: CacheType,
    /// Whether flash attention is used.
    #[config(default = "auto", reload = "restart")]
    pub flash_attn: FlashAttention,
    /// Whether all slots share one cache.
    #[config(reload = "restart")]
    pub kv_unified: Option<bool>,
    /// Whether requests join while others are computed.
    #[config(default = true, reload = "restart")]
    pub cont_batching: bool,
    /// Whether the model stays in memory.
    #[config(default = false, reload = "restart")]
    pub mlock: bool,
    /// Whether the model is mapped into memory.
    #[config(default = true, reload = "restart")]
    pub mmap: bool,
    /// Files with adapters.
    #[config(reload = "restart")]
    pub lora: Option<String>,
    /// File with the part that sees.
    #[config(reload = "restart")]
    pub mmproj: Option<String>,
    /// Address to listen on, or a socket.
    #[config(default = "127.0.0.1", length(1..), reload = "restart")]
    pub host: String,
    /// Port to listen on.
    #[config(default = 8080, reload = "restart")]
    pub port: u16,
    /// Folder with files that are served.
    #[config(reload = "restart")]
    pub path: Option<String>,
    /// Path in front of all others.
    #[config(pattern("^/"), reload = "restart")]
    pub api_prefix: Option<String>,
    /// Keys that clients may present, separated by commas.
    #[config(reload = "restart")]
    pub api_key: Option<Secret<String>>,
    /// File with keys.
    #[config(reload = "restart")]
    pub api_key_file: Option<String>,
    /// File with the key of TLS.
    #[config(reload = "restart")]
    pub ssl_key_file: Option<String>,
    /// File with the certificate of TLS.
    #[config(reload = "restart")]
    pub ssl_cert_file: Option<String>,
    /// Time after which a connection is given up.
    #[config(default = 3600, unit = "seconds", reload = "restart")]
    pub timeout: u32,
    /// Whether numbers for Prometheus are served.
    #[config(default = false, reload = "restart")]
    pub metrics: bool,
    /// Whether slots are shown.
    #[config(default = true, reload = "restart")]
    pub slots: bool,
    /// Whether settings can be changed by a request.
    #[config(default = false, reload = "restart")]
    pub props: bool,
    /// Whether the page for people is served.
    #[config(default = true, reload = "restart")]
    pub webui: bool,
    /// Whether only vectors are computed.
    #[config(default = false, reload = "restart")]
    pub embeddings: bool,
    /// Whether texts can be put in order.
    #[config(default = false, reload = "restart")]
    pub reranking: bool,
    /// Whether templates of chats are those of the model.
    #[config(default = true, reload = "restart")]
    pub jinja: bool,
    /// Template of chats.
    #[config(reload = "restart")]
    pub chat_template: Option<String>,
    /// File with the template of chats.
    #[config(reload = "restart")]
    pub chat_template_file: Option<String>,
    /// How reasoning is read from the answer.
    #[config(reload = "restart")]
    pub reasoning_format: Option<String>,
    /// Longest answer; -1 for no limit.
    #[config(default = -1, range(-2..), unit = "tokens", reload = "restart")]
    pub n_predict: i64,
    /// How often a stream without news is kept alive.
    #[config(default = 30, unit = "seconds", reload = "restart")]
    pub sse_ping_interval: i64,
    /// Origins that browsers may call from.
    #[config(reload = "restart")]
    pub cors_origins: Option<String>,
    /// Tools that the model may use by itself.
    #[config(reload = "restart")]
    pub tools: Option<AnyValue>,
    /// Whether the model may act by itself.
    #[config(reload = "restart")]
    pub agent: Option<bool>,
    /// Flags without a field of their own.
    #[config(flatten)]
    pub extra_args: BTreeMap<String, AnyValue>,
}

/// How the model is split over graphics processors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum SplitMode {
    /// Not at all.
    #[config(rename = "none")]
    None,
    /// By layers.
    #[config(rename = "layer")]
    Layer,
    /// By rows of each layer.
    #[config(rename = "row")]
    Row,
    /// By parts of each layer.
    #[config(rename = "tensor")]
    Tensor,
}

/// Whether flash attention is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum FlashAttention {
    /// Always.
    #[config(rename = "on")]
    On,
    /// Never.
    #[config(rename = "off")]
    Off,
    /// Where it is possible.
    #[config(rename = "auto")]
    Auto,
}

/// Type of a cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum CacheType {
    /// 32 bits.
    #[config(rename = "f32")]
    F32,
    /// 16 bits.
    #[config(rename = "f16")]
    F16,
    /// 16 bits with the range of 32.
    #[config(rename = "bf16")]
    Bf16,
    /// 8 bits.
    #[config(rename = "q8_0")]
    Q80,
    /// 4 bits.
    #[config(rename = "q4_0")]
    Q40,
    /// 4 bits and an offset.
    #[config(rename = "q4_1")]
    Q41,
    /// 4 bits, unevenly.
    #[config(rename = "iq4_nl")]
    Iq4Nl,
    /// 5 bits.
    #[config(rename = "q5_0")]
    Q50,
    /// 5 bits and an offset.
    #[config(rename = "q5_1")]
    Q51,
}

impl CacheType {
    /// Whether it has fewer than 16 bits.
    #[must_use]
    pub const fn is_quantized(self) -> bool {
        !matches!(self, Self::F32 | Self::F16 | Self::Bf16)
    }
}

/// A count of at most 32 bits, as Rust reads it.
const LAYERS: Grammar = Grammar::All(&[
    Grammar::Pattern(r"^(?:auto|all|-[12]|\+?[0-9]+)$"),
    Grammar::Any(&[Grammar::Pattern("^-|^a"), Grammar::Sum { units: &[("", 1)], maximum: u32::MAX as u128 }]),
]);

/// How many layers lie on graphics processors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layers {
    /// As many as fit.
    Auto,
    /// All of them.
    All,
    /// So many.
    Count(u32),
}

impl FromStr for Layers {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        match text {
            "auto" | "-1" => Ok(Self::Auto),
            "all" | "-2" => Ok(Self::All),
            _ => text
                .parse()
                .map(Self::Count)
                .map_err(|_| ValueError::new("is no number of layers", "write a number, auto or all")),
        }
    }
}

impl fmt::Display for Layers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => formatter.pad("auto"),
            Self::All => formatter.pad("all"),
            Self::Count(count) => formatter.pad(&count.to_string()),
        }
    }
}

config_value!(Layers, "a number of layers, auto or all", LAYERS, measure);

fn is_local(host: &str) -> bool {
    matches!(host, "127.0.0.1" | "localhost" | "::1") || host.ends_with(".sock")
}
