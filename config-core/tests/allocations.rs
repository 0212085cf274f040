//! How often a small load asks for memory: a number that is the same on every machine, and must not grow unnoticed. The
//! configuration is that of the benchmarks' small load: 32 leaves from defaults, YAML, TOML and ten variables.

#![expect(dead_code, reason = "most values are never read")]

use config_core::{Loader, ServiceConfig};

/// The most allocations of one load: 112 today, in a build without optimization. (The benchmarks count more: they make the
/// loader each time, and read every variable of the process.) Raise it only with a reason that is written down here.
const MOST: u64 = 116;

/// All settings.
#[derive(Debug, ServiceConfig)]
#[config(
    env_prefix = "SMALL",
    check(
        self.limits.burst <= self.limits.requests_per_minute,
        "burst must not exceed requests_per_minute"
    )
)]
struct Settings {
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
struct Server {
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
struct Engine {
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
struct Limits {
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
struct Logging {
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

const VARIABLES: [(&str, &str); 10] = [
    ("SMALL_SERVER__PORT", "9443"),
    ("SMALL_SERVER__WORKERS", "24"),
    ("SMALL_SERVER__TLS", "true"),
    ("SMALL_ENGINE__MODEL", "meta-llama/Llama-3.1-70B-Instruct"),
    ("SMALL_ENGINE__REPLICAS", "3"),
    ("SMALL_ENGINE__TEMPERATURE", "0.25"),
    ("SMALL_LIMITS__BURST", "250"),
    ("SMALL_LIMITS__DENY_MESSAGE", "slow down"),
    ("SMALL_LOGGING__LEVEL", "debug"),
    ("SMALL_LOGGING__JSON", "true"),
];

const YAML: &str = "\
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

const TOML: &str = "\
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

#[test]
fn a_small_load_asks_for_memory_as_seldom_as_it_did() {
    let directory = tempfile::tempdir().unwrap();
    let (yaml, toml) = (directory.path().join("small.yaml"), directory.path().join("small.toml"));
    std::fs::write(&yaml, YAML).unwrap();
    std::fs::write(&toml, TOML).unwrap();
    let loader = Loader::new().file(&yaml).file(&toml).env().variables(VARIABLES);
    // What is made once in a process is no part of a load.
    drop(loader.load::<Settings>().unwrap_or_else(|report| panic!("{report}")));
    let mut counts = [0; 3];
    for count in &mut counts {
        let mut loaded = None;
        *count = allocation_counter::measure(|| loaded = loader.load::<Settings>().ok()).count_total;
        let settings = loaded.expect("it was loaded before");
        assert_eq!((settings.server.port, settings.limits.burst, settings.logging.json), (9443, 250, true));
    }
    println!("a load of 32 leaves asks for memory {} times, at most {MOST} allowed", counts[0]);
    assert!(counts.iter().all(|count| *count == counts[0]), "not the same each time: {counts:?}");
    assert!(counts[0] <= MOST, "{} allocations", counts[0]);
    assert!(counts[0] > 32, "nothing was counted: {}", counts[0]);
}
