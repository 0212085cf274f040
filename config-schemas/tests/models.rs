//! Files of model servers and their router, vLLM aside.

use std::path::PathBuf;

use config_core::{Origin, Report};
use config_schemas::native;

fn file(directory: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = directory.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn check(kind: &str, name: &str, text: &str) -> Report {
    let directory = tempfile::tempdir().unwrap();
    native::check(kind, file(&directory, name, text))
}

fn accepted(kind: &str, name: &str, text: &str) -> String {
    let directory = tempfile::tempdir().unwrap();
    let path = file(&directory, name, text);
    let report = native::check(kind, &path);
    assert!(report.is_empty(), "{report}");
    native::rewrite(kind, &path).unwrap_or_else(|report| panic!("{report}"))
}

/// `severity code path line:column` of each finding.
fn told(report: &Report) -> Vec<String> {
    let place = |origin: Option<&Origin>| match origin {
        Some(Origin::File { line, column, .. }) => format!("{line}:{column}"),
        _ => "nowhere".to_owned(),
    };
    let line = |finding: &config_core::Finding| {
        let place = place(finding.origins().first());
        format!("{} {} {} {place}", finding.severity(), finding.code(), finding.path())
    };
    report.findings().iter().map(line).collect()
}

const LITELLM: &str = r#"
model_list:
  - model_name: qwen
    litellm_params:
      model: hosted_vllm/Qwen/Qwen3-32B
      api_base: http://vllm-0:8000/v1
      api_key: os.environ/VLLM_KEY
      rpm: os.environ/RPM
      tpm: 200_000
  - model_name: qwen
    litellm_params: {model: hosted_vllm/Qwen/Qwen3-32B, api_base: "http://vllm-1:8000/v1", weight: 2}
  - model_name: openai/*
    litellm_params: {model: openai/*, api_key: os.environ/OPENAI_API_KEY}
  - model_name: embed
    litellm_params: {model: openai/bge, dimensions: 1024}
    model_info: {mode: embedding}
router_settings:
  routing_strategy: least-busy
  num_retries: 3
  fallbacks: [{qwen: ["openai/gpt-4o"]}]
  model_group_alias: {default: qwen}
litellm_settings:
  request_timeout: 600
  drop_params: true
  callbacks: [prometheus]
  cache: true
  cache_params:
    type: qdrant-semantic
    qdrant_api_base: http://qdrant:6333
    qdrant_collection_name: answers
    qdrant_semantic_cache_embedding_model: embed
    similarity_threshold: 0.9
general_settings:
  master_key: os.environ/LITELLM_MASTER_KEY
  database_url: os.environ/DATABASE_URL
environment_variables:
  REDIS_PASSWORD: canary
  EMPTY:
"#;

#[test]
fn litellm_as_it_is_used() {
    let written = accepted("litellm", "config.yaml", LITELLM);
    assert!(written.contains("rpm: os.environ/RPM\n"), "{written}");
    assert!(written.contains("tpm: 200000\n"), "{written}");
}

#[test]
fn litellm_and_what_it_does_not_check() {
    let report = check(
        "litellm",
        "config.yaml",
        concat!(
            "model_list:\n",
            "  - model_name: qwen\n",
            "    litellm_params: {model: openai/qwen, api_bse: \"http://x\", max_budget: 5}\n",
            "router_settings:\n",
            "  fallbacks: [{qwen: [qwenn]}, {qwen: [qwen]}]\n",
            "  model_group_alias: {a: gpt-4o}\n",
            "litellm_settings:\n",
            "  request_timout: 5\n",
            "  set_verbose: true\n",
            "general_settings:\n",
            "  master_key: sk-1234\n",
        ),
    );
    assert_eq!(told(&report), ["error LITELLM-001 model_list[0].litellm_params.max_budget 3:75"]);
    let report = check(
        "litellm",
        "config.yaml",
        concat!(
            "model_list:\n",
            "  - model_name: qwen\n",
            "    litellm_params: {model: openai/qwen, api_bse: \"http://x\"}\n",
            "router_settings:\n",
            "  fallbacks: [{qwen: [qwenn]}, {qwen: [qwen]}]\n",
            "  model_group_alias: {a: gpt-4o}\n",
            "litellm_settings:\n",
            "  request_timout: 5\n",
            "  set_verbose: true\n",
            "general_settings:\n",
            "  master_key: sk-1234\n",
        ),
    );
    assert_eq!(
        told(&report),
        [
            "warning NAT0004 model_list[0].litellm_params.api_bse 3:51",
            "error LITELLM-028 router_settings.fallbacks[0].qwen[0] 5:23",
            "error LITELLM-029 router_settings.fallbacks[1].qwen 5:33",
            "error LITELLM-028 router_settings.model_group_alias.a 6:26",
            "warning NAT0004 litellm_settings.request_timout 8:19",
            "warning LITELLM-044 litellm_settings.set_verbose 9:16",
            "warning LITELLM-044 general_settings.master_key 11:15",
        ]
    );
    assert!(!report.to_json().contains("sk-1234"));
    assert!(!format!("{report}").contains("sk-1234"));
}
