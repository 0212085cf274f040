//! One deliberately broken production setup: every mistake is told, at its place, in one report.

use config_core::{Environment, Loader, Origin, Report};
use llm_gateway::config::Gateway;

/// What the report has to say, in any order: the code and the place to change.
const MISTAKES: &[(&str, &str)] = &[
    ("CFG0201", "tests/broken/gateway.yaml:4:1"),
    ("CFG0401", "tests/broken/gateway.yaml:5:11"),
    ("CFG0601", "tests/broken/gateway.yaml:8:5"),
    ("CFG0405", "tests/broken/gateway.yaml:12:10"),
    ("CFG0404", "tests/broken/gateway.yaml:13:11"),
    ("CFG0202", "tests/broken/gateway.production.yaml:3:3"),
    ("CFG0301", "tests/broken/gateway.yaml:17:18"),
    ("CFG0301", "tests/broken/gateway.yaml:18:25"),
    ("CFG0303", "tests/broken/gateway.yaml:21:12"),
    ("CFG0408", ""),
    ("CFG0304", "tests/broken/gateway.production.yaml:3:10"),
    ("CFG0204", "tests/broken/gateway.production.yaml:6:14"),
    ("CFG0304", "tests/broken/gateway.production.yaml:8:11"),
    ("CFG0501", "tests/broken/gateway.production.yaml:12:11"),
    ("CFG0504", "tests/broken/gateway.production.yaml:15:12"),
    ("CFG0301", "tests/broken/gateway.d/10-limits.toml:2:14"),
    ("CFG0401", "tests/broken/gateway.d/10-limits.toml:3:9"),
    ("CFG0201", "tests/broken/gateway.d/10-limits.toml:6:1"),
    ("CFG0301", "tests/broken/gateway.d/20-partners.json:2:31"),
    ("CFG0302", "tests/broken/gateway.d/20-partners.json:3:25"),
    ("CFG0303", "tests/broken/gateway.d/20-partners.json:3:40"),
    ("CFG0303", "variable GATEWAY_LISTEN"),
    ("CFG0206", "variable GATEWAY_LIMITS__BRUST"),
    ("CFG0209", "variable GATEWAY_UPSTREAMS__7__WEIGHT"),
    ("CFG0602", "variable GATEWAY_ADMIN_KEY"),
    ("CFG0201", "override logging.levl=***"),
];

fn report() -> Report {
    Loader::new()
        .environment(Environment::Production)
        .file("tests/broken/gateway.yaml")
        .optional_file("tests/broken/gateway.{environment}.yaml")
        .directory("tests/broken/gateway.d")
        .env()
        .variables([
            ("GATEWAY_ADMIN_KEY", "hunter2"),
            ("GATEWAY_ADMIN_KEY_FILE", "/run/secrets/admin_key"),
            ("GATEWAY_LIMITS__BRUST", "40"),
            ("GATEWAY_LISTEN", "everywhere:8080"),
            ("GATEWAY_UPSTREAMS__7__WEIGHT", "3"),
        ])
        .overrides(["logging.levl=debug"])
        .secrets(config_core::secret::MountedSecrets::new("tests/broken/secrets"))
        .load::<Gateway>()
        .expect_err("the setup is broken")
}

#[test]
fn every_mistake_is_told_at_its_place() {
    let report = report();
    let mut told: Vec<(&str, String)> = report
        .findings()
        .iter()
        .map(|finding| {
            (finding.code().as_str(), finding.origins().first().map(Origin::to_string).unwrap_or_default())
        })
        .collect();
    let mut expected: Vec<(&str, String)> =
        MISTAKES.iter().map(|(code, place)| (*code, (*place).to_owned())).collect();
    told.sort();
    expected.sort();
    assert_eq!(told, expected, "\n{report}");
    assert!(!format!("{report} {report:?} {}", report.to_json()).contains("hunter2"));
}

#[test]
fn the_report_reads_well() {
    insta::assert_snapshot!("report", report().to_string());
}

#[test]
fn the_report_is_json() {
    let json: serde_json::Value = serde_json::from_str(&report().to_json()).expect("the report is JSON");
    insta::assert_snapshot!("json", serde_json::to_string_pretty(&json).expect("JSON can be written"));
}
