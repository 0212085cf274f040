//! One document, while it is not yet a tree.

use crate::wipe::Wiped;
use crate::{Format, Nodes, Span, Tree};

/// The nodes of one document, and the text of those that the source does not hold as such.
#[derive(Default)]
pub(super) struct Document {
    /// The `---`, or where the first node begins.
    pub(super) start: Span,
    pub(super) nodes: Nodes,
    pub(super) decoded: Wiped,
}

impl Document {
    /// An empty document with room for `nodes` nodes.
    pub(super) fn with_capacity(nodes: usize) -> Self {
        let mut document = Self::default();
        document.nodes.reserve_exact(nodes);
        document
    }

    /// The document as a tree over its source.
    pub(super) fn into_tree(mut self, source: String) -> Tree {
        let nodes = std::mem::take(&mut self.nodes);
        Tree::from_parts(Format::Yaml, source, self.decoded.take(), nodes)
    }
}
