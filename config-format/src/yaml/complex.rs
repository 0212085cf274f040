//! Equal keys that are lists or maps themselves, such as `? [a, b]`.

use std::cmp::Ordering;

use crate::{Nodes, RawNode, Span};

/// Calls `report` with the spans of each pair of equal keys of the map at index `map` that are no scalars.
pub(super) fn duplicates(
    source: &str,
    decoded: &str,
    nodes: &Nodes,
    map: usize,
    mut report: impl FnMut(Span, Span),
) {
    let mut keys = Vec::new();
    let mut key = map + 1;
    while key + 1 < nodes.len() {
        let value = nodes.end(key);
        if value <= key || value >= nodes.len() {
            break;
        }
        if !nodes.kind(key).is_scalar() {
            keys.push(key);
        }
        if nodes.end(value) <= value {
            break;
        }
        key = nodes.end(value);
    }
    // Stable, so the first in the file stays first.
    keys.sort_by(|left, right| compare(source, decoded, nodes, *left, *right));
    let mut rest = keys.as_slice();
    while let [first, second, ..] = rest {
        if compare(source, decoded, nodes, *first, *second) == Ordering::Equal {
            report(nodes.get(*first).span, nodes.get(*second).span);
        }
        rest = &rest[1..];
    }
}

/// An order over nodes in which equal means: the same shape and the same texts.
fn compare(source: &str, decoded: &str, nodes: &Nodes, left: usize, right: usize) -> Ordering {
    let subtree = |index: usize| (index..nodes.end(index)).map(|index| nodes.get(index));
    let (left_nodes, right_nodes) = (subtree(left), subtree(right));
    let text = |node: RawNode| {
        let buffer = if node.decoded { decoded } else { source };
        buffer.get(node.text.start as usize..node.text.end as usize).unwrap_or_default().as_bytes()
    };
    left_nodes.len().cmp(&right_nodes.len()).then_with(|| {
        left_nodes
            .zip(right_nodes)
            .map(|(one, other)| {
                let scalar = (one.kind.is_scalar(), other.kind.is_scalar());
                match scalar {
                    (true, true) => text(one).cmp(text(other)),
                    (false, false) => (one.kind as u8, one.end as usize - left)
                        .cmp(&(other.kind as u8, other.end as usize - right)),
                    _ => scalar.0.cmp(&scalar.1),
                }
            })
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    })
}
