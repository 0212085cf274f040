//! Keys of well-known components of the collector that have no types here; it refuses every other one.

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
        ("exporters", "prometheus") => [PROMETHEUS, HTTP_SERVER],
        ("extensions", "health_check") => [HEALTH_CHECK, HTTP_SERVER],
        ("extensions", "zpages") => [&["expvar"], HTTP_SERVER],
        _ => return None,
    })
}

/// Tells of keys that no component of this kind has: those that are nearly one as the collector does, others as kept.
pub(super) fn keys(document: &Document, findings: &mut Vec<Finding>) {
    let root = document.tree().root();
    for section in ["exporters", "extensions"] {
        for (name, component) in root.get(section).into_iter().flat_map(Node::entries) {
            let kind = name.text().split('/').next().unwrap_or_default();
            let path = joined(section, name.text());
            if let Some(lists) = known(section, kind) {
                look(document, component, &lists, &path, findings);
            }
        }
    }
}

/// The keys of one section, and of the section of TLS in it.
fn look(document: &Document, section: Node<'_>, lists: &[&[&str]], path: &str, findings: &mut Vec<Finding>) {
    let known = || lists.iter().flat_map(|list| list.iter().copied());
    for (key, value) in section.entries() {
        let path = joined(path, key.text());
        if key.text() == "tls" {
            look(document, value, &[TLS], &path, findings);
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
