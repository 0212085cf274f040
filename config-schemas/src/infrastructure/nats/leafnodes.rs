//! Servers that join others as leaves.

use config_core::{AnyValue, Secret, ServiceConfig};

use super::{Compression, Listen, NatsDuration, Seconds, Subject, Tls, UserKey, WriteTimeout};
use crate::value::{GoDuration, OneOrMany};

/// Servers that join this one as leaves, and those that this one joins.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct LeafNodes {
    /// Address and port to listen on; instead of `host` and `port`.
    #[config(reload = "restart")]
    pub listen: Option<Listen>,
    /// Address to listen on.
    #[config(alias = "net", reload = "restart")]
    pub host: Option<String>,
    /// Port for leaf nodes; -1 is any free one.
    #[config(range(-1..=65_535), reload = "restart")]
    pub port: Option<i32>,
    /// Address that leaf nodes are told.
    #[config(alias = "leafnode_advertise", reload = "restart")]
    pub advertise: Option<String>,
    /// Whether leaf nodes are told no addresses of the other servers.
    #[config(default = false, reload = "restart")]
    pub no_advertise: bool,
    /// Who may connect.
    #[config(reload = "restart")]
    pub authorization: Option<LeafAuthorization>,
    /// Encryption.
    pub tls: Option<Tls>,
    /// The servers that this one joins.
    pub remotes: Option<Vec<RemoteLeaf>>,
    /// Time between two attempts to reach a server.
    #[config(alias = "reconnect_delay", alias = "reconnect_interval", reload = "restart")]
    pub reconnect: Option<NatsDuration>,
    /// Oldest version of servers that may join, from 2.8.0.
    #[config(alias = "minimum_version", validate(version), reload = "restart")]
    pub min_version: Option<String>,
    /// Whether messages are compressed. In a file also a mode, or `true` for the usual one.
    #[config(since = "2.10")]
    pub compression: Option<Compression>,
    /// Whether leaf nodes are told nothing of each other's subscriptions.
    #[config(alias = "isolate", since = "2.12", reload = "restart")]
    pub isolate_leafnode_interest: Option<bool>,
    /// Longest time of one write.
    #[config(since = "2.12", reload = "restart")]
    pub write_deadline: Option<NatsDuration>,
    /// What follows when a write takes longer.
    #[config(since = "2.12", reload = "restart")]
    pub write_timeout: Option<WriteTimeout>,
}

/// The version must be one of three numbers, from 2.8.0.
fn version(version: &Option<String>) -> Result<(), String> {
    let Some(text) = version else { return Ok(()) };
    let numbers: Option<Vec<u64>> = text.split('.').map(|number| number.parse().ok()).collect();
    match numbers.as_deref() {
        Some([major, minor, _]) if (*major, *minor) >= (2, 8) => Ok(()),
        Some([_, _, _]) => Err("must be at least 2.8.0".to_owned()),
        _ => Err("must be a version of three numbers, such as 2.10.0".to_owned()),
    }
}

/// Which leaf nodes may connect.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct LeafAuthorization {
    /// Name of the only user.
    #[config(alias = "username")]
    pub user: Option<String>,
    /// Its password.
    #[config(alias = "pass")]
    pub password: Option<Secret<String>>,
    /// Its public key, instead of a name and a password. Never shown, because a seed may stand here by mistake.
    #[config(secret)]
    pub nkey: Option<UserKey>,
    /// The account that the leaf nodes are of.
    pub account: Option<String>,
    /// Longest time of signing in.
    #[config(unit = "seconds", not_secret)]
    pub timeout: Option<Seconds>,
    /// Users.
    pub users: Option<Vec<LeafUser>>,
    /// Whether leaf nodes must come through a proxy that is trusted.
    #[config(since = "2.12")]
    pub proxy_required: Option<bool>,
}

/// A user of leaf nodes.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct LeafUser {
    /// Its name.
    #[config(alias = "username")]
    pub user: Option<String>,
    /// Its password.
    #[config(alias = "pass")]
    pub password: Option<Secret<String>>,
    /// Its account.
    pub account: Option<String>,
    /// Whether it must come through a proxy that is trusted.
    #[config(since = "2.12")]
    pub proxy_required: Option<bool>,
}

/// A server that this one joins.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct RemoteLeaf {
    /// Its addresses; they may hold passwords.
    #[config(alias = "url")]
    pub urls: Option<OneOrMany<Secret<String>>>,
    /// Whether the addresses are tried in their order.
    #[config(alias = "dont_randomize")]
    pub no_randomize: Option<bool>,
    /// The account of this server that is joined.
    #[config(alias = "local")]
    pub account: Option<String>,
    /// File with what signs in.
    #[config(alias = "creds", not_secret)]
    pub credentials: Option<String>,
    /// Seed of the key that signs in.
    pub nkey: Option<Secret<String>>,
    /// Encryption.
    pub tls: Option<Tls>,
    /// Whether this server is the hub of the two.
    pub hub: Option<bool>,
    /// Subjects that are not had of the other server.
    #[config(alias = "deny_import")]
    pub deny_imports: Option<OneOrMany<Subject>>,
    /// Subjects that the other server does not have.
    #[config(alias = "deny_export")]
    pub deny_exports: Option<OneOrMany<Subject>>,
    /// Whether messages over WebSocket are compressed.
    #[config(alias = "ws_compress", alias = "ws_compression", alias = "websocket_compress")]
    pub websocket_compression: Option<bool>,
    /// Whether messages over WebSocket are not masked.
    #[config(alias = "ws_no_masking")]
    pub websocket_no_masking: Option<bool>,
    /// Whether streams move to another server when the connection is lost: a truth value, or how long it takes.
    #[config(alias = "js_cluster_migrate")]
    pub jetstream_cluster_migrate: Option<AnyValue>,
    /// Whether messages are compressed. In a file also a mode, or `true` for the usual one.
    #[config(since = "2.10")]
    pub compression: Option<Compression>,
    /// How long the other server may take to say who it is.
    #[config(since = "2.10")]
    pub first_info_timeout: Option<NatsDuration>,
    /// Whether it is not joined for now.
    #[config(since = "2.12")]
    pub disabled: Option<bool>,
    /// Whether addresses that the other server tells of are not used.
    #[config(since = "2.12")]
    pub ignore_discovered_servers: Option<bool>,
    /// Whether the other server is told nothing of the subscriptions of other leaf nodes.
    #[config(alias = "isolate", since = "2.12")]
    pub isolate_leafnode_interest: Option<bool>,
    /// Proxy to reach it through.
    #[config(since = "2.12")]
    pub proxy: Option<Proxy>,
}

/// A proxy that connections go through.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Proxy {
    /// Its address, with `http://` or `https://`.
    #[config(pattern("^https?://"))]
    pub url: Option<String>,
    /// Name that signs in to it.
    pub username: Option<String>,
    /// Password that signs in to it.
    pub password: Option<Secret<String>>,
    /// Longest time to reach it.
    pub timeout: Option<GoDuration>,
}
