//! Receivers.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

use super::{
    Discord, IncidentIo, Jira, Mattermost, MsTeams, MsTeamsV2, OpsGenie, PagerDuty, Pushover, RocketChat,
    Slack, SmartHost, Sns, Telegram, VictorOps, WeChat, Webex,
};
use crate::monitoring::http::{HttpClient, TlsConfig};
use crate::monitoring::{at_most_one, given};
use crate::value::GoDuration;

/// Someone who is told.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Receiver {
    /// Name, unique.
    #[config(length(1..))]
    pub name: String,
    /// Over Discord.
    #[config(default = [])]
    pub discord_configs: Vec<Discord>,
    /// By mail.
    #[config(default = [])]
    pub email_configs: Vec<Email>,
    /// As issues of Jira.
    #[config(default = [])]
    pub jira_configs: Vec<Jira>,
    /// Over connectors of Microsoft Teams, which are gone.
    #[config(default = [])]
    pub msteams_configs: Vec<MsTeams>,
    /// Over workflows of Microsoft Teams.
    #[config(default = [])]
    pub msteamsv2_configs: Vec<MsTeamsV2>,
    /// Over OpsGenie.
    #[config(default = [])]
    pub opsgenie_configs: Vec<OpsGenie>,
    /// Over PagerDuty.
    #[config(default = [])]
    pub pagerduty_configs: Vec<PagerDuty>,
    /// Over Pushover.
    #[config(default = [])]
    pub pushover_configs: Vec<Pushover>,
    /// Over Rocket.Chat.
    #[config(default = [])]
    pub rocketchat_configs: Vec<RocketChat>,
    /// Over Slack.
    #[config(default = [])]
    pub slack_configs: Vec<Slack>,
    /// Over Amazon SNS.
    #[config(default = [])]
    pub sns_configs: Vec<Sns>,
    /// Over Telegram.
    #[config(default = [])]
    pub telegram_configs: Vec<Telegram>,
    /// Over VictorOps.
    #[config(default = [])]
    pub victorops_configs: Vec<VictorOps>,
    /// Over Webex.
    #[config(default = [])]
    pub webex_configs: Vec<Webex>,
    /// Over HTTP.
    #[config(default = [])]
    pub webhook_configs: Vec<Webhook>,
    /// Over WeChat.
    #[config(default = [])]
    pub wechat_configs: Vec<WeChat>,
    /// Over incident.io.
    #[config(default = [], since = "0.29")]
    pub incidentio_configs: Vec<IncidentIo>,
    /// Over Mattermost.
    #[config(default = [], since = "0.30")]
    pub mattermost_configs: Vec<Mattermost>,
}

/// Mail.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.threading.thread_by_date_is_known(), "thread_by_date must be none or daily where threading is enabled"),
    check(!self.threading.enabled || without(&self.headers, ["references", "in-reply-to"]), "headers must not have References or In-Reply-To where threading is enabled"),
)]
pub struct Email {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Whom it goes to, separated by commas.
    #[config(length(1..))]
    pub to: String,
    /// Sender; the global one by default.
    pub from: Option<String>,
    /// Name that the server is greeted with.
    pub hello: Option<String>,
    /// Server; the global one by default.
    pub smarthost: Option<SmartHost>,
    /// User of the server.
    pub auth_username: Option<String>,
    /// Password of the server.
    pub auth_password: Option<Secret<String>>,
    /// A file with the password of the server.
    pub auth_password_file: Option<String>,
    /// Secret of the server, for CRAM-MD5.
    pub auth_secret: Option<Secret<String>>,
    /// A file with the secret of the server.
    pub auth_secret_file: Option<String>,
    /// Identity for the server.
    pub auth_identity: Option<String>,
    /// Whether mail is sent over TLS alone.
    pub require_tls: Option<bool>,
    /// TLS.
    pub tls_config: Option<TlsConfig>,
    /// Further headers.
    #[config(default, validate(unique_headers))]
    pub headers: BTreeMap<String, String>,
    /// The text, as HTML.
    pub html: Option<String>,
    /// The text.
    pub text: Option<String>,
    /// Whether TLS begins at once; by the port by default.
    #[config(since = "0.31")]
    pub force_implicit_tls: Option<bool>,
    /// Which mails belong together.
    #[config(default, since = "0.31")]
    pub threading: Threading,
}

/// Which mails belong together.
#[derive(Clone, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub struct Threading {
    /// Whether mails about a group of alerts become one thread.
    #[config(default = false)]
    pub enabled: bool,
    /// When a thread ends: `none` or `daily`.
    pub thread_by_date: Option<String>,
}

impl Threading {
    fn thread_by_date_is_known(&self) -> bool {
        !self.enabled || matches!(self.thread_by_date.as_deref(), Some("none" | "daily"))
    }
}

/// A call over HTTP.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([given(&self.url), given(&self.url_file)]), "at most one of url and url_file may be given"),
    check(given(&self.url) || given(&self.url_file), "one of url or url_file must be given"),
)]
pub struct Webhook {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Address that is called.
    pub url: Option<Secret<String>>,
    /// A file with the address.
    pub url_file: Option<String>,
    /// Most alerts of a call; 0 for no limit.
    #[config(default = 0)]
    pub max_alerts: u64,
    /// Time after which a call has failed.
    #[config(since = "0.28")]
    pub timeout: Option<GoDuration>,
    /// What is sent, in place of the usual message.
    #[config(since = "0.29")]
    pub payload: Option<AnyValue>,
    /// The client.
    pub http_config: Option<HttpClient>,
}

fn without(headers: &BTreeMap<String, String>, names: [&str; 2]) -> bool {
    !headers.keys().any(|header| names.iter().any(|name| header.eq_ignore_ascii_case(name)))
}

fn unique_headers(headers: &BTreeMap<String, String>) -> Result<(), String> {
    let mut names: Vec<String> = headers.keys().map(|name| name.to_ascii_lowercase()).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(format!("headers has {} twice", pair[0])),
        None => Ok(()),
    }
}
