//! every target of a scrape job is a service that opens the port

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};
use crate::monitoring::prometheus::Prometheus;

pub(super) const RULE: Rule = Rule::new(
    "MON-079",
    Severity::Error,
    "every target of a scrape job is a service that opens the port",
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
                Some(_) => {}
            }
        }
    }
}

/// The static targets of all jobs with their paths.
pub(super) fn targets(prometheus: &Prometheus) -> Vec<(String, String)> {
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
pub(super) fn split(target: &str) -> Option<(&str, u16)> {
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
}
