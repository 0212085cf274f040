//! PostgreSQL 18: its settings, and the server's own table of all parameters.

mod hooks;
mod parameter;
mod parameters;

pub use parameter::{Parameter, Problem, Type, When};
pub use parameters::PARAMETERS;

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

use crate::value::{PostgresSize, PostgresTime};

/// The settings of a PostgreSQL server (defaults of PostgreSQL 18). Natively `postgresql.conf`.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.superuser_reserved_connections + self.reserved_connections < self.max_connections,
          "superuser_reserved_connections and reserved_connections together must be less than max_connections",
          code = "PG-056"),
    check(self.max_wal_senders == 0 || self.wal_level != WalLevel::Minimal,
          "streaming needs wal_level replica or logical while max_wal_senders is not 0",
          code = "PG-056"),
    check(!self.archiving() || self.wal_level != WalLevel::Minimal,
          "archiving needs wal_level replica or logical",
          code = "PG-056"),
)]
pub struct Postgresql {
    /// Addresses to listen on, separated by commas; `*` is all, and nothing is the local socket alone.
    #[config(default = "localhost", reload = "restart")]
    pub listen_addresses: String,
    /// Port to listen on.
    #[config(default = 5432, range(1..=65535), reload = "restart")]
    pub port: u16,
    /// Most connections at once.
    #[config(default = 100, range(1..=262_143), reload = "restart", unit = "connections")]
    pub max_connections: u32,
    /// Connections that are kept free for superusers.
    #[config(default = 3, range(0..=262_143), reload = "restart", unit = "connections")]
    pub superuser_reserved_connections: u32,
    /// Connections that are kept free for roles with `pg_use_reserved_connections`.
    #[config(default = 0, range(0..=262_143), reload = "restart", unit = "connections")]
    pub reserved_connections: u32,
    /// Memory for shared buffers; a bare number counts pages of 8 kB. At least 16 pages.
    #[config(default = "128MB", reload = "restart")]
    pub shared_buffers: PostgresSize,
    /// Whether huge pages are asked for.
    #[config(default = "try", reload = "restart")]
    pub huge_pages: HugePages,
    /// Memory of one sort or hash table; a bare number counts kB. At least 64 kB.
    #[config(default = "4MB")]
    pub work_mem: PostgresSize,
    /// Memory of maintenance such as VACUUM; a bare number counts kB.
    #[config(default = "64MB")]
    pub maintenance_work_mem: PostgresSize,
    /// Memory that the planner takes to be available for caches; a bare number counts pages of 8 kB.
    #[config(default = "4GB")]
    pub effective_cache_size: PostgresSize,
    /// Background processes.
    #[config(default = 8, range(0..=262_143), reload = "restart")]
    pub max_worker_processes: u32,
    /// Processes for parallel queries, out of `max_worker_processes`.
    #[config(default = 8, range(0..=1024))]
    pub max_parallel_workers: u32,
    /// Processes for one parallel query.
    #[config(default = 2, range(0..=1024))]
    pub max_parallel_workers_per_gather: u32,
    /// Processes of the automatic VACUUM.
    #[config(default = 3, range(1..=262_143))]
    pub autovacuum_max_workers: u32,
    /// Most processes that `autovacuum_max_workers` may be set to without a restart.
    #[config(default = 16, range(1..=262_143), reload = "restart")]
    pub autovacuum_worker_slots: u32,
    /// What is written ahead: enough for a crash, for replicas, or for logical decoding.
    #[config(default = "replica", reload = "restart")]
    pub wal_level: WalLevel,
    /// Connections of replicas.
    #[config(default = 10, range(0..=262_143), reload = "restart")]
    pub max_wal_senders: u32,
    /// Size of the log between two checkpoints; a bare number counts MB.
    #[config(default = "1GB")]
    pub max_wal_size: PostgresSize,
    /// Size of the log that is kept for reuse; a bare number counts MB.
    #[config(default = "80MB")]
    pub min_wal_size: PostgresSize,
    /// Time between two checkpoints; a bare number counts seconds.
    #[config(default = "5min")]
    pub checkpoint_timeout: PostgresTime,
    /// Whether segments of the log are archived.
    #[config(default = "off", reload = "restart")]
    pub archive_mode: ArchiveMode,
    /// Longest time of a statement; a bare number counts ms, and 0 is no limit.
    #[config(default = "0")]
    pub statement_timeout: PostgresTime,
    /// Longest wait for a lock; a bare number counts ms, and 0 is no limit.
    #[config(default = "0")]
    pub lock_timeout: PostgresTime,
    /// Longest idle time in a transaction; a bare number counts ms, and 0 is no limit.
    #[config(default = "0")]
    pub idle_in_transaction_session_timeout: PostgresTime,
    /// Longest idle time between transactions; a bare number counts ms, and 0 is no limit.
    #[config(default = "0")]
    pub idle_session_timeout: PostgresTime,
    /// Longest time of a transaction; a bare number counts ms, and 0 is no limit.
    #[config(default = "0")]
    pub transaction_timeout: PostgresTime,
    /// Longest time of signing in; a bare number counts seconds.
    #[config(default = "1min", not_secret)]
    pub authentication_timeout: PostgresTime,
    /// Whether connections may be encrypted.
    #[config(default = false)]
    pub ssl: bool,
    /// The server's certificate, relative to the data directory.
    #[config(default = "server.crt")]
    pub ssl_cert_file: String,
    /// The server's private key, relative to the data directory.
    #[config(default = "server.key")]
    pub ssl_key_file: String,
    /// Certificates of the authorities that sign clients' certificates.
    #[config(default = "")]
    pub ssl_ca_file: String,
    /// Oldest version of TLS.
    #[config(default = "tlsv1.2")]
    pub ssl_min_protocol_version: TlsVersion,
    /// Newest version of TLS.
    #[config(default = "")]
    pub ssl_max_protocol_version: TlsVersion,
    /// How passwords are stored.
    #[config(default = "scram-sha-256", not_secret)]
    pub password_encryption: PasswordEncryption,
    /// Statements that take at least this long are logged; a bare number counts ms, and -1 is none.
    #[config(default = "-1")]
    pub log_min_duration_statement: PostgresTime,
    /// Age at which a log file is rotated; a bare number counts minutes.
    #[config(default = "1d")]
    pub log_rotation_age: PostgresTime,
    /// Size at which a log file is rotated; a bare number counts kB.
    #[config(default = "10MB")]
    pub log_rotation_size: PostgresSize,
    /// Cost of a page that is not read in order, against one that is.
    #[config(default = 4.0, range(0.0..))]
    pub random_page_cost: f64,
    /// Libraries that are loaded at the start.
    #[config(default = "", reload = "restart")]
    pub shared_preload_libraries: String,
    /// How a replica reaches its primary; it may hold a password.
    pub primary_conninfo: Option<Secret<String>>,
    /// Files that are read as well; they must exist.
    #[config(default = [])]
    pub include: Vec<String>,
    /// Files that are read as well, if they exist.
    #[config(default = [])]
    pub include_if_exists: Vec<String>,
    /// Directories whose `.conf` files are read as well.
    #[config(default = [])]
    pub include_dir: Vec<String>,
    /// All other parameters, as written. They are checked against the server's table.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

impl Postgresql {
    fn archiving(&self) -> bool {
        self.archive_mode != ArchiveMode::Off
    }

