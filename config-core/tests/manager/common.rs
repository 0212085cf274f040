//! A configuration with a rule that spans two fields, and a directory to keep it in.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use config_core::manager::{ConfigurationManager, ConfigurationManagerBuilder};
use config_core::{Loader, Secret, ServiceConfig};

/// A service whose two shares always make a hundred.
#[derive(Debug, ServiceConfig)]
#[expect(dead_code, reason = "some fields are there for their rules alone")]
#[config(
    check(self.left + self.right == 100, "left and right must make 100"),
    check_change(new.limits.tokens >= old.limits.tokens / 2, "tokens may not fall below half")
)]
pub(crate) struct Service {
    /// The left share.
    #[config(default = 50)]
    pub(crate) left: u32,
    /// The right share.
    #[config(default = 50)]
    pub(crate) right: u32,
    /// Port to listen on.
    #[config(default = 8080, reload = "restart")]
    pub(crate) port: u16,
    /// Where the data lies.
    #[config(default = "main", immutable)]
    pub(crate) volume: String,
    /// The key that clients present.
    #[config(secret)]
    pub(crate) key: Option<Secret<String>>,
    /// Names of the servers behind it.
    #[config(default, max_step = "50%")]
    pub(crate) servers: Vec<String>,
    /// Limits per request.
    #[config(default)]
    pub(crate) limits: Limits,
}

/// Limits per request.
#[derive(Debug, ServiceConfig)]
#[expect(dead_code, reason = "some fields are there for their rules alone")]
pub(crate) struct Limits {
    /// Tokens at most.
    #[config(default = 1000, max_step = "100%")]
    pub(crate) tokens: u32,
    /// Version of the layout.
    #[config(default = 1, monotonic)]
    pub(crate) revision: u32,
}

pub(crate) struct Place {
    directory: PathBuf,
    /// Removes the directory in the end, unless it is someone else's.
    _own: Option<tempfile::TempDir>,
}

impl Place {
    pub(crate) fn new(text: &str) -> Self {
        let own = tempfile::tempdir().unwrap();
        let place = Self { directory: own.path().to_owned(), _own: Some(own) };
        place.write(text);
        place
    }

    /// A place that another process has made.
    pub(crate) fn at(directory: PathBuf) -> Self {
        Self { directory, _own: None }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.directory.join("service.yaml")
    }

    pub(crate) fn root(&self) -> &Path {
        &self.directory
    }

    pub(crate) fn write(&self, text: &str) {
        std::fs::write(self.path(), text).unwrap();
    }

    /// Writes aside and renames into place.
    pub(crate) fn replace(&self, text: &str) {
        let aside = self.directory.join(".service.yaml.new");
        std::fs::write(&aside, text).unwrap();
        std::fs::rename(aside, self.path()).unwrap();
    }

    pub(crate) fn loader(&self) -> Loader {
        Loader::new().file(self.path()).variables(Vec::<(String, String)>::new())
    }

    pub(crate) fn builder(&self) -> ConfigurationManagerBuilder<Service> {
        ConfigurationManager::builder(self.loader()).sighup(false)
    }

    pub(crate) fn manager(&self) -> ConfigurationManager<Service> {
        self.builder().build().unwrap()
    }
}

/// Waits until something holds; the tests of a busy machine need patience, not precision.
#[track_caller]
pub(crate) fn eventually(what: &str, holds: impl Fn() -> bool) {
    let started = Instant::now();
    while !holds() {
        assert!(started.elapsed() < Duration::from_secs(20), "did not come to hold: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}
