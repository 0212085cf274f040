//! The struct of the design, derived, and loaded.

use config_core::{Environment, Loader, ServiceConfig};

use crate::types::{Engine, Gateway, Policy};

#[test]
fn the_struct_of_the_design_loads() {
    config_core::testing::assert_schema::<Gateway>();
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().join("gateway.yaml");
    std::fs::write(
        &base,
        "api_keys: [hunter2]\nupstreams:\n  - {name: a, url: 'http://a:1'}\nengine:\n  max_model_len: 8192\n",
    )
    .unwrap();
    let over = folder.path().join("gateway.production.toml");
    std::fs::write(&over, "[[upstreams]]\nname = 'b'\nurl = 'http://b'\n[[upstreams]]\nname = 'a'\nweight = 7\n[engine]\npolicy = 'priority'\n").unwrap();
    let gateway: Gateway = Loader::new()
        .environment(Environment::Production)
        .file(&base)
        .optional_file(folder.path().join("gateway.{environment}.toml"))
        .env()
        .variables([("GATEWAY_UPSTREAMS__0__WEIGHT", "9")])
        .load()
        .unwrap();
    assert_eq!(gateway.upstreams.len(), 2);
    assert_eq!((gateway.upstreams[0].weight, gateway.upstreams[0].url.as_str()), (9, "http://a:1"));
    assert_eq!(gateway.engine.policy, Policy::Priority);
    assert_eq!(gateway.max_body.bytes(), 32 << 20);
    assert!(!format!("{gateway:?}").contains("hunter2"), "a secret is shown");
}

/// A section whose other keys are kept.
#[derive(Debug, ServiceConfig)]
struct Kept {
    /// File of the log.
    #[config(alias = "logfile")]
    log_file: Option<String>,
    /// All other keys.
    #[config(flatten)]
    extra: std::collections::BTreeMap<String, String>,
}

#[test]
fn a_flattened_map_leaves_aliases_to_their_fields() {
    let kept = config_core::read_text::<Kept>("a.yaml", "logfile: a\nother: b\n", config_core::Format::Yaml);
    let kept = kept.map(|loaded| loaded.value);
    let kept = kept.as_ref().map(|kept| (kept.log_file.as_deref(), kept.extra.len()));
    assert_eq!(kept.ok(), Some((Some("a"), 1)));
}

#[test]
fn a_name_without_data_is_no_map() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("engine.yaml");
    std::fs::write(&file, "max_model_len: 1\npolicy:\n  fcfs: {}\n").unwrap();
    let report = Loader::new().file(&file).load::<Engine>().unwrap_err();
    let finding = report.errors().next().unwrap();
    assert_eq!(finding.message(), "expected one of fcfs, priority, found a map");
    assert_eq!(finding.path(), "policy");
}
