//! Loading: every source taken in, in order, and read.

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::loader::{Loader, Step};
use super::{Loaded, read_intake};
use crate::finding::{Code, Finding, Report};
use crate::read::ServiceConfig;
use crate::schema::Schema;
use crate::secret::default_resolvers;
use crate::source::{self, Intake, Mark, Taken};

impl Loader {
    /// Loads the value.
    ///
    /// # Errors
    ///
    /// The report, when it holds at least one error: every error of every source at once.
    pub fn load<T: ServiceConfig>(&self) -> Result<T, Report> {
        self.load_full().map(|loaded| loaded.value)
    }

    /// Loads the value with its report, which may hold warnings, and with the layers for `explain`.
    ///
    /// # Errors
    ///
    /// As [`Loader::load`].
    pub fn load_full<T: ServiceConfig>(&self) -> Result<Loaded<T>, Report> {
        let mut loaded = self.load_candidate()?;
        self.remember(&mut loaded);
        Ok(loaded)
    }

    /// As [`Loader::load_full`], without keeping a last-known-good copy: whether it is good is still to be seen.
    pub(crate) fn load_candidate<T: ServiceConfig>(&self) -> Result<Loaded<T>, Report> {
        self.load_substituted(&self.substitutes)
    }

    /// Keeps a copy of what was loaded, where one is wanted. What goes wrong is added to the report as a warning.
    pub(crate) fn remember<T>(&self, loaded: &mut Loaded<T>) {
        if let Some(warning) = self.keep_copy(loaded) {
            let findings = loaded.report.findings().iter().cloned().chain([warning]);
            loaded.report = Report::new(findings.collect());
        }
    }

    /// Keeps a copy of what was loaded, where one is wanted. Gives what went wrong.
    pub(crate) fn keep_copy<T>(&self, loaded: &Loaded<T>) -> Option<Finding> {
        // A copy of a copy would lose what was left out of the first.
        let stale = loaded.report.findings().iter().any(|finding| finding.code() == Code::LAST_KNOWN_GOOD);
        let kept = self.kept.as_ref().filter(|_| !stale)?;
        kept.write(loaded.schema(), self.environment.name(), loaded.all_layers(), loaded.taken())
            .err()
            .map(|warning| *warning)
    }

    /// As [`Loader::load_full`], with texts to read in place of files.
    pub(crate) fn load_substituted<T: ServiceConfig>(
        &self,
        substitutes: &[(PathBuf, Zeroizing<Vec<u8>>)],
    ) -> Result<Loaded<T>, Report> {
        let violations: Vec<Finding> = T::SCHEMA.verify().into_iter().map(Into::into).collect();
        if !violations.is_empty() {
            return Err(Report::new(violations));
        }
        let mut intake = self.intake(T::SCHEMA, substitutes);
        let defaults;
        let resolvers = if self.resolvers.is_empty() {
            defaults = default_resolvers();
            &defaults
        } else {
            &self.resolvers
        };
        let dotenv = std::mem::take(&mut intake.dotenv);
        let variable = |name: &str| match self.variables.get(name) {
            Some(value) => {
                Some(value.into_string().map_err(|_| crate::Origin::Variable { name: name.to_owned() }))
            }
            None => {
                dotenv.iter().rev().find(|(known, _)| known == name).map(|(_, value)| Ok(value.to_string()))
            }
        };
        read_intake(intake, resolvers, &variable)
    }

    /// The files and directories that a load looks at, those that do not exist included.
    #[must_use]
    pub fn watched<T: ServiceConfig>(&self) -> Vec<PathBuf> {
        self.intake(T::SCHEMA, &self.substitutes).watched
    }

    fn intake<'i>(
        &'i self,
        schema: &'static Schema,
        substitutes: &'i [(PathBuf, Zeroizing<Vec<u8>>)],
    ) -> Intake<'i> {
        let mut intake = Intake::new(schema, &self.environment);
        intake.policy = self.policy.as_ref();
        intake.substitutes = substitutes;
        let chain = match self.environments.chain(&self.environment) {
            Ok(chain) => chain,
            Err(report) => {
                intake.findings.extend(report.findings().iter().cloned());
                vec![self.environment.name().to_owned()]
            }
        };
        for step in &self.sources {
            match step {
                Step::File { path, .. } | Step::Directory(path) | Step::Dotenv(path)
                    if names_environment(path) =>
                {
                    for name in &chain {
                        let first = intake.layers.len();
                        self.take(&mut intake, step, &placed(path, name));
                        let own = name == self.environment.name();
                        intake.layers[first..].iter_mut().for_each(|layer| layer.for_environment = own);
                    }
                }
                Step::File { path, .. } | Step::Directory(path) | Step::Dotenv(path) => {
                    self.take(&mut intake, step, path);
                }
                _ => self.take(&mut intake, step, Path::new("")),
            }
        }
        intake
    }

    /// Takes in one source; `path` is its own, with the environment filled in.
    fn take(&self, intake: &mut Intake<'_>, step: &Step, path: &Path) {
        let mark = Mark::of(intake);
        let name = match step {
            Step::File { .. } | Step::Directory(_) | Step::Dotenv(_) => Some(path.display().to_string()),
            Step::Remote(remote) => Some(remote.name()),
            _ => None,
        };
        match step {
            Step::File { optional, .. } => source::file(intake, path, *optional),
            Step::Directory(_) => source::directory(intake, path),
            Step::Embedded(layer) => source::embedded(intake, layer),
            Step::Dotenv(_) => source::dotenv(intake, path, &self.ignored),
            Step::Variables => source::variables(intake, &self.variables, &self.ignored),
            Step::Overrides(texts) => source::overrides(intake, texts),
            Step::Provider(figment, name) => source::provider(intake, &figment(), name),
            Step::Remote(remote) => source::remote(intake, remote),
        }
        if let (Some(kept), Some(source)) = (&self.kept, name) {
            kept.stand_in(intake, &source, &mark);
            let layers = mark.layers(intake);
            intake.taken.push(Taken { source, layers });
        }
    }
}

/// A path with `{environment}` filled in.
fn placed(path: &Path, environment: &str) -> PathBuf {
    path.to_str().map_or_else(|| path.to_owned(), |text| text.replace("{environment}", environment).into())
}

fn names_environment(path: &Path) -> bool {
    path.to_str().is_some_and(|text| text.contains("{environment}"))
}
