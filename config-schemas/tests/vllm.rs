//! `--config` files of `vllm serve`.

use config_core::{Origin, Report};
use config_schemas::native;

fn check(text: &str) -> (Report, Result<String, Report>) {
    check_as("vllm", text)
}

fn check_as(kind: &str, text: &str) -> (Report, Result<String, Report>) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("vllm.yaml");
    std::fs::write(&path, text).unwrap();
    (native::check(kind, &path), native::rewrite(kind, &path))
}

/// `code path line:column` of each finding.
fn told(report: &Report) -> Vec<String> {
    let place = |origin: Option<&Origin>| match origin {
        Some(Origin::File { line, column, .. }) => format!("{line}:{column}"),
        _ => "nowhere".to_owned(),
    };
    report
        .findings()
        .iter()
        .map(|finding| format!("{} {} {}", finding.code(), finding.path(), place(finding.origins().first())))
        .collect()
}

#[test]
fn every_mistake_at_its_place() {
    let (report, _) = check(concat!(
        "model: meta-llama/Llama-3.1-8B\n",
        "speculative-config: '{\"method\": \"mtp\", \"num_speculative_tokens\": 0}'\n",
        "gpu-memory-utilization: 1.2\n",
        "tensor-parallel-sise: 4\n",
        "max-lora-rank: 17\n",
        "max_lora_rank: 16\n",
        "port: 70000\n",
        "allowed-origins: [x]\n",
        "tp: 2\n",
        "worker-use-ray: true\n",
    ));
    assert_eq!(
        told(&report),
        [
            "CFG0401 speculative_config.num_speculative_tokens 2:21",
            "CFG0401 gpu_memory_utilization 3:25",
            "CFG0201 tensor-parallel-sise 4:1",
            "CFG0406 max_lora_rank 5:16",
            "CFG0205 max_lora_rank 6:1",
            "CFG0302 port 7:7",
            "CFG0301 allowed_origins 8:18",
            "CFG0201 tp 9:1",
            "CFG0201 worker-use-ray 10:1",
        ]
    );
    let help = |index: usize| report.findings()[index].help().unwrap_or_default();
    assert_eq!(help(2), "did you mean tensor-parallel-size?");
    assert_eq!(help(7), "write tensor-parallel-size");
}

#[test]
fn arguments_that_do_not_fit_together() {
    let (report, _) = check(concat!(
        "max_num_seqs: 256\n",
        "max-num-batched-tokens: 128\n",
        "speculative-config: {method: mtp, num_speculative_tokens: 3}\n",
        "decode-context-parallel-size: 3\n",
        "max-model-len: 4K\n",
        "enable-chunked-prefill: false\n",
        "node-rank: 1\n",
        "enable-eplb: true\n",
        "model: s3://bucket/model\n",
        "ssl-keyfile: key.pem\n",
        "enable-auto-tool-choice: true\n",
        "kv-cache-memory-bytes: 8G\n",
        "gpu-memory-utilization: 0.9\n",
        "trust-remote-code: true\n",
    ));
    assert_eq!(
        told(&report),
        [
            "VLLM-006 max_num_batched_tokens 2:25",
            "VLLM-008 speculative_config 3:21",
            "VLLM-003 decode_context_parallel_size 4:31",
            "VLLM-005 enable_chunked_prefill 6:25",
            "VLLM-012 node_rank 7:12",
            "VLLM-014 enable_eplb 8:14",
            "VLLM-014 enable_eplb 8:14",
            "VLLM-016 model 9:8",
            "VLLM-024 ssl_keyfile 10:14",
            "VLLM-010 enable_auto_tool_choice 11:26",
            "CFG0409 gpu_memory_utilization 13:25",
        ]
    );
}

