//! The model and how it is loaded.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

use super::length::MaxModelLen;
use crate::value::OneOrMany;

/// The model and how it is loaded.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct EngineArgs {
    /// The model: a name on Hugging Face, a path, or an address of object storage (`s3://`, `gs://`, `az://`).
    #[config(default = "Qwen/Qwen3-0.6B", length(1..), reload = "restart")]
    pub model: String,
    /// The model as the first argument of `vllm serve`; it wins over `model`.
    #[config(length(1..), reload = "restart")]
    pub model_tag: Option<String>,
    /// Names under which the model is served; the first one is the label `model_name` of metrics.
    #[config(default, reload = "restart")]
    pub served_model_name: OneOrMany<String>,
    /// Revision of the model: a branch, a tag or a commit.
    #[config(reload = "restart")]
    pub revision: Option<String>,
    /// Revision of the tokenizer.
    #[config(reload = "restart")]
    pub tokenizer_revision: Option<String>,
    /// Revision of the model's code.
    #[config(reload = "restart")]
    pub code_revision: Option<String>,
    /// The tokenizer; the model's own by default.
    #[config(reload = "restart")]
    pub tokenizer: Option<String>,
    /// How the tokenizer is loaded: `auto`, `hf`, `mistral`, `deepseek_v32` or another one that a plugin brings.
    #[config(default = "auto", reload = "restart")]
    pub tokenizer_mode: String,
    /// Where the configuration of the model is; the model's own by default.
    #[config(reload = "restart")]
    pub hf_config_path: Option<String>,
    /// Values that replace those of the model's configuration.
    #[config(default, reload = "restart")]
    pub hf_overrides: BTreeMap<String, AnyValue>,
    /// Where defaults of sampling come from: `auto` for the model, `vllm` for none, or a folder.
    #[config(default = "auto", reload = "restart")]
    pub generation_config: String,
    /// Values that replace defaults of sampling.
    #[config(default, reload = "restart")]
    pub override_generation_config: BTreeMap<String, AnyValue>,
    /// Token for Hugging Face, or `true` for the one that was stored by a login.
    #[config(reload = "restart")]
    pub hf_token: Option<Secret<String>>,
    /// Whether code of the model is run. It needs a pinned revision.
    #[config(default = false, reload = "restart")]
    pub trust_remote_code: bool,
    /// What the model is used for.
    #[config(default = "auto", reload = "restart")]
    pub runner: Runner,
    /// What the model is converted to.
    #[config(default = "auto", reload = "restart")]
    pub convert: Convert,
    /// Type of the weights and of the computation.
    #[config(default = "auto", reload = "restart")]
    pub dtype: Dtype,
    /// How weights are quantized; what the model says by default.
    #[config(reload = "restart")]
    pub quantization: Option<String>,
    /// Format of the weights.
    #[config(default = "auto", reload = "restart")]
    pub load_format: String,
    /// Format of the model's configuration: `auto`, `hf` or `mistral`.
    #[config(default = "auto", reload = "restart")]
    pub config_format: String,
    /// How files of weights are read.
    #[config(reload = "restart")]
    pub safetensors_load_strategy: Option<SafetensorsLoadStrategy>,
    /// Further settings of the loader.
    #[config(default, reload = "restart")]
    pub model_loader_extra_config: BTreeMap<String, AnyValue>,
    /// Where weights are stored that were downloaded.
    #[config(reload = "restart")]
    pub download_dir: Option<String>,
    /// Longest sequence, prompt and answer together; the model's own by default, `auto` or -1 for the longest that fits.
    #[config(unit = "tokens", reload = "restart")]
    pub max_model_len: Option<MaxModelLen>,
    /// Seed of random numbers.
    #[config(default = 0, reload = "restart")]
    pub seed: i64,
    /// Whether CUDA graphs are not used.
    #[config(default = false, reload = "restart")]
    pub enforce_eager: bool,
    /// Whether the model can be put to sleep and woken.
    #[config(default = false, reload = "restart")]
    pub enable_sleep_mode: bool,
    /// Most log probabilities of a token; -1 for all, which may take all memory.
    #[config(default = 20, range(-1..), reload = "restart")]
    pub max_logprobs: i64,
    /// Implementation of attention; chosen by the hardware by default.
    #[config(reload = "restart")]
    pub attention_backend: Option<String>,
    /// Compilation and CUDA graphs.
    #[config(default, reload = "restart")]
    pub compilation_config: BTreeMap<String, AnyValue>,
    /// Whether only the part for text of a multimodal model is loaded.
    #[config(default = false, reload = "restart")]
    pub language_model_only: bool,
    /// Most images, videos and sounds of a request, by sort.
    #[config(default, reload = "restart")]
    pub limit_mm_per_prompt: BTreeMap<String, AnyValue>,
    /// Folder that requests may read media from. Whoever may send requests may read it.
    #[config(reload = "restart")]
    pub allowed_local_media_path: Option<String>,
    /// Hosts that media may be loaded from; all by default.
    #[config(default, reload = "restart")]
    pub allowed_media_domains: OneOrMany<String>,
    /// Memory for prepared media.
    #[config(default = 4.0, range(0.0..), unit = "GiB", reload = "restart")]
    pub mm_processor_cache_gb: f64,
    /// How the encoder of media is split over processors.
    #[config(default = "weights", reload = "restart")]
    pub mm_encoder_tp_mode: EncoderMode,
}

/// What the model is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum Runner {
    /// What the model is made for.
    #[config(rename = "auto")]
    Auto,
    /// Text is generated.
    #[config(rename = "generate")]
    Generate,
    /// Vectors, classes or scores are computed.
    #[config(rename = "pooling")]
    Pooling,
    /// It drafts for another model.
    #[config(rename = "draft")]
    Draft,
}

/// What the model is converted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum Convert {
    /// What the model is made for.
    #[config(rename = "auto")]
    Auto,
    /// Nothing.
    #[config(rename = "none")]
    None,
    /// A model of vectors.
    #[config(rename = "embed")]
    Embed,
    /// A classifier.
    #[config(rename = "classify")]
    Classify,
}

/// Type of the weights and of the computation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum Dtype {
    /// What the model says.
    #[config(rename = "auto")]
    Auto,
    /// The same as `float16`.
    #[config(rename = "half")]
    Half,
    /// 16 bits.
    #[config(rename = "float16")]
    Float16,
    /// 16 bits with the range of 32.
    #[config(rename = "bfloat16")]
    Bfloat16,
    /// The same as `float32`.
    #[config(rename = "float")]
    Float,
    /// 32 bits.
    #[config(rename = "float32")]
    Float32,
}

/// How files of weights are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum SafetensorsLoadStrategy {
    /// Mapped into memory.
    #[config(rename = "lazy")]
    Lazy,
    /// As a whole.
    #[config(rename = "eager")]
    Eager,
    /// Ahead, into the cache of the system.
    #[config(rename = "prefetch")]
    Prefetch,
    /// For weights of torchao.
    #[config(rename = "torchao")]
    Torchao,
}

/// How the encoder of media is split over processors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum EncoderMode {
    /// Each has a part of the weights.
    #[config(rename = "weights")]
    Weights,
    /// Each has all weights and a part of the media.
    #[config(rename = "data")]
    Data,
}
