//! Tables that come in pieces, as TOML and INI write them.
//!
//! Headers and dotted keys may add to a table at several places of a file, so entries are linked while
//! they come in, and laid out flat when the file has ended.

use std::hash::{BuildHasher, RandomState};

use crate::wipe::Wiped;
use crate::{Builder, Format, Kind, Span, Tree, duplicates};

const NONE: u32 = u32::MAX;

/// The table of the document.
pub(crate) const ROOT: u32 = 0;

/// A list that takes what has no place after an error; it is no part of the tree.
pub(crate) const LIMBO: u32 = 1;

/// Where a key or value stands, and where its text lies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    pub(crate) span: Span,
    pub(crate) text: Span,
    pub(crate) decoded: bool,
    pub(crate) plain: bool,
    pub(crate) reference: bool,
}

impl Text {
    /// Something without text of its own.
    pub(crate) fn place(span: Span) -> Self {
        Self { span, text: Span::default(), decoded: false, plain: false, reference: false }
    }
}

/// How a value came to be, which decides what may still be added to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Scalar,
    /// `[…]`, complete as written.
    List,
    /// `{…}`, complete as written.
    Inline,
    /// Named only on the way to another table, as `a` by `[a.b]`.
    Implicit,
    /// Defined by a header of its own.
    Explicit,
    /// Defined by dotted keys.
    Dotted,
    /// Filled by `[[…]]` headers.
    Tables,
}

/// An entry of a table or an element of a list.
pub(crate) struct Item {
    pub(crate) key: Text,
    /// Of a table or list, the start of its text is the index of its container.
    pub(crate) value: Text,
    next: u32,
    hash: u32,
    pub(crate) kind: Kind,
    pub(crate) shape: Shape,
}

/// What a table or list holds.
struct Container {
    first: u32,
    last: u32,
    count: u32,
    depth: u32,
    /// Which index has its keys, once there are many.
    index: u32,
    /// One bit for each hash that occurs, so that most new keys need no search.
    hashes: u128,
}

/// A table with more keys than this gets an index; those of others are looked through.
const FEW: u32 = 32;

pub(crate) struct Tables<'s> {
    source: &'s str,
    /// Strings that differ from what the source says.
    pub(crate) decoded: Wiped,
    items: Vec<Item>,
    containers: Vec<Container>,
    /// Keys of large tables: indexes of items plus one, zero for free slots.
    indexes: Vec<Vec<u32>>,
    keys: usize,
    hasher: RandomState,
    /// Values that were reported as no tables; once each is enough.
    pub(crate) reported: Vec<u32>,
}

/// What is laid out in the end; free of the source, which then belongs to the tree.
pub(crate) struct Layout {
    decoded: Wiped,
    items: Vec<Item>,
    containers: Vec<Container>,
    keys: usize,
}

impl<'s> Tables<'s> {
    pub(crate) fn new(source: &'s str, start: usize) -> Self {
        let mut tables = Self {
            source,
            decoded: Wiped::default(),
            // Large texts are not trusted with room in advance.
            items: Vec::with_capacity((source.len() / 24).clamp(8, 0x8000)),
            containers: Vec::new(),
            indexes: Vec::new(),
            keys: 0,
            hasher: RandomState::new(),
            reported: Vec::new(),
        };
        let root = Text::place(Span::new(start as u32, source.len() as u32));
        tables.append(NONE, None, Kind::Map, Shape::Explicit, root);
        tables.append(NONE, None, Kind::List, Shape::List, root);
        tables
    }

    /// Keys and values so far.
    pub(crate) fn len(&self) -> usize {
        self.items.len() + self.keys - 1
    }

    /// An entry or element.
    pub(crate) fn item(&self, item: u32) -> &Item {
        &self.items[item as usize]
    }

    /// An entry or element, to change.
    pub(crate) fn item_mut(&mut self, item: u32) -> &mut Item {
        &mut self.items[item as usize]
    }

    /// How deep a table or list is nested; the document's table is 1.
    pub(crate) fn depth(&self, container: u32) -> usize {
        self.container(container).depth as usize
    }

    /// The last element of a list that has one.
    pub(crate) fn last(&self, list: u32) -> u32 {
        self.container(list).last
    }

    fn container(&self, item: u32) -> &Container {
        &self.containers[self.items[item as usize].value.text.start as usize]
    }

    pub(crate) fn name(&self, key: Text) -> &str {
        let buffer = if key.decoded { &self.decoded } else { self.source };
        &buffer[key.text.start as usize..key.text.end as usize]
    }

