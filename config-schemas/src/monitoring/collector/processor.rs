//! Processors of the core.

use config_core::ServiceConfig;

use super::duration::{distinct, not_negative};
use crate::value::GoDuration;

/// The processor `memory_limiter`: it refuses telemetry when memory runs out.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.check_interval.nanoseconds() > 0, "check_interval must be greater than zero", code = "OTEL-055"),
    check(self.min_gc_interval_when_soft_limited >= self.min_gc_interval_when_hard_limited,
          "min_gc_interval_when_soft_limited must not be smaller than min_gc_interval_when_hard_limited", code = "OTEL-055"),
    check(self.limit_mib > 0 || self.limit_percentage > 0, "limit_mib or limit_percentage must be greater than zero", code = "OTEL-055"),
    check(self.spike_limit_mib == 0 || self.limit_mib == 0 || self.spike_limit_mib < self.limit_mib, "spike_limit_mib must be smaller than limit_mib", code = "OTEL-055"),
    check(self.spike_limit_percentage == 0 || self.limit_percentage == 0 || self.spike_limit_percentage < self.limit_percentage,
          "spike_limit_percentage must be smaller than limit_percentage", code = "OTEL-055"),
)]
pub struct MemoryLimiter {
    /// Time between two looks at the memory.
    pub check_interval: GoDuration,
    /// Most memory.
    #[config(default = 0, unit = "MiB")]
    pub limit_mib: u32,
    /// How much of it may come between two looks; a fifth by default.
    #[config(default = 0, unit = "MiB")]
    pub spike_limit_mib: u32,
    /// Most memory, of that of the machine.
    #[config(default = 0, range(..=100), unit = "percent")]
    pub limit_percentage: u32,
    /// How much of it may come between two looks.
    #[config(default = 0, range(..=100), unit = "percent")]
    pub spike_limit_percentage: u32,
    /// Time between two collections of garbage while memory runs short.
    #[config(default = "10s")]
    pub min_gc_interval_when_soft_limited: GoDuration,
    /// Time between two collections of garbage while memory has run out.
    #[config(default = "0s")]
    pub min_gc_interval_when_hard_limited: GoDuration,
}

/// The processor `batch`: it sends telemetry together.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.send_batch_max_size == 0 || self.send_batch_max_size >= self.send_batch_size,
          "send_batch_max_size must be greater or equal to send_batch_size", code = "OTEL-055"),
)]
pub struct Batch {
    /// How long the first waits for others.
    #[config(default = "200ms", validate(not_negative))]
    pub timeout: GoDuration,
    /// How many are sent as soon as they are there.
    #[config(default = 8192)]
    pub send_batch_size: u32,
    /// Most that are sent at once; 0 for no limit.
    #[config(default = 0)]
    pub send_batch_max_size: u32,
    /// Keys of requests that are kept apart, in any case.
    #[config(default = [], validate(distinct))]
    pub metadata_keys: Vec<String>,
    /// Most combinations of keys.
    #[config(default = 1000)]
    pub metadata_cardinality_limit: u32,
}
