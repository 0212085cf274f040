//! A provider of identities.

use std::time::Duration;

use config_core::{Secret, ServiceConfig};

use crate::infrastructure::pool::Pool;

/// A provider of identities.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.access_token_lifetime <= self.refresh_token_lifetime,
          "access_token_lifetime must not exceed refresh_token_lifetime", code = "IDP-067"),
)]
pub struct IdentityProvider {
    /// Its own address, which stands in every token.
    #[config(format = "url", reload = "restart")]
    pub issuer: String,
    /// How tokens are signed.
    #[config(default = "RS256")]
    pub signing_algorithm: SigningAlgorithm,
    /// How long a token counts.
    #[config(default = "5m", range("1m"..="24h"), not_secret)]
    pub access_token_lifetime: Duration,
    /// How long it can be renewed.
    #[config(default = "12h", range("1m"..="8760h"), not_secret)]
    pub refresh_token_lifetime: Duration,
    /// Password of the administrator at the first start.
    pub admin_password: Option<Secret<String>>,
    /// The database.
    pub database: Option<Pool>,
    /// Realm, or tenant.
    #[config(default = "platform")]
    pub realm: String,
}

/// How tokens are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "UPPERCASE", write)]
pub enum SigningAlgorithm {
    /// RSA with SHA-256.
    Rs256,
    /// Elliptic curves with SHA-256.
    Es256,
    /// Edwards curves.
    Eddsa,
}
