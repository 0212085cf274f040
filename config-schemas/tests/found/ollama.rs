//! Variables of Ollama.

use super::{check, told};

/// Variables that older servers read still stand in many files: a newer one ignores them.
#[test]
fn former_variables_are_no_errors() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join(".env");
    std::fs::write(&path, "OLLAMA_INTEL_GPU=1\nOLLAMA_MAX_LOADED_MODELS=2\n").unwrap();
    let report = config_schemas::native::check("ollama-env", &path);
    assert_eq!(told(&report), ["warning CFG0206 OLLAMA_INTEL_GPU 1:1"]);
    assert_eq!(
        told(&check("ollama-env", "OLLAMA_NUM_PARALEL=1\n")),
        ["error CFG0206 OLLAMA_NUM_PARALEL 1:1"]
    );
}
