//! NATS: the settings of its server.

mod jetstream;

pub use jetstream::{JetStream, JetStreamLimits};

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

use crate::value::GoDuration;

/// The settings of a NATS server (defaults of version 2.15). Natively `nats.conf`; sizes are bytes.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.max_payload <= self.max_pending, "max_payload must not exceed max_pending", code = "NATS-060"),
    check(self.authorization.as_ref().is_none_or(Authorization::is_unambiguous),
          "authorization has either users, or a user with a password, or a token", code = "NATS-047"),
    check(self.tls.as_ref().is_none_or(Tls::is_complete), "tls needs cert_file and key_file together",
          code = "NATS-024"),
)]
pub struct Nats {
    /// Name of the server, unique in its cluster.
    #[config(pattern("^[^ \\t\\r\\n]+$"), reload = "restart")]
    pub server_name: Option<String>,
    /// Address and port to listen on, such as `0.0.0.0:4222`; instead of `host` and `port`.
    #[config(reload = "restart")]
    pub listen: Option<AnyValue>,
    /// Address to listen on.
    #[config(alias = "net", reload = "restart")]
    pub host: Option<String>,
    /// Port for clients; -1 is any free one.
    #[config(default = 4222, range(-1..=65_535), reload = "restart")]
    pub port: i32,
    /// Address that clients are told.
    pub client_advertise: Option<String>,
    /// Port for monitoring over HTTP.
    #[config(alias = "monitor_port", range(-1..=65_535))]
    pub http_port: Option<i32>,
    /// Address and port for monitoring over HTTP.
    pub http: Option<AnyValue>,
    /// Port for monitoring over HTTPS.
    #[config(range(-1..=65_535))]
    pub https_port: Option<i32>,
    /// Address and port for monitoring over HTTPS.
    pub https: Option<AnyValue>,
    /// Path before those of monitoring.
    pub http_base_path: Option<String>,
    /// Largest message.
    #[config(default = 1_048_576, range(1..=67_108_864), unit = "bytes")]
    pub max_payload: i64,
    /// Most bytes that wait for one client.
    #[config(default = 67_108_864, range(1..), unit = "bytes")]
    pub max_pending: i64,
    /// Most clients at once.
    #[config(default = 65_536, range(-1..), alias = "max_conn")]
    pub max_connections: i64,
    /// Most subscriptions of one client; 0 is no limit.
    #[config(default = 0, range(-1..), alias = "max_subs")]
    pub max_subscriptions: i64,
    /// Longest line of the protocol.
    #[config(default = 4096, range(1..), unit = "bytes")]
    pub max_control_line: i64,
    /// Time between two signs of life. A bare number counts seconds.
    #[config(default = "2m")]
    pub ping_interval: NatsDuration,
    /// Signs of life that may be missed.
    #[config(default = 2, range(1..))]
    pub ping_max: u32,
    /// Longest time of one write.
    #[config(default = "10s")]
    pub write_deadline: NatsDuration,
    /// How long the server takes to send its clients away when it goes.
    #[config(default = "2m", alias = "lame_duck")]
    pub lame_duck_duration: NatsDuration,
    /// How long it waits before it begins to.
    #[config(default = "10s")]
    pub lame_duck_grace_period: NatsDuration,
    /// Who may connect.
    pub authorization: Option<Authorization>,
    /// Accounts with their users; kept as written.
    #[config(secret)]
    pub accounts: Option<AnyValue>,
    /// User of connections that name none.
    pub no_auth_user: Option<String>,
    /// Account of the system.
    #[config(alias = "system")]
    pub system_account: Option<String>,
    /// Encryption of clients' connections.
    pub tls: Option<Tls>,
    /// Persistence.
    #[config(reload = "restart")]
    pub jetstream: Option<JetStream>,
    /// Routes between the servers of a cluster.
    pub cluster: Option<Cluster>,
    /// Connections of leaf nodes; kept as written.
    #[config(alias = "leaf", secret)]
    pub leafnodes: Option<AnyValue>,
    /// Connections between clusters; kept as written.
    #[config(secret)]
    pub gateway: Option<AnyValue>,
    /// Connections over WebSocket; kept as written.
    #[config(secret)]
    pub websocket: Option<AnyValue>,
    /// Connections over MQTT; kept as written.
    #[config(secret)]
    pub mqtt: Option<AnyValue>,
    /// Keys of operators; kept as written.
    #[config(alias = "operators", alias = "root", alias = "roots")]
    pub operator: Option<AnyValue>,
    /// Where accounts are looked up; kept as written.
    #[config(alias = "account_resolver", alias = "accounts_resolver")]
    pub resolver: Option<AnyValue>,
    /// Accounts that are known beforehand; kept as written.
    pub resolver_preload: Option<AnyValue>,
    /// File of the log.
    #[config(alias = "logfile")]
    pub log_file: Option<String>,
    /// Size at which the log is rotated; 0 is never.
    #[config(default = 0, range(0..), unit = "bytes", alias = "logfile_size_limit")]
    pub log_size_limit: i64,
    /// Whether lines of the log carry the time.
    #[config(default = true)]
    pub logtime: bool,
    /// Whether the log has what developers want.
    #[config(default = false)]
    pub debug: bool,
    /// Whether the log has every message.
    #[config(default = false)]
    pub trace: bool,
    /// File that holds the number of the process.
    #[config(alias = "pidfile")]
    pub pid_file: Option<String>,
    /// Files that are read as well.
    #[config(default = [])]
    pub include: Vec<String>,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// A length of time: a Go duration, or a bare number of seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NatsDuration(GoDuration);

impl NatsDuration {
    /// In seconds.
    #[must_use]
    pub fn seconds(self) -> f64 {
        self.0.seconds()
    }
}

impl std::str::FromStr for NatsDuration {
    type Err = crate::value::ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bare = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if bare { format!("{text}s").parse().map(Self) } else { text.parse().map(Self) }
    }
}

