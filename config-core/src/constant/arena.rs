//! The value that files make together: nodes of files, and entries listed anew where files met.
//!
//! Each entry of a file is listed at most once, so the arena never needs more room than there are nodes.

use config_format::Kind as TextKind;

use super::Tree;
use super::checker::Checker;
use super::names::Name;

/// A value: a node of a file, with a list of its own entries where files met.
#[derive(Clone, Copy)]
pub(super) struct At {
    pub(super) tree: u32,
    pub(super) node: u32,
    /// Place of its container, from 1; 0 for a whole node.
    pub(super) container: u32,
}

impl At {
    pub(super) const fn root(tree: u32) -> Self {
        Self { tree, node: 0, container: 0 }
    }

    pub(super) const fn node(tree: u32, node: u32) -> Self {
        Self { tree, node, container: 0 }
    }

    pub(super) const fn is_merged(self) -> bool {
        self.container > 0
    }
}

/// An entry of a map, or an element of a list, whose key is then the element itself.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) key: At,
    pub(super) value: At,
    /// Place of the next entry, from 1; 0 at the end.
    pub(super) next: u32,
}

impl Entry {
    pub(super) const NONE: Self = Self { key: At::root(0), value: At::root(0), next: 0 };
}

/// A map or list of several files.
#[derive(Clone, Copy)]
pub(super) struct Container {
    pub(super) kind: TextKind,
    first: u32,
    last: u32,
}

impl Container {
    pub(super) const NONE: Self = Self { kind: TextKind::Null, first: 0, last: 0 };
}

/// Room for entries and containers.
pub(super) struct Arena<'a> {
    pub(super) entries: &'a mut [Entry],
    pub(super) containers: &'a mut [Container],
    pub(super) entry_count: usize,
    pub(super) container_count: usize,
}

impl<'a> Arena<'a> {
    pub(super) const fn new(entries: &'a mut [Entry], containers: &'a mut [Container]) -> Self {
        Self { entries, containers, entry_count: 0, container_count: 0 }
    }

    pub(super) const fn container(&self, at: At) -> Option<&Container> {
        if at.container == 0 { None } else { Some(&self.containers[at.container as usize - 1]) }
    }

    pub(super) const fn open(&mut self, at: At, kind: TextKind) -> At {
        self.containers[self.container_count] = Container { kind, first: 0, last: 0 };
        self.container_count += 1;
        At { container: self.container_count as u32, ..at }
    }

    pub(super) const fn append(&mut self, into: At, key: At, value: At) {
        self.entries[self.entry_count] = Entry { key, value, next: 0 };
        self.entry_count += 1;
        let place = self.entry_count as u32;
        let container = &mut self.containers[into.container as usize - 1];
        if container.last == 0 {
            container.first = place;
        } else {
            self.entries[container.last as usize - 1].next = place;
        }
        container.last = place;
    }

    /// Place of the first entry of a container, from 1; 0 for none.
    pub(super) const fn first(&self, list: At) -> u32 {
        match self.container(list) {
            Some(container) => container.first,
            None => 0,
        }
    }

    /// The key and the value of an entry, and the place of the next.
    pub(super) const fn entry(&self, place: u32) -> (At, At, u32) {
        let entry = &self.entries[place as usize - 1];
        (entry.key, entry.value, entry.next)
    }

    /// Gives an entry another value.
    pub(super) const fn replace(&mut self, place: u32, value: At) {
        self.entries[place as usize - 1].value = value;
    }

    /// Takes the entry after `before` (0 for the first) out of a container.
    pub(super) const fn unlink(&mut self, from: At, before: u32) {
        let container = &mut self.containers[from.container as usize - 1];
        let place = if before == 0 { container.first } else { self.entries[before as usize - 1].next };
        let next = self.entries[place as usize - 1].next;
        if before == 0 {
            container.first = next;
        } else {
            self.entries[before as usize - 1].next = next;
        }
        if next == 0 {
            container.last = before;
        }
    }
}

/// A walk over the children of a map or list.
#[derive(Clone, Copy)]
pub(super) struct Children {
    tree: u32,
    /// The next node, or the next entry's place.
    next: u32,
    end: u32,
    linked: bool,
    map: bool,
}

/// A key and its value; for lists both are the element.
#[derive(Clone, Copy)]
pub(super) struct Child {
    pub(super) key: At,
    pub(super) value: At,
}

impl<'c> Checker<'c> {
    pub(super) const fn children(&self, at: At) -> Children {
        match self.arena.container(at) {
            Some(container) => Children {
                tree: at.tree,
                next: container.first,
                end: 0,
                linked: true,
                map: matches!(container.kind, TextKind::Map),
            },
            None => {
                let tree: &Tree<'_> = &self.trees[at.tree as usize];
                let kind = tree.nodes.kind(at.node);
                let end = if kind.is_scalar() { 0 } else { tree.nodes.end(at.node) };
                let map = matches!(kind, TextKind::Map);
                Children { tree: at.tree, next: at.node + 1, end, linked: false, map }
            }
        }
    }

    pub(super) const fn next(&self, children: &mut Children) -> Option<Child> {
        if children.linked {
            if children.next == 0 {
                return None;
            }
            let entry = &self.arena.entries[children.next as usize - 1];
            children.next = entry.next;
            return Some(Child { key: entry.key, value: entry.value });
        }
        if children.next >= children.end {
            return None;
        }
        let nodes = &self.trees[children.tree as usize].nodes;
        // Written out, because this is called for every child.
        let key = At { tree: children.tree, node: children.next, container: 0 };
        let value = if children.map {
            At { tree: children.tree, node: nodes.end(children.next), container: 0 }
        } else {
            key
        };
        children.next = nodes.end(value.node);
        Some(Child { key, value })
    }

    /// The value under a key of a map. The last one, should there be several.
    pub(super) const fn child(&self, at: At, key: &str) -> Option<At> {
        if !matches!(self.kind(at), TextKind::Map) {
            return None;
        }
        let name = Name::new(key);
        let mut children = self.children(at);
        let mut found = None;
        while let Some(child) = self.next(&mut children) {
            if self.is_key(child.key, name) {
                found = Some(child.value);
            }
        }
        found
    }

    /// Whether a key is a name whose hash is known.
    pub(super) const fn is_key(&self, key: At, name: Name<'_>) -> bool {
        let nodes = &self.trees[key.tree as usize].nodes;
        nodes.hash(key.node) == name.hash && nodes.text_length(key.node) as usize == name.text.len()
    }

    pub(super) const fn name(&self, key: At) -> Name<'c> {
        let nodes = &self.trees[key.tree as usize].nodes;
        Name { text: nodes.text(key.node), hash: nodes.hash(key.node) }
    }
}
