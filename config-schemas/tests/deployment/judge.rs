//! An independent validator (`kubernetes-validate`, of PyPI) on 200 random objects of each kind, none refused. Left out
//! with a word where it is not installed.

use std::process::Command;

use config_schemas::native;
use proptest::prelude::Rng as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::file;

const CASES: usize = 200;

/// Makes the text of one random object.
type Make = fn(&mut Dice, usize) -> String;

struct Dice(TestRng);

impl Dice {
    fn one<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.0.next_u32() as usize % texts.len()]
    }

    fn maybe(&mut self, text: &str) -> String {
        if self.0.next_u32().is_multiple_of(2) { text.to_owned() } else { String::new() }
    }
}

fn deployment(dice: &mut Dice, case: usize) -> String {
    let mut text = format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: d{case}, labels: {{app: a}}}}\nspec:\n  selector: {{matchLabels: {{app: a}}}}\n"
    );
    text += &dice.maybe("  replicas: 3\n");
    text += &dice.maybe("  minReadySeconds: 5\n");
    text += &dice.maybe("  revisionHistoryLimit: 3\n");
    let strategy = dice.one(&[
        "",
        "  strategy: {type: Recreate}\n",
        "  strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 0}}\n",
        "  strategy: {rollingUpdate: {maxSurge: 1}}\n",
    ]);
    text += strategy;
    text += "  template:\n    metadata: {labels: {app: a}}\n    spec:\n";
    text += &dice.maybe("      terminationGracePeriodSeconds: 90\n");
    text += &dice.maybe("      serviceAccountName: models\n      automountServiceAccountToken: false\n");
    text += &dice.maybe("      nodeSelector: {gpu: \"true\"}\n");
    text += &dice.maybe("      priorityClassName: high\n      runtimeClassName: nvidia\n");
    text += &dice.maybe("      hostNetwork: true\n      dnsPolicy: ClusterFirstWithHostNet\n");
    text += &dice.maybe("      securityContext: {runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000, seccompProfile: {type: RuntimeDefault}}\n");
    text += &dice.maybe("      tolerations: [{key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}, {operator: Exists, effect: NoExecute, tolerationSeconds: 60}]\n");
    text += &dice.maybe("      topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: a}}}]\n");
    text += &dice.maybe("      affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 50, podAffinityTerm: {topologyKey: host, labelSelector: {matchLabels: {app: a}}}}]}}\n");
    text +=
        &dice.maybe("      initContainers: [{name: fetch, image: busybox, command: [sh, -c, \"true\"]}]\n");
    let volume = dice.one(&[
        "emptyDir: {medium: Memory, sizeLimit: 8Gi}",
        "emptyDir: {}",
        "persistentVolumeClaim: {claimName: weights}",
        "configMap: {name: c}",
    ]);
    text += &format!("      volumes: [{{name: v, {volume}}}]\n");
    text += "      containers:\n      - name: main\n        image: vllm/vllm-openai:v0.33.0\n        volumeMounts: [{name: v, mountPath: /v}]\n";
    text += &dice.maybe("        imagePullPolicy: IfNotPresent\n");
    text += &dice.maybe("        args: [\"--model\", \"m\", \"--port\", \"8000\"]\n");
    text += &dice.maybe("        env: [{name: A, value: \"1\"}, {name: B, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]\n");
    text += &dice.maybe("        envFrom: [{prefix: X_, secretRef: {name: s}}]\n");
    text += "        ports: [{name: http, containerPort: 8000}, {containerPort: 9000, protocol: UDP}]\n";
    text += dice.one(&[
        "",
        "        resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: \"2\", memory: 2Gi, nvidia.com/gpu: 1}}\n",
        "        resources: {limits: {memory: 1.5Gi}}\n",
    ]);
    text += dice.one(&[
        "",
        "        livenessProbe: {httpGet: {path: /health, port: http, scheme: HTTPS}, initialDelaySeconds: 5}\n",
        "        livenessProbe: {tcpSocket: {port: 8000}, failureThreshold: 5}\n",
        "        livenessProbe: {exec: {command: [cat, /ok]}, periodSeconds: 30, timeoutSeconds: 5}\n",
        "        livenessProbe: {grpc: {port: 9000, service: health}}\n",
    ]);
    text += &dice.maybe("        lifecycle: {preStop: {exec: {command: [sleep, \"5\"]}}}\n");
    text += &dice.maybe("        securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}\n");
    text
}

