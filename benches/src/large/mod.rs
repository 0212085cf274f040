//! The large load: services of 30 fields each, in one file.

mod ours;
mod peers;
mod write;

use std::path::{Path, PathBuf};

use crate::cases::Case;

pub use write::file;

/// A format of the large file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// YAML.
    Yaml,
    /// TOML.
    Toml,
    /// JSON.
    Json,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Yaml, Self::Toml, Self::Json];

    /// The name, which is also the ending of files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Toml => "toml",
            Self::Json => "json",
        }
    }
}

/// The struct of a service, with the attributes of one crate.
macro_rules! service {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        struct $name {
            /// Name of the service.
            name: String,
            /// Where it runs.
            region: String,
            /// Part of the region.
            zone: String,
            /// Who answers for it.
            owner: String,
            /// What is run.
            image: String,
            /// What it serves.
            model: String,
            /// What it runs on.
            device: String,
            /// Where its files lie.
            path: String,
            /// Least severe level of the log.
            level: String,
            /// Its version.
            version: String,
            /// When it is restarted.
            schedule: String,
            /// Port to listen on.
            port: u16,
            /// Copies of it.
            replicas: u32,
            /// Share of the load.
            weight: u32,
            /// Longest request.
            timeout: u64,
            /// Further attempts.
            retries: u32,
            /// Wait before a further attempt.
            backoff: u64,
            /// Waiting requests.
            queue: u32,
            /// Requests at once.
            burst: u32,
            /// Threads of a copy.
            threads: u32,
            /// Bytes of memory.
            memory: u64,
            /// Bytes on disk.
            disk: u64,
            /// Offset of the clock.
            offset: i64,
            /// Share of requests that are sampled.
            ratio: f64,
            /// Processors of a copy.
            cpu: f64,
            /// Load at which copies are added.
            load: f64,
            /// Whether it runs at all.
            enabled: bool,
            /// Whether TLS is spoken.
            tls: bool,
            /// Whether clients outside may call.
            public: bool,
            /// Verbose internals in answers.
            debug: bool,
        }
    };
}
use service;

/// This workspace alone.
pub fn own_case(format: Format, path: PathBuf) -> Case {
    let _ = format;
    ours::case(path)
}

/// The cases of one format, the hand-written loader first.
pub fn cases(format: Format, path: &Path) -> Vec<Case> {
    let mut cases = vec![peers::hand(format, path.to_owned()), ours::case(path.to_owned())];
    if format != Format::Json {
        cases.push(peers::confique(path.to_owned()));
    }
    cases.extend([
        peers::schematic(path.to_owned()),
        peers::figment(format, path.to_owned()),
        peers::config_rs(path.to_owned()),
    ]);
    cases
}
