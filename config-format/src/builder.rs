//! Trees made node by node, in document order.

use std::borrow::Cow;

use crate::tables::Text;
use crate::tree::{Kind, Span, Tree, has_reference};
use crate::wipe::Wiped;
use crate::{Format, Nodes};

/// Builds a [`Tree`] in document order. Also for sources that are not text, such as variables.
#[derive(Default)]
pub struct Builder {
    decoded: Wiped,
    nodes: Nodes,
    open: Vec<u32>,
}

impl Builder {
    /// An empty builder.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes room for so many nodes, and so many bytes of text of their own.
    pub fn reserve(&mut self, nodes: usize, bytes: usize) {
        self.nodes.reserve_decoded(nodes);
        self.decoded.reserve(bytes);
    }

    /// Appends a scalar whose text is the range `text` of the source.
    pub fn scalar(&mut self, kind: Kind, span: Span, text: Span, plain: bool, reference: bool) {
        self.nodes.push_written(kind, plain, reference, span, text);
    }

    /// Appends a scalar with text of its own, which is kept in the decoded buffer.
    pub fn decoded(&mut self, kind: Kind, span: Span, text: &str, plain: bool) {
        let start = self.decoded.len() as u32;
        self.decoded.push_str(text);
        let text_span = Span::new(start, self.decoded.len() as u32);
        self.nodes.push_decoded(kind, plain, has_reference(text), span, text_span);
    }

    /// Opens a list or a map; what follows belongs to it until [`Builder::close`].
    pub fn open(&mut self, kind: Kind, span: Span) {
        self.open.push(self.nodes.len() as u32);
        self.nodes.open(kind, span);
    }

    /// Closes the innermost list or map, which ends at byte `end` of the source.
    pub fn close(&mut self, end: u32) {
        if let Some(index) = self.open.pop() {
            self.nodes.close(index as usize, end);
        }
    }

    /// How many nodes there are so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether nothing was appended yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The tree. An empty builder gives a single null.
    #[must_use]
    pub fn finish(mut self, format: Format, source: impl Into<Cow<'static, str>>) -> Tree {
        if self.nodes.is_empty() {
            self.scalar(Kind::Null, Span::default(), Span::default(), true, false);
        }
        Tree::new(format, source.into(), self.decoded.take(), std::mem::take(&mut self.nodes))
    }

    /// The nodes so far; those of open containers have no end yet.
    pub(crate) fn nodes(&self) -> &Nodes {
        &self.nodes
    }

    /// The decoded buffer so far.
    pub(crate) fn decoded_text(&self) -> &str {
        &self.decoded
    }

    /// Leaves out all nodes from index `length` on. Open containers before it stay open.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.nodes.truncate(length);
    }

    /// A builder with room for the nodes that a text of `bytes` may have. Large texts are not trusted
    /// with it: what they need is known as they are read.
    pub(crate) fn for_text(bytes: usize) -> Self {
        Self { nodes: Nodes::with_capacity((bytes / 16).clamp(8, 0x1_0000)), ..Self::default() }
    }

    /// A builder with a decoded buffer that is complete already, and with room for `nodes`.
    pub(crate) fn with_decoded(decoded: Wiped, nodes: usize) -> Self {
        Self { decoded, nodes: Nodes::with_capacity(nodes), open: Vec::new() }
    }

    /// Appends a scalar whose text is known already.
    pub(crate) fn text(&mut self, kind: Kind, text: Text) {
        let Text { span, text, decoded, plain, reference } = text;
        if decoded {
            self.nodes.push_decoded(kind, plain, reference, span, text);
        } else {
            self.nodes.push_written(kind, plain, reference, span, text);
        }
    }
}
