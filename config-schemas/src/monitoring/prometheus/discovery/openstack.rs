//! Instances of OpenStack.

use config_core::{Secret, ServiceConfig};

use crate::monitoring::http::TlsConfig;
use crate::value::PrometheusDuration;

/// Instances of OpenStack.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct OpenStack {
    /// What is looked for.
    pub role: OpenStackRole,
    /// The region.
    #[config(length(1..))]
    pub region: String,
    /// Where identities are proved.
    pub identity_endpoint: Option<String>,
    /// Name of the user.
    pub username: Option<String>,
    /// Identity of the user.
    pub userid: Option<String>,
    /// Password of the user.
    pub password: Option<Secret<String>>,
    /// Name of the domain.
    pub domain_name: Option<String>,
    /// Identity of the domain.
    pub domain_id: Option<String>,
    /// Name of the project.
    pub project_name: Option<String>,
    /// Identity of the project.
    pub project_id: Option<String>,
    /// Name of the credential of the application.
    pub application_credential_name: Option<String>,
    /// Identity of the credential of the application.
    pub application_credential_id: Option<String>,
    /// The credential of the application.
    pub application_credential_secret: Option<Secret<String>>,
    /// Whether the instances of all projects are looked at.
    #[config(default = false)]
    pub all_tenants: bool,
    /// Time between two requests.
    #[config(default = "1m")]
    pub refresh_interval: PrometheusDuration,
    /// Port of the targets.
    #[config(default = 80)]
    pub port: u16,
    /// Which endpoint is asked.
    #[config(default = "public")]
    pub availability: Availability,
    /// TLS.
    pub tls_config: Option<TlsConfig>,
}

/// A sort of objects of OpenStack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum OpenStackRole {
    /// Machines that run instances.
    Hypervisor,
    /// Instances.
    Instance,
    /// Load balancers.
    #[config(rename = "loadbalancer")]
    LoadBalancer,
}

/// Which endpoint of OpenStack is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum Availability {
    /// For everyone.
    Public,
    /// For administrators.
    Admin,
    /// For the inside.
    Internal,
}
