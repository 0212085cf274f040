//! The one output of every reader: a flat, spanned tree.
//!
//! Nodes lie in one vector in document order; each knows where its descendants
//! end, so that siblings are reached by a jump. A map is its key and value nodes
//! in turn. Nothing is allocated per node.

use std::borrow::Cow;
use std::sync::OnceLock;

pub use crate::builder::Builder;
use crate::wipe::wipe;
use crate::{Format, LineIndex, Nodes, Position};

/// A range of bytes in the source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to, but not including, `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }
}

/// What a node is, as its format says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Kind {
    /// `null`, `~` or nothing at all.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number, its text as written.
    Integer,
    /// A number with a point or exponent, or `inf` or `nan`, its text as written.
    Float,
    /// A string.
    String,
    /// A date, a time or both (TOML only).
    DateTime,
    /// Text of a format without types (INI, dotenv, variables): the schema decides what it is.
    Text,
    /// A list.
    List,
    /// A map: keys and values in turn.
    Map,
}

impl Kind {
    /// Whether a node of this kind has text of its own.
    #[must_use]
    pub const fn is_scalar(self) -> bool {
        !matches!(self, Self::List | Self::Map)
    }
}

/// One node as [`Nodes`] gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawNode {
    /// What the node is.
    pub kind: Kind,
    /// Written without quotes, so that its kind was resolved from the text.
    pub plain: bool,
    /// The text lies in the decoded buffer instead of the source.
    pub decoded: bool,
    /// The text may hold a `${…}` reference (a `${` occurs in it).
    pub reference: bool,
    /// Where the node stands in the source, quotes included.
    pub span: Span,
    /// A scalar's text: a range of the source or of the decoded buffer.
    pub text: Span,
    /// Index one past the last descendant.
    pub end: u32,
}

/// A parsed document: its source text and its nodes.
#[derive(Clone)]
pub struct Tree {
    format: Format,
    source: Cow<'static, str>,
    decoded: String,
    nodes: Nodes,
    /// Made when the first position is asked for.
    lines: OnceLock<LineIndex>,
}

/// Which positions were asked for makes no difference.
impl PartialEq for Tree {
    fn eq(&self, other: &Self) -> bool {
        self.format == other.format
            && self.source == other.source
            && self.decoded == other.decoded
            && self.nodes == other.nodes
    }
}

impl Eq for Tree {}

/// Values may be secret, so their text is overwritten before its memory is given back.
impl Drop for Tree {
    fn drop(&mut self) {
        if let Cow::Owned(source) = &mut self.source {
            wipe(std::mem::take(source));
        }
        wipe(std::mem::take(&mut self.decoded));
    }
}

impl std::fmt::Debug for Tree {
    // Values may be secret, so only the shape is shown.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Tree")
            .field("format", &self.format)
            .field("bytes", &self.source.len())
            .field("nodes", &self.nodes.len())
            .finish_non_exhaustive()
    }
}

impl Tree {
    pub(crate) fn new(format: Format, source: Cow<'static, str>, decoded: String, nodes: Nodes) -> Self {
        Self { format, source, decoded, nodes, lines: OnceLock::new() }
    }

    /// A tree from parts that a reader has made without a [`Builder`].
    pub(crate) fn from_parts(format: Format, source: String, decoded: String, nodes: Nodes) -> Self {
        Self::new(format, Cow::Owned(source), decoded, nodes)
    }

    /// The format the text was written in.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// The whole source text.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Text of scalars that differs from what the source says, such as unescaped strings.
    #[must_use]
    pub fn decoded(&self) -> &str {
        &self.decoded
    }

    /// All nodes in document order.
    #[must_use]
    pub fn nodes(&self) -> &Nodes {
        &self.nodes
    }

    /// The document itself.
    #[must_use]
    pub fn root(&self) -> Node<'_> {
        Node { tree: self, index: 0 }
    }

    /// The node at `index` of [`Tree::nodes`].
    #[must_use]
    pub fn node(&self, index: u32) -> Node<'_> {
        Node { tree: self, index }
    }

    /// Line and column of a byte offset. The first look-up reads through the text, all others are quick.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        self.lines().position(&self.source, offset)
    }

    /// The lines of the source text.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.source))
    }
}

/// A node of a [`Tree`]: a small handle, cheap to copy.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree,
    index: u32,
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Node")
            .field("index", &self.index)
            .field("kind", &self.kind())
            .finish_non_exhaustive()
    }
}

impl<'t> Node<'t> {
    /// All that is known about it.
    #[must_use]
    #[inline]
    pub fn raw(self) -> RawNode {
        self.tree.nodes.get(self.index as usize)
    }

    /// The tree the node belongs to.
    #[must_use]
    pub fn tree(self) -> &'t Tree {
        self.tree
    }

    /// Index in [`Tree::nodes`].
    #[must_use]
    pub fn index(self) -> u32 {
        self.index
    }

    /// What the node is.
    #[must_use]
    #[inline]
    pub fn kind(self) -> Kind {
        self.tree.nodes.kind(self.index as usize)
    }

    /// Where the node stands in the source, quotes included.
    #[must_use]
    pub fn span(self) -> Span {
        self.raw().span
    }

    /// A scalar's text: unescaped for strings, as written for everything else. Empty for lists and maps.
    #[must_use]
    #[inline]
    pub fn text(self) -> &'t str {
        let (decoded, text) = self.tree.nodes.text(self.index as usize);
        let buffer: &'t str = if decoded { &self.tree.decoded } else { &self.tree.source };
        buffer.get(text.start as usize..text.end as usize).unwrap_or_default()
    }

    /// Line and column of the node's first character.
    #[must_use]
    pub fn position(self) -> Position {
        self.tree.position(self.span().start)
    }

    /// The elements of a list; nothing for other kinds.
    pub fn items(self) -> impl Iterator<Item = Node<'t>> {
        let list = self.kind() == Kind::List;
        Children { tree: self.tree, next: self.index + 1, end: if list { self.end() } else { 0 } }
    }

    /// Keys and values of a map in the order of the file; nothing for other kinds.
    pub fn entries(self) -> impl Iterator<Item = (Node<'t>, Node<'t>)> {
        let map = self.kind() == Kind::Map;
        let mut children =
            Children { tree: self.tree, next: self.index + 1, end: if map { self.end() } else { 0 } };
        std::iter::from_fn(move || Some((children.next()?, children.next()?)))
    }

    /// The index one past the last descendant.
    #[inline]
    fn end(self) -> u32 {
        self.tree.nodes.end(self.index as usize) as u32
    }

    /// The value under `key` of a map.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Node<'t>> {
        self.entries().find(|(name, _)| name.kind().is_scalar() && name.text() == key).map(|(_, value)| value)
    }
}

struct Children<'t> {
    tree: &'t Tree,
    next: u32,
    end: u32,
}

impl<'t> Iterator for Children<'t> {
    type Item = Node<'t>;

    #[inline]
    fn next(&mut self) -> Option<Node<'t>> {
        if self.next >= self.end {
            return None;
        }
        let node = Node { tree: self.tree, index: self.next };
        self.next = node.end();
        Some(node)
    }
}

/// Whether a text may hold a `${…}` reference. Byte by byte: the search of the standard library is faster, but leaves
/// pieces of what may be a secret on the stack.
#[must_use]
pub fn has_reference(text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|byte| *byte == b'$') {
        rest = &rest[at + 1..];
        if rest.first() == Some(&b'{') {
            return true;
        }
    }
    false
}
