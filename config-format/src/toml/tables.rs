//! Tables as TOML defines them, piece by piece, in any order.
//!
//! Headers and dotted keys may add to a table at several places of a file, so entries are linked while
//! they come in, and laid out flat when the file has ended. What may be added where is decided here.

use std::hash::{BuildHasher, RandomState};

use crate::{Builder, Format, Kind, RawNode, Span, SyntaxError, Tree};

const NONE: u32 = u32::MAX;

/// The table of the document.
pub(super) const ROOT: u32 = 0;

/// A list that takes what has no place after an error; it is no part of the tree.
pub(super) const LIMBO: u32 = 1;

/// Where a key or value stands, and where its text lies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    pub(super) span: Span,
    pub(super) text: Span,
    pub(super) decoded: bool,
    pub(super) plain: bool,
    pub(super) reference: bool,
}

impl Text {
    /// Something without text of its own.
    pub(super) fn place(span: Span) -> Self {
        Self { span, text: Span::default(), decoded: false, plain: false, reference: false }
    }
}

/// How a value came to be, which decides what may still be added to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
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

struct Item {
    key: Text,
    value: Text,
    kind: Kind,
    shape: Shape,
    parent: u32,
    first: u32,
    last: u32,
    next: u32,
    depth: u32,
    hash: u32,
}

pub(super) struct Tables<'s> {
    source: &'s str,
    /// Strings that differ from what the source says.
    pub(super) decoded: String,
    items: Vec<Item>,
    /// Keys by parent and name: indexes of items plus one, zero for free slots.
    slots: Vec<u32>,
    keys: usize,
    hasher: RandomState,
    /// Values that were reported as no tables; once each is enough.
    reported: Vec<u32>,
}

/// What is laid out in the end; free of the source, which then belongs to the tree.
pub(super) struct Layout {
    decoded: String,
    items: Vec<Item>,
    keys: usize,
}

impl<'s> Tables<'s> {
    pub(super) fn new(source: &'s str, start: usize) -> Self {
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
    pub(super) fn len(&self) -> usize {
        self.items.len() + self.keys - 1
    }

    /// How deep an item is nested; the document's table is 1.
    pub(super) fn depth(&self, item: u32) -> usize {
        self.items[item as usize].depth as usize
    }

    /// Sets where a value ends that was appended before its end was known.
    pub(super) fn set_end(&mut self, item: u32, end: u32) {
        self.items[item as usize].value.span.end = end;
    }

    pub(super) fn name(&self, key: Text) -> &str {
        let buffer = if key.decoded { &self.decoded } else { self.source };
        &buffer[key.text.start as usize..key.text.end as usize]
    }

    /// Appends a value to a list, or a key and its value to a table. The caller has looked that the key is new.
    pub(super) fn append(
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

    /// The table that `[path]` or `[[path]]` opens.
    pub(super) fn header(&mut self, path: &[Text], tables: bool) -> Result<u32, SyntaxError> {
        let Some((key, parents)) = path.split_last() else {
            return Ok(ROOT);
        };
        let mut table = ROOT;
        for parent in parents {
            table = self.descend(table, *parent, false)?;
        }
        let place = Text::place(key.span);
        match self.child(table, *key) {
            None if tables => {
                let list = self.append(table, Some(*key), Kind::List, Shape::Tables, place);
                Ok(self.append(list, None, Kind::Map, Shape::Explicit, place))
            }
            None => Ok(self.append(table, Some(*key), Kind::Map, Shape::Explicit, place)),
            Some(found) => {
                let item = &mut self.items[found as usize];
                match item.shape {
                    Shape::Tables if tables => {
                        Ok(self.append(found, None, Kind::Map, Shape::Explicit, place))
                    }
                    Shape::Implicit if !tables => {
                        item.shape = Shape::Explicit;
                        item.value = place;
                        Ok(found)
                    }
                    _ => {
                        self.reported.push(found);
                        Err(self.taken(*key, found))
                    }
                }
            }
        }
    }

    /// The table that gets the last key of the dotted key `path`, seen from `table`.
    pub(super) fn parent_of(&mut self, table: u32, path: &[Text]) -> Result<u32, SyntaxError> {
        let Some((key, parents)) = path.split_last() else {
            return Ok(table);
        };
        let mut table = table;
        for parent in parents {
            table = self.descend(table, *parent, true)?;
        }
        match self.child(table, *key) {
            None => Ok(table),
            Some(found) => Err(self.taken(*key, found)),
        }
    }

    fn descend(&mut self, table: u32, key: Text, dotted: bool) -> Result<u32, SyntaxError> {
        let Some(found) = self.child(table, key) else {
            let shape = if dotted { Shape::Dotted } else { Shape::Implicit };
            return Ok(self.append(table, Some(key), Kind::Map, shape, Text::place(key.span)));
        };
        let item = &mut self.items[found as usize];
        match item.shape {
            Shape::Dotted => Ok(found),
            Shape::Implicit => {
                if dotted {
                    item.shape = Shape::Dotted;
                }
                Ok(found)
            }
            Shape::Explicit if !dotted => Ok(found),
            Shape::Tables if !dotted => Ok(item.last),
            Shape::Explicit | Shape::Tables => Err(self.taken(key, found).help(
                "a dotted key cannot add to a table that has a header; write the key below that header",
            )),
            Shape::Scalar | Shape::List | Shape::Inline if self.reported.contains(&found) => {
                Ok(self.append(LIMBO, None, Kind::Map, Shape::Explicit, Text::place(key.span)))
            }
            Shape::Scalar | Shape::List | Shape::Inline => {
                self.reported.push(found);
                let message =
                    format!("`{}` has a value already, which takes no further keys", self.name(key));
                let first = self.items[found as usize].key.span;
                Err(SyntaxError::syntax(message, key.span).related(first, "set here"))
            }
        }
    }

    fn taken(&self, key: Text, found: u32) -> SyntaxError {
        let item = &self.items[found as usize];
        // A table's own header says more than the header that first mentioned it.
        let first = if item.shape == Shape::Explicit { item.value.span } else { item.key.span };
        SyntaxError::duplicate_key(self.name(key), first, key.span)
    }

    fn child(&self, parent: u32, key: Text) -> Option<u32> {
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

    pub(super) fn into_layout(self) -> Layout {
        Layout { decoded: self.decoded, items: self.items, keys: self.keys }
    }
}

impl Layout {
    /// The flat tree.
    pub(super) fn into_tree(self, source: String) -> Tree {
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
        builder.finish(Format::Toml, source)
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
