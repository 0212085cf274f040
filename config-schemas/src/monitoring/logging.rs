//! The log of a service: the one family that can change without a restart everywhere.

use std::collections::BTreeMap;
use std::time::Duration;

use config_core::{ByteSize, ServiceConfig};

/// The log of a service.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.sink != Sink::File || self.file.is_some(), "the sink file needs a file"),
    check(self.rotation.is_none() || self.sink == Sink::File, "rotation needs the sink file"),
    check(!matches!(self.level, Level::Debug | Level::Trace), "the level must not be debug or trace", environment = "production", code = "LOG-044"),
)]
pub struct Logging {
    /// How much is written.
    #[config(default = "info", reload = "hot")]
    pub level: Level,
    /// How much single modules write.
    #[config(default, reload = "hot")]
    pub modules: BTreeMap<String, Level>,
    /// How a line looks.
    #[config(default = "text", reload = "hot")]
    pub format: LogFormat,
    /// Where lines go.
    #[config(default = "stdout", reload = "hot")]
    pub sink: Sink,
    /// The file, for the sink `file`.
    #[config(length(1..), reload = "hot")]
    pub file: Option<String>,
    /// When a new file begins.
    #[config(reload = "hot")]
    pub rotation: Option<Rotation>,
    /// Expressions for text that is never written.
    #[config(default = [], reload = "hot")]
    pub redact: Vec<String>,
}

/// When a new file begins, and which old ones stay.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.max_size.is_some() || self.max_age.is_some(), "rotation needs max_size or max_age"),
)]
pub struct Rotation {
    /// Size after which a new file begins.
    #[config(range("1MiB"..), reload = "hot")]
    pub max_size: Option<ByteSize>,
    /// Age after which an old file is removed.
    #[config(range("1h"..), reload = "hot")]
    pub max_age: Option<Duration>,
    /// How many old files stay.
    #[config(range(1..), reload = "hot")]
    pub max_files: Option<u32>,
    /// Whether old files are compressed.
    #[config(default = false, reload = "hot")]
    pub compress: bool,
}

/// How much is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum Level {
    /// More than everything.
    #[config(rename = "trace")]
    Trace,
    /// Everything.
    #[config(rename = "debug")]
    Debug,
    /// What happens.
    #[config(rename = "info")]
    Info,
    /// What may go wrong.
    #[config(rename = "warning")]
    Warning,
    /// What went wrong.
    #[config(rename = "error")]
    Error,
    /// What ends the service.
    #[config(rename = "critical")]
    Critical,
}

impl Level {
    /// The word that a program uses for the level.
    #[must_use]
    pub const fn for_program(self, program: crate::base::ServiceKind) -> &'static str {
        use crate::base::ServiceKind;
        match (program, self) {
            (ServiceKind::Vllm, Self::Trace | Self::Debug) => "DEBUG",
            (ServiceKind::Vllm | ServiceKind::Qdrant, Self::Info) => "INFO",
            (ServiceKind::Vllm, Self::Warning) => "WARNING",
            (ServiceKind::Vllm, Self::Error) => "ERROR",
            (ServiceKind::Vllm, Self::Critical) => "CRITICAL",
            (ServiceKind::Redis, Self::Trace | Self::Debug) => "debug",
            (ServiceKind::Redis, Self::Info) => "notice",
            (ServiceKind::Redis, Self::Warning) => "warning",
            (ServiceKind::Redis, Self::Error | Self::Critical) => "nothing",
            (ServiceKind::Qdrant, Self::Trace) => "TRACE",
            (ServiceKind::Qdrant, Self::Debug) => "DEBUG",
            (ServiceKind::Qdrant, Self::Warning) => "WARN",
            (ServiceKind::Qdrant, Self::Error | Self::Critical) => "ERROR",
            (ServiceKind::Prometheus | ServiceKind::Alertmanager | ServiceKind::OtelCollector, level) => {
                match level {
                    Self::Trace | Self::Debug => "debug",
                    Self::Info => "info",
                    Self::Warning => "warn",
                    Self::Error | Self::Critical => "error",
                }
            }
            (_, Self::Trace) => "trace",
            (_, Self::Debug) => "debug",
            (_, Self::Info) => "info",
            (_, Self::Warning) => "warning",
            (_, Self::Error) => "error",
            (_, Self::Critical) => "critical",
        }
    }
}

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum LogFormat {
    /// For people.
    #[config(rename = "text")]
    Text,
    /// For programs.
    #[config(rename = "json")]
    Json,
}

/// Where lines go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum Sink {
    /// The standard output.
    #[config(rename = "stdout")]
    Stdout,
    /// The standard error stream.
    #[config(rename = "stderr")]
    Stderr,
    /// A file.
    #[config(rename = "file")]
    File,
}
