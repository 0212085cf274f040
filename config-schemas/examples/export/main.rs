//! Writes the JSON Schema of every type into `schemas/` and its reference into `docs/reference/`; with `--check` it only
//! compares. Files of types that are no more are removed, or told.

mod index;
mod types;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The folders that hold nothing but what is written here.
const FOLDERS: [&str; 2] = ["config-schemas/schemas", "docs/reference"];

/// What was done with the files.
struct Outcome {
    check: bool,
    /// The workspace.
    root: PathBuf,
    /// Every file that there should be.
    files: BTreeSet<PathBuf>,
    failures: usize,
}

impl Outcome {
    fn fail(&mut self, message: impl std::fmt::Display) {
        eprintln!("error: {message}");
        self.failures += 1;
    }

    /// Writes or compares a file that is no export of one type.
    fn text(&mut self, path: &str, text: &str) {
        self.files.insert(path.into());
        let place = self.root.join(path);
        if std::fs::read_to_string(&place).is_ok_and(|old| old == text) {
            return;
        }
        if self.check {
            return self.fail(format_args!("{path}:1:1: the file is not fresh"));
        }
        match std::fs::write(&place, text) {
            Ok(()) => println!("wrote {path}"),
            Err(error) => self.fail(format_args!("{path}: {error}")),
        }
    }

    /// Removes what no type writes any more, or tells it.
    fn remove_others(&mut self) {
        for folder in FOLDERS {
            for path in files_of(&self.root.join(folder)) {
                let own = path.strip_prefix(&self.root).unwrap_or(&path).to_owned();
                if self.files.contains(&own) {
                    continue;
                }
                if self.check {
                    self.fail(format_args!("{}:1:1: no type is exported to this file", own.display()));
                } else if let Err(error) = std::fs::remove_file(&path) {
                    self.fail(format_args!("{}: {error}", own.display()));
                } else {
                    println!("removed {}", own.display());
                }
            }
        }
    }
}

/// All files of a folder and its folders.
fn files_of(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_of(&path));
        } else {
            files.push(path);
        }
    }
    files
}

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let check = std::env::args().any(|argument| argument == "--check");
    let mut outcome = Outcome { check, root: root.to_owned(), files: BTreeSet::new(), failures: 0 };
    let entries = types::export(&mut outcome);
    outcome.text("docs/reference/README.md", &index::index(&entries));
    outcome.remove_others();
    if outcome.failures > 0 {
        eprintln!("{} faults; run: cargo run -p config-schemas --example export", outcome.failures);
        return ExitCode::FAILURE;
    }
    println!("{} types, {} files are fresh", entries.len(), outcome.files.len());
    ExitCode::SUCCESS
}
