//! Encryption at a gateway.

use config_core::ServiceConfig;

/// Encryption at a gateway.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.minimum <= self.maximum, "minimum must not exceed maximum", code = "GW-024"),
    check(self.minimum < TlsVersion::Tls13 || self.ciphers.is_empty(),
          "with the minimum 1.3 the ciphers cannot be chosen", code = "GW-024"),
    check(!self.clients.needs_authority() || self.client_authority.is_some(),
          "checking certificates of clients needs client_authority", code = "GW-024"),
)]
pub struct GatewayTls {
    /// Certificate chain in PEM form.
    pub cert: String,
    /// Private key in PEM form.
    pub key: String,
    /// Oldest version.
    #[config(default = "1.2")]
    pub minimum: TlsVersion,
    /// Newest version.
    #[config(default = "1.3")]
    pub maximum: TlsVersion,
    /// Ciphers, up to version 1.2.
    #[config(default = [])]
    pub ciphers: Vec<String>,
    /// Protocols that are offered.
    #[config(default = ["h2", "http/1.1"])]
    pub alpn: Vec<String>,
    /// Whether clients show a certificate.
    #[config(default = "none")]
    pub clients: ClientCertificates,
    /// Authority that signs certificates of clients.
    pub client_authority: Option<String>,
}

/// A version of TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ServiceConfig)]
#[config(write)]
pub enum TlsVersion {
    /// TLS 1.0.
    #[config(rename = "1.0")]
    Tls10,
    /// TLS 1.1.
    #[config(rename = "1.1")]
    Tls11,
    /// TLS 1.2.
    #[config(rename = "1.2")]
    Tls12,
    /// TLS 1.3.
    #[config(rename = "1.3")]
    Tls13,
}

/// Whether clients show a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum ClientCertificates {
    /// They are not asked.
    None,
    /// They are asked, and may refuse.
    Request,
    /// They must show any.
    RequireAny,
    /// What they show is checked.
    VerifyIfGiven,
    /// They must show one, and it is checked.
    RequireAndVerify,
}

impl ClientCertificates {
    fn needs_authority(self) -> bool {
        matches!(self, Self::VerifyIfGiven | Self::RequireAndVerify)
    }
}
