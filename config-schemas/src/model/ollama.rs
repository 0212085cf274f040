//! Ollama: its variables, as of 0.13.
//!
//! Ollama itself takes any value: a number it cannot read becomes the default, and a truth value it cannot read becomes
//! true. Here both are errors.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use config_core::schema::Grammar;
use config_core::{AnyValue, ServiceConfig};

use crate::value::{GoDuration, ValueError, config_value, port, text_type};

/// The variables of an Ollama server.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Ollama {
    /// Address to listen on, or of the server to reach.
    #[config(rename = "OLLAMA_HOST", default = "127.0.0.1:11434", reload = "restart")]
    pub ollama_host: OllamaHost,
    /// Folder with the models.
    #[config(rename = "OLLAMA_MODELS", length(1..), reload = "restart")]
    pub ollama_models: Option<String>,
    /// How long a model stays in memory; below zero for ever.
    #[config(rename = "OLLAMA_KEEP_ALIVE", default = "5m", reload = "restart")]
    pub ollama_keep_alive: KeepAlive,
    /// How long a model may take to load without progress.
    #[config(rename = "OLLAMA_LOAD_TIMEOUT", default = "5m", reload = "restart")]
    pub ollama_load_timeout: KeepAlive,
    /// Requests of a model at once. Some families of models take one.
    #[config(rename = "OLLAMA_NUM_PARALLEL", default = 1, range(1..=1024), unit = "requests", reload = "restart")]
    pub ollama_num_parallel: u32,
    /// Models in memory at once; 0 for three a processor.
    #[config(rename = "OLLAMA_MAX_LOADED_MODELS", default = 0, reload = "restart")]
    pub ollama_max_loaded_models: u32,
    /// Requests that wait.
    #[config(rename = "OLLAMA_MAX_QUEUE", default = 512, range(1..), unit = "requests", reload = "restart")]
    pub ollama_max_queue: u32,
    /// Longest sequence where nothing else is said; 0 by the memory.
    #[config(rename = "OLLAMA_CONTEXT_LENGTH", default = 0, unit = "tokens", reload = "restart")]
    pub ollama_context_length: u64,
    /// Whether flash attention is used; by the model otherwise.
    #[config(rename = "OLLAMA_FLASH_ATTENTION", reload = "restart")]
    pub ollama_flash_attention: Option<GoBoolean>,
    /// Type of the cache; `f16` otherwise.
    #[config(rename = "OLLAMA_KV_CACHE_TYPE", reload = "restart")]
    pub ollama_kv_cache_type: Option<KvCacheType>,
    /// Memory of each processor that is left alone.
    #[config(rename = "OLLAMA_GPU_OVERHEAD", default = 0, unit = "bytes", reload = "restart")]
    pub ollama_gpu_overhead: u64,
    /// Whether a model is always spread over all processors.
    #[config(rename = "OLLAMA_SCHED_SPREAD", default = "0", reload = "restart")]
    pub ollama_sched_spread: GoBoolean,
    /// Whether the cache is made for several users.
    #[config(rename = "OLLAMA_MULTIUSER_CACHE", default = "0", reload = "restart")]
    pub ollama_multiuser_cache: GoBoolean,
    /// Origins that browsers may call from, separated by commas.
    #[config(rename = "OLLAMA_ORIGINS", length(1..), reload = "restart")]
    pub ollama_origins: Option<String>,
    /// Whether models of the cloud are off.
    #[config(rename = "OLLAMA_NO_CLOUD", default = "0", reload = "restart")]
    pub ollama_no_cloud: GoBoolean,
    /// Whether no history is kept.
    #[config(rename = "OLLAMA_NOHISTORY", default = "0", reload = "restart")]
    pub ollama_nohistory: GoBoolean,
    /// Whether unused parts of models stay.
    #[config(rename = "OLLAMA_NOPRUNE", default = "0", reload = "restart")]
    pub ollama_noprune: GoBoolean,
    /// How much is written: 0, 1 or 2.
    #[config(rename = "OLLAMA_DEBUG", default = "0", reload = "restart")]
    pub ollama_debug: Debug,
    /// Whether clients must prove who they are.
    #[config(rename = "OLLAMA_AUTH", default = "0", reload = "restart")]
    pub ollama_auth: GoBoolean,
    /// Whether the new engine is used for all models.
    #[config(rename = "OLLAMA_NEW_ENGINE", default = "0", reload = "restart")]
    pub ollama_new_engine: GoBoolean,
    /// The library that is used, in place of the one that fits.
    #[config(rename = "OLLAMA_LLM_LIBRARY", reload = "restart")]
    pub ollama_llm_library: Option<String>,
    /// Hosts that models may run on, separated by commas.
    #[config(rename = "OLLAMA_REMOTES", reload = "restart")]
    pub ollama_remotes: Option<String>,
    /// Program that opens prompts.
    #[config(rename = "OLLAMA_EDITOR", reload = "restart")]
    pub ollama_editor: Option<String>,
    /// Whether Vulkan is used.
    #[config(rename = "OLLAMA_VULKAN", default = "0", reload = "restart")]
    pub ollama_vulkan: GoBoolean,
    /// Processors of NVIDIA that are used.
    #[config(rename = "CUDA_VISIBLE_DEVICES", reload = "restart")]
    pub cuda_visible_devices: Option<String>,
    /// Processors of AMD that are used.
    #[config(rename = "HIP_VISIBLE_DEVICES", reload = "restart")]
    pub hip_visible_devices: Option<String>,
    /// Processors of AMD that are used.
    #[config(rename = "ROCR_VISIBLE_DEVICES", reload = "restart")]
    pub rocr_visible_devices: Option<String>,
    /// Processors of Vulkan that are used.
    #[config(rename = "GGML_VK_VISIBLE_DEVICES", reload = "restart")]
    pub ggml_vk_visible_devices: Option<String>,
    /// Version of the processor of AMD that is assumed.
    #[config(rename = "HSA_OVERRIDE_GFX_VERSION", reload = "restart")]
    pub hsa_override_gfx_version: Option<String>,
    /// A proxy.
    #[config(rename = "HTTPS_PROXY", reload = "restart")]
    pub https_proxy: Option<String>,
    /// A proxy; Ollama itself does not use it.
    #[config(rename = "HTTP_PROXY", reload = "restart")]
    pub http_proxy: Option<String>,
    /// Hosts that are reached without the proxy.
    #[config(rename = "NO_PROXY", reload = "restart")]
    pub no_proxy: Option<String>,
    /// Variables of other programs.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

