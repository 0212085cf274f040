//! Traces of the server itself.

use std::collections::BTreeMap;

use config_core::ServiceConfig;

use crate::monitoring::http::TlsConfig;
use crate::value::PrometheusDuration;

/// Where traces of the server itself go.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Tracing {
    /// What is spoken.
    #[config(default = "grpc")]
    pub client_type: ClientType,
    /// Address of the collector.
    #[config(length(1..))]
    pub endpoint: String,
    /// Share of requests that are traced.
    #[config(default = 0.0, range(0.0..=1.0))]
    pub sampling_fraction: f64,
    /// Whether the connection is not encrypted.
    #[config(default = false)]
    pub insecure: bool,
    /// Further headers.
    #[config(default, validate(super::remote::headers_not_reserved))]
    pub headers: BTreeMap<String, String>,
    /// Compression; none by default.
    pub compression: Option<Compression>,
    /// Time after which sending has failed.
    #[config(default = "10s")]
    pub timeout: PrometheusDuration,
    /// TLS.
    pub tls_config: Option<TlsConfig>,
}

/// What is spoken to the collector of traces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum ClientType {
    /// HTTP.
    Http,
    /// gRPC.
    Grpc,
}

/// Compression of traces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum Compression {
    /// The only one.
    Gzip,
}
