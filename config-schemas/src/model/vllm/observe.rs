//! What the server tells about itself.

use std::collections::BTreeMap;

use config_core::ServiceConfig;

use super::text::are_buckets;
use crate::value::OneOrMany;

/// What the server tells about itself.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(!self.enable_log_outputs || self.enable_log_requests, "enable_log_outputs needs enable_log_requests", code = "VLLM-010"),
    check(!(self.enable_per_request_metrics && self.disable_log_stats), "enable_per_request_metrics cannot be combined with disable_log_stats", code = "VLLM-010"),
    check(self.collect_detailed_traces.is_empty() || self.otlp_traces_endpoint.is_some(),
          "collect_detailed_traces needs an otlp_traces_endpoint"),
)]
pub struct ObserveArgs {
    /// How much the server in front writes.
    #[config(default = "info", reload = "restart")]
    pub uvicorn_log_level: LogLevel,
    /// Whether requests are not written down.
    #[config(default = false, reload = "restart")]
    pub disable_uvicorn_access_log: bool,
    /// Whether prompts are written down.
    #[config(default = false, reload = "restart")]
    pub enable_log_requests: bool,
    /// Whether answers are written down.
    #[config(default = false, reload = "restart")]
    pub enable_log_outputs: bool,
    /// Most of a prompt that is written down.
    #[config(unit = "characters", reload = "restart")]
    pub max_log_len: Option<u32>,
    /// Whether statistics are not written down.
    #[config(default = false, reload = "restart")]
    pub disable_log_stats: bool,
    /// Where traces go.
    #[config(reload = "restart")]
    pub otlp_traces_endpoint: Option<String>,
    /// Which parts are traced in detail.
    #[config(default, reload = "restart")]
    pub collect_detailed_traces: OneOrMany<TraceModule>,
    /// Version whose old metrics are shown.
    #[config(reload = "restart")]
    pub show_hidden_metrics_for_version: Option<String>,
    /// Whether answers tell how they were computed.
    #[config(default = false, reload = "restart")]
    pub enable_per_request_metrics: bool,
    /// Whether the life of blocks is measured.
    #[config(default = false, reload = "restart")]
    pub kv_cache_metrics: bool,
    /// Share of blocks that are measured.
    #[config(default = 0.01, range(0.0..=1.0), reload = "restart")]
    pub kv_cache_metrics_sample: f64,
    /// Limits of histograms, by family; each list rises, from above 0.
    #[config(default, validate(are_buckets), reload = "restart")]
    pub custom_histogram_buckets: BTreeMap<String, Vec<f64>>,
}

/// How much is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum LogLevel {
    /// What ends the server.
    #[config(rename = "critical")]
    Critical,
    /// What went wrong.
    #[config(rename = "error")]
    Error,
    /// What may go wrong.
    #[config(rename = "warning")]
    Warning,
    /// What happens.
    #[config(rename = "info")]
    Info,
    /// Everything.
    #[config(rename = "debug")]
    Debug,
    /// More than everything.
    #[config(rename = "trace")]
    Trace,
}

/// A part that is traced in detail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum TraceModule {
    /// The model.
    #[config(rename = "model")]
    Model,
    /// The workers.
    #[config(rename = "worker")]
    Worker,
    /// Both.
    #[config(rename = "all")]
    All,
}
