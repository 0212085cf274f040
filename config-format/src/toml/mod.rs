//! TOML 1.1.
//!
//! The lexer and the decoder of strings and numbers are `toml_parser`'s. The grammar above them is our
//! own: it streams, loops instead of recursing, and after an error goes on with the next line, or within
//! a list or an inline table with the next element.

mod datetime;
mod grammar;
mod rules;
mod scalar;
mod tokens;
mod value;

use crate::{Format, Limits, Rejected, Tree};

/// Reads one document.
pub(crate) fn read(source: String, limits: &Limits) -> Result<Tree, Box<Rejected>> {
    let mut reader = grammar::Reader::new(&source, limits);
    let outcome = reader.document();
    let (tables, faults) = reader.finish();
    if faults.is_empty() {
        return Ok(tables.into_tree(Format::Toml, source));
    }
    let errors = faults.into_sorted();
    let tree = outcome.is_ok().then(|| tables.into_tree(Format::Toml, source.clone()));
    Err(Box::new(Rejected { source, errors, tree }))
}
