//! The command line.

use std::path::PathBuf;

/// What the command line asks for.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    /// Name of the environment; the variable `GATEWAY_ENV` otherwise.
    pub(crate) environment: Option<String>,
    /// Directory of the configuration files.
    pub(crate) directory: Option<PathBuf>,
    /// Overrides, in order.
    pub(crate) overrides: Vec<String>,
    /// A key to explain instead of showing everything.
    pub(crate) explain: Option<String>,
    /// Whether the output is JSON.
    pub(crate) json: bool,
    /// Whether to serve instead of showing.
    pub(crate) serve: bool,
}

/// What to print when the command line cannot be read.
pub(crate) const USAGE: &str = "\
usage: llm-gateway [serve] [options]

  serve                run the gateway; without it, show the configuration and where each value comes from

  --environment NAME   development, staging or production (default: $GATEWAY_ENV, else development)
  --config DIR         directory of gateway.yaml (default: the one of this example)
  --set KEY=VALUE      override a value, any number of times
  --explain KEY        show every layer that a key passed through
  --format FORMAT      table (default) or json";

/// Reads the command line.
pub(crate) fn parse(arguments: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut parsed = Arguments::default();
    let mut arguments = arguments.peekable();
    while let Some(argument) = arguments.next() {
        let (name, inline) = match argument.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name.to_owned(), Some(value.to_owned())),
            _ => (argument, None),
        };
        let mut value =
            || inline.clone().or_else(|| arguments.next()).ok_or_else(|| format!("{name} needs a value"));
        match name.as_str() {
            "serve" => parsed.serve = true,
            "--environment" => parsed.environment = Some(value()?),
            "--config" => parsed.directory = Some(value()?.into()),
            "--set" => parsed.overrides.push(value()?),
            "--explain" => parsed.explain = Some(value()?),
            "--format" => match value()?.as_str() {
                "json" => parsed.json = true,
                "table" => parsed.json = false,
                other => return Err(format!("unknown format {other}: give table or json")),
            },
            other => return Err(format!("unknown argument {other}")),
        }
    }
    Ok(parsed)
}
