//! Persistence of NATS.

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

/// Persistence. `jetstream: enabled` in a file is a section without settings.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct JetStream {
    /// Whether it is on.
    #[config(default = true)]
    pub enabled: bool,
    /// Directory of the data.
    #[config(alias = "storedir", reload = "restart")]
    pub store_dir: Option<String>,
    /// Most memory; by default three quarters of what there is.
    #[config(alias = "max_mem", alias = "max_mem_store", range(-1..), unit = "bytes")]
    pub max_memory_store: Option<i64>,
    /// Most room on the disk.
    #[config(alias = "max_file", range(-1..), unit = "bytes")]
    pub max_file_store: Option<i64>,
    /// Domain.
    #[config(pattern("^[^ \\t\\r\\n.*>]+$"))]
    pub domain: Option<String>,
    /// Limits of the server; they are not those of accounts.
    pub limits: Option<JetStreamLimits>,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Limits of a server's persistence.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct JetStreamLimits {
    /// Most messages that a consumer may leave unacknowledged.
    pub max_ack_pending: Option<i64>,
    /// Most replicas of a stream.
    pub max_ha_assets: Option<i64>,
    /// Most messages of one request.
    pub max_request_batch: Option<i64>,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}
