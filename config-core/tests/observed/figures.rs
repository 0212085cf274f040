//! The facade of `metrics`.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use metrics::{
    Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder,
    SharedString, Unit,
};

use crate::Managed;

/// The last value of every figure.
#[derive(Clone, Default)]
struct Figures(Arc<Mutex<BTreeMap<String, f64>>>);

struct Figure(Figures, String);

impl Figures {
    fn of(&self, name: &str) -> f64 {
        let figures = self.0.lock().expect("nobody panicked");
        *figures.get(name).unwrap_or_else(|| panic!("{name} is not in {figures:?}"))
    }

    fn figure(&self, key: &Key) -> Arc<Figure> {
        let labels: String =
            key.labels().map(|label| format!("{{{}={}}}", label.key(), label.value())).collect();
        Arc::new(Figure(self.clone(), format!("{}{labels}", key.name())))
    }
}

impl Figure {
    fn set(&self, change: impl FnOnce(f64) -> f64) {
        let mut figures = self.0.0.lock().expect("nobody panicked");
        let value = figures.entry(self.1.clone()).or_default();
        *value = change(*value);
    }
}

impl CounterFn for Figure {
    fn increment(&self, value: u64) {
        self.set(|old| old + value as f64);
    }
    fn absolute(&self, value: u64) {
        self.set(|old| old.max(value as f64));
    }
}

impl GaugeFn for Figure {
    fn increment(&self, value: f64) {
        self.set(|old| old + value);
    }
    fn decrement(&self, value: f64) {
        self.set(|old| old - value);
    }
    fn set(&self, value: f64) {
        self.set(|_| value);
    }
}

impl HistogramFn for Figure {
    // What counts here is how often.
    fn record(&self, _value: f64) {
        self.set(|old| old + 1.0);
    }
}

impl Recorder for Figures {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.figure(key))
    }
    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::from_arc(self.figure(key))
    }
    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(self.figure(key))
    }
}

#[test]
fn the_names_are_those_that_alerts_know() {
    let figures = Figures::default();
    metrics::with_local_recorder(&figures, || {
        let managed = Managed::new();
        assert_eq!(figures.of("config_last_reload_successful"), 1.0);
        assert_eq!(figures.of("config_generation"), 1.0);
        let hash = figures.of("config_hash");
        assert!(figures.of("config_last_reload_success_timestamp_seconds") > 1.7e9);

        managed.write("rate: 2");
        managed.manager.reload().expect("it reloads");
        assert_eq!(figures.of("config_generation"), 2.0);
        assert_eq!(figures.of("config_reload_total{result=applied}"), 1.0);
        assert_eq!(figures.of("config_reload_duration_seconds"), 1.0);
        assert_ne!(figures.of("config_hash"), hash);

        managed.write("rate: 1000");
        managed.manager.reload().expect_err("it is out of range");
        assert_eq!(figures.of("config_last_reload_successful"), 0.0);
        assert_eq!(figures.of("config_reload_total{result=rejected}"), 1.0);
        assert_eq!(figures.of("config_findings{severity=error}"), 1.0);

        managed.manager.rollback(1).expect("it goes back");
        assert_eq!(figures.of("config_rollbacks_total"), 1.0);
        assert_eq!(figures.of("config_generation"), 1.0);
        assert_eq!(figures.of("config_hash"), hash);
    });
}
