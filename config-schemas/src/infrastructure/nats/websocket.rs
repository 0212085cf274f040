//! Connections over WebSocket.

use std::collections::BTreeMap;

use config_core::ServiceConfig;

use super::{Listen, NatsDuration, SimpleAuthorization, Tls};
use crate::value::OneOrMany;

/// Connections over WebSocket. They need `tls`, or `no_tls`.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Websocket {
    /// Address and port to listen on; instead of `host` and `port`.
    #[config(reload = "restart")]
    pub listen: Option<Listen>,
    /// Address to listen on.
    #[config(alias = "net", reload = "restart")]
    pub host: Option<String>,
    /// Port; -1 is any free one.
    #[config(range(-1..=65_535), reload = "restart")]
    pub port: Option<i32>,
    /// Address that clients are told.
    #[config(reload = "restart")]
    pub advertise: Option<String>,
    /// Whether connections are not encrypted.
    #[config(default = false, reload = "restart")]
    pub no_tls: bool,
    /// Encryption.
    pub tls: Option<Tls>,
    /// Whether a page must be of the same origin.
    #[config(default = false, reload = "restart")]
    pub same_origin: bool,
    /// Origins of pages that may connect.
    #[config(
        alias = "allowed_origin",
        alias = "allow_origins",
        alias = "allow_origin",
        alias = "origins",
        alias = "origin",
        reload = "restart"
    )]
    pub allowed_origins: Option<OneOrMany<String>>,
    /// Longest time of the handshake (`2s` by default in 2.15).
    #[config(reload = "restart")]
    pub handshake_timeout: Option<NatsDuration>,
    /// Whether messages are compressed.
    #[config(default = false, alias = "compress", reload = "restart")]
    pub compression: bool,
    /// Who may connect, instead of who may connect as a client.
    #[config(alias = "authentication", reload = "restart")]
    pub authorization: Option<SimpleAuthorization>,
    /// Cookie that holds a token (JWT).
    #[config(reload = "restart")]
    pub jwt_cookie: Option<String>,
    /// Cookie that holds the name of the user.
    #[config(since = "2.11", reload = "restart")]
    pub user_cookie: Option<String>,
    /// Cookie that holds the password.
    #[config(since = "2.11", not_secret, reload = "restart")]
    pub pass_cookie: Option<String>,
    /// Cookie that holds the token.
    #[config(since = "2.11", not_secret, reload = "restart")]
    pub token_cookie: Option<String>,
    /// User of connections that name none.
    #[config(reload = "restart")]
    pub no_auth_user: Option<String>,
    /// Headers of the answer to the handshake.
    #[config(since = "2.10", reload = "restart")]
    pub headers: Option<BTreeMap<String, String>>,
    /// Time between two signs of life.
    #[config(since = "2.12", reload = "restart")]
    pub ping_interval: Option<NatsDuration>,
}
