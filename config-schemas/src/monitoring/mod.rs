//! What watches the services: Prometheus, alert rules, Alertmanager, Grafana, the OpenTelemetry collector, logging.

pub mod alertmanager;
pub mod collector;
pub mod grafana;
pub mod http;
pub mod logging;
pub mod prometheus;
pub mod rules;

/// Whether at most one of several things is so.
#[must_use]
pub(crate) fn at_most_one<const N: usize>(all: [bool; N]) -> bool {
    all.into_iter().filter(|one| *one).count() <= 1
}
