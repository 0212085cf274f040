//! Clouds whose requests are signed.

use config_core::{Secret, ServiceConfig};

use crate::monitoring::http::HttpClient;
use crate::value::PrometheusDuration;

/// Instances of Oracle's cloud.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(!(self.key_file.is_some() && self.private_key.is_some()),
          "at most one of key_file and private_key may be given"),
)]
pub struct Oci {
    /// How the server proves who it is.
    #[config(default = "api_key")]
    pub auth: OciAuth,
    /// The region.
    pub region: Option<String>,
    /// The tenancy.
    pub tenancy: Option<String>,
    /// The user.
    pub user: Option<String>,
    /// Fingerprint of the key.
    pub fingerprint: Option<String>,
    /// A file with the key.
    pub key_file: Option<String>,
    /// The key.
    pub private_key: Option<Secret<String>>,
    /// What opens the key.
    pub key_passphrase: Option<Secret<String>>,
    /// A file with what opens the key.
    pub key_passphrase_file: Option<String>,
    /// Compartments that are looked at.
    #[config(default = [])]
    pub compartments: Vec<String>,
    /// Port of the targets.
    #[config(default = 80)]
    pub port: u16,
    /// Time between two requests.
    #[config(default = "1m")]
    pub refresh_interval: PrometheusDuration,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}

/// How the server proves to Oracle's cloud who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum OciAuth {
    /// With a key.
    ApiKey,
    /// With the identity of the machine.
    InstancePrincipal,
}

/// Machines of Outscale.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.secret_key.is_some() != self.secret_key_file.is_some(),
          "exactly one of secret_key and secret_key_file must be given"),
)]
pub struct Outscale {
    /// The region.
    #[config(length(1..))]
    pub region: String,
    /// Another endpoint.
    pub endpoint: Option<String>,
    /// Identity of the key.
    #[config(not_secret, length(1..))]
    pub access_key: String,
    /// The key.
    pub secret_key: Option<Secret<String>>,
    /// A file with the key.
    pub secret_key_file: Option<String>,
    /// Port of the targets.
    #[config(default = 80)]
    pub port: u16,
    /// Time between two requests.
    #[config(default = "1m")]
    pub refresh_interval: PrometheusDuration,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}

/// Servers of STACKIT.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Stackit {
    /// The project.
    pub project: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// Another endpoint.
    #[config(pattern("^https?://[^/]+"))]
    pub endpoint: Option<String>,
    /// Key of the service account.
    pub service_account_key: Option<Secret<String>>,
    /// The private key.
    pub private_key: Option<Secret<String>>,
    /// A file with the key of the service account.
    pub service_account_key_path: Option<String>,
    /// A file with the private key.
    pub private_key_path: Option<String>,
    /// A file with both.
    pub credentials_file_path: Option<String>,
    /// Port of the targets.
    #[config(default = 80)]
    pub port: u16,
    /// Time between two requests.
    #[config(default = "1m")]
    pub refresh_interval: PrometheusDuration,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}
