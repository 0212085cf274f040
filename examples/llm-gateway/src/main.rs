//! A small gateway in front of vLLM servers: it loads its configuration and shows what counts, and where from.

#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod arguments;
mod serve;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use arguments::Arguments;
use config_core::secret::{EnvironmentSecrets, MountedSecrets};
use config_core::{Environment, EnvironmentPolicy, Loaded, Loader, Report};
use llm_gateway::config::Gateway;
use serve::Problem;

/// What `sysexits.h` calls `EX_CONFIG`: the unit file says not to restart on it.
const REFUSED: u8 = 78;
const USAGE_ERROR: u8 = 64;

fn main() -> ExitCode {
    let arguments = match arguments::parse(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(problem) => {
            eprintln!("{problem}\n\n{}", arguments::USAGE);
            return ExitCode::from(USAGE_ERROR);
        }
    };
    if arguments.serve {
        return served(&arguments);
    }
    match run(&arguments) {
        Ok(text) => {
            write_line(&text);
            ExitCode::SUCCESS
        }
        Err(report) => {
            tell(&report, &arguments);
            ExitCode::from(REFUSED)
        }
    }
}

/// Runs the gateway, by the rules of the platform for its environment.
fn served(arguments: &Arguments) -> ExitCode {
    let result = loader(arguments)
        .map(|(loader, environment)| loader.policy(EnvironmentPolicy::platform(&environment)))
        .map_err(Problem::from)
        .and_then(serve::serve);
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Problem::Refused(report)) => {
            tell(&report, arguments);
            ExitCode::from(REFUSED)
        }
        Err(Problem::System(problem)) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn tell(report: &Report, arguments: &Arguments) {
    if arguments.json {
        write_line(&report.to_json());
    } else {
        report.print();
    }
}

/// Writes to the standard output stream. A reader that closed it early, such as `head`, is no error.
fn write_line(text: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

fn run(arguments: &Arguments) -> Result<String, Report> {
    let loaded = loader(arguments)?.0.load_full::<Gateway>()?;
    if !loaded.report.is_empty() {
        loaded.report.print();
    }
    if let Some(key) = &arguments.explain {
        return Ok(loaded.explain(key)?.to_string());
    }
    Ok(if arguments.json { loaded.to_json() } else { table(&loaded) })
}

/// The sources, weakest first.
fn loader(arguments: &Arguments) -> Result<(Loader, Environment), Report> {
    let environment = match &arguments.environment {
        Some(name) => name.parse()?,
        None => Environment::from_env("GATEWAY_ENV")?,
    };
    let directory = arguments.directory.clone().unwrap_or_else(own_directory);
    let loader = Loader::new()
        .environment(environment.clone())
        .file(directory.join("gateway.yaml"))
        .optional_file(directory.join("gateway.{environment}.yaml"))
        .directory(directory.join("gateway.d"))
        .dotenv(directory.join(".env"))
        .env()
        .overrides(arguments.overrides.iter().cloned())
        .secrets(EnvironmentSecrets)
        .secrets(MountedSecrets::new(directory.join("secrets")));
    Ok((loader, environment))
}

/// The directory of this example, as short as it can be written from here.
fn own_directory() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("config");
    match std::env::current_dir() {
        Ok(here) => own.strip_prefix(&here).map_or(own.clone(), Path::to_owned),
        Err(_) => own,
    }
}

/// Every value that counts, with its origin, in columns.
fn table(loaded: &Loaded<Gateway>) -> String {
    let rows: Vec<[String; 3]> = loaded
        .values()
        .into_iter()
        .map(|value| {
            let origin = match value.layer {
                Some(layer) => format!("{} (layer {layer})", value.origin),
                None => "default".to_owned(),
            };
            let references = value.references.iter().map(|reference| format!("; {reference}"));
            [value.path, value.text, origin + &references.collect::<String>()]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (paths, values) = (width(0), width(1));
    let mut lines = vec![format!("environment {}, {} layers", loaded.environment(), loaded.layers().count())];
    lines.extend(rows.iter().map(|[path, value, origin]| {
        format!("{path:paths$}  {value:values$}  {origin}").trim_end().to_owned()
    }));
    lines.join("\n")
}
