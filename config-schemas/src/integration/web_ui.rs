//! A web interface such as Open WebUI.

use config_core::{Secret, ServiceConfig};

use crate::infrastructure::pool::Pool;
use crate::value::DnsLabel;

/// A web interface for people.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.websocket != WebSocketManager::Redis || self.websocket_service.is_some() || self.websocket_url.is_some(),
          "the websocket manager redis needs a websocket_service or a websocket_url", code = "UI-063"),
)]
pub struct WebUi {
    /// Servers of models, each with its key.
    #[config(length(1..))]
    pub models: Vec<ModelServer>,
    /// Where conversations are shared between replicas.
    #[config(default = "none")]
    pub websocket: WebSocketManager,
    /// The service for it.
    pub websocket_service: Option<DnsLabel>,
    /// Its address.
    pub websocket_url: Option<Secret<String>>,
    /// The database.
    pub database: Option<Pool>,
    /// Where files lie.
    #[config(default = "local")]
    pub persistence: Persistence,
    /// How people sign in.
    pub sign_in: Option<SignIn>,
    /// Key that signs sessions; the same on all replicas.
    pub secret_key: Secret<String>,
}

/// A server of models.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.url.is_some() != self.service.is_some(), "exactly one of url and service is given", code = "UI-063"),
)]
pub struct ModelServer {
    /// Name of the service in the environment.
    pub service: Option<DnsLabel>,
    /// Address of a server outside.
    #[config(format = "url")]
    pub url: Option<String>,
    /// Key to present.
    pub api_key: Option<Secret<String>>,
}

/// Where conversations are shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum WebSocketManager {
    /// Nowhere: one replica alone.
    None,
    /// In Redis.
    Redis,
}

/// Where files lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum Persistence {
    /// On the disk.
    Local,
    /// In S3.
    S3,
    /// In Google's storage.
    Gcs,
    /// In Azure's storage.
    Azure,
}

/// How people sign in.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct SignIn {
    /// Name of the identity provider's service in the environment.
    pub provider: DnsLabel,
    /// Name of the interface at the provider.
    pub client_id: String,
    /// What proves that it is the interface.
    pub client_secret: Secret<String>,
    /// What is asked for.
    #[config(default = ["openid", "email", "profile"])]
    pub scopes: Vec<String>,
}
