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
    pub listen: Option<Listen>,
    /// Address to listen on.
    #[config(alias = "net")]
    pub host: Option<String>,
    /// Port; -1 is any free one.
    #[config(range(-1..=65_535))]
    pub port: Option<i32>,
    /// Address that clients are told.
    pub advertise: Option<String>,
    /// Whether connections are not encrypted.
    #[config(default = false)]
    pub no_tls: bool,
    /// Encryption.
    #[config(reload = "hot")]
    pub tls: Option<Tls>,
    /// Whether a page must be of the same origin.
    #[config(default = false)]
    pub same_origin: bool,
    /// Origins of pages that may connect.
    #[config(
        alias = "allowed_origin",
        alias = "allow_origins",
        alias = "allow_origin",
        alias = "origins",
        alias = "origin"
    )]
    pub allowed_origins: Option<OneOrMany<String>>,
    /// Longest time of the handshake (`2s` by default in 2.15).
    pub handshake_timeout: Option<NatsDuration>,
    /// Whether messages are compressed.
    #[config(default = false, alias = "compress")]
    pub compression: bool,
    /// Who may connect, instead of who may connect as a client.
    #[config(alias = "authentication")]
    pub authorization: Option<SimpleAuthorization>,
    /// Cookie that holds a token (JWT).
    pub jwt_cookie: Option<String>,
    /// Cookie that holds the name of the user.
    #[config(since = "2.11")]
    pub user_cookie: Option<String>,
    /// Cookie that holds the password.
    #[config(since = "2.11", not_secret)]
    pub pass_cookie: Option<String>,
    /// Cookie that holds the token.
    #[config(since = "2.11", not_secret)]
    pub token_cookie: Option<String>,
    /// User of connections that name none.
    pub no_auth_user: Option<String>,
    /// Headers of the answer to the handshake.
    #[config(since = "2.10")]
    pub headers: Option<BTreeMap<String, String>>,
    /// Time between two signs of life.
    #[config(since = "2.12")]
    pub ping_interval: Option<NatsDuration>,
}
