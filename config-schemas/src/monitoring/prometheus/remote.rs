//! Remote storage.

use std::collections::BTreeMap;

use config_core::{Secret, ServiceConfig};

use super::RelabelConfig;
use crate::monitoring::at_most_one;
use crate::monitoring::http::HttpClient;
use crate::value::PrometheusDuration;

/// A place that samples are sent to.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([
            self.http.basic_auth.is_some(), self.http.authorization.is_some(), self.http.oauth2.is_some(),
            self.sigv4.is_some(), self.azuread.is_some(), self.google_iam.is_some(),
          ]),
          "at most one of basic_auth, authorization, oauth2, sigv4, azuread and google_iam may be given"),
)]
pub struct RemoteWrite {
    /// Where samples are sent.
    #[config(length(1..))]
    pub url: String,
    /// The message that is sent.
    #[config(default = "prometheus.WriteRequest", since = "2.54")]
    pub protobuf_message: WriteMessage,
    /// Time after which sending has failed.
    #[config(default = "30s")]
    pub remote_timeout: PrometheusDuration,
    /// Further headers.
    #[config(default, validate(headers_not_reserved))]
    pub headers: BTreeMap<String, String>,
    /// Relabeling of samples before they are sent.
    #[config(default = [])]
    pub write_relabel_configs: Vec<RelabelConfig>,
    /// Name, unique among the places samples are sent to.
    pub name: Option<String>,
    /// Whether exemplars are sent.
    #[config(default = false)]
    pub send_exemplars: bool,
    /// Whether native histograms are sent.
    #[config(default = false)]
    pub send_native_histograms: bool,
    /// Whether each request goes to another of the addresses of the name.
    #[config(since = "3.1")]
    pub round_robin_dns: Option<bool>,
    /// The queue in front of the place.
    #[config(default)]
    pub queue_config: QueueConfig,
    /// How metadata is sent.
    #[config(default)]
    pub metadata_config: MetadataConfig,
    /// Signing of requests for AWS.
    pub sigv4: Option<SigV4>,
    /// Authentication with Azure.
    pub azuread: Option<AzureAd>,
    /// Authentication with Google Cloud.
    pub google_iam: Option<GoogleIam>,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}

/// A message of remote write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum WriteMessage {
    /// Of version 1.0.
    #[config(rename = "prometheus.WriteRequest")]
    Version1,
    /// Of version 2.0.
    #[config(rename = "io.prometheus.write.v2.Request")]
    Version2,
}

/// The queue in front of remote storage.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.min_shards <= self.max_shards, "min_shards must not be greater than max_shards"),
    check(self.min_backoff <= self.max_backoff, "max_backoff must not be less than min_backoff"),
)]
pub struct QueueConfig {
    /// Samples that each shard holds.
    #[config(default = 10_000, range(1..), unit = "samples")]
    pub capacity: u64,
    /// Most shards.
    #[config(default = 50, range(1..))]
    pub max_shards: u64,
    /// Fewest shards.
    #[config(default = 1, range(1..))]
    pub min_shards: u64,
    /// Most samples of one request.
    #[config(default = 2_000, range(1..), unit = "samples")]
    pub max_samples_per_send: u64,
    /// How long a sample waits for others.
    #[config(default = "5s")]
    pub batch_send_deadline: PrometheusDuration,
    /// Pause before the first repetition.
    #[config(default = "30ms")]
    pub min_backoff: PrometheusDuration,
    /// Longest pause between repetitions.
    #[config(default = "5s")]
    pub max_backoff: PrometheusDuration,
    /// Whether a request is repeated that was refused with the code 429.
    #[config(default = false)]
    pub retry_on_http_429: bool,
    /// Age above which samples are not sent; 0 for no limit.
    #[config(default = "0s")]
    pub sample_age_limit: PrometheusDuration,
}

/// How metadata is sent.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct MetadataConfig {
    /// Whether it is sent.
    #[config(default = true)]
    pub send: bool,
    /// Time between two sendings.
    #[config(default = "1m")]
    pub send_interval: PrometheusDuration,
    /// Most entries of one request.
    #[config(default = 2_000)]
    pub max_samples_per_send: u64,
}

