//! Mattermost and incident.io.

use config_core::{Secret, ServiceConfig};

use crate::monitoring::http::HttpClient;
use crate::monitoring::{at_most_one, given};
use crate::value::{GoDuration, HttpUrl};

/// Mattermost.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.webhook_url.is_some(), given(&self.webhook_url_file)]), "at most one of webhook_url and webhook_url_file may be given"),
)]
pub struct Mattermost {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Address; the global one by default.
    pub webhook_url: Option<Secret<String>>,
    /// A file with the address.
    pub webhook_url_file: Option<String>,
    /// Channel.
    pub channel: Option<String>,
    /// Name of the sender.
    pub username: Option<String>,
    /// Text.
    pub text: Option<String>,
    /// Text where nothing else can be shown.
    pub fallback: Option<String>,
    /// Color of the bar.
    pub color: Option<String>,
    /// Text in front.
    pub pretext: Option<String>,
    /// Name of the author.
    pub author_name: Option<String>,
    /// Where the name of the author leads.
    pub author_link: Option<String>,
    /// Picture of the author.
    pub author_icon: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Where the title leads.
    pub title_link: Option<String>,
    /// Fields in a table.
    #[config(default = [])]
    pub fields: Vec<MattermostField>,
    /// A small picture.
    pub thumb_url: Option<String>,
    /// Text below.
    pub footer: Option<String>,
    /// Picture beside the text below.
    pub footer_icon: Option<String>,
    /// A picture.
    pub image_url: Option<String>,
    /// Picture of the sender.
    pub icon_url: Option<String>,
    /// Picture of the sender, as a word.
    pub icon_emoji: Option<String>,
    /// What is attached.
    #[config(default = [])]
    pub attachments: Vec<MattermostAttachment>,
    /// Sort of the message.
    pub r#type: Option<String>,
    /// Further properties.
    pub props: Option<MattermostProperties>,
    /// How urgent it is.
    pub priority: Option<MattermostPriority>,
    /// The client.
    pub http_config: Option<HttpClient>,
}

/// A field of a table.
#[derive(Clone, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub struct MattermostField {
    /// Title.
    #[config(length(1..))]
    pub title: String,
    /// Text.
    #[config(length(1..))]
    pub value: String,
    /// Whether another stands beside it.
    pub short: Option<bool>,
}

/// What is attached to a message.
#[derive(Clone, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub struct MattermostAttachment {
    /// Text where nothing else can be shown.
    pub fallback: Option<String>,
    /// Color of the bar.
    pub color: Option<String>,
    /// Text in front.
    pub pretext: Option<String>,
    /// Text.
    pub text: Option<String>,
    /// Name of the author.
    pub author_name: Option<String>,
    /// Where the name of the author leads.
    pub author_link: Option<String>,
    /// Picture of the author.
    pub author_icon: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Where the title leads.
    pub title_link: Option<String>,
    /// Fields in a table.
    #[config(default = [])]
    pub fields: Vec<MattermostField>,
    /// A small picture.
    pub thumb_url: Option<String>,
    /// Text below.
    pub footer: Option<String>,
    /// Picture beside the text below.
    pub footer_icon: Option<String>,
    /// A picture.
    pub image_url: Option<String>,
}

/// Further properties of a message.
#[derive(Clone, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub struct MattermostProperties {
    /// What stands beside the message, in Markdown.
    pub card: Option<String>,
}

/// How urgent a message is.
#[derive(Clone, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub struct MattermostPriority {
    /// Priority.
    pub priority: Option<String>,
    /// Whether someone must say that it was seen.
    #[config(default = false)]
    pub requested_ack: bool,
    /// Whether it is told again and again.
    #[config(default = false)]
    pub persistent_notifications: bool,
}

/// incident.io.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.url.is_some() || given(&self.url_file), "one of url or url_file must be given"),
    check(at_most_one([self.url.is_some(), given(&self.url_file)]), "at most one of url and url_file may be given"),
    check(at_most_one([given(&self.alert_source_token), given(&self.alert_source_token_file)]), "at most one of alert_source_token and alert_source_token_file may be given"),
    check(at_most_one([given(&self.alert_source_token) || given(&self.alert_source_token_file), authorized(&self.http_config)]), "a token and http_config.authorization exclude each other"),
    check(self.http_config.is_none() || authorized(&self.http_config) || given(&self.alert_source_token) || given(&self.alert_source_token_file), "one of alert_source_token, alert_source_token_file or http_config.authorization must be given"),
)]
pub struct IncidentIo {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Address.
    pub url: Option<HttpUrl>,
    /// A file with the address.
    pub url_file: Option<String>,
    /// Token of the source of alerts.
    pub alert_source_token: Option<Secret<String>>,
    /// A file with the token of the source of alerts.
    pub alert_source_token_file: Option<String>,
    /// Most alerts of a call; 0 for no limit.
    #[config(default = 0)]
    pub max_alerts: u64,
    /// Time after which a call has failed.
    pub timeout: Option<GoDuration>,
    /// The client.
    pub http_config: Option<HttpClient>,
}

/// Whether a client sends an `Authorization` header.
pub(super) fn authorized(http: &Option<HttpClient>) -> bool {
    http.as_ref().is_some_and(HttpClient::has_authorization)
}
