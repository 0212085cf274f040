//! The nodes of a tree, eight bytes each.
//!
//! What a large load costs beyond its arithmetic is memory: the system hands out every page of it for the first time, and
//! most pages would be nodes. So a node holds only what nearly every scalar needs: where it begins, how long it is, and how
//! many quotes are around its text. Lists, maps, and scalars whose text does not lie in the source as such have an
//! extension beside it.

use crate::{Kind, RawNode, Span};

/// A node without what can be worked out.
#[derive(Clone, Copy)]
struct Compact {
    /// The first byte in the source; with an extension its index.
    start: u32,
    /// Bytes in the source, quotes included.
    length: u16,
    /// The kind in the lowest four bits, then the flags.
    kind: u8,
    /// Bytes of the span before the text in the lower four bits, after it in the upper ones.
    edges: u8,
}

const PLAIN: u8 = 1 << 4;
const REFERENCE: u8 = 1 << 5;
const DECODED: u8 = 1 << 6;
const EXTENDED: u8 = 1 << 7;

/// What a node has that does not fit.
#[derive(Clone, Copy)]
struct Extension {
    span: Span,
    /// Of a list or map, which has no text, the end is the index one past its last descendant.
    text: Span,
}

/// Kinds by their number. The last ones only fill up to a power of two.
const KINDS: [Kind; 16] = {
    let mut kinds = [Kind::Map; 16];
    let first = [
        Kind::Null,
        Kind::Boolean,
        Kind::Integer,
        Kind::Float,
        Kind::String,
        Kind::DateTime,
        Kind::Text,
        Kind::List,
    ];
    let mut index = 0;
    while index < first.len() {
        kinds[first[index] as usize] = first[index];
        index += 1;
    }
    kinds
};

/// The nodes of a document in their order.
#[derive(Clone, Default)]
pub struct Nodes {
    compact: Vec<Compact>,
    /// In the order of the nodes that they belong to.
    extensions: Vec<Extension>,
}

impl std::fmt::Debug for Nodes {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

impl PartialEq for Nodes {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Nodes {}

impl Nodes {
    /// How many there are.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        self.compact.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.compact.is_empty()
    }

    /// The node at `index`, which must be one.
    #[must_use]
    #[inline]
    pub fn get(&self, index: usize) -> RawNode {
        let node = self.compact[index];
        let kind = node.kind();
        let (span, text, end) = if node.kind & EXTENDED == 0 {
            let span = Span::new(node.start, node.start + u32::from(node.length));
            let before = u32::from(node.edges & 0xf);
            let after = u32::from(node.edges >> 4);
            (span, Span::new(span.start + before, span.end - after), index as u32 + 1)
        } else {
            let Extension { span, text } = self.extensions[node.start as usize];
            if kind.is_scalar() { (span, text, index as u32 + 1) } else { (span, Span::default(), text.end) }
        };
        RawNode {
            kind,
            plain: node.kind & PLAIN != 0,
            decoded: node.kind & DECODED != 0,
            reference: node.kind & REFERENCE != 0,
            span,
            text,
            end,
        }
    }

    /// All of them in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = RawNode> + '_ {
        (0..self.len()).map(|index| self.get(index))
    }

    /// Whether any text may hold a `${…}` reference.
    #[must_use]
    pub fn hold_reference(&self) -> bool {
        // Without a way out in the middle many nodes are looked at in one step.
        self.compact.iter().fold(0, |all, node| all | node.kind) & REFERENCE != 0
    }

    /// What the node at `index` is.
    #[inline]
    pub(crate) fn kind(&self, index: usize) -> Kind {
        self.compact[index].kind()
    }

    /// The index one past the last descendant of the node at `index`; 0 while it is open.
    #[inline]
    pub(crate) fn end(&self, index: usize) -> usize {
        let node = self.compact[index];
        if node.kind & EXTENDED == 0 { index + 1 } else { self.get(index).end as usize }
    }

