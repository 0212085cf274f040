//! Amazon's services.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

use crate::monitoring::http::HttpClient;
use crate::value::PrometheusDuration;

/// Machines of EC2.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Ec2 {
    /// The region; that of the machine around the server by default.
    pub region: Option<String>,
    /// Another endpoint.
    pub endpoint: Option<String>,
    /// Identity of the key.
    #[config(not_secret)]
    pub access_key: Option<String>,
    /// The key.
    pub secret_key: Option<Secret<String>>,
    /// Name of a profile.
    pub profile: Option<String>,
    /// A role to take on.
    pub role_arn: Option<String>,
    /// Identity that the role asks for.
    pub external_id: Option<String>,
    /// Time between two requests.
    #[config(default = "1m")]
    pub refresh_interval: PrometheusDuration,
    /// Port of the targets.
    #[config(default = 80)]
    pub port: u16,
    /// Which machines are looked at.
    #[config(default = [])]
    pub filters: Vec<Filter>,
    /// Which address of a machine is used.
    pub ip_version: Option<String>,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}

/// Which objects are looked at.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Filter {
    /// What is compared.
    pub name: String,
    /// What it may be.
    #[config(length(1..))]
    pub values: Vec<String>,
}

/// Machines of Lightsail.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Lightsail {
    /// The region; that of the machine around the server by default.
    pub region: Option<String>,
    /// Another endpoint.
    pub endpoint: Option<String>,
    /// Identity of the key.
    #[config(not_secret)]
    pub access_key: Option<String>,
    /// The key.
    pub secret_key: Option<Secret<String>>,
    /// Name of a profile.
    pub profile: Option<String>,
    /// A role to take on.
    pub role_arn: Option<String>,
    /// Identity that the role asks for.
    pub external_id: Option<String>,
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

/// Targets of one of Amazon's services.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Aws {
    /// The service.
    #[config(pattern("^(ec2|ecs|lightsail|msk|rds|elasticache)$"))]
    pub role: String,
    /// The region; that of the machine around the server by default.
    pub region: Option<String>,
    /// Another endpoint.
    pub endpoint: Option<String>,
    /// Identity of the key.
    #[config(not_secret)]
    pub access_key: Option<String>,
    /// The key.
    pub secret_key: Option<Secret<String>>,
    /// Name of a profile.
    pub profile: Option<String>,
    /// A role to take on.
    pub role_arn: Option<String>,
    /// Identity that the role asks for.
    pub external_id: Option<String>,
    /// Clusters that are looked at.
    #[config(default = [])]
    pub clusters: Vec<String>,
    /// Time between two requests.
    #[config(default = "1m")]
    pub refresh_interval: PrometheusDuration,
    /// Port of the targets.
    #[config(default = 80)]
    pub port: u16,
    /// Which objects are looked at.
    #[config(default = [])]
    pub filters: Vec<Filter>,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
    /// Settings of one service alone.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}
