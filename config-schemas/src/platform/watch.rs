//! Which alerts are about which service: by the job and the address that it is scraped under, by the metrics that it
//! exports, by its name in any label, and through recorded series.
//!
//! Alerts mostly name one job or one metric, so services are found by those; asking every alert about every service would
//! take time with the square of their number.

use std::collections::HashMap;

use super::configuration::Configuration;
use super::documents::RuleDocument;
use super::load::Platform;
use super::rules::scrape_target::split;
use crate::base::ServiceKind;
use crate::monitoring::prometheus::ScrapeConfig;
use crate::monitoring::rules::{Rule, RuleGroup};
use crate::value::{PromQl, Selector};

/// An alert and where it stands.
pub(super) struct Alert<'p> {
    pub(super) document: &'p RuleDocument,
    group: (usize, &'p RuleGroup),
    rule: (usize, &'p Rule),
}

impl<'p> Alert<'p> {
    pub(super) fn name(&self) -> &'p str {
        self.rule.1.alert.as_deref().unwrap_or_default()
    }

    /// The place of its name.
    pub(super) fn path(&self) -> String {
        format!("groups[{}].rules[{}].alert", self.group.0, self.rule.0)
    }

    /// The labels that are known before it fires.
    pub(super) fn labels(&self) -> HashMap<&'p str, &'p str> {
        let group = self.group.1.labels.iter();
        let all = group.chain(&self.rule.1.labels).map(|(label, value)| (label.as_str(), value.as_str()));
        all.chain([("alertname", self.name())]).collect()
    }
}

/// What an expression is about.
#[derive(Clone, Debug, Default)]
struct About {
    /// Perhaps every service: what is discovered may be any.
    everything: bool,
    /// Every service that is scraped.
    scraped: bool,
    /// Every vLLM.
    vllm: bool,
    /// These services, by their numbers.
    services: Vec<usize>,
}

impl About {
    fn add(&mut self, other: &Self) {
        self.everything |= other.everything;
        self.scraped |= other.scraped;
        self.vllm |= other.vllm;
        self.services.extend(&other.services);
    }
}

/// A job of a Prometheus.
#[derive(Default)]
struct Job {
    /// The services it scrapes, with their addresses.
    services: Vec<(usize, String)>,
    /// Whether it discovers what it scrapes.
    discovers: bool,
    /// Whether labels may be others when the series are kept.
    relabels: bool,
}

/// What watches the services of an environment.
pub(super) struct Watch<'p> {
    platform: &'p Platform,
    jobs: HashMap<&'p str, Job>,
    addresses: HashMap<String, usize>,
    /// Services by the metrics that they declare.
    exporters: HashMap<&'p str, Vec<usize>>,
    alerts: Vec<Alert<'p>>,
    /// Alerts about each service alone, and those about many.
    own: HashMap<usize, Vec<usize>>,
    everything: Vec<usize>,
    scraped: Vec<usize>,
    vllm: Vec<usize>,
    /// The job of each service that is scraped.
    job_of: HashMap<usize, &'p str>,
    has_managers: bool,
}

impl<'p> Watch<'p> {
    /// Nothing without a Prometheus.
    pub(super) fn new(platform: &'p Platform) -> Option<Self> {
        let servers = platform.services().iter().filter_map(|entry| match &entry.configuration {
            Configuration::Prometheus(loaded) => Some(&loaded.value.config),
            _ => None,
        });
        let mut watch = Self {
            platform,
            jobs: HashMap::new(),
            addresses: HashMap::new(),
            exporters: HashMap::new(),
            alerts: Vec::new(),
            own: HashMap::new(),
            everything: Vec::new(),
            scraped: Vec::new(),
            vllm: Vec::new(),
            job_of: HashMap::new(),
            has_managers: false,
        };
        let numbers: HashMap<&str, usize> =
            platform.services().iter().enumerate().map(|(index, entry)| (entry.name(), index)).collect();
        let mut count = 0;
        for server in servers {
            count += 1;
            watch.has_managers |= !server.alerting.alertmanagers.is_empty();
            // Jobs of other files may scrape anything.
            if !server.scrape_config_files.is_empty() {
                watch.jobs.entry("").or_default().discovers = true;
            }
            server.scrape_configs.iter().for_each(|job| watch.job(job, &numbers));
        }
        for (index, entry) in platform.services().iter().enumerate() {
            for metric in entry.configuration.metrics().iter().flat_map(|metrics| &metrics.exports) {
                watch.exporters.entry(metric.as_str()).or_default().push(index);
            }
        }
        watch.read();
        (count > 0).then_some(watch)
    }

