//! The clean environments keep every rule; the broken twin breaks exactly those it is meant to, each at its place.

use std::path::Path;

use config_core::environment::Comparison;
use config_core::{Environment, Origin};
use config_schemas::platform::Platform;

fn directory(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[test]
fn the_clean_environments_have_no_findings() {
    for environment in [Environment::Development, Environment::Staging, Environment::Production] {
        let platform =
            Platform::load(directory("config"), &environment).unwrap_or_else(|report| panic!("{report}"));
        assert_eq!(platform.services().len(), 12);
        assert_eq!((platform.rule_files().len(), platform.policies().len()), (2, 8));
        assert!(platform.report().is_empty(), "{environment}: {}", platform.report());
    }
}

#[test]
fn environments_differ_only_where_they_may() {
    let load = |environment| Platform::inspect(directory("config"), &environment);
    let production = load(Environment::Production);
    let drift = load(Environment::Staging).compare(&production);
    assert!(drift.report().is_empty(), "{drift}");
    let count = |(_, comparison): &(String, Comparison)| comparison.differences().len();
    assert_eq!((drift.services().len(), drift.services().iter().map(count).sum::<usize>()), (12, 22));
    // What nobody has listed is told.
    let drift = load(Environment::Development).compare(&production);
    assert!(drift.report().warnings().any(|finding| finding.code().as_str() == "ENV-082"), "{drift}");
}

/// Rule, file, line and column of every fault.
const FAULTS: &[&str] = &[
    "DATA-058 redis.yaml:14:14",
    "DATA-071 postgres.yaml:13:20",
    "DATA-074 flows.yaml:17:19",
    "DATA-074-A router.yaml:29:42",
    "GPU-001 qwen.yaml:14:9",
    "GPU-004 qwen.yaml:27:18",
    "GPU-077 embed.yaml:12:45",
    "IMG-044 redis.yaml:5:8",
    "KEY-044 qdrant.yaml:18:14",
    "MON-078 qwen.yaml:9:1",
    "MON-079 prometheus.yaml:15:21",
    "NET-063 chat.yaml:8:15",
    "NET-063 router.yaml:8:15",
    "NET-064 redis.yaml:8:15",
    "NET-066 router.yaml:21:55",
    "NET-067 gateway.yaml:26:36",
    "RUN-038 qwen.yaml:10:34",
    "RUN-040 qwen.yaml:19:22",
    "RUN-041 qwen.yaml:11:1",
    "RUN-044 router.yaml:15:1",
    "RUN-044 router.yaml:15:17",
    "SEC-044 qdrant.yaml:18:14",
    "SEC-044 redis.yaml:17:16",
    "SEC-081 flows.yaml:20:19",
    "SEC-082 alertmanager.yaml:14:31",
];

#[test]
fn the_broken_twin_has_exactly_its_faults() {
    let platform = Platform::inspect(directory("broken"), &Environment::Production);
    let mut told: Vec<String> = platform
        .report()
        .findings()
        .iter()
        .map(|finding| match finding.origins().first() {
            Some(Origin::File { path, line, column }) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                format!("{} {name}:{line}:{column}", finding.code())
            }
            other => format!("{} {other:?}", finding.code()),
        })
        .collect();
    told.sort();
    assert_eq!(told, FAULTS);
    let shown = format!("{} {:?} {}", platform.report(), platform.report(), platform.report().to_json());
    for secret in ["not-so-secret", "changeme"] {
        assert!(!shown.contains(secret), "{secret} is shown");
    }
    println!("{} of {} faults are told", told.len(), FAULTS.len());
}
