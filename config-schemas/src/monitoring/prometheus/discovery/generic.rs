//! Lists, files, URLs and names.

use std::collections::BTreeMap;

use config_core::ServiceConfig;
use config_core::schema::Grammar;

use crate::monitoring::http::HttpClient;
use crate::value::{HttpUrl, PrometheusDuration, text_type};

text_type! {
    /// Host and port of a target, or with relabeling anything that it makes one of, such as the URL that a prober asks for.
    TargetAddress, "a host with a port such as localhost:9090", Grammar::All(&[]), |_text| Ok(())
}

/// Targets that are listed, and labels they all get.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct StaticConfig {
    /// The targets.
    #[config(default = [])]
    pub targets: Vec<TargetAddress>,
    /// The labels.
    #[config(default)]
    pub labels: BTreeMap<String, String>,
}

/// Files with targets.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct FileDiscovery {
    /// The files; they end in `.json`, `.yml` or `.yaml`, and the last part may have one `*`.
    #[config(length(1..), pattern("^[^*]*(\\*[^/]*)?\\.(json|yml|yaml|JSON|YML|YAML)$"))]
    pub files: Vec<String>,
    /// Time after which files are read again, changed or not.
    #[config(default = "5m")]
    pub refresh_interval: PrometheusDuration,
}

/// A URL with targets.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct HttpDiscovery {
    /// The URL.
    pub url: HttpUrl,
    /// Time between two requests.
    #[config(default = "1m")]
    pub refresh_interval: PrometheusDuration,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
}

/// Names of DNS.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.port.is_some() || self.r#type == DnsType::Srv, "records other than SRV need a port"),
)]
pub struct Dns {
    /// The names.
    #[config(length(1..))]
    pub names: Vec<String>,
    /// Type of the records.
    #[config(default = "SRV")]
    pub r#type: DnsType,
    /// Port of the targets, for records without one.
    pub port: Option<u16>,
    /// Time between two questions.
    #[config(default = "30s")]
    pub refresh_interval: PrometheusDuration,
}

/// A type of DNS records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write, rename_all = "UPPERCASE")]
pub enum DnsType {
    /// Names and ports of services.
    Srv,
    /// Addresses of IPv4.
    A,
    /// Addresses of IPv6.
    Aaaa,
    /// Servers of mail.
    Mx,
    /// Servers of names.
    Ns,
}
