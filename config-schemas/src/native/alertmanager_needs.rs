//! What receivers need, of their own or from the global section.

use config_core::{Finding, Loaded};

use super::alertmanager::refuse;
use crate::monitoring::alertmanager::{Alertmanager, Receiver, SLACK_INTERFACE, Slack};
use crate::monitoring::given;

/// What is missing in a receiver at a path.
struct Missing<'m> {
    loaded: &'m Loaded<Alertmanager>,
    path: &'m str,
    findings: &'m mut Vec<Finding>,
}

impl Missing<'_> {
    fn say(&mut self, list: &str, index: usize, key: &str, from: &str) {
        let path = format!("{}.{list}[{index}]", self.path);
        let message = format!("{key} is missing, and global.{from} is not given either");
        let help = format!("give {key} here, or global.{from}");
        self.findings.push(refuse(self.loaded, &path, message, help));
    }
}

pub(super) fn needs(
    loaded: &Loaded<Alertmanager>,
    receiver: &Receiver,
    path: &str,
    findings: &mut Vec<Finding>,
) {
    let global = &loaded.value.global;
    for (index, slack) in receiver.slack_configs.iter().enumerate() {
        slack_rules(loaded, slack, &format!("{path}.slack_configs[{index}]"), findings);
    }
    let mut missing = Missing { loaded, path, findings };
    let smart_host = |host: &Option<crate::monitoring::alertmanager::SmartHost>| {
        host.as_ref().is_some_and(|host| !host.as_str().is_empty())
    };
    for (index, mail) in receiver.email_configs.iter().enumerate() {
        if !smart_host(&mail.smarthost) && !smart_host(&global.smtp_smarthost) {
            missing.say("email_configs", index, "smarthost", "smtp_smarthost");
        }
        if !given(&mail.from) && !given(&global.smtp_from) {
            missing.say("email_configs", index, "from", "smtp_from");
        }
    }
    let genie = given(&global.opsgenie_api_key) || given(&global.opsgenie_api_key_file);
    for (index, own) in receiver.opsgenie_configs.iter().enumerate() {
        if !given(&own.api_key) && !given(&own.api_key_file) && !genie {
            missing.say("opsgenie_configs", index, "api_key", "opsgenie_api_key");
        }
    }
    let ops = given(&global.victorops_api_key) || given(&global.victorops_api_key_file);
    for (index, own) in receiver.victorops_configs.iter().enumerate() {
        if !given(&own.api_key) && !given(&own.api_key_file) && !ops {
            missing.say("victorops_configs", index, "api_key", "victorops_api_key");
        }
    }
    let secret = given(&global.wechat_api_secret) || given(&global.wechat_api_secret_file);
    for (index, own) in receiver.wechat_configs.iter().enumerate() {
        if !given(&own.api_secret) && !given(&own.api_secret_file) && !secret {
            missing.say("wechat_configs", index, "api_secret", "wechat_api_secret");
        }
        if !given(&own.corp_id) && !given(&global.wechat_api_corp_id) {
            missing.say("wechat_configs", index, "corp_id", "wechat_api_corp_id");
        }
    }
    let bot = given(&global.telegram_bot_token) || given(&global.telegram_bot_token_file);
    for (index, own) in receiver.telegram_configs.iter().enumerate() {
        if !given(&own.bot_token) && !given(&own.bot_token_file) && !bot {
            missing.say("telegram_configs", index, "bot_token", "telegram_bot_token");
        }
    }
    for (index, jira) in receiver.jira_configs.iter().enumerate() {
        if jira.api_url.is_none() && global.jira_api_url.is_none() {
            missing.say("jira_configs", index, "api_url", "jira_api_url");
        }
    }
    // Here an empty text counts as given.
    let token = global.rocketchat_token.is_some() || given(&global.rocketchat_token_file);
    let token_id = global.rocketchat_token_id.is_some() || given(&global.rocketchat_token_id_file);
    for (index, own) in receiver.rocketchat_configs.iter().enumerate() {
        if own.token_id.is_none() && !given(&own.token_id_file) && !token_id {
            missing.say("rocketchat_configs", index, "token_id", "rocketchat_token_id");
        }
        if own.token.is_none() && !given(&own.token_file) && !token {
            missing.say("rocketchat_configs", index, "token", "rocketchat_token");
        }
    }
    let hook = global.mattermost_webhook_url.is_some() || given(&global.mattermost_webhook_url_file);
    for (index, own) in receiver.mattermost_configs.iter().enumerate() {
        if own.webhook_url.is_none() && !given(&own.webhook_url_file) && !hook {
            missing.say("mattermost_configs", index, "webhook_url", "mattermost_webhook_url");
        }
    }
}

/// Slack is reached over an address that is a secret, or with a token over its interface.
fn slack_rules(loaded: &Loaded<Alertmanager>, slack: &Slack, path: &str, findings: &mut Vec<Finding>) {
    let global = &loaded.value.global;
    let authorized = slack.http_config.as_ref().is_some_and(|http| http.has_authorization());
    let global_token = given(&global.slack_app_token) || given(&global.slack_app_token_file);
    let has_token = slack.has_token() || (global_token && !authorized && slack.api_url.is_none());
    let has_own_address = slack.api_url.is_some() || given(&slack.api_url_file);
    let address = if has_own_address { &slack.api_url } else { &global.slack_api_url };
    let has_address = has_own_address || global.slack_api_url.is_some() || given(&global.slack_api_url_file);
    if !has_token && !has_address {
        let message = "api_url is missing, and global.slack_api_url is not given either".to_owned();
        let help = "give api_url here, or global.slack_api_url, or a token of an application".to_owned();
        findings.push(refuse(loaded, path, message, help));
        return;
    }
    if has_token && authorized {
        findings.push(refuse(
            loaded,
            &format!("{path}.http_config.authorization"),
            "authorization cannot be given where a token of an application is used".to_owned(),
            "remove authorization: the token is sent in its place".to_owned(),
        ));
    }
    let interface = match slack.app_url.as_ref().or(global.slack_app_url.as_ref()) {
        Some(url) if has_token => url.as_str(),
        None if has_token => SLACK_INTERFACE,
        _ => address.as_ref().map_or(SLACK_INTERFACE, |address| address.expose_secret().as_str()),
    };
    if slack.needs_interface() && interface != SLACK_INTERFACE {
        let key = if slack.update_message { "update_message" } else { "message_strategy" };
        findings.push(refuse(
            loaded,
            &format!("{path}.{key}"),
            format!("{key} needs the token of a robot, with api_url as {SLACK_INTERFACE}"),
            format!("set api_url to {SLACK_INTERFACE}, with the token in http_config.authorization"),
        ));
    }
}
