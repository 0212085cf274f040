//! PgBouncer: the pool of connections in front of PostgreSQL.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

/// The settings of PgBouncer (defaults of version 1.24). Natively `pgbouncer.ini`.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct PgBouncer {
    /// Databases by the names that clients use; `*` stands for all others.
    #[config(default)]
    pub databases: BTreeMap<String, Database>,
    /// Settings of the pool itself.
    #[config(default)]
    pub pgbouncer: Settings,
    /// Users with limits of their own.
    #[config(default)]
    pub users: BTreeMap<String, User>,
    /// Other PgBouncers that cancel requests together with this one.
    #[config(default)]
    pub peers: BTreeMap<String, Peer>,
}

/// Where a database is, and the limits of its pool.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Database {
    /// Name on the server; the one that clients use by default.
    pub dbname: Option<String>,
    /// Hosts, separated by commas, or the directory of a socket.
    pub host: Option<String>,
    /// Port of the server.
    #[config(default = 5432, range(1..=65_535))]
    pub port: u16,
    /// User for all clients.
    pub user: Option<String>,
    /// Password for all clients.
    pub password: Option<Secret<String>>,
    /// User that looks up passwords.
    #[config(not_secret)]
    pub auth_user: Option<String>,
    /// Query that looks up passwords.
    #[config(not_secret)]
    pub auth_query: Option<String>,
    /// Database in which passwords are looked up.
    #[config(not_secret)]
    pub auth_dbname: Option<String>,
    /// When a connection goes back to the pool.
    pub pool_mode: Option<PoolMode>,
    /// Connections of one pool.
    #[config(range(0..))]
    pub pool_size: Option<u32>,
    /// Connections that are always open.
    #[config(range(0..))]
    pub min_pool_size: Option<u32>,
    /// Further connections of one pool in need.
    #[config(range(0..), alias = "reserve_pool")]
    pub reserve_pool_size: Option<u32>,
    /// Most connections to this database; 0 is no limit.
    #[config(range(0..))]
    pub max_db_connections: Option<u32>,
    /// Most clients of this database; 0 is no limit.
    #[config(range(0..))]
    pub max_db_client_connections: Option<u32>,
    /// Query of every new connection.
    pub connect_query: Option<String>,
    /// Encoding of clients.
    pub client_encoding: Option<String>,
    /// Style of dates.
    pub datestyle: Option<String>,
    /// Time zone.
    pub timezone: Option<String>,
    /// Name of the application.
    pub application_name: Option<String>,
    /// How a host is chosen of several.
    pub load_balance_hosts: Option<LoadBalance>,
    /// Longest life of a connection, in seconds.
    #[config(range(0.0..), unit = "seconds")]
    pub server_lifetime: Option<f64>,
}

/// How a host is chosen of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "kebab-case", write)]
pub enum LoadBalance {
    /// The first that answers.
    Disable,
    /// One after the other.
    RoundRobin,
}

/// Limits of one user.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct User {
    /// When a connection goes back to the pool.
    pub pool_mode: Option<PoolMode>,
    /// Connections of one pool.
    pub pool_size: Option<u32>,
    /// Further connections of one pool in need.
    pub reserve_pool_size: Option<u32>,
    /// Most connections to the server.
    pub max_user_connections: Option<u32>,
    /// Most clients.
    pub max_user_client_connections: Option<u32>,
    /// Longest query, in seconds.
    #[config(range(0.0..), unit = "seconds")]
    pub query_timeout: Option<f64>,
    /// Longest idle time in a transaction, in seconds.
    #[config(range(0.0..), unit = "seconds")]
    pub idle_transaction_timeout: Option<f64>,
    /// Longest idle time of a client, in seconds.
    #[config(range(0.0..), unit = "seconds")]
    pub client_idle_timeout: Option<f64>,
}

/// Another PgBouncer.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Peer {
    /// Its host.
    pub host: String,
    /// Its port.
    #[config(default = 6432, range(1..=65_535))]
    pub port: u16,
    /// Connections to it.
    pub pool_size: Option<u32>,
}

/// When a connection goes back to the pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum PoolMode {
    /// When the client goes.
    Session,
    /// After each transaction.
    Transaction,
    /// After each statement.
    Statement,
}

/// How clients sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write, rename_all = "kebab-case")]
pub enum AuthenticationType {
    /// Anyone, under any name.
    Any,
    /// Anyone who is in the file of users.
    Trust,
    /// With a password in clear text. Outdated.
    Plain,
    /// With a hashed password.
    Md5,
    /// With SCRAM.
    #[config(rename = "scram-sha-256")]
    ScramSha256,
    /// With a certificate.
    Cert,
    /// As `auth_hba_file` says.
    Hba,
    /// Through PAM.
    Pam,
    /// Through LDAP.
    Ldap,
}

/// How connections are encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write, rename_all = "kebab-case")]
pub enum SslMode {
    /// Never.
    Disable,
    /// If the other side asks.
    Allow,
    /// If the other side can.
    Prefer,
    /// Always.
    Require,
    /// Always, and the certificate must be of a known authority.
    VerifyCa,
    /// Always, and the certificate must name the host as well.
    VerifyFull,
}

