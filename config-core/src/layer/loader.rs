//! The loader: sources in the order of the calls, a later one wins.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use figment::{Figment, Provider};
use zeroize::Zeroizing;

use crate::environment::{Environment, EnvironmentPolicy, Environments};
use crate::remote::Remote;
use crate::secret::SecretResolver;
use crate::source::{LastKnownGood, Variables};

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
    pub(super) environment: Environment,
    pub(super) sources: Vec<Step>,
    pub(super) variables: Variables,
    pub(super) ignored: Vec<String>,
    pub(super) resolvers: Vec<Box<dyn SecretResolver>>,
    pub(super) policy: Option<EnvironmentPolicy>,
    pub(super) environments: Environments,
    pub(super) substitutes: Vec<(PathBuf, Zeroizing<Vec<u8>>)>,
    pub(super) kept: Option<LastKnownGood>,
}

pub(super) enum Step {
    File { path: PathBuf, optional: bool },
    Directory(PathBuf),
    Embedded(crate::Layer),
    Dotenv(PathBuf),
    Variables,
    Overrides(Vec<Zeroizing<String>>),
    Provider(Arc<dyn Fn() -> Figment + Send + Sync>, String),
    Remote(Remote),
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
            kept: None,
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

    /// The remote sources.
    pub(crate) fn remotes(&self) -> impl Iterator<Item = &Remote> {
        self.sources.iter().filter_map(|step| match step {
            Step::Remote(remote) => Some(remote),
            _ => None,
        })
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

    /// Adds files that [`embed_config!`](crate::embed_config) has checked and put into the program, so that it starts
    /// without any file. Values say where they stood in the repository.
    #[must_use]
    pub fn embedded(self, layer: crate::Layer) -> Self {
        self.step(Step::Embedded(layer))
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
        let overrides: Vec<Zeroizing<String>> =
            overrides.into_iter().map(|text| Zeroizing::new(text.into())).collect();
        self.step(Step::Overrides(overrides))
    }

    /// Adds any figment provider. It is asked again at every load, perhaps on another thread; one that cannot be shared
    /// between threads, such as figment's `Env`, goes into [`Loader::provider_with`].
    #[must_use]
    pub fn provider<P: Provider + Send + Sync + 'static>(self, provider: P) -> Self {
        let name = crate::source::provider_name(&provider.metadata());
        self.step(Step::Provider(Arc::new(move || Figment::from(&provider)), name))
    }

    /// Adds a figment provider that is made anew at every load: for providers that cannot be shared between threads, and
    /// for those that read when they are made.
    ///
    /// ```
    /// use config_core::figment::providers::Serialized;
    /// use config_core::{Loader, ServiceConfig};
    ///
    /// /// A small service.
    /// #[derive(Debug, ServiceConfig)]
    /// struct Small {
    ///     /// Port to listen on.
    ///     port: u16,
    /// }
    ///
    /// let small: Small = Loader::new().provider_with(|| Serialized::default("port", 8080)).load()?;
    /// assert_eq!(small.port, 8080);
    /// # Ok::<(), config_core::Report>(())
    /// ```
    #[must_use]
    pub fn provider_with<P: Provider>(self, make: impl Fn() -> P + Send + Sync + 'static) -> Self {
        let name = crate::source::provider_name(&make().metadata());
        self.step(Step::Provider(Arc::new(move || Figment::from(make())), name))
    }

    /// Adds a document that another engine holds. While the engine does not answer, the last good document goes on, with
    /// the warning `CFG0113`; before there was one it is an error.
    #[must_use]
    pub fn remote(self, remote: &Remote) -> Self {
        self.step(Step::Remote(remote.clone()))
    }

    /// Keeps a copy of what files and remote sources held when a load was last good, in this file, to start without
    /// them: when one cannot be read, its copy stands in, loudly, with the warning `CFG0113`, which stays a warning even
    /// where validation is strict. The copy holds no secret, only references to them; what was left out is told.
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
    /// # let folder = tempfile::tempdir().unwrap();
    /// let file = folder.path().join("small.yaml");
    /// std::fs::write(&file, "port: 9000\n").unwrap();
    /// let loader = Loader::new().file(&file).last_known_good(folder.path().join("small.kept.json"));
    /// loader.load::<Small>()?;
    ///
    /// std::fs::remove_file(&file).unwrap();
    /// let loaded = loader.load_full::<Small>()?;
    /// assert_eq!(loaded.value.port, 9000);
    /// assert_eq!(loaded.warnings().next().unwrap().code().as_str(), "CFG0113");
    /// # Ok::<(), config_core::Report>(())
    /// ```
    #[must_use]
    pub fn last_known_good(mut self, file: impl AsRef<Path>) -> Self {
        self.kept = Some(LastKnownGood::new(file.as_ref().to_owned()));
        self
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

    fn step(mut self, step: Step) -> Self {
        self.sources.push(step);
        self
    }
}
