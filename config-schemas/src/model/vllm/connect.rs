//! Drafting, and what leaves the engine: caches and events.

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

use crate::value::HumanInteger;

/// Drafting, and what leaves the engine.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ConnectArgs {
    /// Drafting of several tokens at once.
    #[config(reload = "restart")]
    pub speculative_config: Option<SpeculativeConfig>,
    /// Where caches are sent to or taken from.
    #[config(reload = "restart")]
    pub kv_transfer_config: Option<KvTransferConfig>,
    /// Where changes of the cache are told.
    #[config(reload = "restart")]
    pub kv_events_config: Option<KvEventsConfig>,
}

/// Drafting of several tokens at once.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(crate::monitoring::http::in_order(self.prompt_lookup_min, self.prompt_lookup_max),
          "prompt_lookup_min must not exceed prompt_lookup_max"),
)]
pub struct SpeculativeConfig {
    /// How tokens are drafted: `ngram`, `eagle`, `eagle3`, `mtp`, `dflash`, `draft_model` and others.
    #[config(reload = "restart")]
    pub method: Option<String>,
    /// The model that drafts.
    #[config(reload = "restart")]
    pub model: Option<String>,
    /// How many tokens are drafted.
    #[config(range(1..), unit = "tokens", reload = "restart")]
    pub num_speculative_tokens: Option<u32>,
    /// Over how many processors the drafting model is spread.
    #[config(range(1..), unit = "processors", reload = "restart")]
    pub draft_tensor_parallel_size: Option<u32>,
    /// Longest sequence of the drafting model.
    #[config(unit = "tokens", reload = "restart")]
    pub max_model_len: Option<HumanInteger>,
    /// Longest repetition that `ngram` looks for.
    #[config(range(1..), reload = "restart")]
    pub prompt_lookup_max: Option<u32>,
    /// Shortest repetition that `ngram` looks for.
    #[config(range(1..), reload = "restart")]
    pub prompt_lookup_min: Option<u32>,
    /// Further settings.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Where caches are sent to or taken from.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.kv_connector.is_none() || self.kv_role.is_some(), "kv_connector needs a kv_role", code = "VLLM-011"),
)]
pub struct KvTransferConfig {
    /// What moves caches, such as `NixlConnector` or `LMCacheConnectorV1`.
    #[config(reload = "restart")]
    pub kv_connector: Option<String>,
    /// Whether this instance gives caches, takes them, or both.
    #[config(reload = "restart")]
    pub kv_role: Option<KvRole>,
    /// Port of the connection.
    #[config(default = 14579, range(1..), reload = "restart")]
    pub kv_port: u16,
    /// What happens when a cache cannot be loaded.
    #[config(default = "fail", reload = "restart")]
    pub kv_load_failure_policy: LoadFailurePolicy,
    /// Settings of the connector.
    #[config(default, reload = "restart")]
    pub kv_connector_extra_config: BTreeMap<String, AnyValue>,
    /// Further settings.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Where changes of the cache are told.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct KvEventsConfig {
    /// Whether changes are told.
    #[config(default = false, reload = "restart")]
    pub enable_kv_cache_events: bool,
    /// How they are told.
    #[config(reload = "restart")]
    pub publisher: Option<Publisher>,
    /// Where they are told.
    #[config(default = "tcp://*:5557", reload = "restart")]
    pub endpoint: String,
    /// Further settings.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Whether an instance gives caches, takes them, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum KvRole {
    /// It gives.
    #[config(rename = "kv_producer")]
    KvProducer,
    /// It takes.
    #[config(rename = "kv_consumer")]
    KvConsumer,
    /// Both.
    #[config(rename = "kv_both")]
    KvBoth,
}

/// What happens when a cache cannot be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum LoadFailurePolicy {
    /// It is computed.
    #[config(rename = "recompute")]
    Recompute,
    /// The request fails.
    #[config(rename = "fail")]
    Fail,
}

/// How changes of the cache are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum Publisher {
    /// Not at all.
    #[config(rename = "null")]
    Null,
    /// With ZeroMQ.
    #[config(rename = "zmq")]
    Zmq,
}
