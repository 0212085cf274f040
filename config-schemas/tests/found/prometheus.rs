//! `prometheus.yml`.

use super::{accepted, check, told};

/// The documented configuration of the blackbox exporter, and of every other exporter that is told what to probe: `config.go`
/// looks for URLs among the targets of a job only where the job has no relabel_configs.
#[test]
fn probers_have_urls_as_targets() {
    accepted(
        "prometheus",
        "scrape_configs:\n- job_name: blackbox\n  metrics_path: /probe\n  params: {module: [http_2xx]}\n  static_configs:\n  - targets: [http://prometheus.io, \"https://example.com:8080/a\"]\n  relabel_configs:\n  - source_labels: [__address__]\n    target_label: __param_target\n  - target_label: __address__\n    replacement: 127.0.0.1:9115\n",
    );
    let text = "scrape_configs:\n- job_name: a\n  static_configs:\n  - targets: [\"a:1\", http://b]\nalerting:\n  alertmanagers:\n  - static_configs: [{targets: [\"http://c:9093\"]}]\n";
    assert_eq!(
        told(&check("prometheus", text)),
        [
            "error CFG0303 scrape_configs[0].static_configs[0].targets[1] 4:22",
            "error CFG0303 alerting.alertmanagers[0].static_configs[0].targets[0] 7:33",
        ]
    );
    let relabeled = "alerting:\n  alertmanagers:\n  - static_configs: [{targets: [\"http://c:9093\"]}]\n    relabel_configs: [{target_label: __address__, replacement: \"c:9093\"}]\n";
    accepted("prometheus", relabeled);
}
