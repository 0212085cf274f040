//! Files that are checked while a crate compiles.
//!
//! The macros write each file into the crate as a packed constant ([`Tree`]); the functions here are `const fn`s that
//! lay the files over each other (`merge`), walk the result against the table (`section`, `value`, `rules`) and put
//! what they find into one message (`findings`). Nothing is allocated, and each step is counted: constant evaluation
//! is slow, and the compiler refuses what takes too long.
//!
//! The same functions run at run time too, which is how a test compares them with the loader.

mod address;
mod arena;
mod checker;
mod class;
mod describe;
mod embedded;
mod findings;
mod flatten;
mod format;
mod grammar;
mod merge;
mod merge_lists;
mod names;
mod part;
mod pattern;
mod places;
mod reference;
mod rules;
mod section;
mod suggest;
mod text;
mod unset;
mod url;
mod value;
mod variant;

pub use checker::{Options, check};
pub use embedded::{EmbeddedFile, Layer};
pub use findings::{Checked, Findings, Found, Message, message};
pub(crate) use format::describe;
pub(crate) use grammar::accepts;

use config_format::Format;
use config_format::packed::Packed;

/// One file as a constant.
#[derive(Clone, Copy, Debug)]
pub struct Tree<'t> {
    /// Its path, as findings show it.
    pub path: &'t str,
    /// What is in it.
    pub nodes: Packed<'t>,
    /// Whether maps may stand for list elements by index, and text for lists: so in INI.
    pub indexed: bool,
    /// Whether any value holds a reference.
    pub references: bool,
}

impl<'t> Tree<'t> {
    /// A file from what the macro wrote.
    #[must_use]
    pub const fn new(
        path: &'t str,
        words: &'t [u128],
        texts: &'t str,
        format: Format,
        references: bool,
    ) -> Self {
        let indexed = matches!(format, Format::Ini);
        Self { path, nodes: Packed::new(words, texts, format), indexed, references }
    }
}
