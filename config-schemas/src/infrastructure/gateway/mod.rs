//! The gateway in front of services. One model for Envoy Gateway, Kong and Traefik, whose names differ.

mod authentication;
mod limit;
mod tls;

pub use authentication::{ApiKeyPlace, ApiKeys, Authentication, Jwt, OpenIdConnect};
pub use limit::{CircuitBreaker, LimitScope, LimitUnit, RateLimit, RateLimitKey, TokenCost};
pub use tls::{ClientCertificates, GatewayTls, TlsVersion};

use std::time::Duration;

use config_core::{ByteSize, ServiceConfig};

use crate::value::{Cidr, DnsLabel};

/// A gateway in front of services (defaults of Envoy where a field has one).
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Gateway {
    /// Ports that it opens.
    #[config(length(1..=64), merge = "keyed", key = "name")]
    pub listeners: Vec<Listener>,
    /// Which requests go where; the first that fits counts.
    #[config(default = [], length(..=1024), merge = "keyed", key = "name")]
    pub routes: Vec<Route>,
    /// Time limits of all routes.
    #[config(default)]
    pub timeouts: Timeouts,
    /// What happens when a service fails.
    #[config(default)]
    pub retries: Retries,
    /// Limits of requests.
    #[config(default = [], length(..=256))]
    pub rate_limits: Vec<RateLimit>,
    /// When a service is left alone.
    #[config(default)]
    pub circuit_breaker: CircuitBreaker,
    /// Which browsers may call.
    pub cors: Option<Cors>,
    /// Who may call.
    #[config(default)]
    pub authentication: Authentication,
    /// Largest request body.
    #[config(default = "32MiB", range("1KiB"..="16GiB"))]
    pub max_body: ByteSize,
    /// Proxies in front of it that are believed.
    #[config(default = 0, range(0..=16))]
    pub trusted_hops: u8,
    /// Addresses of proxies that are believed.
    #[config(default = [])]
    pub trusted_ranges: Vec<Cidr>,
}

/// A port that a gateway opens.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.protocol != ListenerProtocol::Https || self.tls.is_some(), "a listener for HTTPS needs tls", code = "GW-024"),
)]
pub struct Listener {
    /// Its name.
    pub name: DnsLabel,
    /// Its number.
    #[config(range(1..), reload = "restart")]
    pub port: u16,
    /// What is spoken.
    #[config(default = "HTTP")]
    pub protocol: ListenerProtocol,
    /// Host that is served; all when absent. `*.` at its beginning stands for any label.
    #[config(pattern("^(\\*\\.)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?$"))]
    pub hostname: Option<String>,
    /// Encryption.
    pub tls: Option<GatewayTls>,
}

/// What is spoken at a listener.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "SCREAMING_SNAKE_CASE", write)]
pub enum ListenerProtocol {
    /// HTTP, not encrypted.
    Http,
    /// HTTP, encrypted.
    Https,
    /// gRPC.
    Grpc,
}

/// Which requests go where.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Route {
    /// Its name.
    pub name: DnsLabel,
    /// Beginning of the path.
    #[config(default = "/", pattern("^/"))]
    pub path: String,
    /// Hosts; all when empty.
    #[config(default = [])]
    pub hostnames: Vec<String>,
    /// Methods; all when empty.
    #[config(default = [], pattern("^[A-Z]+$"))]
    pub methods: Vec<String>,
    /// Names of models, for routes that look into requests.
    #[config(default = [])]
    pub models: Vec<String>,
    /// Services behind it.
    #[config(length(1..=64))]
    pub backends: Vec<Backend>,
    /// Time limits of its own.
    pub timeouts: Option<Timeouts>,
    /// What happens when a service fails.
    pub retries: Option<Retries>,
    /// Limits of requests and tokens of its own, besides those of the gateway.
    #[config(default = [], length(..=256))]
    pub rate_limits: Vec<RateLimit>,
}

/// A service behind a route.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Backend {
    /// Name of the service in the environment.
    pub service: DnsLabel,
    /// Which of its endpoints; the first one by default.
    pub endpoint: Option<DnsLabel>,
    /// Share of the requests, against the others.
    #[config(default = 1, range(0..=1_000_000))]
    pub weight: u32,
}

/// Time limits.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.stream_idle <= self.connection_idle, "stream_idle must not exceed connection_idle", code = "GW-067"),
)]
pub struct Timeouts {
    /// To open a connection to a service.
    #[config(default = "10s", range("1ms"..="10m"))]
    pub connect: Duration,
    /// Of a whole request; 0 is none.
    #[config(default = "60s", range("0"..="24h"))]
    pub request: Duration,
    /// Of a whole stream; 0 is none.
    #[config(default = "0", range("0"..="24h"))]
    pub max_stream_duration: Duration,
    /// Between two requests of a connection.
    #[config(default = "1h", range("0"..="24h"))]
    pub connection_idle: Duration,
    /// Between two parts of a stream.
    #[config(default = "5m", range("0"..="24h"))]
    pub stream_idle: Duration,
}

/// What happens when a service fails.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.backoff_base <= self.backoff_max, "backoff_base must not exceed backoff_max", code = "GW-067"),
)]
pub struct Retries {
    /// Further attempts after the first.
    #[config(default = 2, range(0..=100))]
    pub attempts: u8,
    /// Time limit of one attempt; that of the request by default.
    #[config(range("1ms"..="24h"))]
    pub per_try: Option<Duration>,
    /// First pause; each further one is twice as long.
    #[config(default = "25ms", range("1ms"..="1m"), effective_when(self.attempts > 0))]
    pub backoff_base: Duration,
    /// Longest pause.
    #[config(default = "250ms", range("1ms"..="10m"), effective_when(self.attempts > 0))]
    pub backoff_max: Duration,
}

/// Which browsers may call.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(!self.allow_credentials || !self.allowed_origins.iter().any(|origin| origin == "*"),
          "allow_credentials excludes the origin *", code = "GW-061"),
)]
pub struct Cors {
    /// Origins that may call; `*` is all.
    #[config(length(1..), pattern("^(\\*|[a-z][a-z0-9+.-]*://(\\*\\.)?[A-Za-z0-9.-]+(:[0-9]{1,5})?)$"))]
    pub allowed_origins: Vec<String>,
    /// Methods that they may use.
    #[config(default = ["GET", "POST"])]
    pub allowed_methods: Vec<String>,
    /// Headers that they may send.
    #[config(default = [])]
    pub allowed_headers: Vec<String>,
    /// Headers that they may read.
    #[config(default = [])]
    pub exposed_headers: Vec<String>,
    /// How long the answer counts.
    #[config(default = "5s", range("0"..="24h"))]
    pub max_age: Duration,
    /// Whether cookies may be sent.
    #[config(default = false, not_secret)]
    pub allow_credentials: bool,
}
