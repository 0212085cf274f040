//! rules and alerts read metrics that somebody exports

use std::collections::HashSet;

use config_core::Severity;

use super::super::load::Platform;
use super::super::rule::{Findings, Rule};
use super::vllm_metrics::VLLM;
use crate::base::ServiceKind;

pub(super) const RULE: Rule = Rule::new(
    "MON-051",
    Severity::Warning,
    "rules and alerts read metrics that a service exports, or that another rule records",
    "vLLM: the metrics of 0.33; ours: those that services declare in metrics.exports",
    check,
);

/// Beginnings of what a Prometheus makes itself.
const OWN: &[&str] =
    &["up", "scrape_", "ALERTS", "prometheus_", "process_", "go_", "net_conntrack_", "promhttp_"];

/// What a name of a series has behind that of its metric.
const SUFFIXES: &[&str] = &["_bucket", "_sum", "_count", "_total", "_created", "_info"];

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let recorded: HashSet<&str> = platform
        .rule_files()
        .iter()
        .flat_map(|document| &document.rules.value.groups)
        .flat_map(|group| &group.rules)
        .filter_map(|rule| rule.record.as_deref())
        .collect();
    let declared: HashSet<&str> = platform
        .services()
        .iter()
        .filter_map(|entry| entry.configuration.metrics())
        .flat_map(|metrics| &metrics.exports)
        .map(|name| name.as_str())
        .collect();
    let exporters = Exporters::new(platform);
    for document in platform.rule_files() {
        for (group_index, group) in document.rules.value.groups.iter().enumerate() {
            for (index, rule) in group.rules.iter().enumerate() {
                let unknown = rule.expr.metrics().find_map(|metric| {
                    if recorded.contains(metric) || is_of(metric, |name| declared.contains(name)) {
                        return None;
                    }
                    exporters.problem(metric).map(|problem| (metric, problem))
                });
                if let Some((metric, (problem, nearest))) = unknown {
                    let help = match nearest {
                        Some(nearest) => format!("did you mean {nearest}?"),
                        None => {
                            format!("declare it in the metrics.exports of a service, or do not read {metric}")
                        }
                    };
                    let path = format!("groups[{group_index}].rules[{index}].expr");
                    findings.add(document, &path, problem, help);
                }
            }
        }
    }
}

/// What is known of those that export metrics, looked up once for all expressions.
struct Exporters {
    /// Whether there is a vLLM.
    vllm: bool,
    /// Whether there are services with metrics, and every one of them declares its own.
    closed: bool,
}

impl Exporters {
    fn new(platform: &Platform) -> Self {
        let services = platform.services();
        let mut metrics = services.iter().filter_map(|entry| entry.configuration.metrics()).peekable();
        Self {
            vllm: services.iter().any(|entry| entry.service().kind == ServiceKind::Vllm),
            closed: metrics.peek().is_some() && metrics.all(|metrics| !metrics.exports.is_empty()),
        }
    }

    /// What is wrong with a metric that nobody declares, and what may be meant. Of names that belong to no program known
    /// here, nothing is said unless every service with metrics declares its own.
    fn problem(&self, metric: &str) -> Option<(String, Option<&'static str>)> {
        if OWN.iter().any(|own| metric.starts_with(own)) {
            return None;
        }
        if metric.starts_with("vllm:") {
            if !self.vllm {
                let message = format!("{metric} is exported by vLLM, which the environment does not have");
                return Some((message, None));
            }
            let known = is_of(metric, |name| VLLM.binary_search(&name).is_ok());
            let nearest = || crate::native::nearest(metric, VLLM.iter().copied());
            return (!known).then(|| (format!("vLLM exports no metric {metric}"), nearest()));
        }
        self.closed.then(|| (format!("no service exports {metric}"), None))
    }
}

/// Whether the metric of a series is known, by its own name or without what belongs to its type.
fn is_of(series: &str, known: impl Fn(&str) -> bool) -> bool {
    known(series) || SUFFIXES.iter().any(|suffix| series.strip_suffix(suffix).is_some_and(&known))
}

#[cfg(test)]
mod tests {
    use super::super::testing::rule;

    const SERVER: &str = "name: p\nkind: prometheus\nowner: t\nconfig: {rule_files: [rules/*.yml]}\n";

    fn rules(expression: &str) -> String {
        format!(
            "groups:\n  - name: a\n    rules:\n      - record: a:b\n        expr: up\n      - alert: A\n        expr: {expression}\n        labels: {{severity: page}}\n"
        )
    }

    #[test]
    fn metrics_of_vllm_are_known() {
        let model = ("q.yaml", "name: q\nkind: vllm\nowner: t\nconfig: {model: m}\n");
        let good = rules("rate(vllm:time_to_first_token_seconds_bucket[5m]) > 1 and a:b > 0 and other > 1");
        rule(
            "MON-051",
            &[("p.yaml", SERVER), model, ("rules/a.yml", &good)],
            &[("p.yaml", SERVER), model, ("rules/a.yml", &rules("vllm:num_request_waiting > 5"))],
            &["a.yml:7:15"],
        );
    }

    #[test]
    fn what_every_service_declares_is_all_there_is() {
        let service = |exports: &str| {
            format!(
                "name: q\nkind: other\nowner: t\nendpoints: [{{name: api, port: 80}}]\nmetrics: {{exports: [{exports}]}}\n"
            )
        };
        let alerts = rules("rate(requests_total[5m]) > 5");
        rule(
            "MON-051",
            &[("p.yaml", SERVER), ("q.yaml", &service("requests")), ("rules/a.yml", &alerts)],
            &[("p.yaml", SERVER), ("q.yaml", &service("answers")), ("rules/a.yml", &alerts)],
            &["a.yml:7:15"],
        );
    }

    #[test]
    fn metrics_of_a_program_that_is_not_there_are_told() {
        let alerts = rules("vllm:num_requests_waiting > 5");
        rule(
            "MON-051",
            &[("p.yaml", SERVER)],
            &[("p.yaml", SERVER), ("rules/a.yml", &alerts)],
            &["a.yml:7:15"],
        );
    }
}
