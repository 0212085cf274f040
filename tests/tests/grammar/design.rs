//! The struct that shows the whole of the attributes in the design, exactly as it is written there.

#![expect(unreachable_pub, reason = "the design says pub, and a test has no one outside")]

use std::net::SocketAddr;
use std::time::Duration;

use config_core::{ByteSize, Secret, ServiceConfig};

use crate::attempt::Attempt;

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
    /// Its share of the requests.
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

/// Limits per request.
#[derive(Debug, Clone, ServiceConfig)]
struct Limits {
    /// Most tokens of an answer.
    #[config(default = 4096)]
    max_tokens: u32,
}

/// The engine.
#[derive(Debug, Clone, ServiceConfig)]
struct Engine {
    /// Its context, in tokens.
    max_model_len: u32,
}

const YAML: &str = "\
listen: 127.0.0.1:9000
max_body: 64MiB
timeout: 1m30s
api_keys: [first, second]
upstreams:
  - name: a
    url: http://a:8000
    weight: 3
  - name: b
    url: http://b:8000
tls:
  cert: /tls/cert.pem
  key: /tls/key.pem
limits:
  max_tokens: 2048
engine:
  max_model_len: 8192
debug: true
";

const TOML: &str = r#"
listen = "127.0.0.1:9000"
max_body = "64MiB"
timeout = "1m30s"
api_keys = ["first", "second"]
debug = true
tls = { cert = "/tls/cert.pem", key = "/tls/key.pem" }

[[upstreams]]
name = "a"
url = "http://a:8000"
weight = 3

[[upstreams]]
name = "b"
url = "http://b:8000"

[limits]
max_tokens = 2048

[engine]
max_model_len = 8192
"#;

const JSON: &str = r#"{
    "listen": "127.0.0.1:9000", "max_body": "64MiB", "timeout": "1m30s", "api_keys": ["first", "second"],
    "upstreams": [{"name": "a", "url": "http://a:8000", "weight": 3}, {"name": "b", "url": "http://b:8000"}],
    "tls": {"cert": "/tls/cert.pem", "key": "/tls/key.pem"},
    "limits": {"max_tokens": 2048}, "engine": {"max_model_len": 8192}, "debug": true
}"#;

const INI: &str = r#"
listen = 127.0.0.1:9000
max_body = 64MiB
timeout = 1m30s
api_keys = first, second
upstreams = [{"name": "a", "url": "http://a:8000", "weight": 3}, {"name": "b", "url": "http://b:8000"}]
debug = true

[tls]
cert = /tls/cert.pem
key = /tls/key.pem

[limits]
max_tokens = 2048

[engine]
max_model_len = 8192
"#;

const DOTENV: &str = r#"
GATEWAY_LISTEN=127.0.0.1:9000
GATEWAY_MAX_BODY=64MiB
GATEWAY_TIMEOUT=1m30s
GATEWAY_API_KEYS='first, second'
GATEWAY_UPSTREAMS__0__NAME=a
GATEWAY_UPSTREAMS__0__URL=http://a:8000
GATEWAY_UPSTREAMS__0__WEIGHT=3
GATEWAY_UPSTREAMS__1='{"name": "b", "url": "http://b:8000"}'
GATEWAY_TLS__CERT=/tls/cert.pem
GATEWAY_TLS__KEY=/tls/key.pem
GATEWAY_LIMITS__MAX_TOKENS=2048
GATEWAY_ENGINE__MAX_MODEL_LEN=8192
GATEWAY_DEBUG=true
"#;

/// All that a configuration says, secrets in clear.
fn said(gateway: &Gateway) -> String {
    let keys: Vec<&String> = gateway.api_keys.iter().map(|key| key.expose_secret()).collect();
    format!("{gateway:?} {keys:?}")
}

#[test]
fn it_loads_from_all_five_formats_to_equal_values() {
    config_core::testing::assert_schema::<Gateway>();
    let yaml = said(&Attempt::yaml(YAML).load());
    assert!(yaml.contains("max_model_len: 8192") && yaml.contains(r#"["first", "second"]"#), "{yaml}");
    for (ending, text) in [("toml", TOML), ("json", JSON), ("ini", INI)] {
        assert_eq!(said(&Attempt::new().file(ending, text).load()), yaml, "{ending}");
    }
    assert_eq!(said(&Attempt::new().dotenv(DOTENV).load()), yaml, "dotenv");
}
