//! YAML 1.2, core schema.
//!
//! The full path puts our own composer on the events of `granit-parser`, which
//! passes the whole conformance suite.

mod complex;
mod compose;
#[cfg(test)]
mod differential;
mod fast;
mod merge;
mod message;
mod schema;

use self::compose::Document;
use crate::error::Faults;
use crate::{Builder, Format, Limits, Rejected, SyntaxError, Tree};

/// Reads a stream of any number of documents, none for an empty text. Each tree holds the whole text.
pub(crate) fn read(source: String, limits: &Limits) -> Result<Vec<Tree>, Box<Rejected>> {
    let documents = match documents(&source, limits) {
        Ok(documents) => documents,
        Err(refused) => return Err(refused.with(source)),
    };
    let mut trees: Vec<Tree> = Vec::with_capacity(documents.len());
    let mut rest = documents.into_iter();
    let last = rest.next_back();
    trees.extend(rest.map(|document| tree(source.clone(), document)));
    // The last one takes the text itself, so a single document costs no copy.
    trees.extend(last.map(|document| tree(source, document)));
    Ok(trees)
}

/// Reads exactly one document; an empty text is a null.
pub(crate) fn read_one(source: String, limits: &Limits) -> Result<Tree, Box<Rejected>> {
    let documents = match documents(&source, limits) {
        Ok(documents) => documents,
        Err(refused) => return Err(refused.with(source)),
    };
    let mut rest = documents.into_iter();
    let Some(first) = rest.next() else {
        return Ok(Builder::new().finish(Format::Yaml, source));
    };
    match rest.next() {
        None => Ok(tree(source, first)),
        Some(second) => {
            let errors = vec![message::second_document(second.start)];
            Err(Refused { errors, first: Some(first) }.with(source))
        }
    }
}

struct Refused {
    errors: Vec<SyntaxError>,
    first: Option<Document>,
}

impl Refused {
    fn with(self, source: String) -> Box<Rejected> {
        let tree = self.first.map(|document| tree(source.clone(), document));
        Box::new(Rejected { source, errors: self.errors, tree })
    }
}

fn documents(source: &str, limits: &Limits) -> Result<Vec<Document>, Refused> {
    if let Some(document) = fast::read(source, limits) {
        return Ok(vec![document]);
    }
    let mut faults = Faults::new(limits.errors);
    // When reading stopped early, the reason is among the faults.
    let documents = compose::stream(source, limits, &mut faults).unwrap_or_default();
    if faults.is_empty() {
        return Ok(documents);
    }
    Err(Refused { errors: faults.into_sorted(), first: documents.into_iter().next() })
}

fn tree(source: String, document: Document) -> Tree {
    Tree::from_parts(Format::Yaml, source, document.decoded, document.nodes)
}
