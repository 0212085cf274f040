//! Which requests are computed together.

use config_core::ServiceConfig;

use crate::value::HumanInteger;

/// Which requests are computed together.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct SchedulerArgs {
    /// Most tokens of a step; 2048, 8192 or 16384 by default, by the memory of the processor.
    #[config(unit = "tokens", validate(at_least_one), reload = "restart")]
    pub max_num_batched_tokens: Option<HumanInteger>,
    /// Most requests of a step; 256 or 1024 by default, by the memory of the processor.
    #[config(range(1..), unit = "requests", reload = "restart")]
    pub max_num_seqs: Option<u32>,
    /// Most requests that have begun.
    #[config(range(1..), unit = "requests", reload = "restart")]
    pub max_num_active_seqs: Option<u32>,
    /// Most requests that wait; what comes more is answered with 503.
    #[config(unit = "requests", reload = "restart")]
    pub max_num_queued_reqs: Option<u32>,
    /// Most tokens that wait; what comes more is answered with 503.
    #[config(unit = "tokens", reload = "restart")]
    pub max_num_queued_tokens: Option<HumanInteger>,
    /// Whether long prompts are computed in parts; on where the model allows it.
    #[config(reload = "restart")]
    pub enable_chunked_prefill: Option<bool>,
    /// Length from which a prompt counts as long; 0 for none.
    #[config(default = 0, unit = "tokens", reload = "restart")]
    pub long_prefill_token_threshold: u64,
    /// Whether one medium is never computed in parts.
    #[config(default = false, reload = "restart")]
    pub disable_chunked_mm_input: bool,
    /// Whether all layers get a cache of the same size.
    #[config(reload = "restart")]
    pub disable_hybrid_kv_cache_manager: Option<bool>,
    /// Which request comes first.
    #[config(default = "fcfs", reload = "restart")]
    pub scheduling_policy: SchedulingPolicy,
    /// How many tokens are sent at once.
    #[config(default = 1, range(1..), unit = "tokens", reload = "restart")]
    pub stream_interval: u32,
    /// Share of the cache that is kept free.
    #[config(default = 0.0, range(0.0..1.0), reload = "restart")]
    pub watermark: f64,
    /// Whether the next step is prepared while one is computed; on where it is possible.
    #[config(reload = "restart")]
    pub async_scheduling: Option<bool>,
}

/// Which request comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum SchedulingPolicy {
    /// The one that came first.
    #[config(rename = "fcfs")]
    Fcfs,
    /// The one with the smallest priority, then the one that came first.
    #[config(rename = "priority")]
    Priority,
}

fn at_least_one(number: &Option<HumanInteger>) -> Result<(), &'static str> {
    match number {
        Some(number) if number.get() == 0 => Err("max_num_batched_tokens must be at least 1"),
        _ => Ok(()),
    }
}
