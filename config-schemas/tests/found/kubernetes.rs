//! Manifests of Kubernetes.

use super::{accepted, check, told};

/// A pod of a stateful set has a volume for each claim that the set makes (`ValidatePodTemplateSpecForStatefulSet` looks at
/// no volumes for that reason).
#[test]
fn claims_of_a_stateful_set_are_volumes() {
    let text = |mount: &str| {
        format!(
            "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {{name: a}}\nspec:\n  serviceName: a\n  selector: {{matchLabels: {{app: a}}}}\n  template:\n    metadata: {{labels: {{app: a}}}}\n    spec:\n      containers:\n      - name: a\n        image: a:1\n        volumeMounts:\n        - {{name: {mount}, mountPath: /data}}\n  volumeClaimTemplates:\n  - metadata: {{name: data}}\n    spec: {{accessModes: [ReadWriteOnce], resources: {{requests: {{storage: 1Gi}}}}}}\n"
        )
    };
    accepted("kubernetes", &text("data"));
    let report = check("kubernetes", &text("date"));
    assert_eq!(told(&report), ["error CFG0402 spec.template.spec.containers[0].volumeMounts[0].name 14:18"]);
    assert_eq!(report.findings()[0].help(), Some("did you mean data?"));
}

/// `metav1.ObjectMeta`: a name is taken although there is a generateName, and `kubectl get -o yaml` writes both. One of them
/// must be there.
#[test]
fn names_and_their_beginnings() {
    let pod = |metadata: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {metadata}\nspec: {{containers: [{{name: a, image: \"a:1\"}}]}}\n"
        )
    };
    accepted("kubernetes", &pod("{name: a-x7, generateName: a-}"));
    accepted("kubernetes", &pod("{generateName: a-}"));
    assert_eq!(told(&check("kubernetes", &pod("{labels: {app: a}}"))), ["error CFG0202 metadata.name 3:1"]);
}

/// Roles and their bindings have any name that can be a part of a path (`ValidateRBACName`); other objects have DNS names.
#[test]
fn names_of_roles_have_colons() {
    let object = |version: &str, kind: &str| {
        format!(
            "apiVersion: {version}\nkind: {kind}\nmetadata: {{name: \"resource-metrics:system:auth-delegator\"}}\n"
        )
    };
    accepted("kubernetes", &object("rbac.authorization.k8s.io/v1", "ClusterRoleBinding"));
    assert_eq!(
        told(&check("kubernetes", &object("v1", "ServiceAccount"))),
        ["error CFG0303 metadata.name 3:18"]
    );
}

/// `cannot unmarshal number into Go struct field ConfigMap.data of type string`, and `illegal base64 data`.
#[test]
fn settings_are_text_and_secrets_are_base64() {
    let map =
        |data: &str| format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\ndata:\n  {data}\n");
    accepted("kubernetes", &map("PORT: \"8000\""));
    assert_eq!(told(&check("kubernetes", &map("PORT: 8000"))), ["error CFG0301 data.PORT 5:9"]);
    assert_eq!(told(&check("kubernetes", &map("a/b: x"))), ["error CFG0406 data 5:3"]);
    let secret = |data: &str| {
        format!("apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\ntype: kubernetes.io/tls\n{data}\n")
    };
    accepted("kubernetes", &secret("data: {tls.crt: YQ==, tls.key: YWI=}"));
    let report = check("kubernetes", &secret("data: {tls.crt: s3cr3t!, tls.key: YWI=}"));
    assert_eq!(told(&report), ["error CFG0303 data[\"tls.crt\"] 5:17"]);
    assert!(!report.to_string().contains("s3cr3t"), "{report}");
    let report = check("kubernetes", &secret("stringData: {tls.crt: a}"));
    assert_eq!(report.errors().count(), 1, "{report}");
}

/// `robfig/cron`, with which the controller reads schedules; a zone belongs into `timeZone`.
#[test]
fn jobs_by_the_clock_have_a_schedule() {
    let job = |schedule: &str| {
        format!(
            "apiVersion: batch/v1\nkind: CronJob\nmetadata: {{name: a}}\nspec:\n  schedule: \"{schedule}\"\n  jobTemplate:\n    spec:\n      template:\n        spec: {{restartPolicy: Never, containers: [{{name: a, image: \"a:1\"}}]}}\n"
        )
    };
    for good in ["*/5 * * * *", "0 3 1,15 jan-mar MON", "@hourly", "@every 90m", "5/15 ? * * 0"] {
        accepted("kubernetes", &job(good));
    }
    for bad in
        ["* * * *", "60 * * * *", "0 0 * * 7", "*/0 * * * *", "5-1 * * * *", "@often", "TZ=UTC 0 0 * * *"]
    {
        assert_eq!(told(&check("kubernetes", &job(bad))), ["error CFG0303 spec.schedule 5:13"], "{bad}");
    }
}

/// `kubectl get -o yaml` writes a list of objects; `kubectl apply` takes each of them by itself.
#[test]
fn objects_of_a_list_are_checked() {
    let text = |replicas: &str| {
        format!(
            "apiVersion: v1\nkind: List\nmetadata: {{}}\nitems:\n- apiVersion: apps/v1\n  kind: Deployment\n  metadata: {{name: a}}\n  spec:\n    replicas: {replicas}\n    selector: {{matchLabels: {{app: a}}}}\n    template:\n      metadata: {{labels: {{app: a}}}}\n      spec: {{containers: [{{name: a, image: \"a:1\"}}]}}\n"
        )
    };
    accepted("kubernetes", &text("2"));
    assert_eq!(told(&check("kubernetes", &text("two"))), ["error CFG0301 items[0].spec.replicas 9:15"]);
}

/// `StorageMediumHugePagesPrefix`: a size of huge pages may follow.
#[test]
fn empty_directories_lie_in_huge_pages_of_a_size() {
    let pod = |medium: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  containers: [{{name: a, image: \"a:1\"}}]\n  volumes: [{{name: v, emptyDir: {{medium: {medium}}}}}]\n"
        )
    };
    for good in ["HugePages-2Mi", "HugePages", "Memory", "\"\""] {
        accepted("kubernetes", &pod(good));
    }
    assert_eq!(
        told(&check("kubernetes", &pod("memory"))),
        ["error CFG0303 spec.volumes[0].emptyDir.medium 6:42"]
    );
}

/// Modes of files are written in base 8, which `sigs.k8s.io/yaml` reads as YAML 1.1 does.
#[test]
fn modes_are_octal() {
    let pod = |mode: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  containers: [{{name: a, image: \"a:1\"}}]\n  volumes: [{{name: v, configMap: {{name: c, defaultMode: {mode}}}}}]\n"
        )
    };
    let written = accepted("kubernetes", &pod("0744"));
    assert!(written.contains("defaultMode: 484"), "{written}");
    assert_eq!(
        told(&check("kubernetes", &pod("744"))),
        ["error CFG0401 spec.volumes[0].configMap.defaultMode 6:57"]
    );
}

/// What variables and autoscalers refer to is typed: the server refuses keys that it does not know.
#[test]
fn sources_and_measures_are_typed() {
    let text = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec:\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: vllm}\n  maxReplicas: 10\n  metrics:\n  - type: Pods\n    pods: {metric: {name: waiting}, target: {type: AverageValue, averageValue: 500m}}\n  - type: External\n    external: {metric: {name: q}, target: {type: Value, value: 30}}\n  behavior:\n    scaleDown: {stabilizationWindowSeconds: 0, policies: [{type: Percent, value: 100, periodSeconds: 15}]}\n";
    accepted("kubernetes", text);
    let report = check("kubernetes", &text.replace("averageValue: 500m", "averageValu: 500m"));
    assert!(told(&report).contains(&"error CFG0201 spec.metrics[0].pods.target.averageValu 9:66".to_owned()));
    let pod = |source: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  containers:\n  - name: a\n    image: \"a:1\"\n    env: [{{name: A, valueFrom: {source}}}]\n"
        )
    };
    for good in ["{secretKeyRef: {name: s, key: k}}", "{fieldRef: {fieldPath: \"metadata.labels['app']\"}}"] {
        accepted("kubernetes", &pod(good));
    }
    for bad in ["{fieldRef: {fieldPath: status.podIp}}", "{}", "{secretKeyRef: {name: s, keys: k}}"] {
        assert!(check("kubernetes", &pod(bad)).has_errors(), "{bad}");
    }
}

/// The operator's `PrometheusRule` holds the groups of a file of rules, which the operator checks as Prometheus does.
#[test]
fn rules_of_the_operator_are_checked() {
    let text = |expression: &str| {
        format!(
            "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {{name: a}}\nspec:\n  groups:\n  - name: vllm\n    partial_response_strategy: abort\n    rules:\n    - alert: Waiting\n      expr: {expression}\n      for: 5m\n"
        )
    };
    let manifest = text("sum(vllm:num_requests_waiting) > 10");
    accepted("kubernetes", &manifest);
    assert_eq!(
        told(&check("kubernetes", &text("sum(vllm:num_requests_waiting > 10"))),
        ["error CFG0303 spec.groups[0].rules[0].expr 10:13"]
    );
    assert!(check("kubernetes", &manifest.replace("for: 5m", "for: 5 minutes")).has_errors());
}
