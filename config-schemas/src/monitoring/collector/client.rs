//! Exporters of the core.

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

use super::duration::optional_not_negative;
use super::queue::{RetryOnFailure, SendingQueue};
use super::tls::{ClientTls, CollectorAuth, Middleware};
use crate::monitoring::given;
use crate::value::GoDuration;

/// The exporter `otlp`, which is also called `otlp_grpc`.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Exporter {
    /// Where telemetry goes, with a port.
    #[config(length(1..), validate(target))]
    pub endpoint: String,
    /// Time after which sending has failed; 5s by default.
    #[config(validate(optional_not_negative))]
    pub timeout: Option<GoDuration>,
    /// TLS.
    pub tls: Option<ClientTls>,
    /// Further headers; a map, or a list of names and values.
    pub headers: Option<AnyValue>,
    /// Compression; gzip by default.
    #[config(pattern("^(gzip|zlib|deflate|snappy|zstd|lz4|x-snappy-framed|none|)$"))]
    pub compression: Option<String>,
    /// How long connections are kept.
    pub keepalive: Option<ClientKeepalive>,
    /// Size of the buffer for reading.
    pub read_buffer_size: Option<i64>,
    /// Size of the buffer for writing.
    pub write_buffer_size: Option<i64>,
    /// Whether it is waited for the connection.
    #[config(default = false)]
    pub wait_for_ready: bool,
    /// How requests are spread over servers.
    #[config(pattern(
        "^(|pick_first|round_robin|weighted_round_robin|least_request_experimental|ring_hash_experimental)$"
    ))]
    pub balancer_name: Option<String>,
    /// Name of the server in requests.
    pub authority: Option<String>,
    /// As whom one comes.
    pub auth: Option<CollectorAuth>,
    /// Extensions that see each request.
    #[config(default = [])]
    pub middlewares: Vec<Middleware>,
    /// The queue in front.
    pub sending_queue: Option<SendingQueue>,
    /// How sending is repeated.
    pub retry_on_failure: Option<RetryOnFailure>,
    /// What is sent together; use `sending_queue.batch` instead.
    pub batcher: Option<AnyValue>,
}

/// How long a client keeps connections.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ClientKeepalive {
    /// How long it is quiet before the server is asked whether it is there.
    pub time: Option<GoDuration>,
    /// How long it is waited for the answer.
    pub timeout: Option<GoDuration>,
    /// Whether it is asked without a stream.
    #[config(default = false)]
    pub permit_without_stream: bool,
}

