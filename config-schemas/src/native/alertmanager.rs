//! `alertmanager.yml`: what needs the whole file.

use config_core::{Code, Finding, Format, Loaded, Report, WriteValue};

use super::alertmanager_address::addresses;
use super::alertmanager_extra::extra;
use super::text::yaml;
use super::{Native, NativeFile, Reading, Whole, nearest};
use crate::monitoring::alertmanager::{Alertmanager, Receiver, Route};

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
        extra(loaded, &mut findings);
        findings
    }
}

fn refuse(loaded: &Loaded<Alertmanager>, path: &str, message: String, help: String) -> Finding {
    loaded.locate(Finding::error(Code::CHECK, path, message), path).with_help(help)
}

/// The root takes every alert at any time.
fn root(loaded: &Loaded<Alertmanager>, findings: &mut Vec<Finding>) {
    let root = &loaded.value.route;
    let mut found = |path: &str, message: &str, help: &str| {
        findings.push(refuse(loaded, path, message.to_owned(), help.to_owned()));
    };
    if root.receiver.is_none() {
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
    if let Some(name) = &route_.receiver
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
    for (index, inner) in route_.routes.iter().enumerate() {
        route(loaded, inner, &format!("{path}.routes[{index}]"), findings);
    }
}

/// What a receiver needs of its own or from the global section.
fn needs(loaded: &Loaded<Alertmanager>, receiver: &Receiver, path: &str, findings: &mut Vec<Finding>) {
    let global = &loaded.value.global;
    let mut missing = |section: String, key: &str, from: &str| {
        let path = format!("{path}.{section}");
        let message = format!("{key} is missing, and global.{from} is not given either");
        findings.push(refuse(loaded, &path, message, format!("give {key} here, or global.{from}")));
    };
    for (index, mail) in receiver.email_configs.iter().enumerate() {
        if mail.smarthost.is_none() && global.smtp_smarthost.is_none() {
            missing(format!("email_configs[{index}]"), "smarthost", "smtp_smarthost");
        }
        if mail.from.is_none() && global.smtp_from.is_none() {
            missing(format!("email_configs[{index}]"), "from", "smtp_from");
        }
    }
    for (index, slack) in receiver.slack_configs.iter().enumerate() {
        let own = slack.api_url.is_some()
            || slack.api_url_file.is_some()
            || slack.app_token.is_some()
            || slack.app_token_file.is_some();
        let given = global.slack_api_url.is_some()
            || global.slack_api_url_file.is_some()
            || global.slack_app_token.is_some()
            || global.slack_app_token_file.is_some();
        if !own && !given {
            missing(format!("slack_configs[{index}]"), "api_url", "slack_api_url");
        }
    }
    for (index, genie) in receiver.opsgenie_configs.iter().enumerate() {
        let given = global.opsgenie_api_key.is_some() || global.opsgenie_api_key_file.is_some();
        if genie.api_key.is_none() && genie.api_key_file.is_none() && !given {
            missing(format!("opsgenie_configs[{index}]"), "api_key", "opsgenie_api_key");
        }
    }
    for (index, ops) in receiver.victorops_configs.iter().enumerate() {
        let given = global.victorops_api_key.is_some() || global.victorops_api_key_file.is_some();
        if ops.api_key.is_none() && ops.api_key_file.is_none() && !given {
            missing(format!("victorops_configs[{index}]"), "api_key", "victorops_api_key");
        }
    }
    for (index, chat) in receiver.wechat_configs.iter().enumerate() {
        let given = global.wechat_api_secret.is_some() || global.wechat_api_secret_file.is_some();
        if chat.api_secret.is_none() && chat.api_secret_file.is_none() && !given {
            missing(format!("wechat_configs[{index}]"), "api_secret", "wechat_api_secret");
        }
        if chat.corp_id.is_none() && global.wechat_api_corp_id.is_none() {
            missing(format!("wechat_configs[{index}]"), "corp_id", "wechat_api_corp_id");
        }
    }
    for (index, telegram) in receiver.telegram_configs.iter().enumerate() {
        let given = global.telegram_bot_token.is_some() || global.telegram_bot_token_file.is_some();
        if telegram.bot_token.is_none() && telegram.bot_token_file.is_none() && !given {
            missing(format!("telegram_configs[{index}]"), "bot_token", "telegram_bot_token");
        }
    }
    for (index, jira) in receiver.jira_configs.iter().enumerate() {
        if jira.api_url.is_none() && global.jira_api_url.is_none() {
            missing(format!("jira_configs[{index}]"), "api_url", "jira_api_url");
        }
    }
}