    /// Whether the text of the node at `index` lies in the decoded buffer, and where it lies.
    #[inline]
    pub(crate) fn text(&self, index: usize) -> (bool, Span) {
        let node = self.compact[index];
        if node.kind & EXTENDED == 0 {
            let start = node.start + u32::from(node.edges & 0xf);
            let end = node.start + u32::from(node.length) - u32::from(node.edges >> 4);
            return (false, Span::new(start, end));
        }
        let node = self.get(index);
        (node.decoded, node.text)
    }

    /// Appends a node. The end of a scalar need not be given.
    pub(crate) fn push(&mut self, node: RawNode) {
        let RawNode { kind, plain, decoded, reference, span, text, end } = node;
        if !kind.is_scalar() {
            self.push_extended(kind as u8, Extension { span, text: Span::new(0, end) });
        } else if decoded {
            self.push_decoded(kind, plain, reference, span, text);
        } else {
            self.push_written(kind, plain, reference, span, text);
        }
    }

    /// Appends a scalar whose text lies in the source.
    #[inline]
    pub(crate) fn push_written(&mut self, kind: Kind, plain: bool, reference: bool, span: Span, text: Span) {
        let bits = kind as u8 | flags(plain, reference);
        let length = span.end.wrapping_sub(span.start);
        let before = text.start.wrapping_sub(span.start);
        let after = span.end.wrapping_sub(text.end);
        if (before | after) >> 4 | length >> 16 == 0 && before + after <= length {
            let edges = (before | after << 4) as u8;
            self.compact.push(Compact { start: span.start, length: length as u16, kind: bits, edges });
        } else {
            self.push_extended(bits, Extension { span, text });
        }
    }

    /// Appends a scalar whose text lies in the decoded buffer.
    pub(crate) fn push_decoded(&mut self, kind: Kind, plain: bool, reference: bool, span: Span, text: Span) {
        let bits = kind as u8 | flags(plain, reference) | DECODED;
        self.push_extended(bits, Extension { span, text });
    }

    /// Appends a list or a map that is still open.
    pub(crate) fn open(&mut self, kind: Kind, span: Span) {
        self.push_extended(kind as u8, Extension { span, text: Span::default() });
    }

    // Few need it, and its registers would have to be saved for all others.
    #[inline(never)]
    fn push_extended(&mut self, bits: u8, extension: Extension) {
        if self.extensions.is_empty() {
            // A small file has a handful of sections, and a large one room for thousands anyway.
            self.extensions.reserve(self.compact.capacity() / 16 + 4);
        }
        let start = self.extensions.len() as u32;
        self.extensions.push(extension);
        self.compact.push(Compact { start, length: 0, kind: bits | EXTENDED, edges: 0 });
    }

    /// Ends the list or map at `index`: its last descendant is the latest node, its span ends at byte `end`.
    pub(crate) fn close(&mut self, index: usize, end: u32) {
        let count = self.compact.len() as u32;
        let node = self.compact[index];
        if node.kind & EXTENDED != 0 {
            let extension = &mut self.extensions[node.start as usize];
            extension.span.end = end;
            extension.text.end = count;
        }
    }

    /// Appends the nodes from index `start` up to, but not including, `end` once more.
    pub(crate) fn repeat(&mut self, start: usize, end: usize) {
        let moved = (self.len() - start) as u32;
        self.compact.reserve(end - start);
        for index in start..end {
            let node = self.get(index);
            self.push(RawNode { end: node.end + moved, ..node });
        }
    }

    /// Leaves out all from index `length` on.
    pub(crate) fn truncate(&mut self, length: usize) {
        let left_out = self.compact.get(length..).unwrap_or_default();
        if let Some(node) = left_out.iter().find(|node| node.kind & EXTENDED != 0) {
            self.extensions.truncate(node.start as usize);
        }
        self.compact.truncate(length);
    }

    /// Room for `nodes` nodes.
    pub(crate) fn with_capacity(nodes: usize) -> Self {
        Self { compact: Vec::with_capacity(nodes), extensions: Vec::new() }
    }

    /// Makes room for `nodes` more, none of whose texts lie in a source.
    pub(crate) fn reserve_decoded(&mut self, nodes: usize) {
        self.compact.reserve(nodes);
        self.extensions.reserve(nodes);
    }

