//! What the API server refuses, object by object, as its validation says it; and what it takes and looks refused.

use config_core::{Report, Severity};
use config_schemas::native;

fn check(text: &str) -> Report {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("manifest.yaml");
    std::fs::write(&path, text).unwrap();
    native::check("kubernetes", &path)
}

fn errors(text: &str) -> Vec<String> {
    let report = check(text);
    let errors = report.findings().iter().filter(|finding| finding.severity() == Severity::Error);
    errors.map(|finding| finding.path().to_owned()).collect()
}

/// A pod with one more line in its container, and one in itself.
fn pod(container: &str, spec: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  containers:\n  - name: a\n    image: \"a:1\"\n    {container}\n  {spec}\n"
    )
}

#[test]
fn containers() {
    for (line, path) in [
        (
            "env: [{name: A, valueFrom: {secretKeyRef: {name: S, key: k}}}]",
            "env[0].valueFrom.secretKeyRef.name",
        ),
        (
            "env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: a/b}}}]",
            "env[0].valueFrom.secretKeyRef.key",
        ),
        (
            "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.gpu}}}]",
            "env[0].valueFrom.resourceFieldRef.resource",
        ),
        (
            "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 1Mi}}}]",
            "env[0].valueFrom.resourceFieldRef",
        ),
        ("env: [{name: \"A=B\", value: \"1\"}]", "env[0].name"),
        ("env: [{name: A, value: yes}]", "env[0].value"),
        ("env: [{name: A, value: 1}]", "env[0].value"),
        ("workingDir: 1", "workingDir"),
        ("envFrom: [{secretRef: {names: s}}]", "envFrom[0].secretRef.names"),
        ("resources: {limits: {gpu: 1}}", "resources"),
        ("terminationMessagePolicy: Log", "terminationMessagePolicy"),
        ("securityContext: {procMount: All}", "securityContext.procMount"),
        ("livenessProbe: {exec: {command: []}}", "livenessProbe.exec.command"),
    ] {
        let errors = errors(&pod(line, ""));
        let path = format!("spec.containers[0].{path}");
        assert!(errors.iter().any(|error| error.starts_with(&path)), "{line}: {errors:?}");
    }
    for line in [
        "env: [{name: A, value: \"yes\"}, {name: B, value: }, {name: C.d-e, value: \"\", valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}]",
        "env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.memory, divisor: 1Mi}}}]",
        "imagePullPolicy: \"\"",
        "ports: [{containerPort: 80, hostPort: 0, protocol: \"\"}]",
        "resources: {limits: {hugepages-2Mi: 4Mi, memory: 1Gi}}",
    ] {
        assert_eq!(errors(&pod(line, "")), [""; 0], "{line}");
    }
    let bare = pod("", "").replace("image: \"a:1\"", "");
    assert_eq!(errors(&bare), ["spec.containers[0].image"]);
}

#[test]
fn pods() {
    for (line, path) in [
        ("dnsPolicy: None", "spec"),
        ("dnsConfig: {nameservers: [dns.example.com]}", "spec.dnsConfig.nameservers[0]"),
        ("hostAliases: [{ip: localhost, hostnames: [a]}]", "spec.hostAliases[0].ip"),
        ("serviceAccountName: Robot", "spec.serviceAccountName"),
        ("hostname: a.b", "spec.hostname"),
        ("preemptionPolicy: Always", "spec.preemptionPolicy"),
        ("readinessGates: [{conditionType: \"a b\"}]", "spec.readinessGates[0].conditionType"),
        ("securityContext: {sysctls: [{name: Net, value: \"1\"}]}", "spec.securityContext.sysctls[0].name"),
        ("nodeSelector: {disk: \"a b\"}", "spec.nodeSelector"),
        ("tolerations: [{key: \"a b\", operator: Exists}]", "spec.tolerations[0].key"),
        (
            "volumes: [{name: v, projected: {sources: [{secret: {names: s}}]}}]",
            "spec.volumes[0].projected.sources[0].secret",
        ),
        (
            "volumes: [{name: v, projected: {sources: [{serviceAccountToken: {path: t, expirationSeconds: 60}}]}}]",
            "spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds",
        ),
        (
            "volumes: [{name: v, secret: {secretName: s, items: [{key: a, path: ../b}]}}]",
            "spec.volumes[0].secret.items[0].path",
        ),
        ("volumes: [{name: v, hostPath: {path: /a, type: Folder}}]", "spec.volumes[0].hostPath.type"),
        ("volumes: [{name: v, nfs: {server: s, path: x}}]", "spec.volumes[0].nfs.path"),
        ("volumes: [{name: v, csi: {drivers: s}}]", "spec.volumes[0].csi"),
        (
            "volumes: [{name: v, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce]}}}}]",
            "spec.volumes[0].ephemeral",
        ),
        (
            "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: []}}}",
            "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms",
        ),
        ("initContainers: [{name: i, image: \"a:1\", readinessProbe: {exec: {command: [a]}}}]", "spec"),
    ] {
        let errors = errors(&pod("", line));
        assert!(errors.iter().any(|error| error.starts_with(path)), "{line}: {errors:?}");
    }
    for line in [
        "tolerations: [{operator: Exists, effect: \"\"}]",
        "dnsPolicy: \"\"",
        "restartPolicy: \"\"",
        "initContainers: [{name: i, image: \"a:1\", restartPolicy: Always, readinessProbe: {exec: {command: [a]}}}]",
        "volumes: [{name: v, projected: {sources: [{serviceAccountToken: {path: t, expirationSeconds: 600}}]}}]",
        "nodeSelector: {disk: }",
    ] {
        assert_eq!(errors(&pod("", line)), [""; 0], "{line}");
    }
}

