//! The loader: sources in the order of the calls, a later one wins.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use figment::{Figment, Provider};
use zeroize::Zeroizing;

use super::{Loaded, read_intake};
use crate::environment::{Environment, EnvironmentPolicy, Environments};
use crate::finding::{Finding, Report};
use crate::read::ServiceConfig;
use crate::schema::Schema;
use crate::secret::{SecretResolver, default_resolvers};
use crate::source::{self, Intake, Variables};

/// Loads a configuration from its sources. A later source wins; the order is the order of the calls.
///
/// In paths, `{environment}` stands for the name of the environment.
///
/// ```no_run
/// use config_core::{Environment, Loader, ServiceConfig};
///
/// /// A small service.
/// #[derive(Debug, ServiceConfig)]
/// #[config(env_prefix = "SMALL")]
/// struct Small {
///     /// Port to listen on.
///     #[config(default = 8080)]
///     port: u16,
/// }
///
/// let small: Small = Loader::new()
///     .environment(Environment::from_env("SMALL_ENV")?)
///     .file("config/small.yaml")
///     .optional_file("config/small.{environment}.yaml")
///     .env()
///     .load()?;
/// # Ok::<(), config_core::Report>(())
/// ```
pub struct Loader {
    environment: Environment,
    sources: Vec<Step>,
    variables: Variables,
    ignored: Vec<String>,
    resolvers: Vec<Box<dyn SecretResolver>>,
    policy: Option<EnvironmentPolicy>,
    environments: Environments,
    substitutes: Vec<(PathBuf, Zeroizing<Vec<u8>>)>,
}

enum Step {
    File { path: PathBuf, optional: bool },
    Directory(PathBuf),
    Dotenv(PathBuf),
    Variables,
    Overrides(Vec<String>),
    Provider(Arc<dyn Fn() -> Figment + Send + Sync>, String),
}

impl Default for Loader {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Loader {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Loader")
            .field("environment", &self.environment)
            .field("sources", &self.sources.len())
            .finish_non_exhaustive()
    }
}

impl Loader {
    /// A loader without sources, for the environment `development`.
    #[must_use]
    pub fn new() -> Self {
        Self {
            environment: Environment::default(),
            sources: Vec::new(),
            variables: Variables::Process,
            ignored: Vec::new(),
            resolvers: Vec::new(),
            policy: None,
            environments: Environments::new(),
            substitutes: Vec::new(),
        }
    }

