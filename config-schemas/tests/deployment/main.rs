//! Manifests of Kubernetes: what is refused and where, what goes out as it came in, and what an independent validator
//! says of what is written.

mod bad;
mod judge;

use config_schemas::native;

const GOOD: &str = include_str!("../data/kubernetes.yaml");

/// Writes a text to a file that goes with the test.
fn file(directory: &tempfile::TempDir, text: &str) -> std::path::PathBuf {
    let path = directory.path().join("manifests.yaml");
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn what_the_server_takes_has_no_findings() {
    let directory = tempfile::tempdir().unwrap();
    let report = native::check("kubernetes", file(&directory, GOOD));
    assert!(report.is_empty(), "{report}");
}

#[test]
fn what_comes_in_goes_out_again() {
    let directory = tempfile::tempdir().unwrap();
    let written = native::rewrite("kubernetes", file(&directory, GOOD)).unwrap();
    assert_eq!(native::rewrite("kubernetes", file(&directory, &written)).unwrap(), written);
    for part in ["50%", "endPort: 8010", "sizeLimit: 16Gi", "INFO", "maxSurge: 0"] {
        assert!(written.contains(part), "{part} is lost:\n{written}");
    }
}

#[test]
fn objects_that_are_not_known_are_kept() {
    let directory = tempfile::tempdir().unwrap();
    let text = "apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: a}\nspec: {size: 3, parts: [x]}\n";
    let path = file(&directory, text);
    let report = native::check("kubernetes", &path);
    assert!(!report.has_errors() && report.findings().len() == 1, "{report}");
    assert!(native::rewrite("kubernetes", &path).unwrap().contains("size: 3"));
}
