//! Settings of servers inside of a platform: each is held against what its own file is held against, at its place there.

use config_core::{Environment, Origin};
use config_schemas::platform::{Configuration, Platform};

fn platform(files: &[(&str, &str)]) -> (tempfile::TempDir, Platform) {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(directory.path().join(name), text).unwrap();
    }
    let platform = Platform::inspect(directory.path(), &Environment::Development);
    (directory, platform)
}

/// `severity code path line:column…` of each finding.
fn told(files: &[(&str, &str)]) -> Vec<String> {
    let (_directory, platform) = platform(files);
    let findings = platform.report().findings().iter();
    findings
        .map(|finding| {
            let mut line = format!("{} {} {}", finding.severity(), finding.code(), finding.path());
            for origin in finding.origins() {
                if let Origin::File { line: row, column, .. } = origin {
                    line.push_str(&format!(" {row}:{column}"));
                }
            }
            line
        })
        .collect()
}

const ROUTER: &str = "\
name: r
kind: litellm
owner: t
config:
  model_list:
    - model_name: a
      litellm_params: {model: openai/a, api_key: os.environ/A_KEY, rpm: os.environ/RPM}
    - model_name: b
      litellm_params: {model: openai/b, api_key: os.environ/B_KEY}
  general_settings:
    master_key: os.environ/LITELLM_MASTER_KEY
    database_url: os.environ/DATABASE_URL
  environment_variables: {REDIS_HOST: cache.example.org}
  router_settings:
";

#[test]
fn a_router_is_typed_and_its_references_are_no_secrets() {
    let good = format!("{ROUTER}    fallbacks: [{{a: [b]}}]\n");
    assert_eq!(told(&[("r.yaml", &good)]), Vec::<String>::new());
    let (_directory, platform) = platform(&[("r.yaml", &good)]);
    let entry = platform.service("r").unwrap();
    assert!(matches!(entry.configuration, Configuration::LiteLlm(_)));
    let variables: Vec<&str> = entry.secrets.iter().filter_map(|secret| secret.variable.as_deref()).collect();
    assert_eq!(variables, ["A_KEY", "B_KEY", "LITELLM_MASTER_KEY", "DATABASE_URL"]);
}

#[test]
fn a_router_is_held_against_its_own_rules_at_its_places() {
    let bad = format!("{ROUTER}    fallbacks: [{{a: [c]}}, {{b: [b]}}]\n    num_retries: many\n");
    assert_eq!(told(&[("r.yaml", &bad)]), ["error CFG0301 config.router_settings.num_retries 16:18"]);
    let bad = bad.replace("many", "2").replace("os.environ/A_KEY", "sk-canary-0123456789");
    assert_eq!(
        told(&[("r.yaml", &bad)]),
        [
            "warning SEC-044 r.config.model_list[0].litellm_params.api_key 7:50",
            "error LITELLM-028 r.config.router_settings.fallbacks[0].a[0] 15:22",
            "error LITELLM-029 r.config.router_settings.fallbacks[1].b 15:28",
        ]
    );
    let (_directory, platform) = platform(&[("r.yaml", &bad)]);
    assert!(!format!("{} {}", platform.report(), platform.report().to_json()).contains("canary"));
}

#[test]
fn other_servers_are_typed_too() {
    let service = |kind: &str, config: &str| format!("name: s\nkind: {kind}\nowner: t\nconfig:\n{config}");
    for (kind, config, expected) in [
        (
            "alertmanager",
            "  route: {receiver: teem}\n  receivers: [{name: team}]\n",
            "error CFG0402 s.config.route.receiver 5:21",
        ),
        (
            "otel-collector",
            "  receivers: {otlp: {protocols: {grpc: {}}}}\n  exporters: {debug: {}}\n  service: {pipelines: {traces: {receivers: [otlp], exporters: [debugg]}}}\n",
            "error OTEL-054 s.config.service.pipelines.traces.exporters[0] 7:65",
        ),
        (
            "prometheus",
            "  scrape_configs:\n    - job_name: a\n    - job_name: a\n",
            "error CFG0402 s.config.scrape_configs[1].job_name 7:17 6:17",
        ),
        ("vllm", "  model: m\n  max_modle_len: 5\n", "error CFG0201 s.config.max_modle_len 6:3"),
        (
            "sglang",
            "  model_path: m\n  tp_size: 2\n  nnodes: 3\n",
            "error SGLANG-001 config.nnodes 7:11 6:12",
        ),
        ("vllm", "  model: m\n  max-model-len: 5\n", "error CFG0201 s.config.max-model-len 6:3"),
        (
            "vllm",
            "  model: m\n  no-enable-prefix-caching: true\n",
            "error CFG0201 s.config.no-enable-prefix-caching 6:3",
        ),
        ("llama-cpp", "  ctx-size: 4096\n", "error CFG0201 s.config.ctx-size 5:3"),
        (
            "grafana",
            "  datasources: [{uid: a, name: a, type: loki}, {uid: a, name: b, type: loki}]\n",
            "error GRAFANA-063 config.datasources 5:16",
        ),
        ("ollama", "  OLLAMA_NUM_PARALEL: 4\n", "error CFG0206 s.config.OLLAMA_NUM_PARALEL 5:3"),
        ("llama-cpp", "  ctx_size: 4096\n  parallel: 8\n", "warning LLAMACPP-002 s.config.ctx_size 5:13"),
        (
            "tgi",
            "  max_input_tokens: 9\n  max_total_tokens: 8\n",
            "error TGI-027 config.max_input_tokens 5:21 6:21",
        ),
    ] {
        let all = told(&[("s.yaml", &service(kind, config))]);
        assert!(all.contains(&expected.to_owned()), "{kind}: {all:?}");
    }
}

#[test]
fn checks_of_an_environment_count_in_a_platform() {
    let server = "name: s\nkind: vllm\nowner: t\nconfig: {model: m, trust_remote_code: true}\n";
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("s.yaml"), server).unwrap();
    let codes = |environment| -> Vec<String> {
        let platform = Platform::inspect(directory.path(), &environment);
        let findings = platform.report().findings().iter();
        findings.map(|finding| format!("{} {}", finding.severity(), finding.code())).collect()
    };
    assert_eq!(codes(Environment::Development), ["warning VLLM-020"]);
    assert_eq!(codes(Environment::Production), ["error VLLM-020"]);
}

#[test]
fn variables_are_secrets_by_name_and_by_password() {
    let text = "name: s\nkind: other\nowner: t\nenvironment:\n  MODE: fast\n  REDIS_URL: redis://cache.example.org:6379\n  DATABASE_URL: postgresql://u:canary@db.example.org/d\n  API_TOKEN: canary\n  OTHER_TOKEN: \"${secret:other}\"\n";
    assert_eq!(
        told(&[("s.yaml", text)]),
        ["warning SEC-044 s.environment.DATABASE_URL 7:17", "warning SEC-044 s.environment.API_TOKEN 8:14"]
    );
    let (_directory, platform) = platform(&[("s.yaml", text)]);
    assert!(!format!("{}{:?}", platform.report(), platform).contains("canary"));
}

#[test]
fn a_service_without_settings_is_described_alone() {
    for kind in ["alertmanager", "otel-collector", "sglang", "litellm", "ollama", "grafana"] {
        let text = format!("name: s\nkind: {kind}\nowner: t\n");
        assert_eq!(told(&[("s.yaml", &text)]), Vec::<String>::new(), "{kind}");
    }
}
