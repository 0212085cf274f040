//! Manifests of Kubernetes, any number of documents in a file.

use config_core::{AnyValue, Code, Document, Finding, Format, Loaded, Report, ServiceConfig, WriteValue};
use config_format::Kind;

use super::text::yaml;
use super::{Native, NativeFile, Reading, kubernetes_pod_security, kubernetes_scale};
use crate::deployment::kubernetes::{Manifest, Manifests, Other, PodTemplate};

/// A kind of object whose fields are not known here.
pub(crate) const UNKNOWN_OBJECT: Code = Code::custom("NAT0104");

impl Native for Manifests {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let documents = Document::parse_stream(file.path(), file.bytes(), Format::Yaml)?;
        let mut findings = Vec::new();
        let mut manifests = Vec::new();
        kubernetes_scale::scale(&documents, &mut findings);
        kubernetes_pod_security::pod_security(&documents, &mut findings);
        for document in documents {
            if document.tree().root().kind() == Kind::Null {
                continue;
            }
            match object(document) {
                Ok((manifest, found)) => {
                    findings.extend(found);
                    manifests.push(manifest);
                }
                Err(report) => findings.extend(report.findings().iter().cloned()),
            }
        }
        Reading::new(Self(manifests), findings)
    }

    fn write(&self) -> String {
        let texts: Vec<String> = self.0.iter().map(|manifest| yaml(&value(manifest))).collect();
        texts.join("---\n")
    }
}

fn value(manifest: &Manifest) -> AnyValue {
    match manifest {
        Manifest::Deployment(object) => object.write(),
        Manifest::StatefulSet(object) => object.write(),
        Manifest::DaemonSet(object) => object.write(),
        Manifest::Job(object) => object.write(),
        Manifest::Service(object) => object.write(),
        Manifest::NetworkPolicy(object) => object.write(),
        Manifest::HorizontalPodAutoscaler(object) => object.write(),
        Manifest::PodDisruptionBudget(object) => object.write(),
        Manifest::Other(object) => object.write(),
    }
}

/// Reads one object by its kind and the group of its API.
fn object(document: Document) -> Result<(Manifest, Vec<Finding>), Report> {
    let root = document.tree().root();
    let text = |key: &str| root.get(key).map(|node| node.text().to_owned()).unwrap_or_default();
    let (version, kind) = (text("apiVersion"), text("kind"));
    let group = version.split_once('/').map_or("", |(group, _)| group);
    match (group, kind.as_str()) {
        ("apps", "Deployment") => {
            read(document, Manifest::Deployment, |object| Some(("spec.template", &object.spec.template)))
        }
        ("apps", "StatefulSet") => {
            read(document, Manifest::StatefulSet, |object| Some(("spec.template", &object.spec.template)))
        }
        ("apps", "DaemonSet") => {
            read(document, Manifest::DaemonSet, |object| Some(("spec.template", &object.spec.template)))
        }
        ("batch", "Job") => {
            read(document, Manifest::Job, |object| Some(("spec.template", &object.spec.template)))
        }
        ("", "Service") => read(document, Manifest::Service, |_| None),
        ("networking.k8s.io", "NetworkPolicy") => read(document, Manifest::NetworkPolicy, |_| None),
        ("autoscaling", "HorizontalPodAutoscaler") if version != "autoscaling/v1" => {
            read(document, Manifest::HorizontalPodAutoscaler, |_| None)
        }
        ("policy", "PodDisruptionBudget") => read(document, Manifest::PodDisruptionBudget, |_| None),
        _ => other(document),
    }
}

fn read<T: ServiceConfig>(
    document: Document,
    wrap: fn(T) -> Manifest,
    template: fn(&T) -> Option<(&'static str, &PodTemplate)>,
) -> Result<(Manifest, Vec<Finding>), Report> {
    let loaded: Loaded<T> = document.read()?;
    let mut findings: Vec<Finding> = loaded.report.findings().to_vec();
    if let Some((path, template)) = template(&loaded.value) {
        warn(&loaded, path, template, &mut findings);
    }
    Ok((wrap(loaded.value), findings))
}

fn other(document: Document) -> Result<(Manifest, Vec<Finding>), Report> {
    let loaded: Loaded<Other> = document.read()?;
    let mut findings: Vec<Finding> = loaded.report.findings().to_vec();
    // What everybody has in a directory of manifests is no surprise.
    let kind = loaded.value.kind.as_str();
    let common = matches!(
        kind,
        "ConfigMap"
            | "Secret"
            | "Namespace"
            | "ServiceAccount"
            | "PersistentVolumeClaim"
            | "Role"
            | "RoleBinding"
            | "ClusterRole"
            | "ClusterRoleBinding"
            | "Ingress"
            | "StorageClass"
            | "List"
    );
    if !common {
        let finding = Finding::warning(
            UNKNOWN_OBJECT,
            "kind",
            format!("the fields of the kind {kind} are not known; they are kept as they are, unchecked"),
        );
        findings.push(loaded.locate(finding, "kind"));
    }
    Ok((Manifest::Other(loaded.value), findings))
}

/// What the server takes and what still is a mistake.
fn warn<T>(loaded: &Loaded<T>, path: &str, template: &PodTemplate, findings: &mut Vec<Finding>) {
    for (index, container) in template.spec.containers.iter().enumerate() {
        for (name, quantity) in container.resources.requests.iter().chain(&container.resources.limits) {
            if (name == "memory" || name == "ephemeral-storage") && !quantity.is_whole() {
                let kind = if container.resources.requests.get(name) == Some(quantity) {
                    "requests"
                } else {
                    "limits"
                };
                let path = format!("{path}.spec.containers[{index}].resources.{kind}.{name}");
                let message = format!("{name} of {quantity} is a fraction of a byte");
                let finding = Finding::warning(Code::custom("K8S-033"), path.clone(), message);
                findings.push(loaded.locate(finding.with_help("write Mi or Gi for bytes, not m"), &path));
            }
        }
    }
}
