//! Receivers that wake people and keep lists.

use std::collections::BTreeMap;

use config_core::{AnyValue, Secret, ServiceConfig};

use crate::monitoring::http::HttpClient;
use crate::monitoring::prometheus::SigV4;
use crate::monitoring::template;
use crate::monitoring::{at_most_one, given};
use crate::value::{GoDuration, HttpUrl, PrometheusDuration};

/// Jira.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Jira {
    /// Whether the end of an alert is told as well.
    pub send_resolved: Option<bool>,
    /// Address; the global one by default.
    pub api_url: Option<HttpUrl>,
    /// Sort of Jira.
    #[config(default = "auto", pattern("^(auto|cloud|datacenter)$"), since = "0.29")]
    pub api_type: String,
    /// The project.
    #[config(length(1..))]
    pub project: String,
    /// Sort of the issue.
    #[config(length(1..))]
    pub issue_type: String,
    /// Title.
    #[config(validate(text_or_template))]
    pub summary: Option<AnyValue>,
    /// Text.
    #[config(validate(text_or_template))]
    pub description: Option<AnyValue>,
    /// Labels; a list, or `values` with `enable_update`.
    pub labels: Option<AnyValue>,
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
    #[config(default)]
    pub fields: BTreeMap<String, AnyValue>,
    /// The client.
    pub http_config: Option<HttpClient>,
}

/// OpsGenie.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([given(&self.api_key), given(&self.api_key_file)]), "at most one of api_key and api_key_file may be given"),
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
}

/// Someone at OpsGenie.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(given(&self.id) || given(&self.name) || given(&self.username), "one of id, username or name must be given"),
)]
pub struct Responder {
    /// Identity.
    pub id: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// Name of the user.
    pub username: Option<String>,
    /// Sort: `team`, `teams`, `user`, `escalation` or `schedule`, or a template of one.
    #[config(validate(sort_of_responder))]
    pub r#type: String,
}

/// PagerDuty.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([given(&self.routing_key), given(&self.routing_key_file)]), "at most one of routing_key and routing_key_file may be given"),
    check(at_most_one([given(&self.service_key), given(&self.service_key_file)]), "at most one of service_key and service_key_file may be given"),
    check(given(&self.routing_key) || given(&self.routing_key_file) || given(&self.service_key) || given(&self.service_key_file),
          "one of routing_key, routing_key_file, service_key or service_key_file must be given"),
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
    pub images: Vec<PagerDutyImage>,
    /// Links.
    #[config(default = [])]
    pub links: Vec<PagerDutyLink>,
    /// Part of the system.
    pub component: Option<String>,
    /// Group of parts.
    pub group: Option<String>,
    /// Sort of the event.
    pub class: Option<String>,
    /// Time after which sending has failed.
    #[config(since = "0.30")]
    pub timeout: Option<GoDuration>,
    /// The client.
    pub http_config: Option<HttpClient>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub struct PagerDutyImage {
    /// Where it is.
    pub src: Option<String>,
    /// What stands in its place.
    pub alt: Option<String>,
    /// Where it leads.
    pub href: Option<String>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub struct PagerDutyLink {
    /// Where it leads.
    pub href: Option<String>,
    /// What it is called.
    pub text: Option<String>,
}

/// Pushover.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([given(&self.user_key), given(&self.user_key_file)]), "at most one of user_key and user_key_file may be given"),
    check(given(&self.user_key) || given(&self.user_key_file), "one of user_key or user_key_file must be given"),
    check(at_most_one([given(&self.token), given(&self.token_file)]), "at most one of token and token_file may be given"),
    check(given(&self.token) || given(&self.token_file), "one of token or token_file must be given"),
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
    pub retry: GoDuration,
    /// How long it is repeated.
    #[config(default = "1h")]
    pub expire: GoDuration,
    /// How long it is kept.
    pub ttl: Option<GoDuration>,
    /// Whether the text is HTML.
    #[config(default = false)]
    pub html: bool,
    /// Whether all characters are of one width.
    #[config(default = false)]
    pub monospace: bool,
    /// The client.
    pub http_config: Option<HttpClient>,
}

/// Amazon SNS.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    // The server's own test lets all three through.
    check(given(&self.topic_arn) ^ given(&self.phone_number) ^ given(&self.target_arn),
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
    /// Whether the client of AWS's own library is used.
    #[config(default = false, since = "0.33")]
    pub use_aws_http_client: bool,
    /// The client.
    pub http_config: Option<HttpClient>,
}

/// VictorOps.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(at_most_one([given(&self.api_key), given(&self.api_key_file)]), "at most one of api_key and api_key_file may be given"),
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
}

fn not_reserved(fields: &BTreeMap<String, String>) -> Result<(), String> {
    const RESERVED: [&str; 7] = [
        "routing_key",
        "message_type",
        "state_message",
        "entity_display_name",
        "monitoring_tool",
        "entity_id",
        "entity_state",
    ];
    match fields.keys().find(|name| RESERVED.contains(&name.as_str())) {
        Some(name) => Err(format!("custom_fields: {name} is set by Alertmanager itself")),
        None => Ok(()),
    }
}

fn sort_of_responder(sort: &str) -> Result<(), &'static str> {
    const SORTS: [&str; 5] = ["team", "teams", "user", "escalation", "schedule"];
    if sort.contains("{{") {
        return if template::is_closed(sort) {
            Ok(())
        } else {
            Err("the template of type has a {{ without its }}")
        };
    }
    if SORTS.iter().any(|known| sort.eq_ignore_ascii_case(known)) {
        return Ok(());
    }
    Err("type is none of team, teams, user, escalation and schedule")
}

/// A text, or a section with it.
fn text_or_template(value: &Option<AnyValue>) -> Result<(), String> {
    let Some(AnyValue::Map(keys)) = value else { return Ok(()) };
    match keys.iter().find(|(key, _)| !matches!(key.as_str(), "template" | "enable_update")) {
        Some((key, _)) => Err(format!("{key} is not known here; there are template and enable_update")),
        None => Ok(()),
    }
}
