//! The OpenTelemetry collector against what `otelcol`, `service`, `config*`, `exporterhelper` and the components of its core say.

use config_core::Severity;

use super::check;

/// A component in a section.
fn component(section: &str, component: &str) -> String {
    format!("{section}:\n  {component}\n")
}

/// The errors of a component: code and path below it.
fn errors(section: &str, text: &str) -> Vec<String> {
    let id = text.split(':').next().unwrap();
    let start = format!("{section}.{id}");
    let report = check("otel-collector", &component(section, text));
    report
        .findings()
        .iter()
        .filter(|finding| finding.severity() == Severity::Error)
        .filter_map(|finding| Some((finding.path().strip_prefix(&start)?.trim_start_matches('.'), finding)))
        .map(|(path, finding)| format!("{} {path}", finding.code()))
        .collect()
}

#[test]
fn what_the_components_take() {
    for (section, text) in [
        // Nothing is known of what a variable holds, nor of what it decides with others.
        ("processors", "memory_limiter: {check_interval: 1s, limit_mib: \"${env:L}\"}"),
        ("processors", "memory_limiter: {check_interval: \"${env:I}\", limit_mib: 100}"),
        ("processors", "memory_limiter: \"${file:x}\""),
        ("processors", "batch: {send_batch_max_size: 100, send_batch_size: \"${env:S}\"}"),
        ("receivers", "otlp: {protocols: \"${file:x}\"}"),
        ("exporters", "otlp: {endpoint: \"${env:E}\"}"),
        ("exporters", "otlp_http: {endpoint: \"${env:E}\"}"),
        ("exporters", "otlp: {endpoint: \"a:1\", retry_on_failure: {max_interval: \"${env:M}\"}}"),
        ("receivers", "otlp: {protocols: {grpc: {transport: unix, endpoint: /tmp/s.sock}}}"),
        ("receivers", "otlp: {protocols: {grpc: {tls: {cert_file: a, key_file: b, min_version: ''}}}}"),
        (
            "receivers",
            "otlp: {protocols: {http: {cors: {allowed_origins: ['*'], max_age: 7200}, traces_url_path: /a}}}",
        ),
        (
            "exporters",
            "otlp: {endpoint: 'dns:///a:4317', keepalive: {time: 20s}, balancer_name: round_robin}",
        ),
        ("exporters", "otlp: {endpoint: 'unix:///tmp/s', sending_queue: {enabled: false, queue_size: 0}}"),
        ("exporters", "otlp: {endpoint: 'a:1', sending_queue: {queue_size: 100, batch: {min_size: 200}}}"),
        (
            "exporters",
            "otlphttp: {profiles_endpoint: 'http://a', encoding: json, compression_params: {level: 5}}",
        ),
        ("exporters", "debug: {verbosity: Detailed, sampling_initial: 5}"),
    ] {
        assert_eq!(errors(section, text), [""; 0], "{text}");
    }
}

