//! Where a service is reached.

use config_core::ServiceConfig;

use crate::value::DnsLabel;

/// One port that a service opens.
#[derive(Clone, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub struct Endpoint {
    /// Name of the endpoint, such as `api` or `metrics`.
    pub name: DnsLabel,
    /// What is spoken there.
    #[config(default = "http")]
    pub protocol: Protocol,
    /// Port that the service listens on.
    #[config(range(1..), reload = "restart")]
    pub port: u16,
    /// Path under which it answers, for HTTP.
    #[config(pattern("^/"), example = "/v1")]
    pub path: Option<String>,
    /// Whether it is encrypted.
    #[config(default = false)]
    pub tls: bool,
    /// Whether clients outside of the environment may reach it.
    #[config(default = false)]
    pub public: bool,
}

/// What is spoken at an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ServiceConfig)]
#[config(write)]
pub enum Protocol {
    /// HTTP of any version.
    Http,
    /// gRPC.
    Grpc,
    /// A protocol of its own over TCP.
    Tcp,
    /// Datagrams.
    Udp,
}
