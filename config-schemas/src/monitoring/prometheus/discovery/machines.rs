//! Machines that another program knows.

use config_core::{Secret, ServiceConfig};

use crate::monitoring::http::HttpClient;
use crate::value::{HttpUrl, PrometheusDuration};

/// Machines of Google Cloud.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Gce {
    /// The project.
    #[config(length(1..))]
    pub project: String,
    /// The zone.
    #[config(length(1..))]
    pub zone: String,
    /// Which machines are looked at.
    pub filter: Option<String>,
    /// Time between two requests.
    #[config(default = "1m")]
    pub refresh_interval: PrometheusDuration,
    /// Port of the targets.
    #[config(default = 80)]
    pub port: u16,
    /// What stands between tags.
    #[config(default = ",")]
    pub tag_separator: String,
}

/// Resources of PuppetDB.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct PuppetDb {
    /// Address of the server.
    pub url: HttpUrl,
    /// The query, in Puppet's language.
    #[config(length(1..))]
    pub query: String,
    /// Whether parameters become labels.
    #[config(default = false)]
    pub include_parameters: bool,
    /// Time between two requests.
    #[config(default = "1m")]
    pub refresh_interval: PrometheusDuration,
    /// Port of the targets.
    #[config(default = 80)]
    pub port: u16,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}

/// Systems of Uyuni.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Uyuni {
    /// Address of the server.
    #[config(length(1..))]
    pub server: String,
    /// Name of the user.
    #[config(length(1..))]
    pub username: String,
    /// Password of the user.
    #[config(length(1..))]
    pub password: Secret<String>,
    /// Which systems are looked at.
    #[config(default = "monitoring_entitled")]
    pub entitlement: String,
    /// What stands between names of groups.
    #[config(default = ",")]
    pub separator: String,
    /// Time between two requests.
    #[config(default = "1m")]
    pub refresh_interval: PrometheusDuration,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}