impl std::fmt::Display for NatsDuration {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

impl config_core::ConfigValue for NatsDuration {
    const KIND: config_core::schema::Kind = config_core::schema::Kind::Parsed {
        name: "a duration such as 2m, or a number of seconds",
        format: None,
        check: |text| text.parse::<NatsDuration>().map(|_| ()).map_err(|problem| problem.to_string()),
    };

    fn read<'a>(value: config_core::Value<'a>, reader: &mut config_core::Reader<'a>) -> Option<Self> {
        const SECONDS: config_core::schema::Kind = config_core::schema::Kind::Integer {
            minimum: 0,
            maximum: 9_000_000_000,
            name: "a number of seconds",
        };
        if value.kind() == Some(config_format::Kind::Integer) {
            let seconds = reader.integer(value, &SECONDS)?.magnitude;
            return seconds.to_string().parse().ok();
        }
        reader.parsed(value, &Self::KIND, |text| text.parse::<Self>().map_err(|problem| problem.to_string()))
    }
}

impl config_core::WriteValue for NatsDuration {
    fn write(&self) -> AnyValue {
        AnyValue::String(self.to_string())
    }
}

/// Who may connect.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Authorization {
    /// Name of the only user.
    #[config(alias = "username")]
    pub user: Option<String>,
    /// Password of the only user.
    #[config(alias = "pass")]
    pub password: Option<Secret<String>>,
    /// Token that all clients present.
    pub token: Option<Secret<String>>,
    /// Users with what they may do; kept as written.
    #[config(secret)]
    pub users: Option<AnyValue>,
    /// Longest time of signing in. A bare number counts seconds.
    #[config(range(0.0..), unit = "seconds", not_secret)]
    pub timeout: Option<f64>,
    /// What users may do who say nothing of their own; kept as written.
    #[config(alias = "default_permissions", alias = "permissions")]
    pub default_permissions_of_users: Option<AnyValue>,
    /// Signing in by a service of your own; kept as written.
    #[config(secret)]
    pub auth_callout: Option<AnyValue>,
}

impl Authorization {
    fn is_unambiguous(&self) -> bool {
        let user = self.user.is_some() || self.password.is_some();
        [self.users.is_some(), user, self.token.is_some()].into_iter().filter(|given| *given).count() <= 1
    }
}

/// Encryption.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Tls {
    /// Certificate.
    pub cert_file: Option<String>,
    /// Private key.
    pub key_file: Option<String>,
    /// Certificates of authorities.
    pub ca_file: Option<String>,
    /// Whether clients must show a certificate.
    #[config(default = false)]
    pub verify: bool,
    /// Whether the certificate names the user.
    #[config(default = false)]
    pub verify_and_map: bool,
    /// Longest time of the handshake. A bare number counts seconds.
    #[config(range(0.0..), unit = "seconds")]
    pub timeout: Option<f64>,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

impl Tls {
    fn is_complete(&self) -> bool {
        self.cert_file.is_some() == self.key_file.is_some()
    }
}

/// Routes between the servers of a cluster.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Cluster {
    /// Name of the cluster.
    #[config(pattern("^[^ \\t\\r\\n]+$"))]
    pub name: Option<String>,
    /// Address and port to listen on; instead of `host` and `port`.
    pub listen: Option<AnyValue>,
    /// Address to listen on.
    #[config(alias = "net")]
    pub host: Option<String>,
    /// Port for the other servers; -1 is any free one.
    #[config(range(-1..=65_535))]
    pub port: Option<i32>,
    /// Addresses of the other servers; they may hold passwords.
    #[config(default = [])]
    pub routes: Vec<Secret<String>>,
    /// Who may connect.
    pub authorization: Option<Authorization>,
    /// Encryption.
    pub tls: Option<Tls>,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}
