//! Who may connect.

use config_core::{Secret, ServiceConfig};

use super::{AccountKey, Permissions, Seconds, UserKey};
use crate::value::OneOrMany;

/// Who may connect: a user, a token, or users.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Authorization {
    /// Name of the only user.
    #[config(alias = "username")]
    pub user: Option<String>,
    /// Password of the only user, plain or as a hash of bcrypt.
    #[config(alias = "pass")]
    pub password: Option<Secret<String>>,
    /// Token that all clients present.
    pub token: Option<Secret<String>>,
    /// Users with what they may do.
    pub users: Option<Vec<User>>,
    /// Longest time of signing in (2 by default in 2.15).
    #[config(unit = "seconds", not_secret)]
    pub timeout: Option<Seconds>,
    /// What users may do who say nothing of their own.
    #[config(alias = "default_permission", alias = "permissions")]
    pub default_permissions: Option<Permissions>,
    /// Signing in by a service of your own.
    #[config(since = "2.10")]
    pub auth_callout: Option<AuthCallout>,
    /// Whether clients must come through a proxy that is trusted.
    #[config(since = "2.12")]
    pub proxy_required: Option<bool>,
}

impl Authorization {
    /// A password alone counts for nothing beside users: the server passes over it.
    pub(super) fn is_unambiguous(&self) -> bool {
        let (user, token) = (self.user.is_some(), self.token.is_some());
        let single = user || self.password.is_some();
        !(token && single) && !(self.users.is_some() && (user || token))
    }
}

/// A user.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct User {
    /// Its name.
    #[config(alias = "username")]
    pub user: Option<String>,
    /// Its password, plain or as a hash of bcrypt.
    #[config(alias = "pass")]
    pub password: Option<Secret<String>>,
    /// Its public key, instead of a name and a password. Never shown, because a seed may stand here by mistake.
    #[config(secret)]
    pub nkey: Option<UserKey>,
    /// What it may do.
    #[config(alias = "permission", alias = "authorization")]
    pub permissions: Option<Permissions>,
    /// How it may connect; every way by default.
    #[config(alias = "connection_types", alias = "clients")]
    pub allowed_connection_types: Option<OneOrMany<ConnectionType>>,
    /// Whether it must come through a proxy that is trusted.
    #[config(since = "2.12")]
    pub proxy_required: Option<bool>,
}

/// A way to connect. Upper and lower case are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write, rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ConnectionType {
    /// As a client.
    Standard,
    /// As a client over WebSocket.
    Websocket,
    /// As a leaf node.
    Leafnode,
    /// As a leaf node over WebSocket.
    LeafnodeWs,
    /// Over MQTT.
    Mqtt,
    /// Over MQTT in WebSocket.
    MqttWs,
    /// From inside of the server's own process.
    InProcess,
}

/// Signing in by a service of your own.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct AuthCallout {
    /// Public key of the account that signs the answers of the service.
    #[config(secret)]
    pub issuer: AccountKey,
    /// The account of the service (`$G` by default in 2.15).
    pub account: Option<String>,
    /// Users that the service itself connects as; they do not ask it.
    #[config(alias = "users")]
    pub auth_users: Vec<String>,
    /// Public key that requests are encrypted for.
    #[config(alias = "key", pattern("^X[A-Z2-7]{55}$"), secret)]
    pub xkey: Option<String>,
    /// The accounts that users of the service may be in; all by default.
    #[config(since = "2.12")]
    pub allowed_accounts: Option<Vec<String>>,
}

/// Who may connect over WebSocket or MQTT, instead of who may connect as a client.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct SimpleAuthorization {
    /// Name of the only user.
    #[config(alias = "username")]
    pub user: Option<String>,
    /// Its password.
    #[config(alias = "pass")]
    pub password: Option<Secret<String>>,
    /// Token that all clients present.
    pub token: Option<Secret<String>>,
    /// Longest time of signing in.
    #[config(unit = "seconds", not_secret)]
    pub timeout: Option<Seconds>,
}
