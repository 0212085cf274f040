//! Recipes of the vLLM project: one model, its variants, and the arguments for each hardware.

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

/// A recipe.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Recipe {
    /// What the recipe is about.
    pub meta: Meta,
    /// The model and the arguments that it always needs.
    pub model: RecipeModel,
    /// What must be installed first.
    #[config(default = [])]
    pub dependencies: Vec<Dependency>,
    /// What the model can do with further arguments, by name.
    #[config(default)]
    pub features: BTreeMap<String, Feature>,
    /// Features that are off unless someone asks.
    #[config(default = [])]
    pub opt_in_features: Vec<String>,
    /// Weights of the model, by name.
    pub variants: BTreeMap<String, Variant>,
    /// Ways to spread the model.
    pub compatible_strategies: Vec<String>,
    /// The way that is proposed.
    pub default_strategy: Option<String>,
    /// What is known of caches that leave the processors.
    #[config(default)]
    pub kv_offload_support: BTreeMap<String, String>,
    /// Arguments by hardware.
    #[config(default)]
    pub hardware_overrides: BTreeMap<String, Override>,
    /// Arguments by the way to spread the model.
    #[config(default)]
    pub strategy_overrides: BTreeMap<String, Strategy>,
    /// Fewest processors by hardware or way, or by both.
    #[config(default)]
    pub strategy_min_gpus: BTreeMap<String, AnyValue>,
    /// What is known of a way on some hardware.
    #[config(default)]
    pub strategy_hardware: BTreeMap<String, BTreeMap<String, String>>,
    /// Features that some hardware has off.
    #[config(default)]
    pub hardware_opt_in_features: BTreeMap<String, Vec<String>>,
    /// Notes by hardware.
    #[config(default)]
    pub hardware_notes: BTreeMap<String, AnyValue>,
    /// Pictures, sound and video.
    pub omni: Option<AnyValue>,
    /// The guide, as Markdown.
    pub guide: Option<String>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// What a recipe is about.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Meta {
    /// Title.
    #[config(length(1..))]
    pub title: String,
    /// Name in addresses.
    #[config(length(1..))]
    pub slug: String,
    /// Who made the model.
    pub provider: String,
    /// What the model is.
    pub description: String,
    /// Day of the first version.
    pub date_added: Option<String>,
    /// Day of the newest version.
    pub date_updated: String,
    /// How hard it is.
    #[config(pattern("^(beginner|intermediate|advanced|hard)$"))]
    pub difficulty: Option<String>,
    /// What the model does.
    pub tasks: Vec<String>,
    /// Recipes that are alike.
    #[config(default = [])]
    pub related_recipes: Vec<String>,
    /// What is measured.
    pub performance_headline: Option<String>,
    /// Hardware, and whether the model was tried on it.
    #[config(default)]
    pub hardware: BTreeMap<String, String>,
    /// Where else it runs.
    #[config(default = [])]
    pub platforms: Vec<AnyValue>,
    /// Hardware that is proposed.
    pub default_hardware: Option<String>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// The model and the arguments that it always needs.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct RecipeModel {
    /// Name on Hugging Face.
    #[config(length(1..))]
    pub model_id: String,
    /// Oldest version of vLLM.
    pub min_vllm_version: Option<String>,
    /// How the model is built.
    pub architecture: String,
    /// How many parameters it has.
    pub parameter_count: String,
    /// How many of them are used for a token.
    pub active_parameters: Option<String>,
    /// Longest sequence; 0 where there is none.
    #[config(unit = "tokens")]
    pub context_length: Option<u64>,
    /// Arguments.
    #[config(default = [])]
    pub base_args: Vec<String>,
    /// Variables.
    #[config(default)]
    pub base_env: BTreeMap<String, String>,
    /// The image, or one by maker of the hardware.
    pub docker_image: Option<AnyValue>,
    /// How it is installed.
    pub install: Option<AnyValue>,
    /// Where further files are put into the image.
    pub docker_source: Option<AnyValue>,
    /// Whether only builds of the night work.
    pub nightly_required: Option<bool>,
    /// Whether a long context can be spread over processors.
    pub supports_dcp: Option<bool>,
    /// Whether FlashInfer looks for the fastest kernels at the start.
    pub flashinfer_autotune: Option<bool>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// What must be installed first.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Dependency {
    /// Why.
    pub note: String,
    /// How.
    pub command: String,
    /// Whether it can be left out.
    #[config(default = false)]
    pub optional: bool,
    /// For which ways of installation.
    #[config(default = [])]
    pub install_modes: Vec<String>,
    /// For which maker of the hardware.
    pub brand: Option<String>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// What the model can do with further arguments.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Feature {
    /// Name for people.
    pub label: Option<String>,
    /// What it does.
    pub description: Option<String>,
    /// Arguments.
    #[config(default = [])]
    pub args: Vec<String>,
    /// Variables.
    #[config(default)]
    pub env: BTreeMap<String, String>,
    /// The mode that is proposed.
    pub default_mode: Option<String>,
    /// Modes, by name.
    #[config(default)]
    pub modes: BTreeMap<String, Mode>,
    /// Arguments by hardware.
    #[config(default)]
    pub hardware_overrides: BTreeMap<String, Override>,
    /// Hardware, and whether it was tried there.
    #[config(default)]
    pub hardware: BTreeMap<String, String>,
    /// Ways that it works with.
    #[config(default = [])]
    pub strategies: Vec<String>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// One mode of a feature.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Mode {
    /// Name for people.
    pub label: Option<String>,
    /// What it does.
    pub description: Option<String>,
    /// Variants that it works with.
    #[config(default = [])]
    pub variants: Vec<String>,
    /// Arguments.
    #[config(default = [])]
    pub args: Vec<String>,
    /// Variables.
    #[config(default)]
    pub env: BTreeMap<String, String>,
    /// Hardware, and whether it was tried there.
    #[config(default)]
    pub hardware: BTreeMap<String, String>,
    /// Arguments by hardware.
    #[config(default)]
    pub hardware_overrides: BTreeMap<String, Override>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Weights of the model.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Variant {
    /// Name for people.
    pub label: Option<String>,
    /// Type of the weights.
    pub precision: String,
    /// Memory that the weights and one long request need.
    #[config(unit = "GB")]
    pub vram_minimum_gb: u64,
    /// What they are.
    pub description: Option<String>,
    /// Name on Hugging Face, if it is another one.
    pub model_id: Option<String>,
    /// Oldest version of vLLM, if it is another one.
    pub min_vllm_version: Option<String>,
    /// Whether only builds of the night work.
    pub nightly_required: Option<bool>,
    /// The image, if it is another one.
    pub docker_image: Option<AnyValue>,
    /// Over how many processors each layer is spread, or that by hardware.
    pub tp: Option<AnyValue>,
    /// Arguments.
    #[config(default = [])]
    pub extra_args: Vec<String>,
    /// Variables.
    #[config(default)]
    pub extra_env: BTreeMap<String, String>,
    /// Arguments by hardware.
    #[config(default)]
    pub hardware_overrides: BTreeMap<String, Override>,
    /// Hardware that it works on; all by default.
    #[config(default = [])]
    pub supported_hardware: Vec<String>,
    /// What the type of the weights asks of the hardware.
    #[config(default)]
    pub precision_hardware: BTreeMap<String, String>,
    /// Modes of features that are proposed.
    #[config(default)]
    pub default_modes: BTreeMap<String, String>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// What is different on some hardware.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Override {
    /// Arguments in place of those of a feature.
    #[config(default = [])]
    pub args: Vec<String>,
    /// Further arguments.
    #[config(default = [])]
    pub extra_args: Vec<String>,
    /// Further variables.
    #[config(default)]
    pub extra_env: BTreeMap<String, String>,
    /// Variables in place of those of a feature.
    #[config(default)]
    pub env: BTreeMap<String, String>,
    /// Memory that the weights and one long request need there.
    #[config(unit = "GB")]
    pub vram_minimum_gb: Option<u64>,
    /// The image.
    pub docker_image: Option<AnyValue>,
    /// The command that starts the image.
    pub docker_serve_command: Option<AnyValue>,
    /// How it is installed there.
    pub install: Option<AnyValue>,
    /// What to know of the installation.
    pub install_note: Option<String>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// What is different when the model is spread in some way.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Strategy {
    /// Over how many processors each layer is spread, or that by hardware.
    pub tp: Option<AnyValue>,
    /// Further arguments.
    #[config(default = [])]
    pub extra_args: Vec<String>,
    /// Arguments in place of the usual ones.
    #[config(default = [])]
    pub vllm_args: Vec<String>,
    /// Variables.
    #[config(default)]
    pub env: BTreeMap<String, String>,
    /// Further variables.
    #[config(default)]
    pub extra_env: BTreeMap<String, String>,
    /// Arguments by hardware.
    #[config(default)]
    pub hardware_overrides: BTreeMap<String, Override>,
    /// Instances that compute prompts.
    pub prefill: Option<Pool>,
    /// Instances that compute answers.
    pub decode: Option<Pool>,
    /// What stands in front of them.
    pub router: Option<AnyValue>,
    /// How instances are grouped.
    #[config(default = [])]
    pub pool_modes: Vec<String>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Instances with the same job.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Pool {
    /// How many machines, or that by hardware.
    pub nodes: Option<AnyValue>,
    /// How the model is spread, or that by hardware.
    pub parallelism: Option<AnyValue>,
    /// Over how many processors each layer is spread.
    pub tp: Option<u32>,
    /// Arguments.
    #[config(default = [])]
    pub vllm_args: Vec<String>,
    /// Variables.
    #[config(default)]
    pub env: BTreeMap<String, String>,
    /// Arguments by hardware.
    #[config(default)]
    pub hardware_overrides: BTreeMap<String, Override>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}
