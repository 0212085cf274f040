//! Where variables and files of a container come from.

use config_core::{AnyValue, ServiceConfig};

use crate::value::{DnsSubdomain, Quantity};

/// Where the value of a variable comes from; exactly one is given.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.count() == 1, "valueFrom has exactly one source"),
)]
pub struct ValueSource {
    /// A field of the pod.
    pub field_ref: Option<FieldReference>,
    /// A resource of a container.
    pub resource_field_ref: Option<ResourceFieldReference>,
    /// A key of a config map.
    pub config_map_key_ref: Option<KeyReference>,
    /// A key of a secret.
    #[config(not_secret)]
    pub secret_key_ref: Option<KeyReference>,
    /// A key of a file; kept as written.
    pub file_key_ref: Option<AnyValue>,
}

impl ValueSource {
    fn count(&self) -> usize {
        [
            self.field_ref.is_some(),
            self.resource_field_ref.is_some(),
            self.config_map_key_ref.is_some(),
            self.secret_key_ref.is_some(),
            self.file_key_ref.is_some(),
        ]
        .into_iter()
        .filter(|given| *given)
        .count()
    }
}

/// A field of the pod.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct FieldReference {
    /// Version of the API.
    pub api_version: Option<String>,
    /// Path of the field.
    #[config(validate(is_a_field))]
    pub field_path: String,
}

fn is_a_field(path: &str) -> Result<(), &'static str> {
    const FIELDS: &[&str] = &[
        "metadata.name",
        "metadata.namespace",
        "metadata.uid",
        "metadata.labels",
        "metadata.annotations",
        "spec.nodeName",
        "spec.host",
        "spec.serviceAccountName",
        "status.hostIP",
        "status.hostIPs",
        "status.podIP",
        "status.podIPs",
    ];
    let is_entry = ["metadata.labels['", "metadata.annotations['"]
        .iter()
        .any(|start| path.starts_with(start) && path.ends_with("']"));
    if is_entry || FIELDS.contains(&path) {
        return Ok(());
    }
    Err(
        "a field of a pod is metadata.name, metadata.namespace, metadata.uid, metadata.labels['KEY'], metadata.annotations['KEY'], spec.nodeName, spec.serviceAccountName, status.hostIP, status.hostIPs, status.podIP or status.podIPs",
    )
}

/// A resource of a container.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.divisor_fits(), "the divisor of a cpu is 1 or 1m, and that of another resource 1 or one unit such as 1Mi"),
)]
pub struct ResourceFieldReference {
    /// The container.
    pub container_name: Option<String>,
    /// The resource, such as `limits.memory`.
    #[config(pattern("^(limits|requests)\\.(cpu|memory|ephemeral-storage|hugepages-.+)$"))]
    pub resource: String,
    /// In which unit.
    pub divisor: Option<Quantity>,
}

impl ResourceFieldReference {
    fn divisor_fits(&self) -> bool {
        const NANO: i128 = 1_000_000_000;
        let Some(divisor) = self.divisor.map(Quantity::nano).filter(|divisor| *divisor != 0) else {
            return true;
        };
        if self.resource.ends_with(".cpu") {
            return divisor == NANO || divisor == NANO / 1000;
        }
        (0..=6).any(|power| divisor == NANO * 1000_i128.pow(power) || divisor == NANO * 1024_i128.pow(power))
    }
}

/// A key of a config map or a secret.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct KeyReference {
    /// Name of the object.
    pub name: DnsSubdomain,
    /// The key.
    #[config(not_secret, validate(is_a_key))]
    pub key: String,
    /// Whether it may be missing.
    pub optional: Option<bool>,
}

fn is_a_key(key: &str) -> Result<(), &'static str> {
    match super::settings::is_key(key) {
        true => Ok(()),
        false => Err("a key has letters, digits, dashes, underscores and dots alone"),
    }
}

/// An object of the same namespace.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct LocalReference {
    /// Its name.
    #[config(default = "")]
    pub name: String,
}

/// A config map or a secret, all of it.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ObjectReference {
    /// Its name.
    pub name: DnsSubdomain,
    /// Whether it may be missing.
    pub optional: Option<bool>,
}

/// A config map as files.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct ConfigMapFiles {
    /// Its name.
    #[config(length(1..))]
    pub name: String,
    /// Which keys, and where; all of them by default.
    #[config(default = [])]
    pub items: Vec<KeyFile>,
    /// Who may read the files.
    #[config(range(0..=0o777))]
    pub default_mode: Option<u32>,
    /// Owner of the files.
    pub default_user: Option<i64>,
    /// Whether it may be missing.
    pub optional: Option<bool>,
}

/// A secret as files.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct SecretFiles {
    /// Its name.
    #[config(not_secret, length(1..))]
    pub secret_name: String,
    /// Which keys, and where; all of them by default.
    #[config(default = [])]
    pub items: Vec<KeyFile>,
    /// Who may read the files.
    #[config(range(0..=0o777))]
    pub default_mode: Option<u32>,
    /// Owner of the files.
    pub default_user: Option<i64>,
    /// Whether it may be missing.
    pub optional: Option<bool>,
}

/// A key as a file.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct KeyFile {
    /// The key.
    #[config(not_secret, length(1..))]
    pub key: String,
    /// The file, from the directory of the volume.
    #[config(validate(relative))]
    pub path: String,
    /// Who may read it.
    #[config(range(0..=0o777))]
    pub mode: Option<u32>,
    /// Owner of the file.
    pub user: Option<i64>,
}

pub(super) fn relative(path: &str) -> Result<(), &'static str> {
    if path.is_empty() {
        return Err("the path is empty");
    }
    if path.starts_with('/') || path.starts_with("..") || path.split('/').any(|part| part == "..") {
        return Err("the path is relative, without .. in it");
    }
    Ok(())
}
