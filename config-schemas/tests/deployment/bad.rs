//! Manifests with one mistake each.

use config_core::Origin;
use config_schemas::native;

use crate::{GOOD, file};

/// Changes the good manifests in one place and tells what is said of it: `code path`, and the text at the place.
fn told(from: &str, to: &str) -> Vec<String> {
    assert!(GOOD.matches(from).count() == 1, "{from} must occur once");
    let text = GOOD.replacen(from, to, 1);
    let directory = tempfile::tempdir().unwrap();
    let report = native::check("kubernetes", file(&directory, &text));
    assert!(!report.to_json().contains("hunter2"), "{report}");
    report
        .findings()
        .iter()
        .map(|finding| {
            let place = match finding.origins().first() {
                Some(Origin::File { line, column, .. }) => {
                    let line = text.lines().nth(*line as usize - 1).unwrap_or_default();
                    line.chars().skip(*column as usize - 1).take(12).collect::<String>()
                }
                _ => String::new(),
            };
            format!("{} {} at {place}", finding.code(), finding.path())
        })
        .collect()
}

#[test]
fn mistakes_are_told_where_they_are() {
    for (from, to, expected) in [
        ("replicas: 2", "replica: 2", "CFG0201 spec.replica at replica: 2"),
        ("replicas: 2", "replicas: two", "CFG0301 spec.replicas at two"),
        ("replicas: 2", "replicas: -1", "CFG0302 spec.replicas at -1"),
        ("tier: \"1\"", "tier: 1", "CFG0301 metadata.labels.tier at 1}"),
        ("tier: \"1\"", "tier: \"a b\"", "CFG0406 metadata.labels at {app: vllm, "),
        ("name: vllm-qwen\n", "name: vllm_qwen\n", "CFG0303 metadata.name at vllm_qwen"),
        (
            "maxSurge: 0, maxUnavailable: 1",
            "maxSurge: 0, maxUnavailable: 0%",
            "K8S-034 spec.strategy.rollingUpdate.maxSurge at 0, maxUnavai",
        ),
        ("type: RollingUpdate", "type: Recreate", "K8S-034 spec.strategy.type at Recreate"),
        ("type: RollingUpdate", "type: rolling", "CFG0304 spec.strategy.type at rolling"),
        (
            "matchLabels: {app: vllm}\n  strategy",
            "matchLabels: {app: other}\n  strategy",
            "CFG0402 spec.selector at matchLabels:",
        ),
        (
            "cpu: \"4\"",
            "cpu: four",
            "CFG0303 spec.template.spec.containers[0].resources.requests.cpu at four, memory",
        ),
        (
            "requests: {cpu: \"4\", memory: 64Gi",
            "requests: {cpu: \"4\", memory: 65Gi",
            "K8S-033 spec.template.spec.containers[0].resources at requests: {c",
        ),
        (
            "limits: {memory: 64Gi, nvidia.com/gpu: 2}",
            "limits: {memory: 64Gi, nvidia.com/gpu: 3}",
            "K8S-033 spec.template.spec.containers[0].resources at requests: {c",
        ),
        (
            "name: http, containerPort: 8000",
            "name: http, containerPort: 0",
            "CFG0401 spec.template.spec.containers[0].ports[0].containerPort at 0}]",
        ),
        (
            "name: http, containerPort",
            "name: HTTP, containerPort",
            "CFG0406 spec.template.spec.containers[0].ports[0].name at HTTP, contai",
        ),
        (
            "port: http}, periodSeconds: 10",
            "port: htpp}, periodSeconds: 10",
            "K8S-039 spec.template.spec.containers[0].livenessProbe at ",
        ),
        (
            "periodSeconds: 10, failureThreshold: 60",
            "periodSeconds: -1, failureThreshold: 60",
            "CFG0401 spec.template.spec.containers[0].startupProbe.periodSeconds at -1, failureT",
        ),
        (
            "readinessProbe: {httpGet: {path: /health, port: 8000}}",
            "readinessProbe: {}",
            "K8S-037 spec.template.spec.containers[0].readinessProbe at {}",
        ),
        (
            "port: 8000}}\n        volume",
            "port: 8000}, tcpSocket: {port: 1}}\n        volume",
            "K8S-037 spec.template.spec.containers[0].readinessProbe at {httpGet: {p",
        ),
        (
            "name: shm, mountPath",
            "name: smh, mountPath",
            "CFG0402 spec.template.spec.containers[0].volumeMounts[0].name at smh, mountPa",
        ),
        ("value: \"INFO\"", "value: 3", "CFG0301 spec.template.spec.containers[0].env[1].value at 3}"),
        (
            "value: \"INFO\"",
            "value: hunter2, valueFrom: {}",
            "CFG0402 spec.template.spec.containers[0].env[1].value at hunter2, val",
        ),
        (
            "type: RuntimeDefault",
            "type: Localhost",
            "K8S-042 spec.template.spec.securityContext.seccompProfile.kind at ",
        ),
        (
            "operator: Exists, effect",
            "operator: Exists, value: x, effect",
            "CFG0402 spec.template.spec.tolerations[0].operator at Exists, valu",
        ),
        (
            "medium: Memory",
            "medium: Disk",
            "CFG0303 spec.template.spec.volumes[0].emptyDir.medium at Disk, sizeLi",
        ),
        ("ports: [{name: http, port: 8000, targetPort: http}]", "ports: []", "CFG0402 spec.ports at []"),
        (
            "ports: [{name: http, port: 8000, targetPort: http}]",
            "ports: [{port: 1}, {port: 2}]",
            "CFG0402 spec.ports at [{port: 1}, ",
        ),
        ("port: 8000, targetPort: http", "port: 8000, nodePort: 30000", "CFG0402 spec.ports at [{name: http"),
        (
            "port: 8000, endPort: 8010",
            "port: 8000, endPort: 80",
            "K8S-043 spec.ingress[0].ports[0] at {port: 8000,",
        ),
        (
            "port: 8000, endPort: 8010",
            "port: http, endPort: 8010",
            "K8S-043 spec.ingress[0].ports[0].endPort at 8010}]",
        ),
        (
            "except: [10.1.0.0/16]",
            "except: [11.1.0.0/16]",
            "K8S-043 spec.ingress[0].from[1].ipBlock.except at [11.1.0.0/16",
        ),
        (
            "cidr: 10.0.0.0/8",
            "cidr: 10.0.0.0/33",
            "CFG0303 spec.ingress[0].from[1].ipBlock.cidr at 10.0.0.0/33,",
        ),
        ("minReplicas: 1", "minReplicas: 5", "K8S-036 spec.minReplicas at 5"),
        ("- type: Pods", "- type: Resource", "K8S-036 spec.metrics[0] at type: Resour"),
        ("minAvailable: 50%", "minAvailable: 50%\n  maxUnavailable: 1", "K8S-036 spec.minAvailable at 50%"),
        ("apiVersion: policy/v1\n", "apiVersion: policy/v1beta1\n", "CFG0404 apiVersion at policy/v1bet"),
    ] {
        let told = told(from, to);
        let code = expected.split(' ').next().unwrap();
        assert!(told.iter().any(|told| told.starts_with(code)), "{to}: expected {expected}, told {told:?}");
        // Checks over what a method looks at name the whole section, whose place says nothing more.
        let open = expected.ends_with("at ");
        assert!(open || told.iter().any(|told| told == expected), "{to}: expected {expected}, told {told:?}");
    }
}
