//! The same with schematic, which knows the ten variables by name.

use schematic::{Config, ConfigLoader};

use super::Files;
use crate::cases::Case;

#[derive(Config, Debug)]
struct Settings {
    #[setting(nested)]
    server: Server,
    #[setting(nested)]
    engine: Engine,
    #[setting(nested)]
    limits: Limits,
    #[setting(nested)]
    logging: Logging,
}

#[derive(Config, Debug)]
struct Server {
    host: String,
    #[setting(env = "BENCH_SERVER__PORT")]
    port: u16,
    #[setting(env = "BENCH_SERVER__WORKERS")]
    workers: u32,
    #[setting(default = true)]
    keep_alive: bool,
    request_timeout_ms: u64,
    max_body_bytes: u64,
    #[setting(env = "BENCH_SERVER__TLS")]
    tls: bool,
    public_url: String,
}

#[derive(Config, Debug)]
struct Engine {
    #[setting(env = "BENCH_ENGINE__MODEL")]
    model: String,
    #[setting(env = "BENCH_ENGINE__REPLICAS")]
    replicas: u32,
    max_tokens: u32,
    #[setting(env = "BENCH_ENGINE__TEMPERATURE")]
    temperature: f64,
    top_p: f64,
    seed: i64,
    quantized: bool,
    device: String,
}

#[derive(Config, Debug)]
struct Limits {
    requests_per_minute: u32,
    #[setting(env = "BENCH_LIMITS__BURST")]
    burst: u32,
    max_connections: u32,
    queue: u32,
    per_user: bool,
    window_seconds: u64,
    #[setting(env = "BENCH_LIMITS__DENY_MESSAGE")]
    deny_message: String,
    tags: Vec<String>,
}

#[derive(Config, Debug)]
struct Logging {
    #[setting(env = "BENCH_LOGGING__LEVEL")]
    level: String,
    format: String,
    #[setting(default = "/var/log/service.log")]
    file: String,
    #[setting(env = "BENCH_LOGGING__JSON")]
    json: bool,
    sample_rate: f64,
    #[setting(default = 104_857_600_u64)]
    max_size_bytes: u64,
    #[setting(default = true)]
    rotate: bool,
    fields: Vec<String>,
}

pub(super) fn case(files: Files) -> Case {
    Case::new("schematic", move || {
        let mut loader = ConfigLoader::<Settings>::new();
        loader.file(&files.yaml).expect("the file exists");
        loader.file(&files.toml).expect("the file exists");
        loader.load().expect("the files are correct").config
    })
}
