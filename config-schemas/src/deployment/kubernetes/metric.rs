//! What an autoscaler measures, and how fast it acts.

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

use super::{ScaleTarget, StrictText};
use crate::value::Quantity;

/// The use of a resource, over all containers of the pods.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.target.is_average(), "the target of a resource is an averageUtilization or an averageValue", code = "K8S-036"),
)]
pub struct ResourceMetric {
    /// Name of the resource.
    #[config(length(1..))]
    pub name: String,
    /// What it should be.
    pub target: MetricTarget,
}

/// The use of a resource by one container of the pods.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.target.is_average(), "the target of a resource is an averageUtilization or an averageValue", code = "K8S-036"),
)]
pub struct ContainerResourceMetric {
    /// Name of the resource.
    #[config(length(1..))]
    pub name: String,
    /// Name of the container.
    #[config(length(1..))]
    pub container: String,
    /// What it should be.
    pub target: MetricTarget,
}

/// A measure of each pod.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.target.average_value.is_some(), "the target of a metric of pods is an averageValue", code = "K8S-036"),
)]
pub struct PodsMetric {
    /// The measure.
    pub metric: MetricIdentifier,
    /// What it should be.
    pub target: MetricTarget,
}

/// A measure of another object.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.target.value.is_some() || self.target.average_value.is_some(),
          "the target is a value or an averageValue", code = "K8S-036"),
)]
pub struct ObjectMetric {
    /// The object.
    pub described_object: ScaleTarget,
    /// The measure.
    pub metric: MetricIdentifier,
    /// What it should be.
    pub target: MetricTarget,
}

/// A measure from outside of the cluster.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.target.has_a_value(), "the target is a value or an averageValue", code = "K8S-036"),
)]
pub struct ExternalMetric {
    /// The measure.
    pub metric: MetricIdentifier,
    /// What it should be.
    pub target: MetricTarget,
}

/// Which measure is meant.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct MetricIdentifier {
    /// Its name.
    #[config(pattern("^[^/%]+$"))]
    pub name: String,
    /// Its labels, in whatever form the one who measures has them.
    pub selector: Option<MetricSelector>,
}

/// Which series of a measure are meant. The server holds them against no rules of its own.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct MetricSelector {
    /// Labels that must be there.
    #[config(default)]
    pub match_labels: BTreeMap<String, StrictText>,
    /// Requirements of labels; kept as written.
    pub match_expressions: Option<AnyValue>,
}

/// What a measure should be.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.value.is_none_or(|value| value.nano() > 0), "value is above 0", code = "K8S-036"),
    check(self.average_value.is_none_or(|value| value.nano() > 0), "averageValue is above 0", code = "K8S-036"),
)]
pub struct MetricTarget {
    /// Which of the numbers counts.
    #[config(rename = "type")]
    pub kind: TargetType,
    /// All of it.
    pub value: Option<Quantity>,
    /// The share of a pod.
    pub average_value: Option<Quantity>,
    /// Percent of what the pods ask for.
    #[config(range(1..=2_147_483_647), unit = "percent")]
    pub average_utilization: Option<u32>,
}

impl MetricTarget {
    fn is_average(&self) -> bool {
        self.average_value.is_some() != self.average_utilization.is_some()
    }

    fn has_a_value(&self) -> bool {
        self.value.is_some() != self.average_value.is_some()
    }
}

/// Which number of a target counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum TargetType {
    /// Percent of what the pods ask for.
    Utilization,
    /// All of it.
    Value,
    /// The share of a pod.
    AverageValue,
}

/// How fast a workload grows or shrinks.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct ScalingRules {
    /// How long the measures are looked back at.
    #[config(range(0..=3_600), unit = "seconds")]
    pub stabilization_window_seconds: Option<u32>,
    /// Which of the steps counts.
    pub select_policy: Option<PolicySelection>,
    /// The steps that are allowed.
    #[config(length(1..))]
    pub policies: Option<Vec<ScalingPolicy>>,
    /// How far a measure may be off before anything is done.
    pub tolerance: Option<Quantity>,
}

/// Which of several steps counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum PolicySelection {
    /// The largest.
    Max,
    /// The smallest.
    Min,
    /// None: nothing is done.
    Disabled,
}

/// A step.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct ScalingPolicy {
    /// What the number counts.
    #[config(rename = "type")]
    pub kind: PolicyUnit,
    /// How many.
    #[config(range(1..=2_147_483_647))]
    pub value: u32,
    /// In which time.
    #[config(range(1..=1_800), unit = "seconds")]
    pub period_seconds: u32,
}

/// What the number of a step counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum PolicyUnit {
    /// Pods.
    Pods,
    /// Percent of the pods.
    Percent,
}
