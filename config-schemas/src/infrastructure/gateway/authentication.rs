//! Who may call.

use std::collections::BTreeMap;
use std::time::Duration;

use config_core::{Secret, ServiceConfig};

/// Who may call. Nothing said is everybody.
#[derive(Clone, Debug, Default, PartialEq, ServiceConfig)]
#[config(
    write,
    check(!(self.optional && self.fail_open), "optional and fail_open exclude each other", code = "GW-061"),
)]
pub struct Authentication {
    /// With a signed token.
    #[config(default = [], length(..=16), merge = "keyed", key = "name")]
    pub jwt: Vec<Jwt>,
    /// By signing in at a provider of identities.
    pub oidc: Option<OpenIdConnect>,
    /// With a key.
    #[config(not_secret)]
    pub api_keys: Option<ApiKeys>,
    /// With a name and a password: passwords by name.
    #[config(default)]
    pub basic: BTreeMap<String, Secret<String>>,
    /// Whether callers without any are let in.
    #[config(default = false)]
    pub optional: bool,
    /// Whether callers are let in while it cannot be found out who they are.
    #[config(default = false)]
    pub fail_open: bool,
}

/// A signed token.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.jwks_url.is_some() != self.jwks_file.is_some(), "exactly one of jwks_url and jwks_file is given",
          code = "GW-061"),
)]
pub struct Jwt {
    /// Its name.
    pub name: String,
    /// Who signs.
    pub issuer: String,
    /// For whom; anybody when empty.
    #[config(default = [], length(..=8))]
    pub audiences: Vec<String>,
    /// Where the keys are.
    #[config(format = "url")]
    pub jwks_url: Option<String>,
    /// File of the keys.
    pub jwks_file: Option<String>,
    /// How long the keys count.
    #[config(default = "5m", range("1s"..="24h"))]
    pub cache: Duration,
    /// Claims that become headers.
    #[config(default)]
    pub claim_to_headers: BTreeMap<String, String>,
}

/// Signing in at a provider of identities.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.client_id.is_some() != self.client_id_reference.is_some(),
          "exactly one of client_id and client_id_reference is given", code = "GW-061"),
)]
pub struct OpenIdConnect {
    /// Address of the provider.
    #[config(format = "url")]
    pub provider: String,
    /// Name of the gateway at the provider.
    pub client_id: Option<String>,
    /// Where that name lies.
    pub client_id_reference: Option<String>,
    /// What proves that it is the gateway.
    pub client_secret: Secret<String>,
    /// What is asked for; `openid` always is.
    #[config(default = ["openid"])]
    pub scopes: Vec<String>,
    /// Where the provider sends people back.
    #[config(format = "url")]
    pub redirect_url: Option<String>,
    /// Path that signs out.
    #[config(pattern("^/"))]
    pub logout_path: Option<String>,
}

/// Keys that callers present.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ApiKeys {
    /// Where a request carries the key.
    #[config(default)]
    pub place: ApiKeyPlace,
    /// The keys, by the names of those who have them.
    #[config(default)]
    pub keys: BTreeMap<String, Secret<String>>,
}

/// Where a request carries a key: exactly one place.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.places() == 1, "a key comes from exactly one of header, parameter and cookie", code = "GW-061"),
)]
pub struct ApiKeyPlace {
    /// Name of a header.
    pub header: Option<String>,
    /// Name of a parameter of the address.
    pub parameter: Option<String>,
    /// Name of a cookie.
    pub cookie: Option<String>,
}

impl ApiKeyPlace {
    fn places(&self) -> usize {
        [&self.header, &self.parameter, &self.cookie].into_iter().flatten().count()
    }
}

impl Default for ApiKeyPlace {
    fn default() -> Self {
        Self { header: Some("x-api-key".to_owned()), parameter: None, cookie: None }
    }
}
