//! The facade of `tracing`.

use std::collections::BTreeMap;
use std::sync::{Mutex, Once};
use std::thread::ThreadId;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use crate::{CANARY, Managed};

type Fields = BTreeMap<String, String>;

/// Keeps every event of the manager, by the thread it happened on.
struct Events;

static TOLD: Mutex<Vec<(ThreadId, Level, Fields)>> = Mutex::new(Vec::new());

/// Listens for the whole process. A subscriber of one thread alone could miss events that another thread meets first.
pub(crate) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| tracing::subscriber::set_global_default(Events).expect("nobody else listens"));
}

struct Visitor<'f>(&'f mut Fields);

impl Visit for Visitor<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl Subscriber for Events {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "config"
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Visitor(&mut fields));
        let thread = std::thread::current().id();
        TOLD.lock().expect("nobody panicked").push((thread, *event.metadata().level(), fields));
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[test]
fn every_entry_of_the_change_log_is_an_event() {
    let managed = Managed::new();
    managed.write("rate: 2");
    managed.manager.reload().expect("it reloads");
    managed.write("rate: 1000");
    managed.manager.reload().expect_err("it is out of range");
    managed.manager.rollback(1).expect("it goes back");
    let here = std::thread::current().id();
    let events: Vec<(Level, Fields)> = TOLD
        .lock()
        .expect("nobody panicked")
        .iter()
        .filter(|(thread, ..)| *thread == here)
        .map(|(_, level, fields)| (*level, fields.clone()))
        .collect();
    let told: Vec<(Level, &str, &str, &str)> = events
        .iter()
        .map(|(level, fields)| {
            (*level, fields["event"].as_str(), fields["generation"].as_str(), fields["changes"].as_str())
        })
        .collect();
    assert_eq!(
        told,
        [
            (Level::INFO, "loaded", "1", ""),
            (Level::INFO, "swapped", "2", "rate"),
            (Level::WARN, "rejected", "2", ""),
            (Level::WARN, "rolled_back", "1", "rate"),
        ]
    );
    let report = &events[2].1["report"];
    assert!(report.contains("CFG0401") && report.contains("seen.yaml:1:7"), "{report}");
    assert_eq!(events[2].1["message"], "configuration rejected");
    assert!(!format!("{events:?}").contains(CANARY));
}
