//! Writes the reference of the rules: `cargo run -p config-schemas --example rules -- docs/rules.md`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: rules FILE");
        return ExitCode::from(2);
    };
    match std::fs::write(&path, config_schemas::platform::rules_markdown()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{path} cannot be written: {error}");
            ExitCode::from(1)
        }
    }
}
