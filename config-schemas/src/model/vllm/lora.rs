//! Adapters.

use config_core::ServiceConfig;

use super::text::is_lora_rank;

/// Adapters of the model (LoRA).
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct LoraArgs {
    /// Whether adapters can be used.
    #[config(default = false, reload = "restart")]
    pub enable_lora: bool,
    /// How many adapters a step can use.
    #[config(default = 1, range(1..), reload = "restart")]
    pub max_loras: u32,
    /// Largest rank of an adapter: 1, 8, 16, 32, 64, 128, 256, 320 or 512.
    #[config(default = 16, validate(is_lora_rank), reload = "restart")]
    pub max_lora_rank: u32,
    /// How many adapters are kept in the memory of the machine; `max_loras` by default.
    #[config(range(1..), reload = "restart")]
    pub max_cpu_loras: Option<u32>,
    /// Type of the adapters.
    #[config(default = "auto", reload = "restart")]
    pub lora_dtype: LoraDtype,
    /// Adapters that are there from the start. With `VLLM_ALLOW_RUNTIME_LORA_UPDATING` others can come and go.
    #[config(default = [], merge = "keyed", key = "name", reload = "restart")]
    pub lora_modules: Vec<LoraModule>,
    /// Whether adapters are spread over all processors.
    #[config(default = false, reload = "restart")]
    pub fully_sharded_loras: bool,
}

/// One adapter.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct LoraModule {
    /// Name that requests use, unique.
    #[config(length(1..), reload = "restart")]
    pub name: String,
    /// Where the adapter is.
    #[config(length(1..), reload = "restart")]
    pub path: String,
    /// Name of the model that it adapts.
    #[config(reload = "restart")]
    pub base_model_name: Option<String>,
}

/// Type of the adapters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum LoraDtype {
    /// That of the model.
    #[config(rename = "auto")]
    Auto,
    /// 16 bits.
    #[config(rename = "float16")]
    Float16,
    /// 16 bits with the range of 32.
    #[config(rename = "bfloat16")]
    Bfloat16,
}
