//! The storage, as far as it can be changed without a restart.

use config_core::ServiceConfig;

use crate::value::{PrometheusDuration, PrometheusSize};

/// The storage.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Storage {
    /// The database of series.
    #[config(default)]
    pub tsdb: Tsdb,
    /// Exemplars.
    pub exemplars: Option<Exemplars>,
}

/// The database of series.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Tsdb {
    /// How old samples may be that come out of order.
    #[config(default = "0s")]
    pub out_of_order_time_window: PrometheusDuration,
    /// Share of stale series above which they are compacted.
    #[config(default = 0.0, range(0.0..=1.0), since = "3.10")]
    pub stale_series_compaction_threshold: f64,
    /// How long samples are kept.
    #[config(default)]
    pub retention: Retention,
    /// How samples are encoded.
    #[config(default)]
    pub chunk_encoding: ChunkEncoding,
}

/// How long samples are kept: until the first limit is reached.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Retention {
    /// Age.
    pub time: Option<PrometheusDuration>,
    /// Size of all blocks.
    pub size: Option<PrometheusSize>,
    /// Share of the disk.
    #[config(range(0.0..=100.0), unit = "percent", since = "3.11")]
    pub percentage: Option<f64>,
}

/// How samples are encoded.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ChunkEncoding {
    /// Encoding of floating-point samples.
    #[config(since = "3.13")]
    pub floats: Option<FloatEncoding>,
}

/// Encoding of floating-point samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum FloatEncoding {
    /// The first one.
    Xor,
    /// With start timestamps.
    Xor2,
}

/// Exemplars.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Exemplars {
    /// How many are kept; below zero for none.
    #[config(default = 100_000)]
    pub max_exemplars: i64,
}
