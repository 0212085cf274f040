//! Recording and alerting rules of Prometheus, as of 3.14.

use std::collections::BTreeMap;

use config_core::ServiceConfig;

use super::at_most_one;
use crate::value::{PromQl, PrometheusDuration};

/// A file of rules.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct RuleFile {
    /// The groups.
    #[config(default = [])]
    pub groups: Vec<RuleGroup>,
}

/// Rules that are evaluated one after the other.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct RuleGroup {
    /// Name, unique in the file.
    #[config(length(1..))]
    pub name: String,
    /// Time between two evaluations; the global one by default.
    pub interval: Option<PrometheusDuration>,
    /// How far in the past the group is evaluated.
    #[config(since = "2.53")]
    pub query_offset: Option<PrometheusDuration>,
    /// Most series or alerts of a rule; 0 for no limit.
    #[config(default = 0)]
    pub limit: i64,
    /// Labels that all rules of the group get.
    #[config(default, since = "3.0", validate(labels))]
    pub labels: BTreeMap<String, String>,
    /// The rules.
    #[config(default = [])]
    pub rules: Vec<Rule>,
}

/// One rule: it records a series or raises an alert.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.record.is_some() || self.alert.is_some(), "one of record or alert must be given"),
    check(at_most_one([self.record.is_some(), self.alert.is_some()]), "only one of record and alert may be given"),
    check(is_zero(&self.r#for) || self.record.is_none(), "for has no meaning in a recording rule"),
    check(is_zero(&self.keep_firing_for) || self.record.is_none(),
          "keep_firing_for has no meaning in a recording rule"),
    check(self.annotations.is_empty() || self.record.is_none(), "annotations have no meaning in a recording rule"),
)]
pub struct Rule {
    /// Name of the series that is recorded.
    #[config(length(1..), validate(series))]
    pub record: Option<String>,
    /// Name of the alert.
    #[config(length(1..))]
    pub alert: Option<String>,
    /// What is evaluated.
    pub expr: PromQl,
    /// How long the expression must hold before the alert fires.
    pub r#for: Option<PrometheusDuration>,
    /// How long the alert goes on after the expression does not hold any more.
    #[config(since = "2.42")]
    pub keep_firing_for: Option<PrometheusDuration>,
    /// Labels of the series or the alert.
    #[config(default, validate(labels))]
    pub labels: BTreeMap<String, String>,
    /// What people read about the alert.
    #[config(default, validate(annotations))]
    pub annotations: BTreeMap<String, String>,
}

fn series(name: &Option<String>) -> Result<(), String> {
    match name {
        Some(name) if name.contains(['{', '}']) => {
            Err("record is not a valid name of a series: braces belong into expr".to_owned())
        }
        _ => Ok(()),
    }
}

fn labels(labels: &BTreeMap<String, String>) -> Result<(), String> {
    if labels.contains_key("__name__") {
        return Err(
            "labels: __name__ is not a valid label name here, because record names the series".to_owned()
        );
    }
    texts("labels", labels)
}

fn annotations(annotations: &BTreeMap<String, String>) -> Result<(), String> {
    texts("annotations", annotations)
}

/// Names are not empty.
fn texts(what: &str, texts: &BTreeMap<String, String>) -> Result<(), String> {
    match texts.contains_key("") {
        true => Err(format!("{what}: a name is empty")),
        false => Ok(()),
    }
}

/// To the server no time and none given are the same.
fn is_zero(duration: &Option<PrometheusDuration>) -> bool {
    duration.is_none_or(|duration| duration.milliseconds() == 0)
}
