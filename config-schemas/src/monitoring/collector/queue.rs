//! The queue in front of an exporter, and how sending is repeated.

use config_core::ServiceConfig;

use super::duration::{distinct, not_negative};
use crate::monitoring::given;
use crate::value::GoDuration;

/// The queue in front of an exporter.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.num_consumers > 0 || !self.enabled, "num_consumers must be positive", code = "OTEL-055"),
    check(self.queue_size > 0 || !self.enabled, "queue_size must be positive", code = "OTEL-055"),
    check(!self.wait_for_result || !given(&self.storage) || !self.enabled, "wait_for_result cannot be combined with storage", code = "OTEL-055"),
    check(counts(&self.batch, self.sizer) || !self.enabled, "batch cannot count requests: its sizer must be items or bytes", code = "OTEL-055"),
    check(fits(&self.batch, self.sizer, self.queue_size) || !self.enabled, "batch.min_size must be less than or equal to queue_size", code = "OTEL-055"),
)]
pub struct SendingQueue {
    /// Whether there is one.
    #[config(default = true)]
    pub enabled: bool,
    /// How many send at once.
    #[config(default = 10)]
    pub num_consumers: i64,
    /// How much it holds.
    #[config(default = 1000)]
    pub queue_size: i64,
    /// What is counted; requests by default.
    pub sizer: Option<Sizer>,
    /// Whether it is waited for what becomes of it.
    #[config(default = false)]
    pub wait_for_result: bool,
    /// Whether it is waited for room.
    #[config(default = false)]
    pub block_on_overflow: bool,
    /// Whether it is waited for room; use `block_on_overflow` instead.
    pub blocking: Option<bool>,
    /// Extension that keeps it on the disk.
    pub storage: Option<String>,
    /// What is sent together.
    pub batch: Option<QueueBatch>,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum Sizer {
    /// Requests.
    Requests,
    /// Spans, points and lines.
    Items,
    /// Bytes.
    Bytes,
}

/// What a queue sends together.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.flush_timeout.nanoseconds() > 0, "flush_timeout must be positive", code = "OTEL-055"),
    check(self.max_size == 0 || self.max_size >= self.min_size, "max_size must be greater or equal to min_size", code = "OTEL-055"),
)]
pub struct QueueBatch {
    /// How long the first waits for others.
    #[config(default = "200ms")]
    pub flush_timeout: GoDuration,
    /// What is counted; what the queue counts where that is given, or items.
    pub sizer: Option<Sizer>,
    /// How much is sent as soon as it is there.
    #[config(default = 8192, range(0..))]
    pub min_size: i64,
    /// Most that is sent at once; 0 for no limit.
    #[config(default = 0, range(0..))]
    pub max_size: i64,
    /// What is kept apart.
    #[config(default)]
    pub partition: QueuePartition,
}

/// What is kept apart.
#[derive(Clone, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub struct QueuePartition {
    /// Keys of requests that are kept apart, in any case.
    #[config(default = [], validate(distinct))]
    pub metadata_keys: Vec<String>,
}

/// What a batch counts, where there is one.
fn batch_sizer(batch: &Option<QueueBatch>, sizer: Option<Sizer>) -> Option<Sizer> {
    batch.as_ref().map(|batch| batch.sizer.or(sizer).unwrap_or(Sizer::Items))
}

fn counts(batch: &Option<QueueBatch>, sizer: Option<Sizer>) -> bool {
    batch_sizer(batch, sizer) != Some(Sizer::Requests)
}

/// Where queue and batch count the same, a batch must fit into the queue.
fn fits(batch: &Option<QueueBatch>, sizer: Option<Sizer>, size: i64) -> bool {
    let own = sizer.unwrap_or(Sizer::Requests);
    let same = own != Sizer::Requests && batch_sizer(batch, sizer) == Some(own);
    !same || batch.as_ref().is_none_or(|batch| batch.min_size <= size)
}

/// How sending is repeated.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(!self.enabled || long_enough(&self.max_elapsed_time, &self.initial_interval), "max_elapsed_time must not be less than initial_interval", code = "OTEL-055"),
    check(!self.enabled || long_enough(&self.max_elapsed_time, &self.max_interval), "max_elapsed_time must not be less than max_interval", code = "OTEL-055"),
)]
pub struct RetryOnFailure {
    /// Whether it is.
    #[config(default = true)]
    pub enabled: bool,
    /// First pause.
    #[config(default = "5s", validate(not_negative))]
    pub initial_interval: GoDuration,
    /// How much chance there is in a pause.
    #[config(default = 0.5, range(0.0..=1.0))]
    pub randomization_factor: f64,
    /// How pauses grow.
    #[config(default = 1.5, range(0.0..))]
    pub multiplier: f64,
    /// Longest pause.
    #[config(default = "30s", validate(not_negative))]
    pub max_interval: GoDuration,
    /// When telemetry is given up; 0 for never.
    #[config(default = "5m", validate(not_negative))]
    pub max_elapsed_time: GoDuration,
}

/// Nothing is given up before it was tried again; 0 stands for never.
fn long_enough(most: &GoDuration, pause: &GoDuration) -> bool {
    most.nanoseconds() == 0 || most.nanoseconds() >= pause.nanoseconds()
}
