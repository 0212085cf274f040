//! Manifests of Kubernetes, any number of documents in a file.

use config_core::{
    AnyValue, Code, Document, Finding, Format, Loaded, Report, ServiceConfig, Severity, WriteValue,
};
use config_format::{Builder, Kind, Node};

use super::kubernetes_object::{Pods, is_named, name_of_other, nameless, not_base64, not_binary, pods};
use super::kubernetes_text::Text;
use super::prometheus_rules::of_operator;
use super::text::{copy, yaml};
use super::{Native, NativeFile, Reading, kubernetes_pod_security, kubernetes_scale};
use crate::deployment::kubernetes::{Manifest, Manifests, Other};

/// A kind of object whose fields are not known here.
pub(crate) const UNKNOWN_OBJECT: Code = Code::custom("NAT0104");

/// Bytes that the objects of a list may take together, with the text that each of them holds.
const LARGEST_LIST: usize = 256 * 1024 * 1024;

impl Native for Manifests {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let mut documents = Document::parse_stream(file.path(), file.bytes(), Format::Yaml)?;
        // The objects of a list stay in it, and are held to the same rules.
        let own = documents.len();
        let (paths, inner): (Vec<String>, Vec<Document>) = documents.iter().flat_map(items).unzip();
        documents.extend(inner);
        let mut findings = Vec::new();
        let mut manifests = Vec::new();
        kubernetes_scale::scale(&documents, &mut findings);
        kubernetes_pod_security::pod_security(&documents, &mut findings);
        for (index, document) in documents.into_iter().enumerate() {
            if document.tree().root().kind() == Kind::Null {
                continue;
            }
            let (manifest, found) = match object(document) {
                Ok((manifest, found)) => (Some(manifest), found),
                Err(report) => (None, report.findings().to_vec()),
            };
            match index.checked_sub(own).and_then(|inner| paths.get(inner)) {
                Some(path) => findings.extend(found.into_iter().map(|finding| finding.below(path))),
                None => {
                    findings.extend(found);
                    manifests.extend(manifest);
                }
            }
        }
        Reading::new(Self(manifests), findings)
    }

    fn write(&self) -> String {
        let texts: Vec<String> = self.0.iter().map(|manifest| yaml(&value(manifest))).collect();
        texts.join("---\n")
    }
}

/// The objects of a list, as `kubectl get` writes them, each with its path.
fn items(document: &Document) -> Vec<(String, Document)> {
    let root = document.tree().root();
    let is = |key: &str, text: &str| root.get(key).is_some_and(|node| node.text() == text);
    let Some(items) = root.get("items").filter(|_| is("apiVersion", "v1") && is("kind", "List")) else {
        return Vec::new();
    };
    if is_too_large(document) {
        return Vec::new();
    }
    let items = items.items().enumerate();
    items.map(|(index, item)| (format!("items[{index}]"), alone(document, item))).collect()
}

/// A part of a document as a document of its own, over the same text.
fn alone(document: &Document, node: Node<'_>) -> Document {
    let mut builder = Builder::new();
    copy(&mut builder, node, &|_| true);
    let tree = builder.finish(document.tree().format(), document.tree().source().to_owned());
    Document::new(document.path(), tree)
}

/// Whether the objects of a list cannot be documents of their own, for each document holds the whole text.
fn is_too_large(document: &Document) -> bool {
    let count = document.tree().root().get("items").map_or(0, |items| items.items().count());
    count.saturating_mul(document.tree().source().len()) > LARGEST_LIST
}

