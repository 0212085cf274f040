//! From events to nodes: the composer of the full path.
//!
//! The parser only gives events. Here they become the flat tree; here aliases are
//! copied, within a budget, and depth and nodes are counted. There is no recursion:
//! open lists and maps lie on a stack of our own.

use std::borrow::Cow;
use std::collections::HashSet;

use granit_parser::{Event, ScalarStyle, Span as EventSpan, StructureStyle, Tag};

use super::document::Document;
use super::schema::{self, Tagged};
use super::{complex, merge, message, place};
use crate::duplicates::Duplicates;
use crate::error::{Faults, Stop};
use crate::tree::has_reference;
use crate::wipe::wipe;
use crate::{Kind, Limits, RawNode, Span, SyntaxError};

/// An open list or map.
struct Frame {
    node: u32,
    /// Keys and values so far, so an even number means that a key comes next.
    children: u32,
    /// Levels of lists and maps below this one.
    height: u32,
    map: bool,
    /// A list whose items are written with dashes.
    dashes: bool,
    /// Written in brackets, so that its end is a character of the source.
    bracketed: bool,
    /// Some key is a list or a map.
    complex_keys: bool,
    /// Some key is a plain `<<`.
    merges: bool,
    anchor: Option<u32>,
}

/// A node that aliases may refer to.
struct Anchor {
    id: usize,
    start: u32,
    /// One past the last descendant; 0 while the node is open.
    end: u32,
    height: u32,
}

/// Takes the events of a stream and makes its documents.
pub(super) struct Composer<'s> {
    source: &'s str,
    /// Where in the source the parser began to read.
    base: u32,
    /// Anchors that may stand in the same document before `base`.
    lost_anchors: HashSet<&'s str>,
    limits: &'s Limits,
    documents: Vec<Document>,
    document: Document,
    frames: Vec<Frame>,
    /// In the order of their ids.
    anchors: Vec<Anchor>,
    duplicates: Duplicates,
    /// Where the latest token with content ended.
    last_end: u32,
    /// Nodes of finished documents.
    finished: usize,
    alias_nodes: usize,
    merges: bool,
}

impl<'s> Composer<'s> {
    /// A composer of what a parser makes of the source from byte `base` on.
    pub(super) fn new(source: &'s str, base: usize, limits: &'s Limits) -> Self {
        Self {
            source,
            base: base as u32,
            lost_anchors: HashSet::new(),
            limits,
            documents: Vec::new(),
            document: Document::default(),
            frames: Vec::new(),
            anchors: Vec::new(),
            duplicates: Duplicates::default(),
            last_end: base as u32,
            finished: 0,
            alias_nodes: 0,
            merges: false,
        }
    }

    pub(super) fn into_documents(self) -> Vec<Document> {
        self.documents
    }

    /// Aliases to these anchors are no error: they stand before an error after which reading goes on.
    pub(super) fn with_lost_anchors(mut self, anchors: HashSet<&'s str>) -> Self {
        self.lost_anchors = anchors;
        self
    }