    fn job(&mut self, config: &'p ScrapeConfig, numbers: &HashMap<&str, usize>) {
        let job = self.jobs.entry(&config.job_name).or_default();
        job.relabels |= !config.relabel_configs.is_empty() || !config.metric_relabel_configs.is_empty();
        job.discovers |= config.discovery.static_configs.is_empty();
        for target in config.discovery.static_configs.iter().flat_map(|group| &group.targets) {
            // A prober is told an address by relabeling.
            let address = target.as_str();
            let address = address.split_once("://").map_or(address, |(_, rest)| rest);
            let address = address.split('/').next().unwrap_or_default();
            let host = split(address).map_or(address, |(host, _)| host);
            if let Some(index) = numbers.get(host) {
                job.services.push((*index, address.to_owned()));
                self.addresses.insert(address.to_owned(), *index);
                self.job_of.entry(*index).or_insert(&config.job_name);
            }
        }
    }

    /// Reads all rules; those that record first, and twice, for they may read what others record.
    fn read(&mut self) {
        let platform = self.platform;
        let mut recorded: HashMap<&str, About> = HashMap::new();
        for _ in 0..2 {
            for rule in rules(platform) {
                if let Some(name) = &rule.rule.1.record {
                    let about = self.about(&rule.rule.1.expr, &recorded);
                    recorded.entry(name).or_default().add(&about);
                }
            }
        }
        for alert in rules(platform).filter(|rule| rule.rule.1.alert.is_some()) {
            let about = self.about(&alert.rule.1.expr, &recorded);
            let number = self.alerts.len();
            self.alerts.push(alert);
            if about.everything {
                self.everything.push(number);
            }
            if about.scraped {
                self.scraped.push(number);
            }
            if about.vllm {
                self.vllm.push(number);
            }
            for service in about.services {
                self.own.entry(service).or_default().push(number);
            }
        }
    }

    fn about(&self, expression: &PromQl, recorded: &HashMap<&str, About>) -> About {
        let mut about = About::default();
        expression.selectors().for_each(|selector| self.select(selector, recorded, &mut about));
        about.services.sort_unstable();
        about.services.dedup();
        about
    }

    fn select(&self, selector: Selector<'_>, recorded: &HashMap<&str, About>, about: &mut About) {
        for (label, value) in selector.labels() {
            let number = match label {
                "job" | "__name__" => None,
                "instance" => self.addresses.get(value).copied(),
                _ => self.platform.number_of(value),
            };
            about.services.extend(number);
        }
        if selector.asks("job") || selector.asks("instance") {
            let of_job: Vec<&Job> = match selector.equal("job") {
                Some(job) => self.jobs.get(job).into_iter().collect(),
                None => {
                    let permitted = self.jobs.iter().filter(|(job, _)| selector.permits("job", job));
                    permitted.map(|(_, job)| job).collect()
                }
            };
            // Labels that are made by relabeling may be anything.
            let all = of_job.into_iter().chain(self.jobs.values().filter(|job| job.relabels));
            for job in all {
                about.everything |= job.discovers;
                let permitted = |address: &str| job.relabels || selector.permits("instance", address);
                let services = job.services.iter().filter(|(_, address)| permitted(address));
                about.services.extend(services.map(|(number, _)| number));
            }
            return;
        }
        let Some(metric) = selector.metric() else { return };
        if let Some(known) = recorded.get(metric) {
            about.add(known);
        } else if matches!(metric, "up" | "probe_success") || metric.starts_with("scrape_") {
            about.scraped = true;
            about.everything |= self.jobs.values().any(|job| job.discovers);
        } else if metric.starts_with("vllm:") {
            about.vllm = true;
        }
        let stems = ["", "_bucket", "_sum", "_count", "_total", "_created", "_info"];
        for exporters in stems.iter().filter_map(|stem| self.exporters.get(metric.strip_suffix(stem)?)) {
            about.services.extend(exporters);
        }
    }

    /// The alerts that are about a service.
    pub(super) fn alerts_about(&self, service: usize) -> Vec<&Alert<'p>> {
        let scraped = self.job_of.contains_key(&service).then_some(&self.scraped);
        let is_vllm = self.platform.services()[service].service().kind == ServiceKind::Vllm;
        let lists = [self.own.get(&service), Some(&self.everything), scraped, is_vllm.then_some(&self.vllm)];
        let mut numbers: Vec<usize> = lists.into_iter().flatten().flatten().copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().map(|number| &self.alerts[number]).collect()
    }

    /// The job that a service is scraped by.
    pub(super) fn job_of(&self, service: usize) -> Option<&'p str> {
        self.job_of.get(&service).copied()
    }

    /// Whether any Prometheus tells an Alertmanager.
    pub(super) fn has_managers(&self) -> bool {
        self.has_managers
    }
}

/// All rules of the environment.
fn rules(platform: &Platform) -> impl Iterator<Item = Alert<'_>> {
    platform.rule_files().iter().flat_map(|document| {
        document.rules.value.groups.iter().enumerate().flat_map(move |group| {
            let rules = group.1.rules.iter().enumerate();
            rules.map(move |rule| Alert { document, group, rule })
        })
    })
}
