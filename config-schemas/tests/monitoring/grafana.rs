//! Dashboards of Grafana.

use crate::{accepted, check};

const GOOD: &str = r#"{
  "uid": "vllm", "title": "vLLM", "schemaVersion": 39, "refresh": "30s", "editable": true,
  "time": {"from": "now-6h", "to": "now"},
  "annotations": {"list": [null, 1.50, {"builtIn": 1}]},
  "templating": {"list": [
    {"name": "model", "type": "query", "query": "label_values(model_name)", "multi": true},
    {"name": "quantile", "type": "custom", "query": "0.5,0.9"}
  ]},
  "panels": [
    {"id": 1, "type": "row", "title": "Requests", "gridPos": {"x": 0, "y": 0, "w": 24, "h": 1}, "panels": [
      {"id": 2, "type": "timeseries", "datasource": {"type": "prometheus", "uid": "p"},
       "gridPos": {"x": 12, "y": 1, "w": 12, "h": 8}, "fieldConfig": {"defaults": {"unit": "s"}},
       "targets": [
         {"refId": "A", "expr": "sum(rate(vllm:request_success_total{model_name=~\"$model\"}[$__rate_interval]))"},
         {"refId": "B", "expr": "histogram_quantile($quantile, sum by (le) (rate(x_bucket[${__range}] offset $__interval)))", "hide": false}
       ]}
    ]}
  ]
}"#;

#[test]
fn a_whole_dashboard() {
    let written = accepted("grafana-dashboard", "dashboard.json", GOOD);
    assert!(written.contains("1.50"), "numbers keep their text");
}

#[test]
fn mistakes() {
    let text = GOOD
        .replace("\"w\": 12, \"h\": 8", "\"w\": 20, \"h\": 8")
        .replace("\"refId\": \"B\"", "\"refId\": \"A\"")
        .replace("\"id\": 2", "\"id\": 1");
    let report = check("grafana-dashboard", "dashboard.json", &text);
    assert_eq!(report.findings()[0].path(), "panels[0].panels[0].gridPos.x");
    let text = GOOD
        .replace("\"refId\": \"B\"", "\"refId\": \"A\"")
        .replace("\"id\": 2", "\"id\": 1")
        .replace("=~\\\"$model\\\"", "=~\\\"$modle\\\"")
        .replace("$quantile, sum by", "0.9, sum bi")
        .replace("[${__range}] offset $__interval", "[5m]");
    let report = check("grafana-dashboard", "dashboard.json", &text);
    let told: Vec<String> = report
        .findings()
        .iter()
        .map(|finding| {
            format!("{} {} {}", finding.severity(), finding.path(), finding.help().unwrap_or_default())
        })
        .collect();
    assert_eq!(
        told,
        [
            "warning panels[0].panels[0].id give one of them another number",
            "warning panels[0].panels[0].targets[0].expr did you mean $model?",
            "error panels[0].panels[0].targets[1].refId give one of them another letter",
            "error panels[0].panels[0].targets[1].expr write a PromQL expression",
        ]
    );
}

/// The dashboard's schema has a default for each part of a place and of the time that is shown.
#[test]
fn places_and_times_have_defaults() {
    let text =
        r#"{"title": "a", "time": {"from": "now-1h"}, "panels": [{"type": "stat", "gridPos": {"x": 6}}]}"#;
    let report = crate::check("grafana-dashboard", "dashboard.json", text);
    assert!(crate::errors(&report).is_empty(), "{report}");
}
