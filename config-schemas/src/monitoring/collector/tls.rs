//! TLS, and who comes in.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

use crate::monitoring::given;
use crate::value::GoDuration;

/// TLS, as servers and clients have it.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(!(given(&self.ca_file) && given(&self.ca_pem)), "at most one of ca_file and ca_pem may be given", code = "OTEL-024"),
    check(!(given(&self.cert_file) && given(&self.cert_pem)), "at most one of cert_file and cert_pem may be given", code = "OTEL-024"),
    check(!(given(&self.key_file) && given(&self.key_pem)), "at most one of key_file and key_pem may be given", code = "OTEL-024"),
    check(!given(&self.cert_file) && !given(&self.cert_pem) || given(&self.key_file) || given(&self.key_pem), "a certificate needs key_file or key_pem", code = "OTEL-024"),
    check(!given(&self.key_file) && !given(&self.key_pem) || given(&self.cert_file) || given(&self.cert_pem), "a key needs cert_file or cert_pem", code = "OTEL-024"),
    check(in_order(&self.min_version, &self.max_version), "min_version must not exceed max_version", code = "OTEL-024"),
)]
pub struct TlsSettings {
    /// A file with authorities.
    pub ca_file: Option<String>,
    /// Authorities, as text.
    pub ca_pem: Option<String>,
    /// Whether the authorities of the machine count as well.
    #[config(default = false)]
    pub include_system_ca_certs_pool: bool,
    /// A file with the certificate.
    pub cert_file: Option<String>,
    /// The certificate, as text.
    pub cert_pem: Option<String>,
    /// A file with the key.
    pub key_file: Option<String>,
    /// The key, as text.
    pub key_pem: Option<Secret<String>>,
    /// Oldest version; 1.2 by default.
    #[config(pattern("^(1\\.[0-3])?$"))]
    pub min_version: Option<String>,
    /// Newest version.
    #[config(pattern("^(1\\.[0-3])?$"))]
    pub max_version: Option<String>,
    /// Suites of ciphers.
    #[config(default = [])]
    pub cipher_suites: Vec<String>,
    /// Curves, the first one first.
    #[config(default = [])]
    pub curve_preferences: Vec<String>,
    /// How often files are read again.
    pub reload_interval: Option<GoDuration>,
    /// The key in a chip.
    #[config(default)]
    pub tpm: BTreeMap<String, AnyValue>,
}

/// TLS of a client.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ClientTls {
    /// What servers have as well.
    #[config(flatten)]
    pub common: TlsSettings,
    /// Whether there is no TLS.
    #[config(default = false)]
    pub insecure: bool,
    /// Whether the certificate of the other side is not checked.
    #[config(default = false)]
    pub insecure_skip_verify: bool,
    /// Name that the certificate must have.
    pub server_name_override: Option<String>,
}

/// TLS of a server.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.common.has_certificate(), "a server needs cert_file or cert_pem, and its key", code = "OTEL-024"),
)]
pub struct ServerTls {
    /// What clients have as well.
    #[config(flatten)]
    pub common: TlsSettings,
    /// A file with the authorities of clients.
    pub client_ca_file: Option<String>,
    /// Whether that file is read again when it changes.
    #[config(default = false)]
    pub client_ca_file_reload: bool,
}

impl TlsSettings {
    fn has_certificate(&self) -> bool {
        given(&self.cert_file) || given(&self.cert_pem) || given(&self.key_file) || given(&self.key_pem)
    }
}

/// Who may come in, or as whom one goes out.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct CollectorAuth {
    /// Extension that decides.
    pub authenticator: Option<String>,
    /// Parameters of a request that are handed to it.
    #[config(default = [])]
    pub request_params: Vec<String>,
}

/// An extension that sees each request.
#[derive(Clone, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub struct Middleware {
    /// The extension.
    pub id: Option<String>,
}

/// Versions are 1.0 to 1.3, and 1.2 is the oldest where none is given.
fn in_order(min: &Option<String>, max: &Option<String>) -> bool {
    let min = min.as_deref().filter(|version| !version.is_empty()).unwrap_or("1.2");
    max.as_deref().filter(|version| !version.is_empty()).is_none_or(|max| min <= max)
}
