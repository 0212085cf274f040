//! Compile-fail cases: each mistake is told on its own token, says what to do, and causes no other error.
//!
//! The folders are named after the mistakes. `TRYBUILD=overwrite cargo test -p config-tests-compile-fail` writes the
//! expected output anew; read what changed. `cargo test -p config-tests-compile-fail -- ui trybuild=bad-range` runs those
//! whose path has the word.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The compiler whose messages the expected output has; others word and mark some of them differently.
const RUSTC: &str = "1.95.";

/// Fewer than this means that cases got lost.
const FEWEST_CASES: usize = 60;

#[test]
fn ui() {
    let cases = cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui"));
    assert!(cases.len() >= FEWEST_CASES, "only {} cases are left", cases.len());
    for case in &cases {
        assert!(
            case.with_extension("stderr").exists() || overwriting(),
            "{} has no expected output",
            case.display()
        );
    }
    let version = version();
    if !version.starts_with(RUSTC) {
        println!(
            "skipped: {} compile-fail cases, because their expected output is that of rustc {RUSTC}x and this is {version}",
            cases.len()
        );
        return;
    }
    let runner = trybuild::TestCases::new();
    for case in &cases {
        runner.compile_fail(case);
    }
}

fn overwriting() -> bool {
    std::env::var_os("TRYBUILD").is_some()
}

fn version() -> String {
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(compiler).arg("--version").output().expect("rustc runs");
    let text = String::from_utf8(output.stdout).expect("the version is text");
    text.split_whitespace().nth(1).unwrap_or_default().to_owned()
}

/// All cases below a folder, in the order of their paths.
fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder of the cases is there") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            found.extend(cases(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}
