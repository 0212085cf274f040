//! every critical service has an alert that someone gets

use std::collections::{HashMap, HashSet};

use config_core::{AnyValue, Severity, WriteValue};

use super::super::configuration::Configuration;
use super::super::load::Platform;
use super::super::rule::{Findings, Rule};
use super::super::watch::{Alert, Watch};
use crate::base::Criticality;
use crate::monitoring::alertmanager::{Alertmanager, Receiver, Route};

pub(super) const RULE: Rule = Rule::new(
    "MON-078-A",
    Severity::Error,
    "every critical service has an alert that someone gets",
    "ours: services with criticality: critical",
    check,
)
.milder_in_development(Severity::Warning);

fn check(platform: &Platform, findings: &mut Findings<'_>) {
    let critical = |criticality| criticality == Criticality::Critical;
    if !platform.services().iter().any(|entry| critical(entry.service().criticality)) {
        return;
    }
    let Some(watch) = Watch::new(platform) else { return };
    let managers: Vec<_> = platform
        .services()
        .iter()
        .filter_map(|entry| match &entry.configuration {
            Configuration::Alertmanager(loaded) => Some((entry, &loaded.value.config)),
            _ => None,
        })
        .collect();
    // An Alertmanager that is described elsewhere is taken to tell someone.
    let elsewhere = managers.is_empty() && watch.has_managers();
    for (index, entry) in platform.services().iter().enumerate() {
        if !critical(entry.service().criticality) {
            continue;
        }
        let alerts = watch.alerts_about(index);
        let Some(first) = alerts.first() else {
            let message = format!("{} is critical, and no alert is about it", entry.name());
            let help = match watch.job_of(index) {
                Some(job) => format!("add an alert such as up{{job=\"{job}\"}} == 0"),
                None => "scrape it, and add an alert such as up == 0".to_owned(),
            };
            findings.add(entry, "criticality", message, help);
            continue;
        };
        let reaches = |alert: &&Alert<'_>| managers.iter().any(|(_, manager)| is_told(manager, alert));
        if elsewhere || alerts.iter().any(reaches) {
            continue;
        }
        let message = format!("{} is critical, and nobody gets its alert {}", entry.name(), first.name());
        let found = match managers.first() {
            Some((manager, _)) => findings
                .add(
                    entry,
                    "criticality",
                    message,
                    "give the receiver of its route a way to tell someone, such as webhook_configs",
                )
                .and(*manager, "config.receivers"),
            None => findings.add(
                entry,
                "criticality",
                message,
                "describe an Alertmanager, and name it in alerting.alertmanagers of Prometheus",
            ),
        };
        found.and(first.document, &first.path());
    }
}

/// Whether an alert may come to a receiver that tells someone.
fn is_told(manager: &Alertmanager, alert: &Alert<'_>) -> bool {
    let telling: HashSet<&str> = manager
        .receivers
        .iter()
        .filter(|receiver| tells(receiver))
        .map(|receiver| receiver.name.as_str())
        .collect();
    let labels = alert.labels();
    let root = manager.route.receiver.as_deref().unwrap_or_default();
    let mut receivers = Vec::new();
    gather(&manager.route, root, &labels, &mut receivers);
    receivers.iter().any(|receiver| telling.contains(receiver))
}

/// Whether a receiver has any way to tell someone.
fn tells(receiver: &Receiver) -> bool {
    let AnyValue::Map(entries) = receiver.write() else { return false };
    entries.iter().any(|(_, value)| matches!(value, AnyValue::List(ways) if !ways.is_empty()))
}

/// The receivers that an alert may come to below a route that takes it.
fn gather<'r>(
    route: &'r Route,
    receiver: &'r str,
    labels: &HashMap<&str, &str>,
    receivers: &mut Vec<&'r str>,
) {
    for inner in &route.routes {
        let Some(certain) = takes(inner, labels) else { continue };
        gather(inner, inner.receiver.as_deref().unwrap_or(receiver), labels, receivers);
        if certain && !inner.r#continue {
            return;
        }
    }
    receivers.push(receiver);
}

/// Whether a route takes an alert: surely, perhaps (for labels that come with the series, and expressions), or not at all.
fn takes(route: &Route, labels: &HashMap<&str, &str>) -> Option<bool> {
    let mut certain = route.match_re.is_empty();
    for (label, value) in &route.r#match {
        match labels.get(label.as_str()) {
            Some(own) if own != value => return None,
            Some(_) => {}
            None => certain = false,
        }
    }
    for condition in route.matchers.iter().flat_map(|matchers| matchers.conditions()) {
        let own = labels.get(condition.label.as_str()).map(|own| *own == condition.value);
        match (condition.operator, own) {
            ("=", Some(false)) | ("!=", Some(true)) => return None,
            ("=", Some(true)) | ("!=", Some(false)) => {}
            _ => certain = false,
        }
    }
    Some(certain)
}

#[cfg(test)]
mod tests {
    use config_core::Environment;

    use super::super::testing::{of, rule};

    const CRITICAL: &str = "name: v\nkind: vllm\nowner: t\ncriticality: critical\nendpoints: [{name: api, port: 8000}]\nconfig: {model: m}\n";

    fn prometheus(job: &str) -> String {
        format!(
            "name: p\nkind: prometheus\nowner: t\nconfig:\n  rule_files: [rules/*.yml]\n  scrape_configs: [{{job_name: models, {job}}}]\n  alerting: {{alertmanagers: [{{static_configs: [{{targets: [\"a:9093\"]}}]}}]}}\n"
        )
    }

    fn scraping() -> String {
        prometheus("static_configs: [{targets: [\"v:8000\"]}]")
    }

