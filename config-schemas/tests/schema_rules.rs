//! Every rule of the list that a schema keeps has a case that keeps it and one that breaks it, at its place.

use std::path::Path;

use config_core::{Environment, Origin};
use config_schemas::platform::{COVERAGE, Platform, Where};

/// What is said of a service's file with this code: `line:column` of its first place.
fn places(code: &str, kind: &str, config: &str) -> Vec<String> {
    let directory = tempfile::tempdir().unwrap();
    let text = format!("name: s\nkind: {kind}\nowner: t\nconfig:\n{config}");
    std::fs::write(directory.path().join("s.yaml"), text).unwrap();
    let platform = Platform::inspect(directory.path(), &Environment::Development);
    // A text that cannot be read at all would prove nothing.
    let broken = platform.report().errors().find(|finding| finding.code().as_str().starts_with("CFG0"));
    assert!(broken.is_none(), "{code}: {}", platform.report());
    let own = platform.report().findings().iter().filter(|finding| finding.code().as_str() == code);
    own.map(|finding| match finding.origins().first() {
        Some(Origin::File { line, column, .. }) => format!("{line}:{column}"),
        other => format!("{other:?}"),
    })
    .collect()
}

const LISTENER: &str = "  listeners: [{name: a, port: 80}]\n";
const DEPLOYMENTS: &str = "  model_list: [{model_name: a, litellm_params: {model: openai/a}}, {model_name: b, litellm_params: {model: openai/b}}]\n";
const PIPELINE: &str = "  receivers: {otlp: {protocols: {grpc: }}}\n  service: {pipelines: {traces: {receivers: [otlp], processors: [P], exporters: [otlp]}}}\n";

