//! Connections over MQTT.

use config_core::ServiceConfig;

use super::{Listen, NatsDuration, SimpleAuthorization, Tls};

/// Connections over MQTT. They need a `server_name`, and persistence.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Mqtt {
    /// Address and port to listen on; instead of `host` and `port`.
    #[config(reload = "restart")]
    pub listen: Option<Listen>,
    /// Address to listen on.
    #[config(alias = "net", reload = "restart")]
    pub host: Option<String>,
    /// Port; -1 is any free one.
    #[config(range(-1..=65_535), reload = "restart")]
    pub port: Option<i32>,
    /// Encryption.
    pub tls: Option<Tls>,
    /// Who may connect, instead of who may connect as a client.
    #[config(alias = "authentication", reload = "restart")]
    pub authorization: Option<SimpleAuthorization>,
    /// User of connections that name none.
    #[config(reload = "restart")]
    pub no_auth_user: Option<String>,
    /// How long a client may take to acknowledge a message (`30s` by default in 2.15).
    #[config(alias = "ackwait")]
    pub ack_wait: Option<NatsDuration>,
    /// Most messages that a client may leave unacknowledged (1024 by default in 2.15).
    #[config(alias = "max_pending", alias = "max_inflight", range(0..=65_535))]
    pub max_ack_pending: Option<i64>,
    /// Domain of the persistence.
    #[config(reload = "restart")]
    pub js_domain: Option<String>,
    /// Longest time of a request to the persistence.
    #[config(alias = "api_timeout", since = "2.11", reload = "restart")]
    pub js_api_timeout: Option<NatsDuration>,
    /// Copies of what is kept.
    #[config(range(0..))]
    pub stream_replicas: Option<i64>,
    /// Copies of what is known of consumers. Ignored since 2.10.
    #[config(deprecated(since = "2.10", note = "the server ignores it"))]
    pub consumer_replicas: Option<i64>,
    /// Whether what is known of consumers is kept in memory.
    pub consumer_memory_storage: Option<bool>,
    /// How long a consumer stays that nobody uses.
    #[config(alias = "consumer_auto_cleanup")]
    pub consumer_inactive_threshold: Option<NatsDuration>,
    /// Whether messages of quality 2 are turned away.
    #[config(since = "2.10", reload = "restart")]
    pub reject_qos2_publish: Option<bool>,
    /// Whether subscriptions of quality 2 become those of quality 1.
    #[config(since = "2.10", reload = "restart")]
    pub downgrade_qos2_subscribe: Option<bool>,
}
