//! The gateway's configuration. The names of the engine's fields are those of `vllm serve`.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use config_core::{ByteSize, Percent, Secret, ServiceConfig};

/// The public entrance to the model servers.
#[derive(Debug, Clone, ServiceConfig)]
#[config(
    env_prefix = "GATEWAY",
    version = 2,
    check(self.limits.max_tokens <= self.engine.max_model_len,
          "limits.max_tokens must not exceed engine.max_model_len"),
    check(self.engine.max_num_batched_tokens >= self.engine.max_num_seqs,
          "engine.max_num_batched_tokens must be at least engine.max_num_seqs"),
    check(self.timeouts.connect <= self.timeout, "timeouts.connect must not exceed timeout"),
    check(!self.debug, "debug must be off", environment = "production"),
    check(self.upstreams.iter().all(|upstream| upstream.url.starts_with("https://")),
          "upstreams must be reached over TLS", environment = "production"),
)]
pub struct Gateway {
    /// Address and port to listen on.
    #[config(default = "0.0.0.0:8080", reload = "restart")]
    pub listen: SocketAddr,
    /// Largest request body.
    #[config(default = "32MiB", range("1KiB"..="1GiB"))]
    pub max_body: ByteSize,
    /// How long a request may take, queueing included.
    #[config(default = "60s", range("1s"..="1h"))]
    pub timeout: Duration,
    /// Keys that clients may present.
    #[config(length(1..))]
    pub api_keys: Vec<Secret<String>>,
    /// Key of the administration routes.
    #[config(required_in("staging", "production"))]
    pub admin_key: Option<Secret<String>>,
    /// The model servers behind this gateway.
    #[config(length(1..=64), merge = "keyed", key = "name")]
    pub upstreams: Vec<Upstream>,
    /// TLS; plain HTTP when absent.
    #[config(reload = "restart", required_in("production"))]
    pub tls: Option<Tls>,
    /// Limits per request.
    #[config(default)]
    pub limits: Limits,
    /// The engine this gateway fronts.
    #[config(reload = "restart")]
    pub engine: Engine,
    /// Time limits besides that of the whole request.
    #[config(default)]
    pub timeouts: Timeouts,
    /// What to do when an upstream fails.
    #[config(default)]
    pub retry: Retry,
    /// Which browsers may call.
    #[config(default)]
    pub cors: Cors,
    /// What is written to the log.
    #[config(default)]
    pub logging: Logging,
    /// Prometheus metrics.
    #[config(default)]
    pub metrics: Metrics,
    /// Labels that every metric and log line carries.
    #[config(default)]
    pub labels: BTreeMap<String, String>,
    /// Models by the names that clients use.
    #[config(default)]
    pub aliases: BTreeMap<String, String>,
    /// Verbose internals in answers.
    #[config(default = false)]
    pub debug: bool,
}

/// One model server.
#[derive(Debug, Clone, ServiceConfig)]
pub struct Upstream {
    /// Name, unique among the upstreams.
    #[config(length(1..=63), pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"))]
    pub name: String,
    /// Base address of its OpenAI-compatible API.
    #[config(format = "url", example = "https://vllm-0.models.svc:8000/v1")]
    pub url: String,
    /// Share of the requests, against the other upstreams.
    #[config(default = 1, range(0..=100))]
    pub weight: u32,
    /// Most requests that may run at once.
    #[config(default = 256, range(1..=65536), alias = "max_parallel")]
    pub max_parallel_requests: u32,
    /// Key to present to the server.
    pub api_key: Option<Secret<String>>,
}

/// Certificate and key.
#[derive(Debug, Clone, ServiceConfig)]
pub struct Tls {
    /// Certificate chain in PEM form.
    pub cert: PathBuf,
    /// Private key in PEM form.
    pub key: PathBuf,
    /// Oldest version of the protocol that is accepted.
    #[config(default = "1.3")]
    pub minimum: TlsVersion,
}

/// A version of TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ServiceConfig)]
pub enum TlsVersion {
    /// TLS 1.2.
    #[config(rename = "1.2")]
    Tls12,
    /// TLS 1.3.
    #[config(rename = "1.3")]
    Tls13,
}

/// Limits per request.
#[derive(Debug, Clone, ServiceConfig)]
pub struct Limits {
    /// Most tokens that a request may ask for.
    #[config(default = 4096, range(1..=1_048_576), unit = "tokens")]
    pub max_tokens: u32,
    /// Requests a client may send a second, on average.
    #[config(default = 10, range(1..=100_000), unit = "requests per second")]
    pub requests_per_second: u32,
    /// Requests that a client may send at once above the average.
    #[config(default = 20, range(1..=100_000))]
    pub burst: u32,
}