    /// Appends a value to a list, or a key and its value to a table. The caller has looked that the key is new.
    pub(crate) fn append(
        &mut self,
        parent: u32,
        key: Option<Text>,
        kind: Kind,
        shape: Shape,
        mut value: Text,
    ) -> u32 {
        let index = self.items.len() as u32;
        let hash = key.map_or(0, |key| duplicates::hash(self.name(key).as_bytes()));
        let mut depth = 0;
        if parent != NONE {
            let container = self.items[parent as usize].value.text.start as usize;
            let container = &mut self.containers[container];
            depth = container.depth;
            container.count += 1;
            container.hashes |= bit(hash);
            let last = std::mem::replace(&mut container.last, index);
            match self.items.get_mut(last as usize) {
                Some(previous) => previous.next = index,
                None => container.first = index,
            }
        }
        if !kind.is_scalar() {
            value.text.start = self.containers.len() as u32;
            self.containers.push(Container {
                first: NONE,
                last: NONE,
                count: 0,
                depth: depth + 1,
                index: NONE,
                hashes: 0,
            });
        }
        let placed = key.unwrap_or(Text::place(Span::default()));
        self.items.push(Item { key: placed, value, next: NONE, hash, kind, shape });
        if key.is_some() {
            self.keys += 1;
            self.index(parent, index);
        }
        index
    }

    /// The value under `key` of a table.
    pub(crate) fn child(&self, table: u32, key: Text) -> Option<u32> {
        let name = self.name(key);
        let hash = duplicates::hash(name.as_bytes());
        let container = self.container(table);
        let is_it = |item: &Item| item.hash == hash && self.name(item.key) == name;
        if let Some(slots) = self.indexes.get(container.index as usize) {
            let mask = slots.len() - 1;
            let mut slot = self.hasher.hash_one(name) as usize & mask;
            loop {
                let found = slots[slot].checked_sub(1)?;
                if is_it(&self.items[found as usize]) {
                    return Some(found);
                }
                slot = (slot + 1) & mask;
            }
        }
        if container.hashes & bit(hash) == 0 {
            return None;
        }
        let mut next = container.first;
        while let Some(item) = self.items.get(next as usize) {
            if is_it(item) {
                return Some(next);
            }
            next = item.next;
        }
        None
    }

    /// Puts a new key into the index of its table, which gets one when it has grown large.
    fn index(&mut self, table: u32, item: u32) {
        let Container { count, index, first, .. } = *self.container(table);
        if count <= FEW {
            return;
        }
        let kept = self.indexes.get(index as usize).map_or(0, Vec::len);
        if count as usize * 2 <= kept {
            self.occupy(index, item);
            return;
        }
        let slots = vec![0; (count as usize * 4).next_power_of_two()];
        let index = if kept == 0 {
            self.indexes.push(slots);
            let index = self.indexes.len() as u32 - 1;
            let container = self.items[table as usize].value.text.start as usize;
            self.containers[container].index = index;
            index
        } else {
            self.indexes[index as usize] = slots;
            index
        };
        let mut next = first;
        while next != NONE {
            self.occupy(index, next);
            next = self.items[next as usize].next;
        }
    }

    fn occupy(&mut self, index: u32, item: u32) {
        let hash = self.hasher.hash_one(self.name(self.items[item as usize].key)) as usize;
        let slots = &mut self.indexes[index as usize];
        let mask = slots.len() - 1;
        let mut slot = hash & mask;
        while slots[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        slots[slot] = item + 1;
    }

    pub(crate) fn into_layout(self) -> Layout {
        let Self { decoded, items, containers, keys, .. } = self;
        Layout { decoded, items, containers, keys }
    }
}

fn bit(hash: u32) -> u128 {
    1 << (hash % 128)
}

impl Layout {
    /// The flat tree.
    pub(crate) fn into_tree(self, format: Format, source: String) -> Tree {
        let Self { decoded, items, containers, keys } = self;
        let mut builder = Builder::with_decoded(decoded, items.len() + keys - 1);
        let mut open: Vec<u32> = Vec::new();
        let mut keyed = false;
        let mut next = ROOT;
        loop {
            let Some(item) = items.get(next as usize) else {
                // The innermost table or list has ended.
                let Some(ended) = open.pop() else { break };
                let ended = &items[ended as usize];
                builder.close(ended.value.span.end);
                next = ended.next;
                keyed = open.last().is_some_and(|outer| items[*outer as usize].kind == Kind::Map);
                continue;
            };
            if keyed {
                builder.text(Kind::String, item.key);
            }
            if item.kind.is_scalar() {
                builder.text(item.kind, item.value);
                next = item.next;
            } else {
                builder.open(item.kind, item.value.span);
                open.push(next);
                keyed = item.kind == Kind::Map;
                next = containers[item.value.text.start as usize].first;
            }
        }
        builder.finish(format, source)
    }
}
