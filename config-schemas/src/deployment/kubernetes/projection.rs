//! Volumes whose files the cluster makes.

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

use super::source::relative;
use super::{
    ClaimTemplate, FieldReference, KeyFile, LabelSelector, LocalReference, PullPolicy,
    ResourceFieldReference, StrictText,
};

/// Fields of the pod as files.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct DownwardVolume {
    /// The files.
    #[config(default = [])]
    pub items: Vec<DownwardFile>,
    /// Permissions of the files.
    #[config(range(0..=0o777))]
    pub default_mode: Option<i64>,
    /// Owner of the files.
    pub default_user: Option<i64>,
}

/// A field of the pod as a file.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.field_ref.is_some() != self.resource_field_ref.is_some(),
          "a file has exactly one of fieldRef and resourceFieldRef"),
    check(self.resource_field_ref.as_ref().is_none_or(|reference| reference.container_name.is_some()),
          "resourceFieldRef of a file has a containerName"),
)]
pub struct DownwardFile {
    /// Path of the file.
    #[config(validate(relative))]
    pub path: String,
    /// A field of the pod.
    pub field_ref: Option<FieldReference>,
    /// What a container asks of the node.
    pub resource_field_ref: Option<ResourceFieldReference>,
    /// Permissions of the file.
    #[config(range(0..=0o777))]
    pub mode: Option<i64>,
    /// Owner of the file.
    pub user: Option<i64>,
}

/// Several sources in one volume.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct ProjectedVolume {
    /// The sources.
    #[config(default = [])]
    pub sources: Vec<Projection>,
    /// Permissions of the files.
    #[config(range(0..=0o777))]
    pub default_mode: Option<i64>,
    /// Owner of the files.
    pub default_user: Option<i64>,
}

/// One of several sources. Exactly one is given.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.sources() <= 1, "a source of a projected volume is one thing"),
)]
pub struct Projection {
    /// A secret.
    #[config(not_secret)]
    pub secret: Option<ObjectProjection>,
    /// A config map.
    pub config_map: Option<ObjectProjection>,
    /// Fields of the pod.
    #[config(rename = "downwardAPI")]
    pub downward_api: Option<DownwardProjection>,
    /// A token of the pod's account.
    #[config(not_secret)]
    pub service_account_token: Option<TokenProjection>,
    /// Certificates of authorities.
    pub cluster_trust_bundle: Option<TrustProjection>,
    /// A certificate of the pod; kept as written.
    pub pod_certificate: Option<AnyValue>,
}

impl Projection {
    fn sources(&self) -> usize {
        let given = [
            self.secret.is_some(),
            self.config_map.is_some(),
            self.downward_api.is_some(),
            self.service_account_token.is_some(),
            self.cluster_trust_bundle.is_some(),
            self.pod_certificate.is_some(),
        ];
        given.into_iter().filter(|given| *given).count()
    }
}

/// A config map or a secret as a source.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ObjectProjection {
    /// Its name.
    #[config(length(1..))]
    pub name: String,
    /// Its keys and their paths; all when absent.
    #[config(default = [])]
    pub items: Vec<KeyFile>,
    /// Whether it may be missing.
    pub optional: Option<bool>,
}

/// Fields of the pod as a source.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct DownwardProjection {
    /// The files.
    #[config(default = [])]
    pub items: Vec<DownwardFile>,
}

/// A token of the pod's account as a source.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct TokenProjection {
    /// For whom the token is.
    pub audience: Option<String>,
    /// How long it is good for.
    #[config(range(600..=4_294_967_296), unit = "seconds")]
    pub expiration_seconds: Option<i64>,
    /// Path of the file.
    #[config(validate(relative))]
    pub path: String,
    /// Owner of the file.
    pub user: Option<i64>,
}

/// Certificates of authorities as a source.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct TrustProjection {
    /// Name of the bundle.
    pub name: Option<String>,
    /// Who signs.
    pub signer_name: Option<String>,
    /// Which bundles of the signer.
    pub label_selector: Option<LabelSelector>,
    /// Whether it may be missing.
    pub optional: Option<bool>,
    /// Path of the file.
    #[config(validate(relative))]
    pub path: String,
    /// Owner of the file.
    pub user: Option<i64>,
}

/// A driver for storage.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct CsiVolume {
    /// Name of the driver.
    #[config(length(1..=63))]
    pub driver: String,
    /// File system.
    pub fs_type: Option<String>,
    /// Whether it can only be read.
    pub read_only: Option<bool>,
    /// What the driver is told.
    #[config(default)]
    pub volume_attributes: BTreeMap<String, StrictText>,
    /// A secret for the driver.
    #[config(not_secret)]
    pub node_publish_secret_ref: Option<LocalReference>,
}

/// A directory of NFS.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct NfsVolume {
    /// The server.
    #[config(length(1..))]
    pub server: String,
    /// The directory, an absolute path.
    #[config(pattern("^/"))]
    pub path: String,
    /// Whether it can only be read.
    pub read_only: Option<bool>,
}

/// An image as a directory.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct ImageVolume {
    /// The image.
    pub reference: Option<String>,
    /// When it is fetched.
    pub pull_policy: Option<PullPolicy>,
}

/// A claim that goes with the pod.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.volume_claim_template.spec.is_whole(), "a claim has accessModes, and resources.requests.storage"),
)]
pub struct EphemeralVolume {
    /// What the claim looks like.
    pub volume_claim_template: ClaimTemplate,
}
