//! Parses a file and prints it as JSON, or everything that is wrong with it:
//!
//! ```text
//! cargo run -p config-format --example parse -- [--format FORMAT] [--spans | --tagged] FILE
//! ```
//!
//! `FORMAT` is yaml, toml, json, jsonc, ini or dotenv; without it the file's name tells. `FILE` may be `-`,
//! the standard input. The exit code is 0 when the text is valid, 1 when it is not, and 2 when the command or
//! the file cannot be used. A YAML stream gives one line for each of its documents.
//!
//! `--spans` prints every key and value with its kind, text, line, column and byte range; `--tagged` prints the
//! tagged JSON of the toml-test suite.

mod print;

use std::io::{Read, Write};
use std::path::Path;
use std::process::ExitCode;

use config_format::{Format, Limits, LineIndex, Rejected, parse_stream};

/// What is printed for a valid text.
#[derive(Clone, Copy)]
enum Output {
    Values,
    Spans,
    Tagged,
}

struct Arguments {
    format: Option<Format>,
    output: Output,
    file: String,
}

fn main() -> ExitCode {
    let (format, output, name, bytes) = match input() {
        Ok(input) => input,
        Err(message) => {
            eprintln!("parse: {message}");
            return ExitCode::from(2);
        }
    };
    let mut text = String::new();
    let valid = match parse_stream(format, bytes, &Limits::default()) {
        Ok(documents) => {
            for tree in &documents {
                match output {
                    Output::Values => print::value(&mut text, tree.root()),
                    Output::Spans => print::spans(&mut text, tree.root(), &LineIndex::new(tree.source())),
                    Output::Tagged => print::tagged(&mut text, tree.root()),
                }
                text.push('\n');
            }
            true
        }
        Err(rejected) => {
            write_errors(&mut text, &name, &rejected);
            false
        }
    };
    match (std::io::stdout().write_all(text.as_bytes()), valid) {
        (Ok(()), true) => ExitCode::SUCCESS,
        (Ok(()), false) => ExitCode::from(1),
        (Err(error), _) => {
            eprintln!("parse: cannot write: {error}");
            ExitCode::from(2)
        }
    }
}

fn input() -> Result<(Format, Output, String, Vec<u8>), String> {
    let Arguments { format, output, file } = arguments(std::env::args().skip(1))?;
    let mut bytes = Vec::new();
    if file == "-" {
        let format = format.ok_or("`--format` is needed to read the standard input")?;
        std::io::stdin().read_to_end(&mut bytes).map_err(|error| format!("cannot read: {error}"))?;
        return Ok((format, output, "<stdin>".to_owned(), bytes));
    }
    let format = format
        .or_else(|| Format::from_path(Path::new(&file)))
        .ok_or_else(|| format!("the name `{file}` does not tell the format: add `--format`"))?;
    let bytes = std::fs::read(&file).map_err(|error| format!("cannot read `{file}`: {error}"))?;
    Ok((format, output, file, bytes))
}

fn arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
    const USAGE: &str = "usage: parse [--format yaml|toml|json|jsonc|ini|dotenv] [--spans | --tagged] FILE";
    let mut format = None;
    let mut output = Output::Values;
    let mut file = None;
    while let Some(word) = words.next() {
        let named = word.strip_prefix("--format=").map(str::to_owned);
        match word.as_str() {
            "--spans" => output = Output::Spans,
            "--tagged" => output = Output::Tagged,
            "--format" => format = Some(format_named(&words.next().ok_or(USAGE)?)?),
            _ if named.is_some() => format = Some(format_named(&named.unwrap_or_default())?),
            "-" => file = Some(word),
            _ if word.starts_with('-') || file.is_some() => return Err(USAGE.to_owned()),
            _ => file = Some(word),
        }
    }
    Ok(Arguments { format, output, file: file.ok_or(USAGE)? })
}

fn format_named(name: &str) -> Result<Format, String> {
    [Format::Yaml, Format::Toml, Format::Json, Format::Jsonc, Format::Ini, Format::Dotenv]
        .into_iter()
        .find(|format| format.name() == name)
        .ok_or_else(|| format!("unknown format `{name}`: yaml, toml, json, jsonc, ini or dotenv"))
}

fn write_errors(text: &mut String, name: &str, rejected: &Rejected) {
    let index = LineIndex::new(&rejected.source);
    let place = |offset: u32| {
        let position = index.position(&rejected.source, offset);
        format!("{name}:{}:{}", position.line, position.column)
    };
    for error in &rejected.errors {
        text.push_str(&format!("{}: {}\n", place(error.span.start), error.message));
        if let Some((span, why)) = &error.related {
            text.push_str(&format!("  {}: {why}\n", place(span.start)));
        }
        if let Some(help) = &error.help {
            text.push_str(&format!("  help: {help}\n"));
        }
    }
}
