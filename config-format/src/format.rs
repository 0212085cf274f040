//! The formats, the limits, and the one door to the readers.

use crate::tree::has_reference;
use crate::yaml::Indentation;
use crate::{Builder, Kind, Span, SyntaxError, Tree, dotenv, encoding, ini, json, toml, yaml};

/// A format of configuration text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// YAML 1.2, core schema: `no` and `1_000` are strings, `0123` is a whole number. Beyond it, a plain `<<` whose
    /// value is a map or a list of maps merges them. Tags of the core schema are obeyed, others ignored.
    Yaml,
    /// TOML 1.1.
    Toml,
    /// JSON, strict.
    Json,
    /// JSON with comments and trailing commas.
    Jsonc,
    /// INI with sections, `a.b` nesting and quotes.
    Ini,
    /// `.env` files.
    Dotenv,
    /// Not a text format: values whose text the schema types, such as variables.
    Text,
}

impl Format {
    /// The format that a file name's ending stands for: `yaml`, `yml`, `toml`, `json`, `jsonc`, `ini`, `cfg`, `conf`, `env`.
    #[must_use]
    pub fn from_path(path: &std::path::Path) -> Option<Self> {
        // A name that is not UTF-8 has an ending as well.
        let name = path.file_name()?.to_string_lossy();
        if name == ".env" || name.starts_with(".env.") {
            return Some(Self::Dotenv);
        }
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "yaml" | "yml" => Some(Self::Yaml),
            "toml" => Some(Self::Toml),
            "json" => Some(Self::Json),
            "jsonc" => Some(Self::Jsonc),
            "ini" | "cfg" | "conf" => Some(Self::Ini),
            "env" => Some(Self::Dotenv),
            _ => None,
        }
    }

    /// The name: `yaml`, `toml`, `json`, `jsonc`, `ini`, `dotenv` or `text`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Toml => "toml",
            Self::Json => "json",
            Self::Jsonc => "jsonc",
            Self::Ini => "ini",
            Self::Dotenv => "dotenv",
            Self::Text => "text",
        }
    }
}

/// How much a text may cost. The defaults suit configuration files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Nesting of lists and maps (128).
    pub depth: usize,
    /// Nodes of the tree, alias copies included (8 million).
    pub nodes: usize,
    /// Nodes that YAML aliases may add (65,536).
    pub alias_nodes: usize,
    /// Bytes of the text (64 MiB).
    pub bytes: usize,
    /// Errors after which reading stops (100).
    pub errors: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 128, nodes: 8_000_000, alias_nodes: 65_536, bytes: 64 * 1024 * 1024, errors: 100 }
    }
}

/// A text that was refused: everything that is wrong with it.
#[derive(Clone, Debug)]
pub struct Rejected {
    /// The text, with invalid UTF-8 replaced, so that positions can be shown.
    pub source: String,
    /// At least one error, in the order of the text.
    pub errors: Vec<SyntaxError>,
    /// What could be read all the same, if anything.
    pub tree: Option<Tree>,
}

/// Reads one document. [`Format::Text`] gives the whole text as one value.
///
/// An empty YAML, TOML, INI or dotenv text is a document too: a null, or an empty map. A byte order mark
/// is skipped, but offsets stay those of the file; lines may end in `\n` or `\r\n`.
///
/// ```
/// use config_format::{Format, Kind, Limits, parse};
///
/// let tree = parse(Format::Json, b"{\"port\": 8080}".to_vec(), &Limits::default()).unwrap();
/// let port = tree.root().get("port").unwrap();
/// assert_eq!((port.kind(), port.text()), (Kind::Integer, "8080"));
/// assert_eq!(port.position().column, 10);
/// ```
///
/// # Errors
///
/// Everything that is wrong with the text; for YAML also a second document.
pub fn parse(format: Format, bytes: Vec<u8>, limits: &Limits) -> Result<Tree, Box<Rejected>> {
    parse_one(format, bytes, limits, Indentation::Strict)
}

/// As [`parse`], but takes YAML that is indented as little as the parsers of the servers take it.
///
/// The lines inside of brackets must be indented more than the key that they belong to. `PyYAML`, `libyaml` and
/// `go-yaml` do not ask for it, and many files close a bracket below its key.
///
/// ```
/// use config_format::{Format, Limits, parse, parse_tolerant};
///
/// let text = b"retries: {\n  timeout: 3\n}\n";
/// assert!(parse(Format::Yaml, text.to_vec(), &Limits::default()).is_err());
/// let tree = parse_tolerant(Format::Yaml, text.to_vec(), &Limits::default()).unwrap();
/// assert_eq!(tree.root().get("retries").and_then(|retries| retries.get("timeout")).unwrap().text(), "3");
/// ```
///
/// # Errors
///
/// As [`parse`].
pub fn parse_tolerant(format: Format, bytes: Vec<u8>, limits: &Limits) -> Result<Tree, Box<Rejected>> {
    parse_one(format, bytes, limits, Indentation::Tolerant)
}

fn parse_one(
    format: Format,
    bytes: Vec<u8>,
    limits: &Limits,
    indentation: Indentation,
) -> Result<Tree, Box<Rejected>> {
    let source = encoding::decode(bytes, limits)?;
    match format {
        Format::Yaml => yaml::read_one(source, limits, indentation),
        Format::Json | Format::Jsonc => json::read(source, format, limits),
        Format::Toml => toml::read(source, limits),
        Format::Ini => ini::read(source, limits),
        Format::Dotenv => dotenv::read(source, limits),
        Format::Text => text(source),
    }
}

/// Reads a YAML stream of any number of documents; other formats give exactly one.
///
/// # Errors
///
/// Everything that is wrong with the text.
pub fn parse_stream(format: Format, bytes: Vec<u8>, limits: &Limits) -> Result<Vec<Tree>, Box<Rejected>> {
    parse_documents(format, bytes, limits, Indentation::Strict)
}

/// As [`parse_stream`], with the indentation of [`parse_tolerant`].
///
/// # Errors
///
/// Everything that is wrong with the text.
pub fn parse_stream_tolerant(
    format: Format,
    bytes: Vec<u8>,
    limits: &Limits,
) -> Result<Vec<Tree>, Box<Rejected>> {
    parse_documents(format, bytes, limits, Indentation::Tolerant)
}

fn parse_documents(
    format: Format,
    bytes: Vec<u8>,
    limits: &Limits,
    indentation: Indentation,
) -> Result<Vec<Tree>, Box<Rejected>> {
    if format == Format::Yaml {
        return yaml::read(encoding::decode(bytes, limits)?, limits, indentation);
    }
    parse_one(format, bytes, limits, indentation).map(|tree| vec![tree])
}

/// The whole text as one value.
fn text(source: String) -> Result<Tree, Box<Rejected>> {
    let mut builder = Builder::new();
    let whole = Span::new(0, source.len() as u32);
    builder.scalar(Kind::Text, whole, whole, true, has_reference(&source));
    Ok(builder.finish(Format::Text, source))
}
