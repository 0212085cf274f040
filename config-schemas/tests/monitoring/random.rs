//! Random valid files: each is accepted, and so is what is written from it, by the program itself where it is installed.

use std::path::PathBuf;
use std::process::Command;

use config_schemas::native;

use crate::file;

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn pick<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.roll(all.len())]
    }

    /// Some of the lines, in order.
    fn some(&mut self, lines: &[&str]) -> String {
        lines.iter().filter(|_| self.roll(2) == 0).map(|line| format!("{line}\n")).collect()
    }
}

fn rules(dice: &mut Dice) -> String {
    let mut text = "groups:\n".to_owned();
    for group in 0..1 + dice.roll(3) {
        text.push_str(&format!("  - name: group-{group}\n    rules:\n"));
        for rule in 0..1 + dice.roll(4) {
            let expression = dice.pick(&[
                "up == 0",
                "sum by (job) (rate(http_requests_total{code=~\"5..\"}[5m])) > 0.1",
                "histogram_quantile(0.99, sum(rate(vllm:time_to_first_token_seconds_bucket[10m])) by (le))",
                "vllm:kv_cache_usage_perc > 0.9 and on (instance) vllm:num_requests_waiting > 0",
                "absent(up{job=\"vllm\"})",
                "1",
            ]);
            if dice.roll(2) == 0 {
                text.push_str(&format!(
                    "      - record: level:metric_{rule}:sum\n        expr: '{expression}'\n"
                ));
            } else {
                text.push_str(&format!("      - alert: Alert{rule}\n        expr: '{expression}'\n"));
                text.push_str(
                    &dice.some(&["        for: 5m", "        annotations: {summary: \"{{ $value }}\"}"]),
                );
            }
            text.push_str(
                &dice.some(&["        labels: {severity: warning, answer: \"no\", number: \"1\"}"]),
            );
        }
    }
    text
}

fn configuration(dice: &mut Dice) -> String {
    let mut text =
        dice.some(&["global: {scrape_interval: 30s, scrape_timeout: 20s, external_labels: {a: \"1.10\"}}"]);
    text.push_str("scrape_configs:\n");
    for job in 0..1 + dice.roll(4) {
        text.push_str(&format!("  - job_name: job-{job}\n"));
        text.push_str(&dice.some(&[
            "    honor_labels: yes",
            "    scheme: https",
            "    params: {module: [http_2xx]}",
            "    static_configs: [{targets: [\"a:1\", \"[::1]:9090\"], labels: {b: \"on\"}}]",
            "    dns_sd_configs: [{names: [a.example.org], type: A, port: 9100}]",
            "    http_sd_configs: [{url: \"http://a.example.org/x?y=1\"}]",
            "    sample_limit: 10000",
            "    body_size_limit: 15MB",
            "    tls_config: {server_name: a}",
            "    metric_relabel_configs: [{source_labels: [__name__], regex: \"go_.*\", action: drop}]",
        ]));
        text.push_str(dice.pick(&[
            "",
            "    basic_auth: {username: a, password: \"b: #c\"}\n",
            "    authorization: {credentials: \"d\"}\n",
            "    bearer_token: \"0123\"\n",
        ]));
        text.push_str(dice.pick(&[
            "",
            "    relabel_configs: [{action: labelmap, regex: \"__meta_(.+)\"}]\n",
            "    relabel_configs: [{source_labels: [a, b], separator: \"@\", target_label: c}]\n",
            "    relabel_configs: [{action: hashmod, source_labels: [a], modulus: 8, target_label: d}]\n",
        ]));
    }
    text.push_str(&dice.some(&[
        "remote_write: [{url: \"http://a/push\", queue_config: {max_shards: 5, min_backoff: 1s}}]",
        "alerting: {alertmanagers: [{timeout: 5s, static_configs: [{targets: [\"am:9093\"]}]}]}",
        "storage: {tsdb: {out_of_order_time_window: 30m}}",
    ]));
    text
}

fn routes(dice: &mut Dice) -> String {
    let mut text = "route:\n  receiver: a\n".to_owned();
    text.push_str(&dice.some(&[
        "  group_by: [alertname, \"no\"]",
        "  group_wait: 10s",
        "  repeat_interval: 12h",
    ]));
    text.push_str("  routes:\n");
    for _ in 0..1 + dice.roll(3) {
        let matcher = dice.pick(&["severity=\"critical\"", "a=~\"b|c\"", "d!=\"e f\"", "g!~\"h.*\""]);
        text.push_str(&format!(
            "    - receiver: {}\n      matchers: ['{matcher}']\n",
            dice.pick(&["a", "b"])
        ));
        text.push_str(&dice.some(&["      continue: true", "      mute_time_intervals: [t]"]));
    }
    text.push_str("receivers:\n  - name: a\n  - name: b\n");
    text.push_str(&dice.some(&[
        "    webhook_configs: [{url: \"http://a.example.org/hook\", max_alerts: 5}]",
        "    pagerduty_configs: [{routing_key: \"0123\"}]",
        "    slack_configs: [{api_url: \"https://a.example.org/x\", channel: \"#c\", title: \"{{ .Status }}\"}]",
    ]));
    text.push_str("time_intervals: [{name: t, time_intervals: [{weekdays: [saturday, sunday]}]}]\n");
    text
}

/// Two hundred files of a kind; the program is asked once about all that is written.
fn two_hundred(kind: &str, program: &str, command: &[&str], make: fn(&mut Dice) -> String) {
    let directory = tempfile::tempdir().unwrap();
    let mut dice = Dice(20_261_125);
    let mut written: Vec<PathBuf> = Vec::new();
    for number in 0..200 {
        let text = make(&mut dice);
        let path = file(&directory, &format!("{number}.yml"), &text);
        let text = native::rewrite(kind, &path).unwrap_or_else(|report| panic!("{report}\n{text}"));
        written.push(file(&directory, &format!("written-{number}.yml"), &text));
    }
    match Command::new(program).args(command).args(&written).output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{program} refuses some of what is written:\n{said}");
            println!("{kind}: 200 random files written, 0 refused by {program}");
        }
        Err(_) => println!("{kind}: 200 random files written; left out: {program} is not installed"),
    }
}

#[test]
fn rules_of_prometheus() {
    two_hundred("prometheus-rules", "promtool", &["check", "rules"], rules);
}

#[test]
fn configurations_of_prometheus() {
    two_hundred("prometheus", "promtool", &["check", "config"], configuration);
}

#[test]
fn configurations_of_alertmanager() {
    two_hundred("alertmanager", "amtool", &["check-config"], routes);
}
