//! Slack.

use config_core::{Secret, ServiceConfig};

use crate::monitoring::http::HttpClient;
use crate::monitoring::{at_most_one, given};
use crate::value::{GoDuration, HttpUrl};

/// Slack.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.api_url.is_some(), given(&self.api_url_file)]), "at most one of api_url and api_url_file may be given"),
    check(at_most_one([given(&self.app_token), given(&self.app_token_file)]), "at most one of app_token and app_token_file may be given"),
    check(at_most_one([self.api_url.is_some() || given(&self.api_url_file), given(&self.app_token) || given(&self.app_token_file)]), "an address and a token of an application exclude each other"),
    check(!self.update_message || matches!(self.message_strategy, None | Some(SlackStrategy::Update)), "update_message is message_strategy: update"),
    check(self.threaded_options.is_none() || self.message_strategy == Some(SlackStrategy::Thread), "threaded_options needs message_strategy: thread"),
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
    pub app_url: Option<HttpUrl>,
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
    /// Text above what is attached.
    #[config(since = "0.31")]
    pub message_text: Option<String>,
    /// Fields in a table.
    #[config(default = [])]
    pub fields: Vec<SlackField>,
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
    pub actions: Vec<SlackAction>,
    /// Time after which sending has failed.
    #[config(since = "0.28")]
    pub timeout: Option<GoDuration>,
    /// How further messages about a group of alerts are told; each anew by default.
    #[config(since = "0.33")]
    pub message_strategy: Option<SlackStrategy>,
    /// Whether the first message about a group of alerts changes; use `message_strategy: update` instead.
    #[config(default = false, since = "0.31")]
    pub update_message: bool,
    /// What threads are like.
    #[config(since = "0.33")]
    pub threaded_options: Option<SlackThread>,
    /// The client.
    pub http_config: Option<HttpClient>,
}

impl Slack {
    /// Whether it has a token of its own.
    pub(crate) fn has_token(&self) -> bool {
        given(&self.app_token) || given(&self.app_token_file)
    }

    /// Whether messages change or have threads, which only the interface for tokens can do.
    pub(crate) fn needs_interface(&self) -> bool {
        self.update_message
            || matches!(self.message_strategy, Some(SlackStrategy::Update | SlackStrategy::Thread))
    }
}

/// How further messages about a group of alerts are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum SlackStrategy {
    /// Each is a message of its own.
    New,
    /// The first message changes.
    Update,
    /// They answer the first message.
    Thread,
}

/// What threads are like.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.summary_header.is_none() || self.use_summary_header != Some(false), "summary_header needs use_summary_header"),
)]
pub struct SlackThread {
    /// Whether a thread begins with a summary, which changes.
    pub use_summary_header: Option<bool>,
    /// What the summary is like.
    pub summary_header: Option<SlackSummary>,
    /// With what the first message is marked when the alerts are over, as a word.
    pub resolve_emoji: Option<String>,
}

/// What the summary of a thread is like.
#[derive(Clone, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub struct SlackSummary {
    /// Color when the alerts are over.
    pub resolve_color: Option<String>,
}

/// A field of a table.
#[derive(Clone, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub struct SlackField {
    /// Title.
    #[config(length(1..))]
    pub title: String,
    /// Text.
    #[config(length(1..))]
    pub value: String,
    /// Whether another stands beside it.
    pub short: Option<bool>,
}

/// A button.
#[derive(Clone, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write, check(given(&self.url) || given(&self.name), "one of url or name must be given"))]
pub struct SlackAction {
    /// Sort, such as `button`.
    #[config(length(1..))]
    pub r#type: String,
    /// Text.
    #[config(length(1..))]
    pub text: String,
    /// Where it leads.
    pub url: Option<String>,
    /// How it looks.
    pub style: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// What is sent.
    pub value: Option<String>,
    /// What is asked before.
    pub confirm: Option<SlackConfirmation>,
}

/// What is asked before a button counts.
#[derive(Clone, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub struct SlackConfirmation {
    /// The question.
    #[config(length(1..))]
    pub text: String,
    /// Title.
    pub title: Option<String>,
    /// What yes is called.
    pub ok_text: Option<String>,
    /// What no is called.
    pub dismiss_text: Option<String>,
}
