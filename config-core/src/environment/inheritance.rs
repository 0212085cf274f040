//! Which environment builds on which.

use super::Environment;
use crate::finding::{Code, Finding, Report};

/// Which environment builds on which, declared once and handed to [`crate::Loader::environments`].
///
/// A source whose path names `{environment}` then stands for one source for each environment of the chain, the base
/// first, so that the environment itself has the last word.
///
/// ```
/// use config_core::{Environment, Environments, Loader};
///
/// let environments = Environments::new().inherit("staging", "base").inherit("production", "staging");
/// assert_eq!(environments.chain(&Environment::Production)?, ["base", "staging", "production"]);
///
/// // Reads gateway.base.yaml, gateway.staging.yaml and gateway.production.yaml, where they exist.
/// let loader = Loader::new()
///     .environment(Environment::Production)
///     .environments(environments)
///     .optional_file("config/gateway.{environment}.yaml");
/// # drop(loader);
/// # Ok::<(), config_core::Report>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environments {
    parents: Vec<(String, String)>,
}

impl Environments {
    /// No environment builds on another.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Says that `environment` builds on `parent`. Short names such as `prod` mean the same as full ones.
    #[must_use]
    pub fn inherit(mut self, environment: &str, parent: &str) -> Self {
        self.parents.push((full_name(environment), full_name(parent)));
        self
    }

    /// The names of the environments that count, the base first and `environment` itself last.
    ///
    /// # Errors
    ///
    /// `CFG0706` when the chain leads in a circle, or an environment was given two parents.
    pub fn chain(&self, environment: &Environment) -> Result<Vec<String>, Report> {
        let mut chain = vec![environment.name().to_owned()];
        loop {
            let last = chain.last().map_or("", String::as_str);
            let mut parents =
                self.parents.iter().filter(|(child, _)| child == last).map(|(_, parent)| parent);
            let Some(parent) = parents.next() else { break };
            if let Some(second) = parents.find(|second| *second != parent) {
                return Err(refused(
                    format!("{last} builds on both {parent} and {second}"),
                    "name one parent for each environment",
                ));
            }
            if chain.contains(parent) {
                let circle: Vec<&str> = chain.iter().map(String::as_str).chain([parent.as_str()]).collect();
                return Err(refused(
                    format!("environments build on one another in a circle: {}", circle.join(" -> ")),
                    "remove one of the inherit calls",
                ));
            }
            chain.push(parent.clone());
        }
        chain.reverse();
        Ok(chain)
    }
}

fn full_name(name: &str) -> String {
    Environment::custom(name).name().to_owned()
}

fn refused(message: String, help: &str) -> Report {
    Finding::error(Code::INHERITANCE, "", message).with_help(help).into()
}
