//! Encryption, and certificates that say whether they are still good.

use config_core::{AnyValue, ServiceConfig};

use super::{CipherSuite, Curve, PinnedCertificate, Seconds};
use crate::value::OneOrMany;

/// Encryption. The certificates are read by the server alone; nothing is said of files that are missing here.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.is_complete(), "tls needs cert_file and key_file together", code = "NATS-024"),
    check(self.is_one_certificate(), "cert_file cannot be combined with certs", code = "NATS-024"),
    check(self.is_secure(), "a cipher suite is insecure, which needs allow_insecure_cipher_suites",
          code = "NATS-024"),
)]
pub struct Tls {
    /// Certificate.
    pub cert_file: Option<String>,
    /// Private key.
    pub key_file: Option<String>,
    /// Certificates of authorities.
    pub ca_file: Option<String>,
    /// Several certificates with their keys, instead of one.
    #[config(since = "2.11")]
    pub certs: Option<Vec<Certificate>>,
    /// Whether clients must show a certificate.
    #[config(default = false)]
    pub verify: bool,
    /// Whether the certificate names the user; it is verified then.
    #[config(default = false)]
    pub verify_and_map: bool,
    /// Whether the certificate must be of a known address; for clusters and gateways only.
    #[config(default = false)]
    pub verify_cert_and_check_known_urls: bool,
    /// Whether certificates of others are not verified.
    #[config(default = false)]
    pub insecure: bool,
    /// Longest time of the handshake (2 by default in 2.15).
    #[config(unit = "seconds")]
    pub timeout: Option<Seconds>,
    /// Cipher suites by the names that Go has for them.
    #[config(length(1..))]
    pub cipher_suites: Option<Vec<CipherSuite>>,
    /// Whether cipher suites may be used that are broken.
    #[config(default = false, since = "2.11")]
    pub allow_insecure_cipher_suites: bool,
    /// Curves in the order in which they are preferred.
    #[config(length(1..))]
    pub curve_preferences: Option<Vec<Curve>>,
    /// Oldest version of the protocol (`1.2` by default in 2.15).
    #[config(since = "2.11")]
    pub min_version: Option<TlsVersion>,
    /// Most new connections in a second; 0 is no limit.
    #[config(range(0..), unit = "connections per second")]
    pub connection_rate_limit: Option<i64>,
    /// Hashes (SHA-256) of the public keys that are accepted.
    pub pinned_certs: Option<Vec<PinnedCertificate>>,
    /// Whether the handshake comes before anything else: `true`, `auto`, or how long the server waits for it.
    #[config(alias = "first", alias = "immediate", since = "2.10")]
    pub handshake_first: Option<AnyValue>,
    /// Store of certificates of the operating system, on Windows.
    #[config(pattern("(?i)^windows(current)?(user|localmachine)$"))]
    pub cert_store: Option<String>,
    /// What certificates of the store are found by.
    #[config(pattern("(?i)^(issuer|subject|thumbprint)$"))]
    pub cert_match_by: Option<String>,
    /// What the certificate of the store must have.
    pub cert_match: Option<String>,
    /// Whether certificates of the store that are no longer good are passed over.
    #[config(default = false)]
    pub cert_match_skip_invalid: bool,
    /// Subjects of authorities in the store.
    pub ca_certs_match: Option<OneOrMany<String>>,
    /// Whether certificates of others are looked up; `true` in a file is a section that only says so.
    #[config(since = "2.10")]
    pub ocsp_peer: Option<OcspPeer>,
}

impl Tls {
    fn is_complete(&self) -> bool {
        self.cert_file.is_some() == self.key_file.is_some()
    }

    fn is_one_certificate(&self) -> bool {
        self.cert_file.is_none() || self.certs.is_none()
    }

    fn is_secure(&self) -> bool {
        let suites = self.cipher_suites.iter().flatten();
        self.allow_insecure_cipher_suites || !suites.copied().any(CipherSuite::is_insecure)
    }
}

/// A certificate with its key.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Certificate {
    /// Certificate.
    pub cert_file: String,
    /// Private key.
    pub key_file: String,
}

/// Looking up whether certificates of others are still good.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct OcspPeer {
    /// Whether it is done.
    #[config(default = false)]
    pub verify: bool,
    /// Longest time to ask the authority (2 by default in 2.15).
    #[config(unit = "seconds")]
    pub ca_timeout: Option<Seconds>,
    /// How much clocks may differ (30 by default in 2.15).
    #[config(unit = "seconds")]
    pub allowed_clockskew: Option<Seconds>,
    /// Whether a certificate that is not good only leads to a warning.
    #[config(default = false)]
    pub warn_only: bool,
    /// Whether a certificate that the authority does not know is good.
    #[config(default = false)]
    pub unknown_is_good: bool,
    /// Whether a certificate is good when the authority cannot be reached.
    #[config(default = false)]
    pub allow_when_ca_unreachable: bool,
    /// How long an answer is kept that does not say so itself (3600 by default in 2.15).
    #[config(unit = "seconds")]
    pub cache_ttl_when_next_update_unset: Option<Seconds>,
}

/// Certificates of the server itself that say they are still good.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Ocsp {
    /// When they do. `true` in a file is `auto`, `false` is `never`.
    #[config(default = "auto")]
    pub mode: OcspMode,
    /// Address to ask, instead of that in the certificate.
    pub url: Option<String>,
}

/// When certificates of the server say that they are still good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write, rename_all = "snake_case")]
pub enum OcspMode {
    /// When the certificate asks for it.
    Auto,
    /// Always.
    Always,
    /// When the certificate asks for it; the server stops when the certificate is revoked.
    Must,
    /// Never.
    Never,
}

/// Where answers about certificates are kept.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct OcspCache {
    /// In files, or not at all. `true` in a file is `local`, `false` is `none`.
    #[config(rename = "type", default = "local")]
    pub kind: OcspCacheType,
    /// Directory of the files (`_rc_` by default in 2.15).
    pub local_store: Option<String>,
    /// Whether answers that a certificate is revoked are kept for good.
    #[config(default = false)]
    pub preserve_revoked: bool,
    /// Time between two times that the files are written, in seconds or as a duration (300 by default in 2.15).
    pub save_interval: Option<Seconds>,
}

/// Where answers about certificates are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write, rename_all = "snake_case")]
pub enum OcspCacheType {
    /// In files.
    Local,
    /// Nowhere.
    None,
}

/// An oldest version of TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum TlsVersion {
    /// TLS 1.2.
    #[config(rename = "1.2")]
    OneTwo,
    /// TLS 1.3.
    #[config(rename = "1.3")]
    OneThree,
}