const BOOLEAN: Grammar =
    Grammar::OneOf(&["1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False"]);
const LEVEL: Grammar = Grammar::Any(&[BOOLEAN, Grammar::OneOf(&["2"])]);
/// A number of seconds may have any size; durations end at 292 years.
const KEEP_ALIVE: Grammar = Grammar::Any(&[Grammar::Pattern(r"^[+-]?[0-9]+$"), GoDuration::GRAMMAR]);
/// What follows a scheme, up to a slash, ends with a port if there is a colon.
const HOST: Grammar = Grammar::All(&[
    Grammar::Pattern(concat!(
        r"^(?:https?://)?(?:[^/\s]*\])?(?:[^/:\]\s]*|[^/\]\s]*:\+?(?:",
        port!(),
        r"|0+))(?:/[\s\S]*)?$"
    )),
    Grammar::Not(&Grammar::Pattern(r"^(?:https?://)?(?:/|$)")),
]);

/// A truth value as Go reads it: `1`, `t`, `true`, `0`, `f`, `false`, also in capitals. Ollama takes everything else, `no`
/// and `off` too, for true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoBoolean(pub bool);

impl FromStr for GoBoolean {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        match text {
            "1" | "t" | "T" | "true" | "TRUE" | "True" => Ok(Self(true)),
            "0" | "f" | "F" | "false" | "FALSE" | "False" => Ok(Self(false)),
            _ => Err(ValueError::new("would be taken for true, whatever it says", "write 1 or 0")),
        }
    }
}

impl fmt::Display for GoBoolean {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(if self.0 { "1" } else { "0" })
    }
}

config_value!(GoBoolean, "1 or 0", BOOLEAN, crate::value::measure);

/// How much is written: 0 what happens, 1 more, 2 everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Debug(pub u8);

impl FromStr for Debug {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        match text {
            "2" => Ok(Self(2)),
            _ => text
                .parse::<GoBoolean>()
                .map(|truth| Self(u8::from(truth.0)))
                .map_err(|_| ValueError::new("is no level", "write 0, 1 or 2")),
        }
    }
}

impl fmt::Display for Debug {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0.to_string())
    }
}

config_value!(Debug, "0, 1 or 2", LEVEL, crate::value::measure);

/// How long: a Go duration, a whole number of seconds, or a number below zero for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepAlive {
    /// So long.
    For(GoDuration),
    /// For ever.
    Forever,
}

impl Default for KeepAlive {
    fn default() -> Self {
        Self::For(GoDuration::from_nanoseconds(300_000_000_000))
    }
}

impl FromStr for KeepAlive {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let nanoseconds = match text.parse::<i64>() {
            Ok(seconds) => seconds.saturating_mul(1_000_000_000),
            Err(_) => text.parse::<GoDuration>()?.nanoseconds(),
        };
        Ok(if nanoseconds < 0 { Self::Forever } else { Self::For(GoDuration::from_nanoseconds(nanoseconds)) })
    }
}

impl fmt::Display for KeepAlive {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::For(duration) => duration.fmt(formatter),
            Self::Forever => formatter.pad("-1"),
        }
    }
}

config_value!(KeepAlive, "a duration such as 5m, or -1 for ever", KEEP_ALIVE, crate::value::measure);

text_type! {
    /// Address of a server: host, port, or both, with or without a scheme.
    OllamaHost, "an address such as 127.0.0.1:11434", HOST, host
}

impl Default for OllamaHost {
    fn default() -> Self {
        Self("127.0.0.1:11434".to_owned())
    }
}

fn host(text: &str) -> Result<(), ValueError> {
    const HELP: &str = "write an address such as 0.0.0.0:11434";
    let (scheme, rest) = text.split_once("://").map_or(("http", text), |(scheme, rest)| (scheme, rest));
    if !matches!(scheme, "http" | "https") {
        return Err(ValueError::new("the scheme is neither http nor https", HELP));
    }
    let authority = rest.split('/').next().unwrap_or_default();
    if authority.is_empty() || authority.contains(char::is_whitespace) {
        return Err(ValueError::new("the host is missing", HELP));
    }
    let after_brackets = authority.rsplit_once(']').map_or(authority, |(_, rest)| rest);
    match after_brackets.rsplit_once(':') {
        // Ollama takes the default in place of a port it cannot read, and says so in its log alone.
        Some((_, port)) if port.parse::<u16>().is_err() => {
            Err(ValueError::new("the port is no number from 0 to 65535, so the default would be taken", HELP))
        }
        _ => Ok(()),
    }
}

/// Type of the cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum KvCacheType {
    /// 16 bits.
    #[config(rename = "f16")]
    F16,
    /// 8 bits.
    #[config(rename = "q8_0")]
    Q80,
    /// 4 bits.
    #[config(rename = "q4_0")]
    Q40,
}
