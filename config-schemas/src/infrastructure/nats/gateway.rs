//! Connections between clusters.

use config_core::{Secret, ServiceConfig};

use super::{Authorization, Listen, NatsDuration, Tls, WriteTimeout};

/// Connections between clusters.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Gateway {
    /// Name of this cluster.
    #[config(pattern("^[^ ]*$"), reload = "restart")]
    pub name: Option<String>,
    /// Address and port to listen on; instead of `host` and `port`.
    #[config(reload = "restart")]
    pub listen: Option<Listen>,
    /// Address to listen on.
    #[config(alias = "net", reload = "restart")]
    pub host: Option<String>,
    /// Port for the other clusters; -1 is any free one.
    #[config(range(-1..=65_535), reload = "restart")]
    pub port: Option<i32>,
    /// Address that the other clusters are told.
    #[config(reload = "restart")]
    pub advertise: Option<String>,
    /// Who may connect: one user, no token.
    #[config(reload = "restart")]
    pub authorization: Option<Authorization>,
    /// Encryption.
    pub tls: Option<Tls>,
    /// How often it is tried to reach a cluster that another one has told of.
    #[config(range(0..), reload = "restart")]
    pub connect_retries: Option<i64>,
    /// Whether the time between two attempts grows.
    #[config(since = "2.11", reload = "restart")]
    pub connect_backoff: Option<bool>,
    /// Whether clusters are turned away that `gateways` does not name.
    #[config(alias = "reject_unknown", reload = "restart")]
    pub reject_unknown_cluster: Option<bool>,
    /// The other clusters.
    #[config(reload = "restart")]
    pub gateways: Option<Vec<RemoteGateway>>,
    /// Longest time of one write.
    #[config(since = "2.12", reload = "restart")]
    pub write_deadline: Option<NatsDuration>,
    /// What follows when a write takes longer.
    #[config(since = "2.12", reload = "restart")]
    pub write_timeout: Option<WriteTimeout>,
}

/// Another cluster.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct RemoteGateway {
    /// Its name.
    pub name: Option<String>,
    /// Addresses of its servers; they may hold passwords. In a file `url` is a single one.
    #[config(alias = "url")]
    pub urls: Option<Vec<Secret<String>>>,
    /// Encryption.
    pub tls: Option<Tls>,
}
