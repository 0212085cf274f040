//! Limits of requests, and when a service is left alone.

use std::time::Duration;

use config_core::{Percent, ServiceConfig};

use crate::value::Cidr;

/// A limit of requests, or of tokens where requests to models have a `cost`.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct RateLimit {
    /// How many requests, or how many tokens with a `cost`.
    #[config(range(1..))]
    pub requests: u64,
    /// In which time.
    #[config(default = "second")]
    pub unit: LimitUnit,
    /// How many more at once.
    #[config(default = 0)]
    pub burst: u64,
    /// Of each gateway, or of all together.
    #[config(default = "local")]
    pub scope: LimitScope,
    /// What is counted apart.
    #[config(default)]
    pub key: RateLimitKey,
    /// What a request costs, in place of one.
    pub cost: Option<TokenCost>,
}

/// A length of time that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ServiceConfig)]
#[config(write)]
pub enum LimitUnit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
}

/// Where requests are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum LimitScope {
    /// In each gateway.
    Local,
    /// In all gateways together; needs a store.
    Global,
}

/// What is counted apart; nothing said is all requests together.
#[derive(Clone, Debug, Default, PartialEq, ServiceConfig)]
#[config(write)]
pub struct RateLimitKey {
    /// Value of a header.
    pub header: Option<String>,
    /// Address of the client, among these.
    pub range: Option<Cidr>,
    /// Each address of a client.
    #[config(default = false)]
    pub each_address: bool,
    /// Beginning of the path.
    #[config(pattern("^/"))]
    pub path: Option<String>,
    /// Method.
    pub method: Option<String>,
}

/// What a request to a model costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum TokenCost {
    /// Tokens that go in.
    Input,
    /// Tokens that come out.
    Output,
    /// Tokens that were in the cache.
    CachedInput,
    /// Tokens in and out.
    Total,
    /// Tokens of reasoning.
    Reasoning,
}

/// When a service is left alone.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct CircuitBreaker {
    /// Most connections.
    #[config(default = 1024, range(0..=4_294_967_295))]
    pub max_connections: u64,
    /// Most requests that wait.
    #[config(default = 1024, range(0..=4_294_967_295))]
    pub max_pending: u64,
    /// Most requests at once.
    #[config(default = 1024, range(0..=4_294_967_295))]
    pub max_parallel: u64,
    /// Failures in a row after which a replica is left alone.
    #[config(default = 5, range(1..))]
    pub consecutive_failures: u32,
    /// How long it is left alone.
    #[config(default = "30s", range("1s"..="24h"))]
    pub ejection_time: Duration,
    /// Most replicas that are left alone at once.
    #[config(default = "10%")]
    pub max_ejected: Percent,
}
