//! Merge keys: `<<: *base` brings in the keys that a map does not set itself.
//!
//! YAML 1.2 no longer has them, but people's files do. Only a plain `<<` whose
//! value is a map, or a list of maps, merges; anything else is an ordinary key.
//! Of several maps in a list the first that has a key wins.

use std::collections::HashSet;

use super::document::Document;
use crate::{Kind, RawNode};

/// Rewrites the document with all merges carried out. Never makes it larger.
pub(super) fn inline(source: &str, document: &mut Document) {
    let old: Vec<RawNode> = std::mem::take(&mut document.nodes).iter().collect();
    let texts = Texts { source, decoded: &document.decoded };
    let mut nodes: Vec<RawNode> = Vec::with_capacity(old.len());
    // Maps and lists whose descendants are still being copied: their new index and old end.
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (index, node) in old.iter().enumerate() {
        while let Some(&(at, end)) = open.last()
            && end == index
        {
            open.pop();
            close(texts, &mut nodes, at);
        }
        let at = nodes.len();
        nodes.push(RawNode { end: at as u32 + 1, ..*node });
        if !node.kind.is_scalar() {
            open.push((at, node.end as usize));
        }
    }
    while let Some((at, _)) = open.pop() {
        close(texts, &mut nodes, at);
    }
    document.nodes = nodes.into_iter().collect();
}

/// The list or map at `at` is complete, and it is the last one: merges what it asks for.
fn close(texts: Texts<'_>, nodes: &mut Vec<RawNode>, at: usize) {
    nodes[at].end = nodes.len() as u32;
    if nodes[at].kind != Kind::Map || !entries(nodes, at).any(|entry| texts.merges(nodes, entry)) {
        return;
    }
    // The map by itself, so that its indexes begin at 0.
    let old: Vec<RawNode> =
        nodes[at..].iter().map(|node| RawNode { end: node.end - at as u32, ..*node }).collect();
    nodes.truncate(at + 1);
    let mut taken: HashSet<&str> = entries(&old, 0)
        .filter(|entry| !texts.merges(&old, *entry) && old[entry.0].kind.is_scalar())
        .map(|(key, _)| texts.of(&old[key]))
        .collect();
    for (key, value) in entries(&old, 0) {
        if !texts.merges(&old, (key, value)) {
            copy(&old, key, nodes);
            copy(&old, value, nodes);
            continue;
        }
        let (first, end) = match old[value].kind {
            Kind::List => (value + 1, old[value].end as usize),
            _ => (value, value + 1),
        };
        let mut map = first;
        while map < end {
            for (key, value) in entries(&old, map) {
                if !old[key].kind.is_scalar() || taken.insert(texts.of(&old[key])) {
                    copy(&old, key, nodes);
                    copy(&old, value, nodes);
                }
            }
            map = old[map].end as usize;
        }
    }
    nodes[at].end = nodes.len() as u32;
}

/// Appends the node at `index` of `from` with its descendants.
fn copy(from: &[RawNode], index: usize, to: &mut Vec<RawNode>) {
    let start = to.len() as u32;
    let subtree = &from[index..from[index].end as usize];
    to.extend(subtree.iter().map(|node| RawNode { end: node.end - index as u32 + start, ..*node }));
}

/// The indexes of the keys and values of the map at `map`.
fn entries(nodes: &[RawNode], map: usize) -> impl Iterator<Item = (usize, usize)> {
    let end = nodes[map].end as usize;
    let mut key = map + 1;
    std::iter::from_fn(move || {
        if key >= end {
            return None;
        }
        let value = nodes[key].end as usize;
        let entry = (key, value);
        key = nodes[value].end as usize;
        Some(entry)
    })
}

/// Where the texts of nodes are.
#[derive(Clone, Copy)]
struct Texts<'d> {
    source: &'d str,
    decoded: &'d str,
}

impl<'d> Texts<'d> {
    fn of(self, node: &RawNode) -> &'d str {
        let buffer = if node.decoded { self.decoded } else { self.source };
        buffer.get(node.text.start as usize..node.text.end as usize).unwrap_or_default()
    }

    /// Whether this entry is a merge.
    fn merges(self, nodes: &[RawNode], (key, value): (usize, usize)) -> bool {
        if !(nodes[key].plain && nodes[key].kind == Kind::String && self.of(&nodes[key]) == "<<") {
            return false;
        }
        let value_node = &nodes[value];
        match value_node.kind {
            Kind::Map => true,
            Kind::List => {
                let mut item = value + 1;
                while item < value_node.end as usize && nodes[item].kind == Kind::Map {
                    item = nodes[item].end as usize;
                }
                item == value_node.end as usize
            }
            _ => false,
        }
    }
}
