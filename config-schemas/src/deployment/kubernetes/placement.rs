//! On which nodes pods run.

use config_core::ServiceConfig;

use crate::value::DnsLabel;

use super::{LabelSelector, SelectorRequirement, StrictText};

/// Nodes and pods that a pod wants to be near to, or far from.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct Affinity {
    /// Nodes.
    pub node_affinity: Option<NodeAffinity>,
    /// Pods to be near to.
    pub pod_affinity: Option<PodAffinity>,
    /// Pods to be far from.
    pub pod_anti_affinity: Option<PodAffinity>,
}

/// Nodes on which a pod wants to run.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct NodeAffinity {
    /// Nodes on which it must run.
    pub required_during_scheduling_ignored_during_execution: Option<NodeSelector>,
    /// Nodes on which it would rather run.
    #[config(default = [])]
    pub preferred_during_scheduling_ignored_during_execution: Vec<PreferredNode>,
}

/// Nodes on which a pod would rather run.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct PreferredNode {
    /// How much rather.
    #[config(range(1..=100))]
    pub weight: i32,
    /// Which nodes.
    pub preference: NodeTerm,
}

/// Nodes on which a pod must run: those that any of the terms means.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct NodeSelector {
    /// The terms.
    #[config(length(1..))]
    pub node_selector_terms: Vec<NodeTerm>,
}

/// Nodes that meet all of these requirements.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.match_fields.iter().all(SelectorRequirement::is_one_name),
          "matchFields compares metadata.name with In or NotIn and one value"),
)]
pub struct NodeTerm {
    /// Requirements of labels.
    #[config(default = [])]
    pub match_expressions: Vec<SelectorRequirement>,
    /// Requirements of fields.
    #[config(default = [])]
    pub match_fields: Vec<SelectorRequirement>,
}

/// Pods to be near to, or far from.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct PodAffinity {
    /// Pods that decide.
    #[config(default = [])]
    pub required_during_scheduling_ignored_during_execution: Vec<PodTerm>,
    /// Pods that count.
    #[config(default = [])]
    pub preferred_during_scheduling_ignored_during_execution: Vec<PreferredPod>,
}

/// Pods that count.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct PreferredPod {
    /// How much they count.
    #[config(range(1..=100))]
    pub weight: i32,
    /// Which pods.
    pub pod_affinity_term: PodTerm,
}

/// Pods, and what counts as near.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct PodTerm {
    /// Which pods.
    pub label_selector: Option<LabelSelector>,
    /// In which namespaces.
    #[config(default = [])]
    pub namespaces: Vec<DnsLabel>,
    /// In namespaces with these labels.
    pub namespace_selector: Option<LabelSelector>,
    /// Label of nodes that are near to one another when it is equal.
    #[config(length(1..))]
    pub topology_key: String,
    /// Labels of the pod that must be equal.
    #[config(default = [])]
    pub match_label_keys: Vec<String>,
    /// Labels of the pod that must differ.
    #[config(default = [])]
    pub mismatch_label_keys: Vec<String>,
}

/// A taint that a pod bears.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    rename_all = "camelCase",
    write,
    check(self.operator != TolerationOperator::Exists || self.value.is_none(),
          "the operator Exists has no value"),
    check(!self.key.is_empty() || self.operator == TolerationOperator::Exists,
          "without a key the operator is Exists"),
    check(self.toleration_seconds.is_none() || self.effect == Some(Taint::NoExecute),
          "tolerationSeconds goes with the effect NoExecute"),
)]
pub struct Toleration {
    /// Key of the taint; all keys when empty.
    #[config(default = "", validate(taint_key))]
    pub key: String,
    /// How the value is compared.
    #[config(default = "Equal")]
    pub operator: TolerationOperator,
    /// Value of the taint.
    pub value: Option<StrictText>,
    /// Effect of the taint; all effects when absent.
    pub effect: Option<Taint>,
    /// How long the pod stays.
    #[config(unit = "seconds")]
    pub toleration_seconds: Option<i64>,
}

fn taint_key(key: &str) -> Result<(), &'static str> {
    if key.is_empty() {
        return Ok(());
    }
    super::metadata::key_problem(key).map_or(Ok(()), Err)
}

/// How the value of a taint is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum TolerationOperator {
    /// It is equal.
    Equal,
    /// The taint is there.
    Exists,
    /// It is a smaller number.
    Lt,
    /// It is a larger number.
    Gt,
}

/// The effect of a taint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum Taint {
    /// No new pods.
    NoSchedule,
    /// Rather no new pods.
    PreferNoSchedule,
    /// No pods at all.
    NoExecute,
}

/// How evenly pods are spread.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(rename_all = "camelCase", write)]
pub struct TopologySpread {
    /// Largest difference.
    #[config(range(1..))]
    pub max_skew: i32,
    /// Label of nodes over whose values they are spread.
    #[config(length(1..))]
    pub topology_key: String,
    /// What happens when it cannot be.
    pub when_unsatisfiable: Unsatisfiable,
    /// Which pods count.
    pub label_selector: Option<LabelSelector>,
    /// Least number of values.
    #[config(range(1..))]
    pub min_domains: Option<i32>,
    /// Whether nodes of no use count; kept as written.
    pub node_affinity_policy: Option<String>,
    /// Whether nodes with taints count; kept as written.
    pub node_taints_policy: Option<String>,
    /// Labels of the pod that must be equal.
    #[config(default = [])]
    pub match_label_keys: Vec<String>,
}

/// What happens when pods cannot be spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "PascalCase", write)]
pub enum Unsatisfiable {
    /// They wait.
    DoNotSchedule,
    /// They run anyway.
    ScheduleAnyway,
}
