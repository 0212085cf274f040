//! Redis: its settings, and the names of all its directives.

mod directive;
mod directives;
mod form;
mod user;

pub use directive::{Takes, directive, names};
pub use directives::DIRECTIVES;
pub use form::{Form, Problem};

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

use crate::value::RedisMemory;

/// The settings of a Redis server (defaults of Redis 7.0). Natively `redis.conf`.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "kebab-case",
    write,
    check(self.tls_port == 0 || (self.tls_cert_file.is_some() && self.tls_key_file.is_some()),
          "tls-port needs tls-cert-file and tls-key-file", code = "REDIS-058"),
    check(self.port > 0 || self.tls_port > 0 || self.unixsocket.is_some(),
          "with port 0 the server can only be reached by tls-port or unixsocket", code = "REDIS-058"),
    check(self.port == 0 || self.port != self.tls_port, "port and tls-port must differ", code = "REDIS-058"),
    check(self.tls_auth_clients != TlsAuthClients::Yes || self.tls_port == 0
              || self.tls_ca_cert_file.is_some() || self.tls_ca_cert_dir.is_some(),
          "clients are asked for certificates, which needs tls-ca-cert-file or tls-ca-cert-dir",
          code = "REDIS-024"),
    check(!self.cluster_enabled || !self.is_replica(), "a node of a cluster has no replicaof", code = "REDIS-058"),
    check(self.user.is_empty() || self.aclfile.as_deref().is_none_or(str::is_empty),
          "users stand either in this file or in aclfile", code = "REDIS-058"),
)]
pub struct Redis {
    /// Addresses to listen on; one that begins with `-` may be missing, and `*` is all.
    #[config(default = ["*", "-::*"])]
    pub bind: Vec<String>,
    /// Whether only local clients are served while there is no password.
    #[config(default = true)]
    pub protected_mode: bool,
    /// Port for plain connections; 0 is none.
    #[config(default = 6379)]
    pub port: u16,
    /// Port for encrypted connections; 0 is none.
    #[config(default = 0)]
    pub tls_port: u16,
    /// Path of a socket.
    pub unixsocket: Option<String>,
    /// Permissions of the socket, octal.
    #[config(default = "0", pattern("^[0-7]{1,4}$"), reload = "restart")]
    pub unixsocketperm: String,
    /// Length of the queue of connections that were not accepted yet.
    #[config(default = 511, range(0..=2_147_483_647), reload = "restart")]
    pub tcp_backlog: u32,
    /// Idle time after which a client is disconnected; 0 is never.
    #[config(default = 0, range(0..=2_147_483_647), unit = "seconds")]
    pub timeout: u32,
    /// Time between signs of life; 0 is none.
    #[config(default = 300, range(0..=2_147_483_647), unit = "seconds")]
    pub tcp_keepalive: u32,
    /// Certificate.
    pub tls_cert_file: Option<String>,
    /// Private key.
    pub tls_key_file: Option<String>,
    /// Password of the private key.
    pub tls_key_file_pass: Option<Secret<String>>,
    /// Certificates of authorities.
    pub tls_ca_cert_file: Option<String>,
    /// Directory of certificates of authorities.
    pub tls_ca_cert_dir: Option<String>,
    /// Whether clients must show a certificate.
    #[config(default = "yes", not_secret)]
    pub tls_auth_clients: TlsAuthClients,
    /// Password of the default user.
    pub requirepass: Option<Secret<String>>,
    /// Password for the primary.
    pub masterauth: Option<Secret<String>>,
    /// User for the primary.
    pub masteruser: Option<Secret<String>>,
    /// File of users.
    #[config(reload = "restart")]
    pub aclfile: Option<String>,
    /// Users, a line each, with their passwords.
    #[config(default = [])]
    pub user: Vec<Secret<String>>,
    /// Databases.
    #[config(default = 16, range(1..=2_147_483_647), reload = "restart")]
    pub databases: u32,
    /// Most clients at once.
    #[config(default = 10_000, range(1..=4_294_967_295))]
    pub maxclients: u32,
    /// Most memory for data; 0 is no limit.
    #[config(default = "0")]
    pub maxmemory: RedisMemory,
    /// What is removed when the memory is full.
    #[config(default = "noeviction")]
    pub maxmemory_policy: MaxmemoryPolicy,
    /// Keys that are looked at to find one to remove.
    #[config(default = 5, range(1..=64))]
    pub maxmemory_samples: u32,
    /// Most memory of all clients: a size or a share of `maxmemory`; 0 is no limit.
    #[config(default = "0", pattern("^([0-9]+([kKmMgG]?[bB]?)|[0-9]{1,2}%|100%)$"))]
    pub maxmemory_clients: String,
    /// Threads for reading and writing.
    #[config(default = 1, range(1..=128), reload = "restart")]
    pub io_threads: u32,
    /// Points at which a snapshot is written: seconds and changes; an empty one is none at all.
    #[config(default = ["3600 1 300 100 60 10000"], pattern("^(|[1-9][0-9]* [0-9]+( [1-9][0-9]* [0-9]+)*)$"))]
    pub save: Vec<String>,
    /// Whether every change is logged.
    #[config(default = false)]
    pub appendonly: bool,
    /// When the log reaches the disk.
    #[config(default = "everysec")]
    pub appendfsync: Appendfsync,
    /// Directory of data.
    #[config(default = "./")]
    pub dir: String,
    /// Whether the server is a node of a cluster.
    #[config(default = false, reload = "restart")]
    pub cluster_enabled: bool,
    /// Time after which a node counts as lost.
    #[config(default = 15_000, range(0..), unit = "milliseconds")]
    pub cluster_node_timeout: u64,
    /// The primary: its host and its port.
    #[config(default = [], length(..=2))]
    pub replicaof: Vec<String>,
    /// Time after which the link to a replica counts as lost.
    #[config(default = 60, range(1..=2_147_483_647), unit = "seconds")]
    pub repl_timeout: u32,
    /// Replicas without which nothing is written.
    #[config(default = 0, range(0..=2_147_483_647))]
    pub min_replicas_to_write: u32,
    /// Limits of output buffers, a class of clients each.
    #[config(default = [])]
    pub client_output_buffer_limit: Vec<String>,
    /// Commands that are called otherwise.
    #[config(default = [])]
    pub rename_command: Vec<Secret<String>>,
    /// Modules.
    #[config(default = [], reload = "restart")]
    pub loadmodule: Vec<String>,
    /// Files that are read as well.
    #[config(default = [])]
    pub include: Vec<String>,
    /// What is logged.
    #[config(default = "notice")]
    pub loglevel: Loglevel,
    /// File of the log; the standard output stream when empty.
    #[config(default = "", reload = "restart")]
    pub logfile: String,
    /// All other directives, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

impl Redis {
    fn is_replica(&self) -> bool {
        let nobody = |word: &String| word.eq_ignore_ascii_case("no");
        !self.replicaof.is_empty() && !self.replicaof.first().is_some_and(nobody)
    }
}

/// What is removed when the memory is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "kebab-case", write)]
pub enum MaxmemoryPolicy {
    /// The least recently used key with a time to live.
    VolatileLru,
    /// The least recently used key.
    AllkeysLru,
    /// The least frequently used key with a time to live.
    VolatileLfu,
    /// The least frequently used key.
    AllkeysLfu,
    /// The least recently changed key with a time to live.
    VolatileLrm,
    /// The least recently changed key.
    AllkeysLrm,
    /// Any key with a time to live.
    VolatileRandom,
    /// Any key.
    AllkeysRandom,
    /// The key whose time is up next.
    VolatileTtl,
    /// Nothing: writing fails.
    Noeviction,
}

/// When the log reaches the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum Appendfsync {
    /// With every command.
    Always,
    /// Every second.
    Everysec,
    /// When the system likes.
    No,
}

/// Whether clients must show a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum TlsAuthClients {
    /// They must.
    Yes,
    /// They are not asked.
    No,
    /// They may.
    Optional,
}

/// What is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum Loglevel {
    /// Everything.
    Debug,
    /// Much.
    Verbose,
    /// What operators read.
    Notice,
    /// What must not happen.
    Warning,
    /// Nothing.
    Nothing,
}
