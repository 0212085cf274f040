//! Routes and inhibition.

use std::collections::BTreeMap;

use config_core::ServiceConfig;

use super::Matchers;
use crate::value::{PrometheusDuration, RegularExpression};

/// A route: which alerts it takes and what happens to them. What is not given comes from the route above.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Route {
    /// Who is told.
    pub receiver: Option<String>,
    /// Labels that put alerts together; `...` alone for all.
    #[config(validate(group_labels))]
    pub group_by: Option<Vec<String>>,
    /// Whether routes beside this one are tried as well.
    #[config(default = false)]
    pub r#continue: bool,
    /// Labels that an alert must have; use `matchers` instead.
    #[config(default)]
    pub r#match: BTreeMap<String, String>,
    /// Expressions for labels; use `matchers` instead.
    #[config(default)]
    pub match_re: BTreeMap<String, RegularExpression>,
    /// What an alert must be like.
    #[config(default = [])]
    pub matchers: Vec<Matchers>,
    /// How long others are waited for before the first message; 30s at the root.
    pub group_wait: Option<PrometheusDuration>,
    /// Time between messages about a group that changes; 5m at the root.
    #[config(validate(not_zero))]
    pub group_interval: Option<PrometheusDuration>,
    /// Time after which a message is repeated; 4h at the root.
    #[config(validate(not_zero))]
    pub repeat_interval: Option<PrometheusDuration>,
    /// Times at which nobody is told.
    #[config(default = [])]
    pub mute_time_intervals: Vec<String>,
    /// Times at which someone is told; always by default.
    #[config(default = [])]
    pub active_time_intervals: Vec<String>,
    /// Routes below.
    #[config(default = [], recursive)]
    pub routes: Vec<Route>,
}

/// Alerts that silence others.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct InhibitRule {
    /// Name.
    #[config(since = "0.30")]
    pub name: Option<String>,
    /// Labels of alerts that are silenced; use `target_matchers` instead.
    #[config(default)]
    pub target_match: BTreeMap<String, String>,
    /// Expressions for their labels; use `target_matchers` instead.
    #[config(default)]
    pub target_match_re: BTreeMap<String, RegularExpression>,
    /// What alerts that are silenced are like.
    #[config(default = [])]
    pub target_matchers: Vec<Matchers>,
    /// Labels of alerts that silence; use `source_matchers` instead.
    #[config(default)]
    pub source_match: BTreeMap<String, String>,
    /// Expressions for their labels; use `source_matchers` instead.
    #[config(default)]
    pub source_match_re: BTreeMap<String, RegularExpression>,
    /// What alerts that silence are like.
    #[config(default = [])]
    pub source_matchers: Vec<Matchers>,
    /// Labels that must be equal.
    #[config(default = [], validate(equal_labels))]
    pub equal: Vec<String>,
}

fn group_labels(labels: &Option<Vec<String>>) -> Result<(), String> {
    let Some(labels) = labels else { return Ok(()) };
    let is_all = |label: &&String| label.as_str() == "...";
    if labels.iter().any(|label| is_all(&label)) && !labels.iter().all(|label| is_all(&label)) {
        return Err("group_by: ... stands for all labels, so it must stand alone".to_owned());
    }
    for (index, label) in labels.iter().enumerate() {
        if label.is_empty() {
            return Err("group_by: a label has no name".to_owned());
        }
        if label != "..." && labels[..index].contains(label) {
            return Err(format!("group_by has {label} twice"));
        }
    }
    Ok(())
}

fn not_zero(interval: &Option<PrometheusDuration>) -> Result<(), &'static str> {
    match interval {
        Some(interval) if interval.milliseconds() == 0 => Err("the interval must not be zero"),
        _ => Ok(()),
    }
}

fn equal_labels(labels: &[String]) -> Result<(), &'static str> {
    if labels.iter().any(String::is_empty) { Err("equal: a label has no name") } else { Ok(()) }
}
