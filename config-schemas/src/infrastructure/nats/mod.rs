//! NATS: the settings of its server.
//!
//! One file a block of `nats.conf`, and the values that have grammars of their own. Defaults are those of version 2.15; a
//! field says the version that brought it when that is later than 2.9. What a reload of the server takes over has the
//! class `hot`, which is the default; what it refuses to take over asks for a restart (tried with 2.15).

mod accounts;
mod authorization;
mod cipher;
mod cluster;
mod exchange;
mod gateway;
mod jetstream;
mod leafnodes;
mod mapping;
mod mqtt;
mod permissions;
mod subject;
mod tls;
mod value;
mod websocket;

pub use accounts::{Account, AccountJetStream, AccountLimits, ClusterTraffic, MessageTrace};
pub use authorization::{AuthCallout, Authorization, ConnectionType, SimpleAuthorization, User};
pub use cipher::{CipherSuite, Curve, PinnedCertificate};
pub use cluster::{Cluster, Compression, CompressionMode};
pub use exchange::{Export, Import, Latency, Remote, ResponseType};
pub use gateway::{Gateway, RemoteGateway};
pub use jetstream::{BatchLimits, Cipher, JetStream, JetStreamLimits, Tpm};
pub use leafnodes::{LeafAuthorization, LeafNodes, LeafUser, Proxy, RemoteLeaf};
pub use mapping::Mapping;
pub use mqtt::Mqtt;
pub use permissions::{Permissions, PublishPermission, ResponsePermission, SubscribePermission};
pub use subject::{AccountKey, OperatorKey, QueueSubject, Subject, UserKey};
pub(crate) use subject::{is_literal, is_subject, is_within};
pub use tls::{Certificate, Ocsp, OcspCache, OcspCacheType, OcspMode, OcspPeer, Tls, TlsVersion};
pub use value::{Listen, NatsDuration, Sampling, Seconds, Share, SyncInterval};
pub use websocket::Websocket;

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

use crate::value::{GoDuration, OneOrMany};

