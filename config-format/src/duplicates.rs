//! Equal keys of one map.
//!
//! Small maps, which is nearly all of them, go through a table on the stack; its
//! weak hash costs at most 64 comparisons per key even when somebody provokes
//! collisions. The keys of large maps are sorted by a strong hash.

use std::hash::{BuildHasher, RandomState};

use crate::{Nodes, Span};

const SMALL: usize = 64;
const SLOTS: usize = 128;

/// Working memory, kept from map to map.
#[derive(Default)]
pub(crate) struct Duplicates {
    keys: Vec<u32>,
}

/// The text of a node while its tree is still being built.
fn text_of<'t>(source: &'t str, decoded: &'t str, nodes: &Nodes, node: u32) -> &'t str {
    let (is_decoded, text) = nodes.text(node as usize);
    let buffer = if is_decoded { decoded } else { source };
    buffer.get(text.start as usize..text.end as usize).unwrap_or_default()
}

impl Duplicates {
    /// Calls `report` with the name of each repeated key of the map at index `map`, with
    /// the span of its first occurrence and that of the repeated one.
    pub(crate) fn find(
        &mut self,
        source: &str,
        decoded: &str,
        nodes: &Nodes,
        map: usize,
        mut report: impl FnMut(&str, Span, Span),
    ) {
        self.keys.clear();
        let mut key = map + 1;
        while key + 1 < nodes.len() {
            if nodes.kind(key).is_scalar() {
                self.keys.push(key as u32);
            }
            let value = nodes.end(key);
            let next = if value < nodes.len() { nodes.end(value) } else { 0 };
            if next <= value {
                break;
            }
            key = next;
        }
        let text = |key: u32| text_of(source, decoded, nodes, key);
        let span = |key: u32| nodes.get(key as usize).span;
        match self.keys.len() {
            0 | 1 => {}
            2..=SMALL => {
                let mut table = [0_u8; SLOTS];
                for (number, &key) in self.keys.iter().enumerate() {
                    let name = text(key);
                    let mut slot = hash(name.as_bytes()) as usize % SLOTS;
                    loop {
                        let taken = table[slot] as usize;
                        if taken == 0 {
                            table[slot] = number as u8 + 1;
                            break;
                        }
                        let first = self.keys[taken - 1];
                        if text(first) == name {
                            report(name, span(first), span(key));
                            break;
                        }
                        slot = (slot + 1) % SLOTS;
                    }
                }
            }
            _ => {
                // Random keys, so that nobody can provoke collisions.
                let hasher = RandomState::new();
                let mut hashes: Vec<(u64, u32)> =
                    self.keys.iter().map(|key| (hasher.hash_one(text(*key)), *key)).collect();
                hashes.sort_unstable();
                for equal in hashes.chunk_by(|left, right| left.0 == right.0).filter(|run| run.len() > 1) {
                    // Of equal keys the first in the file comes first.
                    let mut first = equal[0].1;
                    for &(_, key) in &equal[1..] {
                        if text(key) == text(first) {
                            report(text(key), span(first), span(key));
                        } else {
                            first = key;
                        }
                    }
                }
            }
        }
    }
}

/// Mixes the length, the first and the last eight bytes: quick, but not safe from provoked collisions.
pub(crate) fn hash(bytes: &[u8]) -> u32 {
    let (head, tail) = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(head), Some(tail)) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
        _ => (bytes.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)), 0),
    };
    let mixed = (head ^ tail.rotate_left(29) ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as u32
}
