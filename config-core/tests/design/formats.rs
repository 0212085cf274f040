//! One type, five formats and the environment: equal values.

use std::path::Path;

use config_core::Loader;

use crate::types::Gateway;

const YAML: &str = include_str!("../fixtures/gateway.yaml");

const TOML: &str = include_str!("../fixtures/gateway.toml");

const JSON: &str = include_str!("../fixtures/gateway.json");

const INI: &str = include_str!("../fixtures/gateway.ini");

const DOTENV: &str = include_str!("../fixtures/gateway.env");

/// Everything a value holds, secrets included.
fn whole(gateway: &Gateway) -> String {
    let keys: Vec<&str> = gateway.api_keys.iter().map(|key| key.expose_secret().as_str()).collect();
    format!("{gateway:?} {keys:?}")
}

fn from_file(folder: &Path, name: &str, text: &str) -> Gateway {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    Loader::new()
        .file(path)
        .variables([("UNRELATED", "1")])
        .load()
        .unwrap_or_else(|report| panic!("{name}: {report}"))
}

/// The pairs of the `.env` text, as a shell would give them to the process.
fn pairs() -> Vec<(String, String)> {
    DOTENV
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.trim_start_matches("export ").split_once('='))
        .map(|(name, value)| (name.to_owned(), value.trim_matches(['\'', '"']).to_owned()))
        .collect()
}

#[test]
fn every_format_gives_the_same_value() {
    let folder = tempfile::tempdir().unwrap();
    let expected = whole(&from_file(folder.path(), "gateway.yaml", YAML));
    for part in [
        "127.0.0.1:9000",
        "ByteSize(67108864)",
        "90s",
        "second key",
        "\"0123\"",
        "weight: 1",
        "/etc/tls.key",
        "8192",
        "32768",
        "Priority",
        "debug: true",
    ] {
        assert!(expected.contains(part), "{part} is not in {expected}");
    }
    for (name, text) in [
        ("gateway.yml", YAML),
        ("gateway.toml", TOML),
        ("gateway.json", JSON),
        ("gateway.jsonc", JSON),
        ("gateway.ini", INI),
        ("gateway.env", DOTENV),
    ] {
        assert_eq!(whole(&from_file(folder.path(), name, text)), expected, "{name}");
    }
}

#[test]
fn dotenv_variables_and_overrides_give_the_same_value() {
    let folder = tempfile::tempdir().unwrap();
    let expected = whole(&from_file(folder.path(), "gateway.yaml", YAML));
    let path = folder.path().join(".env");
    std::fs::write(&path, DOTENV).unwrap();
    let dotenv: Gateway = Loader::new().dotenv(&path).variables([("UNRELATED", "1")]).load().unwrap();
    assert_eq!(whole(&dotenv), expected, "dotenv");
    let variables: Gateway = Loader::new().env().variables(pairs()).load().unwrap();
    assert_eq!(whole(&variables), expected, "variables");
    let overrides: Gateway = Loader::new()
        .overrides([
            "listen=127.0.0.1:9000",
            "max_body=64MiB",
            "timeout=1m30s",
            "api_keys=first,second key",
            "upstreams[0].name=a",
            "upstreams[0].url=http://a:8000/v1",
            "upstreams[0].weight=3",
            "upstreams[1]={\"name\": \"0123\", \"url\": \"http://b:8000/v1\"}",
            "tls={\"cert\": \"/etc/tls.crt\", \"key\": \"/etc/tls.key\"}",
            "limits.max_tokens=8192",
            "engine.max_model_len=32768",
            "engine.policy=priority",
            "debug=true",
        ])
        .load()
        .unwrap();
    assert_eq!(whole(&overrides), expected, "overrides");
}

#[test]
fn formats_may_be_mixed() {
    let folder = tempfile::tempdir().unwrap();
    let expected = whole(&from_file(folder.path(), "gateway.yaml", YAML));
    for (name, text) in [
        (
            "1.yaml",
            "listen: 127.0.0.1:9000\nmax_body: 64MiB\nupstreams: [{name: a, url: 'http://a:8000/v1'}]\n",
        ),
        (
            "2.toml",
            "timeout = '1m30s'\napi_keys = ['first', 'second key']\n[[upstreams]]\nname = '0123'\nurl = 'http://b:8000/v1'\n",
        ),
        (
            "3.json",
            r#"{"tls": {"cert": "/etc/tls.crt", "key": "/etc/old.key"}, "upstreams": [{"name": "a", "weight": 3}]}"#,
        ),
        ("4.ini", "[engine]\nmax_model_len = 32768\npolicy = priority\n"),
        (".env", "GATEWAY_LIMITS__MAX_TOKENS=8192\nGATEWAY_TLS__KEY=/etc/tls.key\n"),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let at = |name: &str| folder.path().join(name);
    let gateway: Gateway = Loader::new()
        .file(at("1.yaml"))
        .file(at("2.toml"))
        .file(at("3.json"))
        .file(at("4.ini"))
        .dotenv(at(".env"))
        .env()
        .variables([("GATEWAY_DEBUG", "1")])
        .load()
        .unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(whole(&gateway), expected);
}