#[test]
fn machines_copies_and_ports_that_do_not_fit_together() {
    let (report, _) = check(concat!(
        "data-parallel-size: 2\n",
        "nnodes: 2\n",
        "tensor-parallel-size: 2\n",
        "data-parallel-backend: ray\n",
        "data-parallel-hybrid-lb: true\n",
    ));
    let codes: Vec<String> =
        told(&report).iter().map(|told| told.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(codes, ["VLLM-012", "VLLM-013"]);
    let (report, _) = check(concat!(
        "data-parallel-size: 2\n",
        "data-parallel-external-lb: true\n",
        "data-parallel-rank: 0\n",
        "data-parallel-size-local: 2\n",
    ));
    let codes: Vec<String> =
        told(&report).iter().map(|told| told.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(codes, ["VLLM-013"]);
    let (report, _) = check(concat!(
        "max-num-seqs: 2\n",
        "max-model-len: 1000\n",
        "max-num-batched-tokens: 2048\n",
        "port: 14579\n",
        "kv-transfer-config: {kv_connector: NixlConnector, kv_role: kv_both}\n",
        "kv-events-config: {enable_kv_cache_events: true, endpoint: \"tcp://*:14579\"}\n",
    ));
    assert_eq!(
        told(&report),
        [
            "VLLM-006 max_num_batched_tokens 3:25",
            "VLLM-021 kv_transfer_config.kv_port 5:1",
            "VLLM-021 kv_events_config.endpoint 6:60",
        ]
    );
}

#[test]
fn what_is_written_starts_the_same_server() {
    let (report, written) = check(concat!(
        "model: Qwen/Qwen3-32B\n",
        "served-model-name: [qwen, qwen3]\n",
        "max-model-len: 32K\n",
        "no-enable-prefix-caching: true\n",
        "allowed-origins: '[\"https://chat.example.org\"]'\n",
        "compilation-config.mode: 3\n",
        "speculative-config: {method: mtp, num_speculative_tokens: 2}\n",
        "kv-transfer-config: '{\"kv_connector\": \"NixlConnector\", \"kv_role\": \"kv_both\"}'\n",
        "api-key: sk-very-secret\n",
        "host: 127.0.0.1\n",
        "seed: 0\n",
        "enable-lora: true\n",
        "lora-modules: [a=/adapters/a]\n",
        "optimization-level: 2\n",
    ));
    assert!(report.is_empty(), "{report}");
    assert_eq!(
        written.unwrap(),
        concat!(
            "model: Qwen/Qwen3-32B\n",
            "served-model-name:\n  - qwen\n  - qwen3\n",
            "max-model-len: 32K\n",
            "compilation-config:\n  mode: 3\n",
            "enable-prefix-caching: false\n",
            "enable-lora: true\n",
            "lora-modules:\n  - a=/adapters/a\n",
            "speculative-config:\n  method: mtp\n  num_speculative_tokens: 2\n",
            "kv-transfer-config:\n  kv_connector: NixlConnector\n  kv_role: kv_both\n",
            "host: \"127.0.0.1\"\n",
            "api-key: sk-very-secret\n",
            "allowed-origins: \"[\\\"https://chat.example.org\\\"]\"\n",
            "optimization-level: 2\n",
        )
    );
}

#[test]
fn secrets_are_never_shown() {
    let (report, _) = check("hf-token: hf_canary\napi-key: [sk-canary, {}]\nport: 0\n");
    assert!(report.has_errors());
    let shown = format!("{report}\n{report:?}\n{}", report.to_json());
    assert!(!shown.contains("canary"), "{shown}");
}

#[test]
fn switches_have_a_reverse() {
    let (report, written) =
        check("disable-prefix-caching: true\nenable-log-stats: true\nno-enable-lora: true\n");
    assert_eq!(told(&report), [""; 0]);
    let written = written.unwrap();
    // The other two say what is so by default.
    assert_eq!(written, "enable-prefix-caching: false\n");
    let (report, _) = check("enable-access-log-for-endpoints: true\n");
    assert_eq!(told(&report), ["CFG0201 enable-access-log-for-endpoints 1:1"]);
}

#[test]
fn recipes_may_grow() {
    let recipe = "\
meta: {title: T, slug: t, provider: p, description: d, date_updated: 2026-11-01, tasks: [text], newest: 1}
model: {model_id: a/b, architecture: dense, parameter_count: 1B, base_args: [--disable-flashinfer-autotune]}
variants:
  default:
    precision: bf16
    vram_minimum_gb: 10
    hardware_overrides:
      h100: {extra_args: [--enforce-eager], colour: blue}
compatible_strategies: [single_node_tp]
strategy_min_gpus: {gb200: {single_node_tp: 4}}
";
    let (report, written) = check_as("vllm-recipe", recipe);
    let expected =
        ["NAT0004 meta.newest 1:105", "NAT0004 variants.default.hardware_overrides.h100.colour 8:53"];
    assert_eq!(told(&report), expected);
    assert!(!report.has_errors());
    assert!(written.unwrap().contains("colour: blue"));
    let (report, _) = check_as("vllm-recipe", &recipe.replace("--enforce-eager", "--enforce-eagr"));
    let errors: Vec<_> = report.errors().map(|finding| finding.message().to_owned()).collect();
    assert_eq!(errors, ["vLLM has no argument --enforce-eagr"]);
}
