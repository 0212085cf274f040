//! Workloads: pods that are kept running.

use config_core::{AnyValue, ServiceConfig};

use super::{ClaimTemplate, LabelSelector, ObjectMetadata, PodTemplate, RestartPolicy};
use crate::value::IntOrPercent;

/// Pods of which any can stand for another.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct Deployment {
    /// Version of the API.
    #[config(pattern("^apps/v1$"))]
    pub api_version: String,
    /// The kind.
    #[config(pattern("^Deployment$"))]
    pub kind: String,
    /// Name and labels.
    pub metadata: ObjectMetadata,
    /// What is wanted.
    pub spec: DeploymentSpec,
    /// What there is; kept as written.
    pub status: Option<AnyValue>,
}

/// What a deployment wants.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(!self.selector.is_empty(), "the selector of a workload is not empty"),
    check(self.selector.matches(&self.template.metadata.labels), "the selector must match the labels of the template"),
    check(matches!(self.template.spec.restart_policy, None | Some(RestartPolicy::Always)),
          "restartPolicy of a workload that is kept running is Always"),
    check(self.template.spec.active_deadline_seconds.is_none(),
          "a workload that is kept running has no activeDeadlineSeconds"),
    check(self.strategy.kind != StrategyType::OnDelete, "the strategy of a deployment is RollingUpdate or Recreate", code = "K8S-034"),
    check(self.progress_deadline_seconds > self.min_ready_seconds,
          "progressDeadlineSeconds must be above minReadySeconds"),
)]
pub struct DeploymentSpec {
    /// How many pods.
    #[config(default = 1, range(0..=2_147_483_647))]
    pub replicas: u32,
    /// Which pods are meant.
    pub selector: LabelSelector,
    /// What they look like.
    pub template: PodTemplate,
    /// How they are replaced.
    #[config(default)]
    pub strategy: Strategy,
    /// How long a pod must serve before it counts.
    #[config(default = 0, range(0..), unit = "seconds")]
    pub min_ready_seconds: i64,
    /// How many old versions are kept.
    #[config(default = 10, range(0..))]
    pub revision_history_limit: i64,
    /// Whether nothing is replaced for now.
    #[config(default = false)]
    pub paused: bool,
    /// How long a replacement may take.
    #[config(default = 600, range(1..), unit = "seconds")]
    pub progress_deadline_seconds: i64,
}

/// How pods are replaced.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.kind != StrategyType::Recreate || self.rolling_update.is_none(),
          "the strategy Recreate has no rollingUpdate", code = "K8S-034"),
)]
pub struct Strategy {
    /// One after the other, or all at once.
    #[config(rename = "type", default = "RollingUpdate")]
    pub kind: StrategyType,
    /// How many at a time.
    pub rolling_update: Option<RollingUpdate>,
}

impl Strategy {
    /// Whether pods are replaced where they are, as those of stateful and daemon sets must be.
    fn is_in_place(&self) -> bool {
        self.kind != StrategyType::Recreate
            && (self.kind == StrategyType::RollingUpdate || self.rolling_update.is_none())
    }
}

/// One after the other, or all at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum StrategyType {
    /// One after the other.
    RollingUpdate,
    /// All at once.
    Recreate,
    /// When they are deleted by hand.
    OnDelete,
}

/// How many pods are replaced at a time.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(!(self.max_surge.is_some_and(IntOrPercent::is_zero) && self.max_unavailable.is_some_and(IntOrPercent::is_zero)),
          "maxSurge and maxUnavailable cannot both be 0", code = "K8S-034"),
    check(!matches!(self.max_unavailable, Some(IntOrPercent::Percent(101..))),
          "maxUnavailable must not exceed 100%", code = "K8S-034"),
)]
pub struct RollingUpdate {
    /// How many more than wanted. 25% by default.
    pub max_surge: Option<IntOrPercent>,
    /// How many fewer than wanted. 25% by default.
    pub max_unavailable: Option<IntOrPercent>,
    /// Number from which pods are replaced; for stateful sets.
    #[config(range(0..))]
    pub partition: Option<i64>,
}

/// Pods with a name and storage of their own.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct StatefulSet {
    /// Version of the API.
    #[config(pattern("^apps/v1$"))]
    pub api_version: String,
    /// The kind.
    #[config(pattern("^StatefulSet$"))]
    pub kind: String,
    /// Name and labels.
    pub metadata: ObjectMetadata,
    /// What is wanted.
    pub spec: StatefulSetSpec,
    /// What there is; kept as written.
    pub status: Option<AnyValue>,
}

