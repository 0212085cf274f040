//! Telling the world around the service of reloads: systemd and the facade of `metrics`, each behind its feature.
//! Without features nothing here does anything.

use std::time::Duration;

use super::history::Cause;
use super::outcome::Outcome;
use super::state::Shared;
use crate::finding::Report;

impl<T> Shared<T> {
    /// A reload begins, or goes on after a first look that left it unsure.
    pub(super) fn announce_begin(&self, cause: Cause) {
        #[cfg(all(feature = "systemd", unix))]
        if let (Some(told), Cause::Signal | Cause::Call) = (&self.options.systemd, cause) {
            told.begin();
        }
        let _ = cause;
    }

    /// A reload is over, apart from a bake.
    pub(super) fn announce_end(&self, duration: Duration, outcome: Result<&Outcome, &Report>) {
        #[cfg(all(feature = "systemd", unix))]
        if let Some(told) = &self.options.systemd {
            told.end(self.current().generation(), outcome);
        }
        #[cfg(feature = "metrics")]
        {
            facade::duration(duration);
            facade::publish(&self.metrics());
        }
        let _ = (duration, outcome);
    }

    /// The sources hold what serves already: whoever asked for a reload need not wait any longer.
    pub(super) fn announce_rest(&self) {
        #[cfg(all(feature = "systemd", unix))]
        if let Some(told) = &self.options.systemd {
            told.rest();
        }
    }

    /// Something for the change log happened.
    pub(super) fn announce_event(&self) {
        #[cfg(feature = "metrics")]
        facade::publish(&self.metrics());
    }
}

/// What a report says first, for one line.
#[cfg(all(feature = "systemd", unix))]
fn summary(report: &Report) -> String {
    let errors = report.count(crate::Severity::Error);
    match report.errors().next() {
        Some(first) => {
            let place = first.origins().first().map(|origin| format!(" at {origin}")).unwrap_or_default();
            let more = if errors > 1 { format!(" (and {} more)", errors - 1) } else { String::new() };
            format!("{}: {}{place}{more}", first.code(), first.title())
        }
        None => String::new(),
    }
}

#[cfg(all(feature = "systemd", unix))]
pub(crate) use systemd::Told;

#[cfg(all(feature = "systemd", unix))]
mod systemd {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::summary;
    use crate::finding::Report;
    use crate::manager::outcome::Outcome;
    use crate::systemd::Notifier;

    /// systemd, and whether it waits for the end of a reload.
    ///
    /// When it cannot be told, there is nobody to tell so; the reload itself is not touched.
    pub(crate) struct Told {
        notifier: Arc<Notifier>,
        waits: AtomicBool,
    }

    impl Told {
        pub(crate) fn new(notifier: Arc<Notifier>) -> Self {
            Self { notifier, waits: AtomicBool::new(false) }
        }

        pub(super) fn begin(&self) {
            if !self.waits.swap(true, Ordering::Relaxed) {
                let _ = self.notifier.reloading();
            }
        }

        pub(super) fn end(&self, generation: u64, outcome: Result<&Outcome, &Report>) {
            let status = match outcome {
                Ok(Outcome::Held { .. } | Outcome::PartlyApplied { .. }) => {
                    format!("serving generation {generation}; changes wait for a restart")
                }
                Ok(_) => format!("serving generation {generation}"),
                Err(report) => {
                    format!("reload rejected: {}; serving generation {generation}", summary(report))
                }
            };
            let _ = self.notifier.status(&status);
            self.rest();
        }

        pub(super) fn rest(&self) {
            if self.waits.swap(false, Ordering::Relaxed) {
                let _ = self.notifier.ready();
            }
        }
    }
}

#[cfg(feature = "metrics")]
mod facade {
    use std::time::{Duration, UNIX_EPOCH};

    use ::metrics::{counter, gauge, histogram};

    use crate::manager::metrics::Metrics;

    pub(super) fn duration(duration: Duration) {
        histogram!("config_reload_duration_seconds").record(duration.as_secs_f64());
    }

    /// Sets every figure to what it is; counters never go back.
    #[expect(
        clippy::cast_precision_loss,
        reason = "the hash is cut to what a float holds, the others are small"
    )]
    pub(super) fn publish(figures: &Metrics) {
        let success = figures.last_reload_success.duration_since(UNIX_EPOCH).unwrap_or_default();
        gauge!("config_last_reload_successful").set(f64::from(u8::from(figures.last_reload_successful)));
        gauge!("config_last_reload_success_timestamp_seconds").set(success.as_secs_f64());
        gauge!("config_hash").set(figures.hash as f64);
        gauge!("config_generation").set(figures.generation as f64);
        for (result, count) in &figures.reloads {
            counter!("config_reload_total", "result" => *result).absolute(*count);
        }
        for (severity, count) in &figures.findings {
            gauge!("config_findings", "severity" => severity.name()).set(*count as f64);
        }
        counter!("config_rollbacks_total").absolute(figures.rollbacks);
    }
}
