//! How the programs of the Prometheus family talk to HTTP servers.

use std::collections::BTreeMap;

use config_core::{Secret, ServiceConfig};

use super::{at_most_one, given};
use crate::value::HttpUrl;

/// An HTTP client: authentication, TLS, proxy. Flattened into the section that needs it.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([given(&self.bearer_token), given(&self.bearer_token_file)]),
          "at most one of bearer_token and bearer_token_file may be given"),
    check(at_most_one([self.basic_auth.is_some(), self.oauth2.is_some(), given(&self.bearer_token) || given(&self.bearer_token_file)]),
          "at most one of basic_auth, oauth2, bearer_token and bearer_token_file may be given"),
    check(at_most_one([self.authorization.is_some(), given(&self.bearer_token) || given(&self.bearer_token_file)]),
          "authorization cannot be combined with bearer_token or bearer_token_file"),
    check(at_most_one([self.basic_auth.is_some(), self.oauth2.is_some(), self.authorization.is_some()]),
          "at most one of basic_auth, oauth2 and authorization may be given"),
    check(!(self.proxy_from_environment && given(&self.proxy_url)),
          "proxy_url cannot be combined with proxy_from_environment"),
    check(!(self.proxy_from_environment && given(&self.no_proxy)),
          "no_proxy cannot be combined with proxy_from_environment"),
    check(!given(&self.no_proxy) || given(&self.proxy_url) || self.proxy_from_environment,
          "no_proxy needs proxy_url"),
    check(self.proxy_connect_header.is_empty() || given(&self.proxy_url) || self.proxy_from_environment,
          "proxy_connect_header needs proxy_url or proxy_from_environment"),
)]
pub struct HttpClient {
    /// User and password.
    pub basic_auth: Option<BasicAuth>,
    /// The `Authorization` header.
    pub authorization: Option<Authorization>,
    /// OAuth 2.0 with client credentials.
    pub oauth2: Option<OAuth2>,
    /// A bearer token; use `authorization` instead.
    pub bearer_token: Option<Secret<String>>,
    /// A file with a bearer token; use `authorization` instead.
    pub bearer_token_file: Option<String>,
    /// TLS.
    pub tls_config: Option<TlsConfig>,
    /// Whether redirects are followed.
    #[config(default = true)]
    pub follow_redirects: bool,
    /// Whether HTTP/2 is used.
    #[config(default = true)]
    pub enable_http2: bool,
    /// A proxy.
    pub proxy_url: Option<String>,
    /// Hosts that are reached without the proxy, separated by commas.
    pub no_proxy: Option<String>,
    /// Whether the proxy is taken from the environment.
    #[config(default = false)]
    pub proxy_from_environment: bool,
    /// Headers for the proxy.
    #[config(default)]
    pub proxy_connect_header: BTreeMap<String, Vec<Secret<String>>>,
    /// Headers for the server.
    #[config(default, validate(headers_not_reserved))]
    pub http_headers: BTreeMap<String, Header>,
}

impl HttpClient {
    /// Whether an `Authorization` header is sent. A bearer token becomes one when the client is read.
    pub(crate) fn has_authorization(&self) -> bool {
        self.authorization.is_some() || given(&self.bearer_token) || given(&self.bearer_token_file)
    }
}

/// User and password.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([given(&self.username), given(&self.username_file), given(&self.username_ref)]),
          "at most one of username, username_file and username_ref may be given"),
    check(at_most_one([given(&self.password), given(&self.password_file), given(&self.password_ref)]),
          "at most one of password, password_file and password_ref may be given"),
)]
pub struct BasicAuth {
    /// Name of the user.
    pub username: Option<String>,
    /// A file with the name of the user.
    pub username_file: Option<String>,
    /// A reference to a secret with the name of the user.
    pub username_ref: Option<String>,
    /// The password.
    pub password: Option<Secret<String>>,
    /// A file with the password.
    pub password_file: Option<String>,
    /// A reference to a secret with the password.
    pub password_ref: Option<String>,
}

/// The `Authorization` header.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([given(&self.credentials), given(&self.credentials_file), given(&self.credentials_ref)]),
          "at most one of credentials, credentials_file and credentials_ref may be given"),
    check(!self.r#type.trim().eq_ignore_ascii_case("basic"),
          "the type of authorization cannot be basic; use basic_auth"),
)]
pub struct Authorization {
    /// Type of the credentials.
    #[config(default = "Bearer")]
    pub r#type: String,
    /// The credentials.
    pub credentials: Option<Secret<String>>,
    /// A file with the credentials.
    pub credentials_file: Option<String>,
    /// A reference to a secret with the credentials.
    pub credentials_ref: Option<String>,
}

