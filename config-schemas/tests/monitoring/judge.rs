//! What the programs themselves say of what is written. Programs that are not installed are left out, and told.

use std::path::Path;
use std::process::Command;

use config_schemas::native;

use crate::file;

/// Runs a program on a file; nothing when it is not installed.
fn judge(program: &str, arguments: &[&str], path: &Path) -> Option<()> {
    match Command::new(program).args(arguments).arg(path).output() {
        Ok(output) => {
            let said = format!(
                "{}{}",
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            );
            let text = std::fs::read_to_string(path).unwrap();
            assert!(output.status.success(), "{program} refuses what is written:\n{said}\n{text}");
            Some(())
        }
        Err(_) => {
            println!("left out: {program} is not installed");
            None
        }
    }
}

#[test]
fn amtool_accepts_what_is_written() {
    let directory = tempfile::tempdir().unwrap();
    let path =
        file(&directory, "alertmanager.yml", &crate::alertmanager::GOOD.replace("/etc/alertmanager/", ""));
    let written = native::rewrite("alertmanager", &path).unwrap_or_else(|report| panic!("{report}"));
    judge("amtool", &["check-config"], &file(&directory, "written.yml", &written));
}

#[test]
fn promtool_accepts_what_is_written() {
    let directory = tempfile::tempdir().unwrap();
    let path = file(
        &directory,
        "prometheus.yml",
        r#"
global: {scrape_interval: 15s, external_labels: {cluster: a, answer: "no"}}
rule_files: [rules.yml]
scrape_configs:
  - job_name: vllm
    metrics_path: /metrics
    basic_auth: {username: a, password: b}
    static_configs: [{targets: ["vllm-0:8000", "vllm-1:8000"], labels: {model: qwen}}]
    relabel_configs:
      - {source_labels: [__address__], regex: "(.*):8000", target_label: instance, replacement: "$1"}
      - {action: labeldrop, regex: tmp_.*}
  - job_name: nodes
    scheme: https
    tls_config: {insecure_skip_verify: true}
    dns_sd_configs: [{names: [node.example.org]}]
    metric_relabel_configs: [{action: hashmod, source_labels: [a], modulus: 4, target_label: b}]
alerting:
  alertmanagers: [{static_configs: [{targets: ["alertmanager:9093"]}]}]
remote_write:
  - {url: "http://mimir/push", queue_config: {max_shards: 10}, write_relabel_configs: [{action: keep, source_labels: [a], regex: b}]}
"#,
    );
    let rules = file(
        &directory,
        "rules.yml",
        r#"
groups:
  - name: vllm
    interval: 30s
    rules:
      - {record: "vllm:running:sum", expr: "sum by (model_name) (vllm:num_requests_running)"}
      - alert: CacheFull
        expr: |
          vllm:kv_cache_usage_perc > 0.95
            and rate(vllm:num_preemptions_total[5m]) > 0
        for: 10m
        labels: {severity: warning}
        annotations: {summary: "{{ $labels.model_name }}: {{ $value | humanizePercentage }}"}
"#,
    );
    let written = native::rewrite("prometheus-rules", &rules).unwrap_or_else(|report| panic!("{report}"));
    judge("promtool", &["check", "rules"], &file(&directory, "rules.yml", &written));
    let written = native::rewrite("prometheus", &path).unwrap_or_else(|report| panic!("{report}"));
    judge("promtool", &["check", "config"], &file(&directory, "written.yml", &written));
}
