//! One service's file.

use std::collections::BTreeMap;
use std::time::Duration;

use config_core::{ConfigValue, Secret, ServiceConfig};

use crate::base::{ServiceBase, ServiceConfigSchema};
use crate::value::DnsLabel;

/// A service with the settings of its server.
#[derive(Clone, Debug, ServiceConfig)]
pub struct Service<T> {
    /// What every service has.
    #[config(flatten)]
    pub service: ServiceBase,
    /// How it runs.
    #[config(default)]
    pub run: Run,
    /// Where its metrics are.
    pub metrics: Option<MetricsEndpoint>,
    /// Where it sends traces.
    pub telemetry: Option<Telemetry>,
    /// Variables of the server, besides its settings.
    #[config(default)]
    pub environment: BTreeMap<String, Secret<String>>,
    /// The server's own settings.
    #[config(default)]
    pub config: T,
}

impl<T: ConfigValue> ServiceConfigSchema for Service<T> {
    fn service(&self) -> &ServiceBase {
        &self.service
    }
}

/// How a service runs.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.max_replicas.is_none_or(|most| most >= self.replicas), "max_replicas must be at least replicas",
          code = "K8S-036"),
    check(self.min_available.is_none_or(|least| least < self.replicas),
          "min_available must be less than replicas, or no node can ever be emptied", code = "K8S-036"),
)]
pub struct Run {
    /// How many replicas.
    #[config(default = 1, range(0..=10_000))]
    pub replicas: u32,
    /// Most replicas, where it grows by itself.
    #[config(range(1..=10_000))]
    pub max_replicas: Option<u32>,
    /// How many more replicas there are while it is replaced.
    #[config(default = 1, range(0..=1000))]
    pub max_surge: u32,
    /// Replicas that must stay while nodes are emptied.
    #[config(range(0..=10_000))]
    pub min_available: Option<u32>,
    /// Machines that it runs on.
    pub node_pool: Option<String>,
    /// Whether it uses the network of its machine.
    #[config(default = false)]
    pub host_network: bool,
    /// Machine that it is bound to.
    pub host: Option<String>,
    /// Numbers of the graphics processors that it uses there, which others may use as well.
    #[config(default = [])]
    pub gpu_devices: Vec<u32>,
    /// Time to end before it is ended.
    #[config(default = "30s", range("0"..="24h"))]
    pub termination_grace: Duration,
    /// Time before the server is told to end.
    #[config(default = "0", range("0"..="1h"))]
    pub pre_stop: Duration,
    /// Longest answer that is let finish while it ends.
    #[config(default = "0", range("0"..="24h"))]
    pub drain: Duration,
}

impl Run {
    /// Most replicas that there can be at once.
    #[must_use]
    pub fn most(&self) -> u64 {
        u64::from(self.max_replicas.unwrap_or(self.replicas).max(self.replicas)) + u64::from(self.max_surge)
    }
}

/// Where a service's metrics are.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct MetricsEndpoint {
    /// Which of its endpoints; the first one by default.
    pub endpoint: Option<DnsLabel>,
    /// Path.
    #[config(default = "/metrics", pattern("^/"))]
    pub path: String,
    /// Names of metrics that it exports and others rely on.
    #[config(default = [])]
    pub exports: Vec<crate::value::MetricName>,
}

/// Where a service sends traces.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Telemetry {
    /// Name of the collector's service in the environment.
    pub collector: DnsLabel,
    /// What is spoken.
    #[config(default = "grpc")]
    pub protocol: TelemetryProtocol,
}

/// What is spoken to a collector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum TelemetryProtocol {
    /// gRPC, usually at 4317.
    Grpc,
    /// HTTP, usually at 4318.
    Http,
}
