//! `prometheus.yml`, as of Prometheus 3.14.

mod alerting;
pub mod discovery;
mod global;
mod otlp;
mod relabel;
mod remote;
mod scrape;
mod storage;
mod tracing;

pub use alerting::{Alerting, AlertmanagerConfig, ApiVersion};
pub use discovery::Discovery;
pub use global::{EscapingScheme, GlobalConfig, Runtime, ScrapeProtocol, ValidationScheme};
pub use otlp::{Otlp, TranslationStrategy};
pub use relabel::{RelabelAction, RelabelConfig};
pub use remote::{
    AzureAd, AzureCloud, GoogleIam, ManagedIdentity, MetadataConfig, QueueConfig, RemoteRead, RemoteWrite,
    SigV4, WriteMessage,
};
pub use scrape::{ScrapeConfig, ScrapeConfigFile, ScrapeLimits};
pub use storage::{ChunkEncoding, Exemplars, FloatEncoding, Retention, Storage, Tsdb};
pub use tracing::{ClientType, Compression, Tracing};

use config_core::ServiceConfig;

/// The whole configuration of a Prometheus server. Everything in it is reloaded with `SIGHUP` or `/-/reload`.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Prometheus {
    /// What holds for all jobs, and their defaults.
    #[config(default)]
    pub global: GlobalConfig,
    /// The Go runtime.
    #[config(default)]
    pub runtime: Runtime,
    /// Alertmanagers, and what happens to alerts before they are sent.
    #[config(default)]
    pub alerting: Alerting,
    /// Files with recording and alerting rules; the last part may have one `*`.
    #[config(default = [], pattern("^[^*]*(\\*[^/]*)?$"))]
    pub rule_files: Vec<String>,
    /// Files with further jobs; the last part may have one `*`.
    #[config(default = [], pattern("^[^*]*(\\*[^/]*)?$"))]
    pub scrape_config_files: Vec<String>,
    /// The jobs.
    #[config(default = [])]
    pub scrape_configs: Vec<ScrapeConfig>,
    /// The storage.
    #[config(default)]
    pub storage: Storage,
    /// Where traces of the server itself go.
    pub tracing: Option<Tracing>,
    /// Where samples are sent.
    #[config(default = [])]
    pub remote_write: Vec<RemoteWrite>,
    /// Where samples are read from as well.
    #[config(default = [])]
    pub remote_read: Vec<RemoteRead>,
    /// The receiver of OpenTelemetry metrics.
    #[config(default)]
    pub otlp: Otlp,
}
