//! Settings and secrets that pods read.

use std::collections::BTreeMap;

use config_core::ServiceConfig;

use super::{EnvironmentValue, ObjectMetadata, StrictText};

/// Settings for pods, by name.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(!self.data.keys().any(|key| self.binary_data.contains_key(key)), "a key is in data or in binaryData, not in both"),
)]
pub struct ConfigMap {
    /// Version of the API.
    #[config(pattern("^v1$"))]
    pub api_version: String,
    /// The kind.
    #[config(pattern("^ConfigMap$"))]
    pub kind: String,
    /// Name and labels.
    pub metadata: ObjectMetadata,
    /// The settings; each is text.
    #[config(default, validate(keys))]
    pub data: BTreeMap<String, StrictText>,
    /// Settings that are no text, in base64.
    #[config(default, validate(keys))]
    pub binary_data: BTreeMap<String, StrictText>,
    /// Whether nothing of it may change any more.
    pub immutable: Option<bool>,
}

/// Secrets for pods, by name.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.has_json(), "the registries of a secret of this type are JSON"),
    check(self.has_its_keys(), "a secret of this type lacks a key: tls.crt and tls.key for kubernetes.io/tls, .dockerconfigjson, .dockercfg, ssh-privatekey, username or password"),
)]
pub struct SecretObject {
    /// Version of the API.
    #[config(pattern("^v1$"))]
    pub api_version: String,
    /// The kind.
    #[config(pattern("^Secret$"))]
    pub kind: String,
    /// Name and labels.
    pub metadata: ObjectMetadata,
    /// What the secrets are for; `Opaque` by default.
    #[config(not_secret)]
    pub r#type: Option<String>,
    /// The secrets in base64.
    #[config(default, validate(keys))]
    pub data: BTreeMap<String, EnvironmentValue>,
    /// The secrets as they are.
    #[config(default, validate(keys))]
    pub string_data: BTreeMap<String, EnvironmentValue>,
    /// Whether nothing of it may change any more.
    pub immutable: Option<bool>,
}

impl ConfigMap {
    /// The keys of values that are not in base64.
    pub(crate) fn not_base64(&self) -> impl Iterator<Item = &str> {
        self.binary_data.iter().filter(|(_, value)| !is_base64(value.as_str())).map(|(key, _)| key.as_str())
    }
}

impl SecretObject {
    /// The keys of values that are not in base64.
    pub(crate) fn not_base64(&self) -> impl Iterator<Item = &str> {
        let wrong = self.data.iter().filter(|(_, value)| !is_base64(value.expose_secret()));
        wrong.map(|(key, _)| key.as_str())
    }

    /// Whether what is said of registries in plain text is JSON; what is in base64 is left to the server.
    fn has_json(&self) -> bool {
        let key = match self.r#type.as_deref() {
            Some("kubernetes.io/dockerconfigjson") => ".dockerconfigjson",
            Some("kubernetes.io/dockercfg") => ".dockercfg",
            _ => return true,
        };
        self.string_data.get(key).is_none_or(|value| {
            config_format::parse(
                config_format::Format::Json,
                value.expose_secret().as_bytes().to_vec(),
                &config_format::Limits::default(),
            )
            .is_ok()
        })
    }

    /// What the server asks of the kinds of secrets that it knows.
    fn has_its_keys(&self) -> bool {
        let has = |key: &str| self.data.contains_key(key) || self.string_data.contains_key(key);
        match self.r#type.as_deref() {
            Some("kubernetes.io/tls") => has("tls.crt") && has("tls.key"),
            Some("kubernetes.io/dockerconfigjson") => has(".dockerconfigjson"),
            Some("kubernetes.io/dockercfg") => has(".dockercfg"),
            Some("kubernetes.io/basic-auth") => has("username") || has("password"),
            Some("kubernetes.io/ssh-auth") => has("ssh-privatekey"),
            _ => true,
        }
    }
}

/// The names of settings, which become names of files.
fn keys<T>(map: &BTreeMap<String, T>) -> Result<(), String> {
    match map.keys().find(|key| !is_key(key)) {
        Some(key) => {
            Err(format!("a key has letters, digits, dashes, underscores and dots alone, unlike {key}"))
        }
        None => Ok(()),
    }
}

/// Whether a text can be the name of a setting.
pub(super) fn is_key(key: &str) -> bool {
    key.len() <= 253
        && !key.is_empty()
        && key != "."
        && !key.starts_with("..")
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

/// Whether a text is base64 with its padding; line breaks do not count.
fn is_base64(text: &str) -> bool {
    let bytes = || text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n'));
    let padding = bytes().rev().take_while(|byte| *byte == b'=').count();
    let length = bytes().count();
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    length % 4 == 0 && padding <= 2 && bytes().take(length - padding).all(is_digit)
}
