//! every target of a scrape job is a service that opens the port

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::{Entry, Platform};
use super::super::rule::{Findings, Rule};
use crate::monitoring::prometheus::Prometheus;

pub(super) const RULE: Rule = Rule::new(
    "MON-079",
    Severity::Error,
    "every target of a scrape job is a service that opens the port, with its path and its scheme",
    "ours",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for entry in platform.services() {
        let Configuration::Prometheus(loaded) = &entry.configuration else { continue };
        for (path, target) in targets(&loaded.value.config) {
            let Some((host, port)) = split(&target) else { continue };
            if host.contains('.') || host == "localhost" || host.bytes().all(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let path = format!("config.{path}");
            match platform.service(host) {
                None => {
                    let names = platform.services().iter().map(|entry| entry.name());
                    let help = match crate::native::nearest(host, names) {
                        Some(nearest) => format!("did you mean {nearest}?"),
                        None => "describe the service, or remove the target".to_owned(),
                    };
                    findings.add(entry, &path, format!("the target {target} is no service"), help);
                }
                Some(service)
                    if !service.service().endpoints.iter().any(|endpoint| endpoint.port == port) =>
                {
                    let message = format!("{host} does not open port {port}, which is scraped");
                    findings.add(entry, &path, message, "scrape one of its ports").and(service, "endpoints");
                }
                Some(service) => manner(entry, &loaded.value.config, &path, service, port, findings),
            }
        }
    }
}

/// The path and the scheme of a job, against those of the metrics that it scrapes.
fn manner(
    entry: &Entry,
    prometheus: &Prometheus,
    path: &str,
    service: &Entry,
    port: u16,
    findings: &mut Findings<'_>,
) {
    let index = path.split(['[', ']']).nth(1).and_then(|index| index.parse::<usize>().ok());
    let job = index.and_then(|index| Some((index, prometheus.scrape_configs.get(index)?)));
    // Labels may change both before the scrape.
    let Some((index, job)) = job.filter(|(_, job)| job.relabel_configs.is_empty()) else { return };
    let endpoints = &service.service().endpoints;
    let Some(metrics) = service.configuration.metrics() else { return };
    let endpoint = match &metrics.endpoint {
        Some(name) => endpoints.iter().find(|endpoint| endpoint.name == *name),
        None => endpoints.first(),
    };
    let Some(endpoint) = endpoint.filter(|endpoint| endpoint.port == port) else { return };
    if job.metrics_path != metrics.path {
        let message = format!(
            "{} has its metrics at {}, and they are scraped at {}",
            service.name(),
            metrics.path,
            job.metrics_path
        );
        let place = format!("config.scrape_configs[{index}].metrics_path");
        findings
            .add(entry, &place, message, format!("set metrics_path to {}", metrics.path))
            .and(service, "metrics.path");
    }
    let scheme = if endpoint.tls { "https" } else { "http" };
    if job.scheme != scheme {
        let message = format!(
            "{} serves its metrics over {scheme}, and they are scraped over {}",
            service.name(),
            job.scheme
        );
        let place = format!("config.scrape_configs[{index}].scheme");
        findings.add(entry, &place, message, format!("set scheme to {scheme}")).and(service, "endpoints");
    }
}

/// The static targets of all jobs with their paths.
pub(in crate::platform) fn targets(prometheus: &Prometheus) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (job, scrape) in prometheus.scrape_configs.iter().enumerate() {
        for (group, targets) in scrape.discovery.static_configs.iter().enumerate() {
            for (index, target) in targets.targets.iter().enumerate() {
                let path = format!("scrape_configs[{job}].static_configs[{group}].targets[{index}]");
                found.push((path, target.to_string()));
            }
        }
    }
    found
}

/// The host and the port of a target.
pub(in crate::platform) fn split(target: &str) -> Option<(&str, u16)> {
    let (host, port) = target.rsplit_once(':')?;
    let name = match host.split_once('.') {
        Some((name, rest)) if rest.contains("svc") => name,
        _ => host,
    };
    Some((name, port.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn targets_exist() {
        let service = ("v.yaml", "name: v\nkind: other\nowner: t\nendpoints: [{name: api, port: 8000}]\n");
        let prometheus = |target: &str| {
            format!(
                "name: p\nkind: prometheus\nowner: t\nconfig:\n  scrape_configs: [{{job_name: a, static_configs: [{{targets: [\"{target}\"]}}]}}]\n"
            )
        };
        rule(
            "MON-079",
            &[("p.yaml", &prometheus("v:8000")), service],
            &[("p.yaml", &prometheus("w:8000")), service],
            &["p.yaml:5:62"],
        );
        rule("MON-079", &[], &[("p.yaml", &prometheus("v:9000")), service], &["p.yaml:5:62 v.yaml:4:1"]);
    }

    #[test]
    fn jobs_scrape_as_metrics_are_served() {
        let service = (
            "v.yaml",
            "name: v\nkind: other\nowner: t\nendpoints: [{name: api, port: 8000, tls: true}]\nmetrics: {path: /stats}\n",
        );
        let prometheus = |more: &str| {
            format!(
                "name: p\nkind: prometheus\nowner: t\nconfig:\n  scrape_configs: [{{job_name: a{more}, static_configs: [{{targets: [\"v:8000\"]}}]}}]\n"
            )
        };
        rule(
            "MON-079",
            &[("p.yaml", &prometheus(", metrics_path: /stats, scheme: https")), service],
            &[("p.yaml", &prometheus(", metrics_path: /metric, scheme: http")), service],
            &["p.yaml:5:48 v.yaml:5:17", "p.yaml:5:65 v.yaml:4:1"],
        );
    }
}
