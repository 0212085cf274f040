//! What an environment demands of a configuration.

use std::path::{Path, PathBuf};

use super::Environment;
use crate::finding::{Code, Finding, Severity};

/// How severe findings are in an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum ValidationLevel {
    /// Warnings count as errors. Only the warning that a last-known-good copy is in use stays one.
    Strict,
    /// Findings are as severe as they were made.
    #[default]
    Standard,
    /// Keys and variables that nobody claims, and what the security audit finds, are warnings. Types, rules and checks
    /// are errors as ever: without them there is no value to run with.
    Lenient,
}

impl ValidationLevel {
    /// `strict`, `standard` or `lenient`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ValidationLevel::Strict => "strict",
            ValidationLevel::Standard => "standard",
            ValidationLevel::Lenient => "lenient",
        }
    }
}

/// What an environment demands of a configuration: hand it to [`crate::Loader::policy`].
///
/// | | development | staging | production, and names of your own |
/// | --- | --- | --- | --- |
/// | validation | strict | strict | strict |
/// | hot reload | on | on | off |
/// | debug allowed | yes | yes | no |
/// | security audit | off | off | on |
/// | directory | `/opt/citadel/config/dev` | `/opt/citadel/config/staging` | `/opt/citadel/config/prod` (or the name) |
///
/// An environment that nobody described is held to production's rules.
///
/// ```
/// use config_core::{Environment, EnvironmentPolicy, ValidationLevel};
///
/// let policy = EnvironmentPolicy::platform(&Environment::Production);
/// assert!(!policy.hot_reload() && !policy.debug_allowed() && policy.security_audit());
/// assert_eq!(policy.validation(), ValidationLevel::Strict);
/// assert_eq!(policy.directory(), std::path::Path::new("/opt/citadel/config/prod"));
///
/// let relaxed = policy.with_validation(ValidationLevel::Lenient).with_directory("/etc/gateway");
/// assert_eq!(relaxed.validation().name(), "lenient");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvironmentPolicy {
    validation: ValidationLevel,
    hot_reload: bool,
    debug_allowed: bool,
    security_audit: bool,
    directory: PathBuf,
}

impl EnvironmentPolicy {
    /// The platform's rules for an environment.
    #[must_use]
    pub fn platform(environment: &Environment) -> Self {
        let guarded = !matches!(environment, Environment::Development | Environment::Staging);
        Self {
            validation: ValidationLevel::Strict,
            hot_reload: !guarded,
            debug_allowed: !guarded,
            security_audit: guarded,
            directory: Path::new("/opt/citadel/config").join(environment.short_name()),
        }
    }

    /// Sets how severe findings are.
    #[must_use]
    pub fn with_validation(mut self, level: ValidationLevel) -> Self {
        self.validation = level;
        self
    }

    /// Sets whether a manager takes changed sources by itself. Where it does not, a reload by call or by signal still
    /// works: it is the decision of a person.
    #[must_use]
    pub fn with_hot_reload(mut self, on: bool) -> Self {
        self.hot_reload = on;
        self
    }

    /// Sets whether debug switches may be on.
    #[must_use]
    pub fn with_debug_allowed(mut self, allowed: bool) -> Self {
        self.debug_allowed = allowed;
        self
    }

    /// Sets whether the security audit runs: secrets in clear text in files, files of secrets that everybody may read,
    /// and credentials that are known to all.
    #[must_use]
    pub fn with_security_audit(mut self, on: bool) -> Self {
        self.security_audit = on;
        self
    }

    /// Sets the directory of the environment's configuration.
    #[must_use]
    pub fn with_directory(mut self, directory: impl Into<PathBuf>) -> Self {
        self.directory = directory.into();
        self
    }

    /// How severe findings are.
    #[must_use]
    pub fn validation(&self) -> ValidationLevel {
        self.validation
    }

    /// Whether a manager takes changed sources by itself.
    #[must_use]
    pub fn hot_reload(&self) -> bool {
        self.hot_reload
    }

    /// Whether debug switches may be on.
    #[must_use]
    pub fn debug_allowed(&self) -> bool {
        self.debug_allowed
    }

    /// Whether the security audit runs.
    #[must_use]
    pub fn security_audit(&self) -> bool {
        self.security_audit
    }

    /// The directory of the environment's configuration.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Makes findings as severe as this environment wants them.
    pub(crate) fn weigh(&self, findings: &mut [Finding]) {
        for finding in findings {
            match self.validation {
                ValidationLevel::Strict
                    if finding.severity == Severity::Warning && finding.code != Code::LAST_KNOWN_GOOD =>
                {
                    finding.severity = Severity::Error;
                    finding
                        .notes
                        .push("a warning, which counts as an error where validation is strict".to_owned());
                }
                ValidationLevel::Lenient
                    if finding.severity == Severity::Error && LENIENT.contains(&finding.code) =>
                {
                    finding.severity = Severity::Warning;
                }
                _ => {}
            }
        }
    }
}

impl From<&Environment> for EnvironmentPolicy {
    fn from(environment: &Environment) -> Self {
        Self::platform(environment)
    }
}

/// What is no error where validation is lenient: the value that results is the same without it.
const LENIENT: &[Code] = &[
    Code::UNKNOWN_KEY,
    Code::UNKNOWN_VARIABLE,
    Code::UNSET_PATH,
    Code::DEBUG_ON,
    Code::CLEAR_SECRET,
    Code::SECRET_FILE_MODE,
    Code::DEFAULT_CREDENTIAL,
];
