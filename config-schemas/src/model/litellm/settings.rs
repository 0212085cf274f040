//! Settings of the library.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

use super::{Fallback, Referable};
use crate::value::OneOrMany;

/// Settings of the library.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct LiteLlmSettings {
    /// Time after which a request has failed; 6000 by default.
    #[config(unit = "seconds", reload = "restart")]
    pub request_timeout: Option<Referable<f64>>,
    /// How often a request is repeated.
    #[config(reload = "restart")]
    pub num_retries: Option<Referable<u32>>,
    /// Whether parameters are left out that a model does not know.
    #[config(reload = "restart")]
    pub drop_params: Option<bool>,
    /// Whether requests are changed to fit a model.
    #[config(reload = "restart")]
    pub modify_params: Option<bool>,
    /// What is told of every request.
    #[config(default, reload = "restart")]
    pub callbacks: OneOrMany<String>,
    /// What is told of requests that succeed.
    #[config(default, reload = "restart")]
    pub success_callback: OneOrMany<String>,
    /// What is told of requests that fail.
    #[config(default, reload = "restart")]
    pub failure_callback: OneOrMany<String>,
    /// What is told of the services behind the proxy.
    #[config(default, reload = "restart")]
    pub service_callback: OneOrMany<String>,
    /// Whether answers are kept.
    #[config(reload = "restart")]
    pub cache: Option<bool>,
    /// Where answers are kept.
    #[config(reload = "restart")]
    pub cache_params: Option<CacheParameters>,
    /// Whether the log is JSON.
    #[config(reload = "restart")]
    pub json_logs: Option<bool>,
    /// Whether everything is written, prompts included.
    #[config(reload = "restart")]
    pub set_verbose: Option<bool>,
    /// Whether prompts and answers are never told to others.
    #[config(reload = "restart")]
    pub turn_off_message_logging: Option<bool>,
    /// Whether keys' owners are never told to others.
    #[config(reload = "restart")]
    pub redact_user_api_key_info: Option<bool>,
    /// Models that take over from every other one.
    #[config(default = [], reload = "restart")]
    pub default_fallbacks: Vec<String>,
    /// Models that take over after an error.
    #[config(default = [], reload = "restart")]
    pub fallbacks: Vec<Fallback>,
    /// Models that take over when a prompt is too long.
    #[config(default = [], reload = "restart")]
    pub context_window_fallbacks: Vec<Fallback>,
    /// Models that take over when a prompt is refused.
    #[config(default = [], reload = "restart")]
    pub content_policy_fallbacks: Vec<Fallback>,
    /// Most money of the whole proxy.
    #[config(unit = "US dollars", reload = "restart")]
    pub max_budget: Option<Referable<f64>>,
    /// The period of `max_budget`.
    #[config(reload = "restart")]
    pub budget_duration: Option<String>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Where answers are kept.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(!self.r#type.is_semantic() || self.similarity_threshold.is_some(), "a semantic cache needs a similarity_threshold", code = "LITELLM-032"),
    check(self.r#type != CacheType::QdrantSemantic || self.qdrant_collection_name.is_some(), "the cache qdrant-semantic needs a qdrant_collection_name", code = "LITELLM-032"),
    check(self.r#type != CacheType::S3 || self.s3_bucket_name.is_some(), "the cache s3 needs a s3_bucket_name", code = "LITELLM-032"),
)]
pub struct CacheParameters {
    /// Where.
    #[config(default = "redis", reload = "restart")]
    pub r#type: CacheType,
    /// Host.
    #[config(reload = "restart")]
    pub host: Option<String>,
    /// Port.
    #[config(reload = "restart")]
    pub port: Option<Referable<u16>>,
    /// Password.
    #[config(reload = "restart")]
    pub password: Option<Secret<String>>,
    /// Address of Redis, in place of host, port and password.
    #[config(reload = "restart")]
    pub url: Option<Secret<String>>,
    /// Nodes of a cluster of Redis.
    #[config(reload = "restart")]
    pub redis_startup_nodes: Option<AnyValue>,
    /// How long.
    #[config(unit = "seconds", reload = "restart")]
    pub ttl: Option<Referable<f64>>,
    /// Beginning of all keys.
    #[config(reload = "restart")]
    pub namespace: Option<String>,
    /// Whether requests are kept that do not ask for it.
    #[config(pattern("^default_(on|off)$"), reload = "restart")]
    pub mode: Option<String>,
    /// Sorts of requests whose answers are kept.
    #[config(default = [], reload = "restart")]
    pub supported_call_types: Vec<String>,
    /// How much alike prompts must be.
    #[config(reload = "restart")]
    pub similarity_threshold: Option<Referable<f64>>,
    /// Address of Qdrant.
    #[config(reload = "restart")]
    pub qdrant_api_base: Option<String>,
    /// Key of Qdrant.
    #[config(reload = "restart")]
    pub qdrant_api_key: Option<Secret<String>>,
    /// Collection of Qdrant.
    #[config(reload = "restart")]
    pub qdrant_collection_name: Option<String>,
    /// Model that computes vectors.
    #[config(reload = "restart")]
    pub qdrant_semantic_cache_embedding_model: Option<String>,
    /// Length of the vectors.
    #[config(reload = "restart")]
    pub qdrant_semantic_cache_vector_size: Option<Referable<u32>>,
    /// Model that computes vectors.
    #[config(reload = "restart")]
    pub redis_semantic_cache_embedding_model: Option<String>,
    /// Bucket.
    #[config(reload = "restart")]
    pub s3_bucket_name: Option<String>,
    /// Region of the bucket.
    #[config(reload = "restart")]
    pub s3_region_name: Option<String>,
    /// Address of the object storage.
    #[config(reload = "restart")]
    pub s3_endpoint_url: Option<String>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Where answers are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum CacheType {
    /// In memory.
    #[config(rename = "local")]
    Local,
    /// In Redis.
    #[config(rename = "redis")]
    Redis,
    /// In Redis, found by meaning.
    #[config(rename = "redis-semantic")]
    RedisSemantic,
    /// In Valkey, found by meaning.
    #[config(rename = "valkey-semantic")]
    ValkeySemantic,
    /// In Qdrant, found by meaning.
    #[config(rename = "qdrant-semantic")]
    QdrantSemantic,
    /// In object storage.
    #[config(rename = "s3")]
    S3,
    /// In the object storage of Google.
    #[config(rename = "gcs")]
    Gcs,
    /// In the object storage of Azure.
    #[config(rename = "azure-blob")]
    AzureBlob,
    /// On the disk.
    #[config(rename = "disk")]
    Disk,
}

impl CacheType {
    /// Whether answers are found by meaning.
    #[must_use]
    pub const fn is_semantic(self) -> bool {
        matches!(self, Self::RedisSemantic | Self::ValkeySemantic | Self::QdrantSemantic)
    }
}
