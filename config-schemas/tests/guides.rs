//! The files that the guides show are what the guides say of them.
//!
//! A block whose first word after the language is a kind, such as ```` ```yaml vllm ````, is a file of that kind. With
//! `refused` or `warned` behind it, the next block of text is what [`native::check`] says of it. A block with `service` is a
//! service's file of a platform; all of one guide are one environment. `UPDATE_GUIDES=1` writes the answers anew.

use std::path::Path;

use config_core::{Environment, Report};
use config_schemas::native;
use config_schemas::platform::Platform;

/// A fenced block.
struct Block {
    info: Vec<String>,
    text: String,
    /// Where its text begins and ends in the guide.
    place: std::ops::Range<usize>,
}

fn blocks(guide: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(open) = guide[at..].find("```") {
        let start = at + open + 3;
        let line = start + guide[start..].find('\n').unwrap() + 1;
        let end = line + guide[line..].find("```").unwrap();
        let info = guide[start..line].split_whitespace().map(str::to_owned).collect();
        blocks.push(Block { info, text: guide[line..end].to_owned(), place: line..end });
        at = end + 3;
    }
    blocks
}

/// What a file of a kind is called.
fn name_of(kind: &str) -> &'static str {
    match kind {
        "vllm" => "vllm.yaml",
        "litellm" => "config.yaml",
        "ollama-env" => "ollama.env",
        "llama-cpp" => "llama-server.args",
        "postgresql" => "postgresql.conf",
        "pgbouncer" => "pgbouncer.ini",
        "redis" => "redis.conf",
        "nats" => "nats.conf",
        "prometheus" => "prometheus.yml",
        "alertmanager" => "alertmanager.yml",
        "prometheus-rules" => "alerts.yml",
        "grafana-dashboard" => "dashboard.json",
        "kubernetes" => "deployment.yaml",
        "otel-collector" => "collector.yaml",
        "qdrant" => "qdrant.yaml",
        "vllm-recipe" => "recipe.yaml",
        other => panic!("{other} has no file name here"),
    }
}

/// The report as someone in that folder would read it.
fn told(report: &Report, folder: &Path) -> String {
    let folder = format!("{}/", folder.display());
    format!("{}\n", report.to_string().replace(&folder, "").trim_end())
}

fn check(path: &Path) {
    let mut guide = std::fs::read_to_string(path).unwrap();
    let update = std::env::var_os("UPDATE_GUIDES").is_some();
    let environment = tempfile::tempdir().unwrap();
    let (mut files, mut answers, mut services) = (0, 0, 0);
    let mut index = 0;
    while let Some(block) = blocks(&guide).get(index) {
        index += 1;
        let folder = tempfile::tempdir().unwrap();
        let words: Vec<&str> = block.info.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["yaml", "service"] => {
                let name =
                    block.text.lines().find_map(|line| line.strip_prefix("name: ")).unwrap_or("platform");
                std::fs::write(environment.path().join(format!("{name}.yaml")), &block.text).unwrap();
                services += 1;
            }
            [_, kind, rest @ ..] if native::kind(kind).is_some() => {
                let file = folder.path().join(name_of(kind));
                std::fs::write(&file, &block.text).unwrap();
                let report = native::check(kind, &file);
                let text = told(&report, folder.path());
                files += 1;
                match rest {
                    [] => assert!(report.findings().is_empty(), "{}: {kind}: {text}", path.display()),
                    [state @ ("refused" | "warned")] => {
                        assert_eq!(report.has_errors(), *state == "refused", "{}: {text}", path.display());
                        let answer = &blocks(&guide)[index];
                        assert_eq!(answer.info, ["text"], "{}: an answer follows", path.display());
                        if answer.text != text && update {
                            guide.replace_range(answer.place.clone(), &text);
                            std::fs::write(path, &guide).unwrap();
                        } else {
                            assert_eq!(answer.text, text, "{}", path.display());
                        }
                        answers += 1;
                    }
                    other => panic!("{}: {other:?}", path.display()),
                }
            }
            _ => {}
        }
    }
    if services > 0 {
        let platform = Platform::inspect(environment.path(), &Environment::Production);
        let text = told(platform.report(), environment.path());
        assert!(platform.report().findings().is_empty(), "{}: {text}", path.display());
        assert_eq!(platform.services().len(), services - 1, "one of them is platform.yaml");
    }
    assert!(files + services > 0, "{} shows nothing", path.display());
    println!("{}: {files} files, {answers} answers, {services} files of services", path.display());
}

#[test]
fn every_guide_is_true() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/families");
    let mut guides: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    guides.sort();
    assert_eq!(guides.len(), 5);
    guides.iter().for_each(|path| check(path));
}
