//! vLLM: the arguments of `vllm serve`, as of 0.33.0.
//!
//! Names are those of the flags with underscores; [`crate::native`] reads and writes them as `--config` files do. A flag
//! without a field of its own is kept in `extra_args`. Every change asks for a restart.

mod cache;
mod connect;
mod engine;
mod flag_table;
mod flags;
mod length;
mod lora;
mod observe;
mod parallel;
pub mod recipe;
mod rules;
mod scheduler;
mod server;
mod text;

pub use cache::{CacheArgs, HashAlgorithm, OffloadingBackend};
pub use connect::{
    ConnectArgs, KvEventsConfig, KvRole, KvTransferConfig, LoadFailurePolicy, Publisher, SpeculativeConfig,
};
pub use engine::{Convert, Dtype, EncoderMode, EngineArgs, Runner, SafetensorsLoadStrategy};
pub(crate) use flags::known_flags;
pub use flags::{Flag, flag, long_name, negated};
pub use length::MaxModelLen;
pub use lora::{LoraArgs, LoraDtype, LoraModule};
pub use observe::{LogLevel, ObserveArgs, TraceModule};
pub use parallel::{All2All, DataParallelBackend, EplbConfig, ParallelArgs};
pub use scheduler::{SchedulerArgs, SchedulingPolicy};
pub use server::{ContentFormat, ServerArgs};

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

/// The version of vLLM whose defaults and ranges these are.
pub const VERSION: &str = "0.33.0";

/// The arguments of `vllm serve`.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(rules::whole_prompts_fit(self.scheduler.enable_chunked_prefill, self.scheduler.max_num_batched_tokens, self.engine.max_model_len),
          "without chunked prefill, max_num_batched_tokens must be at least max_model_len", code = "VLLM-005"),
    check(rules::batch_holds(self.scheduler.max_num_batched_tokens, self.scheduler.max_num_seqs),
          "max_num_batched_tokens must be at least max_num_seqs", code = "VLLM-006"),
    check(crate::monitoring::http::in_order(self.scheduler.max_num_active_seqs, self.scheduler.max_num_seqs),
          "max_num_active_seqs must not exceed max_num_seqs", code = "VLLM-007"),
    check(rules::within_length(self.scheduler.long_prefill_token_threshold, self.engine.max_model_len),
          "long_prefill_token_threshold must not exceed max_model_len", code = "VLLM-007"),
    check(rules::drafts_fit(&self.connect.speculative_config, self.scheduler.max_num_batched_tokens, self.scheduler.max_num_seqs),
          "max_num_batched_tokens must be at least max_num_seqs times (num_speculative_tokens + 1)", code = "VLLM-008"),
    check(crate::monitoring::http::in_order(Some(self.lora.max_loras), self.lora.max_cpu_loras),
          "max_cpu_loras must be at least max_loras", code = "VLLM-009"),
    check(rules::unique(&self.lora.lora_modules), "two of lora_modules have the same name", code = "VLLM-009"),
    check(rules::context_fits(self.parallel.decode_context_parallel_size, self.parallel.prefill_context_parallel_size, self.parallel.tensor_parallel_size),
          "decode_context_parallel_size must divide tensor_parallel_size", code = "VLLM-003"),
    check(self.parallel.node_rank < self.parallel.nnodes, "node_rank must be less than nnodes", code = "VLLM-012"),
    check(rules::spans_nodes(self.parallel.nnodes, &self.parallel.distributed_executor_backend),
          "with several nnodes the distributed_executor_backend is mp, uni or external_launcher", code = "VLLM-012"),
    check(self.parallel.nnodes == 1 || self.parallel.data_parallel_backend == DataParallelBackend::Mp,
          "with several nnodes the data_parallel_backend is mp", code = "VLLM-012"),
    check(rules::divides(self.parallel.nnodes, self.parallel.tensor_parallel_size, self.parallel.pipeline_parallel_size, self.parallel.prefill_context_parallel_size),
          "nnodes must divide tensor_parallel_size times pipeline_parallel_size times prefill_context_parallel_size", code = "VLLM-012"),
    check(!(self.parallel.data_parallel_external_lb && self.parallel.data_parallel_hybrid_lb),
          "data_parallel_external_lb and data_parallel_hybrid_lb exclude each other", code = "VLLM-013"),
    check(!self.parallel.data_parallel_external_lb || self.parallel.data_parallel_rank.is_some(),
          "data_parallel_external_lb needs a data_parallel_rank", code = "VLLM-013"),
    check(!self.parallel.data_parallel_external_lb || self.parallel.data_parallel_size_local.is_none_or(|local| local == 1),
          "with data_parallel_external_lb each server has one copy: data_parallel_size_local must be 1", code = "VLLM-013"),
    check(!self.parallel.data_parallel_hybrid_lb || self.parallel.data_parallel_size_local.is_some(),
          "data_parallel_hybrid_lb needs data_parallel_size_local", code = "VLLM-013"),
    check(rules::below(self.parallel.data_parallel_rank, self.parallel.data_parallel_size),
          "data_parallel_rank must be less than data_parallel_size", code = "VLLM-013"),
    check(!self.parallel.enable_eplb || self.parallel.enable_expert_parallel,
          "enable_eplb needs enable_expert_parallel", code = "VLLM-014"),
    check(rules::several(self.parallel.enable_eplb, self.parallel.tensor_parallel_size, self.parallel.prefill_context_parallel_size, self.parallel.data_parallel_size),
          "enable_eplb needs several processors", code = "VLLM-014"),
    check(self.parallel.eplb_config.num_redundant_experts == 0 || self.parallel.enable_eplb,
          "num_redundant_experts needs enable_eplb", code = "VLLM-014"),
    check(rules::can_stream(&self.engine.model, &self.engine.load_format),
          "a model from object storage needs the load_format runai_streamer, runai_streamer_sharded or modelexpress", code = "VLLM-016"),
    check(!self.engine.trust_remote_code || rules::is_pinned(&self.engine.revision),
          "trust_remote_code needs a revision that is pinned to a commit", environment = "production", code = "VLLM-020"),
    check(self.server.grpc_port != Some(self.server.port) || self.server.uds.is_some(),
          "grpc_port and port must differ", code = "VLLM-021"),
)]
pub struct Vllm {
    /// The model and how it is loaded.
    #[config(flatten)]
    pub engine: EngineArgs,
    /// The cache of keys and values.
    #[config(flatten)]
    pub cache: CacheArgs,
    /// Which requests are computed together.
    #[config(flatten)]
    pub scheduler: SchedulerArgs,
    /// How the model is spread over processors and machines.
    #[config(flatten)]
    pub parallel: ParallelArgs,
    /// Adapters.
    #[config(flatten)]
    pub lora: LoraArgs,
    /// Drafting, and what leaves the engine.
    #[config(flatten)]
    pub connect: ConnectArgs,
    /// The server in front of the engine.
    #[config(flatten)]
    pub server: ServerArgs,
    /// What the server tells about itself.
    #[config(flatten)]
    pub observe: ObserveArgs,
    /// Flags without a field of their own.
    #[config(flatten)]
    pub extra_args: BTreeMap<String, AnyValue>,
}
