//! Jobs.

use std::collections::BTreeMap;

use config_core::ServiceConfig;

use super::{Discovery, EscapingScheme, RelabelConfig, ScrapeProtocol, ValidationScheme};
use crate::monitoring::http::{HttpClient, in_order};
use crate::value::{PrometheusDuration, PrometheusSize};

/// A job: where its targets are and how they are scraped.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(
    write,
    check(in_order(self.scrape_timeout, self.scrape_interval), "scrape_timeout must not exceed scrape_interval"),
)]
pub struct ScrapeConfig {
    /// Name of the job, unique among all jobs.
    #[config(length(1..))]
    pub job_name: String,
    /// Time between two scrapes; the global one by default.
    pub scrape_interval: Option<PrometheusDuration>,
    /// Time after which a scrape has failed; the global one by default.
    pub scrape_timeout: Option<PrometheusDuration>,
    /// Formats of metrics, the best first.
    #[config(validate(super::global::each_once))]
    pub scrape_protocols: Option<Vec<ScrapeProtocol>>,
    /// Format of answers that do not say theirs.
    #[config(since = "3.0")]
    pub fallback_scrape_protocol: Option<ScrapeProtocol>,
    /// Whether native histograms are scraped.
    #[config(since = "3.8")]
    pub scrape_native_histograms: Option<bool>,
    /// Whether classic histograms are scraped beside native ones; the name before 3.0.
    pub scrape_classic_histograms: Option<bool>,
    /// Whether classic histograms are scraped beside native ones.
    #[config(since = "3.0")]
    pub always_scrape_classic_histograms: Option<bool>,
    /// Whether classic histograms become native ones.
    #[config(since = "3.0")]
    pub convert_classic_histograms_to_nhcb: Option<bool>,
    /// Whether each scrape also gives its timeout, its limit and its size.
    #[config(since = "3.8")]
    pub extra_scrape_metrics: Option<bool>,
    /// Path of the metrics.
    #[config(default = "/metrics")]
    pub metrics_path: String,
    /// Whether labels of the target win over those of the server.
    #[config(default = false)]
    pub honor_labels: bool,
    /// Whether timestamps of the target count.
    #[config(default = true)]
    pub honor_timestamps: bool,
    /// Whether series with timestamps of the target end when the target is gone.
    #[config(default = false, since = "2.48")]
    pub track_timestamps_staleness: bool,
    /// `http` or `https`.
    #[config(default = "http", pattern("^https?$"))]
    pub scheme: String,
    /// Parameters of the request.
    #[config(default)]
    pub params: BTreeMap<String, Vec<String>>,
    /// Whether answers may be compressed.
    #[config(default = true)]
    pub enable_compression: bool,
    /// File for the log of failed scrapes.
    pub scrape_failure_log_file: Option<String>,
    /// The client.
    #[config(flatten)]
    pub http: HttpClient,
    /// Where targets are.
    #[config(flatten)]
    pub discovery: Discovery,
    /// Relabeling of targets before they are scraped.
    #[config(default = [])]
    pub relabel_configs: Vec<RelabelConfig>,
    /// Relabeling of samples before they are stored.
    #[config(default = [])]
    pub metric_relabel_configs: Vec<RelabelConfig>,
    /// Limits of scrapes.
    #[config(flatten)]
    pub limits: ScrapeLimits,
    /// Which names of metrics and labels are allowed.
    #[config(since = "3.0")]
    pub metric_name_validation_scheme: Option<ValidationScheme>,
    /// How names are escaped that a client does not understand.
    #[config(since = "3.4")]
    pub metric_name_escaping_scheme: Option<EscapingScheme>,
    /// Most buckets of a native histogram; 0 for no limit.
    #[config(default = 0)]
    pub native_histogram_bucket_limit: u64,
    /// Smallest growth from one bucket of a native histogram to the next.
    #[config(default = 0.0, range(0.0..))]
    pub native_histogram_min_bucket_factor: f64,
}

/// A file that `scrape_config_files` names.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ScrapeConfigFile {
    /// The jobs.
    #[config(default = [])]
    pub scrape_configs: Vec<ScrapeConfig>,
}

/// Limits of scrapes; 0 stands for none.
#[derive(Clone, Debug, PartialEq, ServiceConfig)]
#[config(write)]
pub struct ScrapeLimits {
    /// Most bytes of an answer before compression.
    #[config(default = "0")]
    pub body_size_limit: PrometheusSize,
    /// Most samples of a scrape.
    #[config(default = 0)]
    pub sample_limit: u64,
    /// Most targets of a job.
    #[config(default = 0)]
    pub target_limit: u64,
    /// Most labels of a sample.
    #[config(default = 0)]
    pub label_limit: u64,
    /// Most characters of a label's name.
    #[config(default = 0)]
    pub label_name_length_limit: u64,
    /// Most characters of a label's value.
    #[config(default = 0)]
    pub label_value_length_limit: u64,
    /// Most dropped targets that are remembered.
    #[config(default = 0, since = "2.47")]
    pub keep_dropped_targets: u64,
}
