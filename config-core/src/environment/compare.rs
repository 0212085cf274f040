//! What differs between two environments, and what of it should not.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use super::Environment;
use super::hosts::{self, Host};
use super::weaker::{is_about_security, weaker};
use crate::finding::{Code, Finding, Origin, Report};
use crate::layer::{ClearLeaf, EffectiveValue, Loaded};
use crate::schema::{Kind, Schema, Shape};

/// What differs between two loaded environments. Displays as a table for people; secrets are masked.
#[derive(Clone, Debug)]
pub struct Comparison {
    left: String,
    right: String,
    differences: Vec<Difference>,
    report: Report,
}

/// One path whose value is not the same in both environments.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The path.
    pub path: String,
    /// The value on the left; nothing when there is none.
    pub left: Option<EffectiveValue>,
    /// The value on the right; nothing when there is none.
    pub right: Option<EffectiveValue>,
}

impl Comparison {
    /// Every path whose value differs, in the order of the schema. Secrets are compared, and shown as `***`.
    #[must_use]
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }

    /// What should not differ as it does, as warnings about the more guarded environment: `CFG0707` to `CFG0710`.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, plural) = (self.differences.len(), if self.differences.len() == 1 { "" } else { "s" });
        writeln!(formatter, "{} -> {}: {count} difference{plural}", self.left, self.right)?;
        let width =
            self.differences.iter().map(|difference| difference.path.chars().count()).max().unwrap_or(0);
        let text = |value: &Option<EffectiveValue>| {
            value.as_ref().map_or_else(|| "(not set)".to_owned(), |value| value.text.clone())
        };
        for Difference { path, left, right } in &self.differences {
            writeln!(formatter, "{path:width$}  {} -> {}", text(left), text(right))?;
        }
        if !self.report.is_empty() {
            write!(formatter, "\n{}", self.report)?;
        }
        Ok(())
    }
}

/// Compares one configuration as two environments have it.
///
/// What should not differ is told about the more guarded of the two (production before staging before development; of
/// equals the right one): a value that names a host of the other environment or the machine itself, a security setting
/// that is weaker than in the other one, a key that only the other one gives, and a secret that both share.
///
/// ```
/// use config_core::{Environment, Loader, ServiceConfig, environment::compare};
///
/// /// A small service.
/// #[derive(Debug, ServiceConfig)]
/// struct Small {
///     /// Address of the database.
///     database_url: String,
/// }
///
/// let load = |environment, url: &str| {
///     Loader::new().environment(environment).overrides([format!("database_url={url}")]).load_full::<Small>()
/// };
/// let staging = load(Environment::Staging, "https://db.staging.example")?;
/// let production = load(Environment::Production, "http://db.staging.example")?;
/// let comparison = compare(&staging, &production);
/// assert_eq!(comparison.differences().len(), 1);
/// let codes: Vec<&str> = comparison.report().findings().iter().map(|finding| finding.code().as_str()).collect();
/// assert_eq!(codes, ["CFG0707", "CFG0708"]);
/// # Ok::<(), config_core::Report>(())
/// ```
#[must_use]
pub fn compare<T>(left: &Loaded<T>, right: &Loaded<T>) -> Comparison {
    let right_guarded = rank(right.environment()) >= rank(left.environment());
    let (guarded, other) = if right_guarded { (right, left) } else { (left, right) };
    let (secrets_differ, findings) = guarded.with_clear_leaves(|guarded_leaves| {
        other.with_clear_leaves(|other_leaves| {
            let judge = Judge {
                schema: guarded.schema(),
                own: names(guarded.environment()),
                other: names(other.environment()),
                guarded: guarded_leaves,
                theirs: other_leaves.iter().map(|leaf| (leaf.path.as_str(), leaf)).collect(),
            };
            (judge.differing_secrets(), judge.judge())
        })
    });
    Comparison {
        left: left.environment().name().to_owned(),
        right: right.environment().name().to_owned(),
        differences: differences(left, right, &secrets_differ),
        report: Report::new(findings),
    }
}

/// How well an environment must be guarded; names of the user's own count as production.
fn rank(environment: &Environment) -> u8 {
    match environment {
        Environment::Development => 0,
        Environment::Staging => 1,
        Environment::Production | Environment::Custom(_) => 2,
    }
}

fn names(environment: &Environment) -> [&str; 2] {
    [environment.name(), environment.short_name()]
}

fn differences<T>(left: &Loaded<T>, right: &Loaded<T>, secrets: &HashSet<String>) -> Vec<Difference> {
    let mut theirs: BTreeMap<String, EffectiveValue> =
        right.values().into_iter().map(|value| (value.path.clone(), value)).collect();
    let mut found = Vec::new();
    for value in left.values() {
        let path = value.path.clone();
        let other = theirs.remove(&path);
        let same = other.as_ref().is_some_and(|other| {
            other.text == value.text && other.secret == value.secret && !secrets.contains(&path)
        });
        if !same {
            found.push(Difference { path, left: Some(value), right: other });
        }
    }
    found.extend(theirs.into_iter().map(|(path, value)| Difference { path, left: None, right: Some(value) }));
    found
}

