//! Where variables and files of a container come from.

use config_core::{AnyValue, ServiceConfig};

use crate::value::Quantity;

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
#[config(rename_all = "camelCase", write)]
pub struct ResourceFieldReference {
    /// The container.
    pub container_name: Option<String>,
    /// The resource, such as `limits.memory`.
    #[config(pattern("^(limits|requests)\\."))]
    pub resource: String,
    /// In which unit.
    pub divisor: Option<Quantity>,
}

/// A key of a config map or a secret.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct KeyReference {
    /// Name of the object.
    #[config(length(1..))]
    pub name: String,
    /// The key.
    #[config(not_secret, length(1..))]
    pub key: String,
    /// Whether it may be missing.
    pub optional: Option<bool>,
}

/// A config map or a secret, all of it.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ObjectReference {
    /// Its name.
    #[config(length(1..))]
    pub name: String,
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
    #[config(length(1..))]
    pub path: String,
    /// Who may read it.
    #[config(range(0..=0o777))]
    pub mode: Option<u32>,
}