/// The exporter `otlphttp`, which is also called `otlp_http`.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(given(&self.endpoint) || given(&self.traces_endpoint) || given(&self.metrics_endpoint) || given(&self.logs_endpoint) || given(&self.profiles_endpoint),
          "an exporter needs an endpoint"),
    check(level_fits(&self.compression, &self.compression_params), "compression_params.level is none of this compression", code = "OTEL-055"),
)]
pub struct HttpExporter {
    /// Where telemetry goes.
    pub endpoint: Option<String>,
    /// Where traces go.
    pub traces_endpoint: Option<String>,
    /// Where metrics go.
    pub metrics_endpoint: Option<String>,
    /// Where logs go.
    pub logs_endpoint: Option<String>,
    /// Where profiles go.
    pub profiles_endpoint: Option<String>,
    /// How telemetry is written: `proto` or `json`.
    #[config(default = "proto", pattern("^(proto|json)$"))]
    pub encoding: String,
    /// Time after which sending has failed; 30s by default.
    pub timeout: Option<GoDuration>,
    /// A proxy.
    pub proxy_url: Option<String>,
    /// TLS.
    pub tls: Option<ClientTls>,
    /// Further headers; a map, or a list of names and values.
    pub headers: Option<AnyValue>,
    /// Compression; gzip by default.
    #[config(pattern("^(gzip|zlib|deflate|snappy|zstd|lz4|x-snappy-framed|none|)$"))]
    pub compression: Option<String>,
    /// How hard it is compressed.
    pub compression_params: Option<CompressionLevel>,
    /// Size of the buffer for reading.
    pub read_buffer_size: Option<i64>,
    /// Size of the buffer for writing.
    pub write_buffer_size: Option<i64>,
    /// Most idle connections.
    pub max_idle_conns: Option<i64>,
    /// Most idle connections of a server.
    pub max_idle_conns_per_host: Option<i64>,
    /// Most connections of a server.
    pub max_conns_per_host: Option<i64>,
    /// How long a connection may be idle.
    pub idle_conn_timeout: Option<GoDuration>,
    /// Whether connections are not kept.
    #[config(default = false)]
    pub disable_keep_alives: bool,
    /// How long HTTP/2 is quiet before the server is asked whether it is there.
    pub http2_read_idle_timeout: Option<GoDuration>,
    /// How long it is waited for the answer.
    pub http2_ping_timeout: Option<GoDuration>,
    /// Whether HTTP/2 is tried.
    pub force_attempt_http2: Option<bool>,
    /// What is done with cookies.
    #[config(default)]
    pub cookies: BTreeMap<String, AnyValue>,
    /// As whom one comes.
    pub auth: Option<CollectorAuth>,
    /// Extensions that see each request.
    #[config(default = [])]
    pub middlewares: Vec<Middleware>,
    /// The queue in front.
    pub sending_queue: Option<SendingQueue>,
    /// How sending is repeated.
    pub retry_on_failure: Option<RetryOnFailure>,
    /// What is sent together; use `sending_queue.batch` instead.
    pub batcher: Option<AnyValue>,
}

/// How hard something is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub struct CompressionLevel {
    /// Level; that of the compression by default.
    #[config(default = 0)]
    pub level: i64,
}

/// The exporter `debug`.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct DebugExporter {
    /// How much is told: `basic`, `normal` or `detailed`.
    #[config(default = "basic", validate(verbosity))]
    pub verbosity: String,
    /// How much of each second is told first.
    #[config(default = 2)]
    pub sampling_initial: i64,
    /// Every how manieth is told then.
    #[config(default = 1)]
    pub sampling_thereafter: i64,
    /// Whether the collector's own log is used.
    #[config(default = true)]
    pub use_internal_logger: bool,
    /// Where else it is told.
    #[config(default = [])]
    pub output_paths: Vec<String>,
    /// Which attributes are told.
    pub output: Option<AnyValue>,
    /// The queue in front.
    pub sending_queue: Option<SendingQueue>,
}

/// A target of gRPC needs a port.
fn target(endpoint: &str) -> Result<(), &'static str> {
    if endpoint.starts_with("unix:") {
        return Ok(());
    }
    let address = ["http://", "https://", "dns:///", "dns://"]
        .into_iter()
        .find_map(|scheme| endpoint.strip_prefix(scheme))
        .unwrap_or(endpoint);
    match address.rsplit_once(':') {
        Some((_, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => Ok(()),
        Some((_, port)) if !port.contains(']') && !port.starts_with('/') => {
            Err("the port of endpoint is not a number")
        }
        _ => Err("endpoint needs a port, as in collector:4317"),
    }
}

fn level_fits(compression: &Option<String>, params: &Option<CompressionLevel>) -> bool {
    let level = params.map_or(0, |params| params.level);
    match compression.as_deref().unwrap_or("gzip") {
        "gzip" | "zlib" | "deflate" => (-2..=9).contains(&level),
        "zstd" => true,
        _ => level == 0,
    }
}

fn verbosity(verbosity: &str) -> Result<(), &'static str> {
    match ["basic", "normal", "detailed"].iter().any(|level| verbosity.eq_ignore_ascii_case(level)) {
        true => Ok(()),
        false => Err("verbosity is none of basic, normal and detailed"),
    }
}
