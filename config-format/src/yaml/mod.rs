//! YAML 1.2, core schema.
//!
//! The full path puts our own composer on the events of `granit-parser`, which
//! passes the whole conformance suite.

mod complex;
mod compose;
#[cfg(test)]
mod differential;
mod document;
mod fast;
mod merge;
mod message;
mod place;
mod schema;
mod stream;

use self::document::Document;
use self::fast::Outcome;
use crate::error::Faults;
use crate::{Builder, Format, Limits, Rejected, SyntaxError, Tree};

/// How lines inside of brackets, and later lines of a text, must be indented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Indentation {
    /// More than the key that they belong to, as YAML says.
    Strict,
    /// As they like, which is how `PyYAML`, `libyaml` and `go-yaml` read.
    Tolerant,
}

/// Reads a stream of any number of documents, none for an empty text. Each tree holds the whole text.
pub(crate) fn read(
    source: String,
    limits: &Limits,
    indentation: Indentation,
) -> Result<Vec<Tree>, Box<Rejected>> {
    match documents(&source, limits, indentation) {
        Ok(mut documents) => {
            let last = documents.pop();
            let mut trees: Vec<Tree> =
                documents.into_iter().map(|document| document.into_tree(source.clone())).collect();
            // The last one takes the text itself, so a single document costs no copy.
            trees.extend(last.map(|document| document.into_tree(source)));
            Ok(trees)
        }
        Err(errors) => Err(rejected(source, errors)),
    }
}

/// Reads exactly one document; an empty text is a null.
pub(crate) fn read_one(
    source: String,
    limits: &Limits,
    indentation: Indentation,
) -> Result<Tree, Box<Rejected>> {
    match documents(&source, limits, indentation) {
        Ok(mut documents) => {
            if let Some(second) = documents.get(1) {
                let error = message::second_document(second.start);
                return Err(rejected(source, vec![error]));
            }
            Ok(match documents.pop() {
                Some(document) => document.into_tree(source),
                None => Builder::new().finish(Format::Yaml, source),
            })
        }
        Err(errors) => Err(rejected(source, errors)),
    }
}

/// No tree goes along: it would be another copy of what may hold secrets.
fn rejected(source: String, errors: Vec<SyntaxError>) -> Box<Rejected> {
    Box::new(Rejected { source, errors, tree: None })
}

fn documents(
    source: &str,
    limits: &Limits,
    indentation: Indentation,
) -> Result<Vec<Document>, Vec<SyntaxError>> {
    match fast::read(source, limits) {
        Outcome::Read(document) => return Ok(vec![document]),
        Outcome::TooManyNodes(span) => return Err(vec![message::too_many_nodes(limits, span)]),
        Outcome::LeftOver => {}
    }
    let strict = full(source, limits, Indentation::Strict);
    match (strict, indentation) {
        // The strict reading sees best where a bracket was forgotten, so its errors are those that are told.
        (Err(errors), Indentation::Tolerant) => full(source, limits, indentation).map_err(|_| errors),
        (strict, _) => strict,
    }
}

/// The full path.
fn full(source: &str, limits: &Limits, indentation: Indentation) -> Result<Vec<Document>, Vec<SyntaxError>> {
    let mut faults = Faults::new(limits.errors);
    // When reading stopped early, the reason is among the faults.
    let documents = stream::read(source, limits, indentation, &mut faults).unwrap_or_default();
    if faults.is_empty() { Ok(documents) } else { Err(faults.into_sorted()) }
}
