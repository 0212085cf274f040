//! Claims of storage.

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

use super::{LabelSelector, ObjectMetadata};
use crate::value::Quantity;

/// What new claims look like.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct ClaimTemplate {
    /// Version of the API.
    pub api_version: Option<String>,
    /// The kind.
    pub kind: Option<String>,
    /// Name and labels.
    #[config(default)]
    pub metadata: ObjectMetadata,
    /// What is wanted.
    pub spec: ClaimSpec,
    /// What there is; kept as written.
    pub status: Option<AnyValue>,
}

/// What a claim of storage wants.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct ClaimSpec {
    /// Who may use it.
    #[config(default = [])]
    pub access_modes: Vec<AccessMode>,
    /// How much.
    #[config(default)]
    pub resources: ClaimResources,
    /// Class of the storage; the default class when absent.
    pub storage_class_name: Option<String>,
    /// Class of its attributes.
    pub volume_attributes_class_name: Option<String>,
    /// Files or a device.
    pub volume_mode: Option<VolumeMode>,
    /// The volume.
    pub volume_name: Option<String>,
    /// Which volumes fit.
    pub selector: Option<LabelSelector>,
    /// What it begins with; kept as written.
    pub data_source: Option<AnyValue>,
    /// What it begins with; kept as written.
    pub data_source_ref: Option<AnyValue>,
}

impl ClaimSpec {
    /// Whether it says who may use how much, as the server asks of claims.
    pub(super) fn is_whole(&self) -> bool {
        let storage = self.resources.requests.get("storage");
        !self.access_modes.is_empty() && storage.is_some_and(|size| size.nano() > 0)
    }
}

/// How much storage.
#[derive(Clone, Debug, Default, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ClaimResources {
    /// At least.
    #[config(default)]
    pub requests: BTreeMap<String, Quantity>,
    /// At most.
    #[config(default)]
    pub limits: BTreeMap<String, Quantity>,
}

/// Who may use storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum AccessMode {
    /// One node, for reading and writing.
    ReadWriteOnce,
    /// Many nodes, for reading.
    ReadOnlyMany,
    /// Many nodes, for reading and writing.
    ReadWriteMany,
    /// One pod, for reading and writing.
    ReadWriteOncePod,
}

/// Files or a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum VolumeMode {
    /// Files.
    Filesystem,
    /// A device.
    Block,
}