#[test]
fn what_the_components_refuse() {
    let mut wrong = Vec::new();
    for (section, text, expected) in [
        ("processors", "memory_limiter: {check_interval: 1s, limit_mib: 1, limit_mb: 1}", "CFG0201 limit_mb"),
        ("processors", "memory_limiter: {check_interval: 1s, limit_mib: 5000000000}", "CFG0302 limit_mib"),
        (
            "processors",
            "memory_limiter: {check_interval: 1s, limit_mib: 1, min_gc_interval_when_hard_limited: 20s}",
            "OTEL-055 min_gc_interval_when_soft_limited",
        ),
        ("processors", "batch: {metadata_keys: [a, A]}", "CFG0406 metadata_keys"),
        (
            "receivers",
            "otlp: {protocols: {http: {cors: {alowed_origins: []}}}}",
            "CFG0201 protocols.http.cors.alowed_origins",
        ),
        (
            "receivers",
            "otlp: {protocols: {grpc: {read_buffer_size: -1}}}",
            "CFG0401 protocols.grpc.read_buffer_size",
        ),
        ("receivers", "otlp: {protocols: {grpc: {endpont: a}}}", "CFG0201 protocols.grpc.endpont"),
        ("receivers", "otlp: {protocols: {grpc: {tls: {}}}}", "OTEL-024 protocols.grpc.tls"),
        (
            "receivers",
            "otlp: {protocols: {grpc: {tls: {cert_file: a, cert_pem: c, key_file: b}}}}",
            "OTEL-024 protocols.grpc.tls.cert_file",
        ),
        ("exporters", "otlp: {endpoint: a}", "CFG0406 endpoint"),
        ("exporters", "otlp: {endpoint: 'a:b'}", "CFG0406 endpoint"),
        ("exporters", "otlp: {endpoint: 'https://a'}", "CFG0406 endpoint"),
        ("exporters", "otlp: {endpoint: 'a:1', insecure: true}", "CFG0201 insecure"),
        ("exporters", "otlp: {endpoint: 'a:1', balancer_name: experimental}", "CFG0404 balancer_name"),
        (
            "exporters",
            "otlp: {endpoint: 'a:1', sending_queue: {storage: s, wait_for_result: true}}",
            "OTEL-055 sending_queue.wait_for_result",
        ),
        ("exporters", "otlp: {endpoint: 'a:1', sending_queue: {sizer: foo}}", "CFG0304 sending_queue.sizer"),
        (
            "exporters",
            "otlp: {endpoint: 'a:1', sending_queue: {batch: {sizer: requests}}}",
            "OTEL-055 sending_queue.batch",
        ),
        (
            "exporters",
            "otlp: {endpoint: 'a:1', sending_queue: {batch: {min_size: 10, max_size: 5}}}",
            "OTEL-055 sending_queue.batch.max_size",
        ),
        (
            "exporters",
            "otlp: {endpoint: 'a:1', sending_queue: {sizer: items, queue_size: 100, batch: {min_size: 200}}}",
            "OTEL-055 sending_queue.batch",
        ),
        (
            "exporters",
            "otlp: {endpoint: 'a:1', sending_queue: {batch: {partition: {metadata_keys: [a, A]}}}}",
            "CFG0406 sending_queue.batch.partition.metadata_keys",
        ),
        ("exporters", "otlphttp: {endpoint: 'http://a', encoding: foo}", "CFG0404 encoding"),
        ("exporters", "otlphttp: {endpoint: 'http://a', keepalive: {}}", "CFG0201 keepalive"),
        (
            "exporters",
            "otlphttp: {endpoint: 'http://a', compression_params: {level: 99}}",
            "OTEL-055 compression_params",
        ),
        ("exporters", "debug: {verbosity: none}", "CFG0406 verbosity"),
        ("exporters", "debug: {loglevel: debug}", "CFG0201 loglevel"),
    ] {
        let errors = errors(section, text);
        if errors != [expected] {
            wrong.push(format!("{text}: {errors:?}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn pipelines_and_telemetry() {
    let text = |service: &str| {
        format!(
            "receivers: {{nop: }}\nexporters: {{nop: }}\nprocessors: {{batch: }}\nservice:\n  pipelines: {{traces: {{receivers: [nop, nop], processors: [batch], exporters: [nop, '${{env:E}}', nop]}}}}\n  {service}\n"
        )
    };
    for service in ["telemetry: {logs: {level: DEBUG}, metrics: {level: None}}", "extensions: ['${env:X}']"] {
        let report = check("otel-collector", &text(service));
        assert!(report.is_empty(), "{report}");
    }
    for (service, expected) in [
        ("telemetry: {logs: {level: foo}}", "error OTEL-055 service.telemetry.logs.level 6:29"),
        ("telemetry: {metrics: {level: foo}}", "error OTEL-055 service.telemetry.metrics.level 6:32"),
        ("telemetry: {metric: {}}", "error CFG0201 service.telemetry.metric 6:15"),
    ] {
        assert_eq!(super::told(&check("otel-collector", &text(service))), [expected]);
    }
    let alone = "exporters: {nop: }\nconnectors: {forward: }\nservice: {pipelines: {traces: {receivers: [forward], exporters: [forward]}}}\n";
    let told = super::told(&check("otel-collector", alone));
    assert!(told.iter().any(|line| line.starts_with("error OTEL-054 receivers ")), "{told:?}");
}
