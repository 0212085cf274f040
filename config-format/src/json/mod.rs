//! JSON (RFC 8259), and JSONC: the same with comments and trailing commas.
//!
//! A strict reader that loops instead of recursing, allocates nothing per node and
//! goes on after an error: it skips to the next comma or bracket of the same
//! container, leaves the broken entry out, and says nothing twice.

mod comment;
mod reader;
mod recover;
mod string;
mod token;

use crate::{Format, Limits, Rejected, Tree};

/// Reads one document.
pub(crate) fn read(source: String, format: Format, limits: &Limits) -> Result<Tree, Box<Rejected>> {
    let mut reader = reader::Reader::new(&source, format, limits);
    let outcome = reader.document();
    let (builder, faults) = reader.finish();
    if faults.is_empty() {
        return Ok(builder.finish(format, source));
    }
    let errors = faults.into_sorted();
    match outcome {
        Ok(()) => {
            let tree = builder.finish(format, source.clone());
            Err(Box::new(Rejected { source, errors, tree: Some(tree) }))
        }
        Err(_) => Err(Box::new(Rejected { source, errors, tree: None })),
    }
}