/// How `vllm serve` is started; the gateway needs to know what it can ask for.
#[derive(Debug, Clone, ServiceConfig)]
pub struct Engine {
    /// Model, as Hugging Face names it.
    #[config(example = "Qwen/Qwen3-32B")]
    pub model: String,
    /// Longest context.
    #[config(range(1..=10_485_760), unit = "tokens", example = 32768)]
    pub max_model_len: u32,
    /// Share of each GPU's memory that the engine may use.
    #[config(default = 0.92, range(0.01..=1.0))]
    pub gpu_memory_utilization: f64,
    /// GPUs that one layer is split over.
    #[config(default = 1, range(1..=64))]
    pub tensor_parallel_size: u16,
    /// Most sequences in one batch.
    #[config(default = 256, range(1..=65536))]
    pub max_num_seqs: u32,
    /// Most tokens in one batch.
    #[config(default = 8192, range(1..=1_048_576), unit = "tokens")]
    pub max_num_batched_tokens: u32,
    /// Type of the weights.
    #[config(default = "auto")]
    pub dtype: Dtype,
    /// Whether the cache is kept for common prefixes.
    #[config(default = true)]
    pub enable_prefix_caching: bool,
    /// Order in which requests run.
    #[config(default = "fcfs")]
    pub scheduling_policy: SchedulingPolicy,
}

/// Type of the weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ServiceConfig)]
#[config(rename_all = "lowercase")]
pub enum Dtype {
    /// As the model says.
    Auto,
    /// Half precision.
    Float16,
    /// Brain floating point.
    Bfloat16,
    /// Single precision.
    Float32,
}

/// Order in which requests run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ServiceConfig)]
pub enum SchedulingPolicy {
    /// First come, first served.
    Fcfs,
    /// By the priority of the request.
    Priority,
}

/// Time limits besides that of the whole request.
#[derive(Debug, Clone, ServiceConfig)]
pub struct Timeouts {
    /// To open a connection to an upstream.
    #[config(default = "2s", range("1ms"..="1m"))]
    pub connect: Duration,
    /// Between two tokens of a stream.
    #[config(default = "30s", range("1s"..="10m"))]
    pub idle: Duration,
    /// For running requests to end when the gateway stops.
    #[config(default = "25s", range("0"..="1h"), reload = "drain")]
    pub drain: Duration,
}

/// What to do when an upstream fails.
#[derive(Debug, Clone, ServiceConfig)]
pub struct Retry {
    /// Further attempts after the first.
    #[config(default = 2, range(0..=10))]
    pub attempts: u8,
    /// Pause before the first of them; each further one waits twice as long.
    #[config(default = "50ms", range("1ms"..="10s"), effective_when(self.attempts > 0))]
    pub backoff: Duration,
    /// Share of requests that may be retried.
    #[config(default = "20%")]
    pub budget: Percent,
}

/// Which browsers may call.
#[derive(Debug, Clone, ServiceConfig)]
pub struct Cors {
    /// Origins that may call; `*` stands for all.
    #[config(default = [], merge = "append")]
    pub allowed_origins: Vec<String>,
    /// Whether cookies may be sent.
    #[config(default = false, not_secret)]
    pub allow_credentials: bool,
}

/// What is written to the log.
#[derive(Debug, Clone, ServiceConfig)]
pub struct Logging {
    /// Least severe messages that are written.
    #[config(default = "info", env = "LOG_LEVEL")]
    pub level: Level,
    /// Form of the lines.
    #[config(default = "json")]
    pub format: LogFormat,
    /// Where the lines go.
    #[config(default = LogTarget::Stdout)]
    pub target: LogTarget,
    /// Old name of `level`.
    #[config(deprecated(since = "2", use = "level"))]
    pub verbosity: Option<String>,
}

/// Severity of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ServiceConfig)]
pub enum Level {
    /// Everything.
    Debug,
    /// What operators read.
    Info,
    /// What should not happen.
    Warn,
    /// What must not happen.
    Error,
}

/// Form of a line of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ServiceConfig)]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// For people.
    Text,
}

/// Where the log goes.
#[derive(Debug, Clone, PartialEq, Eq, ServiceConfig)]
#[config(tag = "kind")]
pub enum LogTarget {
    /// To the standard output stream.
    Stdout,
    /// To a file that is rotated.
    File {
        /// Its path.
        path: PathBuf,
        /// Size at which a new one is begun.
        #[config(default = "100MiB", range("1MiB"..))]
        max_size: ByteSize,
    },
}

/// Prometheus metrics.
#[derive(Debug, Clone, ServiceConfig)]
pub struct Metrics {
    /// Whether they are served.
    #[config(default = true)]
    pub enabled: bool,
    /// Path they are served at.
    #[config(default = "/metrics", pattern("^/"), effective_when(self.enabled))]
    pub path: String,
    /// Upper bounds of the latency histogram.
    #[config(default = [0.1, 0.5, 1, 5, 30], range(0.0..), unit = "seconds")]
    pub buckets: Vec<f64>,
}
