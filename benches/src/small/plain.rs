//! Plain serde structs, for figment and config-rs.

use figment::Figment;
use figment::providers::{Env, Format as _, Toml, Yaml};
use serde::Deserialize;

use super::Files;
use crate::cases::Case;

#[derive(Debug, Deserialize)]
struct Settings {
    server: Server,
    engine: Engine,
    limits: Limits,
    logging: Logging,
}

#[derive(Debug, Deserialize)]
struct Server {
    host: String,
    port: u16,
    workers: u32,
    #[serde(default = "yes")]
    keep_alive: bool,
    request_timeout_ms: u64,
    max_body_bytes: u64,
    tls: bool,
    public_url: String,
}

#[derive(Debug, Deserialize)]
struct Engine {
    model: String,
    replicas: u32,
    max_tokens: u32,
    temperature: f64,
    top_p: f64,
    seed: i64,
    quantized: bool,
    device: String,
}

#[derive(Debug, Deserialize)]
struct Limits {
    requests_per_minute: u32,
    burst: u32,
    max_connections: u32,
    queue: u32,
    per_user: bool,
    window_seconds: u64,
    deny_message: String,
    tags: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Logging {
    level: String,
    format: String,
    #[serde(default = "file")]
    file: String,
    json: bool,
    sample_rate: f64,
    #[serde(default = "max_size_bytes")]
    max_size_bytes: u64,
    #[serde(default = "yes")]
    rotate: bool,
    fields: Vec<String>,
}

pub(super) fn yes() -> bool {
    true
}

pub(super) fn file() -> String {
    "/var/log/service.log".to_owned()
}

pub(super) fn max_size_bytes() -> u64 {
    104_857_600
}

pub(super) fn figment(files: Files) -> Case {
    Case::new("figment", move || {
        Figment::new()
            .merge(Yaml::file_exact(&files.yaml))
            .merge(Toml::file_exact(&files.toml))
            .merge(Env::prefixed("BENCH_").split("__"))
            .extract::<Settings>()
            .expect("the files are correct")
    })
}

pub(super) fn config_rs(files: Files) -> Case {
    Case::new("config-rs", move || {
        config::Config::builder()
            .add_source(config::File::from(files.yaml.clone()))
            .add_source(config::File::from(files.toml.clone()))
            .add_source(
                config::Environment::with_prefix("BENCH")
                    .prefix_separator("_")
                    .separator("__")
                    .try_parsing(true),
            )
            .build()
            .and_then(config::Config::try_deserialize::<Settings>)
            .expect("the files are correct")
    })
}
