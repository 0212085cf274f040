//! Mistakes in committed files fail `cargo check` at their file, line and column; shown on a copy of the example.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The example, copied, as a package by itself. Its dependencies are built once for all tests.
struct Copy {
    directory: TempDir,
}

impl Copy {
    /// A copy under a name of its own: cargo takes packages of one name for the same, wherever they lie.
    fn new(name: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let example = root().join("examples/llm-gateway");
        for part in ["src", "config"] {
            copy(&example.join(part), &directory.path().join(part));
        }
        let core = root().join("config-core");
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\nbuild = false\n\n\
             [dependencies]\nconfig-core = {{ path = {core:?} }}\n\n[workspace]\n"
        );
        std::fs::write(directory.path().join("Cargo.toml"), manifest).unwrap();
        std::fs::copy(root().join("Cargo.lock"), directory.path().join("Cargo.lock")).unwrap();
        Self { directory }
    }

    /// Replaces a text that occurs once.
    fn replace(&self, file: &str, old: &str, new: &str) {
        let path = self.directory.path().join("config").join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{old:?} in {file}");
        std::fs::write(path, text.replace(old, new)).unwrap();
    }

    /// Runs `cargo check`: what it wrote, and whether it passed.
    fn check(&self) -> (bool, String) {
        let output = Command::new(env!("CARGO"))
            .args(["check", "--quiet", "--offline", "--color", "never", "--lib"])
            .current_dir(self.directory.path())
            .env("CARGO_TARGET_DIR", root().join("target/compile-time"))
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap();
        (output.status.success(), String::from_utf8(output.stderr).unwrap())
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The lines of an error that tell of a place in a file.
fn lines(error: &str) -> Vec<&str> {
    error.lines().map(str::trim).filter(|line| line.starts_with("config/")).collect()
}

#[test]
fn a_broken_value_fails_at_its_place_and_a_fixed_one_passes() {
    let copy = Copy::new("one-mistake");
    let (passed, output) = copy.check();
    assert!(passed, "the example itself: {output}");
    copy.replace("gateway.production.yaml", "max_num_seqs: 1024", "max_num_seqs: 1000000");
    let (passed, output) = copy.check();
    assert!(!passed);
    assert_eq!(
        lines(&output),
        [
            "config/gateway.production.yaml:32:17: CFG0401: engine.max_num_seqs: 1000000 is outside of its range, from 1 to 65536"
        ]
    );
    copy.replace("gateway.production.yaml", "max_num_seqs: 1000000", "max_num_seqs: 1024");
    let (passed, output) = copy.check();
    assert!(passed, "{output}");
}

#[test]
fn twelve_mistakes_over_three_files_are_twelve_lines_of_one_error() {
    let copy = Copy::new("twelve-mistakes");
    for (file, old, new) in [
        ("gateway.yaml", "max_body: 32MiB", "max_bdy: 32MiB"),
        ("gateway.yaml", "dtype: bfloat16", "dtype: bfloat17"),
        ("gateway.yaml", "connect: 2s", "connect: 2"),
        ("gateway.yaml", "backoff: 50ms", "backoff: 1h"),
        ("gateway.yaml", "budget: 20%", "budget: 20"),
        ("gateway.production.yaml", "listen: 0.0.0.0:8443", "listen: everywhere"),
        (
            "gateway.production.yaml",
            "admin_key: ${secret:gateway/admin_key}",
            "admin_key: ${secret:gateway/admin_key",
        ),
        ("gateway.production.yaml", "url: https://vllm-2.citadel.internal:8000/v1", "url: vllm-2"),
        ("gateway.production.yaml", "tensor_parallel_size: 8", "tensor_parallel_size: \"8\""),
        ("gateway.production.yaml", "cert: /etc/llm-gateway/tls.crt", "crt: /etc/llm-gateway/tls.crt"),
        ("gateway.d/10-metrics.yaml", "buckets: [0.05,", "buckets: [-0.05,"),
    ] {
        copy.replace(file, old, new);
    }
    let (passed, output) = copy.check();
    assert!(!passed);
    assert_eq!(
        output.matches("evaluation panicked: 12 mistakes in the configuration Gateway").count(),
        1,
        "{output}"
    );
    assert_eq!(output.matches("error[").count(), 1, "{output}");
    let expected = [
        "config/gateway.yaml:6:1: CFG0201: unknown key max_bdy; did you mean max_body?",
        "config/gateway.yaml:27:10: CFG0304: engine.dtype: bfloat17 is not one of auto, float16, bfloat16, float32; did you mean bfloat16?",
        "config/gateway.yaml:31:12: CFG0303: timeouts.connect: 2 is not a duration such as 90s or 1h30m: the duration has no unit; add a unit, such as `s` or `ms`",
    ];
    let lines = lines(&output);
    assert_eq!(lines.len(), 12, "{output}");
    // The guide shows them as they are.
    let guide = include_str!("../../docs/compile-time.md");
    for line in expected {
        assert!(lines.contains(&line) && guide.contains(line), "{line}\n{output}");
    }
    for (place, code) in [
        ("gateway.yaml:36:12", "CFG0401"),
        ("gateway.yaml:37:11", "CFG0303"),
        ("gateway.d/10-metrics.yaml:3:13", "CFG0401"),
        ("gateway.production.yaml:2:9", "CFG0303"),
        ("gateway.production.yaml:4:12", "CFG0505"),
        ("gateway.production.yaml:7:3", "CFG0201"),
        ("gateway.production.yaml:7:3", "CFG0202"),
        ("gateway.production.yaml:22:10", "CFG0405"),
        ("gateway.production.yaml:31:25", "CFG0301"),
    ] {
        let start = format!("config/{place}: {code}: ");
        assert!(lines.iter().any(|line| line.starts_with(&start)), "{start}\n{output}");
    }
}
