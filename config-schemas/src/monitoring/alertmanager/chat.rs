//! Receivers that write into chats, beside Slack.

use config_core::{AnyValue, Secret, ServiceConfig};

use super::team::authorized;
use crate::monitoring::http::HttpClient;
use crate::monitoring::{at_most_one, given};
use crate::value::{GoDuration, HttpUrl};

/// Discord.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.webhook_url.is_some(), given(&self.webhook_url_file)]), "at most one of webhook_url and webhook_url_file may be given"),
    check(self.webhook_url.is_some() || given(&self.webhook_url_file), "one of webhook_url or webhook_url_file must be given"),
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
}

/// Connectors of Microsoft Teams.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.webhook_url.is_some(), given(&self.webhook_url_file)]), "at most one of webhook_url and webhook_url_file may be given"),
    check(self.webhook_url.is_some() || given(&self.webhook_url_file), "one of webhook_url or webhook_url_file must be given"),
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
}

/// Workflows of Microsoft Teams.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.webhook_url.is_some(), given(&self.webhook_url_file)]), "at most one of webhook_url and webhook_url_file may be given"),
    check(self.webhook_url.is_some() || given(&self.webhook_url_file), "one of webhook_url or webhook_url_file must be given"),
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
}

/// Rocket.Chat.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([given(&self.token), given(&self.token_file)]), "at most one of token and token_file may be given"),
    check(at_most_one([given(&self.token_id), given(&self.token_id_file)]), "at most one of token_id and token_id_file may be given"),
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
    /// Color of the bar.
    pub color: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Where the title leads.
    pub title_link: Option<String>,
    /// Text.
    pub text: Option<String>,
    /// Fields in a table.
    #[config(default = [])]
    pub fields: Vec<AnyValue>,
    /// Whether fields stand side by side.
    #[config(default = false)]
    pub short_fields: bool,
    /// Picture of the sender, as a word.
    pub emoji: Option<String>,
    /// Picture of the sender.
    pub icon_url: Option<String>,
    /// A picture.
    pub image_url: Option<String>,
    /// A small picture.
    pub thumb_url: Option<String>,
    /// Whether names become links.
    #[config(default = false)]
    pub link_names: bool,
    /// Buttons.
    #[config(default = [])]
    pub actions: Vec<AnyValue>,
    /// The client.
    pub http_config: Option<HttpClient>,
}

/// Telegram.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([given(&self.bot_token), given(&self.bot_token_file)]), "at most one of bot_token and bot_token_file may be given"),
    check(chat(self.chat_id) || given(&self.chat_id_file), "one of chat_id or chat_id_file must be given"),
    check(at_most_one([chat(self.chat_id), given(&self.chat_id_file)]), "at most one of chat_id and chat_id_file may be given"),
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
    /// Time after which sending has failed.
    #[config(since = "0.33")]
    pub timeout: Option<GoDuration>,
    /// The client.
    pub http_config: Option<HttpClient>,
}

/// WeChat.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([given(&self.api_secret), given(&self.api_secret_file)]), "at most one of api_secret and api_secret_file may be given"),
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
    #[config(default = "text", pattern("^(|text|markdown)$"))]
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
}

/// Webex.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(authorized(&self.http_config), "Webex needs http_config.authorization"),
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
}

/// Whether it is a chat: none has the number 0.
fn chat(number: Option<i64>) -> bool {
    number.is_some_and(|number| number != 0)
}
