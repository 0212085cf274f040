//! The server: the sections of `grafana.ini`, and what is provisioned besides.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

/// The settings of a Grafana server.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(unique(&self.datasources), "two data sources have the same uid or name", code = "GRAFANA-063"),
    check(self.datasources.iter().filter(|source| source.is_default).count() <= 1, "at most one data source is the default", code = "GRAFANA-063"),
)]
pub struct Grafana {
    /// How it is reached.
    #[config(default)]
    pub server: GrafanaServer,
    /// Its administrator, and how it keeps secrets.
    #[config(default)]
    pub security: GrafanaSecurity,
    /// Where it keeps what it knows.
    #[config(default)]
    pub database: GrafanaDatabase,
    /// Where data comes from.
    #[config(default = [])]
    pub datasources: Vec<DataSource>,
    /// Who is told of its own alerts.
    #[config(default = [])]
    pub contact_points: Vec<ContactPoint>,
    /// All other sections, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// How a Grafana is reached.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.protocol != "https" || self.cert_file.is_some() && self.cert_key.is_some(), "https needs cert_file and cert_key", code = "GRAFANA-024"),
)]
pub struct GrafanaServer {
    /// What is spoken.
    #[config(default = "http", pattern("^(http|https|h2|socket)$"), reload = "restart")]
    pub protocol: String,
    /// Port to listen on.
    #[config(default = 3000, range(1..), reload = "restart")]
    pub http_port: u16,
    /// Address to listen on; all by default.
    #[config(reload = "restart")]
    pub http_addr: Option<String>,
    /// Host in its own addresses.
    #[config(reload = "restart")]
    pub domain: Option<String>,
    /// Its address as browsers see it.
    #[config(reload = "restart")]
    pub root_url: Option<String>,
    /// File with the certificate.
    #[config(reload = "restart")]
    pub cert_file: Option<String>,
    /// File with the key of the certificate.
    #[config(not_secret, reload = "restart")]
    pub cert_key: Option<String>,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// The administrator of a Grafana, and how it keeps secrets.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct GrafanaSecurity {
    /// Name of the administrator.
    #[config(default = "admin", reload = "restart")]
    pub admin_user: String,
    /// Password of the administrator, for the first start; `admin` if nothing is said.
    #[config(reload = "restart")]
    pub admin_password: Option<Secret<String>>,
    /// Key that encrypts what it stores. What was stored is lost with it.
    #[config(reload = "rebuild")]
    pub secret_key: Option<Secret<String>>,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Where a Grafana keeps what it knows.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.r#type == GrafanaDatabaseType::Sqlite3 || self.host.is_some() || self.url.is_some(), "a database on a server needs host or url", code = "GRAFANA-063"),
)]
pub struct GrafanaDatabase {
    /// Which one.
    #[config(default = "sqlite3", reload = "restart")]
    pub r#type: GrafanaDatabaseType,
    /// Host and port.
    #[config(reload = "restart")]
    pub host: Option<String>,
    /// Name of the database.
    #[config(default = "grafana", reload = "restart")]
    pub name: String,
    /// User.
    #[config(default = "root", reload = "restart")]
    pub user: String,
    /// Password.
    #[config(reload = "restart")]
    pub password: Option<Secret<String>>,
    /// Address, in place of all above.
    #[config(reload = "restart")]
    pub url: Option<Secret<String>>,
    /// Whether the connection is encrypted.
    #[config(reload = "restart")]
    pub ssl_mode: Option<String>,
    /// Most connections; 0 is no limit.
    #[config(default = 0, reload = "restart")]
    pub max_open_conn: u32,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// A sort of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum GrafanaDatabaseType {
    /// A file.
    #[config(rename = "sqlite3")]
    Sqlite3,
    /// MySQL.
    #[config(rename = "mysql")]
    Mysql,
    /// PostgreSQL.
    #[config(rename = "postgres")]
    Postgres,
}

/// Where data comes from.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct DataSource {
    /// Name in addresses and dashboards.
    #[config(length(1..=40), pattern("^[a-zA-Z0-9_-]*$"), reload = "restart")]
    pub uid: Option<String>,
    /// Name for people; the uid if nothing is said.
    #[config(length(1..), reload = "restart")]
    pub name: Option<String>,
    /// Its plugin, such as `prometheus` or `loki`.
    #[config(length(1..), reload = "restart")]
    pub r#type: String,
    /// Its address.
    #[config(reload = "restart")]
    pub url: Option<String>,
    /// Who calls it.
    #[config(default = "proxy", reload = "restart")]
    pub access: DataSourceAccess,
    /// Whether it is taken where nothing is said.
    #[config(default = false, reload = "restart")]
    pub is_default: bool,
    /// Whether it can be changed by hand.
    #[config(default = false, reload = "restart")]
    pub editable: bool,
    /// User.
    #[config(reload = "restart")]
    pub user: Option<String>,
    /// Name of the database, for some plugins.
    #[config(reload = "restart")]
    pub database: Option<String>,
    /// Settings of the plugin.
    #[config(default, reload = "restart")]
    pub json_data: BTreeMap<String, AnyValue>,
    /// Secrets of the plugin, such as `password` and `httpHeaderValue1`.
    #[config(default, reload = "restart")]
    pub secure_json_data: BTreeMap<String, Secret<String>>,
    /// All other settings, as written.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Who calls a data source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum DataSourceAccess {
    /// The server.
    Proxy,
    /// The browser.
    Direct,
}

/// Who is told of alerts.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ContactPoint {
    /// Name, to which policies refer.
    #[config(length(1..))]
    pub name: String,
    /// Ways to tell; kept as written, for each plugin has its own.
    #[config(default = [])]
    pub receivers: Vec<AnyValue>,
}

fn unique(sources: &[DataSource]) -> bool {
    let twice = |of: fn(&DataSource) -> Option<&String>| {
        let mut seen: Vec<&String> = Vec::new();
        sources.iter().filter_map(of).any(|name| {
            let known = seen.contains(&name);
            seen.push(name);
            known
        })
    };
    !twice(|source| source.uid.as_ref()) && !twice(|source| source.name.as_ref())
}
