//! Environments: development, staging, production and the user's own.

use std::fmt;

use crate::finding::{Code, Finding, Origin, Report};

/// The environment a service runs in. It selects files (`{environment}` in paths) and rules.
///
/// ```
/// use config_core::Environment;
/// assert_eq!("prod".parse(), Ok(Environment::Production));
/// assert_eq!(Environment::Production.name(), "production");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Environment {
    /// On a developer's machine.
    #[default]
    Development,
    /// Like production, without its users.
    Staging,
    /// The real thing.
    Production,
    /// A name of the user's own.
    Custom(String),
}

impl Environment {
    /// An environment of the user's own. A name of a known environment gives that one.
    #[must_use]
    pub fn custom(name: impl Into<String>) -> Self {
        let name = name.into();
        name.parse().unwrap_or(Self::Custom(name))
    }

    /// The environment that a variable names; [`Environment::Development`] when it is not set.
    ///
    /// # Errors
    ///
    /// `CFG0701` when the name is not known; the finding lists the known ones and suggests the nearest.
    pub fn from_env(variable: &str) -> Result<Self, Report> {
        Self::from_env_with(variable, &[])
    }

    /// As [`Environment::from_env`], with names of the user's own besides the known ones.
    ///
    /// # Errors
    ///
    /// `CFG0701` when the name is not known.
    pub fn from_env_with(variable: &str, custom: &[&str]) -> Result<Self, Report> {
        let Some(value) = std::env::var_os(variable) else { return Ok(Self::default()) };
        let origin = Origin::Variable { name: variable.to_owned() };
        let name = value.to_str().ok_or_else(|| {
            Finding::error(Code::VARIABLE_ENCODING, "", format!("variable {variable} is not UTF-8"))
                .with_origin(origin.clone())
                .with_help("set it to the name of an environment")
        })?;
        Self::known(name, custom).map_err(|finding| finding.with_origin(origin).into())
    }

    /// The environment with this name, among the known ones and `custom`.
    fn known(name: &str, custom: &[&str]) -> Result<Self, Box<Finding>> {
        let lower = name.to_ascii_lowercase();
        match lower.as_str() {
            "development" | "dev" => return Ok(Self::Development),
            "staging" | "stage" => return Ok(Self::Staging),
            "production" | "prod" => return Ok(Self::Production),
            _ => {}
        }
        if let Some(found) = custom.iter().find(|known| known.eq_ignore_ascii_case(name)) {
            return Ok(Self::Custom((*found).to_owned()));
        }
        let known: Vec<&str> =
            ["development", "staging", "production"].into_iter().chain(custom.iter().copied()).collect();
        let short = ["dev", "stage", "prod"];
        let suggestion = crate::suggest::nearest(&lower, known.iter().copied().chain(short));
        let help = match suggestion {
            Some(nearest) => format!("did you mean {nearest}? known environments: {}", known.join(", ")),
            None => format!("known environments: {}", known.join(", ")),
        };
        Err(Box::new(
            Finding::error(Code::UNKNOWN_ENVIRONMENT, "", format!("unknown environment {name:?}"))
                .with_help(help),
        ))
    }

    /// The full name, in lower case: what `{environment}` in a path becomes.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Development => "development",
            Self::Staging => "staging",
            Self::Production => "production",
            Self::Custom(name) => name,
        }
    }

    /// The short name that directories use: `dev`, `staging`, `prod` or the custom name.
    #[must_use]
    pub fn short_name(&self) -> &str {
        match self {
            Self::Development => "dev",
            Self::Staging => "staging",
            Self::Production => "prod",
            Self::Custom(name) => name,
        }
    }

    /// Whether `name` means this environment, by its full or its short name.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name) || self.short_name().eq_ignore_ascii_case(name)
    }
}

impl fmt::Display for Environment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl std::str::FromStr for Environment {
    type Err = Report;

    fn from_str(name: &str) -> Result<Self, Report> {
        Self::known(name, &[]).map_err(|finding| Report::from(*finding))
    }
}
