//! How workloads grow and shrink.

use config_core::{AnyValue, ServiceConfig};

use super::ObjectMetadata;

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
    /// Of a resource of all containers; kept as written.
    pub resource: Option<AnyValue>,
    /// Of a resource of one container; kept as written.
    pub container_resource: Option<AnyValue>,
    /// Of pods; kept as written.
    pub pods: Option<AnyValue>,
    /// Of another object; kept as written.
    pub object: Option<AnyValue>,
    /// From outside of the cluster; kept as written.
    pub external: Option<AnyValue>,
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
    /// How fast it grows; kept as written.
    pub scale_up: Option<AnyValue>,
    /// How fast it shrinks; kept as written.
    pub scale_down: Option<AnyValue>,
}
