//! Manifests of Kubernetes 1.37: pods, workloads, settings, secrets, services, network
//! policies, autoscalers and disruption budgets.
//!
//! The API server reads JSON, so text must be text: `value: 1` is refused where a string is wanted.

mod autoscaling;
mod batch;
mod container;
mod disruption;
mod manifest;
mod metadata;
mod metric;
mod network_policy;
mod placement;
mod pod;
mod probe;
mod security;
mod service;
mod settings;
mod source;
mod text;
mod volume;
mod workload;

pub use autoscaling::{
    Behavior, HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec, Metric, MetricType, ScaleTarget,
};
pub use batch::{ConcurrencyPolicy, CronJob, CronJobSpec, Job, JobSpec, JobTemplate};
pub use container::{
    Container, ContainerPort, EnvironmentFrom, EnvironmentVariable, Handler, Lifecycle, PullPolicy,
    ResourceRequirements, VolumeMount,
};
pub use disruption::{PodDisruptionBudget, PodDisruptionBudgetSpec};
pub use manifest::{Manifest, Manifests, Other};
pub use metadata::{LabelSelector, ObjectMetadata, OtherMetadata, SelectorOperator, SelectorRequirement};
pub use metric::{
    ContainerResourceMetric, ExternalMetric, MetricIdentifier, MetricTarget, ObjectMetric, PodsMetric,
    PolicySelection, PolicyUnit, ResourceMetric, ScalingPolicy, ScalingRules, TargetType,
};
pub use network_policy::{
    IpBlock, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicyRule, NetworkPolicySpec,
    PolicyType,
};
pub use placement::{
    Affinity, NodeAffinity, PodAffinity, PodTerm, PreferredNode, PreferredPod, Taint, Toleration,
    TolerationOperator, TopologySpread, Unsatisfiable,
};
pub use pod::{DnsPolicy, Pod, PodSpec, PodTemplate, RestartPolicy};
pub use probe::{ExecAction, GrpcAction, HttpGetAction, HttpHeader, Probe, Scheme, TcpSocketAction};
pub use security::{
    Capabilities, ContainerSecurity, FsGroupChangePolicy, PodSecurity, SeccompProfile, SeccompType,
};
pub use service::{Service, ServicePort, ServiceSpec, ServiceType, SessionAffinity, TrafficPolicy};
pub use settings::{ConfigMap, SecretObject};
pub use source::{
    ConfigMapFiles, FieldReference, KeyFile, KeyReference, ObjectReference, ResourceFieldReference,
    SecretFiles, ValueSource,
};
pub use text::{EnvironmentValue, PortName, StrictText};
pub use volume::{ClaimReference, EmptyDirectory, HostPath, Medium, Volume};
pub use workload::{
    DaemonSet, DaemonSetSpec, Deployment, DeploymentSpec, ReplicaSet, ReplicaSetSpec, RollingUpdate,
    StatefulSet, StatefulSetSpec, Strategy, StrategyType,
};

/// The protocol of a port.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, config_core::ServiceConfig)]
#[config(rename_all = "SCREAMING_SNAKE_CASE", write)]
pub enum Protocol {
    /// TCP.
    #[default]
    Tcp,
    /// UDP.
    Udp,
    /// SCTP.
    Sctp,
}
