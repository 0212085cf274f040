//! What the types of Kubernetes' objects do not say: names, and what pods mount.

use config_core::{Code, Document, Finding, Loaded};
use config_format::Node;

use super::{joined, nearest};
use crate::deployment::kubernetes::{
    ClaimTemplate, ConfigMap, CronJob, DaemonSet, Deployment, HorizontalPodAutoscaler, Job, Other, Pod,
    PodDisruptionBudget, PodSpec, ReplicaSet, SecretObject, StatefulSet,
};
use crate::value::DnsSubdomain;

/// The pods of an object, and where in it they are described.
pub(super) struct Pods<'o> {
    path: &'static str,
    spec: &'o PodSpec,
    claims: Vec<&'o str>,
}

impl<'o> Pods<'o> {
    pub(super) fn of(path: &'static str, spec: &'o PodSpec) -> Self {
        Self { path, spec, claims: Vec::new() }
    }

    /// Each claim that a stateful set makes for its pods is a volume of them.
    pub(super) fn with_claims(mut self, templates: &'o [ClaimTemplate]) -> Self {
        let name = |template: &'o ClaimTemplate| template.metadata.name.as_ref().map(DnsSubdomain::as_str);
        self.claims = templates.iter().filter_map(name).collect();
        self
    }
}

/// Adds the place of a node to a finding, with what its line may show of an object of this kind.
pub(super) fn locate(document: &Document, finding: Finding, node: Node<'_>) -> Finding {
    match document.tree().root().get("kind").map(Node::text) {
        Some("Deployment") => document.locate_as::<Deployment>(finding, node),
        Some("StatefulSet") => document.locate_as::<StatefulSet>(finding, node),
        Some("DaemonSet") => document.locate_as::<DaemonSet>(finding, node),
        Some("ReplicaSet") => document.locate_as::<ReplicaSet>(finding, node),
        Some("Job") => document.locate_as::<Job>(finding, node),
        Some("CronJob") => document.locate_as::<CronJob>(finding, node),
        Some("Pod") => document.locate_as::<Pod>(finding, node),
        Some("HorizontalPodAutoscaler") => document.locate_as::<HorizontalPodAutoscaler>(finding, node),
        Some("PodDisruptionBudget") => document.locate_as::<PodDisruptionBudget>(finding, node),
        _ => document.locate_as::<Other>(finding, node),
    }
}

/// Whether an object has a name, or the beginning of one.
pub(super) fn is_named(document: &Document) -> bool {
    let Some(metadata) = document.tree().root().get("metadata") else { return false };
    ["name", "generateName"].iter().any(|key| metadata.get(key).is_some_and(|node| !node.text().is_empty()))
}

pub(super) fn nameless<T>(loaded: &Loaded<T>) -> Finding {
    let finding = Finding::error(Code::MISSING_KEY, "metadata.name", "the object has no name");
    loaded.locate(finding, "metadata").with_help("add metadata.name")
}

/// The name of an object of a kind that is not known here. Roles and their bindings are called as they like.
pub(super) fn name_of_other(loaded: &Loaded<Other>, group: &str) -> Option<Finding> {
    let name = loaded.value.metadata.name.as_ref()?;
    let problem = if group == "rbac.authorization.k8s.io" {
        let refused = name.contains(['/', '%']) || matches!(name.as_str(), "" | "." | "..");
        refused.then(|| "a name has no slash and no percent sign".to_owned())
    } else {
        name.parse::<DnsSubdomain>().err().map(|error| format!("{name} is not a DNS name: {error}"))
    }?;
    let finding = Finding::error(Code::MALFORMED, "metadata.name", problem);
    Some(loaded.locate(finding, "metadata.name").with_help("give a DNS name such as llm.example.com"))
}

/// Values of a secret that are not in base64, none of which is shown.
pub(super) fn not_base64(loaded: &Loaded<SecretObject>, findings: &mut Vec<Finding>) {
    for key in loaded.value.not_base64() {
        let path = joined("data", key);
        let finding = Finding::error(Code::MALFORMED, path.clone(), "the value is not base64");
        findings.push(loaded.locate(finding, &path).with_help("encode it, or move it to stringData"));
    }
}

/// Values of a config map that are not in base64 and must be.
pub(super) fn not_binary(loaded: &Loaded<ConfigMap>, findings: &mut Vec<Finding>) {
    for key in loaded.value.not_base64() {
        let path = joined("binaryData", key);
        let finding = Finding::error(Code::MALFORMED, path.clone(), "the value is not base64");
        findings.push(loaded.locate(finding, &path).with_help("encode it, or move it to data"));
    }
}

/// What the server refuses in pods, and what it takes and still is a mistake.
pub(super) fn pods<T>(loaded: &Loaded<T>, pods: &Pods<'_>, findings: &mut Vec<Finding>) {
    for (list, containers) in
        [("initContainers", &pods.spec.init_containers), ("containers", &pods.spec.containers)]
    {
        for (index, container) in containers.iter().enumerate() {
            for (place, mount) in container.volume_mounts.iter().enumerate() {
                let name = mount.name.as_str();
                let volumes = || {
                    let own = pods.spec.volumes.iter().map(|volume| volume.name.as_str());
                    own.chain(pods.claims.iter().copied())
                };
                if volumes().any(|volume| volume == name) {
                    continue;
                }
                let path = format!("{}.{list}[{index}].volumeMounts[{place}].name", pods.path);
                let message = format!("the container mounts {name}, a volume that the pod does not have");
                let help = match nearest(name, volumes()) {
                    Some(nearest) => format!("did you mean {nearest}?"),
                    None => format!("add a volume {name} to {}.volumes", pods.path),
                };
                let finding = Finding::error(Code::CHECK, path.clone(), message);
                findings.push(loaded.locate(finding, &path).with_help(help));
            }
        }
    }
    for (index, container) in pods.spec.containers.iter().enumerate() {
        for (name, quantity) in container.resources.requests.iter().chain(&container.resources.limits) {
            if (name == "memory" || name == "ephemeral-storage") && !quantity.is_whole() {
                let kind = if container.resources.requests.get(name) == Some(quantity) {
                    "requests"
                } else {
                    "limits"
                };
                let path = format!("{}.containers[{index}].resources.{kind}.{name}", pods.path);
                let message = format!("{name} of {quantity} is a fraction of a byte");
                let finding = Finding::warning(Code::custom("K8S-033"), path.clone(), message);
                findings.push(loaded.locate(finding.with_help("write Mi or Gi for bytes, not m"), &path));
            }
        }
    }
}
