//! The committed files: embedded, so that the gateway starts without any, and one test for each environment.

use config_core::{Environment, Loader, Origin, config_test, embed_config};
use llm_gateway::config::Gateway;

/// What holds when there is no file at all.
static DEFAULTS: config_core::Layer = embed_config!(Gateway, "config/gateway.yaml", "config/gateway.d");

#[config_test(Gateway, "config/gateway.yaml", "config/gateway.{environment}.yaml", "config/gateway.d")]
fn upstreams_have_a_weight(gateway: Gateway, path: &str) {
    assert!(path.starts_with("config/"), "{path}");
    assert!(gateway.upstreams.iter().all(|upstream| upstream.weight > 0));
}

#[config_test(Gateway, "config/gateway.yaml")]
fn results_can_be_returned(gateway: Gateway) -> Result<(), String> {
    if gateway.engine.model.is_empty() { Err("no model".to_owned()) } else { Ok(()) }
}

#[test]
fn embedded_files_are_layers_that_say_where_they_stand() {
    let paths: Vec<&str> = DEFAULTS.files().iter().map(|file| file.path).collect();
    assert_eq!(
        paths,
        [
            "config/base/limits.toml",
            "config/gateway.yaml",
            "config/gateway.d/10-metrics.yaml",
            "config/gateway.d/20-partners.toml"
        ]
    );
    let loader = || {
        Loader::new()
            .environment(Environment::Development)
            .variables([("GATEWAY_API_KEYS__0", "key"), ("GATEWAY_LIMITS__BURST", "30")])
            .secrets(config_core::secret::MountedSecrets::new("config/secrets"))
            .embedded(DEFAULTS)
    };
    let loaded = loader().env().load_full::<Gateway>().expect("it loads without a file");
    let gateway = &loaded.value;
    assert_eq!((gateway.limits.max_tokens, gateway.limits.burst), (4096, 30));
    let origin =
        |path: &str| loaded.values().into_iter().find(|value| value.path == path).map(|value| value.origin);
    assert_eq!(
        origin("limits.max_tokens"),
        Some(Origin::File { path: "config/base/limits.toml".into(), line: 3, column: 14 })
    );
    assert_eq!(
        origin("engine.dtype"),
        Some(Origin::File { path: "config/gateway.yaml".into(), line: 27, column: 10 })
    );
    let report = loader().overrides(["limits.max_tokens=none"]).load::<Gateway>().expect_err("no number");
    assert_eq!(report.findings().len(), 1, "{report}");
}
