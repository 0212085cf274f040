//! What one writes by hand for speed: partial structs through serde, laid over one another, and the ten variables.

use std::str::FromStr;

use serde::Deserialize;

use super::Files;
use super::plain::{file, max_size_bytes, yes};
use crate::cases::Case;

/// A struct and its partial twin.
macro_rules! sections {
    ($($name:ident $partial:ident { $($field:ident: $type:ty,)* })*) => {$(
        #[derive(Debug)]
        struct $name {
            $($field: $type,)*
        }

        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct $partial {
            $($field: Option<$type>,)*
        }

        impl $partial {
            fn lay_over(self, below: Self) -> Self {
                Self { $($field: self.$field.or(below.$field),)* }
            }

            fn complete(self) -> Result<$name, &'static str> {
                Ok($name { $($field: self.$field.ok_or(stringify!($field))?,)* })
            }
        }
    )*};
}

sections! {
    Server PartialServer {
        host: String, port: u16, workers: u32, keep_alive: bool, request_timeout_ms: u64, max_body_bytes: u64,
        tls: bool, public_url: String,
    }
    Engine PartialEngine {
        model: String, replicas: u32, max_tokens: u32, temperature: f64, top_p: f64, seed: i64, quantized: bool,
        device: String,
    }
    Limits PartialLimits {
        requests_per_minute: u32, burst: u32, max_connections: u32, queue: u32, per_user: bool, window_seconds: u64,
        deny_message: String, tags: Vec<String>,
    }
    Logging PartialLogging {
        level: String, format: String, file: String, json: bool, sample_rate: f64, max_size_bytes: u64, rotate: bool,
        fields: Vec<String>,
    }
}

#[derive(Debug)]
struct Settings {
    server: Server,
    engine: Engine,
    limits: Limits,
    logging: Logging,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Partial {
    server: PartialServer,
    engine: PartialEngine,
    limits: PartialLimits,
    logging: PartialLogging,
}

impl Partial {
    fn lay_over(self, below: Self) -> Self {
        Self {
            server: self.server.lay_over(below.server),
            engine: self.engine.lay_over(below.engine),
            limits: self.limits.lay_over(below.limits),
            logging: self.logging.lay_over(below.logging),
        }
    }
}

fn variable<T: FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}

fn defaults() -> Partial {
    Partial {
        server: PartialServer { keep_alive: Some(yes()), ..Default::default() },
        logging: PartialLogging {
            file: Some(file()),
            max_size_bytes: Some(max_size_bytes()),
            rotate: Some(yes()),
            ..Default::default()
        },
        ..Default::default()
    }
}

fn variables() -> Partial {
    Partial {
        server: PartialServer {
            port: variable("BENCH_SERVER__PORT"),
            workers: variable("BENCH_SERVER__WORKERS"),
            tls: variable("BENCH_SERVER__TLS"),
            ..Default::default()
        },
        engine: PartialEngine {
            model: variable("BENCH_ENGINE__MODEL"),
            replicas: variable("BENCH_ENGINE__REPLICAS"),
            temperature: variable("BENCH_ENGINE__TEMPERATURE"),
            ..Default::default()
        },
        limits: PartialLimits {
            burst: variable("BENCH_LIMITS__BURST"),
            deny_message: variable("BENCH_LIMITS__DENY_MESSAGE"),
            ..Default::default()
        },
        logging: PartialLogging {
            level: variable("BENCH_LOGGING__LEVEL"),
            json: variable("BENCH_LOGGING__JSON"),
            ..Default::default()
        },
    }
}

fn load(files: &Files) -> Result<Settings, Box<dyn std::error::Error>> {
    let yaml: Partial = serde_norway::from_str(&std::fs::read_to_string(&files.yaml)?)?;
    let toml: Partial = toml::from_str(&std::fs::read_to_string(&files.toml)?)?;
    let all = variables().lay_over(toml.lay_over(yaml.lay_over(defaults())));
    Ok(Settings {
        server: all.server.complete()?,
        engine: all.engine.complete()?,
        limits: all.limits.complete()?,
        logging: all.logging.complete()?,
    })
}

pub(super) fn case(files: Files) -> Case {
    Case::new("hand-written", move || load(&files).expect("the files are correct"))
}
