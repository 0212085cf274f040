//! How many pods may be missing while nodes are emptied.

use config_core::{AnyValue, ServiceConfig};

use super::{LabelSelector, ObjectMetadata};
use crate::value::IntOrPercent;

/// How many pods may be missing while nodes are emptied.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct PodDisruptionBudget {
    /// Version of the API.
    #[config(pattern("^policy/v1$"))]
    pub api_version: String,
    /// The kind.
    #[config(pattern("^PodDisruptionBudget$"))]
    pub kind: String,
    /// Name and labels.
    pub metadata: ObjectMetadata,
    /// What is wanted.
    pub spec: PodDisruptionBudgetSpec,
    /// What there is; kept as written.
    pub status: Option<AnyValue>,
}

/// What a budget wants.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.min_available.is_none() || self.max_unavailable.is_none(),
          "a budget has either minAvailable or maxUnavailable", code = "K8S-036"),
)]
pub struct PodDisruptionBudgetSpec {
    /// Pods that must stay.
    pub min_available: Option<IntOrPercent>,
    /// Pods that may go.
    pub max_unavailable: Option<IntOrPercent>,
    /// Which pods are meant.
    pub selector: Option<LabelSelector>,
    /// Whether pods that cannot serve may go; kept as written.
    pub unhealthy_pod_eviction_policy: Option<String>,
}