struct Judge<'j, 'a> {
    schema: &'static Schema,
    own: [&'j str; 2],
    other: [&'j str; 2],
    guarded: &'j [ClearLeaf<'a>],
    theirs: HashMap<&'j str, &'j ClearLeaf<'a>>,
}

impl Judge<'_, '_> {
    /// The paths of secrets that both have, and that are not the same.
    fn differing_secrets(&self) -> HashSet<String> {
        self.guarded
            .iter()
            .filter(|leaf| leaf.secret)
            .filter(|leaf| self.theirs.get(leaf.path.as_str()).is_some_and(|other| other.text != leaf.text))
            .map(|leaf| leaf.path.clone())
            .collect()
    }

    fn judge(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for leaf in self.guarded {
            if !leaf.secret {
                let hosts = hosts::foreign(leaf.field, &leaf.text, &self.own, &self.other);
                found.extend(hosts.into_iter().map(|host| self.host(leaf, host)));
            }
            let Some(other) = self.theirs.get(leaf.path.as_str()) else { continue };
            if leaf.secret && other.secret && leaf.text == other.text && !leaf.text.is_empty() {
                let message =
                    format!("{} is the same secret in {} and {}", leaf.path, self.own[0], self.other[0]);
                found.push(
                    self.warning(Code::SHARED_SECRET, leaf, Some(other), message)
                        .with_help(format!("give {} a secret of its own", self.own[0])),
                );
            }
            if let Some(why) = weaker(leaf, other) {
                let message = format!(
                    "{} protects less in {} than in {}: {why}",
                    leaf.path, self.own[0], self.other[0]
                );
                found.push(
                    self.warning(Code::WEAKER_SECURITY, leaf, Some(other), message)
                        .with_help(format!("set it as in {}", self.other[0])),
                );
            }
        }
        let known: HashSet<&str> = self.guarded.iter().map(|leaf| leaf.path.as_str()).collect();
        let mut missing: Vec<&&ClearLeaf<'_>> =
            self.theirs.values().filter(|leaf| !known.contains(leaf.path.as_str())).collect();
        missing.sort_by(|left, right| left.path.cmp(&right.path));
        found.extend(missing.into_iter().filter_map(|leaf| self.missing(leaf)));
        found
    }

    fn host(&self, leaf: &ClearLeaf<'_>, host: Host) -> Finding {
        let (message, help) = match host {
            Host::Loopback(host) => (
                format!("{} names the machine itself ({host}) in {}", leaf.path, self.own[0]),
                "name the service that is meant, unless it runs beside this one".to_owned(),
            ),
            Host::Foreign { host, word } => (
                format!("{} names {host} in {}, a host of {word}", leaf.path, self.own[0]),
                format!("name the host of {}", self.own[0]),
            ),
        };
        self.warning(Code::FOREIGN_HOST, leaf, None, message).with_help(help)
    }

    /// A key that only the other environment gives. Elements of lists and the data of another variant are no keys.
    fn missing(&self, leaf: &ClearLeaf<'_>) -> Option<Finding> {
        let given = leaf.value.place().is_some();
        let section = leaf.path.rsplit_once('.').map_or("", |(section, _)| section);
        let in_variant = self
            .schema
            .field_at(section)
            .is_some_and(|field| matches!(field.kind.without_wrappers(), Kind::Section(schema) if matches!(schema.shape, Shape::Enum { .. })));
        if !given || leaf.path.contains('[') || in_variant {
            return None;
        }
        let guards = leaf.secret || is_about_security(&leaf.path);
        let code = if guards { Code::WEAKER_SECURITY } else { Code::MISSING_IN_ENVIRONMENT };
        let message = format!("{} is given in {} and not in {}", leaf.path, self.other[0], self.own[0]);
        let finding = Finding::warning(code, leaf.path.clone(), message)
            .with_help(format!("give it in {} as well", self.own[0]));
        Some(match leaf.value.origin() {
            Some(origin) => finding.with_labelled_origin(origin, None, format!("in {}", self.other[0])),
            None => finding,
        })
    }

    /// A warning at the place of the guarded value, and at that of the other one.
    fn warning(
        &self,
        code: Code,
        leaf: &ClearLeaf<'_>,
        other: Option<&ClearLeaf<'_>>,
        message: String,
    ) -> Finding {
        let origin = |leaf: &ClearLeaf<'_>| {
            leaf.value.origin().unwrap_or_else(|| Origin::Code {
                file: self.schema.file.to_owned(),
                line: leaf.field.map_or(0, |field| field.line),
            })
        };
        let finding = Finding::warning(code, leaf.path.clone(), message).with_labelled_origin(
            origin(leaf),
            None,
            format!("in {}", self.own[0]),
        );
        match other {
            Some(other) => finding.with_labelled_origin(origin(other), None, format!("in {}", self.other[0])),
            None => finding,
        }
    }
}