fn value(manifest: &Manifest) -> AnyValue {
    match manifest {
        Manifest::Deployment(object) => object.write(),
        Manifest::StatefulSet(object) => object.write(),
        Manifest::DaemonSet(object) => object.write(),
        Manifest::Job(object) => object.write(),
        Manifest::CronJob(object) => object.write(),
        Manifest::Pod(object) => object.write(),
        Manifest::ReplicaSet(object) => object.write(),
        Manifest::ConfigMap(object) => object.write(),
        Manifest::Secret(object) => object.write(),
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
        ("apps", "Deployment") => read(document, Manifest::Deployment, |loaded, findings| {
            pods(loaded, &Pods::of("spec.template.spec", &loaded.value.spec.template.spec), findings);
        }),
        ("apps", "StatefulSet") => read(document, Manifest::StatefulSet, |loaded, findings| {
            let spec = &loaded.value.spec;
            let own = Pods::of("spec.template.spec", &spec.template.spec);
            pods(loaded, &own.with_claims(&spec.volume_claim_templates), findings);
        }),
        ("apps", "DaemonSet") => read(document, Manifest::DaemonSet, |loaded, findings| {
            pods(loaded, &Pods::of("spec.template.spec", &loaded.value.spec.template.spec), findings);
        }),
        ("apps", "ReplicaSet") => read(document, Manifest::ReplicaSet, |loaded, findings| {
            pods(loaded, &Pods::of("spec.template.spec", &loaded.value.spec.template.spec), findings);
        }),
        ("batch", "Job") => read(document, Manifest::Job, |loaded, findings| {
            pods(loaded, &Pods::of("spec.template.spec", &loaded.value.spec.template.spec), findings);
        }),
        ("batch", "CronJob") if version == "batch/v1" => read(
            document,
            |job| Manifest::CronJob(Box::new(job)),
            |loaded, findings| {
                let spec = &loaded.value.spec.job_template.spec.template.spec;
                pods(loaded, &Pods::of("spec.jobTemplate.spec.template.spec", spec), findings);
            },
        ),
        ("", "Pod") => read(document, Manifest::Pod, |loaded, findings| {
            pods(loaded, &Pods::of("spec", &loaded.value.spec), findings);
        }),
        ("", "Secret") => read(document, Manifest::Secret, not_base64),
        ("", "ConfigMap") => read(document, Manifest::ConfigMap, not_binary),
        ("", "Service") => read(document, Manifest::Service, |_, _| {}),
        ("networking.k8s.io", "NetworkPolicy") => read(document, Manifest::NetworkPolicy, |_, _| {}),
        ("autoscaling", "HorizontalPodAutoscaler") if version != "autoscaling/v1" => {
            read(document, Manifest::HorizontalPodAutoscaler, |_, _| {})
        }
        ("policy", "PodDisruptionBudget") => read(document, Manifest::PodDisruptionBudget, |_, _| {}),
        _ => other(document, group),
    }
}

fn read<T: ServiceConfig>(
    document: Document,
    wrap: fn(T) -> Manifest,
    rules: fn(&Loaded<T>, &mut Vec<Finding>),
) -> Result<(Manifest, Vec<Finding>), Report> {
    let named = is_named(&document);
    let text = Text::of::<T>(&document);
    let loaded: Loaded<T> = match text.meant(document).read() {
        Ok(loaded) => loaded,
        Err(report) => {
            let told = report.findings().to_vec();
            return Err(Report::new(told.into_iter().chain(text.beside(&report)).collect()));
        }
    };
    let mut findings: Vec<Finding> = loaded.report.findings().to_vec();
    findings.extend(text.beside(&loaded.report));
    if !named {
        findings.push(nameless(&loaded));
    }
    rules(&loaded, &mut findings);
    match findings.iter().any(|finding| finding.severity() == Severity::Error) {
        true => Err(Report::new(findings)),
        false => Ok((wrap(loaded.value), findings)),
    }
}

fn other(document: Document, group: &str) -> Result<(Manifest, Vec<Finding>), Report> {
    let unchecked = is_too_large(&document);
    let root = document.tree().root();
    let rules = root.get("spec").filter(|spec| {
        let is_rules = root.get("kind").is_some_and(|kind| kind.text() == "PrometheusRule");
        is_rules && group == "monitoring.coreos.com" && spec.kind() == Kind::Map
    });
    let rules = rules.map(|spec| of_operator(alone(&document, spec))).unwrap_or_default();
    let loaded: Loaded<Other> = document.read()?;
    let mut findings: Vec<Finding> = loaded.report.findings().to_vec();
    findings.extend(rules.into_iter().map(|finding| finding.below("spec")));
    // What everybody has in a directory of manifests is no surprise.
    let kind = loaded.value.kind.as_str();
    let common = matches!(
        kind,
        "Namespace"
            | "ServiceAccount"
            | "PersistentVolumeClaim"
            | "Role"
            | "RoleBinding"
            | "ClusterRole"
            | "ClusterRoleBinding"
            | "Ingress"
            | "StorageClass"
            | "List"
            | "PrometheusRule"
    );
    if !common || unchecked {
        let finding = Finding::warning(
            UNKNOWN_OBJECT,
            "kind",
            format!("the fields of the kind {kind} are not known; they are kept as they are, unchecked"),
        );
        findings.push(loaded.locate(finding, "kind"));
    }
    if let Some(finding) = name_of_other(&loaded, group) {
        findings.push(finding);
    }
    if findings.iter().any(|finding| finding.severity() == Severity::Error) {
        return Err(Report::new(findings));
    }
    Ok((Manifest::Other(loaded.value), findings))
}
