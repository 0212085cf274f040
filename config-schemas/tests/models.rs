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

/// `severity places: message` of each finding of fallbacks.
fn fallbacks(models: &str, settings: &str) -> Vec<String> {
    let mut text = String::from("model_list:\n");
    for model in models.chars() {
        text.push_str(&format!("  - {{model_name: {model}, litellm_params: {{model: openai/{model}}}}}\n"));
    }
    text.push_str(settings);
    let report = check("litellm", "config.yaml", &text);
    let found = report.findings().iter().filter(|finding| finding.code() == "LITELLM-029");
    let first = models.len() as u32 + 1;
    found
        .map(|finding| {
            let places = finding.origins().iter().map(|origin| match origin {
                // Lines are counted from the settings on.
                Origin::File { line, column, .. } => format!("{}:{column}", line - first),
                other => other.to_string(),
            });
            let places: Vec<String> = places.collect();
            format!("{} {}: {}", finding.severity(), places.join(" "), finding.message())
        })
        .collect()
}

#[test]
fn windows_and_tokens_of_litellm_are_typed() {
    let text = |window: &str| {
        format!(
            "model_list:\n  - model_name: a\n    litellm_params: {{model: openai/a}}\n    model_info: {{access_windows: [{window}]}}\ngeneral_settings: {{enable_jwt_auth: true, litellm_jwtauth: {{public_key_ttl: 60}}}}\n"
        )
    };
    let report = |window: &str| told(&check("litellm", "config.yaml", &text(window)));
    accepted(
        "litellm",
        "config.yaml",
        &text("{start: \"22:00\", end: \"06:00:30\", timezone: Europe/Berlin, team_ids: [x]}"),
    );
    assert_eq!(
        report("{start: \"24:00\", end: \"06:00\", timezone: UTC, team_ids: []}"),
        [
            "error CFG0404 model_list[0].model_info.access_windows[0].start 4:43",
            "error CFG0403 model_list[0].model_info.access_windows[0].team_ids 4:91",
        ]
    );
    assert_eq!(
        report("{start: \"06:00\", end: \"06:00\", timezone: UTC, team_ids: [x]}"),
        ["error LITELLM-002 model_list[0].model_info.access_windows[0].start 4:43"]
    );
}

#[test]
fn spending_is_forgotten_in_order() {
    let report = |size: &str, period: &str| {
        let text = format!(
            "model_list: [{{model_name: a, litellm_params: {{model: openai/a}}}}]\ngeneral_settings:\n  maximum_spend_logs_size: 180GB\n  maximum_spend_logs_cleanup_target_size: {size}\n  background_health_checks: true\n  maximum_spend_logs_retention_period: {period}\n"
        );
        told(&check("litellm", "config.yaml", &text))
    };
    assert_eq!(report("150000MB", "30d"), Vec::<String>::new());
    assert_eq!(report("os.environ/TARGET", "os.environ/PERIOD"), Vec::<String>::new());
    assert_eq!(
        report("1TB", "5m"),
        [
            "error LITELLM-031 general_settings.maximum_spend_logs_cleanup_target_size 4:43",
            "warning LITELLM-031 general_settings.maximum_spend_logs_retention_period 6:40",
        ]
    );
}

#[test]
fn fallbacks_that_lead_nowhere_are_told() {
    // Nothing takes over, also under another name, and whatever the sort.
    assert_eq!(
        fallbacks(
            "ab",
            "router_settings:\n  context_window_fallbacks: [{a: [a]}, {b: [c]}]\n  model_group_alias: {c: b}\n"
        ),
        [
            "error 2:31: a falls back to itself (a -> a), so nothing takes over",
            "error 2:41: b falls back to itself (b -> b), so nothing takes over",
        ]
    );
    assert_eq!(
        fallbacks("ab", "router_settings: {fallbacks: [{a: [a, b]}]}\n"),
        ["warning 1:36: a falls back to itself (a -> a), which is skipped"]
    );
    // With settings of its own it is another attempt.
    assert_eq!(
        fallbacks("a", "router_settings: {fallbacks: [{a: [{model: a, timeout: 9}]}]}\n"),
        Vec::<String>::new()
    );
}