    pub(super) fn take_lost_anchors(&mut self) -> HashSet<&'s str> {
        std::mem::take(&mut self.lost_anchors)
    }

    /// Whether the document is a map whose keys stand at the start of the line, and no bracket is open.
    pub(super) fn in_block_map(&self) -> bool {
        let root = self.frames.first().filter(|root| root.map && !root.bracketed);
        let at_line_start = root.is_some_and(|root| {
            let start = self.document.nodes.get(root.node as usize).span.start as usize;
            start == 0 || matches!(self.source.as_bytes()[start - 1], b'\n' | b'\xbf')
        });
        at_line_start && !self.frames.iter().any(|frame| frame.bracketed)
    }

    pub(super) fn surroundings(&self) -> message::Surroundings {
        let bracket = self.frames.iter().rfind(|frame| frame.bracketed);
        message::Surroundings {
            base: self.base,
            last_end: self.last_end,
            open_bracket: bracket.map(|frame| self.document.nodes.get(frame.node as usize).span.start),
        }
    }

    pub(super) fn event(
        &mut self,
        event: Event<'_>,
        span: &EventSpan,
        faults: &mut Faults,
    ) -> Result<(), Stop> {
        let bytes = self.byte_span(span);
        if matches!(
            event,
            Event::Scalar(..)
                | Event::SequenceStart(..)
                | Event::MappingStart(..)
                | Event::Alias(_)
                | Event::UnresolvedAlias(_)
        ) && self.frames.last().is_some_and(|frame| frame.dashes)
        {
            self.last_end =
                place::next_dash(self.source, self.last_end).map_or(self.last_end, |dash| dash + 1);
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let result = self.scalar(&text, style, anchor, tag.as_deref(), span, faults);
                if let Cow::Owned(text) = text {
                    wipe(text);
                }
                result
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.open(Kind::List, style, anchor, tag.as_deref(), bytes, faults)
            }
            Event::MappingStart(style, anchor, tag) => {
                self.open(Kind::Map, style, anchor, tag.as_deref(), bytes, faults)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(bytes, faults),
            Event::Alias(id) => self.alias(id, bytes, faults),
            Event::UnresolvedAlias(name) => {
                if !self.lost_anchors.contains(&*name) {
                    faults.report(message::unknown_anchor(bytes))?;
                }
                self.placeholder(bytes)
            }
            Event::DocumentStart(explicit, _) => {
                if explicit {
                    self.last_end = bytes.end;
                }
                self.document.start = bytes;
                self.check_documents(bytes, faults)
            }
            Event::DocumentEnd => {
                self.finish();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: &EventSpan,
        faults: &mut Faults,
    ) -> Result<(), Stop> {
        let mut bytes = self.byte_span(span);
        let written = self.source.get(bytes.start as usize..bytes.end as usize).unwrap_or_default();
        // The parser reports a missing node as a plain `~`.
        let missing = style == ScalarStyle::Plain && written != "~" && matches!(text, "" | "~");
        let text = if missing {
            bytes = self.missing_at(bytes, anchor != 0 || tag.is_some());
            ""
        } else {
            text
        };
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            bytes = place::block_scalar(self.source, self.last_end, bytes);
        }
        self.room_for(1, bytes, faults)?;
        let tagged = schema::tagged(tag);
        let plain = style == ScalarStyle::Plain;
        let kind = match tagged {
            Tagged::Open if plain => schema::resolve(text),
            Tagged::Open | Tagged::Unresolved => Kind::String,
            Tagged::As(kind) => {
                if let Some(kind) = schema::tagged_scalar(kind, text) {
                    kind
                } else {
                    faults.report(message::tag_mismatch(kind, bytes))?;
                    Kind::String
                }
            }
        };
        let (decoded, text_place) = self.place(text, style, bytes);
        if !decoded {
            // The text of a block ends with its line feed.
            bytes.end = bytes.end.max(text_place.end);
        }
        let index = self.document.nodes.len() as u32;
        self.document.nodes.push(RawNode {
            kind,
            plain: plain && tagged == Tagged::Open,
            decoded,
            reference: has_reference(text),
            span: bytes,
            text: text_place,
            end: index + 1,
        });
        if anchor != 0 {
            self.anchors.push(Anchor { id: anchor, start: index, end: index + 1, height: 0 });
        }
        self.last_end = self.last_end.max(bytes.end);
        self.added(index, 0);
        Ok(())
    }

    /// Where a missing node stands: after the `:` or `-` that announces it, or after its tag or anchor.
    fn missing_at(&self, bytes: Span, has_properties: bool) -> Span {
        let at = match self.frames.last() {
            _ if has_properties => bytes.start,
            Some(frame) if frame.dashes => self.last_end,
            Some(frame) if frame.map && frame.children % 2 == 1 => {
                match self.source.as_bytes().get(bytes.start as usize) {
                    Some(b':') => bytes.start + 1,
                    _ => self.last_end,
                }
            }
            _ => bytes.start,
        };
        Span::new(at, at)
    }

    /// The text's place: in the source if it stands there as such, else in the decoded buffer.
    fn place(&mut self, text: &str, style: ScalarStyle, span: Span) -> (bool, Span) {
        if let Some(place) = place::standing(self.source, text, style, span) {
            return (false, place);
        }
        let start = self.document.decoded.len();
        self.document.decoded.push_str(text);
        (true, Span::new(start as u32, self.document.decoded.len() as u32))
    }

    fn open(
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

    fn close(&mut self, span: Span, faults: &mut Faults) -> Result<(), Stop> {
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

    fn check_keys(&mut self, frame: &Frame, faults: &mut Faults) -> Result<(), Stop> {
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

    fn alias(&mut self, id: usize, span: Span, faults: &mut Faults) -> Result<(), Stop> {
        let found = self.anchors.binary_search_by_key(&id, |anchor| anchor.id);
        let anchor = found.ok().map(|index| &self.anchors[index]);
        let Some(&Anchor { start, end, height, .. }) = anchor.filter(|anchor| anchor.end > 0) else {
            faults.report(message::own_anchor(span))?;
            return self.placeholder(span);
        };
        let count = (end - start) as usize;
        self.alias_nodes += count;
        if self.alias_nodes > self.limits.alias_nodes {
            return stop(faults, message::too_many_alias_nodes(self.limits, span));
        }
        if self.frames.len() + height as usize > self.limits.depth {
            return stop(faults, message::too_deep(self.limits, span));
        }
        self.room_for(count, span, faults)?;
        let nodes = &mut self.document.nodes;
        let index = nodes.len() as u32;
        nodes.repeat(start as usize, end as usize);
        self.last_end = self.last_end.max(span.end);
        self.added(index, height);
        Ok(())
    }

    /// Stands for a node that cannot be had, so that what follows keeps its place.
    fn placeholder(&mut self, span: Span) -> Result<(), Stop> {
        let index = self.document.nodes.len() as u32;
        self.document.nodes.push_written(Kind::Null, false, false, span, Span::new(span.end, span.end));
        self.last_end = self.last_end.max(span.end);
        self.added(index, 0);
        Ok(())
    }

    /// Tells the open list or map that the node at `index` is complete.
    fn added(&mut self, index: u32, height: u32) {
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

    fn byte_span(&self, span: &EventSpan) -> Span {
        let range = span.byte_range().unwrap_or_default();
        Span::new(range.start as u32 + self.base, range.end as u32 + self.base)
    }

    fn room_for(&self, count: usize, span: Span, faults: &mut Faults) -> Result<(), Stop> {
        if self.finished + self.document.nodes.len() + count > self.limits.nodes {
            return stop(faults, message::too_many_nodes(self.limits, span));
        }
        Ok(())
    }

    /// Every tree of a stream holds the whole text, so the number of documents is bounded by its length.
    fn check_documents(&self, span: Span, faults: &mut Faults) -> Result<(), Stop> {
        const LARGEST: usize = 256 * 1024 * 1024;
        const MOST: usize = 65_536;
        let count = self.documents.len() + 1;
        if count > MOST || (count > 2 && count.saturating_mul(self.source.len()) > LARGEST) {
            return stop(faults, message::too_many_documents(count, span));
        }
        Ok(())
    }

    fn finish(&mut self) {
        let mut document = std::mem::take(&mut self.document);
        if self.merges {
            merge::inline(self.source, &mut document);
        }
        self.finished += document.nodes.len();
        self.documents.push(document);
        self.forget();
    }

    /// After a syntax error: reports equal keys of the maps that are still open, and drops the document.
    pub(super) fn abandon(&mut self, faults: &mut Faults) -> Result<(), Stop> {
        let mut result = Ok(());
        while let Some(frame) = self.frames.pop() {
            let index = frame.node as usize;
            if result.is_ok() && frame.map {
                result = self.check_keys(&frame, faults);
            }
            // What an outer map still has to check ends before this node.
            self.document.nodes.truncate(index);
        }
        self.document = Document::default();
        self.forget();
        result
    }

    fn forget(&mut self) {
        self.lost_anchors.clear();
        self.frames.clear();
        self.anchors.clear();
        self.merges = false;
    }
}

fn stop(faults: &mut Faults, error: SyntaxError) -> Result<(), Stop> {
    faults.report(error)?;
    Err(Stop)
}
