//! Routes between the servers of a cluster.

use config_core::{Secret, ServiceConfig};

use super::{Authorization, Listen, NatsDuration, Permissions, Tls, WriteTimeout};
use crate::value::{GoDuration, OneOrMany};

/// Routes between the servers of a cluster.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Cluster {
    /// Name of the cluster.
    #[config(pattern("^[^ ]*$"))]
    pub name: Option<String>,
    /// Address and port to listen on; instead of `host` and `port`.
    #[config(reload = "restart")]
    pub listen: Option<Listen>,
    /// Address to listen on.
    #[config(alias = "net", reload = "restart")]
    pub host: Option<String>,
    /// Port for the other servers; -1 is any free one.
    #[config(range(-1..=65_535), reload = "restart")]
    pub port: Option<i32>,
    /// Address that the other servers are told.
    #[config(alias = "cluster_advertise")]
    pub advertise: Option<String>,
    /// Whether clients are told no addresses of the other servers.
    #[config(default = false)]
    pub no_advertise: bool,
    /// Addresses of the other servers; they may hold passwords.
    #[config(default = [])]
    pub routes: Vec<Secret<String>>,
    /// Who may connect: one user, no token.
    pub authorization: Option<Authorization>,
    /// What the servers may send each other.
    pub permissions: Option<Permissions>,
    /// Encryption.
    pub tls: Option<Tls>,
    /// How often it is tried to reach a server that another one has told of.
    #[config(range(0..))]
    pub connect_retries: Option<i64>,
    /// Whether the time between two attempts grows.
    #[config(since = "2.11")]
    pub connect_backoff: Option<bool>,
    /// Connections between two servers; -1 is one for all accounts.
    #[config(range(-1..), since = "2.10")]
    pub pool_size: Option<i64>,
    /// Accounts with a connection of their own.
    #[config(since = "2.10")]
    pub accounts: Option<OneOrMany<String>>,
    /// Whether messages are compressed. In a file also a mode, or `true` for the usual one.
    #[config(since = "2.10")]
    pub compression: Option<Compression>,
    /// Time between two signs of life.
    #[config(since = "2.10")]
    pub ping_interval: Option<NatsDuration>,
    /// Signs of life that may be missed.
    #[config(range(0..), since = "2.10")]
    pub ping_max: Option<i64>,
    /// Longest time of one write.
    #[config(since = "2.12")]
    pub write_deadline: Option<NatsDuration>,
    /// What follows when a write takes longer.
    #[config(since = "2.12")]
    pub write_timeout: Option<WriteTimeout>,
}

/// Compression between servers.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Compression {
    /// How much.
    pub mode: Option<CompressionMode>,
    /// Round trip times from which the next mode is taken, for `s2_auto`.
    #[config(alias = "thresholds", alias = "rtt")]
    pub rtt_thresholds: Option<Vec<GoDuration>>,
}

/// How much is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write, rename_all = "snake_case")]
pub enum CompressionMode {
    /// Nothing.
    #[config(alias = "disabled", alias = "false")]
    Off,
    /// The usual mode: `s2_fast` between the servers of a cluster, `s2_auto` for leaf nodes.
    #[config(alias = "enabled", alias = "true")]
    On,
    /// What the other server wants.
    Accept,
    /// Nothing, and the other server is told so.
    #[config(rename = "not supported")]
    NotSupported,
    /// The format of compression, without compressing.
    S2Uncompressed,
    /// Fast.
    S2Fast,
    /// Better.
    S2Better,
    /// Best.
    S2Best,
    /// More the slower the connection is.
    S2Auto,
}