#[test]
fn fallbacks_in_circles_are_told_with_their_way() {
    let end = "each model is tried once, and nothing lies behind";
    assert_eq!(
        fallbacks("ab", "router_settings:\n  fallbacks:\n    - a: [b]\n    - b: [a]\n"),
        [format!("warning 4:11 3:11: fallbacks go in a circle: a -> b -> a; {end}")]
    );
    assert_eq!(
        fallbacks(
            "abcd",
            "litellm_settings:\n  content_policy_fallbacks: [{a: [b]}, {b: [d, c]}, {c: [a]}]\n"
        ),
        [format!("warning 2:58 2:35 2:48: fallbacks go in a circle: a -> b -> c -> a; {end}")]
    );
    // Default fallbacks lead from each model to all others, which is not told; a circle through them is a note.
    assert_eq!(fallbacks("ab", "router_settings: {default_fallbacks: [a, b]}\n"), Vec::<String>::new());
    assert_eq!(
        fallbacks("ab", "router_settings: {fallbacks: [{a: [b]}], default_fallbacks: [a]}\n"),
        [format!("note 1:62 1:36: fallbacks go in a circle: a -> b -> a; {end}")]
    );
    // Four models that all stand in for each other are told once for each that is new, not twelve times.
    let all =
        "router_settings: {fallbacks: [{a: [b, c, d]}, {b: [a, c, d]}, {c: [a, b, d]}, {d: [a, b, c]}]}\n";
    assert_eq!(fallbacks("abcd", all).len(), 3);
    assert_eq!(
        fallbacks("abc", "router_settings: {fallbacks: [{a: [b, c]}, {b: [c]}]}\n"),
        Vec::<String>::new()
    );
}

#[test]
fn models_behind_too_many_fallbacks_are_told() {
    let chain = |more: &str| {
        format!(
            "router_settings:\n  fallbacks: [{{a: [b]}}, {{b: [c]}}, {{c: [d]}}, {{d: [e]}}, {{e: [f]}}, {{f: [g]}}{more}\n"
        )
    };
    assert_eq!(
        fallbacks("abcdefg", &chain("]")),
        [
            "error 2:70 2:20 2:30 2:40 2:50 2:60: g is never tried: a -> b -> c -> d -> e -> f -> g are 6 fallbacks, and max_fallbacks is 5"
        ]
    );
    assert_eq!(fallbacks("abcdefg", &chain("]\n  max_fallbacks: 6")), Vec::<String>::new());
    assert_eq!(fallbacks("abcdefg", &chain("]\n  max_fallbacks: os.environ/MOST")), Vec::<String>::new());
    // A shorter way leads there.
    assert_eq!(
        fallbacks("abcdefgh", &chain(", {h: [g]}]").replace("{a: [b]}", "{a: [b, g]}")),
        Vec::<String>::new()
    );
    assert_eq!(
        fallbacks(
            "abc",
            "router_settings: {fallbacks: [{a: [b]}], default_fallbacks: [c], max_fallbacks: 1}\n"
        ),
        ["error 1:62 1:36 1:81: c is never tried: a -> b -> c are 2 fallbacks, and max_fallbacks is 1"]
    );
}

#[test]
fn ollama_takes_anything_and_this_does_not() {
    let written = accepted(
        "ollama-env",
        "ollama.env",
        concat!(
            "# The server\n",
            "OLLAMA_HOST=0.0.0.0:11434\n",
            "export OLLAMA_KEEP_ALIVE=-1\n",
            "OLLAMA_LOAD_TIMEOUT=90\n",
            "OLLAMA_FLASH_ATTENTION=true\n",
            "OLLAMA_KV_CACHE_TYPE=q8_0\n",
            "OLLAMA_ORIGINS=\"https://a.example.org,https://b.example.org\"\n",
            "OLLAMA_DEBUG=\n",
            "OTHER='x \"y\"'\n",
        ),
    );
    assert_eq!(
        written,
        concat!(
            "OLLAMA_HOST=0.0.0.0:11434\n",
            "OLLAMA_KEEP_ALIVE=-1\n",
            "OLLAMA_LOAD_TIMEOUT=1m30s\n",
            "OLLAMA_FLASH_ATTENTION=1\n",
            "OLLAMA_KV_CACHE_TYPE=q8_0\n",
            "OLLAMA_ORIGINS=https://a.example.org,https://b.example.org\n",
            "OTHER='x \"y\"'\n",
        )
    );
    let report = check(
        "ollama-env",
        ".env",
        concat!(
            "OLLAMA_NUM_PARALEL=4\n",
            "OLLAMA_FLASH_ATTENTION=off\n",
            "OLLAMA_KV_CACHE_TYPE=q5_0\n",
            "OLLAMA_HOST=0.0.0.0:114340\n",
            "OLLAMA_MAX_QUEUE=many\n",
            "OLLAMA_KEEP_ALIVE=1d\n",
        ),
    );
    assert_eq!(
        told(&report),
        [
            "error CFG0206 OLLAMA_NUM_PARALEL 1:1",
            "error CFG0303 OLLAMA_FLASH_ATTENTION 2:24",
            "error CFG0304 OLLAMA_KV_CACHE_TYPE 3:22",
            "error CFG0303 OLLAMA_HOST 4:13",
            "error CFG0301 OLLAMA_MAX_QUEUE 5:18",
            "error CFG0303 OLLAMA_KEEP_ALIVE 6:19",
        ]
    );
    let report = check("ollama-env", ".env", "OLLAMA_FLASH_ATTENTION=0\nOLLAMA_KV_CACHE_TYPE=q4_0\n");
    assert_eq!(told(&report), ["warning OLLAMA-025 OLLAMA_KV_CACHE_TYPE 2:22"]);
}

