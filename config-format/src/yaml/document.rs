//! One document, while it is not yet a tree.

use crate::{Format, RawNode, Span, Tree};

/// The nodes of one document, and the text of those that the source does not hold as such.
#[derive(Default)]
pub(super) struct Document {
    /// The `---`, or where the first node begins.
    pub(super) start: Span,
    pub(super) nodes: Vec<RawNode>,
    /// May hold secrets, and so is wiped wherever it is given up.
    pub(super) decoded: String,
}

impl Document {
    /// An empty document with room for `nodes` nodes.
    pub(super) fn with_capacity(nodes: usize) -> Self {
        let mut document = Self::default();
        document.nodes.reserve_exact(nodes);
        document
    }

    /// Makes room for `more` bytes of decoded text.
    pub(super) fn reserve(&mut self, more: usize) {
        let needed = self.decoded.len() + more;
        if needed > self.decoded.capacity() {
            let mut larger = String::with_capacity(needed.max(2 * self.decoded.capacity()).max(64));
            larger.push_str(&self.decoded);
            wipe(std::mem::replace(&mut self.decoded, larger));
        }
    }

    /// The document as a tree over its source.
    pub(super) fn into_tree(mut self, source: String) -> Tree {
        let nodes = std::mem::take(&mut self.nodes);
        Tree::from_parts(Format::Yaml, source, std::mem::take(&mut self.decoded), nodes)
    }
}

impl Drop for Document {
    fn drop(&mut self) {
        wipe(std::mem::take(&mut self.decoded));
    }
}

/// Overwrites a text before its memory is given back.
pub(super) fn wipe(text: String) {
    let mut bytes = text.into_bytes();
    bytes.fill(0);
    // Keeps the compiler from leaving out what nobody reads.
    std::hint::black_box(&bytes);
}

/// Whether the text may hold a `${…}` reference.
pub(super) fn has_reference(text: &[u8]) -> bool {
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| *byte == b'$') {
        rest = &rest[at + 1..];
        if rest.first() == Some(&b'{') {
            return true;
        }
    }
    false
}
