//! Tables that come in pieces, as TOML and INI write them.
//!
//! Headers and dotted keys may add to a table at several places of a file, so entries are linked while
//! they come in, and laid out flat when the file has ended.

use std::hash::{BuildHasher, RandomState};

use crate::{Builder, Format, Kind, RawNode, Span, Tree};

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
    pub(crate) value: Text,
    pub(crate) kind: Kind,
    pub(crate) shape: Shape,
    parent: u32,
    first: u32,
    pub(crate) last: u32,
    next: u32,
    depth: u32,
    hash: u32,
}

pub(crate) struct Tables<'s> {
    source: &'s str,
    /// Strings that differ from what the source says.
    pub(crate) decoded: String,
    items: Vec<Item>,
    /// Keys by parent and name: indexes of items plus one, zero for free slots.
    slots: Vec<u32>,
    keys: usize,
    hasher: RandomState,
    /// Values that were reported as no tables; once each is enough.
    pub(crate) reported: Vec<u32>,
}

/// What is laid out in the end; free of the source, which then belongs to the tree.
pub(crate) struct Layout {
    decoded: String,
    items: Vec<Item>,
    keys: usize,
}

impl<'s> Tables<'s> {
    pub(crate) fn new(source: &'s str, start: usize) -> Self {
        let mut tables = Self {
            source,
            decoded: String::new(),
            items: Vec::new(),
            slots: vec![0; 64],
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

    /// How deep an item is nested; the document's table is 1.
    pub(crate) fn depth(&self, item: u32) -> usize {
        self.items[item as usize].depth as usize
    }

    /// Sets where a value ends that was appended before its end was known.
    pub(crate) fn set_end(&mut self, item: u32, end: u32) {
        self.items[item as usize].value.span.end = end;
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
        value: Text,
    ) -> u32 {
        let index = self.items.len() as u32;
        let mut depth = 1;
        if let Some(item) = self.items.get_mut(parent as usize) {
            depth = item.depth + 1;
            let last = std::mem::replace(&mut item.last, index);
            match self.items.get_mut(last as usize) {
                Some(previous) => previous.next = index,
                None => self.items[parent as usize].first = index,
            }
        }
        let hash = key.map_or(0, |key| self.hash(parent, self.name(key)));
        self.items.push(Item {
            key: key.unwrap_or(Text::place(Span::default())),
            value,
            kind,
            shape,
            parent,
            first: NONE,
            last: NONE,
            next: NONE,
            depth,
            hash,
        });
        if key.is_some() {
            self.keys += 1;
            self.index(index);
        }
        index
    }

    /// The value under `key` of a table.
    pub(crate) fn child(&self, parent: u32, key: Text) -> Option<u32> {
        let name = self.name(key);
        let hash = self.hash(parent, name);
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let index = self.slots[slot].checked_sub(1)?;
            let item = &self.items[index as usize];
            if item.hash == hash && item.parent == parent && self.name(item.key) == name {
                return Some(index);
            }
            slot = (slot + 1) & mask;
        }
    }

    fn hash(&self, parent: u32, name: &str) -> u32 {
        self.hasher.hash_one((parent, name)) as u32
    }

    fn index(&mut self, item: u32) {
        if self.keys * 2 > self.slots.len() {
            let larger = self.slots.len() * 2;
            self.slots = vec![0; larger];
            for index in 0..self.items.len() as u32 {
                let keyed = self.items.get(self.items[index as usize].parent as usize);
                if keyed.is_some_and(|parent| parent.kind == Kind::Map) {
                    self.occupy(index);
                }
            }
        } else {
            self.occupy(item);
        }
    }

    fn occupy(&mut self, item: u32) {
        let mask = self.slots.len() - 1;
        let mut slot = self.items[item as usize].hash as usize & mask;
        while self.slots[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = item + 1;
    }

    pub(crate) fn into_layout(self) -> Layout {
        Layout { decoded: self.decoded, items: self.items, keys: self.keys }
    }
}

impl Layout {
    /// The flat tree.
    pub(crate) fn into_tree(self, format: Format, source: String) -> Tree {
        let Self { decoded, items, keys } = self;
        let mut builder = Builder::with_decoded(decoded, items.len() + keys - 1);
        let mut open: Vec<u32> = Vec::new();
        let mut next = ROOT;
        loop {
            let Some(item) = items.get(next as usize) else {
                // The innermost table or list has ended.
                let Some(ended) = open.pop() else { break };
                let ended = &items[ended as usize];
                builder.close(ended.value.span.end);
                next = ended.next;
                continue;
            };
            if items.get(item.parent as usize).is_some_and(|parent| parent.kind == Kind::Map) {
                builder.node(raw(Kind::String, item.key));
            }
            if item.kind.is_scalar() {
                builder.node(raw(item.kind, item.value));
                next = item.next;
            } else {
                builder.open(item.kind, item.value.span);
                open.push(next);
                next = item.first;
            }
        }
        builder.finish(format, source)
    }
}

fn raw(kind: Kind, text: Text) -> RawNode {
    RawNode {
        kind,
        plain: text.plain,
        decoded: text.decoded,
        reference: text.reference,
        span: text.span,
        text: text.text,
        end: 0,
    }
}
