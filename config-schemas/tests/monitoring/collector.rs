//! The OpenTelemetry collector.

use crate::{accepted, check, errors};

const GOOD: &str = r#"
receivers:
  otlp:
    protocols:
      grpc:
      http:
        endpoint: 0.0.0.0:4318
  prometheus/vllm:
    config:
      scrape_configs: [{job_name: vllm, static_configs: [{targets: ["vllm:8000"]}]}]
processors:
  memory_limiter:
    check_interval: 1s
    limit_mib: ${env:LIMIT:-4000}
    limit_percentage: 80
    spike_limit_percentage: 20
  batch:
    timeout: 5s
    send_batch_size: 1000
    send_batch_max_size: 2000
  batch/small:
exporters:
  otlp/tempo:
    endpoint: tempo:4317
    tls: {insecure: true}
    sending_queue: {queue_size: 500}
    retry_on_failure: {initial_interval: 1s, max_elapsed_time: 0s}
  otlphttp:
    endpoint: https://mimir.example.org/otlp
    headers: {X-Scope-OrgID: "${env:ORG}"}
  debug:
connectors:
  spanmetrics:
extensions:
  health_check:
service:
  extensions: [health_check]
  pipelines:
    traces:
      receivers: [otlp]
      processors: [memory_limiter, batch]
      exporters: [otlp/tempo, spanmetrics]
    metrics/all:
      receivers: [otlp, prometheus/vllm, spanmetrics]
      processors: [memory_limiter, batch/small]
      exporters: [otlphttp]
    logs:
      receivers: [otlp]
      exporters: [debug]
  telemetry: {logs: {level: info}}
"#;

#[test]
fn a_whole_configuration() {
    let written = accepted("otel-collector", "collector.yaml", GOOD);
    assert!(
        written.contains("\"${env:LIMIT:-4000}\"") || written.contains("${env:LIMIT:-4000}"),
        "{written}"
    );
}

#[test]
fn references_that_lead_nowhere() {
    let report = check(
        "otel-collector",
        "collector.yaml",
        concat!(
            "receivers: {otlp: {protocols: {grpc: }}}\n",
            "processors: {batch: {}, memory_limiter: {check_interval: 1s, limit_mib: 100}}\n",
            "exporters: {debug: {}, nop: {}}\n",
            "connectors: {forward: {}}\n",
            "service:\n",
            "  extensions: [zpages]\n",
            "  pipelines:\n",
            "    traces:\n",
            "      receivers: [otpl]\n",
            "      processors: [batch, memory_limiter, batch]\n",
            "      exporters: [debug, forward]\n",
            "    trace:\n",
            "      receivers: [otlp]\n",
            "      exporters: [debug]\n",
        ),
    );
    assert_eq!(
        errors(&report),
        [
            "connectors.forward 4:14",
            "service.extensions[0] 6:16",
            "service.pipelines.traces.receivers[0] 9:19",
            "service.pipelines.traces.processors[2] 10:43",
            "service.pipelines.trace 12:5",
        ]
    );
    assert_eq!(report.warnings().count(), 2, "{report}");
}

#[test]
fn components_of_the_core() {
    let cases = [
        ("processors", "memory_limiter: {check_interval: 0s, limit_mib: 100}", "check_interval"),
        ("processors", "memory_limiter: {check_interval: 1s}", "limit_mib"),
        (
            "processors",
            "memory_limiter: {check_interval: 1s, limit_mib: 100, spike_limit_mib: 100}",
            "spike_limit_mib",
        ),
        ("processors", "memory_limiter: {check_interval: 1s, limit_percentage: 120}", "limit_percentage"),
        ("processors", "memory_limiter: {limit_mib: 100}", "check_interval"),
        ("processors", "batch: {send_batch_size: 100, send_batch_max_size: 10}", "send_batch_max_size"),
        ("processors", "batch: {timeout: -1s}", "timeout"),
        ("processors", "batch: {time_out: 1s}", "time_out"),
        ("receivers", "otlp: {protocols: {}}", "protocols"),
        ("receivers", "otlp: {protocols: {grcp: {}}}", "protocols.grcp"),
        ("exporters", "otlp: {tls: {insecure: true}}", "endpoint"),
        ("exporters", "otlp: {endpoint: x, sending_queue: {queue_size: 0}}", "sending_queue.queue_size"),
        (
            "exporters",
            "otlp: {endpoint: x, retry_on_failure: {max_elapsed_time: 1s}}",
            "retry_on_failure.max_elapsed_time",
        ),
        ("exporters", "otlp: {endpoint: x, tls: {cert_file: a}}", "tls.cert_file"),
    ];
    for (section, component, field) in cases {
        let id = component.split(':').next().unwrap();
        let report = check("otel-collector", "collector.yaml", &format!("{section}:\n  {component}\n"));
        let expected = format!("{section}.{id}.{field} 2:");
        assert!(
            errors(&report).iter().any(|error| error.starts_with(&expected)),
            "expected {expected}\n{report}"
        );
    }
}