/// The settings of a NATS server (defaults of version 2.15). Natively `nats.conf`; sizes are bytes.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.max_payload <= self.max_pending, "max_payload must not exceed max_pending", code = "NATS-060"),
    check(self.authorization.as_ref().is_none_or(Authorization::is_unambiguous),
          "authorization has either users, or a user with a password, or a token", code = "NATS-047"),
)]
pub struct Nats {
    /// Name of the server, unique in its cluster.
    #[config(pattern("^[^ ]+$"), reload = "restart")]
    pub server_name: Option<String>,
    /// Address and port to listen on, such as `0.0.0.0:4222`; instead of `host` and `port`.
    #[config(reload = "restart")]
    pub listen: Option<Listen>,
    /// Address to listen on.
    #[config(alias = "net", reload = "restart")]
    pub host: Option<String>,
    /// Port for clients; -1 is any free one.
    #[config(default = 4222, range(-1..=65_535), reload = "restart")]
    pub port: i32,
    /// Address that clients are told.
    pub client_advertise: Option<String>,
    /// Port for monitoring over HTTP.
    #[config(alias = "monitor_port", range(-1..=65_535), reload = "restart")]
    pub http_port: Option<i32>,
    /// Address and port for monitoring over HTTP.
    #[config(reload = "restart")]
    pub http: Option<Listen>,
    /// Port for monitoring over HTTPS.
    #[config(range(-1..=65_535), reload = "restart")]
    pub https_port: Option<i32>,
    /// Address and port for monitoring over HTTPS.
    #[config(reload = "restart")]
    pub https: Option<Listen>,
    /// Path before those of monitoring.
    #[config(reload = "restart")]
    pub http_base_path: Option<String>,
    /// Tags of the server, for the placement of streams.
    pub server_tags: Option<OneOrMany<String>>,
    /// Names and values that monitoring shows.
    #[config(since = "2.11")]
    pub server_metadata: Option<BTreeMap<String, String>>,
    /// Largest message. The server says so when it is larger than 8 MiB.
    #[config(default = 1_048_576, range(1..=67_108_864), unit = "bytes")]
    pub max_payload: i64,
    /// Most bytes that wait for one client.
    #[config(default = 67_108_864, range(1..), unit = "bytes", reload = "restart")]
    pub max_pending: i64,
    /// Most clients at once.
    #[config(default = 65_536, range(-1..), alias = "max_conn")]
    pub max_connections: i64,
    /// Most subscriptions of one client; 0 is no limit.
    #[config(default = 0, range(-1..), alias = "max_subs", reload = "restart")]
    pub max_subscriptions: i64,
    /// Most tokens of a subject; 255 at most.
    #[config(range(1..=255), alias = "max_subscription_tokens", reload = "restart")]
    pub max_sub_tokens: Option<i64>,
    /// Longest line of the protocol.
    #[config(default = 4096, range(1..=2_147_483_647), unit = "bytes")]
    pub max_control_line: i64,
    /// Most characters of a message that the log has; 0 is no limit.
    #[config(default = 0, range(0..))]
    pub max_traced_msg_len: i64,
    /// Connections that monitoring still shows after their end (10000 by default in 2.15).
    #[config(range(0..), since = "2.10", reload = "restart")]
    pub max_closed_clients: Option<i64>,
    /// Time between two signs of life. A bare number counts seconds.
    #[config(default = "2m")]
    pub ping_interval: NatsDuration,
    /// Signs of life that may be missed.
    #[config(default = 2, range(0..))]
    pub ping_max: u32,
    /// Longest time of one write.
    #[config(default = "10s")]
    pub write_deadline: NatsDuration,
    /// What follows when a write takes longer.
    #[config(since = "2.12", reload = "restart")]
    pub write_timeout: Option<WriteTimeout>,
    /// How long the server takes to send its clients away when it goes; at least 30 seconds.
    #[config(default = "2m", reload = "restart")]
    pub lame_duck_duration: GoDuration,
    /// How long it waits before it begins to.
    #[config(default = "10s", reload = "restart")]
    pub lame_duck_grace_period: GoDuration,
    /// Whether a client that is slow to read does not slow down others.
    #[config(default = false, since = "2.10")]
    pub no_fast_producer_stall: bool,
    /// Whether messages have no headers.
    #[config(default = false, reload = "restart")]
    pub no_header_support: bool,
    /// Whether what subscriptions match is not kept in memory.
    #[config(default = false, alias = "no_sublist_cache", reload = "restart")]
    pub disable_sublist_cache: bool,
    /// Attempts to reach a server after which the log has it (3600 by default in 2.15).
    #[config(range(0..))]
    pub connect_error_reports: Option<i64>,
    /// Attempts to reach a server again after which the log has it (1 by default in 2.15).
    #[config(range(0..))]
    pub reconnect_error_reports: Option<i64>,
    /// Who may connect.
    pub authorization: Option<Authorization>,
    /// Accounts with their users, by their names.
    pub accounts: Option<BTreeMap<String, Account>>,
    /// Subjects that messages of users without an account are moved to.
    #[config(alias = "maps")]
    pub mappings: Option<BTreeMap<String, Vec<Mapping>>>,
    /// User of connections that name none.
    #[config(reload = "restart")]
    pub no_auth_user: Option<String>,
    /// Token (JWT) of connections that have none.
    #[config(since = "2.11")]
    pub default_sentinel: Option<String>,
    /// Account of the system.
    #[config(alias = "system", reload = "restart")]
    pub system_account: Option<String>,
    /// Whether there is no account of the system.
    #[config(default = false, alias = "no_system", alias = "no_sys_acc", reload = "restart")]
    pub no_system_account: bool,
    /// Proxies that are trusted.
    #[config(since = "2.12")]
    pub proxies: Option<Proxies>,
    /// Whether connections begin with the address of the client, as proxies tell it.
    #[config(default = false, since = "2.12", reload = "restart")]
    pub proxy_protocol: bool,
    /// Encryption of clients' connections.
    pub tls: Option<Tls>,
    /// Whether clients may also connect without encryption.
    #[config(default = false, reload = "restart")]
    pub allow_non_tls: bool,
    /// Certificates of the server that say they are still good.
    pub ocsp: Option<Ocsp>,
    /// Where answers about certificates are kept.
    #[config(since = "2.10")]
    pub ocsp_cache: Option<OcspCache>,
    /// Persistence.
    pub jetstream: Option<JetStream>,
    /// Directory of the data; instead of that in `jetstream`.
    #[config(alias = "storedir", reload = "restart")]
    pub store_dir: Option<String>,
    /// Domains of persistence of accounts that have none of their own.
    #[config(reload = "restart")]
    pub default_js_domain: Option<BTreeMap<String, String>>,
    /// Routes between the servers of a cluster.
    pub cluster: Option<Cluster>,
    /// Servers that join others as leaves.
    #[config(alias = "leaf")]
    pub leafnodes: Option<LeafNodes>,
    /// Connections between clusters.
    pub gateway: Option<Gateway>,
    /// Connections over WebSocket.
    #[config(alias = "ws")]
    pub websocket: Option<Websocket>,
    /// Connections over MQTT.
    pub mqtt: Option<Mqtt>,
    /// Tokens (JWT) of operators, or files of them.
    #[config(
        alias = "operators",
        alias = "root",
        alias = "roots",
        alias = "root_operator",
        alias = "root_operators",
        reload = "restart"
    )]
    pub operator: Option<OneOrMany<String>>,
    /// Public keys of operators. Never shown, because a seed may stand here by mistake.
    #[config(alias = "trusted", secret, reload = "restart")]
    pub trusted_keys: Option<OneOrMany<OperatorKey>>,
    /// Where accounts are looked up: `MEMORY`, `URL(address)`, or a section with `type` (`full`, `cache`) and `dir`.
    #[config(alias = "account_resolver", alias = "accounts_resolver")]
    pub resolver: Option<AnyValue>,
    /// Encryption of connections to where accounts are looked up.
    pub resolver_tls: Option<Tls>,
    /// Tokens (JWT) of accounts that are known beforehand, by the accounts' public keys.
    pub resolver_preload: Option<BTreeMap<String, String>>,
    /// Accounts that are only looked up at the start.
    pub resolver_pinned_accounts: Option<OneOrMany<String>>,
    /// File of the log.
    #[config(alias = "logfile")]
    pub log_file: Option<String>,
    /// Size at which the log is rotated; 0 is never.
    #[config(default = 0, range(0..), unit = "bytes", alias = "logfile_size_limit", reload = "restart")]
    pub log_size_limit: i64,
    /// Most files that are kept of the log; 0 is all.
    #[config(range(0..), alias = "logfile_max_num", since = "2.10", reload = "restart")]
    pub log_max_num: Option<i64>,
    /// Whether lines of the log carry the time.
    #[config(default = true)]
    pub logtime: bool,
    /// Whether that is the time of UTC.
    #[config(default = false, since = "2.10")]
    pub logtime_utc: bool,
    /// Whether the log goes to the log of the system.
    #[config(default = false)]
    pub syslog: bool,
    /// Address of another system's log.
    pub remote_syslog: Option<String>,
    /// Whether the log has what developers want.
    #[config(default = false)]
    pub debug: bool,
    /// Whether the log has every message.
    #[config(default = false)]
    pub trace: bool,
    /// Whether the log has every message, also of the account of the system.
    #[config(default = false)]
    pub trace_verbose: bool,
    /// Whether the log has the headers of messages alone.
    #[config(default = false, since = "2.12")]
    pub trace_headers: bool,
    /// File that holds the number of the process.
    #[config(alias = "pidfile")]
    pub pid_file: Option<String>,
    /// Directory of a file that holds the ports.
    pub ports_file_dir: Option<String>,
    /// Port for profiles of the server itself.
    #[config(range(-1..=65_535), reload = "restart")]
    pub prof_port: Option<i32>,
    /// Share of events of waiting that profiles have; 0 is none.
    #[config(since = "2.10")]
    pub prof_block_rate: Option<i64>,
}

/// What follows when a write takes longer than it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write, rename_all = "snake_case")]
pub enum WriteTimeout {
    /// What is usual for the connection: clients are closed, servers are tried again.
    Default,
    /// The connection is closed.
    Close,
    /// It is tried again.
    Retry,
}

/// Proxies that are trusted.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Proxies {
    /// Their public keys.
    pub trusted: Option<Vec<TrustedProxy>>,
}

/// A proxy that is trusted.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct TrustedProxy {
    /// Its public key. Never shown, because a seed may stand here by mistake.
    #[config(pattern("^[A-Z2-7]{56}$"), secret)]
    pub key: String,
}
