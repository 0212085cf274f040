//! The same with confique, which knows the ten variables by name.

use confique::Config;

use super::Files;
use crate::cases::Case;

#[derive(Config, Debug)]
struct Settings {
    #[config(nested)]
    server: Server,
    #[config(nested)]
    engine: Engine,
    #[config(nested)]
    limits: Limits,
    #[config(nested)]
    logging: Logging,
}

#[derive(Config, Debug)]
struct Server {
    host: String,
    #[config(env = "BENCH_SERVER__PORT")]
    port: u16,
    #[config(env = "BENCH_SERVER__WORKERS")]
    workers: u32,
    #[config(default = true)]
    keep_alive: bool,
    request_timeout_ms: u64,
    max_body_bytes: u64,
    #[config(env = "BENCH_SERVER__TLS")]
    tls: bool,
    public_url: String,
}

#[derive(Config, Debug)]
struct Engine {
    #[config(env = "BENCH_ENGINE__MODEL")]
    model: String,
    #[config(env = "BENCH_ENGINE__REPLICAS")]
    replicas: u32,
    max_tokens: u32,
    #[config(env = "BENCH_ENGINE__TEMPERATURE")]
    temperature: f64,
    top_p: f64,
    seed: i64,
    quantized: bool,
    device: String,
}

#[derive(Config, Debug)]
struct Limits {
    requests_per_minute: u32,
    #[config(env = "BENCH_LIMITS__BURST")]
    burst: u32,
    max_connections: u32,
    queue: u32,
    per_user: bool,
    window_seconds: u64,
    #[config(env = "BENCH_LIMITS__DENY_MESSAGE")]
    deny_message: String,
    tags: Vec<String>,
}

#[derive(Config, Debug)]
struct Logging {
    #[config(env = "BENCH_LOGGING__LEVEL")]
    level: String,
    format: String,
    #[config(default = "/var/log/service.log")]
    file: String,
    #[config(env = "BENCH_LOGGING__JSON")]
    json: bool,
    sample_rate: f64,
    #[config(default = 104_857_600)]
    max_size_bytes: u64,
    #[config(default = true)]
    rotate: bool,
    fields: Vec<String>,
}

pub(super) fn case(files: Files) -> Case {
    Case::new("confique", move || {
        Settings::builder().env().file(&files.toml).file(&files.yaml).load().expect("the files are correct")
    })
}
