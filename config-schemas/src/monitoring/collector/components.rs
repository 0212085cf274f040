//! Components of the core.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

use crate::monitoring::http::in_order;
use crate::value::GoDuration;

/// The processor `memory_limiter`: it refuses telemetry when memory runs out.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(is_positive(&self.check_interval), "check_interval must be greater than zero", code = "OTEL-055"),
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
    pub limit_mib: u64,
    /// How much of it may come between two looks; a fifth by default.
    #[config(default = 0, unit = "MiB")]
    pub spike_limit_mib: u64,
    /// Most memory, of that of the machine.
    #[config(default = 0, range(..=100), unit = "percent")]
    pub limit_percentage: u32,
    /// How much of it may come between two looks.
    #[config(default = 0, range(..=100), unit = "percent")]
    pub spike_limit_percentage: u32,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
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
    pub send_batch_size: u64,
    /// Most that are sent at once; 0 for no limit.
    #[config(default = 0)]
    pub send_batch_max_size: u64,
    /// Keys of requests that are kept apart.
    #[config(default = [])]
    pub metadata_keys: Vec<String>,
    /// Most combinations of keys.
    #[config(default = 1000)]
    pub metadata_cardinality_limit: u64,
}

/// The receiver `otlp`.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct OtlpReceiver {
    /// What is spoken.
    pub protocols: OtlpProtocols,
}

/// What the receiver `otlp` speaks.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct OtlpProtocols {
    /// gRPC, at `localhost:4317` by default.
    pub grpc: Option<ServerProtocol>,
    /// HTTP, at `localhost:4318` by default.
    pub http: Option<ServerProtocol>,
}

/// A server.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ServerProtocol {
    /// Address to listen on.
    #[config(pattern(":"))]
    pub endpoint: Option<String>,
    /// What lies below.
    #[config(pattern("^(tcp|tcp4|tcp6|unix|unixgram|unixpacket|udp|udp4|udp6|ip|ip4|ip6)$"))]
    pub transport: Option<String>,
    /// TLS.
    pub tls: Option<TlsSettings>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// TLS.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(!(self.ca_file.is_some() && self.ca_pem.is_some()), "at most one of ca_file and ca_pem may be given"),
    check(self.cert_file.is_none() && self.cert_pem.is_none() || self.key_file.is_some() || self.key_pem.is_some(), "a certificate needs key_file or key_pem", code = "OTEL-024"),
    check(self.key_file.is_none() && self.key_pem.is_none() || self.cert_file.is_some() || self.cert_pem.is_some(), "a key needs cert_file or cert_pem", code = "OTEL-024"),
    check(in_order(self.min_version.as_deref(), self.max_version.as_deref()), "min_version must not exceed max_version", code = "OTEL-024"),
)]
pub struct TlsSettings {
    /// A file with authorities.
    pub ca_file: Option<String>,
    /// Authorities, as text.
    pub ca_pem: Option<String>,
    /// A file with the certificate.
    pub cert_file: Option<String>,
    /// The certificate, as text.
    pub cert_pem: Option<String>,
    /// A file with the key.
    pub key_file: Option<String>,
    /// The key, as text.
    pub key_pem: Option<Secret<String>>,
    /// A file with the authorities of clients.
    pub client_ca_file: Option<String>,
    /// Oldest version; 1.2 by default.
    #[config(pattern("^1\\.[0-3]$"))]
    pub min_version: Option<String>,
    /// Newest version.
    #[config(pattern("^1\\.[0-3]$"))]
    pub max_version: Option<String>,
    /// Whether there is no TLS.
    #[config(default = false)]
    pub insecure: bool,
    /// Whether the certificate of the other side is not checked.
    #[config(default = false)]
    pub insecure_skip_verify: bool,
    /// Name that the certificate must have.
    pub server_name_override: Option<String>,
    /// How often files are read again.
    pub reload_interval: Option<GoDuration>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// What the exporters `otlp` and `otlphttp` have in common.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.endpoint.is_some() || self.traces_endpoint.is_some() || self.metrics_endpoint.is_some() || self.logs_endpoint.is_some(),
          "an exporter needs an endpoint"),
)]
pub struct Exporter {
    /// Where telemetry goes.
    #[config(length(1..))]
    pub endpoint: Option<String>,
    /// Where traces go, for `otlphttp`.
    pub traces_endpoint: Option<String>,
    /// Where metrics go, for `otlphttp`.
    pub metrics_endpoint: Option<String>,
    /// Where logs go, for `otlphttp`.
    pub logs_endpoint: Option<String>,
    /// Time after which sending has failed.
    #[config(validate(optional_not_negative))]
    pub timeout: Option<GoDuration>,
    /// TLS.
    pub tls: Option<TlsSettings>,
    /// Further headers.
    pub headers: Option<AnyValue>,
    /// Compression.
    #[config(pattern("^(gzip|zlib|deflate|snappy|zstd|lz4|x-snappy-framed|none|)$"))]
    pub compression: Option<String>,
    /// The queue in front.
    pub sending_queue: Option<SendingQueue>,
    /// How sending is repeated.
    pub retry_on_failure: Option<RetryOnFailure>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// The queue in front of an exporter.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.num_consumers > 0 || !self.enabled, "num_consumers must be positive", code = "OTEL-055"),
    check(self.queue_size > 0 || !self.enabled, "queue_size must be positive", code = "OTEL-055"),
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
    /// Extension that keeps it on the disk.
    pub storage: Option<String>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
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

fn is_positive(duration: &GoDuration) -> bool {
    duration.nanoseconds() > 0
}

fn not_negative(duration: &GoDuration) -> Result<(), &'static str> {
    if duration.nanoseconds() < 0 { Err("the duration must not be negative") } else { Ok(()) }
}

fn optional_not_negative(duration: &Option<GoDuration>) -> Result<(), &'static str> {
    duration.as_ref().map_or(Ok(()), not_negative)
}

/// Nothing is given up before it was tried again; 0 stands for never.
fn long_enough(most: &GoDuration, pause: &GoDuration) -> bool {
    most.nanoseconds() == 0 || most.nanoseconds() >= pause.nanoseconds()
}