/// OAuth 2.0 with client credentials.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([given(&self.client_secret), given(&self.client_secret_file), given(&self.client_secret_ref)]),
          "at most one of client_secret, client_secret_file and client_secret_ref may be given"),
)]
pub struct OAuth2 {
    /// Identity of the client.
    #[config(length(1..))]
    pub client_id: String,
    /// Secret of the client.
    pub client_secret: Option<Secret<String>>,
    /// A file with the secret of the client.
    pub client_secret_file: Option<String>,
    /// A reference to the secret of the client.
    pub client_secret_ref: Option<String>,
    /// A file with the key that signs assertions.
    pub client_certificate_key_file: Option<String>,
    /// The key that signs assertions.
    pub client_certificate_key: Option<Secret<String>>,
    /// A reference to the key that signs assertions.
    pub client_certificate_key_ref: Option<String>,
    /// Identity of the key that signs assertions.
    pub client_certificate_key_id: Option<String>,
    /// Algorithm of signatures.
    pub signature_algorithm: Option<String>,
    /// Type of grant.
    pub grant_type: Option<String>,
    /// Issuer of assertions.
    pub iss: Option<String>,
    /// Audience of assertions.
    pub audience: Option<String>,
    /// Further claims of assertions.
    #[config(default)]
    pub claims: BTreeMap<String, config_core::AnyValue>,
    /// Scopes to ask for.
    #[config(default = [])]
    pub scopes: Vec<String>,
    /// Where tokens are given.
    #[config(length(1..), not_secret)]
    pub token_url: HttpUrl,
    /// Further parameters of the request for a token.
    #[config(default)]
    pub endpoint_params: BTreeMap<String, String>,
    /// TLS of the request for a token.
    pub tls_config: Option<TlsConfig>,
    /// A proxy for the request for a token.
    pub proxy_url: Option<String>,
    /// Hosts that are reached without the proxy.
    pub no_proxy: Option<String>,
    /// Whether the proxy is taken from the environment.
    #[config(default = false)]
    pub proxy_from_environment: bool,
    /// Headers for the proxy.
    #[config(default)]
    pub proxy_connect_header: BTreeMap<String, Vec<Secret<String>>>,
}

/// TLS of a client.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([given(&self.ca), given(&self.ca_file), given(&self.ca_ref)]),
          "at most one of ca, ca_file and ca_ref may be given"),
    check(at_most_one([given(&self.cert), given(&self.cert_file), given(&self.cert_ref)]),
          "at most one of cert, cert_file and cert_ref may be given"),
    check(at_most_one([given(&self.key), given(&self.key_file), given(&self.key_ref)]),
          "at most one of key, key_file and key_ref may be given"),
    check(!given(&self.cert) && !given(&self.cert_file) && !given(&self.cert_ref)
            || given(&self.key) || given(&self.key_file) || given(&self.key_ref),
          "a client certificate needs key or key_file"),
    check(!given(&self.key) && !given(&self.key_file) && !given(&self.key_ref)
            || given(&self.cert) || given(&self.cert_file) || given(&self.cert_ref),
          "a client key needs cert or cert_file"),
    check(in_order(self.min_version, self.max_version), "max_version must not be lower than min_version"),
)]
pub struct TlsConfig {
    /// Certificates of authorities, as text.
    pub ca: Option<String>,
    /// A file with certificates of authorities.
    pub ca_file: Option<String>,
    /// A reference to certificates of authorities.
    pub ca_ref: Option<String>,
    /// Certificate of the client, as text.
    pub cert: Option<String>,
    /// A file with the certificate of the client.
    pub cert_file: Option<String>,
    /// A reference to the certificate of the client.
    pub cert_ref: Option<String>,
    /// Key of the client, as text.
    pub key: Option<Secret<String>>,
    /// A file with the key of the client.
    pub key_file: Option<String>,
    /// A reference to the key of the client.
    pub key_ref: Option<String>,
    /// Name that the certificate of the server must have.
    pub server_name: Option<String>,
    /// Whether the certificate of the server is not checked.
    #[config(default = false)]
    pub insecure_skip_verify: bool,
    /// Oldest version of TLS.
    pub min_version: Option<TlsVersion>,
    /// Newest version of TLS.
    pub max_version: Option<TlsVersion>,
}

/// Whether the first is not above the second, if both are given.
pub(crate) fn in_order<T: PartialOrd>(low: Option<T>, high: Option<T>) -> bool {
    match (low, high) {
        (Some(low), Some(high)) => low <= high,
        _ => true,
    }
}

/// A version of TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ServiceConfig)]
#[config(write, rename_all = "UPPERCASE")]
pub enum TlsVersion {
    /// TLS 1.0, which nobody should use.
    Tls10,
    /// TLS 1.1, which nobody should use.
    Tls11,
    /// TLS 1.2.
    Tls12,
    /// TLS 1.3.
    Tls13,
}

/// The values of a header.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Header {
    /// Values that anyone may see.
    #[config(default = [])]
    pub values: Vec<String>,
    /// Values that are secret.
    #[config(default = [])]
    pub secrets: Vec<Secret<String>>,
    /// Files with values.
    #[config(default = [])]
    pub files: Vec<String>,
}

/// Headers that the client sets itself.
const RESERVED: &[&str] = &[
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "age",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "host",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "www-authenticate",
    "x-prometheus-scrape-timeout-seconds",
];

fn headers_not_reserved(headers: &BTreeMap<String, Header>) -> Result<(), String> {
    match headers.keys().find(|name| RESERVED.contains(&name.to_ascii_lowercase().as_str())) {
        Some(name) => Err(format!("http_headers: {name} is set by the client and cannot be given")),
        None => Ok(()),
    }
}
