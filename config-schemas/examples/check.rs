//! Checks files of other programs: `check --kind prometheus FILE…` prints one JSON report a line.

use std::process::ExitCode;

use config_core::AnyValue;
use config_schemas::native;

fn main() -> ExitCode {
    let mut kind = None;
    let mut files = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.strip_prefix("--kind") {
            Some("") => kind = arguments.next(),
            Some(rest) if rest.starts_with('=') => kind = Some(rest[1..].to_owned()),
            _ if argument.starts_with("--") => return usage(&format!("unknown option {argument}")),
            _ => files.push(argument),
        }
    }
    let Some(kind) = kind else { return usage("--kind is missing") };
    if files.is_empty() {
        return usage("no file is given");
    }
    let mut refused = false;
    for file in files {
        let report = native::check(&kind, &file);
        refused |= report.has_errors();
        let path = native::text::json(&AnyValue::String(file));
        println!("{{\"path\": {path}, {}", report.to_json().trim_start_matches('{'));
    }
    if refused { ExitCode::from(1) } else { ExitCode::SUCCESS }
}

fn usage(problem: &str) -> ExitCode {
    eprintln!("{problem}\nusage: check --kind KIND FILE…\nkinds:");
    for kind in native::KINDS {
        let state = if kind.is_built() { "" } else { " (not built yet)" };
        eprintln!("  {:<18} {}{state}", kind.name(), kind.about());
    }
    ExitCode::from(2)
}
