//! every service with metrics is scraped

use std::collections::HashSet;

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};

use super::scrape_target::{split, targets};

pub(super) const RULE: Rule =
    Rule::new("MON-078", Severity::Warning, "every service with metrics is scraped", "ours", check);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let servers: Vec<_> = platform
        .services()
        .iter()
        .filter_map(|entry| match &entry.configuration {
            Configuration::Prometheus(loaded) => Some(loaded),
            _ => None,
        })
        .collect();
    if servers.is_empty() {
        return;
    }
    let targets: Vec<String> =
        servers.iter().flat_map(|loaded| targets(&loaded.value.config)).map(|(_, target)| target).collect();
    let scraped: HashSet<(&str, u16)> = targets.iter().filter_map(|target| split(target)).collect();
    for entry in platform.services() {
        let Some(metrics) = entry.configuration.metrics() else { continue };
        let endpoints = &entry.service().endpoints;
        let endpoint = match &metrics.endpoint {
            Some(name) => endpoints.iter().find(|endpoint| endpoint.name == *name),
            None => endpoints.first(),
        };
        let Some(endpoint) = endpoint else { continue };
        let wanted = (entry.name(), endpoint.port);
        if !scraped.contains(&wanted) {
            let message = format!("nobody scrapes the metrics of {} at port {}", entry.name(), endpoint.port);
            let help = format!("add the target {}:{} to a job of Prometheus", entry.name(), endpoint.port);
            findings.add(entry, "metrics", message, help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn metrics_are_scraped() {
        let service =
            ("v.yaml", "name: v\nkind: other\nowner: t\nendpoints: [{name: api, port: 8000}]\nmetrics: {}\n");
        let prometheus = |target: &str| {
            format!(
                "name: p\nkind: prometheus\nowner: t\nconfig:\n  scrape_configs: [{{job_name: a, static_configs: [{{targets: [\"{target}\"]}}]}}]\n"
            )
        };
        rule(
            "MON-078",
            &[("p.yaml", &prometheus("v:8000")), service],
            &[("p.yaml", &prometheus("w:8000")), service],
            &["v.yaml:5:1"],
        );
    }
}
