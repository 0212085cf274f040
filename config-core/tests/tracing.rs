//! The change log as events of `tracing`.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use config_core::manager::ConfigurationManager;
use config_core::{Loader, Secret, ServiceConfig};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// A small service.
#[derive(ServiceConfig)]
#[expect(dead_code, reason = "the values are only loaded")]
struct Small {
    /// Requests at once.
    #[config(default = 8, range(1..=100))]
    requests: u32,
    /// The key that clients present.
    key: Option<Secret<String>>,
}

/// Keeps every event as a line.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!(" {}={value:?}", field.name()));
    }
}

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "config_core::manager"
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(event.metadata().level().to_string());
        event.record(&mut line);
        self.0.lock().unwrap().push(line.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[test]
fn events_name_paths_and_no_values() {
    let lines = Lines::default();
    tracing::subscriber::with_default(lines.clone(), || {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("small.yaml");
        std::fs::write(&path, "requests: 8\nkey: canary-one\n").unwrap();
        let manager = ConfigurationManager::<Small>::new(Loader::new().file(&path)).unwrap();
        std::fs::write(&path, "requests: 9\nkey: canary-two\n").unwrap();
        manager.reload().unwrap();
        std::fs::write(&path, "requests: 900\n").unwrap();
        manager.reload().unwrap_err();
    });
    let lines = lines.0.lock().unwrap();
    assert_eq!(lines.len(), 3, "{lines:#?}");
    assert!(lines[0].starts_with("INFO message=configuration loaded event=\"loaded\""), "{}", lines[0]);
    assert!(
        lines[1].contains("config.generation=2") && lines[1].contains("paths=\"requests,key\""),
        "{}",
        lines[1]
    );
    assert!(lines[2].starts_with("WARN message=configuration rejected: "), "{}", lines[2]);
    assert!(lines[2].contains("code=\"CFG0401\""), "{}", lines[2]);
    assert!(!lines.concat().contains("canary"));
}
