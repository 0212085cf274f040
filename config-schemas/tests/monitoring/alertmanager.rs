//! Alertmanager.

use crate::{accepted, check, errors};

pub(crate) const GOOD: &str = r#"
global:
  smtp_smarthost: mail.example.org:587
  smtp_from: alerts@example.org
  smtp_auth_username: alerts
  smtp_auth_password: canary
  slack_api_url: https://hooks.slack.com/services/canary
  resolve_timeout: 10m
templates: ["/etc/alertmanager/templates/*.tmpl"]
route:
  receiver: default
  group_by: [alertname, cluster]
  group_wait: 30s
  group_interval: 5m
  repeat_interval: 3h
  routes:
    - matchers: ['severity="critical"', team=~"llm|platform"]
      receiver: page
      continue: true
      mute_time_intervals: [holidays]
    - match_re: {service: ^(vllm|litellm)$}
      receiver: llm
      active_time_intervals: [office]
      routes:
        - matchers: ['{namespace="staging",}']
          group_by: ['...']
          receiver: default
inhibit_rules:
  - source_matchers: [severity="critical"]
    target_matchers: [severity="warning"]
    equal: [alertname, cluster]
receivers:
  - name: default
  - name: page
    pagerduty_configs:
      - routing_key: canary
        details: {summary: "{{ .CommonAnnotations.summary }}"}
  - name: llm
    slack_configs:
      - channel: alerts-llm
        send_resolved: true
        title: "{{ .GroupLabels.alertname }}"
        http_config: {proxy_url: "http://proxy.example.org:3128"}
    email_configs:
      - to: llm@example.org
        headers: {Subject: "Alert"}
    webhook_configs:
      - url: https://hooks.example.org/canary
        max_alerts: 10
time_intervals:
  - name: office
    time_intervals:
      - times: [{start_time: "09:00", end_time: "17:00"}]
        weekdays: ["monday:friday"]
        location: Europe/Berlin
  - name: holidays
    time_intervals:
      - months: ["december"]
        days_of_month: ["24:26", "-1"]
        years: ["2026:2030"]
"#;

#[test]
fn a_whole_configuration() {
    let written = accepted("alertmanager", "alertmanager.yml", GOOD);
    assert!(written.contains("active_time_intervals:"));
}

#[test]
fn mistakes_over_the_whole_file() {
    let report = check(
        "alertmanager",
        "alertmanager.yml",
        concat!(
            "route:\n",
            "  matchers: [a=b]\n",
            "  continue: true\n",
            "  group_interval: 5m\n",
            "  repeat_interval: 1m\n",
            "  routes:\n",
            "    - receiver: pagre\n",
            "      mute_time_intervals: [nights]\n",
            "receivers:\n",
            "  - name: pager\n",
            "  - name: pager\n",
            "    slack_configs: [{channel: x}]\n",
        ),
    );
    assert_eq!(
        errors(&report),
        [
            "route.receiver 1:1",
            "route.matchers 2:3",
            "route.continue 3:13",
            "route.routes[0].receiver 7:17",
            "route.routes[0].mute_time_intervals[0] 8:29",
            "receivers[1].name 11:11",
            "receivers[1].slack_configs[0] 12:21",
        ]
    );
    assert_eq!(report.warnings().count(), 1);
}

#[test]
fn mistakes_in_one_place() {
    let cases = [
        ("route: {receiver: a, group_by: [a, a]}\nreceivers: [{name: a}]\n", "route.group_by 1:32"),
        ("route: {receiver: a, group_by: [..., a]}\nreceivers: [{name: a}]\n", "route.group_by 1:32"),
        ("route: {receiver: a, group_interval: 0s}\nreceivers: [{name: a}]\n", "route.group_interval 1:38"),
        ("route: {receiver: a, grup_by: [a]}\nreceivers: [{name: a}]\n", "route.grup_by 1:22"),
        ("route: {receiver: a}\n", "receivers 1:1"),
        ("receivers: [{name: a}]\n", "route 1:1"),
        (
            "route: {receiver: a}\nreceivers: [{name: a, opsgenie_configs: [{api_key: x, api_key_file: y}]}]\n",
            "receivers[0].opsgenie_configs[0].api_key 2:52",
        ),
        (
            "route: {receiver: a}\nreceivers: [{name: a, webhook_configs: [{}]}]\n",
            "receivers[0].webhook_configs[0].url 2:41",
        ),
        (
            "route: {receiver: a, routes: [{matchers: ['a=~\"(\"']}]}\nreceivers: [{name: a}]\n",
            "route.routes[0].matchers[0] 1:43",
        ),
        (
            "route: {receiver: a}\nreceivers: [{name: a}]\ntime_intervals: [{name: t, time_intervals: [{weekdays: [funday]}]}]\n",
            "time_intervals[0].time_intervals[0].weekdays 3:56",
        ),
    ];
    for (text, expected) in cases {
        let report = check("alertmanager", "alertmanager.yml", text);
        assert!(errors(&report).iter().any(|error| error == expected), "expected {expected}\n{report}");
        assert!(!report.to_json().contains("canary"));
    }
}
