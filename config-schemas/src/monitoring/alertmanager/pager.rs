//! Receivers that wake people and keep lists.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

use crate::monitoring::at_most_one;
use crate::monitoring::http::HttpClient;
use crate::monitoring::prometheus::SigV4;
use crate::value::{HttpUrl, PrometheusDuration};

/// Jira.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Jira {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Address; the global one by default.
    pub api_url: Option<HttpUrl>,
    /// Sort of Jira.
    #[config(since = "0.29")]
    pub api_type: Option<String>,
    /// The project.
    #[config(length(1..))]
    pub project: String,
    /// Sort of the issue.
    #[config(length(1..))]
    pub issue_type: String,
    /// Title.
    pub summary: Option<AnyValue>,
    /// Text.
    pub description: Option<AnyValue>,
    /// Labels.
    #[config(default = [])]
    pub labels: Vec<String>,
    /// Priority.
    pub priority: Option<String>,
    /// How an issue is opened again.
    pub reopen_transition: Option<String>,
    /// How an issue is closed.
    pub resolve_transition: Option<String>,
    /// End after which an issue is never opened again.
    pub wont_fix_resolution: Option<String>,
    /// How long an issue can be opened again.
    pub reopen_duration: Option<PrometheusDuration>,
    /// Further fields.
    #[config(default, alias = "custom_fields")]
    pub fields: BTreeMap<String, AnyValue>,
    /// The client.
    pub http_config: Option<HttpClient>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// OpsGenie.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.api_key.is_some(), self.api_key_file.is_some()]), "at most one of api_key and api_key_file may be given"),
)]
pub struct OpsGenie {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Key; the global one by default.
    pub api_key: Option<Secret<String>>,
    /// A file with the key.
    pub api_key_file: Option<String>,
    /// Address; the global one by default.
    pub api_url: Option<HttpUrl>,
    /// Title.
    pub message: Option<String>,
    /// Text.
    pub description: Option<String>,
    /// Where the alert comes from.
    pub source: Option<String>,
    /// Further facts.
    #[config(default)]
    pub details: BTreeMap<String, String>,
    /// What the alert is about.
    pub entity: Option<String>,
    /// Who is told.
    #[config(default = [])]
    pub responders: Vec<Responder>,
    /// What can be done.
    pub actions: Option<String>,
    /// Tags.
    pub tags: Option<String>,
    /// Note.
    pub note: Option<String>,
    /// Priority.
    pub priority: Option<String>,
    /// Whether title and text of an open alert change.
    #[config(default = false)]
    pub update_alerts: bool,
    /// The client.
    pub http_config: Option<HttpClient>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Someone at OpsGenie.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(self.id.is_some() || self.name.is_some() || self.username.is_some(), "one of id, username or name must be given"),
)]
pub struct Responder {
    /// Identity.
    pub id: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// Name of the user.
    pub username: Option<String>,
    /// Sort: `team`, `teams`, `user`, `escalation` or `schedule`.
    #[config(length(1..))]
    pub r#type: String,
}

