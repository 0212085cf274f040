//! Manifests of Kubernetes: what is refused and where, what goes out as it came in, and what an independent validator
//! says of what is written.

mod bad;
mod judge;
mod refused;

use config_schemas::native;

const GOOD: &str = include_str!("../data/kubernetes.yaml");

/// Writes a text to a file that goes with the test.
fn file(directory: &tempfile::TempDir, text: &str) -> std::path::PathBuf {
    let path = directory.path().join("manifests.yaml");
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn what_the_server_takes_has_no_findings() {
    let directory = tempfile::tempdir().unwrap();
    let report = native::check("kubernetes", file(&directory, GOOD));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn what_comes_in_goes_out_again() {
    let directory = tempfile::tempdir().unwrap();
    let written = native::rewrite("kubernetes", file(&directory, GOOD)).unwrap();
    assert_eq!(native::rewrite("kubernetes", file(&directory, &written)).unwrap(), written);
    for part in ["50%", "endPort: 8010", "sizeLimit: 16Gi", "INFO", "maxSurge: 0"] {
        assert!(written.contains(part), "{part} is lost:\n{written}");
    }
}

#[test]
fn objects_that_are_not_known_are_kept() {
    let directory = tempfile::tempdir().unwrap();
    let text = "apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: a}\nspec: {size: 3, parts: [x]}\n";
    let path = file(&directory, text);
    let report = native::check("kubernetes", &path);
    assert!(!report.has_errors() && report.findings().len() == 1, "{report}");
    assert!(native::rewrite("kubernetes", &path).unwrap().contains("size: 3"));
}

/// `severity code path places` of each finding.
fn told(text: &str) -> Vec<String> {
    let directory = tempfile::tempdir().unwrap();
    let report = native::check("kubernetes", file(&directory, text));
    let findings = report.findings().iter();
    findings
        .map(|finding| {
            let places: Vec<String> = finding
                .origins()
                .iter()
                .map(|origin| match origin {
                    config_core::Origin::File { line, column, .. } => format!("{line}:{column}"),
                    other => other.to_string(),
                })
                .collect();
            format!("{} {} {} {}", finding.severity(), finding.code(), finding.path(), places.join(" "))
        })
        .collect()
}

#[test]
fn pods_keep_the_level_of_their_namespace() {
    let text = |level: &str, pod: &str, container: &str| {
        format!(
            "apiVersion: v1\nkind: Namespace\nmetadata: {{name: n, labels: {{pod-security.kubernetes.io/enforce: {level}}}}}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: a, namespace: \"n\"}}\nspec:\n  selector: {{matchLabels: {{app: a}}}}\n  template:\n    metadata: {{labels: {{app: a}}}}\n    spec:\n      {pod}\n      containers:\n        - name: a\n          image: example.org/a:1\n          securityContext: {{{container}}}\n"
        )
    };
    let pod = "securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}";
    let container = "allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}";
    assert_eq!(told(&text("restricted", pod, container)), Vec::<String>::new());
    assert_eq!(told(&text("baseline", "hostPID: false", "")), Vec::<String>::new());
    assert_eq!(told(&text("privileged", "hostPID: true", "privileged: true")), Vec::<String>::new());
    assert_eq!(
        told(&text("baseline", "hostPID: true", "privileged: true, capabilities: {add: [CHOWN, SYS_ADMIN]}")),
        [
            "error K8S-042 spec.template.spec.hostPID 13:16 3:66",
            "error K8S-042 spec.template.spec.containers[0].securityContext.privileged 17:41 3:66",
            "error K8S-042 spec.template.spec.containers[0].securityContext.capabilities.add[1] 17:75 3:66",
        ]
    );
    let section = "error K8S-042 spec.template.spec.containers[0].securityContext";
    assert_eq!(
        told(&text("restricted", "volumes: [{name: v, hostPath: {path: /x}}]", "runAsUser: 0")),
        [
            "error K8S-042 spec.template.spec.volumes[0].hostPath 13:27 3:66".to_owned(),
            format!("{section}.allowPrivilegeEscalation 15:17 3:66"),
            format!("{section}.runAsNonRoot 15:17 3:66"),
            format!("{section}.capabilities.drop 15:17 3:66"),
            format!("{section}.seccompProfile 15:17 3:66"),
            format!("{section}.runAsUser 17:40 3:66"),
        ]
    );
}

#[test]
fn objects_that_set_one_number_are_told() {
    let text = |replicas: &str, least: &str, scaled: &str| {
        format!(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: a}}\nspec:\n  {replicas}\n  selector: {{matchLabels: {{app: a}}}}\n  template:\n    metadata: {{labels: {{app: a, tier: x}}}}\n    spec: {{containers: [{{name: a, image: \"example.org/a:1\"}}]}}\n---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: a}}\nspec: {{minAvailable: {least}, selector: {{matchLabels: {{app: a}}}}}}\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: a}}\nspec: {{scaleTargetRef: {{kind: Deployment, name: {scaled}}}, maxReplicas: 4}}\n"
        )
    };
    let told = |text: String| told(&text);
    assert_eq!(told(text("replicas: 3", "2", "b")), Vec::<String>::new());
    assert_eq!(told(text("paused: false", "1", "a")), Vec::<String>::new());
    assert_eq!(told(text("replicas: 3", "3", "b")), ["warning K8S-036 spec.minAvailable 14:22 5:13"]);
    assert_eq!(told(text("replicas: 3", "100%", "b")), ["warning K8S-036 spec.minAvailable 14:22 5:13"]);
    assert_eq!(told(text("replicas: 3", "2", "a")), ["warning K8S-036 spec.replicas 5:13 19:49"]);
}