    /// Connections that ordinary roles may open.
    #[must_use]
    pub const fn ordinary_connections(&self) -> u32 {
        self.max_connections
            .saturating_sub(self.superuser_reserved_connections)
            .saturating_sub(self.reserved_connections)
    }
}

/// Whether huge pages are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum HugePages {
    /// Not at all.
    Off,
    /// The start fails without them.
    On,
    /// If there are any.
    Try,
}

/// What is written ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum WalLevel {
    /// Enough for a crash.
    Minimal,
    /// Enough for replicas.
    Replica,
    /// Enough for logical decoding.
    Logical,
}

/// Whether segments of the log are archived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum ArchiveMode {
    /// Never.
    Off,
    /// By a primary.
    On,
    /// By a replica, too.
    Always,
}

/// A version of TLS, as PostgreSQL names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ServiceConfig)]
#[config(write)]
pub enum TlsVersion {
    /// Any version.
    #[config(rename = "")]
    Any,
    /// TLS 1.0.
    #[config(rename = "tlsv1")]
    Tls10,
    /// TLS 1.1.
    #[config(rename = "tlsv1.1")]
    Tls11,
    /// TLS 1.2.
    #[config(rename = "tlsv1.2")]
    Tls12,
    /// TLS 1.3.
    #[config(rename = "tlsv1.3")]
    Tls13,
}

/// How passwords are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "kebab-case", write)]
pub enum PasswordEncryption {
    /// Outdated.
    Md5,
    /// The better way.
    #[config(rename = "scram-sha-256")]
    ScramSha256,
}
