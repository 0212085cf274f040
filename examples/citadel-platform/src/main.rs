//! Reads the environments of a platform and says what is wrong with them.

use std::path::PathBuf;
use std::process::ExitCode;

use config_core::{Environment, Report, Severity};
use config_schemas::platform::Platform;

const USAGE: &str =
    "usage: citadel-platform [--config DIR] [--environment NAME] [--compare NAME] [--format text|json]";

fn main() -> ExitCode {
    let mut directory = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/config"));
    let mut environment = Environment::Production;
    let mut other = None;
    let mut json = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next();
        match (argument.as_str(), value) {
            ("--config", Some(value)) => directory = value.into(),
            ("--environment", Some(value)) => match value.parse() {
                Ok(parsed) => environment = parsed,
                Err(report) => return refuse(&report, false),
            },
            ("--compare", Some(value)) => match value.parse::<Environment>() {
                Ok(parsed) => other = Some(parsed),
                Err(report) => return refuse(&report, false),
            },
            ("--format", Some(value)) if value == "json" || value == "text" => json = value == "json",
            _ => {
                eprintln!("{USAGE}");
                return ExitCode::from(2);
            }
        }
    }
    let platform = Platform::inspect(&directory, &environment);
    if let Some(other) = other {
        let drift = Platform::inspect(&directory, &other).compare(&platform);
        print!("{drift}");
        return if drift.report().is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) };
    }
    if platform.report().is_empty() {
        println!("{} services of {environment} keep every rule", platform.services().len());
        return ExitCode::SUCCESS;
    }
    refuse(platform.report(), json)
}

fn refuse(report: &Report, json: bool) -> ExitCode {
    if json {
        println!("{}", report.to_json());
    } else {
        report.print();
    }
    // Strict: warnings count as well.
    let clean = report.count(Severity::Error) == 0 && report.count(Severity::Warning) == 0;
    if clean { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