/// Code, kind, what keeps the rule, what breaks it, and where.
fn cases() -> Vec<(&'static str, &'static str, String, String, &'static str)> {
    let vllm = |good: &str, bad: &str| (format!("  model: m\n{good}"), format!("  model: m\n{bad}"));
    let gateway = |good: &str, bad: &str| (format!("{LISTENER}{good}"), format!("{LISTENER}{bad}"));
    let listener = |good: &str, bad: &str| {
        let all = |own: &str| format!("  listeners:\n    - {{name: a, port: 443, {own}}}\n");
        (all(good), all(bad))
    };
    let litellm = |good: &str, bad: &str| (format!("{DEPLOYMENTS}{good}"), format!("{DEPLOYMENTS}{bad}"));
    let component = |kind: &str, good: &str, bad: &str| {
        let all = |own: &str| {
            let (processor, exporter) = match kind {
                "exporter" => ("{batch: }".to_owned(), format!("{{endpoint: \"a:1\", {own}}}")),
                name => (format!("{{{name}: {own}}}"), "{endpoint: \"a:1\"}".to_owned()),
            };
            let name = if kind == "exporter" { "batch" } else { kind };
            format!(
                "{}  processors: {processor}\n  exporters: {{otlp: {exporter}}}\n",
                PIPELINE.replace('P', name)
            )
        };
        (all(good), all(bad))
    };
    let tls = "tls: {cert: c, key: k";
    let all = [
        ("GW-024", "gateway", listener(&format!("protocol: HTTPS, {tls}}}"), "protocol: HTTPS"), "6:38"),
        (
            "GW-024",
            "gateway",
            listener(
                &format!("{tls}, minimum: \"1.2\"}}"),
                &format!("{tls}, minimum: \"1.3\", maximum: \"1.2\"}}"),
            ),
            "6:60",
        ),
        (
            "GW-061",
            "gateway",
            gateway(
                "  cors: {allowed_origins: [\"https://a.b\"], allow_credentials: true}\n",
                "  cors: {allowed_origins: [\"*\"], allow_credentials: true}\n",
            ),
            "6:53",
        ),
        (
            "GW-067",
            "gateway",
            gateway(
                "  retries: {backoff_base: 1s, backoff_max: 2s}\n",
                "  retries: {backoff_base: 3s, backoff_max: 2s}\n",
            ),
            "6:27",
        ),
        (
            "LITELLM-030",
            "litellm",
            litellm(
                "",
                "  router_settings: {routing_groups: [{group_name: g, models: [a, b], routing_strategy: priority, model_priorities: {a: 1}}]}\n",
            ),
            "6:88",
        ),
        (
            "LITELLM-032",
            "litellm",
            litellm(
                "  litellm_settings: {cache_params: {type: s3, s3_bucket_name: b}}\n",
                "  litellm_settings: {cache_params: {type: s3}}\n",
            ),
            "6:43",
        ),
        (
            "OTEL-024",
            "otel-collector",
            component("exporter", "tls: {cert_file: c, key_file: k}", "tls: {cert_file: c}"),
            "8:56",
        ),
        (
            "OTEL-055",
            "otel-collector",
            component(
                "batch",
                "{send_batch_size: 1, send_batch_max_size: 1}",
                "{send_batch_size: 2, send_batch_max_size: 1}",
            ),
            "7:65",
        ),
        (
            "OTEL-055",
            "otel-collector",
            component(
                "memory_limiter",
                "{check_interval: 1s, limit_mib: 9, spike_limit_mib: 8}",
                "{check_interval: 1s, limit_mib: 9, spike_limit_mib: 9}",
            ),
            "7:84",
        ),
        (
            "QDRANT-024",
            "qdrant",
            ("  tls: {cert: c, key: k}\n".to_owned(), "  tls: {cert: c}\n".to_owned()),
            "5:8",
        ),
        (
            "REDIS-024",
            "redis",
            (
                "  port: 0\n  tls-port: 1\n  tls-cert-file: c\n  tls-key-file: k\n  tls-ca-cert-file: a\n"
                    .to_owned(),
                "  port: 0\n  tls-port: 1\n  tls-cert-file: c\n  tls-key-file: k\n".to_owned(),
            ),
            "6:13",
        ),
        (
            "VLLM-007",
            "vllm",
            vllm(
                "  max_num_seqs: 4\n  max_num_active_seqs: 4\n",
                "  max_num_seqs: 4\n  max_num_active_seqs: 5\n",
            ),
            "7:24",
        ),
        (
            "VLLM-007",
            "vllm",
            vllm(
                "  max_model_len: 8\n  long_prefill_token_threshold: 8\n",
                "  max_model_len: 8\n  long_prefill_token_threshold: 9\n",
            ),
            "7:33",
        ),
        (
            "VLLM-009",
            "vllm",
            vllm("  max_loras: 2\n  max_cpu_loras: 2\n", "  max_loras: 2\n  max_cpu_loras: 1\n"),
            "6:14",
        ),
        (
            "VLLM-011",
            "vllm",
            vllm(
                "  kv_transfer_config: {kv_connector: X, kv_role: kv_both}\n",
                "  kv_transfer_config: {kv_connector: X}\n",
            ),
            "6:38",
        ),
        (
            "VLLM-061",
            "vllm",
            vllm(
                "  allow_credentials: true\n  allowed_origins: [\"https://a\"]\n",
                "  allow_credentials: true\n  allowed_origins: [\"*\"]\n",
            ),
            "6:22",
        ),
    ];
    all.into_iter().map(|(code, kind, (good, bad), place)| (code, kind, good, bad, place)).collect()
}

#[test]
fn schemas_keep_their_rules() {
    let mut wrong = Vec::new();
    for (code, kind, good, bad, place) in cases() {
        let (kept, broken) = (places(code, kind, &good), places(code, kind, &bad));
        if !kept.is_empty() || broken != [place] {
            wrong.push(format!("{code} {kind}: good {kept:?}, bad {broken:?}, expected {place}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// All texts of the tests of this crate.
fn tests(folder: &Path, texts: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tests(&path, texts);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            texts.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_rule_that_a_schema_keeps_stands_in_a_test() {
    let mut texts = String::new();
    tests(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests")), &mut texts);
    let codes = COVERAGE.iter().flat_map(|row| row.places).filter_map(|place| match place {
        Where::Schema(code) if code.contains('-') => Some(*code),
        _ => None,
    });
    let untested: Vec<&str> = codes.filter(|code| !texts.contains(code)).collect();
    assert!(untested.is_empty(), "{untested:?}");
}