/// Settings of the pool itself.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(!matches!(self.client_tls_sslmode, SslMode::Require | SslMode::VerifyCa | SslMode::VerifyFull)
              || (self.client_tls_key_file.is_some() && self.client_tls_cert_file.is_some()),
          "client_tls_sslmode needs client_tls_key_file and client_tls_cert_file", code = "PGB-024"),
    check(self.auth_type != AuthenticationType::Hba || self.auth_hba_file.is_some(),
          "auth_type hba needs auth_hba_file", code = "PGB-047"),
    check(self.min_pool_size <= self.default_pool_size + self.reserve_pool_size,
          "min_pool_size must not exceed default_pool_size and reserve_pool_size together", code = "PGB-071"),
)]
pub struct Settings {
    /// Addresses to listen on, separated by commas; `*` is all, and nothing is the local socket alone.
    #[config(default = "", reload = "restart")]
    pub listen_addr: String,
    /// Port to listen on.
    #[config(default = 6432, range(1..=65_535), reload = "restart")]
    pub listen_port: u16,
    /// Directory of the socket.
    #[config(default = "/tmp", reload = "restart")]
    pub unix_socket_dir: String,
    /// How clients sign in.
    #[config(default = "md5", not_secret)]
    pub auth_type: AuthenticationType,
    /// File of users and passwords.
    #[config(not_secret)]
    pub auth_file: Option<String>,
    /// File that says who signs in how.
    #[config(not_secret)]
    pub auth_hba_file: Option<String>,
    /// User that looks up passwords.
    #[config(not_secret)]
    pub auth_user: Option<String>,
    /// When a connection goes back to the pool.
    #[config(default = "session")]
    pub pool_mode: PoolMode,
    /// Most clients at once.
    #[config(default = 100, range(1..))]
    pub max_client_conn: u32,
    /// Connections of one pool: one user of one database.
    #[config(default = 20, range(1..))]
    pub default_pool_size: u32,
    /// Connections of a pool that are always open.
    #[config(default = 0)]
    pub min_pool_size: u32,
    /// Further connections of a pool in need.
    #[config(default = 0)]
    pub reserve_pool_size: u32,
    /// How long a client waits before those are used.
    #[config(default = 5.0, range(0.0..), unit = "seconds")]
    pub reserve_pool_timeout: f64,
    /// Most connections to one database; 0 is no limit.
    #[config(default = 0)]
    pub max_db_connections: u32,
    /// Most connections of one user; 0 is no limit.
    #[config(default = 0)]
    pub max_user_connections: u32,
    /// Prepared statements that are kept for each connection under transaction pooling; 0 is none.
    #[config(default = 200)]
    pub max_prepared_statements: u32,
    /// Longest life of a connection to the server.
    #[config(default = 3600.0, range(0.0..), unit = "seconds")]
    pub server_lifetime: f64,
    /// Longest idle time of a connection to the server.
    #[config(default = 600.0, range(0.0..), unit = "seconds")]
    pub server_idle_timeout: f64,
    /// Longest time of connecting to the server.
    #[config(default = 15.0, range(0.0..), unit = "seconds")]
    pub server_connect_timeout: f64,
    /// Longest query; 0 is no limit.
    #[config(default = 0.0, range(0.0..), unit = "seconds")]
    pub query_timeout: f64,
    /// Longest wait of a query for a connection; 0 is no limit.
    #[config(default = 120.0, range(0.0..), unit = "seconds")]
    pub query_wait_timeout: f64,
    /// Longest idle time of a client; 0 is no limit.
    #[config(default = 0.0, range(0.0..), unit = "seconds")]
    pub client_idle_timeout: f64,
    /// Longest idle time in a transaction; 0 is no limit.
    #[config(default = 0.0, range(0.0..), unit = "seconds")]
    pub idle_transaction_timeout: f64,
    /// How clients' connections are encrypted.
    #[config(default = "disable")]
    pub client_tls_sslmode: SslMode,
    /// Private key for clients.
    pub client_tls_key_file: Option<String>,
    /// Certificate for clients.
    pub client_tls_cert_file: Option<String>,
    /// Certificates of authorities that sign clients' certificates.
    pub client_tls_ca_file: Option<String>,
    /// How connections to the server are encrypted.
    #[config(default = "prefer")]
    pub server_tls_sslmode: SslMode,
    /// Certificates of authorities that sign the server's certificate.
    pub server_tls_ca_file: Option<String>,
    /// Users that may do everything in the console, separated by commas.
    #[config(default = "")]
    pub admin_users: String,
    /// Users that may look at the console, separated by commas.
    #[config(default = "")]
    pub stats_users: String,
    /// Parameters of clients that are passed over, separated by commas.
    #[config(default = "")]
    pub ignore_startup_parameters: String,
    /// File of the log.
    pub logfile: Option<String>,
    /// File that holds the number of the process.
    #[config(reload = "restart")]
    pub pidfile: Option<String>,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}