    fn manager(routes: &str) -> String {
        format!(
            "name: a\nkind: alertmanager\nowner: t\nendpoints: [{{name: web, port: 9093}}]\nconfig:\n  route: {{receiver: none, routes: [{routes}]}}\n  receivers: [{{name: none}}, {{name: team, webhook_configs: [{{url: \"http://hook\"}}]}}]\n"
        )
    }

    fn alert(expression: &str) -> String {
        format!(
            "groups:\n  - name: g\n    labels: {{severity: page}}\n    rules:\n      - {{record: 'a:b', expr: 'vllm:num_requests_waiting'}}\n      - {{alert: A, expr: '{expression}'}}\n"
        )
    }

    const TAKING: &str = "{receiver: team, matchers: [severity=page]}";

    #[test]
    fn critical_services_have_an_alert() {
        let (scraping, manager) = (scraping(), manager(TAKING));
        let with = |alert: String| {
            let files = [
                ("p.yaml", scraping.as_str()),
                ("v.yaml", CRITICAL),
                ("a.yaml", manager.as_str()),
                ("rules/r.yml", alert.as_str()),
            ];
            of("MON-078-A", &Environment::Production, &files)
        };
        for expression in [
            "up == 0",
            "up{job=\"models\"} == 0",
            "up{job=~\"mod.*\"} == 0",
            "up{instance=\"v:8000\"} == 0",
            "vllm:num_requests_waiting > 5",
            "a:b > 5",
            "kube_deployment_status_replicas_available{deployment=\"v\"} == 0",
        ] {
            assert_eq!(with(alert(expression)), Vec::<String>::new(), "{expression}");
        }
        for expression in [
            "up{job=\"others\"} == 0",
            "up{job!=\"models\"} == 0",
            "other > 5",
            "up{instance=\"w:8000\"} == 0",
            "vllm:num_requests_waiting{job=\"others\"} > 5",
        ] {
            assert_eq!(with(alert(expression)), ["MON-078-A v.yaml:4:14"], "{expression}");
        }
        rule(
            "MON-078-A",
            &[("p.yaml", &scraping), ("v.yaml", &CRITICAL.replace("critical\n", "normal\n"))],
            &[("p.yaml", &scraping), ("v.yaml", CRITICAL)],
            &["v.yaml:4:14"],
        );
    }

    #[test]
    fn what_is_discovered_may_be_any_service() {
        let discovering = prometheus("kubernetes_sd_configs: [{role: pod}]");
        let other = prometheus("static_configs: [{targets: [\"p:9090\"]}]");
        let (manager, alert) = (manager(TAKING), alert("up == 0"));
        let rest = [("v.yaml", CRITICAL), ("a.yaml", manager.as_str()), ("rules/r.yml", alert.as_str())];
        let files = |prometheus| [&[("p.yaml", prometheus)][..], &rest[..]].concat();
        rule("MON-078-A", &files(discovering.as_str()), &files(other.as_str()), &["v.yaml:4:14"]);
    }

    #[test]
    fn probes_of_addresses_are_about_their_services() {
        let probing = |host: &str| {
            prometheus(&format!(
                "static_configs: [{{targets: [\"http://{host}:8000/health\"]}}], relabel_configs: [{{source_labels: [__address__], target_label: __param_target}}]"
            ))
        };
        let (manager, alert) = (manager(TAKING), alert("probe_success{job=\"models\"} == 0"));
        let rest = [("v.yaml", CRITICAL), ("a.yaml", manager.as_str()), ("rules/r.yml", alert.as_str())];
        let (good, bad) = (probing("v"), probing("w"));
        let files = |prometheus| [&[("p.yaml", prometheus)][..], &rest[..]].concat();
        rule("MON-078-A", &files(good.as_str()), &files(bad.as_str()), &["v.yaml:4:14"]);
    }

    #[test]
    fn someone_gets_the_alert() {
        let (scraping, alert) = (scraping(), alert("up == 0"));
        let files = [("p.yaml", scraping.as_str()), ("v.yaml", CRITICAL), ("rules/r.yml", alert.as_str())];
        let with = |routes: &str| {
            let manager = manager(routes);
            let files = [&files[..], &[("a.yaml", manager.as_str())][..]].concat();
            of("MON-078-A", &Environment::Production, &files)
        };
        for routes in [
            TAKING,
            "{receiver: team, match: {alertname: A}}",
            "{receiver: team, matchers: ['job=~\"mod.*\"']}",
            "{receiver: team, matchers: [severity=page, team!=x]}",
            "{matchers: [severity=page], routes: [{receiver: team, matchers: [instance=v]}]}",
            "{receiver: none, continue: true, matchers: [severity=page]}, {receiver: team}",
        ] {
            assert_eq!(with(routes), Vec::<String>::new(), "{routes}");
        }
        for routes in [
            "",
            "{receiver: team, matchers: [severity=low]}",
            "{receiver: team, matchers: [severity!=page]}",
            "{receiver: none, matchers: [severity=page]}, {receiver: team}",
        ] {
            assert_eq!(with(routes), ["MON-078-A v.yaml:4:14 a.yaml:7:3 r.yml:6:17"], "{routes}");
        }
        // Without an Alertmanager here, the one that Prometheus names is taken to tell someone.
        assert_eq!(of("MON-078-A", &Environment::Production, &files), Vec::<String>::new());
        let alone = scraping.split("  alerting").next().unwrap().to_owned();
        let files = [("p.yaml", alone.as_str()), ("v.yaml", CRITICAL), ("rules/r.yml", alert.as_str())];
        assert_eq!(of("MON-078-A", &Environment::Production, &files), ["MON-078-A v.yaml:4:14 r.yml:6:17"]);
    }
}
