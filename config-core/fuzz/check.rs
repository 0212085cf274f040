//! What must hold for every text: nothing panics, and everything that is said can be written out.

#![expect(dead_code, reason = "the values are never read")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use config_core::{ByteSize, Loaded, Loader, Origin, Report, Secret, ServiceConfig};

/// A field of every sort.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "SVC", version = 2, check(i64::from(self.small) <= self.large, "small must not exceed large"))]
struct Service {
    /// Small.
    #[config(default = 1, range(0..=100), alias = "little")]
    small: u8,
    /// Large.
    #[config(default = 100)]
    large: i64,
    /// Share.
    #[config(default = 0.5, range(0.0..=1.0))]
    share: f64,
    /// Switch.
    #[config(default = false)]
    switch: bool,
    /// Pause.
    #[config(default = "1s")]
    pause: Duration,
    /// Size.
    #[config(default = "1MiB")]
    size: ByteSize,
    /// Text.
    #[config(default = "text", pattern("^[a-z $]*$"), length(..=100))]
    text: String,
    /// Key.
    key: Option<Secret<String>>,
    /// Names.
    #[config(default, merge = "append")]
    names: Vec<String>,
    /// Labels.
    #[config(default)]
    labels: BTreeMap<String, String>,
    /// Servers.
    #[config(default, merge = "keyed", key = "name")]
    servers: Vec<Server>,
    /// Storage.
    storage: Option<Storage>,
    /// Flat.
    #[config(flatten)]
    flat: Flat,
}

/// A server.
#[derive(Debug, ServiceConfig)]
struct Server {
    /// Name.
    name: String,
    /// Port.
    #[config(default = 80)]
    port: u16,
}

/// Storage.
#[derive(Debug, ServiceConfig)]
#[config(tag = "kind")]
enum Storage {
    /// Here.
    Local {
        /// Path.
        path: PathBuf,
    },
    /// Nowhere.
    None,
}

/// Flat.
#[derive(Debug, ServiceConfig)]
struct Flat {
    /// Region.
    #[config(default = "eu")]
    region: String,
}

const ENDINGS: [&str; 6] = ["yaml", "toml", "json", "jsonc", "ini", "env"];

/// A file: the first byte chooses the format, the others are the text.
pub(crate) fn reader(bytes: &[u8]) {
    let Some((choice, text)) = bytes.split_first() else { return };
    let ending = ENDINGS[usize::from(*choice) % ENDINGS.len()];
    let folder = std::env::temp_dir();
    let thread = format!("{:?}", std::thread::current().id()).replace(['(', ')'], "-");
    let path = folder.join(format!("config-core-fuzz-{}-{thread}.{ending}", std::process::id()));
    if std::fs::write(&path, text).is_err() {
        return;
    }
    let alone = Loader::new().variables([("UNRELATED", "")]).file(&path);
    look(alone.load_full(), text);
    // And over and under other layers.
    let between = Loader::new()
        .overrides(["small=2", "servers[0]={\"name\": \"a\"}", "names=a,b"])
        .file(&path)
        .env()
        .variables([("SVC_LABELS__A", "b"), ("SVC_SERVERS__0__PORT", "81")]);
    look(between.load_full(), text);
    let _ = std::fs::remove_file(&path);
}

/// A text as the value of fields of several sorts.
pub(crate) fn reference(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let names = [
        "SVC_TEXT",
        "SVC_KEY",
        "SVC_NAMES",
        "SVC_LABELS__A",
        "SVC_SMALL",
        "SVC_SERVERS",
        "SVC_STORAGE__KIND",
    ];
    let loader = Loader::new().env().variables(names.map(|name| (name, text.as_ref())));
    look(loader.load_full(), bytes);
}

fn look(outcome: Result<Loaded<Service>, Report>, text: &[u8]) {
    let report = match &outcome {
        Ok(loaded) => {
            for value in loaded.values() {
                let explained = loaded.explain(&value.path).map(|explained| explained.to_string());
                assert!(explained.is_ok(), "{} cannot be explained", value.path);
            }
            let _ = (loaded.to_json(), loaded.figment().find_value("small").is_ok());
            &loaded.report
        }
        Err(report) => report,
    };
    assert!(outcome.is_ok() || report.has_errors(), "refused without a reason");
    let lines = text.iter().filter(|byte| **byte == b'\n').count() + 1;
    for finding in report.findings() {
        assert!(!finding.message().is_empty(), "a finding without words");
        for origin in finding.origins() {
            if let Origin::File { line, .. } = origin {
                assert!(*line as usize <= lines, "line {line} of {lines}: {finding}");
            }
        }
    }
    let _ = (report.to_string(), report.render(true), report.to_json());
}