/// A place that samples are read from.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct RemoteRead {
    /// Where samples are read.
    #[config(length(1..))]
    pub url: String,
    /// Time after which reading has failed.
    #[config(default = "1m")]
    pub remote_timeout: PrometheusDuration,
    /// Further headers.
    #[config(default, validate(headers_not_reserved))]
    pub headers: BTreeMap<String, String>,
    /// Whether times are read that the server itself should have.
    #[config(default = false)]
    pub read_recent: bool,
    /// Name, unique among the places samples are read from.
    pub name: Option<String>,
    /// Labels that a query must ask for, to be sent there.
    #[config(default)]
    pub required_matchers: BTreeMap<String, String>,
    /// Whether external labels become part of the query.
    #[config(default = true)]
    pub filter_external_labels: bool,
    /// Most bytes of a frame.
    pub chunked_read_limit: Option<u64>,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}

/// Signing of requests for AWS.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.access_key.is_some() == self.secret_key.is_some(), "access_key and secret_key need each other"),
)]
pub struct SigV4 {
    /// The region.
    pub region: Option<String>,
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
    /// Whether endpoints of FIPS are used.
    pub use_fips_sts_endpoint: Option<bool>,
    /// Name of the service that is signed for.
    pub service_name: Option<String>,
}

/// Authentication with Azure.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.managed_identity.is_some(), self.oauth.is_some(), self.sdk.is_some(), self.workload_identity.is_some()]),
          "at most one of managed_identity, oauth, sdk and workload_identity may be given"),
)]
pub struct AzureAd {
    /// The cloud.
    #[config(default = "AzurePublic")]
    pub cloud: AzureCloud,
    /// A managed identity.
    pub managed_identity: Option<ManagedIdentity>,
    /// OAuth with a client's secret.
    pub oauth: Option<AzureOauth>,
    /// What the environment offers.
    pub sdk: Option<AzureSdk>,
    /// An identity of the workload.
    pub workload_identity: Option<AzureWorkloadIdentity>,
    /// What is asked for.
    pub scope: Option<String>,
}

/// A cloud of Azure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write, rename_all = "PascalCase")]
pub enum AzureCloud {
    /// The public one.
    AzurePublic,
    /// In China.
    AzureChina,
    /// For the government of the United States.
    AzureGovernment,
}

/// A managed identity.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ManagedIdentity {
    /// Identity of the client; the system's when empty.
    pub client_id: Option<String>,
}

/// OAuth with a client's secret.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct AzureOauth {
    /// Identity of the client.
    pub client_id: String,
    /// Secret of the client.
    pub client_secret: Secret<String>,
    /// Identity of the tenant.
    pub tenant_id: String,
}

/// What the environment offers.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct AzureSdk {
    /// Identity of the tenant.
    pub tenant_id: Option<String>,
}

/// An identity of the workload.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct AzureWorkloadIdentity {
    /// Identity of the client.
    pub client_id: Option<String>,
    /// Identity of the tenant.
    pub tenant_id: Option<String>,
    /// File with the token.
    pub token_file_path: Option<String>,
}

/// Authentication with Google Cloud.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct GoogleIam {
    /// File with the key of the service account.
    pub credentials_file: Option<String>,
}

/// Headers that remote storage sets itself.
const RESERVED: &[&str] = &[
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "host",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "user-agent",
    "www-authenticate",
    "x-prometheus-remote-read-version",
    "x-prometheus-remote-write-version",
];

pub(super) fn headers_not_reserved(headers: &BTreeMap<String, String>) -> Result<(), String> {
    for name in headers.keys() {
        let lower = name.to_ascii_lowercase();
        if lower == "authorization" {
            return Err(
                "the authorization header is given by basic_auth, authorization, oauth2, sigv4, azuread or \
                        google_iam"
                    .to_owned(),
            );
        }
        if RESERVED.contains(&lower.as_str()) {
            return Err(format!("{lower} is a reserved header and must not be changed"));
        }
    }
    Ok(())
}
