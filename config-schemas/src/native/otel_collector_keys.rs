//! Keys of well-known components of the collector, which refuses every other one.

use config_core::{Code, Document, Finding};
use config_format::Node;

use super::{joined, kept_as_extra, nearest};

/// What a server over HTTP takes.
const HTTP_SERVER: &[&str] = &[
    "auth",
    "compression_algorithms",
    "cors",
    "endpoint",
    "idle_timeout",
    "include_metadata",
    "keep_alives_enabled",
    "max_request_body_size",
    "middlewares",
    "read_header_timeout",
    "read_timeout",
    "response_headers",
    "tls",
    "transport",
    "write_timeout",
];

/// What the otlp receiver takes over HTTP besides.
const OTLP_PATHS: &[&str] = &["logs_url_path", "metrics_url_path", "profiles_url_path", "traces_url_path"];

/// What a server over gRPC takes.
const GRPC_SERVER: &[&str] = &[
    "auth",
    "dialer",
    "endpoint",
    "include_metadata",
    "keepalive",
    "max_concurrent_streams",
    "max_recv_msg_size_mib",
    "middlewares",
    "read_buffer_size",
    "tls",
    "transport",
    "write_buffer_size",
];

/// What every exporter over the network takes.
const EXPORTER: &[&str] = &["batcher", "retry_on_failure", "sending_queue", "timeout"];

/// What a client over HTTP takes.
const HTTP_CLIENT: &[&str] = &[
    "auth",
    "compression",
    "compression_params",
    "cookies",
    "disable_keep_alives",
    "encoding",
    "endpoint",
    "force_attempt_http2",
    "headers",
    "http2_ping_timeout",
    "http2_read_idle_timeout",
    "idle_conn_timeout",
    "logs_endpoint",
    "max_conns_per_host",
    "max_idle_conns",
    "max_idle_conns_per_host",
    "metrics_endpoint",
    "middlewares",
    "profiles_endpoint",
    "proxy_url",
    "read_buffer_size",
    "tls",
    "traces_endpoint",
    "write_buffer_size",
];

/// What a client over gRPC takes.
const GRPC_CLIENT: &[&str] = &[
    "auth",
    "authority",
    "balancer_name",
    "compression",
    "endpoint",
    "headers",
    "keepalive",
    "middlewares",
    "read_buffer_size",
    "tls",
    "wait_for_ready",
    "write_buffer_size",
];

/// What a section of TLS takes, of servers and clients.
const TLS: &[&str] = &[
    "ca_file",
    "ca_pem",
    "cert_file",
    "cert_pem",
    "cipher_suites",
    "client_ca_file",
    "client_ca_file_reload",
    "curve_preferences",
    "include_system_ca_certs_pool",
    "insecure",
    "insecure_skip_verify",
    "key_file",
    "key_pem",
    "max_version",
    "min_version",
    "reload_interval",
    "server_name_override",
    "tpm",
];

/// What a queue of an exporter takes.
const QUEUE: &[&str] = &[
    "batch",
    "block_on_overflow",
    "blocking",
    "enabled",
    "metadata_keys",
    "num_consumers",
    "queue_size",
    "sizer",
    "storage",
    "wait_for_result",
];

const MEMORY_LIMITER: &[&str] = &[
    "check_interval",
    "limit_mib",
    "limit_percentage",
    "min_gc_interval_when_hard_limited",
    "min_gc_interval_when_soft_limited",
    "spike_limit_mib",
    "spike_limit_percentage",
];

const DEBUG: &[&str] =
    &["output_paths", "sampling_initial", "sampling_thereafter", "use_internal_logger", "verbosity"];

const PROMETHEUS: &[&str] = &[
    "add_metric_suffixes",
    "const_labels",
    "enable_open_metrics",
    "enable_scope_info",
    "metric_expiration",
    "namespace",
    "resource_to_telemetry_conversion",
    "send_timestamps",
    "translation_strategy",
    "without_scope_info",
];

const HEALTH_CHECK: &[&str] = &["check_collector_pipeline", "path", "response_body"];

/// The component of a section with its settings, and its keys; every part of a name in front of the slash.
fn known(section: &str, kind: &str) -> Option<[&'static [&'static str]; 2]> {
    Some(match (section, kind) {
        ("processors", "memory_limiter") => [MEMORY_LIMITER, &[]],
        ("exporters", "otlp" | "otlp_grpc") => [GRPC_CLIENT, EXPORTER],
        ("exporters", "otlphttp" | "otlp_http") => [HTTP_CLIENT, EXPORTER],
        ("exporters", "debug") => [DEBUG, &["sending_queue"]],
        ("exporters", "prometheus") => [PROMETHEUS, HTTP_SERVER],
        ("extensions", "health_check") => [HEALTH_CHECK, HTTP_SERVER],
        ("extensions", "zpages") => [&["expvar"], HTTP_SERVER],
        _ => return None,
    })
}

/// Tells of keys that no component of this kind has: those that are nearly one as the collector does, others as kept.
pub(super) fn keys(document: &Document, findings: &mut Vec<Finding>) {
    let root = document.tree().root();
    for section in ["receivers", "processors", "exporters", "extensions"] {
        for (name, component) in root.get(section).into_iter().flat_map(Node::entries) {
            let kind = name.text().split('/').next().unwrap_or_default();
            let path = joined(section, name.text());
            if section == "receivers" && kind == "otlp" {
                for (protocol, lists) in [("grpc", [GRPC_SERVER, &[]]), ("http", [HTTP_SERVER, OTLP_PATHS])] {
                    if let Some(server) = component.get("protocols").and_then(|all| all.get(protocol)) {
                        look(document, server, &lists, &format!("{path}.protocols.{protocol}"), findings);
                    }
                }
            } else if let Some(lists) = known(section, kind) {
                look(document, component, &lists, &path, findings);
            }
        }
    }
    if let Some(telemetry) = root.get("service").and_then(|service| service.get("telemetry")) {
        let lists: [&[&str]; 1] = [&["logs", "metrics", "resource", "traces"]];
        look(document, telemetry, &lists, "service.telemetry", findings);
    }
}

/// The keys of one section, and of the sections of TLS and of the queue in it.
fn look(document: &Document, section: Node<'_>, lists: &[&[&str]], path: &str, findings: &mut Vec<Finding>) {
    let known = || lists.iter().flat_map(|list| list.iter().copied());
    for (key, value) in section.entries() {
        let path = joined(path, key.text());
        match key.text() {
            "tls" => look(document, value, &[TLS], &path, findings),
            "sending_queue" => look(document, value, &[QUEUE], &path, findings),
            _ => {}
        }
        if known().any(|name| name == key.text()) {
            continue;
        }
        let finding = match nearest(key.text(), known()) {
            Some(nearest) => Finding::error(Code::UNKNOWN_KEY, &path, format!("unknown key {path}"))
                .with_help(format!("did you mean {nearest}?")),
            None => kept_as_extra(&path),
        };
        findings.push(document.locate(finding, key));
    }
}
