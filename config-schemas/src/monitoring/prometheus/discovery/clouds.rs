//! Clouds that need little to be asked.

use config_core::{Secret, ServiceConfig};

use crate::monitoring::http::HttpClient;
use crate::value::PrometheusDuration;

/// Droplets of DigitalOcean.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct DigitalOcean {
    /// What is looked for: `droplets` or `databases`.
    #[config(since = "3.12")]
    pub role: Option<String>,
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

/// Servers of Hetzner.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Hetzner {
    /// Which interface is asked.
    pub role: HetznerRole,
    /// Port of the targets.
    #[config(default = 80)]
    pub port: u16,
    /// Time between two requests.
    #[config(default = "1m")]
    pub refresh_interval: PrometheusDuration,
    /// Which servers are looked at.
    #[config(since = "3.5")]
    pub label_selector: Option<String>,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}

/// An interface of Hetzner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write, rename_all = "lowercase")]
pub enum HetznerRole {
    /// Machines of the cloud.
    HCloud,
    /// Dedicated servers.
    Robot,
}

/// Servers of IONOS.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Ionos {
    /// Identity of the data center.
    #[config(length(1..))]
    pub datacenter_id: String,
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

/// Instances of Linode.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Linode {
    /// The only region that is looked at.
    pub region: Option<String>,
    /// Port of the targets.
    #[config(default = 80)]
    pub port: u16,
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

/// Servers of OVHcloud.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct OvhCloud {
    /// Identity of the application.
    #[config(length(1..))]
    pub application_key: String,
    /// Secret of the application.
    #[config(length(1..))]
    pub application_secret: Secret<String>,
    /// Key of the customer.
    #[config(length(1..))]
    pub consumer_key: Secret<String>,
    /// What is looked for.
    pub service: OvhService,
    /// The interface that is asked.
    #[config(default = "ovh-eu")]
    pub endpoint: String,
    /// Time between two requests.
    #[config(default = "1m")]
    pub refresh_interval: PrometheusDuration,
}

/// A sort of servers of OVHcloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum OvhService {
    /// Virtual ones.
    Vps,
    /// Dedicated ones.
    DedicatedServer,
}

/// Servers of Scaleway.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.secret_key.is_some() != self.secret_key_file.is_some(),
          "exactly one of secret_key and secret_key_file must be given"),
)]
pub struct Scaleway {
    /// Identity of the key.
    #[config(not_secret, length(1..))]
    pub access_key: String,
    /// The key.
    pub secret_key: Option<Secret<String>>,
    /// A file with the key.
    pub secret_key_file: Option<String>,
    /// Identity of the project.
    #[config(length(1..))]
    pub project_id: String,
    /// What is looked for.
    pub role: ScalewayRole,
    /// Port of the targets.
    #[config(default = 80)]
    pub port: u16,
    /// Address of the interface.
    #[config(default = "https://api.scaleway.com")]
    pub api_url: String,
    /// The zone that is looked at.
    #[config(default = "fr-par-1")]
    pub zone: String,
    /// Part of the names that are looked for.
    pub name_filter: Option<String>,
    /// Tags that a server must have.
    #[config(default = [])]
    pub tags_filter: Vec<String>,
    /// Time between two requests.
    #[config(default = "1m")]
    pub refresh_interval: PrometheusDuration,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}

/// A sort of servers of Scaleway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum ScalewayRole {
    /// Virtual ones.
    Instance,
    /// Dedicated ones.
    Baremetal,
}

/// Instances of Vultr.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Vultr {
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
