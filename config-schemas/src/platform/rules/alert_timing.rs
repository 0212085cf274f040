//! alerts wait at least an evaluation and a scrape, and ranges hold two samples

use std::time::Duration;

use config_core::Severity;

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};
use crate::monitoring::prometheus::Prometheus;
use crate::value::PrometheusDuration;

pub(super) const RULE: Rule = Rule::new(
    "MON-050",
    Severity::Warning,
    "an alert waits at least an evaluation and a scrape, and a range is at least two scrapes long",
    "ours: rate() needs two samples; four leave room for one that is lost",
    check,
);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    for document in platform.rule_files() {
        let Some(Configuration::Prometheus(server)) =
            platform.service(&document.server).map(|entry| &entry.configuration)
        else {
            continue;
        };
        let server = &server.value.config;
        let scrape = shortest_scrape(server);
        for (group_index, group) in document.rules.value.groups.iter().enumerate() {
            let evaluation = group.interval.unwrap_or(server.global.evaluation_interval).duration();
            for (index, rule) in group.rules.iter().enumerate() {
                let path = format!("groups[{group_index}].rules[{index}]");
                let wait = rule.r#for.map(PrometheusDuration::duration).filter(|wait| !wait.is_zero());
                let least = evaluation.max(scrape);
                if let Some(wait) = wait.filter(|wait| *wait < least) {
                    let message = format!(
                        "it waits {}, less than {}, so that a single sample raises the alert",
                        shown(wait),
                        shown(least)
                    );
                    let help = format!("wait at least {}, or leave it out", shown(least));
                    findings.add(document, &format!("{path}.for"), message, help);
                }
                if let Some(range) = rule.expr.ranges().iter().find(|range| **range < scrape * 2) {
                    let message = format!(
                        "a range of {} holds less than two samples of a scrape every {}",
                        shown(*range),
                        shown(scrape)
                    );
                    let help = format!("make it {} long", shown(scrape * 4));
                    findings.add(document, &format!("{path}.expr"), message, help);
                }
            }
        }
    }
}

/// The shortest time between two scrapes of any job: which one a series is from is not known.
fn shortest_scrape(server: &Prometheus) -> Duration {
    let jobs = server.scrape_configs.iter().map(|job| job.scrape_interval);
    let all = jobs.map(|own| own.unwrap_or(server.global.scrape_interval));
    all.min().unwrap_or(server.global.scrape_interval).duration()
}

fn shown(length: Duration) -> PrometheusDuration {
    PrometheusDuration::from_milliseconds(u64::try_from(length.as_millis()).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    #[test]
    fn alerts_wait_and_ranges_are_long_enough() {
        let server = "name: p\nkind: prometheus\nowner: t\nconfig:\n  global: {scrape_interval: 30s, evaluation_interval: 15s}\n  rule_files: [rules/*.yml]\n";
        let rules = |wait: &str, range: &str| {
            format!(
                "groups:\n  - name: a\n    rules:\n      - alert: A\n        expr: rate(up[{range}]) < 1\n        for: {wait}\n        labels: {{severity: page}}\n"
            )
        };
        rule(
            "MON-050",
            &[("p.yaml", server), ("rules/a.yml", &rules("30s", "1m")), ("rules/b.yml", &rules("0s", "2m"))],
            &[("p.yaml", server), ("rules/a.yml", &rules("20s", "45s"))],
            &["a.yml:5:15", "a.yml:6:14"],
        );
    }
}
