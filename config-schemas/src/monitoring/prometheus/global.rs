//! What holds for all jobs.

use std::collections::BTreeMap;

use config_core::ServiceConfig;

use super::ScrapeLimits;
use crate::monitoring::http::in_order;
use crate::value::PrometheusDuration;

/// What holds for all jobs, and their defaults.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(in_order(self.scrape_timeout, Some(self.scrape_interval)), "the global scrape_timeout must not exceed the global scrape_interval"),
)]
pub struct GlobalConfig {
    /// Time between two scrapes.
    #[config(default = "1m", since = "1.0")]
    pub scrape_interval: PrometheusDuration,
    /// Time after which a scrape has failed; 10s, or the interval when that is shorter.
    pub scrape_timeout: Option<PrometheusDuration>,
    /// Formats of metrics, the best first.
    #[config(validate(super::global::each_once))]
    pub scrape_protocols: Option<Vec<ScrapeProtocol>>,
    /// Time between two evaluations of rules.
    #[config(default = "1m")]
    pub evaluation_interval: PrometheusDuration,
    /// How far in the past rules are evaluated.
    #[config(default = "0s", since = "2.53")]
    pub rule_query_offset: PrometheusDuration,
    /// Labels that everything gets which leaves the server.
    #[config(default)]
    pub external_labels: BTreeMap<String, String>,
    /// File for the log of queries.
    pub query_log_file: Option<String>,
    /// File for the log of failed scrapes.
    #[config(since = "3.0")]
    pub scrape_failure_log_file: Option<String>,
    /// Limits of scrapes.
    #[config(flatten)]
    pub limits: ScrapeLimits,
    /// Which names of metrics and labels are allowed.
    #[config(since = "3.0")]
    pub metric_name_validation_scheme: Option<ValidationScheme>,
    /// How names are escaped that a client does not understand.
    #[config(since = "3.4")]
    pub metric_name_escaping_scheme: Option<EscapingScheme>,
    /// Whether native histograms are scraped.
    #[config(since = "3.8")]
    pub scrape_native_histograms: Option<bool>,
    /// Whether classic histograms become native ones.
    #[config(since = "3.4")]
    pub convert_classic_histograms_to_nhcb: Option<bool>,
    /// Whether classic histograms are scraped beside native ones.
    #[config(since = "3.5")]
    pub always_scrape_classic_histograms: Option<bool>,
    /// Whether each scrape also gives its timeout, its limit and its size.
    #[config(since = "3.8")]
    pub extra_scrape_metrics: Option<bool>,
}

/// The Go runtime.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct Runtime {
    /// How much memory may grow before the next collection.
    #[config(default = 75, unit = "percent", since = "2.53")]
    pub gogc: i64,
}

/// A format of metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum ScrapeProtocol {
    /// Protocol buffers.
    #[config(rename = "PrometheusProto")]
    PrometheusProto,
    /// Text of Prometheus 0.0.4.
    #[config(rename = "PrometheusText0.0.4")]
    PrometheusText004,
    /// Text of Prometheus 1.0.0.
    #[config(rename = "PrometheusText1.0.0")]
    PrometheusText100,
    /// Text of OpenMetrics 0.0.1.
    #[config(rename = "OpenMetricsText0.0.1")]
    OpenMetricsText001,
    /// Text of OpenMetrics 1.0.0.
    #[config(rename = "OpenMetricsText1.0.0")]
    OpenMetricsText100,
}

/// Which names of metrics and labels are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write)]
pub enum ValidationScheme {
    /// Letters, digits, underscores, and colons for metrics.
    Legacy,
    /// Any text.
    Utf8,
}

/// How names are escaped that a client does not understand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ServiceConfig)]
#[config(write, rename_all = "kebab-case")]
pub enum EscapingScheme {
    /// Not at all.
    #[config(rename = "allow-utf-8")]
    AllowUtf8,
    /// Each special character becomes an underscore.
    Underscores,
    /// Dots become `_dot_`.
    Dots,
    /// Each special character becomes its number.
    Values,
}

/// Refuses a protocol that is listed twice, and an empty list.
pub(super) fn each_once(protocols: &Option<Vec<ScrapeProtocol>>) -> Result<(), String> {
    let Some(protocols) = protocols else { return Ok(()) };
    if protocols.is_empty() {
        return Err("scrape_protocols must name at least one protocol".to_owned());
    }
    match (1..protocols.len()).find(|index| protocols[..*index].contains(&protocols[*index])) {
        Some(_) => Err("scrape_protocols has a protocol twice".to_owned()),
        None => Ok(()),
    }
}
