//! Edges between services.

use config_core::ServiceConfig;

use crate::value::DnsLabel;

/// A service that another one needs.
#[derive(Clone, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub struct Dependency {
    /// Name of the service.
    pub service: DnsLabel,
    /// Which of its endpoints is used; the first one by default.
    pub endpoint: Option<DnsLabel>,
    /// Whether the service cannot work without it.
    #[config(default = true)]
    pub required: bool,
    /// Whether the service waits at its start until the other one is ready.
    #[config(default = true)]
    pub wait_ready: bool,
}