#[test]
fn llama_cpp_from_words_and_from_variables() {
    let written = accepted(
        "llama-cpp",
        "server.args",
        concat!(
            "# The server\n",
            "llama-server -m '/models/a b.gguf' \\\n",
            "  -c 16384 -np 2 -ngl 99 -fa on -ctk q8_0 \\\n",
            "  --host 0.0.0.0 --port 8081 --metrics --no-webui\n",
            "--temp 0.7 --api-key \"canary key\"\n",
        ),
    );
    assert_eq!(
        written,
        concat!(
            "--model '/models/a b.gguf'\n",
            "--ctx-size 16384\n",
            "--parallel 2\n",
            "--n-gpu-layers 99\n",
            "--cache-type-k q8_0\n",
            "--flash-attn on\n",
            "--host 0.0.0.0\n",
            "--port 8081\n",
            "--api-key 'canary key'\n",
            "--metrics\n",
            "--no-webui\n",
            "--temp 0.7\n",
        )
    );
    let report = check(
        "llama-cpp",
        "server.args",
        "-m a.gguf --ctx-sise 4096\n--cache-type-k q3 --port 70000\n--ubatch-size\n",
    );
    assert_eq!(
        told(&report),
        [
            "error CFG0201 ctx-sise 1:11",
            "error CFG0304 cache_type_k 2:16",
            "error CFG0302 port 2:26",
            "error CFG0202 ubatch-size 3:1",
        ]
    );
    let report = check(
        "llama-cpp",
        "server.args",
        "-ub 4096 -ctv q4_0 -fa off --ssl-key-file key.pem\n-c 4096 -np 4 --agent --host 0.0.0.0\n",
    );
    assert_eq!(
        told(&report),
        [
            "error LLAMACPP-001 ubatch_size 1:5",
            "error LLAMACPP-025 cache_type_v 1:15",
            "error LLAMACPP-024 ssl_key_file 1:43",
            "error LLAMACPP-022 agent 2:15",
        ]
    );
    let report = check("llama-cpp", "server.args", "-c 4096 -np 4\n");
    assert_eq!(told(&report), ["warning LLAMACPP-002 ctx_size 1:4"]);
    let directory = tempfile::tempdir().unwrap();
    let path = file(&directory, "llama.env", "LLAMA_ARG_CTX_SIZE=8192\nLLAMA_ARG_N_PARALEL=2\nOTHER=1\n");
    let report = native::check("llama-cpp", &path);
    assert_eq!(told(&report), ["error CFG0201 n-paralel 2:1"]);
    let report = check("llama-cpp", "server.args", "-m 'a\n");
    assert_eq!(told(&report), ["error CFG0102  1:4"]);
}

