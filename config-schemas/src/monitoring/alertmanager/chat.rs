//! Receivers that write into chats.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

use crate::monitoring::at_most_one;
use crate::monitoring::http::HttpClient;
use crate::value::{HttpUrl, PrometheusDuration};

/// Discord.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.webhook_url.is_some(), self.webhook_url_file.is_some()]), "at most one of webhook_url and webhook_url_file may be given"),
    check(self.webhook_url.is_some() || self.webhook_url_file.is_some(), "one of webhook_url or webhook_url_file must be given"),
)]
pub struct Discord {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Address.
    pub webhook_url: Option<Secret<String>>,
    /// A file with the address.
    pub webhook_url_file: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Text.
    pub message: Option<String>,
    /// Text in front.
    pub content: Option<String>,
    /// Name of the sender.
    pub username: Option<String>,
    /// Picture of the sender.
    pub avatar_url: Option<String>,
    /// The client.
    pub http_config: Option<HttpClient>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Connectors of Microsoft Teams.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.webhook_url.is_some(), self.webhook_url_file.is_some()]), "at most one of webhook_url and webhook_url_file may be given"),
    check(self.webhook_url.is_some() || self.webhook_url_file.is_some(), "one of webhook_url or webhook_url_file must be given"),
)]
pub struct MsTeams {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Address.
    pub webhook_url: Option<Secret<String>>,
    /// A file with the address.
    pub webhook_url_file: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Summary.
    pub summary: Option<String>,
    /// Text.
    pub text: Option<String>,
    /// The client.
    pub http_config: Option<HttpClient>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Workflows of Microsoft Teams.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.webhook_url.is_some(), self.webhook_url_file.is_some()]), "at most one of webhook_url and webhook_url_file may be given"),
    check(self.webhook_url.is_some() || self.webhook_url_file.is_some(), "one of webhook_url or webhook_url_file must be given"),
)]
pub struct MsTeamsV2 {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Address.
    pub webhook_url: Option<Secret<String>>,
    /// A file with the address.
    pub webhook_url_file: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Text.
    pub text: Option<String>,
    /// The client.
    pub http_config: Option<HttpClient>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Rocket.Chat.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.token.is_some(), self.token_file.is_some()]), "at most one of token and token_file may be given"),
    check(at_most_one([self.token_id.is_some(), self.token_id_file.is_some()]), "at most one of token_id and token_id_file may be given"),
)]
pub struct RocketChat {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Address; the global one by default.
    pub api_url: Option<HttpUrl>,
    /// Channel.
    pub channel: Option<String>,
    /// Token; the global one by default.
    pub token: Option<Secret<String>>,
    /// A file with the token.
    pub token_file: Option<String>,
    /// Identity of the token.
    pub token_id: Option<Secret<String>>,
    /// A file with the identity of the token.
    pub token_id_file: Option<String>,
    /// Colour.
    pub color: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Where the title leads.
    pub title_link: Option<String>,
    /// Text.
    pub text: Option<String>,
    /// Columns of the message; kept as written.
    #[config(default = [])]
    pub fields: Vec<AnyValue>,
    /// Whether columns are narrow.
    pub short_fields: Option<bool>,
    /// Picture of the author, by name.
    pub emoji: Option<String>,
    /// Picture of the author.
    pub icon_url: Option<String>,
    /// Picture.
    pub image_url: Option<String>,
    /// Small picture.
    pub thumb_url: Option<String>,
    /// Whether names in the text are links.
    pub link_names: Option<bool>,
    /// Buttons; kept as written.
    #[config(default = [])]
    pub actions: Vec<AnyValue>,
    /// The client.
    pub http_config: Option<HttpClient>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Slack.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.api_url.is_some(), self.api_url_file.is_some()]), "at most one of api_url and api_url_file may be given"),
    check(at_most_one([self.app_token.is_some(), self.app_token_file.is_some()]), "at most one of app_token and app_token_file may be given"),
)]
pub struct Slack {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Address; the global one by default.
    pub api_url: Option<Secret<String>>,
    /// A file with the address.
    pub api_url_file: Option<String>,
    /// Token.
    #[config(since = "0.30")]
    pub app_token: Option<Secret<String>>,
    /// A file with the token.
    #[config(since = "0.30")]
    pub app_token_file: Option<String>,
    /// Interface of Slack.
    #[config(since = "0.30")]
    pub app_url: Option<String>,
    /// Channel.
    pub channel: Option<String>,
    /// Name of the sender.
    pub username: Option<String>,
    /// Color of the bar.
    pub color: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Where the title leads.
    pub title_link: Option<String>,
    /// Text in front.
    pub pretext: Option<String>,
    /// Text.
    pub text: Option<String>,
    /// Fields in a table.
    #[config(default = [])]
    pub fields: Vec<AnyValue>,
    /// Whether fields stand side by side.
    #[config(default = false)]
    pub short_fields: bool,
    /// Text below.
    pub footer: Option<String>,
    /// Text where nothing else can be shown.
    pub fallback: Option<String>,
    /// Identity of the message.
    pub callback_id: Option<String>,
    /// Picture of the sender, as a word.
    pub icon_emoji: Option<String>,
    /// Picture of the sender.
    pub icon_url: Option<String>,
    /// A picture.
    pub image_url: Option<String>,
    /// A small picture.
    pub thumb_url: Option<String>,
    /// Whether names become links.
    #[config(default = false)]
    pub link_names: bool,
    /// Parts that are written in Slack's own marks.
    #[config(default = [])]
    pub mrkdwn_in: Vec<String>,
    /// Buttons.
    #[config(default = [])]
    pub actions: Vec<AnyValue>,
    /// Time after which sending has failed.
    #[config(since = "0.28")]
    pub timeout: Option<PrometheusDuration>,
    /// The client.
    pub http_config: Option<HttpClient>,
    /// Text above the table, of messages that are updated.
    pub message_text: Option<String>,
    /// Whether a message is updated in place of a new one.
    pub update_message: Option<bool>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Telegram.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.bot_token.is_some(), self.bot_token_file.is_some()]), "at most one of bot_token and bot_token_file may be given"),
    check(self.chat_id.is_some() || self.chat_id_file.is_some(), "chat_id is missing"),
)]
pub struct Telegram {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Address; the global one by default.
    pub api_url: Option<HttpUrl>,
    /// Token of the robot.
    pub bot_token: Option<Secret<String>>,
    /// A file with the token of the robot.
    pub bot_token_file: Option<String>,
    /// Number of the chat.
    pub chat_id: Option<i64>,
    /// A file with the number of the chat.
    #[config(since = "0.31")]
    pub chat_id_file: Option<String>,
    /// Number of the thread.
    #[config(since = "0.27")]
    pub message_thread_id: Option<i64>,
    /// Text.
    pub message: Option<String>,
    /// Whether no sound is made.
    #[config(default = false)]
    pub disable_notifications: bool,
    /// How the text is written.
    #[config(default = "HTML", pattern("^(|Markdown|MarkdownV2|HTML)$"))]
    pub parse_mode: String,
    /// The client.
    pub http_config: Option<HttpClient>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// WeChat.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.api_secret.is_some(), self.api_secret_file.is_some()]), "at most one of api_secret and api_secret_file may be given"),
)]
pub struct WeChat {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Secret; the global one by default.
    pub api_secret: Option<Secret<String>>,
    /// A file with the secret.
    pub api_secret_file: Option<String>,
    /// Address; the global one by default.
    pub api_url: Option<HttpUrl>,
    /// Identity of the company; the global one by default.
    pub corp_id: Option<String>,
    /// Text.
    pub message: Option<String>,
    /// How the text is written.
    #[config(default = "text", pattern("^(text|markdown)$"))]
    pub message_type: String,
    /// Identity of the application.
    pub agent_id: Option<String>,
    /// Users.
    pub to_user: Option<String>,
    /// Departments.
    pub to_party: Option<String>,
    /// Tags.
    pub to_tag: Option<String>,
    /// The client.
    pub http_config: Option<HttpClient>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Webex.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.http_config.is_none() || authorized(&self.http_config), "Webex needs http_config.authorization"),
)]
pub struct Webex {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Address; the global one by default.
    pub api_url: Option<HttpUrl>,
    /// Identity of the room.
    #[config(length(1..))]
    pub room_id: String,
    /// Text.
    pub message: Option<String>,
    /// The client.
    pub http_config: Option<HttpClient>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

fn authorized(http: &Option<HttpClient>) -> bool {
    http.as_ref().is_some_and(|http| http.authorization.is_some())
}
