//! Machines of Azure.

use config_core::{Secret, ServiceConfig};

use crate::monitoring::http::HttpClient;
use crate::value::PrometheusDuration;

/// Machines of Azure.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.tenant_id.is_some() || self.authentication_method != AzureMethod::OAuth, "the authentication_method OAuth needs a tenant_id"),
    check(self.client_id.is_some() || self.authentication_method != AzureMethod::OAuth, "the authentication_method OAuth needs a client_id"),
    check(self.client_secret.is_some() || self.authentication_method != AzureMethod::OAuth, "the authentication_method OAuth needs a client_secret"),
)]
pub struct Azure {
    /// The cloud.
    #[config(default = "AzurePublicCloud")]
    pub environment: String,
    /// How the server proves who it is.
    #[config(default = "OAuth")]
    pub authentication_method: AzureMethod,
    /// Identity of the subscription.
    #[config(length(1..))]
    pub subscription_id: String,
    /// Identity of the tenant.
    #[config(length(1..))]
    pub tenant_id: Option<String>,
    /// Identity of the client.
    #[config(length(1..))]
    pub client_id: Option<String>,
    /// Secret of the client.
    #[config(length(1..))]
    pub client_secret: Option<Secret<String>>,
    /// The only group of resources that is looked at.
    pub resource_group: Option<String>,
    /// Time between two requests.
    #[config(default = "5m")]
    pub refresh_interval: PrometheusDuration,
    /// Port of the targets.
    #[config(default = 80)]
    pub port: u16,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}

/// How the server proves who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum AzureMethod {
    /// With a client's secret.
    #[config(rename = "OAuth")]
    OAuth,
    /// With the identity of the machine.
    #[config(rename = "ManagedIdentity")]
    ManagedIdentity,
    /// With what the environment offers.
    #[config(rename = "SDK")]
    Sdk,
    /// With the identity of the workload.
    #[config(rename = "WorkloadIdentity")]
    WorkloadIdentity,
}
