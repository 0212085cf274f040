//! How to find out whether a service works.

use std::time::Duration;

use config_core::ServiceConfig;

use crate::value::DnsLabel;

/// A check of a service's health over HTTP.
#[derive(Clone, Debug, PartialEq, Eq, ServiceConfig)]
#[config(
    write,
    check(self.timeout <= self.interval, "the timeout of a health check must not exceed its interval"),
)]
pub struct Health {
    /// Path that answers with a success while the service works.
    #[config(default = "/health", pattern("^/"))]
    pub path: String,
    /// Endpoint that is asked; the first one by default.
    pub endpoint: Option<DnsLabel>,
    /// Time between two checks.
    #[config(default = "10s", range("1s"..="1h"))]
    pub interval: Duration,
    /// Time after which a check has failed.
    #[config(default = "1s", range("1s"..="1h"))]
    pub timeout: Duration,
    /// How long a start may take, the loading of weights included.
    #[config(default = "10m", range("1s"..="24h"))]
    pub startup: Duration,
}
