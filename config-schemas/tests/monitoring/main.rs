//! Files of the monitoring family: what is refused, where, and what real programs say of what is written.

mod alertmanager;
mod collector;
mod grafana;
mod judge;
mod random;

use std::path::PathBuf;

use config_core::{Origin, Report};
use config_schemas::native;

/// A file in a folder of its own.
fn file(directory: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = directory.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

/// `path line:column` of each error.
fn errors(report: &Report) -> Vec<String> {
    let place = |origin: Option<&Origin>| match origin {
        Some(Origin::File { line, column, .. }) => format!("{line}:{column}"),
        _ => "nowhere".to_owned(),
    };
    report
        .errors()
        .map(|finding| format!("{} {}", finding.path(), place(finding.origins().first())))
        .collect()
}

/// Checks a text of a kind.
fn check(kind: &str, name: &str, text: &str) -> Report {
    let directory = tempfile::tempdir().unwrap();
    native::check(kind, file(&directory, name, text))
}

/// A text is accepted without a word, and what is written from it says the same.
fn accepted(kind: &str, name: &str, text: &str) -> String {
    let directory = tempfile::tempdir().unwrap();
    let path = file(&directory, name, text);
    let report = native::check(kind, &path);
    assert!(report.is_empty(), "{report}");
    native::rewrite(kind, &path).unwrap_or_else(|report| panic!("{report}"))
}
