//! Environment variables and `.env` files: matched to the schema by the names it computes, never split by guess.

use std::ffi::OsString;
use std::path::Path;

use config_format::{Builder, Format, Limits, Span, Tree};
use zeroize::Zeroizing;

use super::bytes::read_bytes;
use super::given::{Given, build};
use super::matcher::Matcher;
use super::retype::verbatim;
use super::{Intake, file, reject};
use crate::finding::{Code, Finding, Origin};
use crate::layer::{Index, Layer, Places, Sight};

/// The variables that a load sees: those of the process, or a set of its own.
pub(crate) enum Variables {
    Process,
    Given(Vec<(String, OsString)>),
}

impl Variables {
    /// Those that are `wanted`, in the order of their names. Names that are not UTF-8 belong to no key.
    fn chosen(&self, wanted: impl Fn(&[u8]) -> bool) -> Vec<(String, OsString)> {
        let mut pairs = Vec::new();
        match self {
            Variables::Process => {
                for (name, value) in std::env::vars_os() {
                    if wanted(name.as_encoded_bytes())
                        && let Ok(name) = name.into_string()
                    {
                        pairs.push((name, value));
                    }
                }
            }
            Variables::Given(all) => {
                pairs.extend(all.iter().filter(|(name, _)| wanted(name.as_bytes())).cloned());
            }
        }
        pairs.sort();
        pairs
    }

    /// One variable by name.
    pub(crate) fn get(&self, name: &str) -> Option<OsString> {
        match self {
            Variables::Process => std::env::var_os(name),
            Variables::Given(pairs) => {
                pairs.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.clone())
            }
        }
    }
}

/// Reads the variables of the environment into a layer.
pub(crate) fn variables(intake: &mut Intake<'_>, variables: &Variables, ignored: &[String]) {
    let mut matcher = Matcher::new(intake, ignored);
    let pairs = variables.chosen(|name| matcher.concerns(name));
    let mut origins = Vec::with_capacity(pairs.len());
    matcher.given.reserve(pairs.len());
    for (name, value) in pairs {
        let span = Span::new(origins.len() as u32, origins.len() as u32);
        let value = value.into_string().map(Zeroizing::new).map_err(drop);
        if matcher.offer(&name, value, span, None, &|| Origin::Variable { name: name.clone() }) {
            origins.push(Origin::Variable { name });
        }
    }
    let Matcher { given, .. } = matcher;
    finish(intake, "environment variables".to_owned(), Places::Listed(origins), given, None);
}

/// Reads a `.env` file into a layer. A file that does not exist is an empty one.
pub(crate) fn dotenv(intake: &mut Intake<'_>, path: &Path, ignored: &[String]) {
    intake.watched.push(path.to_owned());
    let bytes = match read_bytes(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return,
        Err(_) => {
            // The file source words the problem.
            file(intake, path, true);
            return;
        }
    };
    let tree = match config_format::parse(Format::Dotenv, bytes, &Limits::default()) {
        Ok(tree) => tree,
        Err(rejected) => {
            intake.incomplete = true;
            reject(intake, path, *rejected);
            return;
        }
    };
    from_dotenv(intake, path, tree, ignored);
}

/// Makes a layer of a parsed `.env` file.
pub(super) fn from_dotenv(intake: &mut Intake<'_>, path: &Path, tree: Tree, ignored: &[String]) {
    let mut matcher = Matcher::new(intake, ignored);
    let mut pairs = Vec::new();
    for (key, value) in tree.root().entries() {
        let span = value.span();
        let origin = || {
            let position = tree.position(span.start);
            Origin::File { path: path.to_owned(), line: position.line, column: position.column }
        };
        let text = Zeroizing::new(value.text().to_owned());
        matcher.offer(key.text(), Ok(text.clone()), span, verbatim(value), &origin);
        pairs.push((key.text().to_owned(), text));
    }
    let Matcher { given, .. } = matcher;
    intake.dotenv.extend(pairs);
    finish(intake, path.display().to_string(), Places::File(path.to_owned()), given, Some(tree));
}

fn finish(
    intake: &mut Intake<'_>,
    name: String,
    places: Places,
    given: Vec<Given<'static>>,
    source: Option<Tree>,
) {
    let mut builder = Builder::new();
    // Growing would leave copies of secrets behind, and cost time.
    let bytes = |given: &Given<'_>| given.text.len() + given.segments.iter().map(|s| s.len()).sum::<usize>();
    builder.reserve(
        1 + given.iter().map(|given| 2 * given.segments.len()).sum::<usize>(),
        given.iter().map(bytes).sum(),
    );
    let refused = build(&mut builder, &given);
    let references = given.iter().any(|given| config_format::has_reference(&given.text));
    let (format, text) = match &source {
        Some(tree) => (Format::Dotenv, tree.source().to_owned()),
        None => (Format::Text, String::new()),
    };
    let tree = builder.finish(format, text);
    let layer = Layer {
        number: intake.next_number(),
        name,
        places,
        tree,
        indexed: true,
        for_environment: false,
        references,
        refused: refused.iter().map(|refused| given[refused.index].span).collect(),
        sight: Sight::default(),
        index: Index::default(),
    };
    for refused in refused {
        let other = refused.clash.map(|index| layer.origin(given[index].span));
        let given = &given[refused.index];
        let origin = layer.origin(refused.span);
        let path = given.path(intake.schema);
        let subject = match &origin {
            Origin::Variable { name } => format!("variable {name}"),
            _ => path.clone(),
        };
        let mut finding = Finding::error(Code::MALFORMED, path, format!("{subject} {}", refused.message))
            .with_labelled_origin(origin, Some(layer.number), "")
            .with_help(refused.help);
        if let Some(other) = other {
            finding = finding.with_labelled_origin(other, Some(layer.number), "");
        }
        intake.findings.push(finding);
    }
    intake.layers.push(layer);
}
