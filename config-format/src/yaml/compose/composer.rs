//! The stream: each event to its stage, and documents begun and finished.

use std::borrow::Cow;
use std::collections::HashSet;

use granit_parser::{Event, Span as EventSpan};

use super::alias::Anchor;
use super::collection::Frame;
use crate::duplicates::Duplicates;
use crate::error::{Faults, Stop};
use crate::wipe::wipe;
use crate::yaml::document::Document;
use crate::yaml::{merge, message, place};
use crate::{Kind, Limits, Span, SyntaxError};

/// Takes the events of a stream and makes its documents.
pub(in crate::yaml) struct Composer<'s> {
    pub(super) source: &'s str,
    /// Where in the source the parser began to read.
    base: u32,
    /// Anchors that may stand in the same document before `base`.
    lost_anchors: HashSet<&'s str>,
    pub(super) limits: &'s Limits,
    documents: Vec<Document>,
    pub(super) document: Document,
    pub(super) frames: Vec<Frame>,
    /// In the order of their ids.
    pub(super) anchors: Vec<Anchor>,
    pub(super) duplicates: Duplicates,
    /// Where the latest token with content ended.
    pub(super) last_end: u32,
    /// Nodes of finished documents.
    finished: usize,
    pub(super) alias_nodes: usize,
    pub(super) merges: bool,
}

impl<'s> Composer<'s> {
    /// A composer of what a parser makes of the source from byte `base` on.
    pub(in crate::yaml) fn new(source: &'s str, base: usize, limits: &'s Limits) -> Self {
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

    pub(in crate::yaml) fn into_documents(self) -> Vec<Document> {
        self.documents
    }

    /// Aliases to these anchors are no error: they stand before an error after which reading goes on.
    pub(in crate::yaml) fn with_lost_anchors(mut self, anchors: HashSet<&'s str>) -> Self {
        self.lost_anchors = anchors;
        self
    }

    pub(in crate::yaml) fn take_lost_anchors(&mut self) -> HashSet<&'s str> {
        std::mem::take(&mut self.lost_anchors)
    }

    /// Whether the document is a map whose keys stand at the start of the line, and no bracket is open.
    pub(in crate::yaml) fn in_block_map(&self) -> bool {
        let root = self.frames.first().filter(|root| root.map && !root.bracketed);
        let at_line_start = root.is_some_and(|root| {
            let start = self.document.nodes.get(root.node as usize).span.start as usize;
            start == 0 || matches!(self.source.as_bytes()[start - 1], b'\n' | b'\xbf')
        });
        at_line_start && !self.frames.iter().any(|frame| frame.bracketed)
    }

    pub(in crate::yaml) fn surroundings(&self) -> message::Surroundings {
        let bracket = self.frames.iter().rfind(|frame| frame.bracketed);
        message::Surroundings {
            base: self.base,
            last_end: self.last_end,
            open_bracket: bracket.map(|frame| self.document.nodes.get(frame.node as usize).span.start),
        }
    }

    pub(in crate::yaml) fn event(
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

    pub(super) fn byte_span(&self, span: &EventSpan) -> Span {
        let range = span.byte_range().unwrap_or_default();
        Span::new(range.start as u32 + self.base, range.end as u32 + self.base)
    }

    pub(super) fn room_for(&self, count: usize, span: Span, faults: &mut Faults) -> Result<(), Stop> {
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
    pub(in crate::yaml) fn abandon(&mut self, faults: &mut Faults) -> Result<(), Stop> {
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

pub(super) fn stop(faults: &mut Faults, error: SyntaxError) -> Result<(), Stop> {
    faults.report(error)?;
    Err(Stop)
}
