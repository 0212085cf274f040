//! How long a platform of many services takes to read and to hold against all rules.
//!
//! `cargo run --release -p config-schemas --example platform_figures`

use std::time::Instant;

use config_core::Environment;
use config_schemas::platform::{Platform, RULES};

fn main() -> std::io::Result<()> {
    let mut first = None;
    for count in [1_000_usize, 10_000] {
        let directory = std::env::temp_dir().join(format!("platform-figures-{}-{count}", std::process::id()));
        std::fs::create_dir_all(directory.join("kubernetes"))?;
        std::fs::create_dir_all(directory.join("rules"))?;
        for index in 0..count {
            std::fs::write(directory.join(format!("service-{index:05}.yaml")), service(index, count))?;
        }
        // A policy and an alert a service, a hundred of them a file.
        for first in (0..count).step_by(100) {
            let services = first..count.min(first + 100);
            let policies: Vec<String> = services.clone().map(|index| policy(index, count)).collect();
            let alerts: String = services.map(alert).collect();
            std::fs::write(directory.join(format!("kubernetes/{first:05}.yaml")), policies.join("---\n"))?;
            let group = format!("groups:\n  - name: g{first}\n    rules:\n{alerts}");
            std::fs::write(directory.join(format!("rules/{first:05}.yml")), group)?;
        }
        std::fs::write(directory.join("prometheus.yaml"), prometheus(count))?;
        let mut best = f64::INFINITY;
        let mut found = (0, 0, 0, 0);
        for _ in 0..3 {
            let start = Instant::now();
            let platform = Platform::inspect(&directory, &Environment::Production);
            best = best.min(start.elapsed().as_secs_f64());
            let policies = platform.policies().len();
            let rules = platform.rule_files().iter().flat_map(|document| &document.rules.value.groups);
            let rules = rules.map(|group| group.rules.len()).sum();
            found = (platform.services().len(), policies, rules, platform.report().findings().len());
        }
        std::fs::remove_dir_all(&directory)?;
        let each = best / count as f64;
        let growth = each / *first.get_or_insert(each);
        println!(
            "{count} services, {} rules: {:.0} ms, {:.1} us a service ({growth:.2} of the smallest), {} read with {} policies and {} alerts, {} findings",
            RULES.len(),
            best * 1e3,
            each * 1e6,
            found.0,
            found.1,
            found.2,
            found.3
        );
    }
    Ok(())
}

/// What scrapes every service and evaluates the alerts.
fn prometheus(count: usize) -> String {
    let jobs: String = (0..count)
        .map(|index| {
            format!("    - {{job_name: s{index}, static_configs: [{{targets: [\"s{index}:8000\"]}}]}}\n")
        })
        .collect();
    format!(
        "name: prometheus\nkind: prometheus\nowner: t\nconfig:\n  rule_files: [\"rules/*.yml\"]\n  alerting: {{alertmanagers: [{{static_configs: [{{targets: [\"s0:8000\"]}}]}}]}}\n  scrape_configs:\n{jobs}"
    )
}

/// The policy of one service: those that may call it are the one behind it, and the gateway of its seven.
fn policy(index: usize, count: usize) -> String {
    let next = (index + 1).min(count - 1);
    format!(
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: s{index}}}\nspec:\n  podSelector: {{matchLabels: {{app: s{index}}}}}\n  policyTypes: [Ingress]\n  ingress:\n    - from:\n        - podSelector: {{matchLabels: {{app: s{next}}}}}\n        - podSelector: {{matchLabels: {{app: s{}}}}}\n      ports: [{{port: 8000}}]\n",
        index + 4
    )
}

/// The alert of one service.
fn alert(index: usize) -> String {
    format!(
        "      - alert: Waiting{index}\n        expr: avg_over_time(vllm:num_requests_waiting{{job=\"s{index}\"}}[5m]) > 5\n        for: 5m\n        labels: {{severity: page}}\n"
    )
}

/// One service of several kinds, each referring to one before it.
fn service(index: usize, count: usize) -> String {
    let other = if index == 0 { count - 1 } else { index - 1 };
    let head =
        format!("name: s{index}\nowner: t\ncriticality: critical\nendpoints: [{{name: api, port: 8000}}]\n");
    let needs = if index == 0 { String::new() } else { format!("dependencies: [{{service: s{other}}}]\n") };
    // The model server and the router of the same seven.
    let (server, router) = (index.saturating_sub(4), index.saturating_sub(1));
    let rest = match index % 7 {
        0 => "kind: vllm\nresources: {gpus: 2, shared_memory: 8Gi, memory: 64Gi}\nconfig: {model: m, tensor_parallel_size: 2}\n".to_owned(),
        1 => format!("kind: redis\nresources: {{memory: 4Gi}}\nconfig: {{maxmemory: 3gb, requirepass: \"${{secret:s{index}}}\"}}\n"),
        2 => "kind: postgresql\nconfig: {max_connections: 200}\n".to_owned(),
        3 => format!("kind: workflow\nconfig:\n  database: {{service: s{other}}}\n  encryption_key: \"${{secret:s{index}}}\"\n"),
        4 => format!(
            "kind: litellm\nrun: {{replicas: 2, min_available: 1}}\nconfig:\n  model_list:\n    - {{model_name: m, litellm_params: {{model: openai/m, api_base: \"http://s{server}:8000/v1\", api_key: os.environ/KEY, rpm: 100}}}}\n    - {{model_name: n, litellm_params: {{model: openai/m, api_base: \"http://s{server}:8000/v1\", api_key: os.environ/KEY, rpm: 100}}}}\n  litellm_settings: {{request_timeout: 60}}\n  router_settings: {{fallbacks: [{{m: [n]}}]}}\n"
        ),
        5 => format!(
            "kind: gateway\nrun: {{replicas: 2, min_available: 1}}\nconfig:\n  listeners: [{{name: a, port: 8000}}]\n  routes: [{{name: m, models: [m], backends: [{{service: s{router}}}]}}]\n  rate_limits: [{{requests: 50, unit: minute}}]\n"
        ),
        _ => "kind: other\nconfig: {url: \"https://api.example.org/v1\", level: info}\n".to_owned(),
    };
    format!("{head}{needs}{rest}")
}
