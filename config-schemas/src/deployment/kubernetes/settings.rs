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
    check(self.has_its_keys(), "a secret of this type lacks a key: tls.crt and tls.key for kubernetes.io/tls, .dockerconfigjson, ssh-privatekey"),
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

impl SecretObject {
    /// The keys of values that are not in base64.
    pub(crate) fn not_base64(&self) -> impl Iterator<Item = &str> {
        let wrong = self.data.iter().filter(|(_, value)| !is_base64(value.expose_secret()));
        wrong.map(|(key, _)| key.as_str())
    }

    /// What the server asks of the kinds of secrets that it knows.
    fn has_its_keys(&self) -> bool {
        let has = |key: &str| self.data.contains_key(key) || self.string_data.contains_key(key);
        match self.r#type.as_deref() {
            Some("kubernetes.io/tls") => has("tls.crt") && has("tls.key"),
            Some("kubernetes.io/dockerconfigjson") => has(".dockerconfigjson"),
            Some("kubernetes.io/ssh-auth") => has("ssh-privatekey"),
            _ => true,
        }
    }
}

/// The names of settings, which become names of files.
fn keys<T>(map: &BTreeMap<String, T>) -> Result<(), String> {
    let fits = |key: &String| {
        key.len() <= 253
            && !key.is_empty()
            && key != "."
            && !key.starts_with("..")
            && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    match map.keys().find(|key| !fits(key)) {
        Some(key) => {
            Err(format!("a key has letters, digits, dashes, underscores and dots alone, unlike {key}"))
        }
        None => Ok(()),
    }
}

/// Whether a text is base64 with its padding; line breaks do not count.
fn is_base64(text: &str) -> bool {
    let bytes = || text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n'));
    let padding = bytes().rev().take_while(|byte| *byte == b'=').count();
    let length = bytes().count();
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    length % 4 == 0 && padding <= 2 && bytes().take(length - padding).all(is_digit)
}
