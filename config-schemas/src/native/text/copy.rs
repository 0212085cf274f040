//! A part of a tree as a tree of its own.

use config_format::{Builder, Kind, Node};

/// Copies a node with its places, without the entries of maps whose values are not to be kept.
pub(crate) fn copy(builder: &mut Builder, node: Node<'_>, keep: &dyn Fn(Node<'_>) -> bool) {
    match node.kind() {
        Kind::List => {
            builder.open(Kind::List, node.span());
            node.items().for_each(|item| copy(builder, item, keep));
            builder.close(node.span().end);
        }
        Kind::Map => {
            builder.open(Kind::Map, node.span());
            for (key, value) in node.entries().filter(|(_, value)| keep(*value)) {
                builder.decoded(key.kind(), key.span(), key.text(), key.raw().plain);
                copy(builder, value, keep);
            }
            builder.close(node.span().end);
        }
        kind => builder.decoded(kind, node.span(), node.text(), node.raw().plain),
    }
}