#[test]
fn services() {
    let service = |spec: &str| {
        format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: a}}\nspec: {{ports: [{{port: 80}}], {spec}}}\n"
        )
    };
    for (spec, path) in [
        ("clusterIP: ten", "spec.clusterIP"),
        ("clusterIPs: [10.0.0.1]", "spec"),
        ("externalIPs: [127.0.0.1]", "spec.externalIPs"),
        (
            "sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 86401}}",
            "spec.sessionAffinityConfig.clientIP.timeoutSeconds",
        ),
        ("loadBalancerSourceRanges: [10.0.0.0/8]", "spec"),
        ("externalTrafficPolicy: Local", "spec"),
        ("ipFamilies: [IPv5]", "spec.ipFamilies[0]"),
        ("ipFamilyPolicy: DualStack", "spec.ipFamilyPolicy"),
        ("type: ExternalName, externalName: a_b", "spec"),
        ("selector: {app: \"a b\"}", "spec.selector"),
    ] {
        let errors = errors(&service(spec));
        assert!(errors.iter().any(|error| error.starts_with(path)), "{spec}: {errors:?}");
    }
    for spec in [
        "clusterIP: \"\"",
        "type: \"\"",
        "externalTrafficPolicy: \"\"",
        "type: ExternalName, externalName: db.example.com.",
        "type: NodePort, externalTrafficPolicy: Local",
        "sessionAffinityConfig: {clientIP: {timeoutSeconds: 10}}",
        "clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, \"fd00::1\"], ipFamilies: [IPv4, IPv6]",
    ] {
        assert_eq!(errors(&service(spec)), [""; 0], "{spec}");
    }
    assert_eq!(errors(&service("clusterIP: None").replace("name: a", "name: a.b")), ["metadata.name"]);
}

#[test]
fn other_objects() {
    let object = |version: &str, kind: &str, rest: &str| {
        format!("apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a}}\n{rest}\n")
    };
    let template = "template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: \"a:1\"}]}}";
    let selector = "selector: {matchLabels: {a: b}}";
    for text in [
        object(
            "networking.k8s.io/v1",
            "NetworkPolicy",
            "spec: {podSelector: {}, ingress: [{to: [{podSelector: {}}]}]}",
        ),
        object("policy/v1", "PodDisruptionBudget", "spec: {minAvailable: 150%}"),
        object("policy/v1", "PodDisruptionBudget", "spec: {unhealthyPodEvictionPolicy: Never}"),
        object(
            "apps/v1",
            "Deployment",
            &format!("spec: {{strategy: {{type: OnDelete}}, {selector}, {template}}}"),
        ),
        object(
            "apps/v1",
            "DaemonSet",
            &format!("spec: {{updateStrategy: {{type: Recreate}}, {selector}, {template}}}"),
        ),
        object(
            "apps/v1",
            "StatefulSet",
            &format!("spec: {{podManagementPolicy: Random, {selector}, {template}}}"),
        ),
        object(
            "batch/v1",
            "Job",
            "spec: {completionMode: Indexed, template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}",
        ),
        object("v1", "Secret", "type: kubernetes.io/basic-auth\nstringData: {user: u}"),
        object(
            "v1",
            "Secret",
            "type: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: hunter2}",
        ),
        object("v1", "ConfigMap", "data: {a: on}"),
        object("v1", "ConfigMap", "").replace("name: a", "name: 1"),
    ] {
        let report = check(&text);
        assert!(report.has_errors(), "{text}");
        assert!(!format!("{report} {}", report.to_json()).contains("hunter2"), "{report}");
    }
    for text in [
        object("networking.k8s.io/v1", "NetworkPolicy", ""),
        object("v1", "ConfigMap", "data: {a: b}").replace("name: a", "name: a, namespace: \"\""),
        object("policy/v1", "PodDisruptionBudget", "spec: {maxUnavailable: 100%}"),
        object("v1", "ConfigMap", "data: {a: , b: \"on\"}")
            .replace("name: a", &format!("name: {}", "a".repeat(100))),
        object(
            "v1",
            "Secret",
            "type: kubernetes.io/dockerconfigjson\nstringData: {.dockerconfigjson: \"{}\"}",
        ),
        object(
            "autoscaling/v2",
            "HorizontalPodAutoscaler",
            "spec:\n  scaleTargetRef: {kind: Deployment, name: a}\n  maxReplicas: 2\n  metrics:\n  - type: External\n    external: {metric: {name: q, selector: {matchLabels: {queue: projects/a/b}}}, target: {type: Value, value: 1}}\n  - type: Object\n    object: {metric: {name: q}, describedObject: {kind: Service, name: a}, target: {type: Value, value: 1, averageValue: 1}}",
        ),
    ] {
        assert_eq!(errors(&text), [""; 0], "{text}");
    }
}
