//! Commented sample files: every key with its documentation, one walk for all formats.
//!
//! Text for people stands after `# ` (in JSONC `// `). What has a default is commented out as `#key: value`, without a
//! blank, so that taking that one sign away gives a file that loads to the same values. What a source must give is not
//! commented out and holds an example, or a placeholder that keeps the rules.

mod dotenv;
mod ini;
mod jsonc;
mod placeholder;
mod toml;
mod walk;
mod yaml;

use std::sync::atomic::{AtomicUsize, Ordering};

use super::json::Json;
use crate::schema::Schema;
use crate::{Loader, ServiceConfig};

/// A format of sample files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SampleFormat {
    /// YAML, with the line that the YAML language server reads.
    Yaml,
    /// TOML, with the line that Taplo and Tombi read.
    Toml,
    /// JSON with comments and trailing commas.
    Jsonc,
    /// INI.
    Ini,
    /// `.env`: one variable a value.
    Dotenv,
}

impl SampleFormat {
    /// All formats.
    pub const ALL: [SampleFormat; 5] = [Self::Yaml, Self::Toml, Self::Jsonc, Self::Ini, Self::Dotenv];

    /// The ending of its files.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Toml => "toml",
            Self::Jsonc => "jsonc",
            Self::Ini => "ini",
            Self::Dotenv => "env",
        }
    }
}

/// A commented sample. `schema_path` is where editors find the JSON Schema, relative to the sample.
///
/// ```
/// use config_core::{ServiceConfig, export};
///
/// /// A small service.
/// #[derive(ServiceConfig)]
/// struct Small {
///     /// Port to listen on.
///     #[config(default = 8080, unit = "port")]
///     port: u16,
///     /// Name of the model.
///     #[config(example = "qwen")]
///     model: String,
/// }
///
/// let sample = export::sample(Small::SCHEMA, export::SampleFormat::Yaml, Some("./small.schema.json"));
/// assert_eq!(sample, "\
/// ## yaml-language-server: $schema=./small.schema.json
/// ##
/// ## A small service.
/// ##
/// ## Lines that begin with a sign and no blank after it hold defaults: take the sign away to change one.
///
/// ## Port to listen on.
/// ## A whole number from 0 to 65535, in port.
/// ##port: 8080
///
/// ## Name of the model.
/// ## Text. Required.
/// model: qwen
/// ".replace("##", "#"));
/// ```
#[must_use]
pub fn sample(schema: &'static Schema, format: SampleFormat, schema_path: Option<&str>) -> String {
    let entries = walk::entries(schema);
    let sign = if format == SampleFormat::Jsonc { "//" } else { "#" };
    let mut head: Vec<String> = Vec::new();
    match (format, schema_path) {
        (SampleFormat::Yaml, Some(path)) => head.push(format!("# yaml-language-server: $schema={path}\n#")),
        (SampleFormat::Toml, Some(path)) => head.push(format!("#:schema {path}\n#")),
        _ => {}
    }
    if !schema.doc.is_empty() {
        head.extend(schema.doc.lines().map(|line| format!("{sign} {line}").trim_end().to_owned()));
        head.push(sign.to_owned());
    }
    head.push(format!(
        "{sign} Lines that begin with a sign and no blank after it hold defaults: take the sign away to change one."
    ));
    let head = head.join("\n") + "\n";
    match format {
        SampleFormat::Yaml => head + &yaml::write(&entries),
        SampleFormat::Toml => head + &toml::write(&entries),
        SampleFormat::Jsonc => head + &jsonc::write(&entries, schema_path),
        SampleFormat::Ini => head + &ini::write(&entries),
        SampleFormat::Dotenv => head + &dotenv::write(&entries, schema),
    }
}

/// The sample with its defaults no longer commented out.
#[must_use]
pub fn uncomment(sample: &str) -> String {
    let mut out = String::new();
    for line in sample.lines() {
        let text = line.trim_start();
        let rest = text.strip_prefix("//").or_else(|| text.strip_prefix('#'));
        match rest {
            Some(rest) if !rest.is_empty() && !rest.starts_with([' ', '#', ':']) => {
                out.push_str(&line[..line.len() - text.len()]);
                out.push_str(rest);
            }
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

/// Loads a sample as it is and with its defaults no longer commented out: neither may give a finding.
///
/// # Errors
///
/// The findings, a line each.
pub fn load_sample<T: ServiceConfig>(format: SampleFormat, sample: &str) -> Result<(), Vec<String>> {
    load_text::<T>(format, sample)?;
    load_text::<T>(format, &uncomment(sample)).map(|_| ())
}

/// Loads a text of a format through a file, as a service would.
///
/// # Errors
///
/// Every finding, warnings included, a line each.
pub fn load_text<T: ServiceConfig>(format: SampleFormat, text: &str) -> Result<T, Vec<String>> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("config-sample-{}-{number}.{}", std::process::id(), format.extension());
    let folder = std::env::var_os("OUT_DIR").map_or_else(std::env::temp_dir, std::path::PathBuf::from);
    let path = folder.join(name);
    std::fs::write(&path, text)
        .map_err(|error| vec![format!("{} cannot be written: {error}", path.display())])?;
    let loader = Loader::new().variables::<_, String, String>([]);
    let loader = match format {
        SampleFormat::Dotenv => loader.dotenv(&path),
        _ => loader.file(&path),
    };
    let loaded = loader.load_full::<T>();
    let _ = std::fs::remove_file(&path);
    let tell = |finding: &crate::Finding| {
        let place = finding.origins().first().map_or_else(String::new, |origin| match origin {
            crate::Origin::File { line, column, .. } => {
                format!("line {line}, column {column} of the sample: ")
            }
            other => format!("{other}: "),
        });
        format!("{place}{}", finding.title())
    };
    match loaded {
        Ok(loaded) if loaded.report.is_empty() => Ok(loaded.value),
        Ok(loaded) => Err(loaded.report.findings().iter().map(tell).collect()),
        Err(report) => Err(report.findings().iter().map(tell).collect()),
    }
}

/// Writes what stands above a key: its notes, and the lines of its example that are not comments themselves.
fn notes(entry: &walk::Entry, indent: &str, sign: &str, example: Option<String>, out: &mut String) {
    for note in &entry.notes {
        out.push_str(format!("{indent}{sign} {note}").trim_end());
        out.push('\n');
    }
    for line in example.iter().flat_map(|text| text.lines()) {
        if !line.trim().is_empty() && !line.trim_start().starts_with(sign) {
            out.push_str(&format!("{indent}{sign}   {line}\n"));
        }
    }
}

/// Text in which `${` is no reference.
fn without_references(value: &Json) -> Json {
    match value {
        Json::String(text) => Json::String(text.replace("${", "$${")),
        Json::List(items) => Json::List(items.iter().map(without_references).collect()),
        Json::Object(object) => {
            let mut copy = super::Object::new();
            object.entries().for_each(|(key, value)| copy.set(key, without_references(value)));
            Json::Object(copy)
        }
        other => other.clone(),
    }
}
