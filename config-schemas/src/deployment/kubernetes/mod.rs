//! Manifests of Kubernetes 1.37: pods, workloads, settings, secrets, services, network
//! policies, autoscalers and disruption budgets.
//!
//! The API server reads JSON, so text must be text: `value: 1` is refused where a string is wanted.

mod autoscaling;
mod batch;
mod claim;
mod container;
mod disruption;
mod manifest;
mod metadata;
mod metric;
mod names;
mod network_policy;
mod placement;
mod pod;
mod probe;
mod projection;
mod resources;
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
pub use batch::{
    CompletionMode, ConcurrencyPolicy, CronJob, CronJobSpec, Job, JobSpec, JobTemplate, PodReplacement,
};
pub use claim::{AccessMode, ClaimResources, ClaimSpec, ClaimTemplate, VolumeMode};
pub use container::{
    Container, ContainerPort, EnvironmentFrom, EnvironmentVariable, Handler, Lifecycle, MessagePolicy,
    MountPropagation, PullPolicy, RecursiveReadOnly, VolumeMount,
};
pub use disruption::{PodDisruptionBudget, PodDisruptionBudgetSpec, UnhealthyEviction};
pub use manifest::{Manifest, Manifests, Other};
pub use metadata::{LabelSelector, ObjectMetadata, OtherMetadata, SelectorOperator, SelectorRequirement};
pub use metric::{
    ContainerResourceMetric, ExternalMetric, MetricIdentifier, MetricSelector, MetricTarget, ObjectMetric,
    PodsMetric, PolicySelection, PolicyUnit, ResourceMetric, ScalingPolicy, ScalingRules, TargetType,
};
pub use names::{DnsConfig, DnsOption, HostAlias, ReadinessGate};
pub use network_policy::{
    IpBlock, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicyRule, NetworkPolicySpec,
    PolicyType,
};
pub use placement::{
    Affinity, NodeAffinity, NodeSelector, NodeTerm, PodAffinity, PodTerm, PreferredNode, PreferredPod, Taint,
    Toleration, TolerationOperator, TopologySpread, Unsatisfiable,
};
pub use pod::{DnsPolicy, Pod, PodSpec, PodTemplate, Preemption, RestartPolicy};
pub use probe::{ExecAction, GrpcAction, HttpGetAction, HttpHeader, Probe, Scheme, TcpSocketAction};
pub use projection::{
    CsiVolume, DownwardFile, DownwardProjection, DownwardVolume, EphemeralVolume, ImageVolume, NfsVolume,
    ObjectProjection, ProjectedVolume, Projection, TokenProjection, TrustProjection,
};
pub use resources::ResourceRequirements;
pub use security::{
    Capabilities, ContainerSecurity, FsGroupChangePolicy, PodSecurity, ProcMount, SeLinuxOptions,
    SeccompProfile, SeccompType, Sysctl,
};
pub use service::{
    AddressFamily, AddressFamilyPolicy, ClientAddressConfig, Service, ServicePort, ServiceSpec, ServiceType,
    SessionAffinity, SessionAffinityConfig, TrafficDistribution, TrafficPolicy,
};
pub use settings::{ConfigMap, SecretObject};
pub use source::{
    ConfigMapFiles, FieldReference, KeyFile, KeyReference, LocalReference, ObjectReference,
    ResourceFieldReference, SecretFiles, ValueSource,
};
pub use text::{EnvironmentValue, PortName, StrictText};
pub use volume::{ClaimReference, EmptyDirectory, HostPath, HostPathKind, Medium, Volume};
pub use workload::{
    DaemonSet, DaemonSetSpec, Deployment, DeploymentSpec, PodManagement, ReplicaSet, ReplicaSetSpec,
    RollingUpdate, StatefulSet, StatefulSetSpec, Strategy, StrategyType,
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
