//! Pods against the level of pod security that their namespace enforces, where both stand in one file.

use config_core::{Code, Document, Finding};
use config_format::{Kind, Node};

use super::kubernetes_object::locate;

const CODE: Code = Code::custom("K8S-042");

/// The label with which a namespace enforces a level.
const LABEL: &str = "pod-security.kubernetes.io/enforce";

/// Capabilities that may be added at the level baseline.
const BASELINE: &[&str] = &[
    "AUDIT_WRITE",
    "CHOWN",
    "DAC_OVERRIDE",
    "FOWNER",
    "FSETID",
    "KILL",
    "MKNOD",
    "NET_BIND_SERVICE",
    "SETFCAP",
    "SETGID",
    "SETPCAP",
    "SETUID",
    "SYS_CHROOT",
];

/// Sorts of volumes that the level restricted allows, besides the name.
const VOLUMES: &[&str] = &[
    "name",
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "persistentVolumeClaim",
    "projected",
    "secret",
];

/// A namespace with the level that it enforces.
struct Level<'d> {
    document: &'d Document,
    namespace: &'d str,
    label: Node<'d>,
    restricted: bool,
}

/// Pods that a namespace of the file does not let in.
pub(super) fn pod_security(documents: &[Document], findings: &mut Vec<Finding>) {
    let levels: Vec<Level<'_>> = documents.iter().filter_map(level).collect();
    for document in documents.iter().filter(|_| !levels.is_empty()) {
        let root = document.tree().root();
        let namespace = at(root, &["metadata", "namespace"]).map(Node::text);
        let Some(level) = levels.iter().find(|level| Some(level.namespace) == namespace) else { continue };
        let Some((path, spec)) = pod(root) else { continue };
        let mut pod = Pod { document, level, path, findings };
        pod.hold(spec);
    }
}

fn level(document: &Document) -> Option<Level<'_>> {
    let root = document.tree().root();
    if root.get("kind")?.text() != "Namespace" {
        return None;
    }
    let label = root.get("metadata")?.get("labels")?.get(LABEL)?;
    let restricted = match label.text() {
        "restricted" => true,
        "baseline" => false,
        _ => return None,
    };
    Some(Level { document, namespace: root.get("metadata")?.get("name")?.text(), label, restricted })
}

/// What an object says of its pods, and where.
fn pod(root: Node<'_>) -> Option<(&'static str, Node<'_>)> {
    let path = match root.get("kind")?.text() {
        "Deployment" | "StatefulSet" | "DaemonSet" | "Job" | "ReplicaSet" => "spec.template.spec",
        "CronJob" => "spec.jobTemplate.spec.template.spec",
        "Pod" => "spec",
        _ => return None,
    };
    let keys: Vec<&str> = path.split('.').collect();
    Some((path, at(root, &keys)?))
}

fn at<'d>(root: Node<'d>, path: &[&str]) -> Option<Node<'d>> {
    path.iter().try_fold(root, |node, key| node.get(key))
}

fn is(node: Option<Node<'_>>, text: &str) -> bool {
    node.is_some_and(|node| node.text() == text)
}

/// One pod while it is held against its level.
struct Pod<'p, 'd> {
    document: &'d Document,
    level: &'p Level<'d>,
    path: &'static str,
    findings: &'p mut Vec<Finding>,
}

