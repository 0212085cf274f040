//! Figures under the names that operators' alerts already know.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::state::Shared;
use crate::finding::Severity;

/// Upper bounds of the buckets of the reload duration, in seconds.
pub(crate) const BUCKETS: [f64; 10] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0];

/// How reloads ended; the values of the label `result`.
pub(crate) const RESULTS: [&str; 6] =
    ["applied", "partly_applied", "unchanged", "held", "rejected", "rolled_back"];

/// The figures of a manager. Displays as the text that Prometheus reads.
#[derive(Clone, Debug, PartialEq)]
pub struct Metrics {
    /// Whether the last reload was taken or changed nothing; false after a refusal or an automatic rollback.
    pub last_reload_successful: bool,
    /// When a reload was last successful.
    pub last_reload_success: SystemTime,
    /// Hash of the values that serve, secrets left out; the lower 48 bits, which a float holds exactly.
    pub hash: u64,
    /// The generation that serves.
    pub generation: u64,
    /// How many reloads ended how, by the label `result`.
    pub reloads: Vec<(&'static str, u64)>,
    /// How many reloads took at most so many seconds, and all of them.
    pub durations: DurationFigures,
    /// Findings of the last load, by severity.
    pub findings: [(Severity, u64); 3],
    /// How often an earlier value was brought back, by hand or by a failed bake.
    pub rollbacks: u64,
}

/// How long reloads took, from the first look at the sources to the last subscriber told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DurationFigures {
    pub(crate) buckets: [u64; BUCKETS.len()],
    pub(crate) count: u64,
    pub(crate) sum: Duration,
}

impl DurationFigures {
    pub(crate) fn add(&mut self, duration: Duration) {
        self.count += 1;
        self.sum += duration;
        let seconds = duration.as_secs_f64();
        for (bucket, bound) in self.buckets.iter_mut().zip(BUCKETS) {
            *bucket += u64::from(seconds <= bound);
        }
    }

    /// How many reloads there were.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// How long they took together.
    #[must_use]
    pub fn sum(&self) -> Duration {
        self.sum
    }
}

impl<T> Shared<T> {
    /// The figures as they are now.
    pub(super) fn metrics(&self) -> Metrics {
        let current = self.current();
        let state = self.state();
        let figures = &state.figures;
        Metrics {
            last_reload_successful: figures.successful,
            last_reload_success: figures.last_success,
            hash: current.fingerprint() & 0xffff_ffff_ffff,
            generation: current.generation(),
            reloads: RESULTS.into_iter().zip(figures.results).collect(),
            durations: figures.durations.clone(),
            findings: figures.findings,
            rollbacks: figures.rollbacks,
        }
    }
}

impl Metrics {
    /// The text that Prometheus reads, each name after `namespace` and an underscore; no namespace when it is empty.
    #[must_use]
    pub fn to_prometheus(&self, namespace: &str) -> String {
        use std::fmt::Write as _;
        let prefix = if namespace.is_empty() { String::new() } else { format!("{namespace}_") };
        let mut out = String::new();
        let head = |name: &str, kind: &str, help: &str| -> String {
            format!("# HELP {prefix}{name} {help}\n# TYPE {prefix}{name} {kind}\n")
        };
        let gauge = |name: &str, help: &str, value: String| {
            let text = head(name, "gauge", help);
            format!("{text}{prefix}{name} {value}\n")
        };
        let success = self.last_reload_success.duration_since(UNIX_EPOCH).unwrap_or_default();
        out.push_str(&gauge(
            "config_last_reload_successful",
            "Whether the last reload was successful.",
            u8::from(self.last_reload_successful).to_string(),
        ));
        out.push_str(&gauge(
            "config_last_reload_success_timestamp_seconds",
            "When a reload was last successful.",
            format!("{:.3}", success.as_secs_f64()),
        ));
        out.push_str(&gauge(
            "config_hash",
            "Hash of the values that serve, secrets left out.",
            self.hash.to_string(),
        ));
        out.push_str(&gauge(
            "config_generation",
            "Number of the generation that serves.",
            self.generation.to_string(),
        ));
        out.push_str(&head("config_reload_total", "counter", "Reloads, by how they ended."));
        for (result, count) in &self.reloads {
            let _ = writeln!(out, "{prefix}config_reload_total{{result=\"{result}\"}} {count}");
        }
        out.push_str(&head("config_reload_duration_seconds", "histogram", "How long reloads took."));
        for (bound, count) in BUCKETS.iter().zip(self.durations.buckets) {
            let _ = writeln!(out, "{prefix}config_reload_duration_seconds_bucket{{le=\"{bound}\"}} {count}");
        }
        let count = self.durations.count;
        let _ = writeln!(out, "{prefix}config_reload_duration_seconds_bucket{{le=\"+Inf\"}} {count}");
        let sum = self.durations.sum.as_secs_f64();
        let _ = writeln!(out, "{prefix}config_reload_duration_seconds_sum {sum}");
        let _ = writeln!(out, "{prefix}config_reload_duration_seconds_count {count}");
        out.push_str(&head("config_findings", "gauge", "Findings of the last load, by severity."));
        for (severity, count) in &self.findings {
            let _ = writeln!(out, "{prefix}config_findings{{severity=\"{severity}\"}} {count}");
        }
        out.push_str(&head(
            "config_rollbacks_total",
            "counter",
            "How often an earlier value was brought back.",
        ));
        let _ = writeln!(out, "{prefix}config_rollbacks_total {}", self.rollbacks);
        out
    }
}

impl std::fmt::Display for Metrics {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.to_prometheus(""))
    }
}
