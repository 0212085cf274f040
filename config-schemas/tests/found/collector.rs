//! The OpenTelemetry collector.

use super::{accepted, check, told};

/// The collector decodes each component strictly (`has invalid keys: endpont`); `tls` and `sending_queue` too.
#[test]
fn slips_in_well_known_components_are_errors() {
    let text = |endpoint: &str, insecure: &str, verbosity: &str, queue: &str| {
        format!(
            "receivers:\n  otlp:\n    protocols:\n      grpc: {{{endpoint}: 0.0.0.0:4317, max_recv_msg_size_mib: 16}}\n      http: {{endpoint: 0.0.0.0:4318, cors: {{allowed_origins: [\"*\"]}}, traces_url_path: /v1/traces}}\nexporters:\n  debug: {{{verbosity}: detailed}}\n  otlp/tempo:\n    endpoint: tempo:4317\n    tls: {{{insecure}: true}}\n    sending_queue: {{{queue}: 100}}\nextensions:\n  health_check: {{endpoint: 0.0.0.0:13133}}\nservice:\n  extensions: [health_check]\n  telemetry: {{logs: {{level: info}}}}\n  pipelines:\n    traces: {{receivers: [otlp], exporters: [debug, otlp/tempo]}}\n"
        )
    };
    accepted("otel-collector", &text("endpoint", "insecure", "verbosity", "queue_size"));
    let report = check("otel-collector", &text("endpont", "insecur", "verbsity", "queue_sise"));
    assert_eq!(
        told(&report),
        [
            "error CFG0201 receivers.otlp.protocols.grpc.endpont 4:14",
            "error CFG0201 exporters.debug.verbsity 7:11",
            "error CFG0201 exporters.otlp/tempo.tls.insecur 10:11",
            "error CFG0201 exporters.otlp/tempo.sending_queue.queue_sise 11:21",
        ]
    );
    assert_eq!(report.findings()[0].help(), Some("did you mean endpoint?"));
}

/// What is nothing like a known key may be a key of a newer collector, where the component has no type; components of others are
/// theirs.
#[test]
fn other_keys_are_told_as_kept() {
    let text = "receivers: {otlp: {protocols: {grpc: {}}}, filelog: {include: [/a], anything: 1}}\nexporters: {debug: {}}\nextensions: {health_check: {brand_new: 1}}\nservice: {extensions: [health_check], pipelines: {logs: {receivers: [otlp, filelog], exporters: [debug]}}}\n";
    let report = check("otel-collector", text);
    assert_eq!(told(&report), ["warning NAT0004 extensions.health_check.brand_new 3:29"]);
}
