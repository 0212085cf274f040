//! One environment, from its directory.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use config_core::{
    Code, Document, EffectiveValue, Environment, Finding, Format, Loaded, Origin, Report, ServiceConfig,
};

use super::configuration::Configuration;
use super::documents::{self, PolicyDocument, RuleDocument};
use super::reference::{Reference, references};
use super::rule::Findings;
use super::rules::RULES;
use super::secret::{SecretUse, secrets};
use super::settings::Settings;
use crate::base::{ServiceBase, ServiceKind};

/// The file of the environment itself.
const SETTINGS: &str = "platform";

/// One service of an environment.
#[derive(Debug)]
pub struct Entry {
    /// Its file.
    pub path: PathBuf,
    /// What the file says.
    pub configuration: Configuration,
    /// Its secrets, without their texts.
    pub secrets: Vec<SecretUse>,
    /// What it refers to.
    pub references: Vec<Reference>,
    /// What its file says, secrets aside: several rules look at every value.
    pub(super) written: Vec<EffectiveValue>,
}

impl Entry {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.configuration.service().name.as_str()
    }

    /// What every service has.
    #[must_use]
    pub fn service(&self) -> &ServiceBase {
        self.configuration.service()
    }
}

/// All services of one environment, held against the rules.
///
/// ```no_run
/// use config_core::Environment;
/// use config_schemas::platform::Platform;
///
/// let platform = Platform::load("/opt/citadel/config", &Environment::Production)?;
/// println!("{} services, {}", platform.services().len(), platform.report());
/// # Ok::<(), config_core::Report>(())
/// ```
#[derive(Debug)]
pub struct Platform {
    environment: Environment,
    settings: Option<Box<Loaded<Settings>>>,
    services: Vec<Entry>,
    /// Services by their names.
    names: HashMap<String, usize>,
    /// Services that refer to a name.
    clients: HashMap<String, Vec<usize>>,
    rule_files: Vec<RuleDocument>,
    /// The `rule_files` of services, by name and index, that have found a file.
    patterns: HashSet<(String, usize)>,
    policies: Vec<PolicyDocument>,
    report: Report,
}

/// As much of a service's file as says how to read it.
#[derive(Debug, ServiceConfig)]
#[config(allow_unknown)]
struct Head {
    /// The kind.
    kind: ServiceKind,
}

impl Platform {
    /// Reads the directory of an environment and holds its services against the rules. `directory` is that of the
    /// environment, or one that holds it under its short or its full name.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the files and between them, if any of it is an error.
    pub fn load(directory: impl AsRef<Path>, environment: &Environment) -> Result<Self, Report> {
        let platform = Self::inspect(directory, environment);
        if platform.report.has_errors() { Err(platform.report) } else { Ok(platform) }
    }

    /// The same, with what could be read even if some of it is wrong; see [`Platform::report`].
    #[must_use]
    pub fn inspect(directory: impl AsRef<Path>, environment: &Environment) -> Self {
        let directory = directory.as_ref();
        let own = [environment.short_name(), environment.name()]
            .into_iter()
            .map(|name| directory.join(name))
            .find(|path| path.is_dir())
            .unwrap_or_else(|| directory.to_owned());
        let mut platform = Self {
            environment: environment.clone(),
            settings: None,
            services: Vec::new(),
            names: HashMap::new(),
            clients: HashMap::new(),
            rule_files: Vec::new(),
            patterns: HashSet::new(),
            policies: Vec::new(),
            report: Report::default(),
        };
        let mut findings = Vec::new();
        match files(&own) {
            Ok(files) => {
                for (path, format) in files {
                    if let Err(report) = platform.read(path, format, &mut findings) {
                        findings.extend(report.findings().iter().cloned());
                    }
                }
            }
            Err(report) => findings.extend(report.findings().iter().cloned()),
        }
        platform.rule_files =
            documents::rule_files(&own, &platform.services, &mut findings, &mut platform.patterns);
        platform.policies = documents::policies(&own, &mut findings);
        let mut all = Findings::new(&platform, findings);
        for rule in RULES {
            all.hold(rule);
        }
        platform.report = all.into_report();
        platform
    }

