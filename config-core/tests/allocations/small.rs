//! The small load, which the allocations are counted of and the benchmarks measure: 32 leaves from defaults, YAML, TOML and
//! ten variables.

use config_core::ServiceConfig;

/// All settings.
#[derive(Debug, ServiceConfig)]
#[config(
    env_prefix = "BENCH",
    check(
        self.limits.burst <= self.limits.requests_per_minute,
        "burst must not exceed requests_per_minute"
    )
)]
pub(crate) struct Settings {
    /// The service itself.
    pub(crate) server: Server,
    /// What runs behind it.
    engine: Engine,
    /// Limits of clients.
    pub(crate) limits: Limits,
    /// The log.
    pub(crate) logging: Logging,
}

/// The service itself.
#[derive(Debug, ServiceConfig)]
pub(crate) struct Server {
    /// Name to listen on.
    #[config(length(1..=253))]
    host: String,
    /// Port to listen on.
    #[config(range(1..))]
    pub(crate) port: u16,
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
pub(crate) struct Engine {
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
pub(crate) struct Limits {
    /// Requests in a minute.
    #[config(range(1..=1_000_000))]
    requests_per_minute: u32,
    /// Requests at once.
    #[config(range(1..))]
    pub(crate) burst: u32,
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
pub(crate) struct Logging {
    /// Least severe level that is written.
    #[config(length(1..=10))]
    level: String,
    /// Form of a line.
    format: String,
    /// Where it goes.
    #[config(default = "/var/log/service.log")]
    file: String,
    /// Whether lines are JSON.
    pub(crate) json: bool,
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

/// The ten variables.
pub(crate) const VARIABLES: [(&str, &str); 10] = [
    ("BENCH_SERVER__PORT", "9443"),
    ("BENCH_SERVER__WORKERS", "24"),
    ("BENCH_SERVER__TLS", "true"),
    ("BENCH_ENGINE__MODEL", "meta-llama/Llama-3.1-70B-Instruct"),
    ("BENCH_ENGINE__REPLICAS", "3"),
    ("BENCH_ENGINE__TEMPERATURE", "0.25"),
    ("BENCH_LIMITS__BURST", "250"),
    ("BENCH_LIMITS__DENY_MESSAGE", "slow down"),
    ("BENCH_LOGGING__LEVEL", "debug"),
    ("BENCH_LOGGING__JSON", "true"),
];

/// The first file.
pub(crate) const YAML: &str = "\
# The service itself.
server:
  host: gateway.internal.example.org
  port: 8443
  workers: 16
  keep_alive: true
  request_timeout_ms: 30000
  max_body_bytes: 33554432
  tls: false
  public_url: https://api.example.org/v1

# What runs behind it.
engine:
  model: meta-llama/Llama-3.1-8B-Instruct
  replicas: 2
  max_tokens: 4096
  temperature: 0.7
  top_p: 0.95
  seed: -1
  quantized: false
  device: \"cuda:0\"

limits:
  requests_per_minute: 600
  burst: 100
  max_connections: 4096
  tags:
    - public
    - metered
    - \"region: eu\"
";

/// The second file.
pub(crate) const TOML: &str = "\
# Overrides of the site.
[limits]
queue = 128
per_user = true
window_seconds = 60

[logging]
level = \"info\"
format = \"%Y-%m-%dT%H:%M:%S %l %m\"
json = false
sample_rate = 0.1
fields = [\"request\", \"tenant\"]
";