    /// Makes room for `nodes` more, and for no more than that.
    pub(crate) fn reserve_exact(&mut self, nodes: usize) {
        self.compact.reserve_exact(nodes);
    }

    /// Whether one more would have to move them all.
    #[inline]
    pub(crate) fn is_full(&self) -> bool {
        self.compact.len() == self.compact.capacity()
    }
}

impl FromIterator<RawNode> for Nodes {
    fn from_iter<I: IntoIterator<Item = RawNode>>(nodes: I) -> Self {
        let nodes = nodes.into_iter();
        let mut all = Self::with_capacity(nodes.size_hint().0);
        nodes.for_each(|node| all.push(node));
        all
    }
}

fn flags(plain: bool, reference: bool) -> u8 {
    u8::from(plain) << 4 | u8::from(reference) << 5
}

impl Compact {
    #[inline]
    fn kind(self) -> Kind {
        KINDS[usize::from(self.kind & 0xf)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scalar(kind: Kind, span: Span, text: Span) -> RawNode {
        RawNode { kind, plain: false, decoded: false, reference: false, span, text, end: 0 }
    }

    #[test]
    fn what_is_put_in_comes_out() {
        let far = u32::MAX - 40;
        let given = [
            scalar(Kind::Map, Span::new(3, 90), Span::default()),
            scalar(Kind::Null, Span::new(7, 7), Span::new(7, 7)),
            scalar(Kind::String, Span::new(7, 9), Span::new(8, 8)),
            scalar(Kind::String, Span::new(far, far + 30), Span::new(far + 15, far + 15)),
            scalar(Kind::String, Span::new(0, 65_535), Span::new(1, 65_534)),
            // Too long, too far inside, outside, and elsewhere.
            scalar(Kind::String, Span::new(0, 65_536), Span::new(0, 65_536)),
            scalar(Kind::String, Span::new(0, 100), Span::new(16, 99)),
            scalar(Kind::String, Span::new(0, 100), Span::new(1, 84)),
            scalar(Kind::String, Span::new(10, 20), Span::new(12, 21)),
            scalar(Kind::String, Span::new(10, 20), Span::new(9, 20)),
            scalar(Kind::String, Span::new(10, 12), Span::new(12, 11)),
            RawNode { decoded: true, ..scalar(Kind::Text, Span::new(0, 9), Span::new(0, 9)) },
            RawNode { plain: true, reference: true, ..scalar(Kind::Float, Span::new(1, 4), Span::new(1, 4)) },
        ];
        let nodes: Nodes = given.into_iter().collect();
        for (index, (expected, found)) in given.iter().zip(nodes.iter()).enumerate() {
            let end = if expected.kind.is_scalar() { index as u32 + 1 } else { 0 };
            assert_eq!(RawNode { end, ..*expected }, found, "node {index}");
        }
        for kind in [Kind::Boolean, Kind::Integer, Kind::DateTime, Kind::List] {
            let nodes: Nodes = [scalar(kind, Span::default(), Span::default())].into_iter().collect();
            assert_eq!((nodes.kind(0), nodes.get(0).kind), (kind, kind));
        }
    }

    #[test]
    fn nodes_are_closed_repeated_and_left_out() {
        let mut nodes = Nodes::default();
        let list = scalar(Kind::List, Span::new(0, 1), Span::default());
        let item = scalar(Kind::Integer, Span::new(1, 2), Span::new(1, 2));
        nodes.push(list);
        nodes.push(list);
        nodes.push(item);
        nodes.close(1, 3);
        nodes.repeat(1, 3);
        nodes.close(0, 4);
        let ends: Vec<u32> = nodes.iter().map(|node| node.end).collect();
        assert_eq!(ends, [5, 3, 3, 5, 5]);
        nodes.truncate(3);
        nodes.push(list);
        nodes.close(3, 9);
        assert_eq!((nodes.len(), nodes.end(1), nodes.end(3), nodes.get(3).span.end), (4, 3, 4, 9));
    }
}
