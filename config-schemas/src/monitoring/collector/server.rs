//! The receiver `otlp`.

use std::collections::BTreeMap;

use config_core::{Secret, ServiceConfig};

use super::tls::{CollectorAuth, Middleware, ServerTls};
use crate::value::GoDuration;

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
    pub grpc: Option<GrpcServer>,
    /// HTTP, at `localhost:4318` by default.
    pub http: Option<HttpServer>,
}

/// A server of gRPC.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(fits(&self.endpoint, &self.transport), "endpoint needs a port, as in localhost:4317", code = "OTEL-055"),
)]
pub struct GrpcServer {
    /// Address to listen on; a path where transport is unix.
    pub endpoint: Option<String>,
    /// What lies below; tcp by default.
    #[config(pattern("^(tcp|tcp4|tcp6|unix|unixgram|unixpacket|udp|udp4|udp6|ip|ip4|ip6)$"))]
    pub transport: Option<String>,
    /// How others are called.
    #[config(default)]
    pub dialer: Dialer,
    /// TLS.
    pub tls: Option<ServerTls>,
    /// Largest message; 4 by default.
    #[config(default = 0, unit = "MiB", range(0..=8796093022207))]
    pub max_recv_msg_size_mib: i64,
    /// Most streams of a connection; 0 for no limit.
    #[config(default = 0)]
    pub max_concurrent_streams: u32,
    /// Size of the buffer for reading.
    #[config(default = 524288, range(0..))]
    pub read_buffer_size: i64,
    /// Size of the buffer for writing.
    #[config(default = 0, range(0..))]
    pub write_buffer_size: i64,
    /// How long connections are kept.
    #[config(default)]
    pub keepalive: ServerKeepalive,
    /// Who may come in.
    pub auth: Option<CollectorAuth>,
    /// Whether headers of requests are handed on.
    #[config(default = false)]
    pub include_metadata: bool,
    /// Extensions that see each request.
    #[config(default = [])]
    pub middlewares: Vec<Middleware>,
}

/// How others are called.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Dialer {
    /// Time after which a call has failed.
    pub timeout: Option<GoDuration>,
}

/// How long a server keeps connections.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ServerKeepalive {
    /// What the server does.
    #[config(default)]
    pub server_parameters: KeepaliveParameters,
    /// What the server asks of clients.
    #[config(default)]
    pub enforcement_policy: KeepalivePolicy,
}

/// What a server does to keep connections.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct KeepaliveParameters {
    /// How long a connection may be idle.
    pub max_connection_idle: Option<GoDuration>,
    /// How long a connection may last.
    pub max_connection_age: Option<GoDuration>,
    /// How long requests of such a connection may go on.
    pub max_connection_age_grace: Option<GoDuration>,
    /// How long it is quiet before the client is asked whether it is there.
    pub time: Option<GoDuration>,
    /// How long it is waited for the answer.
    pub timeout: Option<GoDuration>,
}

/// What a server asks of clients that keep connections.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct KeepalivePolicy {
    /// Time between two questions of a client.
    pub min_time: Option<GoDuration>,
    /// Whether it may ask without a stream.
    #[config(default = false)]
    pub permit_without_stream: bool,
}

/// A server of HTTP.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(fits(&self.endpoint, &self.transport), "endpoint needs a port, as in localhost:4318", code = "OTEL-055"),
    check(!self.include_tls_metadata || self.tls.is_some(), "include_tls_metadata needs tls", code = "OTEL-055"),
)]
pub struct HttpServer {
    /// Address to listen on; a path where transport is unix.
    pub endpoint: Option<String>,
    /// What lies below; tcp by default.
    #[config(pattern("^(tcp|tcp4|tcp6|unix|unixgram|unixpacket|udp|udp4|udp6|ip|ip4|ip6)$"))]
    pub transport: Option<String>,
    /// How others are called.
    #[config(default)]
    pub dialer: Dialer,
    /// TLS.
    pub tls: Option<ServerTls>,
    /// Pages that may call.
    pub cors: Option<Cors>,
    /// Who may come in.
    pub auth: Option<CollectorAuth>,
    /// Largest request; 20 MiB by default.
    #[config(default = 0, unit = "bytes")]
    pub max_request_body_size: i64,
    /// Whether headers of requests are handed on.
    #[config(default = false)]
    pub include_metadata: bool,
    /// Whether facts of the connection are handed on.
    #[config(default = false)]
    pub include_tls_metadata: bool,
    /// Headers of answers.
    #[config(default)]
    pub response_headers: BTreeMap<String, Secret<String>>,
    /// Compressions that are understood.
    #[config(default = [])]
    pub compression_algorithms: Vec<String>,
    /// How long a request is read.
    pub read_timeout: Option<GoDuration>,
    /// How long the headers of a request are read.
    pub read_header_timeout: Option<GoDuration>,
    /// How long an answer is written.
    pub write_timeout: Option<GoDuration>,
    /// How long a connection may be idle.
    pub idle_timeout: Option<GoDuration>,
    /// Whether connections are kept.
    #[config(default = true)]
    pub keep_alives_enabled: bool,
    /// Extensions that see each request.
    #[config(default = [])]
    pub middlewares: Vec<Middleware>,
    /// Path of traces.
    #[config(default = "/v1/traces", length(1..))]
    pub traces_url_path: String,
    /// Path of metrics.
    #[config(default = "/v1/metrics", length(1..))]
    pub metrics_url_path: String,
    /// Path of logs.
    #[config(default = "/v1/logs", length(1..))]
    pub logs_url_path: String,
}

/// Pages that may call a server.
#[derive(Clone, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub struct Cors {
    /// Where they are from; `*` for anything.
    #[config(default = [])]
    pub allowed_origins: Vec<String>,
    /// Headers that they may send.
    #[config(default = [])]
    pub allowed_headers: Vec<String>,
    /// Headers that they may see.
    #[config(default = [])]
    pub exposed_headers: Vec<String>,
    /// How long a browser remembers this.
    #[config(default = 0, unit = "seconds")]
    pub max_age: i64,
}

/// Whether an address has a port, unless it is a path.
fn fits(endpoint: &Option<String>, transport: &Option<String>) -> bool {
    let is_path = transport.as_deref().is_some_and(|transport| transport.starts_with("unix"));
    is_path || endpoint.as_deref().is_none_or(|endpoint| endpoint.contains(':'))
}
