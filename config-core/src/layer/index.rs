//! The children of large lists and maps of a text, found without a walk.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::OnceLock;

use config_format::{Kind, Node, Tree};

/// Lists and maps with fewer children are walked.
const FEW: usize = 16;

/// Where the children of a tree's large lists and maps are. Made when a path is first asked for; a copy of the layer
/// starts anew.
#[derive(Default)]
pub(crate) struct Index(OnceLock<Large>);

/// The large lists and maps of a tree, by their nodes. Keys are known by their hashes, so that no text is copied.
#[derive(Default)]
struct Large {
    hasher: RandomState,
    lists: HashMap<u32, Vec<u32>>,
    maps: HashMap<u32, HashMap<u64, Vec<(u32, u32)>>>,
}

impl Clone for Index {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Index {
    /// What stands at an index of a list, or under a key of a map: the key, which for an element is itself, and the value.
    pub(super) fn child<'t>(
        &self,
        tree: &'t Tree,
        node: Node<'t>,
        segment: &str,
    ) -> Option<(Node<'t>, Node<'t>)> {
        let large = self.0.get_or_init(|| Large::of(tree));
        if node.kind() == Kind::List {
            let index: usize = segment.parse().ok()?;
            let item = match large.lists.get(&node.index()) {
                Some(items) => items.get(index).map(|item| tree.node(*item)),
                None => node.items().nth(index),
            }?;
            return Some((item, item));
        }
        match large.maps.get(&node.index()) {
            Some(entries) => entries
                .get(&large.hasher.hash_one(segment))?
                .iter()
                .map(|(key, value)| (tree.node(*key), tree.node(*value)))
                .find(|(key, _)| key.text() == segment),
            None => node.entries().find(|(key, _)| key.text() == segment),
        }
    }
}

impl Large {
    fn of(tree: &Tree) -> Self {
        let mut large = Self::default();
        for node in (0..tree.nodes().len() as u32).map(|index| tree.node(index)) {
            if node.items().nth(FEW).is_some() {
                large.lists.insert(node.index(), node.items().map(Node::index).collect());
            } else if node.entries().nth(FEW).is_some() {
                let mut entries: HashMap<u64, Vec<(u32, u32)>> = HashMap::new();
                for (key, value) in node.entries() {
                    let hash = large.hasher.hash_one(key.text());
                    entries.entry(hash).or_default().push((key.index(), value.index()));
                }
                large.maps.insert(node.index(), entries);
            }
        }
        large
    }
}
