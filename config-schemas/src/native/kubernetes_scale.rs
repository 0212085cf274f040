//! Objects of one file that decide on the number of the same pods.

use config_core::{Code, Document, Finding};
use config_format::Node;

use super::kubernetes_object::locate;

const CODE: Code = Code::custom("K8S-036");

/// A workload, an autoscaler or a budget, as it is written.
struct Object<'d> {
    document: &'d Document,
    root: Node<'d>,
    kind: &'d str,
}

impl<'d> Object<'d> {
    fn at(&self, path: &[&str]) -> Option<Node<'d>> {
        path.iter().try_fold(self.root, |node, key| node.get(key))
    }

    fn text(&self, path: &[&str]) -> Option<&'d str> {
        self.at(path).map(Node::text)
    }

    fn is_workload(&self) -> bool {
        matches!(self.kind, "Deployment" | "StatefulSet")
    }

    fn namespace(&self) -> Option<&'d str> {
        self.text(&["metadata", "namespace"])
    }
}

/// What the API takes and still never settles: two who set the number of pods, and pods of which none may go.
pub(super) fn scale(documents: &[Document], findings: &mut Vec<Finding>) {
    let objects: Vec<Object<'_>> = documents
        .iter()
        .filter_map(|document| {
            let root = document.tree().root();
            Some(Object { document, root, kind: root.get("kind")?.text() })
        })
        .collect();
    for object in &objects {
        match object.kind {
            "HorizontalPodAutoscaler" => autoscaler(object, &objects, findings),
            "PodDisruptionBudget" => budget(object, &objects, findings),
            _ => {}
        }
    }
}

fn autoscaler(object: &Object<'_>, objects: &[Object<'_>], findings: &mut Vec<Finding>) {
    let target = |key| object.text(&["spec", "scaleTargetRef", key]);
    let workload = objects.iter().find(|workload| {
        workload.is_workload()
            && target("kind") == Some(workload.kind)
            && target("name") == workload.text(&["metadata", "name"])
            && object.namespace() == workload.namespace()
    });
    let Some((workload, replicas)) =
        workload.and_then(|workload| Some((workload, workload.at(&["spec", "replicas"])?)))
    else {
        return;
    };
    let finding = Finding::warning(
        CODE,
        "spec.replicas",
        "an autoscaler sets the number of pods, and each time this is applied it is reset",
    );
    let finding = locate(workload.document, finding, replicas).with_help("remove replicas");
    findings.push(match object.at(&["spec", "scaleTargetRef", "name"]) {
        Some(name) => locate(object.document, finding, name),
        None => finding,
    });
}

fn budget(object: &Object<'_>, objects: &[Object<'_>], findings: &mut Vec<Finding>) {
    let Some(least) = object.at(&["spec", "minAvailable"]) else { return };
    let Some(selector) = object.at(&["spec", "selector", "matchLabels"]) else { return };
    let meant = |workload: &&Object<'_>| {
        let labels = workload.at(&["spec", "template", "metadata", "labels"]);
        workload.is_workload()
            && object.namespace() == workload.namespace()
            && labels.is_some_and(|labels| {
                selector.entries().all(|(key, value)| {
                    labels.get(key.text()).is_some_and(|label| label.text() == value.text())
                })
            })
    };
    let Some(workload) = objects.iter().find(meant) else { return };
    let replicas = workload.at(&["spec", "replicas"]);
    // The number of an autoscaler changes; nothing said is one pod.
    let name = workload.text(&["metadata", "name"]);
    let grows = objects.iter().any(|other| {
        other.kind == "HorizontalPodAutoscaler" && other.text(&["spec", "scaleTargetRef", "name"]) == name
    });
    let Some(pods) = replicas.map_or(Some(1), |replicas| replicas.text().parse::<u32>().ok()) else { return };
    let none_may_go = match least.text().strip_suffix('%') {
        Some(percent) => percent == "100",
        None => !grows && least.text().parse::<u32>().is_ok_and(|least| least >= pods && pods > 0),
    };
    if none_may_go {
        let message = format!("none of {pods} pods may go, so no node with one of them can be emptied");
        let finding = Finding::warning(CODE, "spec.minAvailable", message);
        let finding =
            locate(object.document, finding, least).with_help("lower minAvailable, or use maxUnavailable");
        findings.push(match replicas {
            Some(replicas) => locate(workload.document, finding, replicas),
            None => finding,
        });
    }
}
