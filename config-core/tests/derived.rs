//! The struct of the design, derived, and loaded.

#![expect(dead_code, reason = "the fields are read through Debug")]

use std::net::SocketAddr;
use std::time::Duration;

use config_core::{ByteSize, Environment, Loader, Secret, ServiceConfig};

/// The public entrance to the model servers.
#[derive(Debug, Clone, ServiceConfig)]
#[config(
    env_prefix = "GATEWAY",
    version = 2,
    check(self.limits.max_tokens <= self.engine.max_model_len,
          "limits.max_tokens must not exceed engine.max_model_len"),
    check(!self.debug, "debug must be off", environment = "production"),
)]
pub struct Gateway {
    /// Address and port to listen on.
    #[config(default = "0.0.0.0:8080", reload = "restart")]
    listen: SocketAddr,
    /// Largest request body.
    #[config(default = "32MiB", range("1KiB"..="1GiB"))]
    max_body: ByteSize,
    /// How long a request may take, queueing included.
    #[config(default = "60s", range("1s"..="1h"))]
    timeout: Duration,
    /// Keys that clients may present.
    api_keys: Vec<Secret<String>>,
    /// The model servers behind this gateway.
    #[config(length(1..=64), merge = "keyed", key = "name")]
    upstreams: Vec<Upstream>,
    /// TLS; plain HTTP when absent.
    tls: Option<Tls>,
    /// Limits per request.
    #[config(default)]
    limits: Limits,
    /// The engine this gateway fronts.
    engine: Engine,
    /// Verbose internals in answers.
    #[config(default = false)]
    debug: bool,
}

/// One model server.
#[derive(Debug, Clone, ServiceConfig)]
struct Upstream {
    /// Its name.
    name: String,
    /// Where it is.
    #[config(format = "url")]
    url: String,
    /// Its share.
    #[config(default = 1, range(1..=100))]
    weight: u32,
}

/// Certificates.
#[derive(Debug, Clone, ServiceConfig)]
struct Tls {
    /// The certificate.
    cert: std::path::PathBuf,
    /// Its key.
    key: std::path::PathBuf,
}

/// Limits.
#[derive(Debug, Clone, ServiceConfig)]
struct Limits {
    /// Most tokens.
    #[config(default = 4096)]
    max_tokens: u32,
}

/// How requests are queued.
#[derive(Debug, Clone, PartialEq, ServiceConfig)]
enum Policy {
    /// In order.
    Fcfs,
    /// By priority.
    Priority,
}

/// The engine.
#[derive(Debug, Clone, ServiceConfig)]
struct Engine {
    /// Context.
    max_model_len: u32,
    /// Queueing.
    #[config(default = "fcfs")]
    policy: Policy,
}

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
