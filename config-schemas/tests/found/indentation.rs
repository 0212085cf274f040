//! Brackets that are closed below their key: YAML forbids it, and `PyYAML`, `libyaml` and `go-yaml` take it.

use super::{accepted, check, told};

/// LiteLLM's documentation of `retry_policy` is written this way; the proxy reads it with `PyYAML`.
#[test]
fn a_bracket_may_close_below_its_key() {
    let written = accepted(
        "litellm",
        "model_list: [\n{model_name: a, litellm_params: {model: openai/a}}\n]\nrouter_settings:\n  retry_policy: {\n    TimeoutErrorRetries: 3\n  }\n",
    );
    assert!(written.contains("TimeoutErrorRetries: 3"), "{written}");
}

/// `kubectl` and the other servers read with `go-yaml`; here also in a later document of a stream.
#[test]
fn so_do_the_servers_written_in_go() {
    accepted(
        "prometheus",
        "scrape_configs:\n- job_name: a\n  static_configs: [\n  {targets: [\"a:1\"]}\n  ]\n",
    );
    let pod = |name: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {name}\nspec:\n  containers:\n  - name: main\n    image: busybox:1.36\n    command: [\n      sleep,\n      \"60\"\n    ]\n"
        )
    };
    let report = check("kubernetes", &format!("{}---\n{}", pod("a"), pod("b")));
    assert!(!report.has_errors(), "{report}");
}

/// A bracket that is not closed at all is told where it opens, as the strict reading sees it.
#[test]
fn an_open_bracket_is_told_where_it_opens() {
    let report = check("prometheus", "scrape_configs:\n- job_name: a\n  static_configs: [\n- job_name: b\n");
    assert_eq!(told(&report), ["error CFG0102  3:19"]);
}
