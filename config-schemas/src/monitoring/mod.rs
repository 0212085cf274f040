//! What watches the services: Prometheus, alert rules, Alertmanager, Grafana, the OpenTelemetry collector, logging.

pub mod alertmanager;
pub mod collector;
pub mod grafana;
pub mod http;
pub mod logging;
pub mod prometheus;
pub mod rules;
pub(crate) mod template;

/// A text, secret or not.
pub(crate) trait Text {
    /// Whether it has no characters.
    fn is_blank(&self) -> bool;
}

impl Text for String {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl Text for config_core::Secret<String> {
    fn is_blank(&self) -> bool {
        self.expose_secret().is_empty()
    }
}

/// Whether a text is given. To programs of Go an empty one is none.
#[must_use]
pub(crate) fn given<T: Text>(text: &Option<T>) -> bool {
    text.as_ref().is_some_and(|text| !text.is_blank())
}

/// Whether at most one of several things is so.
#[must_use]
pub(crate) fn at_most_one<const N: usize>(all: [bool; N]) -> bool {
    all.into_iter().filter(|one| *one).count() <= 1
}
