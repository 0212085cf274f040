//! Everything that can be said about a load.

use std::path::Path;

use config_core::figment::Figment;
use config_core::{Loaded, Report, Schema, ServiceConfig};

use crate::ways::Way;
use crate::{Canary, Open, Strict};

/// What was said, and how often there was a value and a report.
#[derive(Default)]
pub(crate) struct Shown {
    pub(crate) texts: Vec<(&'static str, String)>,
    pub(crate) loaded: usize,
    pub(crate) refused: usize,
}

impl Shown {
    fn say(&mut self, what: &'static str, text: impl Into<String>) {
        self.texts.push((what, text.into()));
    }
}

/// Loads both types in one way, and lists all that there is to see.
pub(crate) fn everything(way: &Way, canary: &Canary, folder: &Path) -> Shown {
    let mut shown = Shown::default();
    one::<Open>(way, canary, folder, &mut shown);
    one::<Strict>(way, canary, folder, &mut shown);
    shown
}

fn one<T: ServiceConfig + std::fmt::Debug>(way: &Way, canary: &Canary, folder: &Path, shown: &mut Shown) {
    let loader = (way.loader)(canary, folder);
    shown.say("the loader", format!("{loader:?}"));
    match loader.load_full::<T>() {
        Ok(loaded) => {
            shown.loaded += 1;
            value(&loaded, shown);
        }
        Err(report) => {
            shown.refused += 1;
            self::report(&report, shown);
            panic_message(report, shown);
        }
    }
    // What serde says when a value of the same shape comes through another door.
    let json = format!(
        "{{\"key\": [\"{canary}\"], \"pin\": \"{canary}\", \"kye\": \"{canary}\", \"keys\": \"{canary}\"}}"
    );
    if let Err(error) = serde_json::from_str::<Wrapped<T>>(&json) {
        shown.say("an error of serde", format!("{error} {error:?}"));
    }
}

/// Reads through the door that `Deserialize` is.
struct Wrapped<T>(T);

impl<'de, T: ServiceConfig> serde::Deserialize<'de> for Wrapped<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        config_core::deserialize(deserializer).map(Self)
    }
}

fn value<T: ServiceConfig + std::fmt::Debug>(loaded: &Loaded<T>, shown: &mut Shown) {
    shown.say("the value", format!("{:?}", loaded.value));
    shown.say("the loaded value", format!("{loaded:?} {loaded:#?}"));
    shown.say("its JSON", loaded.to_json());
    shown.say("its values", format!("{:?}", loaded.values()));
    shown.say("its layers", format!("{:?}", loaded.layers().collect::<Vec<_>>()));
    shown.say("its watched files", format!("{:?}", loaded.watched()));
    report(&loaded.report, shown);
    let mut paths: Vec<String> = loaded.values().into_iter().map(|value| value.path).collect();
    paths.extend(fields(loaded.schema()));
    for path in paths {
        shown.say("its history", format!("{:?}", loaded.history(&path)));
        match loaded.explain(&path) {
            Ok(explained) => shown.say("an explanation", format!("{explained} {explained:?}")),
            Err(report) => self::report(&report, shown),
        }
    }
    let figment = Figment::from(loaded.figment());
    for metadata in figment.metadata() {
        let source = metadata.source.as_ref().map(ToString::to_string);
        shown.say("figment's metadata", format!("{} {source:?} {metadata:?}", metadata.name));
    }
}

fn fields(schema: &'static Schema) -> Vec<String> {
    schema.fields().iter().map(|field| field.name.to_owned()).collect()
}

fn report(report: &Report, shown: &mut Shown) {
    shown.say("a report", report.to_string());
    shown.say("a report in color", report.render(true));
    shown.say("the debug form of a report", format!("{report:?} {report:#?}"));
    shown.say("the JSON of a report", report.to_json());
    for finding in report.findings() {
        shown.say("a finding", format!("{finding} {finding:?}"));
        shown.say(
            "the parts of a finding",
            format!(
                "{} {} {:?} {:?} {:?}",
                finding.path(),
                finding.message(),
                finding.origins(),
                finding.notes(),
                finding.help()
            ),
        );
    }
}

/// What `unwrap` would print.
fn panic_message(report: Report, shown: &mut Shown) {
    let outer = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let refused: Result<(), Report> = std::hint::black_box(Err(report));
    let panicked = std::panic::catch_unwind(move || refused.unwrap());
    std::panic::set_hook(outer);
    let payload = panicked.expect_err("there was a report");
    let text = payload.downcast_ref::<String>().cloned().unwrap_or_default();
    assert!(text.contains("called `Result::unwrap()`"), "{text}");
    shown.say("a panic", text);
}
