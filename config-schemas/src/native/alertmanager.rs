//! `alertmanager.yml`: what needs the whole file.

use config_core::{Code, Finding, Format, Loaded, Report, WriteValue};

use super::alertmanager_address::addresses;
use super::alertmanager_needs::needs;
use super::text::yaml;
use super::{Native, NativeFile, Reading, Whole, joined, nearest};
use crate::monitoring::alertmanager::{Alertmanager, Route};
use crate::value::LabelName;

impl Native for Alertmanager {
    fn read(file: &NativeFile<'_>) -> Result<Reading<Self>, Report> {
        let loaded: Loaded<Self> = file.load(Format::Yaml)?;
        let mut findings = Self::whole(&loaded);
        addresses(&loaded, &mut findings);
        Reading::of_loaded(loaded, findings)
    }

    fn write(&self) -> String {
        yaml(&WriteValue::write(self))
    }
}

impl Whole for Alertmanager {
    fn whole(loaded: &Loaded<Self>) -> Vec<Finding> {
        let mut findings = Vec::new();
        root(loaded, &mut findings);
        unique(loaded, &mut findings);
        route(loaded, &loaded.value.route, "route", &mut findings);
        for (index, receiver) in loaded.value.receivers.iter().enumerate() {
            needs(loaded, receiver, &format!("receivers[{index}]"), &mut findings);
        }
        for (index, rule) in loaded.value.inhibit_rules.iter().enumerate() {
            let path = format!("inhibit_rules[{index}]");
            names(loaded, &path, "source_match", rule.source_match.keys(), &mut findings);
            names(loaded, &path, "source_match_re", rule.source_match_re.keys(), &mut findings);
            names(loaded, &path, "target_match", rule.target_match.keys(), &mut findings);
            names(loaded, &path, "target_match_re", rule.target_match_re.keys(), &mut findings);
        }
        findings
    }
}

pub(super) fn refuse(loaded: &Loaded<Alertmanager>, path: &str, message: String, help: String) -> Finding {
    loaded.locate(Finding::error(Code::CHECK, path, message), path).with_help(help)
}

/// The root takes every alert at any time.
fn root(loaded: &Loaded<Alertmanager>, findings: &mut Vec<Finding>) {
    let root = &loaded.value.route;
    let mut found = |path: &str, message: &str, help: &str| {
        findings.push(refuse(loaded, path, message.to_owned(), help.to_owned()));
    };
    if root.receiver.as_ref().is_none_or(String::is_empty) {
        found(
            "route.receiver",
            "the root route has no receiver",
            "name the receiver that gets what no other route takes",
        );
    }
    if !root.matchers.is_empty() || !root.r#match.is_empty() || !root.match_re.is_empty() {
        let key = if root.matchers.is_empty() { "route.match" } else { "route.matchers" };
        found(key, "the root route must not have any matchers", "move them to a route below");
    }
    if !root.mute_time_intervals.is_empty() {
        found(
            "route.mute_time_intervals",
            "the root route must not have any mute_time_intervals",
            "move them to a route below",
        );
    }
    if !root.active_time_intervals.is_empty() {
        found(
            "route.active_time_intervals",
            "the root route must not have any active_time_intervals",
            "move them to a route below",
        );
    }
    if root.r#continue {
        found(
            "route.continue",
            "the root route must not have continue",
            "remove it: there is nothing beside the root",
        );
    }
}

fn unique(loaded: &Loaded<Alertmanager>, findings: &mut Vec<Finding>) {
    let value = &loaded.value;
    let receivers = value.receivers.iter().enumerate();
    let receivers: Vec<_> = receivers
        .map(|(index, receiver)| (receiver.name.as_str(), format!("receivers[{index}].name")))
        .collect();
    let intervals =
        |key: &str, all: &[crate::monitoring::alertmanager::TimeInterval]| -> Vec<(String, String)> {
            let named = all.iter().enumerate();
            named.map(|(index, time)| (time.name.clone(), format!("{key}[{index}].name"))).collect()
        };
    let mut times = intervals("mute_time_intervals", &value.mute_time_intervals);
    times.extend(intervals("time_intervals", &value.time_intervals));
    let times: Vec<_> = times.iter().map(|(name, path)| (name.as_str(), path.clone())).collect();
    for (what, all) in [("receivers", receivers), ("time intervals", times)] {
        for (index, (name, path)) in all.iter().enumerate() {
            if let Some((_, first)) = all[..index].iter().find(|(other, _)| other == name) {
                let finding = refuse(
                    loaded,
                    path,
                    format!("two {what} are called {name}"),
                    "rename one of them".to_owned(),
                );
                findings.push(loaded.locate(finding, first));
            }
        }
    }
}

/// Names that routes refer to, and intervals that repeat too soon.
fn route(loaded: &Loaded<Alertmanager>, route_: &Route, path: &str, findings: &mut Vec<Finding>) {
    let value = &loaded.value;
    let receivers = || value.receivers.iter().map(|receiver| receiver.name.as_str());
    let times =
        || value.mute_time_intervals.iter().chain(&value.time_intervals).map(|time| time.name.as_str());
    // An empty name is none: the receiver comes from the route above.
    if let Some(name) = route_.receiver.as_ref().filter(|name| !name.is_empty())
        && !receivers().any(|known| known == name)
    {
        let help = nearest(name, receivers()).map_or_else(
            || "define the receiver under receivers".to_owned(),
            |nearest| format!("did you mean {nearest}?"),
        );
        findings.push(refuse(
            loaded,
            &format!("{path}.receiver"),
            format!("undefined receiver {name} used in a route"),
            help,
        ));
    }
    for (key, names) in [
        ("mute_time_intervals", &route_.mute_time_intervals),
        ("active_time_intervals", &route_.active_time_intervals),
    ] {
        for (index, name) in names.iter().enumerate().filter(|(_, name)| !times().any(|known| known == *name))
        {
            let help = nearest(name, times()).map_or_else(
                || "define it under time_intervals".to_owned(),
                |nearest| format!("did you mean {nearest}?"),
            );
            let path = format!("{path}.{key}[{index}]");
            findings.push(refuse(
                loaded,
                &path,
                format!("undefined time interval {name} used in a route"),
                help,
            ));
        }
    }
    if let (Some(group), Some(repeat)) = (route_.group_interval, route_.repeat_interval)
        && repeat < group
    {
        let path = format!("{path}.repeat_interval");
        let message = "repeat_interval is shorter than group_interval, which then counts".to_owned();
        let finding = loaded.locate(Finding::warning(Code::CHECK, path.clone(), message), &path);
        findings.push(finding.with_help(format!("raise it to {group}, or to a multiple")));
    }
    names(loaded, path, "match", route_.r#match.keys(), findings);
    names(loaded, path, "match_re", route_.match_re.keys(), findings);
    for (index, inner) in route_.routes.iter().enumerate() {
        route(loaded, inner, &format!("{path}.routes[{index}]"), findings);
    }
}

/// The older ways to name labels know no others than Prometheus itself once did.
fn names<'k>(
    loaded: &Loaded<Alertmanager>,
    path: &str,
    section: &str,
    keys: impl Iterator<Item = &'k String>,
    findings: &mut Vec<Finding>,
) {
    for key in keys.filter(|key| !LabelName::is_valid(key)) {
        let path = joined(&format!("{path}.{section}"), key);
        let help = "use letters, digits and underscores, or matchers, which take quoted names";
        findings.push(refuse(loaded, &path, format!("invalid label name {key}"), help.to_owned()));
    }
}
