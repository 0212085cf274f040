//! Registries of services.

use std::collections::BTreeMap;

use config_core::{Secret, ServiceConfig};

use crate::monitoring::http::HttpClient;
use crate::value::{HttpUrl, PrometheusDuration};

/// Services of Consul.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.username.is_none() && self.password.is_none() || self.http.basic_auth.is_none(),
          "at most one of basic_auth and username with password may be given"),
    check(self.token.is_none() || self.http.authorization.is_none(),
          "at most one of token and authorization may be given"),
)]
pub struct Consul {
    /// Address of the server.
    #[config(default = "localhost:8500", length(1..))]
    pub server: String,
    /// Path in front of the interface.
    pub path_prefix: Option<String>,
    /// A token for the server.
    pub token: Option<Secret<String>>,
    /// The data center.
    pub datacenter: Option<String>,
    /// The namespace.
    pub namespace: Option<String>,
    /// The partition.
    pub partition: Option<String>,
    /// `http` or `https`.
    #[config(default = "http", pattern("^https?$"))]
    pub scheme: String,
    /// Name of the user; use `basic_auth` instead.
    pub username: Option<String>,
    /// Password of the user; use `basic_auth` instead.
    pub password: Option<Secret<String>>,
    /// Services that are looked at; all by default.
    #[config(default = [])]
    pub services: Vec<String>,
    /// Tags that a service must have.
    #[config(default = [])]
    pub tags: Vec<String>,
    /// Metadata that a node must have.
    #[config(default)]
    pub node_meta: BTreeMap<String, String>,
    /// Which services are looked at.
    pub filter: Option<String>,
    /// Which healthy instances are looked at.
    #[config(since = "3.11")]
    pub health_filter: Option<String>,
    /// What stands between tags.
    #[config(default = ",")]
    pub tag_separator: String,
    /// Whether answers may be old.
    #[config(default = true)]
    pub allow_stale: bool,
    /// Time between two requests.
    #[config(default = "30s")]
    pub refresh_interval: PrometheusDuration,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}

/// Instances of Eureka.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Eureka {
    /// Address of the server.
    pub server: HttpUrl,
    /// Time between two requests.
    #[config(default = "30s")]
    pub refresh_interval: PrometheusDuration,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}

/// Proxies of Kuma.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Kuma {
    /// Address of the control plane.
    pub server: HttpUrl,
    /// Identity of this server.
    pub client_id: Option<String>,
    /// Time between two requests.
    #[config(default = "30s")]
    pub refresh_interval: PrometheusDuration,
    /// Time after which a request has failed.
    #[config(default = "2m")]
    pub fetch_timeout: PrometheusDuration,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}

/// Services of Nomad.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Nomad {
    /// Address of the server.
    #[config(default = "http://localhost:4646", length(1..))]
    pub server: String,
    /// The namespace.
    #[config(default = "default")]
    pub namespace: String,
    /// The region.
    #[config(default = "global")]
    pub region: String,
    /// Whether answers may be old.
    #[config(default = true)]
    pub allow_stale: bool,
    /// What stands between tags.
    #[config(default = ",")]
    pub tag_separator: String,
    /// Time between two requests.
    #[config(default = "1m")]
    pub refresh_interval: PrometheusDuration,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}
