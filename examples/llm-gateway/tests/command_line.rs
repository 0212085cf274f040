//! The binary as people run it: its options, its output and its exit codes.

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_llm-gateway"));
    // Variables of the shell that runs the tests must not decide them.
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("GATEWAY_") || name == "LOG_LEVEL") {
            command.env_remove(name);
        }
    }
    command.args(arguments).env("NO_COLOR", "1").output().expect("the binary runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the output is UTF-8")
}

fn values(arguments: &[&str]) -> serde_json::Map<String, serde_json::Value> {
    let output = run(&[&["--format", "json"], arguments].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
    json["values"].as_object().expect("there is a map of values").clone()
}

#[test]
fn every_environment_loads_and_shows_where_values_come_from() {
    for environment in ["development", "staging", "production"] {
        let output = run(&["--environment", environment]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let table = text(&output.stdout);
        assert!(table.starts_with(&format!("environment {environment}, ")), "{table}");
        assert!(table.lines().count() > 30, "{table}");
        for key in ["client_key", "admin_key", "upstream_key"] {
            assert!(
                !table.contains(&format!("demo-{}", key.replace('_', "-"))),
                "a secret is shown:\n{table}"
            );
        }
        let line = table.lines().find(|line| line.starts_with("engine.max_model_len")).expect("it is listed");
        let file =
            if environment == "staging" { "gateway.yaml" } else { &format!("gateway.{environment}.yaml") };
        assert!(line.contains(file), "{line}");
    }
}

#[test]
fn json_has_a_value_an_origin_and_a_layer_for_each_path() {
    let values = values(&["--environment", "production", "--set", "limits.max_tokens=4096"]);
    assert!(values.len() >= 30, "only {} values", values.len());
    for (path, value) in &values {
        let keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, ["layer", "origin", "value"], "{path}");
    }
    assert_eq!(values["limits.max_tokens"]["value"], 4096);
    assert_eq!(values["limits.max_tokens"]["origin"]["kind"], "override");
    assert_eq!(values["limits.max_tokens"]["origin"]["text"], "limits.max_tokens=4096");
    assert_eq!(values["listen"]["value"], "0.0.0.0:8443");
    assert_eq!(values["listen"]["origin"]["line"], 2);
    assert_eq!(values["listen"]["origin"]["column"], 9);
    assert_eq!(values["metrics.enabled"]["value"], true);
    assert_eq!(values["metrics.enabled"]["layer"], serde_json::Value::Null);
    assert_eq!(values["admin_key"]["value"], "***");
}

#[test]
fn explain_shows_every_layer_of_a_key() {
    let output = run(&["--environment", "production", "--explain", "limits.max_tokens"]);
    let explained = text(&output.stdout);
    assert!(output.status.success());
    for part in ["default: 4096", "base/limits.toml:3:14", "gateway.production.yaml", "=> layer", "16384"] {
        assert!(explained.contains(part), "{part} is not in\n{explained}");
    }
    let output = run(&["--explain", "limits.max_tokns"]);
    assert_eq!(output.status.code(), Some(78));
    assert!(text(&output.stderr).contains("did you mean limits.max_tokens?"));
}

#[test]
fn another_directory_can_be_given_and_a_refusal_exits_78() {
    let folder = tempfile::tempdir().expect("a directory");
    let path = folder.path().to_str().expect("its name is text");
    std::fs::write(
        folder.path().join("gateway.yaml"),
        "engine: {model: m, max_model_len: 8192}\napi_keys: [k]\nupstreams: [{name: a, url: 'http://a:1'}]\n",
    )
    .expect("the file is written");
    let output = run(&["--config", path]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));

    let output = run(&[
        "--config",
        path,
        "--environment",
        "production",
        "--set",
        "debug=true",
        "--set",
        "limits.burst=0",
    ]);
    assert_eq!(output.status.code(), Some(78));
    assert!(output.stdout.is_empty());
    let told = text(&output.stderr);
    for part in [
        "error[CFG0401]",
        "override limits.burst=0",
        "error[CFG0408]",
        "missing key tls",
        "missing key admin_key",
    ] {
        assert!(told.contains(part), "{part} is not in\n{told}");
    }

    let output = run(&["--config", path, "--format=json", "--set", "limits.burst=0"]);
    assert_eq!(output.status.code(), Some(78));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the report is JSON");
    assert_eq!(report["findings"][0]["code"], "CFG0401");
    assert_eq!(report["findings"][0]["path"], "limits.burst");

    let output = run(&["--config", "/no/such/directory"]);
    assert_eq!(output.status.code(), Some(78));
    assert!(text(&output.stderr).contains("error[CFG0101]"));

    let output = run(&["--environment", "prodution"]);
    assert_eq!(output.status.code(), Some(78));
    assert!(text(&output.stderr).contains("did you mean production?"), "{}", text(&output.stderr));
}

#[test]
fn checks_are_told_with_their_operands() {
    let output =
        run(&["--environment", "production", "--set", "limits.max_tokens=200000", "--set", "debug=true"]);
    assert_eq!(output.status.code(), Some(78));
    let told = text(&output.stderr);
    for part in [
        "error[CFG0402]: limits.max_tokens must not exceed engine.max_model_len",
        "override limits.max_tokens=200000",
        "that is 200000 <= 131072",
        "gateway.production.yaml:30:18",
        "debug must be off",
        "required in production",
    ] {
        assert!(told.contains(part), "{part} is not in\n{told}");
    }
}

#[test]
fn a_wrong_command_line_shows_how_it_is_used() {
    let output = run(&["--enviroment", "production"]);
    assert_eq!(output.status.code(), Some(64));
    assert!(text(&output.stderr).contains("usage: llm-gateway"));
}
