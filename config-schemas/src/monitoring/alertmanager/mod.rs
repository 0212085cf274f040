//! `alertmanager.yml`, as of Alertmanager 0.33.

mod chat;
mod global;
mod matcher;
mod matcher_utf8;
mod pager;
mod receiver;
mod route;
mod slack;
mod smart_host;
mod team;
mod time;
mod tracing;

pub use chat::{Discord, MsTeams, MsTeamsV2, RocketChat, Telegram, WeChat, Webex};
pub use global::AlertmanagerGlobal;
pub(crate) use global::SLACK_INTERFACE;
pub use matcher::Matchers;
pub use pager::{
    Jira, OpsGenie, PagerDuty, PagerDutyImage, PagerDutyLink, Pushover, Responder, Sns, VictorOps,
};
pub use receiver::{Email, Receiver, Threading, Webhook};
pub use route::{InhibitRule, Route};
pub use slack::{
    Slack, SlackAction, SlackConfirmation, SlackField, SlackStrategy, SlackSummary, SlackThread,
};
pub use smart_host::SmartHost;
pub use team::{
    IncidentIo, Mattermost, MattermostAttachment, MattermostField, MattermostPriority, MattermostProperties,
};
pub use time::{TimeInterval, TimeRange, TimeSpan};
pub use tracing::AlertmanagerTracing;

use config_core::ServiceConfig;

/// The whole configuration of Alertmanager. It is reloaded with `SIGHUP` or `/-/reload`.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Alertmanager {
    /// What holds for all receivers, and their defaults.
    #[config(default)]
    pub global: AlertmanagerGlobal,
    /// Files with templates; the last part may have `*`.
    #[config(default = [])]
    pub templates: Vec<String>,
    /// The root of the tree of routes.
    pub route: Route,
    /// Who is told.
    #[config(length(1..))]
    pub receivers: Vec<Receiver>,
    /// Alerts that silence others.
    #[config(default = [])]
    pub inhibit_rules: Vec<InhibitRule>,
    /// Times; use `time_intervals` instead.
    #[config(default = [])]
    pub mute_time_intervals: Vec<TimeInterval>,
    /// Times that routes refer to.
    #[config(default = [])]
    pub time_intervals: Vec<TimeInterval>,
    /// Where traces of the server itself go.
    #[config(since = "0.30")]
    pub tracing: Option<AlertmanagerTracing>,
}
