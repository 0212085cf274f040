//! Aliases: what they refer to is copied, within a budget.

use super::composer::{Composer, stop};
use crate::error::{Faults, Stop};
use crate::yaml::message;
use crate::{Kind, Span};

/// A node that aliases may refer to.
pub(super) struct Anchor {
    pub(super) id: usize,
    pub(super) start: u32,
    /// One past the last descendant; 0 while the node is open.
    pub(super) end: u32,
    pub(super) height: u32,
}

impl Composer<'_> {
    pub(super) fn alias(&mut self, id: usize, span: Span, faults: &mut Faults) -> Result<(), Stop> {
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
    pub(super) fn placeholder(&mut self, span: Span) -> Result<(), Stop> {
        let index = self.document.nodes.len() as u32;
        self.document.nodes.push_written(Kind::Null, false, false, span, Span::new(span.end, span.end));
        self.last_end = self.last_end.max(span.end);
        self.added(index, 0);
        Ok(())
    }
}
