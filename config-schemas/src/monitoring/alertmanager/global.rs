//! What holds for all receivers.

use config_core::{Secret, ServiceConfig};

use super::SmartHost;
use crate::monitoring::http::{HttpClient, TlsConfig};
use crate::monitoring::{at_most_one, given};
use crate::value::{HttpUrl, PrometheusDuration};

/// Where messages go that carry a token.
pub(crate) const SLACK_INTERFACE: &str = "https://slack.com/api/chat.postMessage";

/// What holds for all receivers, and their defaults.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([given(&self.smtp_auth_password), given(&self.smtp_auth_password_file)]), "at most one of smtp_auth_password and smtp_auth_password_file may be given"),
    check(at_most_one([given(&self.smtp_auth_secret), given(&self.smtp_auth_secret_file)]), "at most one of smtp_auth_secret and smtp_auth_secret_file may be given"),
    check(at_most_one([self.slack_api_url.is_some(), given(&self.slack_api_url_file)]), "at most one of slack_api_url and slack_api_url_file may be given"),
    check(at_most_one([given(&self.slack_app_token), given(&self.slack_app_token_file)]), "at most one of slack_app_token and slack_app_token_file may be given"),
    check(at_most_one([given(&self.opsgenie_api_key), given(&self.opsgenie_api_key_file)]), "at most one of opsgenie_api_key and opsgenie_api_key_file may be given"),
    check(at_most_one([given(&self.victorops_api_key), given(&self.victorops_api_key_file)]), "at most one of victorops_api_key and victorops_api_key_file may be given"),
    check(at_most_one([given(&self.wechat_api_secret), given(&self.wechat_api_secret_file)]), "at most one of wechat_api_secret and wechat_api_secret_file may be given"),
    check(at_most_one([given(&self.telegram_bot_token), given(&self.telegram_bot_token_file)]), "at most one of telegram_bot_token and telegram_bot_token_file may be given"),
    check(at_most_one([given(&self.rocketchat_token), given(&self.rocketchat_token_file)]), "at most one of rocketchat_token and rocketchat_token_file may be given"),
    check(at_most_one([given(&self.rocketchat_token_id), given(&self.rocketchat_token_id_file)]), "at most one of rocketchat_token_id and rocketchat_token_id_file may be given"),
    check(at_most_one([self.mattermost_webhook_url.is_some(), given(&self.mattermost_webhook_url_file)]), "at most one of mattermost_webhook_url and mattermost_webhook_url_file may be given"),
    check(own_interface(self), "a token of slack_app_token or slack_app_token_file cannot be combined with slack_api_url, unless that is slack_app_url"),
)]
pub struct AlertmanagerGlobal {
    /// Time after which an alert without an end is over.
    #[config(default = "5m")]
    pub resolve_timeout: PrometheusDuration,
    /// The client.
    pub http_config: Option<HttpClient>,
    /// Sender of mail.
    pub smtp_from: Option<String>,
    /// Name that the server of mail is greeted with.
    #[config(default = "localhost")]
    pub smtp_hello: String,
    /// Server of mail.
    pub smtp_smarthost: Option<SmartHost>,
    /// User of the server of mail.
    pub smtp_auth_username: Option<String>,
    /// Password of the server of mail.
    pub smtp_auth_password: Option<Secret<String>>,
    /// A file with the password of the server of mail.
    pub smtp_auth_password_file: Option<String>,
    /// Secret of the server of mail, for CRAM-MD5.
    pub smtp_auth_secret: Option<Secret<String>>,
    /// A file with the secret of the server of mail.
    pub smtp_auth_secret_file: Option<String>,
    /// Identity for the server of mail.
    pub smtp_auth_identity: Option<String>,
    /// Whether mail is sent over TLS alone.
    #[config(default = true)]
    pub smtp_require_tls: bool,
    /// Whether TLS begins at once.
    pub smtp_force_implicit_tls: Option<bool>,
    /// TLS of mail.
    pub smtp_tls_config: Option<TlsConfig>,
    /// Address of Slack.
    pub slack_api_url: Option<Secret<String>>,
    /// A file with the address of Slack.
    pub slack_api_url_file: Option<String>,
    /// Token for Slack.
    #[config(since = "0.30")]
    pub slack_app_token: Option<Secret<String>>,
    /// A file with the token for Slack.
    #[config(since = "0.30")]
    pub slack_app_token_file: Option<String>,
    /// Interface of Slack.
    #[config(since = "0.30")]
    pub slack_app_url: Option<HttpUrl>,
    /// Address of PagerDuty.
    pub pagerduty_url: Option<HttpUrl>,
    /// Key of OpsGenie.
    pub opsgenie_api_key: Option<Secret<String>>,
    /// A file with the key of OpsGenie.
    pub opsgenie_api_key_file: Option<String>,
    /// Address of OpsGenie.
    pub opsgenie_api_url: Option<HttpUrl>,
    /// Key of VictorOps.
    pub victorops_api_key: Option<Secret<String>>,
    /// A file with the key of VictorOps.
    pub victorops_api_key_file: Option<String>,
    /// Address of VictorOps.
    pub victorops_api_url: Option<HttpUrl>,
    /// Address of WeChat.
    pub wechat_api_url: Option<HttpUrl>,
    /// Secret of WeChat.
    pub wechat_api_secret: Option<Secret<String>>,
    /// A file with the secret of WeChat.
    pub wechat_api_secret_file: Option<String>,
    /// Identity of the company at WeChat.
    pub wechat_api_corp_id: Option<String>,
    /// Address of Telegram.
    pub telegram_api_url: Option<HttpUrl>,
    /// Token for Telegram.
    pub telegram_bot_token: Option<Secret<String>>,
    /// A file with the token for Telegram.
    pub telegram_bot_token_file: Option<String>,
    /// Address of Webex.
    pub webex_api_url: Option<HttpUrl>,
    /// Address of Jira.
    pub jira_api_url: Option<HttpUrl>,
    /// Address of Rocket.Chat.
    pub rocketchat_api_url: Option<HttpUrl>,
    /// Token for Rocket.Chat.
    pub rocketchat_token: Option<Secret<String>>,
    /// A file with the token for Rocket.Chat.
    pub rocketchat_token_file: Option<String>,
    /// Identity of the token for Rocket.Chat.
    pub rocketchat_token_id: Option<Secret<String>>,
    /// A file with the identity of the token for Rocket.Chat.
    pub rocketchat_token_id_file: Option<String>,
    /// Address of Mattermost.
    pub mattermost_webhook_url: Option<Secret<String>>,
    /// A file with the address of Mattermost.
    pub mattermost_webhook_url_file: Option<String>,
}

/// Whether an address of Slack beside a token is the one that the token is for, as some have written it.
fn own_interface(global: &AlertmanagerGlobal) -> bool {
    let token = given(&global.slack_app_token) || given(&global.slack_app_token_file);
    let interface = global.slack_app_url.as_ref().map_or(SLACK_INTERFACE, HttpUrl::as_str);
    match &global.slack_api_url {
        Some(address) => !token || address.expose_secret() == interface,
        None => !token || !given(&global.slack_api_url_file),
    }
}
