//! A client's pool of connections to a database.

use std::time::Duration;

use config_core::{Secret, ServiceConfig};

use super::pgbouncer::SslMode;
use crate::value::DnsLabel;

/// A client's pool of connections: by a URL, or by a service of the environment.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.url.is_some() != self.service.is_some(), "exactly one of url and service is given", code = "POOL-047"),
    check(self.min_size <= self.max_size, "min_size must not exceed max_size", code = "POOL-071"),
)]
pub struct Pool {
    /// Address of the database, with user and password.
    pub url: Option<Secret<String>>,
    /// Name of the database's service in the environment.
    pub service: Option<DnsLabel>,
    /// Name of the database.
    pub database: Option<String>,
    /// User.
    pub user: Option<String>,
    /// Password.
    pub password: Option<Secret<String>>,
    /// How the connection is encrypted.
    #[config(default = "prefer")]
    pub sslmode: SslMode,
    /// Connections that are always open.
    #[config(default = 0)]
    pub min_size: u32,
    /// Most connections of one process.
    #[config(default = 10, range(1..))]
    pub max_size: u32,
    /// Further connections in need.
    #[config(default = 0)]
    pub max_overflow: u32,
    /// Processes of one replica, each with a pool of its own.
    #[config(default = 1, range(1..))]
    pub workers: u32,
    /// Longest wait for a connection.
    #[config(default = "30s", range("1ms"..="1h"))]
    pub acquire_timeout: Duration,
    /// Longest idle time of a connection; 0 is no limit.
    #[config(default = "10m", range("0"..="24h"))]
    pub idle_timeout: Duration,
    /// Longest life of a connection; 0 is no limit.
    #[config(default = "30m", range("0"..="168h"))]
    pub max_lifetime: Duration,
    /// Whether statements are prepared on the server.
    #[config(default = true)]
    pub prepared_statements: bool,
}

impl Pool {
    /// Most connections of one replica.
    #[must_use]
    pub fn connections(&self) -> u64 {
        (u64::from(self.max_size) + u64::from(self.max_overflow)) * u64::from(self.workers)
    }
}
