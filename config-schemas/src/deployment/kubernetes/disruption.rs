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
    #[config(default)]
    pub spec: PodDisruptionBudgetSpec,
    /// What there is; kept as written.
    pub status: Option<AnyValue>,
}

/// What a budget wants.
#[derive(Clone, Debug, Default, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.min_available.is_none() || self.max_unavailable.is_none(),
          "a budget has either minAvailable or maxUnavailable", code = "K8S-036"),
    check(!matches!(self.min_available, Some(IntOrPercent::Percent(101..)))
              && !matches!(self.max_unavailable, Some(IntOrPercent::Percent(101..))),
          "a budget is at most 100%", code = "K8S-036"),
)]
pub struct PodDisruptionBudgetSpec {
    /// Pods that must stay.
    pub min_available: Option<IntOrPercent>,
    /// Pods that may go.
    pub max_unavailable: Option<IntOrPercent>,
    /// Which pods are meant.
    pub selector: Option<LabelSelector>,
    /// Whether pods that cannot serve may go.
    pub unhealthy_pod_eviction_policy: Option<UnhealthyEviction>,
}

/// Whether pods that cannot serve may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum UnhealthyEviction {
    /// If enough others can serve.
    IfHealthyBudget,
    /// Always.
    AlwaysAllow,
}