/// PagerDuty.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.routing_key.is_some(), self.routing_key_file.is_some()]), "at most one of routing_key and routing_key_file may be given"),
    check(at_most_one([self.service_key.is_some(), self.service_key_file.is_some()]), "at most one of service_key and service_key_file may be given"),
    check(self.routing_key.is_some() || self.routing_key_file.is_some() || self.service_key.is_some() || self.service_key_file.is_some(),
          "one of routing_key, routing_key_file, service_key or service_key_file must be given"),
    check(at_most_one([self.routing_key.is_some() || self.routing_key_file.is_some(), self.service_key.is_some() || self.service_key_file.is_some()]),
          "routing_key and service_key exclude each other"),
)]
pub struct PagerDuty {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Key of version 2.
    #[config(not_secret)]
    pub routing_key: Option<Secret<String>>,
    /// A file with the key of version 2.
    pub routing_key_file: Option<String>,
    /// Key of version 1.
    #[config(not_secret)]
    pub service_key: Option<Secret<String>>,
    /// A file with the key of version 1.
    pub service_key_file: Option<String>,
    /// Address; the global one by default.
    pub url: Option<HttpUrl>,
    /// Who tells.
    pub client: Option<String>,
    /// Where the teller is.
    pub client_url: Option<String>,
    /// Text.
    pub description: Option<String>,
    /// How bad it is.
    pub severity: Option<String>,
    /// Where it comes from.
    pub source: Option<String>,
    /// Further facts.
    #[config(default)]
    pub details: BTreeMap<String, AnyValue>,
    /// Pictures.
    #[config(default = [])]
    pub images: Vec<AnyValue>,
    /// Links.
    #[config(default = [])]
    pub links: Vec<AnyValue>,
    /// Part of the system.
    pub component: Option<String>,
    /// Group of parts.
    pub group: Option<String>,
    /// Sort of the event.
    pub class: Option<String>,
    /// Time after which sending has failed.
    #[config(since = "0.30")]
    pub timeout: Option<PrometheusDuration>,
    /// The client.
    pub http_config: Option<HttpClient>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Pushover.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.user_key.is_some(), self.user_key_file.is_some()]), "at most one of user_key and user_key_file may be given"),
    check(self.user_key.is_some() || self.user_key_file.is_some(), "one of user_key or user_key_file must be given"),
    check(at_most_one([self.token.is_some(), self.token_file.is_some()]), "at most one of token and token_file may be given"),
    check(self.token.is_some() || self.token_file.is_some(), "one of token or token_file must be given"),
    check(!(self.html && self.monospace), "at most one of html and monospace may be given"),
)]
pub struct Pushover {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Key of the user.
    pub user_key: Option<Secret<String>>,
    /// A file with the key of the user.
    pub user_key_file: Option<String>,
    /// Token of the application.
    pub token: Option<Secret<String>>,
    /// A file with the token of the application.
    pub token_file: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Text.
    pub message: Option<String>,
    /// A link.
    pub url: Option<String>,
    /// Title of the link.
    pub url_title: Option<String>,
    /// Device.
    pub device: Option<String>,
    /// Sound.
    pub sound: Option<String>,
    /// Priority.
    pub priority: Option<String>,
    /// Time between two repetitions.
    #[config(default = "1m")]
    pub retry: PrometheusDuration,
    /// How long it is repeated.
    #[config(default = "1h")]
    pub expire: PrometheusDuration,
    /// How long it is kept.
    pub ttl: Option<PrometheusDuration>,
    /// Whether the text is HTML.
    #[config(default = false)]
    pub html: bool,
    /// Whether all characters are of one width.
    #[config(default = false)]
    pub monospace: bool,
    /// The client.
    pub http_config: Option<HttpClient>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// Amazon SNS.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.topic_arn.is_some(), self.phone_number.is_some(), self.target_arn.is_some()])
            && (self.topic_arn.is_some() || self.phone_number.is_some() || self.target_arn.is_some()),
          "exactly one of topic_arn, phone_number and target_arn must be given"),
)]
pub struct Sns {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Address.
    pub api_url: Option<String>,
    /// Signing of requests.
    pub sigv4: Option<SigV4>,
    /// The topic.
    pub topic_arn: Option<String>,
    /// The telephone.
    pub phone_number: Option<String>,
    /// The device.
    pub target_arn: Option<String>,
    /// Title.
    pub subject: Option<String>,
    /// Text.
    pub message: Option<String>,
    /// Further facts.
    #[config(default)]
    pub attributes: BTreeMap<String, String>,
    /// The client.
    pub http_config: Option<HttpClient>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

/// VictorOps.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([self.api_key.is_some(), self.api_key_file.is_some()]), "at most one of api_key and api_key_file may be given"),
)]
pub struct VictorOps {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Key; the global one by default.
    pub api_key: Option<Secret<String>>,
    /// A file with the key.
    pub api_key_file: Option<String>,
    /// Address; the global one by default.
    pub api_url: Option<HttpUrl>,
    /// Who is told.
    #[config(not_secret, length(1..))]
    pub routing_key: String,
    /// Sort of the message.
    pub message_type: Option<String>,
    /// Text.
    pub state_message: Option<String>,
    /// Title.
    pub entity_display_name: Option<String>,
    /// Who tells.
    pub monitoring_tool: Option<String>,
    /// Further fields.
    #[config(default, validate(not_reserved))]
    pub custom_fields: BTreeMap<String, String>,
    /// The client.
    pub http_config: Option<HttpClient>,
    /// What this schema does not know.
    #[config(flatten)]
    pub extra: BTreeMap<String, AnyValue>,
}

fn not_reserved(fields: &BTreeMap<String, String>) -> Result<(), String> {
    const RESERVED: [&str; 6] = [
        "routing_key",
        "message_type",
        "state_message",
        "entity_display_name",
        "monitoring_tool",
        "entity_id",
    ];
    match fields.keys().find(|name| RESERVED.contains(&name.as_str())) {
        Some(name) => Err(format!("custom_fields: {name} is set by Alertmanager itself")),
        None => Ok(()),
    }
}
