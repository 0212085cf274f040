//! The struct that shows the whole of the attributes in the design, with its nested types.

#![expect(dead_code, reason = "the fields are read through Debug")]
#![expect(unreachable_pub, reason = "the design says pub, and a test has no one outside")]

use std::net::SocketAddr;
use std::time::Duration;

use config_core::{ByteSize, Secret, ServiceConfig};

/// The public entrance to the model servers.
#[derive(Debug, Clone, ServiceConfig)]
#[config(
    env_prefix = "GATEWAY",
    version = 2,
    check(self.limits.max_tokens <= self.engine.max_model_len,
          "limits.max_tokens must not exceed engine.max_model_len"),
    check(!self.debug, "debug must be off", environment = "production"),
)]
pub struct Gateway {
    /// Address and port to listen on.
    #[config(default = "0.0.0.0:8080", reload = "restart")]
    pub listen: SocketAddr,
    /// Largest request body.
    #[config(default = "32MiB", range("1KiB"..="1GiB"))]
    pub max_body: ByteSize,
    /// How long a request may take, queueing included.
    #[config(default = "60s", range("1s"..="1h"))]
    pub timeout: Duration,
    /// Keys that clients may present.
    pub api_keys: Vec<Secret<String>>,
    /// The model servers behind this gateway.
    #[config(length(1..=64), merge = "keyed", key = "name")]
    pub upstreams: Vec<Upstream>,
    /// TLS; plain HTTP when absent.
    pub tls: Option<Tls>,
    /// Limits per request.
    #[config(default)]
    pub limits: Limits,
    /// The engine this gateway fronts.
    pub engine: Engine,
    /// Verbose internals in answers.
    #[config(default = false)]
    pub debug: bool,
}

/// One model server.
#[derive(Debug, Clone, ServiceConfig)]
pub struct Upstream {
    /// Its name.
    pub name: String,
    /// Where it is.
    #[config(format = "url")]
    pub url: String,
    /// Its share.
    #[config(default = 1, range(1..=100))]
    pub weight: u32,
}

/// Certificates.
#[derive(Debug, Clone, ServiceConfig)]
pub struct Tls {
    /// The certificate.
    pub cert: std::path::PathBuf,
    /// Its key.
    pub key: std::path::PathBuf,
}

/// Limits.
#[derive(Debug, Clone, ServiceConfig)]
pub struct Limits {
    /// Most tokens.
    #[config(default = 4096)]
    pub max_tokens: u32,
}

/// How requests are queued.
#[derive(Debug, Clone, PartialEq, ServiceConfig)]
pub enum Policy {
    /// In order.
    Fcfs,
    /// By priority.
    Priority,
}

/// The engine.
#[derive(Debug, Clone, ServiceConfig)]
pub struct Engine {
    /// Context.
    pub max_model_len: u32,
    /// Queueing.
    #[config(default = "fcfs")]
    pub policy: Policy,
}
