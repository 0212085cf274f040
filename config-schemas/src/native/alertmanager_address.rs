//! Addresses of Alertmanager that are secrets: the server wants URLs, unless they are the placeholder of a file that it wrote.

use config_core::{Code, Finding, Loaded, Secret};

use crate::monitoring::alertmanager::Alertmanager;
use crate::monitoring::template;
use crate::value::HttpUrl;

/// What the server writes in place of a secret, and takes back.
const PLACEHOLDER: &str = "<secret>";

/// Whether `{{` makes a template of an address.
#[derive(Clone, Copy, PartialEq)]
enum Templates {
    Allowed,
    Refused,
}

pub(super) fn addresses(loaded: &Loaded<Alertmanager>, findings: &mut Vec<Finding>) {
    let value = &loaded.value;
    let mut look = |address: &Option<Secret<String>>, path: String, templates: Templates| {
        let Some(text) = address.as_ref().map(|address| address.expose_secret().as_str()) else { return };
        if text == PLACEHOLDER {
            return;
        }
        if templates == Templates::Allowed && (text.is_empty() || text.contains("{{")) {
            if !template::is_closed(text) {
                let message = "the template of the address has a {{ without its }}";
                let finding = Finding::error(Code::MALFORMED, path.clone(), message);
                findings.push(loaded.locate(finding, &path).with_help("close the template"));
            }
            return;
        }
        if let Err(error) = text.parse::<HttpUrl>() {
            let finding = Finding::error(Code::MALFORMED, path.clone(), error.problem());
            findings.push(loaded.locate(finding, &path).with_help(error.help()));
        }
    };
    look(&value.global.slack_api_url, "global.slack_api_url".to_owned(), Templates::Refused);
    look(
        &value.global.mattermost_webhook_url,
        "global.mattermost_webhook_url".to_owned(),
        Templates::Refused,
    );
    for (index, receiver) in value.receivers.iter().enumerate() {
        let path = |list: &str, place: usize, key: &str| format!("receivers[{index}].{list}[{place}].{key}");
        for (place, slack) in receiver.slack_configs.iter().enumerate() {
            look(&slack.api_url, path("slack_configs", place, "api_url"), Templates::Refused);
        }
        for (place, discord) in receiver.discord_configs.iter().enumerate() {
            look(&discord.webhook_url, path("discord_configs", place, "webhook_url"), Templates::Refused);
        }
        for (place, teams) in receiver.msteams_configs.iter().enumerate() {
            look(&teams.webhook_url, path("msteams_configs", place, "webhook_url"), Templates::Refused);
        }
        for (place, teams) in receiver.msteamsv2_configs.iter().enumerate() {
            look(&teams.webhook_url, path("msteamsv2_configs", place, "webhook_url"), Templates::Refused);
        }
        for (place, team) in receiver.mattermost_configs.iter().enumerate() {
            look(&team.webhook_url, path("mattermost_configs", place, "webhook_url"), Templates::Refused);
        }
        for (place, webhook) in receiver.webhook_configs.iter().enumerate() {
            look(&webhook.url, path("webhook_configs", place, "url"), Templates::Allowed);
        }
    }
}
