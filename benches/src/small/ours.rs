//! The same with this workspace: validated, every value with its origin.

use config_core::{Loader, ServiceConfig};

use super::Files;
use crate::cases::Case;

/// All settings.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "BENCH", check(self.limits.burst <= self.limits.requests_per_minute, "burst must not exceed requests_per_minute"))]
pub struct Settings {
    /// The service itself.
    server: Server,
    /// What runs behind it.
    engine: Engine,
    /// Limits of clients.
    limits: Limits,
    /// The log.
    logging: Logging,
}

/// The service itself.
#[derive(Debug, ServiceConfig)]
pub struct Server {
    /// Name to listen on.
    #[config(length(1..=253))]
    host: String,
    /// Port to listen on.
    #[config(range(1..))]
    port: u16,
    /// Threads.
    #[config(range(1..=1024))]
    workers: u32,
    /// Whether connections stay open.
    #[config(default = true)]
    keep_alive: bool,
    /// Longest request.
    #[config(range(1..=600_000))]
    request_timeout_ms: u64,
    /// Largest body.
    #[config(range(1024..=1_073_741_824))]
    max_body_bytes: u64,
    /// Whether TLS is spoken.
    tls: bool,
    /// What clients call it.
    #[config(format = "url")]
    public_url: String,
}

/// What runs behind it.
#[derive(Debug, ServiceConfig)]
pub struct Engine {
    /// Name of the model.
    #[config(length(1..=200))]
    model: String,
    /// Copies of it.
    #[config(range(1..=64))]
    replicas: u32,
    /// Longest answer.
    #[config(range(1..=131_072))]
    max_tokens: u32,
    /// Randomness.
    #[config(range(0.0..=2.0))]
    temperature: f64,
    /// Share of the likeliest words.
    #[config(range(0.0..=1.0))]
    top_p: f64,
    /// Seed; -1 for a new one each time.
    #[config(range(-1..))]
    seed: i64,
    /// Whether weights are quantized.
    quantized: bool,
    /// Where it runs.
    device: String,
}

/// Limits of clients.
#[derive(Debug, ServiceConfig)]
pub struct Limits {
    /// Requests in a minute.
    #[config(range(1..=1_000_000))]
    requests_per_minute: u32,
    /// Requests at once.
    #[config(range(1..))]
    burst: u32,
    /// Open connections.
    #[config(range(1..))]
    max_connections: u32,
    /// Waiting requests.
    queue: u32,
    /// Whether each user has limits of its own.
    per_user: bool,
    /// Length of the window.
    #[config(range(1..=86_400))]
    window_seconds: u64,
    /// What is said to those beyond.
    #[config(length(..=500))]
    deny_message: String,
    /// Labels.
    #[config(length(..=16))]
    tags: Vec<String>,
}

/// The log.
#[derive(Debug, ServiceConfig)]
pub struct Logging {
    /// Least severe level that is written.
    #[config(length(1..=10))]
    level: String,
    /// Form of a line.
    format: String,
    /// Where it goes.
    #[config(default = "/var/log/service.log")]
    file: String,
    /// Whether lines are JSON.
    json: bool,
    /// Share of requests that are logged.
    #[config(range(0.0..=1.0))]
    sample_rate: f64,
    /// Largest file.
    #[config(default = 104_857_600)]
    max_size_bytes: u64,
    /// Whether files are kept in turn.
    #[config(default = true)]
    rotate: bool,
    /// What each line has.
    #[config(length(..=16))]
    fields: Vec<String>,
}

pub(super) fn case(files: Files) -> Case {
    Case::new("service-config", move || {
        Loader::new()
            .file(&files.yaml)
            .file(&files.toml)
            .env()
            .load::<Settings>()
            .expect("the files are correct")
    })
}
