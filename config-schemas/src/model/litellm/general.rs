//! Settings of the proxy.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

use super::Referable;

/// Settings of the proxy.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(positive(&self.max_in_flight_requests_per_worker), "max_in_flight_requests_per_worker must be more than 0"),
    check(self.model_list_healthy_only != Some(true) || self.background_health_checks == Some(true), "model_list_healthy_only needs background_health_checks", code = "LITELLM-031"),
    check(self.enable_jwt_auth != Some(true) || self.litellm_jwtauth.is_some(), "enable_jwt_auth needs litellm_jwtauth"),
)]
pub struct GeneralSettings {
    /// Key of the administrator. The proxy does not start without one, or with one that everybody knows.
    #[config(length(1..), reload = "restart")]
    pub master_key: Option<Secret<String>>,
    /// Address of the database, a PostgreSQL.
    #[config(reload = "restart")]
    pub database_url: Option<Secret<String>>,
    /// Connections of each worker.
    #[config(default = Referable::Value(10), reload = "restart")]
    pub database_connection_pool_limit: Referable<u32>,
    /// How long a connection is waited for; 60 by default.
    #[config(unit = "seconds", reload = "restart")]
    pub database_connection_timeout: Option<Referable<f64>>,
    /// Whether statements are not prepared, for a pool between that shares connections.
    #[config(reload = "restart")]
    pub database_disable_prepared_statements: Option<bool>,
    /// Most requests of a key at once.
    #[config(reload = "restart")]
    pub max_parallel_requests: Option<Referable<u64>>,
    /// Most requests at once.
    #[config(reload = "restart")]
    pub global_max_parallel_requests: Option<Referable<u64>>,
    /// Most requests of a worker at once.
    #[config(unit = "requests", reload = "restart")]
    pub max_in_flight_requests_per_worker: Option<Referable<u64>>,
    /// Most requests that wait.
    #[config(unit = "requests", reload = "restart")]
    pub max_queued_requests_per_worker: Option<Referable<u64>>,
    /// How long a request waits; 1 by default.
    #[config(unit = "seconds", reload = "restart")]
    pub admission_queue_timeout_seconds: Option<Referable<f64>>,
    /// Largest request.
    #[config(unit = "MB", reload = "restart")]
    pub max_request_size_mb: Option<Referable<f64>>,
    /// Largest answer.
    #[config(unit = "MB", reload = "restart")]
    pub max_response_size_mb: Option<Referable<f64>>,
    /// Whether models are tried from time to time.
    #[config(reload = "restart")]
    pub background_health_checks: Option<bool>,
    /// How often; 300 by default.
    #[config(unit = "seconds", reload = "restart")]
    pub health_check_interval: Option<Referable<f64>>,
    /// Whether only healthy models are listed.
    #[config(reload = "restart")]
    pub model_list_healthy_only: Option<bool>,
    /// Who is told of trouble.
    #[config(default = [], reload = "restart")]
    pub alerting: Vec<String>,
    /// Time after which a request is trouble.
    #[config(unit = "seconds", reload = "restart")]
    pub alerting_threshold: Option<Referable<f64>>,
    /// Whether clients may present tokens.
    #[config(reload = "restart")]
    pub enable_jwt_auth: Option<bool>,
    /// What tokens say.
    #[config(reload = "restart")]
    pub litellm_jwtauth: Option<JwtAuthentication>,
    /// Paths that are open.
    #[config(default = [], reload = "restart")]
    pub allowed_routes: Vec<String>,
    /// Addresses of proxies in front.
    #[config(default = [], reload = "restart")]
    pub trusted_proxy_ranges: Vec<crate::value::Cidr>,
    /// Where keys of models are kept.
    #[config(reload = "restart")]
    pub key_management_system: Option<KeyManagementSystem>,
    /// How keys of models are found.
    #[config(reload = "restart")]
    pub key_management_settings: Option<AnyValue>,
    /// Whether models can be changed at run time.
    #[config(reload = "restart")]
    pub store_model_in_db: Option<bool>,
    /// Redis that proxies share.
    #[config(reload = "restart")]
    pub coordination_redis: Option<CoordinationRedis>,
    /// Whether requests are refused while limits cannot be checked.
    #[config(reload = "restart")]
    pub fail_closed_rate_limit_enforcement: Option<bool>,
    /// How often the database is asked for changes; 30 by default.
    #[config(unit = "seconds", reload = "restart")]
    pub proxy_config_reload_interval_seconds: Option<Referable<u32>>,
    /// Paths that go to another server as they are.
    #[config(default = [], reload = "restart")]
    pub pass_through_endpoints: Vec<PassThrough>,
    /// How long spending is remembered.
    #[config(reload = "restart")]
    pub maximum_spend_logs_retention_period: Option<String>,
    /// Size from which spending is forgotten.
    #[config(reload = "restart")]
    pub maximum_spend_logs_size: Option<String>,
    /// Size down to which it is forgotten.
    #[config(reload = "restart")]
    pub maximum_spend_logs_cleanup_target_size: Option<String>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// What tokens say.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct JwtAuthentication {
    /// How long keys of issuers are remembered.
    #[config(default = Referable::Value(600.0), not_secret, unit = "seconds", reload = "restart")]
    pub public_key_ttl: Referable<f64>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Redis that proxies share.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct CoordinationRedis {
    /// Host.
    pub host: Option<String>,
    /// Port.
    pub port: Option<Referable<u16>>,
    /// Password.
    pub password: Option<Secret<String>>,
    /// Address, in place of the three above.
    pub url: Option<Secret<String>>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// A path that goes to another server as it is.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct PassThrough {
    /// The path.
    #[config(pattern("^/"))]
    pub path: String,
    /// Address of the other server.
    #[config(length(1..))]
    pub target: String,
    /// Headers for the other server.
    #[config(default)]
    pub headers: BTreeMap<String, Secret<String>>,
    /// Whether a key is asked for.
    pub auth: Option<bool>,
    /// Whether paths below belong to it.
    pub include_subpath: Option<bool>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Where keys of models are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum KeyManagementSystem {
    /// Google KMS.
    #[config(rename = "google_kms")]
    GoogleKms,
    /// Azure Key Vault.
    #[config(rename = "azure_key_vault")]
    AzureKeyVault,
    /// AWS Secrets Manager.
    #[config(rename = "aws_secret_manager")]
    AwsSecretManager,
    /// Google Secret Manager.
    #[config(rename = "google_secret_manager")]
    GoogleSecretManager,
    /// Vault.
    #[config(rename = "hashicorp_vault")]
    HashicorpVault,
    /// CyberArk.
    #[config(rename = "cyberark")]
    Cyberark,
    /// Variables.
    #[config(rename = "local")]
    Local,
    /// AWS KMS.
    #[config(rename = "aws_kms")]
    AwsKms,
    /// Code of your own.
    #[config(rename = "custom")]
    Custom,
}

fn positive(number: &Option<Referable<u64>>) -> bool {
    !matches!(number, Some(Referable::Value(0)))
}
