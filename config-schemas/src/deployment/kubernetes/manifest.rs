//! A file of manifests.

use std::collections::BTreeMap;

use config_core::{AnyValue, ServiceConfig};

use super::{
    ConfigMap, CronJob, DaemonSet, Deployment, HorizontalPodAutoscaler, Job, NetworkPolicy, OtherMetadata,
    Pod, PodDisruptionBudget, ReplicaSet, SecretObject, Service, StatefulSet,
};

/// All objects of a file, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifests(pub Vec<Manifest>);

/// One object.
#[derive(Clone, Debug, PartialEq)]
pub enum Manifest {
    /// Pods of which any can stand for another.
    Deployment(Deployment),
    /// Pods with a name and storage of their own.
    StatefulSet(StatefulSet),
    /// One pod on each node.
    DaemonSet(DaemonSet),
    /// Pods that end.
    Job(Job),
    /// Jobs by the clock.
    CronJob(Box<CronJob>),
    /// A single pod.
    Pod(Pod),
    /// As many equal pods as wanted.
    ReplicaSet(ReplicaSet),
    /// Settings for pods.
    ConfigMap(ConfigMap),
    /// Secrets for pods.
    Secret(SecretObject),
    /// One address for many pods.
    Service(Service),
    /// Which pods may be reached from where.
    NetworkPolicy(NetworkPolicy),
    /// How a workload grows and shrinks.
    HorizontalPodAutoscaler(HorizontalPodAutoscaler),
    /// How many pods may be missing.
    PodDisruptionBudget(PodDisruptionBudget),
    /// Any other kind, of which only the head is known.
    Other(Other),
}

/// An object of a kind that is not known here.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct Other {
    /// Version of its API.
    #[config(length(1..))]
    pub api_version: String,
    /// Its kind.
    #[config(length(1..))]
    pub kind: String,
    /// Name and labels.
    #[config(default)]
    pub metadata: OtherMetadata,
    /// Everything else, as written. It may hold secrets.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}