    fn read(&mut self, path: PathBuf, format: Format, findings: &mut Vec<Finding>) -> Result<(), Report> {
        let bytes = documents::read(&path)?;
        if path.file_stem().is_some_and(|stem| stem == SETTINGS) {
            let document = Document::parse(&path, bytes, format)?.in_environment(&self.environment);
            let loaded = document.read::<Settings>()?;
            findings.extend(loaded.report.findings().iter().cloned());
            self.settings = Some(Box::new(loaded));
            return Ok(());
        }
        let kind = Document::parse(&path, bytes.clone(), format)?.read::<Head>()?.value.kind;
        let document = Document::parse(&path, bytes.clone(), format)?.in_environment(&self.environment);
        let configuration = Configuration::read(kind, document)?;
        findings.extend(configuration.report().findings().iter().cloned());
        let document = Document::parse(&path, bytes, format)?.in_environment(&self.environment);
        let section = format!("{}.config", configuration.service().name);
        findings
            .extend(Configuration::whole(kind, &document).into_iter().map(|finding| finding.below(&section)));
        let mut written = configuration.values();
        let secrets = secrets(&configuration, &written, document.tree());
        written.retain(|value| !value.secret && value.layer.is_some());
        let references = references(&configuration);
        let entry = Entry { path, configuration, secrets, references, written };
        if let Some(first) = self.service(entry.name()) {
            let message = format!("two services are called {}", entry.name());
            let finding = Finding::error(Code::custom("NET-063"), "name", message);
            let finding = entry.configuration.locate(finding, "name");
            findings.push(first.configuration.locate(finding, "name").with_help("rename one of them"));
        }
        let index = self.services.len();
        self.names.entry(entry.name().to_owned()).or_insert(index);
        for reference in &entry.references {
            let clients = self.clients.entry(reference.service.clone()).or_default();
            if clients.last() != Some(&index) {
                clients.push(index);
            }
        }
        self.services.push(entry);
        Ok(())
    }

    /// The environment.
    #[must_use]
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// Whether it is production.
    #[must_use]
    pub fn is_production(&self) -> bool {
        self.environment == Environment::Production
    }

    /// What the environment has; nothing is known without `platform.yaml`.
    #[must_use]
    pub fn settings(&self) -> Option<&Settings> {
        self.settings.as_deref().map(|loaded| &loaded.value)
    }

    /// Adds the place of a value of `platform.yaml` to a finding.
    #[must_use]
    pub fn locate_setting(&self, finding: Finding, path: &str) -> Finding {
        match &self.settings {
            Some(loaded) => loaded.locate(finding, path),
            None => finding,
        }
    }

    /// All services, in the order of their files.
    #[must_use]
    pub fn services(&self) -> &[Entry] {
        &self.services
    }

    /// The service with this name.
    #[must_use]
    pub fn service(&self, name: &str) -> Option<&Entry> {
        self.names.get(name).map(|index| &self.services[*index])
    }

    /// The place of a service among all of them.
    pub(super) fn number_of(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// The services that refer to a name.
    pub fn clients(&self, name: &str) -> impl Iterator<Item = &Entry> {
        self.clients.get(name).into_iter().flatten().map(|index| &self.services[*index])
    }

    /// The files of rules that a Prometheus of the environment evaluates.
    #[must_use]
    pub fn rule_files(&self) -> &[RuleDocument] {
        &self.rule_files
    }

    /// Whether a pattern of a service's `rule_files` has found a file.
    pub(super) fn has_found(&self, service: &str, pattern: usize) -> bool {
        self.patterns.contains(&(service.to_owned(), pattern))
    }

    /// The network policies among its manifests.
    #[must_use]
    pub fn policies(&self) -> &[PolicyDocument] {
        &self.policies
    }

    /// Everything that was found.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }
}

/// The files of a directory in the order of their names.
fn files(directory: &Path) -> Result<Vec<(PathBuf, Format)>, Report> {
    let entries = std::fs::read_dir(directory).map_err(|error| {
        let message = format!("the directory {} cannot be read: {}", directory.display(), error.kind());
        Finding::error(Code::FILE_UNREADABLE, "", message)
            .with_origin(Origin::File { path: directory.to_owned(), line: 0, column: 0 })
            .with_help("name the directory of an environment")
    })?;
    let mut files: Vec<(PathBuf, Format)> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .filter(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')))
        .filter_map(|path| Some((path.clone(), Format::from_path(&path)?)))
        .filter(|(_, format)| matches!(format, Format::Yaml | Format::Toml | Format::Json | Format::Jsonc))
        .collect();
    files.sort_by(|(left, _), (right, _)| left.cmp(right));
    Ok(files)
}
