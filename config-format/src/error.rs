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

impl SyntaxError {
    /// A breach of the grammar at `span`.
    pub(crate) fn syntax(message: impl Into<String>, span: Span) -> Self {
        Self::new(ErrorKind::Syntax, message, span)
    }

    /// A limit that was reached at `span`.
    pub(crate) fn limit(message: impl Into<String>, span: Span) -> Self {
        Self::new(ErrorKind::Limit, message, span)
    }

    /// Bytes that are no text at `span`.
    pub(crate) fn encoding(message: impl Into<String>, span: Span) -> Self {
        Self::new(ErrorKind::Encoding, message, span)
    }

    /// The key `name`, which stands at `first` and again at `second`.
    pub(crate) fn duplicate_key(name: &str, first: Span, second: Span) -> Self {
        Self::new(ErrorKind::DuplicateKey, format!("duplicate key `{}`", shortened(name)), second)
            .related(first, "first set here")
            .help("keep one of the two")
    }

    fn new(kind: ErrorKind, message: impl Into<String>, span: Span) -> Self {
        Self { kind, message: message.into(), span, related: None, help: None }
    }

    /// Adds another place that matters and why it does.
    pub(crate) fn related(mut self, span: Span, why: impl Into<String>) -> Self {
        self.related = Some((span, why.into()));
        self
    }

    /// Adds what to do about it.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A key as messages show it: long ones are cut, control characters are escaped.
pub(crate) fn shortened(name: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String = name.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    if name.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

/// The errors of one text, up to the limit.
#[derive(Debug)]
pub(crate) struct Faults {
    errors: Vec<SyntaxError>,
    limit: usize,
}

/// Reading ends here: the limit on errors, or another one, was reached.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stop;

impl Faults {
    /// An empty list that takes `limit` errors, at least one.
    pub(crate) fn new(limit: usize) -> Self {
        Self { errors: Vec::new(), limit: limit.max(1) }
    }

    /// Takes one error; [`Stop`] when that was the last one allowed.
    pub(crate) fn report(&mut self, error: SyntaxError) -> Result<(), Stop> {
        self.errors.push(error);
        if self.errors.len() >= self.limit { Err(Stop) } else { Ok(()) }
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// The errors in the order of the text.
    pub(crate) fn into_sorted(mut self) -> Vec<SyntaxError> {
        self.errors.sort_by_key(|error| error.span.start);
        self.errors
    }
}
