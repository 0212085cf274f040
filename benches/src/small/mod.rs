//! The small load: 32 leaves from defaults, a YAML file, a TOML file and 10 variables. Files are read anew at each load.

mod confique;
mod hand;
mod ours;
mod plain;
mod schematic;

use std::path::{Path, PathBuf};

use crate::cases::Case;

/// The files of the small load.
#[derive(Clone, Debug)]
pub struct Files {
    pub(crate) yaml: PathBuf,
    pub(crate) toml: PathBuf,
}

/// The ten variables, which the program gives itself when it starts anew.
pub const VARIABLES: [(&str, &str); 10] = [
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

/// Writes the files.
///
/// # Errors
///
/// Those of the file system.
pub fn files(directory: &Path) -> std::io::Result<Files> {
    let files = Files { yaml: directory.join("small.yaml"), toml: directory.join("small.toml") };
    std::fs::write(&files.yaml, YAML)?;
    std::fs::write(&files.toml, TOML)?;
    Ok(files)
}

/// The cases, the hand-written loader first.
pub fn cases(files: &Files) -> Vec<Case> {
    let files = || files.clone();
    vec![
        hand::case(files()),
        ours::case(files()),
        confique::case(files()),
        schematic::case(files()),
        plain::figment(files()),
        plain::config_rs(files()),
    ]
}
