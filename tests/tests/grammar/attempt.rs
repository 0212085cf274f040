//! A configuration being tried: files in a folder of their own, variables and overrides.

use config_core::{Environment, Finding, Loaded, Loader, Report, ServiceConfig};

/// Sources, in the order of the calls.
pub(crate) struct Attempt {
    folder: tempfile::TempDir,
    loader: Loader,
    files: usize,
}

impl Attempt {
    /// No source at all.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        Self { folder, loader: Loader::new(), files: 0 }
    }

    /// One YAML file.
    pub(crate) fn yaml(text: &str) -> Self {
        Self::new().file("yaml", text)
    }

    /// A further file.
    pub(crate) fn file(mut self, ending: &str, text: &str) -> Self {
        self.files += 1;
        let path = self.folder.path().join(format!("{}.{ending}", self.files));
        std::fs::write(&path, text).expect("the file is written");
        self.loader = self.loader.file(path);
        self
    }

    /// A `.env` file.
    pub(crate) fn dotenv(mut self, text: &str) -> Self {
        let path = self.folder.path().join(".env");
        std::fs::write(&path, text).expect("the file is written");
        self.loader = self.loader.dotenv(path);
        self
    }

    /// The environment's variables.
    pub(crate) fn variables<const N: usize>(mut self, variables: [(&str, &str); N]) -> Self {
        self.loader = self.loader.variables(variables).env();
        self
    }

    pub(crate) fn overrides<const N: usize>(mut self, overrides: [&str; N]) -> Self {
        self.loader = self.loader.overrides(overrides);
        self
    }

    pub(crate) fn environment(mut self, environment: Environment) -> Self {
        self.loader = self.loader.environment(environment);
        self
    }

    pub(crate) fn full<T: ServiceConfig>(&self) -> Loaded<T> {
        match self.loader.load_full() {
            Ok(loaded) => loaded,
            Err(report) => panic!("refused:\n{report}"),
        }
    }

    /// The value of an attempt that succeeds.
    pub(crate) fn load<T: ServiceConfig>(&self) -> T {
        self.full().value
    }

    /// The report of an attempt that fails.
    pub(crate) fn report<T: ServiceConfig>(&self) -> Report {
        match self.loader.load::<T>() {
            Ok(_) => panic!("nothing was refused"),
            Err(report) => report,
        }
    }

    /// The findings of an attempt that fails, a line each.
    pub(crate) fn refused<T: ServiceConfig>(&self) -> Vec<String> {
        self.report::<T>().findings().iter().map(line).collect()
    }

    /// The warnings of an attempt that succeeds, a line each.
    pub(crate) fn warned<T: ServiceConfig>(&self) -> Vec<String> {
        self.full::<T>().warnings().map(line).collect()
    }
}

/// `CFG0401 limits.most: 9 is outside of its range, from 1 to 5`.
pub(crate) fn line(finding: &Finding) -> String {
    format!("{} {}: {}", finding.code(), finding.path(), finding.message())
}
