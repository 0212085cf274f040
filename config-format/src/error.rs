//! What can be wrong with a text.

use crate::Span;

/// The class of a syntax error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text breaks the grammar of its format.
    Syntax,
    /// One map has the same key twice.
    DuplicateKey,
    /// The text is not UTF-8, or holds a NUL character.
    Encoding,
    /// A limit on depth, size, nodes or alias expansion was reached.
    Limit,
}

/// One thing that is wrong with a text, and where. Never holds the text of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The class.
    pub kind: ErrorKind,
    /// What is wrong, as one clause without a full stop.
    pub message: String,
    /// Where.
    pub span: Span,
    /// Another place that matters, such as the first of two equal keys, and why it does.
    pub related: Option<(Span, String)>,
    /// What to do about it.
    pub help: Option<String>,
}
