//! RabbitMQ: the settings of its server that platforms set. Natively `rabbitmq.conf`.

use std::collections::BTreeMap;

use config_core::{AnyValue, ByteSize, Secret, ServiceConfig};

/// The settings of a RabbitMQ server (defaults of version 4).
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.tls.is_none() || self.tls_port.is_some(), "tls needs a tls_port", code = "MQ-024"),
)]
pub struct RabbitMq {
    /// Port for plain connections.
    #[config(default = 5672, range(1..), reload = "restart")]
    pub port: u16,
    /// Port for encrypted connections; usually 5671.
    #[config(range(1..), reload = "restart")]
    pub tls_port: Option<u16>,
    /// Port of the management.
    #[config(default = 15_672, range(1..), reload = "restart")]
    pub management_port: u16,
    /// Share of memory from which publishers are held back.
    #[config(default = 0.6, range(0.0..=1.0))]
    pub memory_high_watermark: f64,
    /// Free room on the disk below which publishers are held back.
    #[config(default = "50MB")]
    pub disk_free_limit: ByteSize,
    /// Time between two signs of life.
    #[config(default = 60, range(0..=65_535), unit = "seconds")]
    pub heartbeat: u32,
    /// Most channels of a connection.
    #[config(default = 2047, range(0..=65_535))]
    pub channel_max: u32,
    /// User that is made at the first start.
    pub default_user: Option<String>,
    /// Password of that user.
    pub default_pass: Option<Secret<String>>,
    /// Where names and passwords are looked up, one after the other; natively `auth_backends.1` and so on.
    #[config(default = ["internal"], length(1..))]
    pub auth_backends: Vec<String>,
    /// Encryption.
    pub tls: Option<RabbitTls>,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Encryption of RabbitMQ.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(!self.fail_if_no_peer_cert || self.verify_peer, "fail_if_no_peer_cert needs verify_peer", code = "MQ-024"),
)]
pub struct RabbitTls {
    /// Certificates of authorities.
    pub cacertfile: String,
    /// Certificate.
    pub certfile: String,
    /// Private key.
    pub keyfile: String,
    /// Whether certificates of clients are checked.
    #[config(default = false)]
    pub verify_peer: bool,
    /// Whether clients must show one.
    #[config(default = false)]
    pub fail_if_no_peer_cert: bool,
}
