//! Lists and maps: opened, closed, and their keys compared.

use granit_parser::{StructureStyle, Tag};

use super::alias::Anchor;
use super::composer::{Composer, stop};
use crate::error::{Faults, Stop};
use crate::yaml::document::Document;
use crate::yaml::schema::{self, Tagged};
use crate::yaml::{complex, message, place};
use crate::{Kind, Span, SyntaxError};

/// An open list or map.
pub(super) struct Frame {
    pub(super) node: u32,
    /// Keys and values so far, so an even number means that a key comes next.
    pub(super) children: u32,
    /// Levels of lists and maps below this one.
    pub(super) height: u32,
    pub(super) map: bool,
    /// A list whose items are written with dashes.
    pub(super) dashes: bool,
    /// Written in brackets, so that its end is a character of the source.
    pub(super) bracketed: bool,
    /// Some key is a list or a map.
    pub(super) complex_keys: bool,
    /// Some key is a plain `<<`.
    pub(super) merges: bool,
    pub(super) anchor: Option<u32>,
}

impl Composer<'_> {
    pub(super) fn open(
        &mut self,
        kind: Kind,
        style: StructureStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
        faults: &mut Faults,
    ) -> Result<(), Stop> {
        self.room_for(1, span, faults)?;
        if self.frames.len() >= self.limits.depth {
            return stop(faults, message::too_deep(self.limits, span));
        }
        if let Tagged::As(tagged) = schema::tagged(tag)
            && tagged != kind
        {
            faults.report(message::tag_mismatch(tagged, span))?;
        }
        let opener = self.source.as_bytes().get(span.start as usize);
        let bracketed = style == StructureStyle::Flow
            && span.end > span.start
            && opener == Some(if kind == Kind::List { &b'[' } else { &b'{' });
        let dashes = kind == Kind::List && style == StructureStyle::Block;
        let start =
            if dashes { place::next_dash(self.source, self.last_end) } else { None }.unwrap_or(span.start);
        self.last_end = self.last_end.max(if bracketed { span.end } else { start });
        let index = self.document.nodes.len() as u32;
        self.document.nodes.open(kind, Span::new(start, start));
        let anchor = (anchor != 0).then(|| {
            self.anchors.push(Anchor { id: anchor, start: index, end: 0, height: 0 });
            self.anchors.len() as u32 - 1
        });
        self.frames.push(Frame {
            node: index,
            children: 0,
            height: 1,
            map: kind == Kind::Map,
            dashes,
            bracketed,
            complex_keys: false,
            merges: false,
            anchor,
        });
        Ok(())
    }

    pub(super) fn close(&mut self, span: Span, faults: &mut Faults) -> Result<(), Stop> {
        let Some(frame) = self.frames.pop() else { return Ok(()) };
        if frame.bracketed {
            self.last_end = span.end;
        }
        let count = self.document.nodes.len() as u32;
        let start = self.document.nodes.get(frame.node as usize).span.start;
        self.document.nodes.close(frame.node as usize, self.last_end.max(start));
        if let Some(anchor) = frame.anchor {
            let anchor = &mut self.anchors[anchor as usize];
            anchor.end = count;
            anchor.height = frame.height;
        }
        self.merges |= frame.merges;
        let result = if frame.map { self.check_keys(&frame, faults) } else { Ok(()) };
        self.added(frame.node, frame.height);
        result
    }

    pub(super) fn check_keys(&mut self, frame: &Frame, faults: &mut Faults) -> Result<(), Stop> {
        let Document { nodes, decoded, .. } = &self.document;
        let map = frame.node as usize;
        let mut result = Ok(());
        self.duplicates.find(self.source, decoded, nodes, map, |name, first, second| {
            if result.is_ok() {
                let mut error = SyntaxError::duplicate_key(name, first, second);
                if name == "<<" {
                    error = error.help("merge several maps with a list: `<<: [*first, *second]`");
                }
                result = faults.report(error);
            }
        });
        if frame.complex_keys {
            complex::duplicates(self.source, decoded, nodes, map, |first, second| {
                if result.is_ok() {
                    result = faults.report(message::duplicate_complex_key(first, second));
                }
            });
        }
        result
    }

    /// Tells the open list or map that the node at `index` is complete.
    pub(super) fn added(&mut self, index: u32, height: u32) {
        let Some(frame) = self.frames.last_mut() else { return };
        let is_key = frame.children.is_multiple_of(2);
        frame.children = frame.children.wrapping_add(1);
        frame.height = frame.height.max(height + 1);
        let node = self.document.nodes.get(index as usize);
        if is_key && frame.map {
            frame.complex_keys |= !node.kind.is_scalar();
            frame.merges |= node.plain
                && !node.decoded
                && self.source.get(node.text.start as usize..node.text.end as usize) == Some("<<");
        }
    }
}
