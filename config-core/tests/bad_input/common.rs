//! What is loaded, and what is said of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use config_core::{Loader, Origin, Report, Secret, ServiceConfig};

/// A service with a field of each sort.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "SVC")]
pub(crate) struct Service {
    /// Port.
    #[config(default = 8080, range(1024..=65535))]
    pub(crate) port: u16,
    /// Count.
    #[config(default = 0)]
    pub(crate) count: u64,
    /// Signed count.
    #[config(default = 0)]
    pub(crate) signed: i64,
    /// Share.
    #[config(default = 0.5, range(0.0..=1.0))]
    pub(crate) ratio: f64,
    /// Any number.
    #[config(default = 0.0)]
    pub(crate) number: f64,
    /// Switch.
    #[config(default = false)]
    pub(crate) enabled: bool,
    /// Pause.
    #[config(default = "1s")]
    pub(crate) pause: Duration,
    /// Name.
    #[config(default = "service")]
    pub(crate) name: String,
    /// Names.
    #[config(default)]
    pub(crate) names: Vec<String>,
    /// Labels.
    #[config(default)]
    pub(crate) labels: BTreeMap<String, String>,
    /// Key.
    #[config(default)]
    pub(crate) key: Option<Secret<String>>,
    /// Number that nobody may see.
    #[config(default)]
    pub(crate) pin: Option<Secret<u32>>,
    /// Nested.
    #[config(default)]
    pub(crate) nested: Nested,
}

/// A section.
#[derive(Debug, ServiceConfig)]
pub(crate) struct Nested {
    /// Inner.
    #[config(default)]
    pub(crate) inner: Inner,
    /// All of them.
    #[config(default)]
    pub(crate) all: Vec<Inner>,
}

/// A section in it.
#[derive(Debug, ServiceConfig)]
pub(crate) struct Inner {
    /// Value.
    #[config(default = 1)]
    pub(crate) value: u8,
}

/// What must be given.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "NEEDS")]
pub(crate) struct Needs {
    /// The section.
    pub(crate) server: Server,
}

/// A section with a required key.
#[derive(Debug, ServiceConfig)]
pub(crate) struct Server {
    /// Host.
    pub(crate) host: String,
    /// Port.
    pub(crate) port: u16,
}

pub(crate) struct Folder(pub(crate) tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }
}

/// The findings as `code path place`, the file's name alone for files. Each says what to do, whatever is asked of it.
pub(crate) fn told(report: &Report) -> Vec<String> {
    for finding in report.findings() {
        assert!(finding.help().is_some_and(|help| !help.is_empty()), "without help: {report}");
    }
    report
        .findings()
        .iter()
        .map(|finding| {
            let place = match finding.origins().first() {
                Some(Origin::File { path, line: 0, .. }) => {
                    path.file_name().unwrap().to_string_lossy().into_owned()
                }
                Some(Origin::File { path, line, column }) => {
                    format!("{}:{line}:{column}", path.file_name().unwrap().to_string_lossy())
                }
                Some(other) => other.to_string(),
                None => "nowhere".to_owned(),
            };
            format!("{} {} {place}", finding.code(), finding.path()).replace("  ", " ")
        })
        .collect()
}

/// Loads a service from files alone and tells what is wrong.
pub(crate) fn refuse(files: &[(&str, &[u8])]) -> (Vec<String>, Report) {
    let folder = Folder::new();
    let mut loader = Loader::new().variables(NOTHING);
    for (name, text) in files {
        loader = loader.file(folder.write(name, text));
    }
    let report = loader.load::<Service>().expect_err("the configuration is refused");
    (told(&report), report)
}

pub(crate) const NOTHING: [(&str, &str); 0] = [];

pub(crate) fn one(name: &str, text: &str, expected: &[&str]) -> Report {
    let (told, report) = refuse(&[(name, text.as_bytes())]);
    assert_eq!(told, expected, "{name}: {text}\n{report}");
    report
}
