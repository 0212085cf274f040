//! What accounts have of each other.

use config_core::ServiceConfig;

use super::Sampling;
use crate::value::GoDuration;

/// What other accounts may have: a stream or a service.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Export {
    /// Subject of messages that others may have.
    pub stream: Option<String>,
    /// Subject of requests that others may send.
    pub service: Option<String>,
    /// The accounts that may have it; all when there are none.
    pub accounts: Option<Vec<String>>,
    /// How a service answers (`singleton` by default in 2.15).
    #[config(alias = "response")]
    pub response_type: Option<ResponseType>,
    /// How long an answer may take (`2m` by default in 2.15).
    #[config(alias = "threshold", alias = "response_max_time", alias = "response_time")]
    pub response_threshold: Option<GoDuration>,
    /// Where the times that a service takes go. In a file also a subject.
    pub latency: Option<Latency>,
    /// Which token of the subject is the account that has it, counted from 1.
    #[config(range(0..))]
    pub account_token_position: Option<i64>,
    /// Whether messages of a service may be traced by others.
    #[config(since = "2.11")]
    pub allow_trace: Option<bool>,
}

/// How a service answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write, rename_all = "snake_case")]
pub enum ResponseType {
    /// One message.
    #[config(alias = "single")]
    Singleton,
    /// Messages without an end.
    Stream,
    /// One message in parts.
    #[config(alias = "chunk")]
    Chunked,
}

/// Where the times that a service takes go.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Latency {
    /// The subject.
    pub subject: String,
    /// How many of the requests are measured (100 by default in 2.15).
    pub sampling: Option<Sampling>,
}

/// What an account has of another: a stream or a service.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Import {
    /// The stream.
    pub stream: Option<Remote>,
    /// The service.
    pub service: Option<Remote>,
    /// Tokens before the subject of a stream.
    pub prefix: Option<String>,
    /// Subject in this account.
    pub to: Option<String>,
    /// Whether the service is told who asks.
    pub share: Option<bool>,
    /// Whether messages of a stream may be traced by the other account.
    #[config(since = "2.11")]
    pub allow_trace: Option<bool>,
}

/// A subject of another account.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Remote {
    /// The account.
    pub account: Option<String>,
    /// The subject.
    pub subject: Option<String>,
}
