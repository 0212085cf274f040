//! vLLM's `--config` file.

use config_schemas::native;

fn file(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("vllm.yaml");
    std::fs::write(&path, text).unwrap();
    (directory, path)
}

const MODEL: &str = "model: Qwen/Qwen3-8B\nenable-lora: true\n";

/// `load_config_file` makes an argument of `str(item)` of each item, and `LoRAParserAction` takes `name=path` and JSON: Python's
/// text of a map is neither.
#[test]
fn adapters_are_text() {
    let (_directory, path) = file(&format!(
        "{MODEL}lora-modules:\n- sql=/adapters/sql\n- '{{\"name\": \"b\", \"path\": \"/b\", \"base_model_name\": \"q\"}}'\n"
    ));
    let report = native::check("vllm", &path);
    assert!(report.is_empty(), "{report}");
    let written = native::rewrite("vllm", &path).unwrap();
    assert!(written.contains("- sql=/adapters/sql\n"), "{written}");
    assert!(written.contains(r#"- "{\"name\": \"b\""#), "{written}");
    let (_directory, path) = file(&format!("{MODEL}lora-modules: [{{name: a, path: /a}}, b, c=/c=d]\n"));
    let report = native::check("vllm", &path);
    assert_eq!(
        super::told(&report),
        [
            "error CFG0301 lora_modules[0] 3:16",
            "error CFG0303 lora_modules[1] 3:37",
            "error CFG0303 lora_modules[2] 3:40",
        ]
    );
}
