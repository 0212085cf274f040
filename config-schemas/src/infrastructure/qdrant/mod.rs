//! Qdrant: the settings of its server.

mod storage;

pub use storage::{
    Collection, HnswIndex, NodeType, Optimizers, Performance, S3Snapshots, SnapshotStorage, Snapshots,
    Storage, Wal,
};

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

/// The settings of a Qdrant server (defaults of version 1.18). Natively `config.yaml`; its variables begin with
/// `QDRANT__` and join names with two underscores.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(!self.service.enable_tls || self.tls.as_ref().is_some_and(Tls::has_certificate),
          "service.enable_tls needs tls.cert and tls.key", code = "QDRANT-059"),
    check(!self.cluster.p2p.enable_tls
              || self.tls.as_ref().is_some_and(|tls| tls.has_certificate() && tls.ca_cert.is_some()),
          "cluster.p2p.enable_tls needs tls.cert, tls.key and tls.ca_cert", code = "QDRANT-059"),
    check(!self.service.verify_https_client_certificate
              || self.tls.as_ref().is_some_and(|tls| tls.ca_cert.is_some()),
          "service.verify_https_client_certificate needs tls.ca_cert", code = "QDRANT-059"),
    check(self.tls.as_ref().is_none_or(|tls| tls.cert.is_some() == tls.key.is_some()),
          "tls.cert and tls.key need each other", code = "QDRANT-024"),
)]
pub struct Qdrant {
    /// Level of the log, such as `INFO`.
    #[config(default = "INFO", reload = "restart")]
    pub log_level: String,
    /// What the log looks like and where it goes; kept as written.
    #[config(reload = "restart")]
    pub logger: Option<AnyValue>,
    /// Where data lies and how it is indexed.
    #[config(default, reload = "restart")]
    pub storage: Storage,
    /// How clients reach the server.
    #[config(default, reload = "restart")]
    pub service: Service,
    /// Several servers as one.
    #[config(default, reload = "restart")]
    pub cluster: Cluster,
    /// Whether nothing is reported to the makers.
    #[config(default = false, reload = "restart")]
    pub telemetry_disabled: bool,
    /// Whether metrics have the label of their collection; many collections make many series.
    #[config(default = true, reload = "restart")]
    pub per_collection_metrics_enabled: bool,
    /// Certificates.
    #[config(reload = "restart")]
    pub tls: Option<Tls>,
    /// Indexing on graphics processors; kept as written.
    #[config(reload = "restart")]
    pub gpu: Option<AnyValue>,
    /// Log of who did what; kept as written.
    #[config(reload = "restart")]
    pub audit: Option<AnyValue>,
    /// Switches of features; kept as written.
    #[config(reload = "restart")]
    pub feature_flags: Option<AnyValue>,
    /// Service that makes vectors; kept as written.
    #[config(secret, reload = "restart")]
    pub inference: Option<AnyValue>,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// How clients reach the server.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(!self.jwt_rbac || self.api_key.is_some(), "jwt_rbac needs an api_key", code = "QDRANT-059"),
    check(self.grpc_port.is_none_or(|port| port != self.http_port), "grpc_port and http_port must differ",
          code = "QDRANT-065"),
)]
pub struct Service {
    /// Largest body of a request.
    #[config(default = 32, range(1..), unit = "MB")]
    pub max_request_size_mb: u32,
    /// Threads that serve; 0 is one for each processor.
    #[config(default = 0)]
    pub max_workers: u32,
    /// Address to listen on.
    #[config(default = "0.0.0.0")]
    pub host: String,
    /// Port for HTTP.
    #[config(default = 6333, range(1..))]
    pub http_port: u16,
    /// Port for gRPC; none by default.
    #[config(range(1..))]
    pub grpc_port: Option<u16>,
    /// Port for metrics alone; that for HTTP by default.
    #[config(range(1..))]
    pub metrics_port: Option<u16>,
    /// Whether browsers of any origin may call.
    #[config(default = true)]
    pub enable_cors: bool,
    /// Whether connections are encrypted.
    #[config(default = false)]
    pub enable_tls: bool,
    /// Whether clients must show a certificate.
    #[config(default = false)]
    pub verify_https_client_certificate: bool,
    /// Key that clients present; empty is no check at all.
    pub api_key: Option<Secret<String>>,
    /// Another key that is taken while the first is rotated.
    pub alt_api_key: Option<Secret<String>>,
    /// Key that may only read.
    pub read_only_api_key: Option<Secret<String>>,
    /// Whether tokens signed with the key say what a client may do.
    #[config(default = false)]
    pub jwt_rbac: bool,
    /// Whether usage of the hardware is part of answers.
    #[config(default = false)]
    pub hardware_reporting: bool,
    /// Whether the dashboard is served.
    #[config(default = true)]
    pub enable_static_content: bool,
    /// Directory of the dashboard.
    pub static_content_dir: Option<String>,
    /// Time from which a request is logged as slow.
    #[config(range(0.0..), unit = "seconds")]
    pub slow_query_secs: Option<f64>,
    /// Beginning of the names of all metrics.
    pub metrics_prefix: Option<String>,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Several servers as one.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Cluster {
    /// Whether the server is part of one.
    #[config(default = false)]
    pub enabled: bool,
    /// Number of this server; found out by default.
    pub peer_id: Option<u64>,
    /// Whether the number of shards may change.
    pub resharding_enabled: Option<bool>,
    /// Longest request to another node.
    #[config(unit = "milliseconds")]
    pub grpc_timeout_ms: Option<u64>,
    /// Longest wait for a connection to another node.
    #[config(unit = "milliseconds")]
    pub connection_timeout_ms: Option<u64>,
    /// How the servers reach each other.
    #[config(default)]
    pub p2p: PeerToPeer,
    /// How they agree.
    #[config(default)]
    pub consensus: Consensus,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// How the servers of a cluster reach each other.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct PeerToPeer {
    /// Port for the other servers.
    #[config(default = 6335, range(1..))]
    pub port: u16,
    /// Whether connections are encrypted.
    #[config(default = false)]
    pub enable_tls: bool,
    /// Connections to each server.
    #[config(range(1..))]
    pub connection_pool_size: Option<u32>,
}

/// How the servers of a cluster agree.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Consensus {
    /// Time between two ticks.
    #[config(default = 100, range(1..), unit = "milliseconds")]
    pub tick_period_ms: u64,
    /// Messages that may wait.
    #[config(range(1..))]
    pub max_message_queue_size: Option<u32>,
    /// Connections to each server.
    #[config(range(1..))]
    pub connection_pool_size: Option<u32>,
    /// Ticks after which a message is lost.
    #[config(range(1..))]
    pub message_timeout_ticks: Option<u64>,
    /// Longest time of joining.
    #[config(range(1..), unit = "seconds")]
    pub bootstrap_timeout_sec: Option<u64>,
    /// Entries after which the log is compacted.
    pub compact_wal_entries: Option<u64>,
}

/// Certificates.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Tls {
    /// Certificate.
    pub cert: Option<String>,
    /// Private key.
    pub key: Option<String>,
    /// Certificates of authorities.
    pub ca_cert: Option<String>,
    /// Time after which the certificate is read again; 0 is never.
    #[config(range(1..), unit = "seconds")]
    pub cert_ttl: Option<u64>,
}

impl Tls {
    fn has_certificate(&self) -> bool {
        self.cert.is_some() && self.key.is_some()
    }
}
