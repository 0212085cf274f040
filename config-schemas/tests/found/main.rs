//! What files that are in use have shown: each case is the smallest text with the same fault, and says where the rule is from.

mod alertmanager;
mod alertmanager_source;
mod collector;
mod collector_source;
mod grafana;
mod indentation;
mod kubernetes;
mod litellm;
mod ollama;
mod pgbouncer;
mod postgresql;
mod prometheus;
mod qdrant;
mod redis;
mod rules_source;
mod vllm;

use config_core::{Origin, Report};
use config_schemas::native;

/// What is found in a text of a kind.
fn check(kind: &str, text: &str) -> Report {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("file");
    std::fs::write(&path, text).unwrap();
    native::check(kind, path)
}

/// A text that the server takes: no error and no warning here, and what is written from it means the same.
fn accepted(kind: &str, text: &str) -> String {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("file");
    std::fs::write(&path, text).unwrap();
    let report = native::check(kind, &path);
    assert!(report.is_empty(), "{report}");
    native::rewrite(kind, &path).unwrap_or_else(|report| panic!("{report}"))
}

/// `severity code path line:column` of each finding.
fn told(report: &Report) -> Vec<String> {
    let line = |finding: &config_core::Finding| {
        let place = match finding.origins().first() {
            Some(Origin::File { line, column, .. }) => format!("{line}:{column}"),
            _ => "nowhere".to_owned(),
        };
        format!("{} {} {} {place}", finding.severity(), finding.code(), finding.path())
    };
    report.findings().iter().map(line).collect()
}