/// Flags of `tools/server/README.md` that came after the first list of them was made, and the names of their variables.
#[test]
fn newer_flags_of_llama_cpp_are_known() {
    accepted(
        "llama-cpp",
        "server.args",
        concat!(
            "-m a.gguf -lm mmap+mlock -lzm auto --temperature 0.7 --top-n-sigma 1.0 -kvo -nr\n",
            "--reasoning auto --reasoning-effort high --spec-type draft-mtp --spec-draft-n-max 3 --spec-draft-model b.gguf\n",
            "--spec-draft-ngl all -ctkd q8_0 --cors-methods GET --reuse-port --no-ui --ui-config {} --rpc a:1 --mtmd-batch-max-tokens 64\n",
            "--cache-idle-slots --gpt-oss-20b-default --ctx_size 4096\n",
        ),
    );
    let report = check(
        "llama-cpp",
        "llama.env",
        "LLAMA_ARG_MODEL=a.gguf\nLLAMA_ARG_THINK=deepseek\nLLAMA_ARG_THINK_BUDGET=0\nLLAMA_ARG_SPEC_DRAFT_HF_REPO=a/b\nLLAMA_ARG_LOAD_MODE=dio\n",
    );
    assert!(!report.has_errors(), "{report}");
    let report = check("llama-cpp", "server.args", "-m a.gguf --load-mod mmap\n");
    assert_eq!(told(&report), ["error CFG0201 load-mod 1:11"]);
}

fn read<T: config_core::ServiceConfig>(text: &str) -> Result<T, Report> {
    config_core::read_text("server.yaml", text, config_core::Format::Yaml).map(|loaded| loaded.value)
}

#[test]
fn sglang_and_tgi_keep_their_rules() {
    use config_schemas::model::{sglang::Sglang, tgi::Tgi};
    let server: Sglang =
        read("model_path: Qwen/Qwen3-32B\ntensor_parallel_size: 4\nnnodes: 2\nchunked_prefill_size: 4096\npage_size: 64\n")
            .unwrap();
    assert_eq!((server.tp_size, server.port), (4, 30_000));
    let report = read::<Sglang>(concat!(
        "model_path: a\n",
        "tp_size: 3\n",
        "nnodes: 2\n",
        "ssl_keyfile: key.pem\n",
        "enable_hierarchical_cache: true\n",
        "disable_radix_cache: true\n",
        "chunked_prefill_size: 100\n",
        "page_size: 64\n",
        "enable_priority_scheduling: true\n",
        "schedule_policy: lpm\n",
    ))
    .unwrap_err();
    let codes: Vec<&str> = report.findings().iter().map(|finding| finding.code().as_str()).collect();
    assert_eq!(codes, ["SGLANG-001", "SGLANG-024", "SGLANG-004", "SGLANG-007", "SGLANG-006"]);
    assert!(read::<Sglang>("model_path: a\nserved_model_name: a:b\n").is_err());
    assert!(
        read::<Tgi>("max_input_tokens: 1000\nmax_total_tokens: 2000\nmax_batch_total_tokens: 4000\n").is_ok()
    );
    let report =
        read::<Tgi>("max_input_tokens: 2000\nmax_total_tokens: 2000\ndtype: float16\nquantize: awq\n")
            .unwrap_err();
    assert_eq!(report.findings().len(), 2);
}

#[test]
fn values_outside_of_their_range_stop_nothing() {
    use config_schemas::model::sglang::Sglang;
    let report =
        read::<Sglang>("model_path: a\nnnodes: 0\ntp_size: 4294967295\npp_size: 4294967295\n").unwrap_err();
    assert!(report.has_errors());
    let report = check(
        "vllm",
        "vllm.yaml",
        concat!(
            "nnodes: 0\ntensor-parallel-size: 4294967295\npipeline-parallel-size: 4294967295\n",
            "prefill-context-parallel-size: 4294967295\ndecode-context-parallel-size: 0\nmax-num-seqs: 4294967295\n",
            "max-num-batched-tokens: 18446744073709551615\nspeculative-config: {num_speculative_tokens: 4294967295}\n",
        ),
    );
    assert!(report.has_errors());
    let panel = r#"{"title": "a", "panels": [{"gridPos": {"x": 4294967295, "w": 4294967295, "h": 1}}]}"#;
    assert!(check("grafana-dashboard", "a.json", panel).has_errors());
}

#[test]
fn secrets_behind_slips_of_the_pen_are_not_shown() {
    let words = check("llama-cpp", "server.args", "--api-kye canary --port 70000\n");
    let flow = check("vllm", "vllm.yaml", "{api-kye: canary, port: 70000}\n");
    for report in [words, flow] {
        assert_eq!(report.errors().count(), 2, "{report}");
        assert!(!format!("{report}{}", report.to_json()).contains("canary"), "{report}");
    }
}