/// What a stateful set wants.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(!self.selector.is_empty(), "the selector of a workload is not empty"),
    check(self.selector.matches(&self.template.metadata.labels), "the selector must match the labels of the template"),
    check(matches!(self.template.spec.restart_policy, None | Some(RestartPolicy::Always)),
          "restartPolicy of a workload that is kept running is Always"),
    check(self.template.spec.active_deadline_seconds.is_none(),
          "a workload that is kept running has no activeDeadlineSeconds"),
    check(self.update_strategy.as_ref().is_none_or(Strategy::is_in_place), "the updateStrategy is RollingUpdate or OnDelete", code = "K8S-034"),
)]
pub struct StatefulSetSpec {
    /// How many pods.
    #[config(default = 1, range(0..=2_147_483_647))]
    pub replicas: u32,
    /// Which pods are meant.
    pub selector: LabelSelector,
    /// What they look like.
    pub template: PodTemplate,
    /// Name of the service that gives them names.
    pub service_name: Option<String>,
    /// Claims of storage of each.
    #[config(default = [])]
    pub volume_claim_templates: Vec<ClaimTemplate>,
    /// In order, or all at once.
    pub pod_management_policy: Option<PodManagement>,
    /// How they are replaced.
    pub update_strategy: Option<Strategy>,
    /// How long a pod must serve before it counts.
    #[config(default = 0, range(0..), unit = "seconds")]
    pub min_ready_seconds: i64,
    /// How many old versions are kept.
    #[config(default = 10, range(0..))]
    pub revision_history_limit: i64,
    /// What becomes of claims; kept as written.
    pub persistent_volume_claim_retention_policy: Option<AnyValue>,
    /// Numbers of the pods; kept as written.
    pub ordinals: Option<AnyValue>,
}

/// Whether pods are made in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum PodManagement {
    /// One after the other.
    OrderedReady,
    /// All at once.
    Parallel,
}

/// One pod on each node.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct DaemonSet {
    /// Version of the API.
    #[config(pattern("^apps/v1$"))]
    pub api_version: String,
    /// The kind.
    #[config(pattern("^DaemonSet$"))]
    pub kind: String,
    /// Name and labels.
    pub metadata: ObjectMetadata,
    /// What is wanted.
    pub spec: DaemonSetSpec,
    /// What there is; kept as written.
    pub status: Option<AnyValue>,
}

/// What a daemon set wants.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(!self.selector.is_empty(), "the selector of a workload is not empty"),
    check(self.selector.matches(&self.template.metadata.labels), "the selector must match the labels of the template"),
    check(matches!(self.template.spec.restart_policy, None | Some(RestartPolicy::Always)),
          "restartPolicy of a workload that is kept running is Always"),
    check(self.template.spec.active_deadline_seconds.is_none(),
          "a workload that is kept running has no activeDeadlineSeconds"),
    check(self.update_strategy.as_ref().is_none_or(Strategy::is_in_place), "the updateStrategy is RollingUpdate or OnDelete", code = "K8S-034"),
)]
pub struct DaemonSetSpec {
    /// Which pods are meant.
    pub selector: LabelSelector,
    /// What they look like.
    pub template: PodTemplate,
    /// How they are replaced.
    pub update_strategy: Option<Strategy>,
    /// How long a pod must serve before it counts.
    #[config(default = 0, range(0..), unit = "seconds")]
    pub min_ready_seconds: i64,
    /// How many old versions are kept.
    #[config(default = 10, range(0..))]
    pub revision_history_limit: i64,
}

/// As many equal pods as wanted; what a deployment is made of.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct ReplicaSet {
    /// Version of the API.
    #[config(pattern("^apps/v1$"))]
    pub api_version: String,
    /// The kind.
    #[config(pattern("^ReplicaSet$"))]
    pub kind: String,
    /// Name and labels.
    pub metadata: ObjectMetadata,
    /// What is wanted.
    pub spec: ReplicaSetSpec,
    /// What there is; kept as written.
    pub status: Option<AnyValue>,
}

/// What a set of replicas wants.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(!self.selector.is_empty(), "the selector of a workload is not empty"),
    check(self.selector.matches(&self.template.metadata.labels), "the selector must match the labels of the template"),
    check(matches!(self.template.spec.restart_policy, None | Some(RestartPolicy::Always)),
          "restartPolicy of a workload that is kept running is Always"),
)]
pub struct ReplicaSetSpec {
    /// How many pods.
    #[config(default = 1, range(0..=2_147_483_647))]
    pub replicas: u32,
    /// Which pods are meant.
    pub selector: LabelSelector,
    /// What they look like.
    pub template: PodTemplate,
    /// How long a pod must serve before it counts.
    #[config(default = 0, range(0..), unit = "seconds")]
    pub min_ready_seconds: i64,
}
