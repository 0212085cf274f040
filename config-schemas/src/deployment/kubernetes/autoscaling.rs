//! How workloads grow and shrink.

use config_core::{AnyValue, ServiceConfig};

use super::{
    ContainerResourceMetric, ExternalMetric, ObjectMetadata, ObjectMetric, PodsMetric, ResourceMetric,
    ScalingRules,
};

/// How a workload grows and shrinks.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct HorizontalPodAutoscaler {
    /// Version of the API.
    #[config(pattern("^autoscaling/v2$"))]
    pub api_version: String,
    /// The kind.
    #[config(pattern("^HorizontalPodAutoscaler$"))]
    pub kind: String,
    /// Name and labels.
    pub metadata: ObjectMetadata,
    /// What is wanted.
    pub spec: HorizontalPodAutoscalerSpec,
    /// What there is; kept as written.
    pub status: Option<AnyValue>,
}

/// What an autoscaler wants.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.min_replicas <= self.max_replicas, "minReplicas must not exceed maxReplicas", code = "K8S-036"),
)]
pub struct HorizontalPodAutoscalerSpec {
    /// The workload.
    pub scale_target_ref: ScaleTarget,
    /// Fewest pods.
    #[config(default = 1, range(0..=2_147_483_647))]
    pub min_replicas: u32,
    /// Most pods.
    #[config(range(1..=2_147_483_647))]
    pub max_replicas: u32,
    /// What decides.
    #[config(default = [])]
    pub metrics: Vec<Metric>,
    /// How fast.
    pub behavior: Option<Behavior>,
}

/// A workload.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct ScaleTarget {
    /// Version of its API.
    pub api_version: Option<String>,
    /// Its kind.
    #[config(length(1..))]
    pub kind: String,
    /// Its name.
    #[config(length(1..))]
    pub name: String,
}

/// A measure. The field with the name of the type is given, and no other.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.fits_its_type(), "a metric has the field that its type names, and no other", code = "K8S-036"),
)]
pub struct Metric {
    /// Which sort of measure.
    #[config(rename = "type")]
    pub kind: MetricType,
    /// Of a resource of all containers.
    pub resource: Option<ResourceMetric>,
    /// Of a resource of one container.
    pub container_resource: Option<ContainerResourceMetric>,
    /// Of pods.
    pub pods: Option<PodsMetric>,
    /// Of another object.
    pub object: Option<ObjectMetric>,
    /// From outside of the cluster.
    pub external: Option<ExternalMetric>,
}

impl Metric {
    fn fits_its_type(&self) -> bool {
        let fields = [
            (MetricType::Resource, self.resource.is_some()),
            (MetricType::ContainerResource, self.container_resource.is_some()),
            (MetricType::Pods, self.pods.is_some()),
            (MetricType::Object, self.object.is_some()),
            (MetricType::External, self.external.is_some()),
        ];
        fields.into_iter().all(|(kind, given)| given == (kind == self.kind))
    }
}

/// A sort of measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum MetricType {
    /// A resource of all containers.
    Resource,
    /// A resource of one container.
    ContainerResource,
    /// A measure of pods.
    Pods,
    /// A measure of another object.
    Object,
    /// A measure from outside.
    External,
}

/// How fast a workload grows and shrinks.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct Behavior {
    /// How fast it grows.
    pub scale_up: Option<ScalingRules>,
    /// How fast it shrinks.
    pub scale_down: Option<ScalingRules>,
}
