//! Alertmanagers.

use config_core::ServiceConfig;

use super::{Discovery, RelabelConfig, SigV4};
use crate::monitoring::at_most_one;
use crate::monitoring::http::HttpClient;
use crate::value::PrometheusDuration;

/// Alertmanagers, and what happens to alerts before they are sent.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Alerting {
    /// Relabeling of alerts before they are sent.
    #[config(default = [])]
    pub alert_relabel_configs: Vec<RelabelConfig>,
    /// The Alertmanagers.
    #[config(default = [])]
    pub alertmanagers: Vec<AlertmanagerConfig>,
}

/// A group of Alertmanagers.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.sigv4.is_some(), self.http.basic_auth.is_some(), self.http.authorization.is_some(), self.http.oauth2.is_some()]),
          "at most one of basic_auth, authorization, oauth2 and sigv4 may be given"),
)]
pub struct AlertmanagerConfig {
    /// Time after which sending has failed.
    #[config(default = "10s")]
    pub timeout: PrometheusDuration,
    /// Version of the interface; v1 is gone since Prometheus 3.0.
    #[config(default = "v2")]
    pub api_version: ApiVersion,
    /// Path in front of the interface.
    #[config(default = "/")]
    pub path_prefix: String,
    /// `http` or `https`.
    #[config(default = "http", pattern("^https?$"))]
    pub scheme: String,
    /// Signing of requests for AWS.
    pub sigv4: Option<SigV4>,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
    /// Where Alertmanagers are.
    #[config(flatten)]
    pub discovery: Discovery,
    /// Relabeling of Alertmanagers.
    #[config(default = [])]
    pub relabel_configs: Vec<RelabelConfig>,
    /// Relabeling of alerts for these Alertmanagers.
    #[config(default = [])]
    pub alert_relabel_configs: Vec<RelabelConfig>,
}

/// Version of Alertmanager's interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum ApiVersion {
    /// The only one since Alertmanager 0.27.
    V2,
}