    /// Sets the environment.
    #[must_use]
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = environment;
        self
    }

    /// Sets what the environment demands: how severe findings are, and what the audit looks for. Without a policy
    /// findings are as severe as they were made and there is no audit.
    ///
    /// ```
    /// use config_core::{Environment, EnvironmentPolicy, Loader};
    /// let environment = Environment::Production;
    /// let loader = Loader::new().policy(EnvironmentPolicy::platform(&environment)).environment(environment);
    /// # drop(loader);
    /// ```
    #[must_use]
    pub fn policy(mut self, policy: EnvironmentPolicy) -> Self {
        self.policy = Some(policy);
        self
    }

    /// Sets which environment builds on which. A source whose path names `{environment}` then stands for one source for
    /// each environment of the chain, the base first. A `file` must exist for each of them, an `optional_file` need not.
    #[must_use]
    pub fn environments(mut self, environments: Environments) -> Self {
        self.environments = environments;
        self
    }

    /// Reads `text` where a source names the file `path`, which need not exist: so a change of a file is checked, at its
    /// exact positions, before it is written.
    ///
    /// ```
    /// use config_core::{Loader, ServiceConfig};
    ///
    /// /// A small service.
    /// #[derive(Debug, ServiceConfig)]
    /// struct Small {
    ///     /// Port to listen on.
    ///     port: u16,
    /// }
    ///
    /// let refused = Loader::new().file("small.yaml").substitute("small.yaml", "port: 99999").load::<Small>();
    /// assert!(refused.unwrap_err().to_string().contains("small.yaml:1:7"));
    /// ```
    #[must_use]
    pub fn substitute(mut self, path: impl AsRef<Path>, text: impl Into<Vec<u8>>) -> Self {
        self.substitutes.push((path.as_ref().to_owned(), Zeroizing::new(text.into())));
        self
    }

    /// The name of the environment.
    pub(crate) fn environment_name(&self) -> &str {
        self.environment.name()
    }

    /// What the environment demands, when it was said.
    #[must_use]
    pub fn environment_policy(&self) -> Option<&EnvironmentPolicy> {
        self.policy.as_ref()
    }

    /// Adds a file that must exist. Its ending says the format: `yaml`, `yml`, `toml`, `json`, `jsonc`, `ini`, `env`.
    #[must_use]
    pub fn file(self, path: impl AsRef<Path>) -> Self {
        let path = path.as_ref().to_owned();
        self.step(Step::File { path, optional: false })
    }

    /// Adds a file that need not exist.
    #[must_use]
    pub fn optional_file(self, path: impl AsRef<Path>) -> Self {
        let path = path.as_ref().to_owned();
        self.step(Step::File { path, optional: true })
    }

    /// Adds all files of a drop-in directory, in the order of their names. The directory need not exist.
    #[must_use]
    pub fn directory(self, path: impl AsRef<Path>) -> Self {
        let path = path.as_ref().to_owned();
        self.step(Step::Directory(path))
    }

    /// Adds a `.env` file, which need not exist. Its names are those of variables; they also answer `${env:NAME}`
    /// where the environment does not.
    #[must_use]
    pub fn dotenv(self, path: impl AsRef<Path>) -> Self {
        let path = path.as_ref().to_owned();
        self.step(Step::Dotenv(path))
    }

    /// Adds the environment variables, whose names follow from the schema and its `env_prefix`.
    #[must_use]
    pub fn env(self) -> Self {
        self.step(Step::Variables)
    }

    /// Adds overrides such as `limits.max_tokens=4096`.
    #[must_use]
    pub fn overrides<I, S>(self, overrides: I) -> Self
    where
        I: IntoIterator<Item = S>,
        S: Into<String>,
    {
        let overrides: Vec<String> = overrides.into_iter().map(Into::into).collect();
        self.step(Step::Overrides(overrides))
    }

    /// Adds any figment provider. It is asked again at every load.
    #[must_use]
    pub fn provider<P: Provider + Send + Sync + 'static>(self, provider: P) -> Self {
        let name = provider.metadata().name.into_owned();
        self.step(Step::Provider(Arc::new(move || Figment::from(&provider)), name))
    }

    /// Adds a source of secrets for `${secret:path}`. The first one added replaces the default ones, which are
    /// variables, `_FILE` variables, systemd credentials and `/run/secrets`.
    #[must_use]
    pub fn secrets(mut self, resolver: impl SecretResolver + 'static) -> Self {
        self.resolvers.push(Box::new(resolver));
        self
    }

    /// Uses these variables in place of the process's, for `env` and `${env:NAME}`. Meant for tests.
    #[must_use]
    pub fn variables<I, K, V>(mut self, variables: I) -> Self
    where
        I: IntoIterator<Item = (K, V)>,
        K: Into<String>,
        V: Into<OsString>,
    {
        let pairs = variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        self.variables = Variables::Given(pairs);
        self
    }

    /// Names variables that have the service's prefix but belong to something else, so that they are no findings.
    #[must_use]
    pub fn ignore_variables<I, S>(mut self, names: I) -> Self
    where
        I: IntoIterator<Item = S>,
        S: Into<String>,
    {
        self.ignored.extend(names.into_iter().map(Into::into));
        self
    }

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
        self.load_substituted(&self.substitutes)
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
        match step {
            Step::File { optional, .. } => source::file(intake, path, *optional),
            Step::Directory(_) => source::directory(intake, path),
            Step::Dotenv(_) => source::dotenv(intake, path, &self.ignored),
            Step::Variables => source::variables(intake, &self.variables, &self.ignored),
            Step::Overrides(texts) => source::overrides(intake, texts),
            Step::Provider(figment, name) => source::provider(intake, &figment(), name),
        }
    }

    fn step(mut self, step: Step) -> Self {
        self.sources.push(step);
        self
    }
}

/// A path with `{environment}` filled in.
fn placed(path: &Path, environment: &str) -> PathBuf {
    path.to_str().map_or_else(|| path.to_owned(), |text| text.replace("{environment}", environment).into())
}

fn names_environment(path: &Path) -> bool {
    path.to_str().is_some_and(|text| text.contains("{environment}"))
}
