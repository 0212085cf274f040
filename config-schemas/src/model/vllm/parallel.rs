//! How the model is spread over processors and machines.

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

/// How the model is spread over processors and machines.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ParallelArgs {
    /// Over how many processors each layer is spread.
    #[config(default = 1, range(1..), unit = "processors", reload = "restart")]
    pub tensor_parallel_size: u32,
    /// Over how many groups of processors the layers are spread.
    #[config(default = 1, range(1..), unit = "processors", reload = "restart")]
    pub pipeline_parallel_size: u32,
    /// How many copies of the model there are.
    #[config(default = 1, range(1..), reload = "restart")]
    pub data_parallel_size: u32,
    /// How many copies run on this machine.
    #[config(reload = "restart")]
    pub data_parallel_size_local: Option<u32>,
    /// Number of this copy, where a load balancer outside knows the copies.
    #[config(reload = "restart")]
    pub data_parallel_rank: Option<u32>,
    /// Number of the first copy of this machine.
    #[config(reload = "restart")]
    pub data_parallel_start_rank: Option<u32>,
    /// Address of the machine with the first copy.
    #[config(reload = "restart")]
    pub data_parallel_address: Option<String>,
    /// Port over which copies are coordinated.
    #[config(default = 29550, range(1..), reload = "restart")]
    pub data_parallel_rpc_port: u16,
    /// What runs the copies.
    #[config(default = "mp", reload = "restart")]
    pub data_parallel_backend: DataParallelBackend,
    /// Whether a load balancer outside spreads requests over machines, and vLLM over the copies of each.
    #[config(default = false, reload = "restart")]
    pub data_parallel_hybrid_lb: bool,
    /// Whether a load balancer outside spreads requests over the copies.
    #[config(default = false, reload = "restart")]
    pub data_parallel_external_lb: bool,
    /// Over how many groups a long prompt is spread.
    #[config(default = 1, range(1..), reload = "restart")]
    pub prefill_context_parallel_size: u32,
    /// Over how many groups a long context is spread.
    #[config(default = 1, range(1..), reload = "restart")]
    pub decode_context_parallel_size: u32,
    /// Whether experts, not layers, are spread over processors.
    #[config(default = false, reload = "restart")]
    pub enable_expert_parallel: bool,
    /// Whether the load of experts is balanced.
    #[config(default = false, reload = "restart")]
    pub enable_eplb: bool,
    /// How the load of experts is balanced.
    #[config(default, reload = "restart")]
    pub eplb_config: EplbConfig,
    /// How processors exchange what belongs to experts.
    #[config(default = "allgather_reducescatter", reload = "restart")]
    pub all2all_backend: All2All,
    /// What runs the workers: `ray`, `mp`, `uni` or `external_launcher`; chosen by the setup by default.
    #[config(reload = "restart")]
    pub distributed_executor_backend: Option<String>,
    /// How many machines there are.
    #[config(default = 1, range(1..), reload = "restart")]
    pub nnodes: u32,
    /// Number of this machine.
    #[config(default = 0, reload = "restart")]
    pub node_rank: u32,
    /// Address of the first machine.
    #[config(default = "127.0.0.1", reload = "restart")]
    pub master_addr: String,
    /// Port of the first machine.
    #[config(default = 29501, range(1..), reload = "restart")]
    pub master_port: u16,
    /// Whether the sums of processors are computed by NCCL alone.
    #[config(default = false, reload = "restart")]
    pub disable_custom_all_reduce: bool,
    /// How many workers load weights at once.
    #[config(range(1..), reload = "restart")]
    pub max_parallel_loading_workers: Option<u32>,
}

/// How the load of experts is balanced.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct EplbConfig {
    /// How many steps are looked at.
    #[config(default = 1000, range(1..), unit = "steps", reload = "restart")]
    pub window_size: u64,
    /// After how many steps experts are moved.
    #[config(default = 3000, range(1..), unit = "steps", reload = "restart")]
    pub step_interval: u64,
    /// How many experts are copied.
    #[config(default = 0, reload = "restart")]
    pub num_redundant_experts: u32,
    /// Further settings.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// What runs the copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum DataParallelBackend {
    /// Processes of this machine.
    #[config(rename = "mp")]
    Mp,
    /// Ray.
    #[config(rename = "ray")]
    Ray,
}

/// How processors exchange what belongs to experts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum All2All {
    /// Gone; use `allgather_reducescatter`.
    #[config(rename = "naive")]
    Naive,
    /// Gone; use `deepep_low_latency`.
    #[config(rename = "pplx")]
    Pplx,
    /// With deepep_high_throughput.
    #[config(rename = "deepep_high_throughput")]
    DeepepHighThroughput,
    /// With deepep_low_latency.
    #[config(rename = "deepep_low_latency")]
    DeepepLowLatency,
    /// With deepep_v2.
    #[config(rename = "deepep_v2")]
    DeepepV2,
    /// With mori_high_throughput.
    #[config(rename = "mori_high_throughput")]
    MoriHighThroughput,
    /// With mori_low_latency.
    #[config(rename = "mori_low_latency")]
    MoriLowLatency,
    /// With moonep.
    #[config(rename = "moonep")]
    Moonep,
    /// With nixl_ep.
    #[config(rename = "nixl_ep")]
    NixlEp,
    /// The default, everywhere.
    #[config(rename = "allgather_reducescatter")]
    AllgatherReducescatter,
    /// With flashinfer_all2allv.
    #[config(rename = "flashinfer_all2allv")]
    FlashinferAll2allv,
    /// With flashinfer_nvlink_two_sided.
    #[config(rename = "flashinfer_nvlink_two_sided")]
    FlashinferNvlinkTwoSided,
    /// With flashinfer_nvlink_one_sided.
    #[config(rename = "flashinfer_nvlink_one_sided")]
    FlashinferNvlinkOneSided,
    /// With passthrough.
    #[config(rename = "passthrough")]
    Passthrough,
}
