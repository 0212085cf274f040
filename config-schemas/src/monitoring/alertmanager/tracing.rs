//! Traces of the server itself.

use std::collections::BTreeMap;

use config_core::ServiceConfig;

use crate::monitoring::http::{Header, TlsConfig};
use crate::monitoring::prometheus::ClientType;
use crate::value::PrometheusDuration;

/// Where traces of the server itself go.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct AlertmanagerTracing {
    /// What is spoken.
    #[config(default = "grpc")]
    pub client_type: ClientType,
    /// Address of the collector.
    #[config(length(1..))]
    pub endpoint: String,
    /// Share of requests that are traced.
    #[config(default = 0.0)]
    pub sampling_fraction: f64,
    /// Whether the connection is not encrypted.
    #[config(default = false)]
    pub insecure: bool,
    /// Further headers.
    #[config(default)]
    pub headers: BTreeMap<String, Header>,
    /// Compression; none by default.
    #[config(default = "", pattern("^(|gzip)$"))]
    pub compression: String,
    /// Time after which sending has failed.
    pub timeout: Option<PrometheusDuration>,
    /// TLS.
    pub tls_config: Option<TlsConfig>,
}