impl<'d> Pod<'_, 'd> {
    fn hold(&mut self, spec: Node<'d>) {
        for key in ["hostNetwork", "hostPID", "hostIPC"] {
            if let Some(node) = spec.get(key).filter(|node| node.text() == "true") {
                self.refuse(key, node, format!("{key} is not allowed"), "remove it");
            }
        }
        for (index, volume) in spec.get("volumes").into_iter().flat_map(Node::items).enumerate() {
            for (key, _) in volume.entries() {
                let refused =
                    key.text() == "hostPath" || self.level.restricted && !VOLUMES.contains(&key.text());
                if refused {
                    let path = format!("volumes[{index}].{}", key.text());
                    let message = format!("volumes of the sort {} are not allowed", key.text());
                    self.refuse(
                        &path,
                        key,
                        message,
                        "use emptyDir, a claim, or another sort that is allowed",
                    );
                }
            }
        }
        for section in ["initContainers", "containers", "ephemeralContainers"] {
            for (index, container) in spec.get(section).into_iter().flat_map(Node::items).enumerate() {
                self.container(spec, container, &format!("{section}[{index}]"));
            }
        }
    }

    fn container(&mut self, spec: Node<'d>, container: Node<'d>, path: &str) {
        let own = container.get("securityContext");
        let of = |key: &str| own.and_then(|context| context.get(key));
        let name = container.get("name").unwrap_or(container);
        if let Some(node) = of("privileged").filter(|node| node.text() == "true") {
            let path = format!("{path}.securityContext.privileged");
            self.refuse(&path, node, "a privileged container is not allowed".to_owned(), "remove privileged");
        }
        for (port, node) in container.get("ports").into_iter().flat_map(Node::items).enumerate() {
            if let Some(node) = node.get("hostPort").filter(|node| node.text() != "0") {
                let path = format!("{path}.ports[{port}].hostPort");
                self.refuse(&path, node, "ports of the node are not allowed".to_owned(), "remove hostPort");
            }
        }
        let capabilities = of("capabilities");
        let added = capabilities.and_then(|all| all.get("add")).into_iter().flat_map(Node::items);
        for (place, added) in added.enumerate() {
            let allowed: &[&str] = if self.level.restricted { &["NET_BIND_SERVICE"] } else { BASELINE };
            if !allowed.contains(&added.text()) {
                let path = format!("{path}.securityContext.capabilities.add[{place}]");
                let message = format!("the capability {} is not allowed", added.text());
                self.refuse(&path, added, message, "remove it");
            }
        }
        // What a container does not say, its pod says.
        let both = |key: &str| of(key).or_else(|| spec.get("securityContext")?.get(key));
        let seccomp = both("seccompProfile").and_then(|profile| profile.get("type"));
        if let Some(node) = seccomp.filter(|node| node.text() == "Unconfined") {
            let path = format!("{path}.securityContext.seccompProfile.type");
            self.refuse(&path, node, "calls must be confined".to_owned(), "set the type to RuntimeDefault");
        }
        if !self.level.restricted {
            return;
        }
        let mut missing = |key: &str, given: Option<Node<'d>>, right: bool, help: &str| {
            if !right {
                let path = format!("{path}.securityContext.{key}");
                let message = format!("the container {} does not set {key} as it must", name.text());
                let node = given.filter(|node| node.kind() != Kind::Null).unwrap_or(name);
                self.refuse(&path, node, message, help);
            }
        };
        let escalation = of("allowPrivilegeEscalation");
        missing("allowPrivilegeEscalation", escalation, is(escalation, "false"), "set it to false");
        let root = both("runAsNonRoot");
        missing("runAsNonRoot", root, is(root, "true"), "set it to true");
        let user = both("runAsUser");
        missing("runAsUser", user, !is(user, "0"), "name another user than 0, or none");
        let dropped = capabilities.and_then(|all| all.get("drop"));
        let all = dropped.into_iter().flat_map(Node::items).any(|dropped| dropped.text() == "ALL");
        missing("capabilities.drop", dropped, all, "set drop to [ALL]");
        missing("seccompProfile", seccomp, seccomp.is_some(), "set its type to RuntimeDefault");
    }

    fn refuse(&mut self, path: &str, node: Node<'d>, message: String, help: &str) {
        let level = if self.level.restricted { "restricted" } else { "baseline" };
        let message = format!("{message} at the level {level} of the namespace {}", self.level.namespace);
        let finding = Finding::error(CODE, format!("{}.{path}", self.path), message).with_help(help);
        let finding = locate(self.document, finding, node);
        self.findings.push(locate(self.level.document, finding, self.level.label));
    }
}
