//! Keys of receivers that Alertmanager does not know: it refuses each of them.

use std::collections::BTreeMap;

use config_core::{AnyValue, Code, Finding, Loaded, Schema, ServiceConfig};

use super::{kept_as_extra, nearest};
use crate::monitoring::alertmanager::{Alertmanager, AlertmanagerGlobal, Receiver};

/// The keys of a section that no field has.
type Extra = BTreeMap<String, AnyValue>;

/// Tells of every key that no field has: of one that is nearly known as the server does, of others that they are kept, for
/// a newer server may know them.
pub(super) fn extra(loaded: &Loaded<Alertmanager>, findings: &mut Vec<Finding>) {
    let value = &loaded.value;
    let mut look = |section: &str, schema: &'static Schema, extra: &Extra| {
        for key in extra.keys() {
            let path = format!("{section}.{key}");
            let fields = schema.all_fields().filter(|field| !field.flatten).map(|field| field.name);
            let finding = match nearest(key, fields) {
                Some(nearest) => Finding::error(Code::UNKNOWN_KEY, &path, format!("unknown key {path}"))
                    .with_help(format!("did you mean {nearest}?")),
                None => kept_as_extra(&path),
            };
            findings.push(loaded.locate(finding, &path));
        }
    };
    look("global", AlertmanagerGlobal::SCHEMA, &value.global.extra);
    for (index, receiver) in value.receivers.iter().enumerate() {
        for (path, schema, extra) in configs(receiver) {
            look(&format!("receivers[{index}].{path}"), schema, extra);
        }
    }
}

/// Every way of a receiver, with its path and its keys that no field has.
fn configs(receiver: &Receiver) -> Vec<(String, &'static Schema, &Extra)> {
    fn all<'r, T: ServiceConfig>(
        list: &'static str,
        configs: &'r [T],
        extra: fn(&T) -> &Extra,
    ) -> impl Iterator<Item = (String, &'static Schema, &'r Extra)> {
        let one = move |(index, config)| (format!("{list}[{index}]"), T::SCHEMA, extra(config));
        configs.iter().enumerate().map(one)
    }
    all("discord_configs", &receiver.discord_configs, |config| &config.extra)
        .chain(all("email_configs", &receiver.email_configs, |config| &config.extra))
        .chain(all("jira_configs", &receiver.jira_configs, |config| &config.extra))
        .chain(all("msteams_configs", &receiver.msteams_configs, |config| &config.extra))
        .chain(all("msteamsv2_configs", &receiver.msteamsv2_configs, |config| &config.extra))
        .chain(all("opsgenie_configs", &receiver.opsgenie_configs, |config| &config.extra))
        .chain(all("pagerduty_configs", &receiver.pagerduty_configs, |config| &config.extra))
        .chain(all("pushover_configs", &receiver.pushover_configs, |config| &config.extra))
        .chain(all("rocketchat_configs", &receiver.rocketchat_configs, |config| &config.extra))
        .chain(all("slack_configs", &receiver.slack_configs, |config| &config.extra))
        .chain(all("sns_configs", &receiver.sns_configs, |config| &config.extra))
        .chain(all("telegram_configs", &receiver.telegram_configs, |config| &config.extra))
        .chain(all("victorops_configs", &receiver.victorops_configs, |config| &config.extra))
        .chain(all("webex_configs", &receiver.webex_configs, |config| &config.extra))
        .chain(all("webhook_configs", &receiver.webhook_configs, |config| &config.extra))
        .chain(all("wechat_configs", &receiver.wechat_configs, |config| &config.extra))
        .collect()
}