fn service(dice: &mut Dice, case: usize) -> String {
    let mut text = format!(
        "apiVersion: v1\nkind: Service\nmetadata: {{name: s{case}}}\nspec:\n  selector: {{app: a}}\n"
    );
    text += dice.one(&[
        "",
        "  type: ClusterIP\n",
        "  type: NodePort\n",
        "  clusterIP: None\n",
        "  type: LoadBalancer\n  loadBalancerSourceRanges: [10.0.0.0/8]\n",
    ]);
    text += &dice.maybe("  sessionAffinity: ClientIP\n");
    text += &dice.maybe("  internalTrafficPolicy: Local\n");
    text += dice.one(&[
        "  ports: [{port: 80}]\n",
        "  ports: [{name: http, port: 80, targetPort: http}, {name: grpc, port: 9000, targetPort: 9000, appProtocol: grpc}]\n",
        "  ports: [{name: dns, port: 53, protocol: UDP}]\n",
    ]);
    text
}

fn network_policy(dice: &mut Dice, case: usize) -> String {
    let mut text = format!(
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: n{case}}}\nspec:\n"
    );
    text += dice.one(&[
        "  podSelector: {}\n",
        "  podSelector: {matchLabels: {app: a}}\n",
        "  podSelector: {matchExpressions: [{key: app, operator: In, values: [a, b]}]}\n",
    ]);
    text += &dice.maybe("  policyTypes: [Ingress, Egress]\n");
    text += dice.one(&[
        "",
        "  ingress: []\n",
        "  ingress: [{from: [{podSelector: {matchLabels: {app: b}}}], ports: [{port: 8000}]}]\n",
        "  ingress: [{from: [{namespaceSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}]\n",
    ]);
    text += dice.one(&["", "  egress: [{to: [{ipBlock: {cidr: \"::/0\"}}], ports: [{port: 32000, endPort: 32768, protocol: TCP}, {port: 53, protocol: UDP}]}]\n"]);
    text
}

fn autoscaler(dice: &mut Dice, case: usize) -> String {
    let mut text = format!(
        "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: h{case}}}\nspec:\n  scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: d}}\n  maxReplicas: 8\n"
    );
    text += &dice.maybe("  minReplicas: 2\n");
    text += dice.one(&[
        "",
        "  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]\n",
        "  metrics: [{type: Pods, pods: {metric: {name: waiting}, target: {type: AverageValue, averageValue: \"5\"}}}]\n",
    ]);
    text += &dice.maybe("  behavior: {scaleDown: {stabilizationWindowSeconds: 300}}\n");
    text
}

fn budget(dice: &mut Dice, case: usize) -> String {
    let mut text = format!(
        "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: b{case}}}\nspec:\n  selector: {{matchLabels: {{app: a}}}}\n"
    );
    text += dice.one(&[
        "  minAvailable: 1\n",
        "  minAvailable: 50%\n",
        "  maxUnavailable: 1\n",
        "  maxUnavailable: 25%\n",
    ]);
    text
}

#[test]
fn an_independent_validator_takes_what_is_written() {
    if Command::new("kubernetes-validate").arg("--version").output().is_err() {
        println!("left out: kubernetes-validate is not installed");
        return;
    }
    let mut runner =
        TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let mut dice = Dice(runner.new_rng());
    let kinds: [(&str, Make); 5] = [
        ("Deployment", deployment),
        ("Service", service),
        ("NetworkPolicy", network_policy),
        ("HorizontalPodAutoscaler", autoscaler),
        ("PodDisruptionBudget", budget),
    ];
    for (kind, make) in kinds {
        let documents: Vec<String> = (0..CASES).map(|case| make(&mut dice, case)).collect();
        let directory = tempfile::tempdir().unwrap();
        let path = file(&directory, &documents.join("---\n"));
        let written =
            native::rewrite("kubernetes", &path).unwrap_or_else(|report| panic!("{kind}: {report}"));
        let path = file(&directory, &written);
        let output =
            Command::new("kubernetes-validate").args(["-k", "1.37", "--strict"]).arg(&path).output().unwrap();
        let told =
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        let taken = told.matches(" passed for resource ").count();
        assert!(output.status.success() && taken == CASES, "{kind}: {taken} of {CASES} taken\n{told}");
        println!("{kind}: the validator took {taken} of {CASES} objects");
    }
}
