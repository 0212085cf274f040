//! Files laid over each other, by the strategies of the table: the rules of the loader, without allocation.
//!
//! What only one file has stays a node of it; only where files meet are entries listed anew, as linked entries of one
//! arena. Each entry of a file is listed at most once, so the arena never needs more room than there are nodes.

use config_format::Kind as TextKind;
use config_format::packed::Number;

use super::Tree;
use super::checker::{Checker, DEEPEST};
use super::names::{self, Name, without_wrappers};
use crate::finding::Code;
use crate::schema::{Content, Field, Kind, Merge, Schema, Shape};

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
    key: At,
    value: At,
    /// Place of the next entry, from 1; 0 at the end.
    next: u32,
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
    entries: &'a mut [Entry],
    containers: &'a mut [Container],
    entry_count: usize,
    container_count: usize,
}

impl<'a> Arena<'a> {
    pub(super) const fn new(entries: &'a mut [Entry], containers: &'a mut [Container]) -> Self {
        Self { entries, containers, entry_count: 0, container_count: 0 }
    }

    pub(super) const fn container(&self, at: At) -> Option<&Container> {
        if at.container == 0 { None } else { Some(&self.containers[at.container as usize - 1]) }
    }

    const fn open(&mut self, at: At, kind: TextKind) -> At {
        self.containers[self.container_count] = Container { kind, first: 0, last: 0 };
        self.container_count += 1;
        At { container: self.container_count as u32, ..at }
    }

    const fn append(&mut self, into: At, key: At, value: At) {
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

/// What the table says about a value, as far as merging asks.
#[derive(Clone, Copy)]
enum Inside {
    Section(&'static Schema),
    List(&'static Kind),
    Map(&'static Kind),
    Other,
}

impl Inside {
    const fn of(kind: &'static Kind) -> Self {
        match without_wrappers(kind) {
            Kind::Section(schema) => Self::Section(schema),
            Kind::List { element, .. } => Self::List(element),
            Kind::Map { value, .. } => Self::Map(value),
            _ => Self::Other,
        }
    }
}

/// How two values meet.
#[derive(Clone, Copy)]
struct Meeting {
    inside: Inside,
    strategy: Merge,
    key: Option<&'static str>,
}

impl Meeting {
    const fn of_field(field: &'static Field) -> Self {
        let strategy = match field.merge {
            Some(strategy) => strategy,
            None => match without_wrappers(&field.kind) {
                Kind::Section(_) | Kind::Map { .. } | Kind::Recursive(_) => Merge::Deep,
                _ => Merge::Replace,
            },
        };
        Self { inside: Inside::of(&field.kind), strategy, key: field.key }
    }

    const fn deep(inside: Inside) -> Self {
        Self { inside, strategy: Merge::Deep, key: None }
    }
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

    /// All files in order, as one value.
    pub(super) const fn merge(&mut self, schema: &'static Schema) -> Option<At> {
        let mut merged = None;
        let mut index = 0;
        while index < self.trees.len() {
            let tree = At::root(index as u32);
            if matches!(self.kind(tree), TextKind::Map) {
                if let Some(paths) = self.child(tree, "$unset") {
                    merged = self.unset(schema, merged, paths);
                }
                merged = Some(self.lay(merged, tree, Meeting::deep(Inside::Section(schema)), 0));
            }
            index += 1;
        }
        merged
    }

    /// Lays a value over what is below it.
    const fn lay(&mut self, below: Option<At>, above: At, meeting: Meeting, depth: usize) -> At {
        let indexed = self.trees[above.tree as usize].indexed;
        let kind = self.kind(above);
        // Nothing of a table lies that deep, and the compiler limits nested calls.
        if depth > DEEPEST {
            return above;
        }
        match (below, kind) {
            (below, TextKind::Map) if indexed && matches!(meeting.inside, Inside::List(_)) => {
                self.lay_indices(below, above, meeting, depth)
            }
            (Some(below), TextKind::Map)
                if matches!(self.kind(below), TextKind::Map)
                    && !matches!(meeting.strategy, Merge::Replace)
                    && !self.changes_variant(meeting.inside, below, above) =>
            {
                let below = self.listed(below, above);
                self.lay_map(below, above, meeting, depth)
            }
            (None, TextKind::Map) if indexed => {
                let below = self.arena.open(above, TextKind::Map);
                self.lay_map(below, above, meeting, depth)
            }
            (Some(below), TextKind::List) if matches!(self.kind(below), TextKind::List) => {
                match meeting.strategy {
                    Merge::Append => {
                        let list = self.listed(below, above);
                        let mut children = self.children(above);
                        while let Some(child) = self.next(&mut children) {
                            self.arena.append(list, child.key, child.value);
                        }
                        list
                    }
                    Merge::Keyed => self.lay_keyed(below, above, meeting, depth),
                    Merge::Replace | Merge::Deep => above,
                }
            }
            _ => above,
        }
    }

    /// A map or list with its entries listed, so that they can be changed. It stands where `place` does.
    pub(super) const fn listed(&mut self, at: At, place: At) -> At {
        if at.is_merged() {
            return At { container: at.container, ..place };
        }
        let list = self.arena.open(place, self.kind(at));
        let mut children = self.children(at);
        while let Some(child) = self.next(&mut children) {
            self.arena.append(list, child.key, child.value);
        }
        list
    }

    const fn lay_map(&mut self, below: At, above: At, meeting: Meeting, depth: usize) -> At {
        let mut children = self.children(above);
        // Keys mostly come in the same order, so the search goes on where the last one ended.
        let mut expected = 0;
        while let Some(child) = self.next(&mut children) {
            let name = self.name(child.key);
            let field = match meeting.inside {
                Inside::Section(schema) => names::find(schema, name),
                _ => None,
            };
            let inner = match (field, meeting.inside) {
                (Some(field), _) => Meeting::of_field(field),
                (None, Inside::Map(value)) => Meeting::deep(Inside::of(value)),
                _ => Meeting::deep(Inside::Other),
            };
            let place = match self.entry_named(below, name, expected) {
                0 => match field {
                    // An alias in one file and the name in another are the same field.
                    Some(field) if !field.aliases.is_empty() => self.entry_of_field(below, field),
                    _ => 0,
                },
                place => place,
            };
            // Both in one file are a mistake, which is found when both are seen.
            let own = place > 0 && self.arena.entries[place as usize - 1].key.tree == child.key.tree;
            if place == 0 || own {
                let value = self.lay(None, child.value, inner, depth + 1);
                self.arena.append(below, child.key, value);
            } else {
                let entry = self.arena.entries[place as usize - 1];
                expected = entry.next;
                let value = self.lay(Some(entry.value), child.value, inner, depth + 1);
                self.arena.entries[place as usize - 1] = Entry { key: child.key, value, next: entry.next };
            }
        }
        below
    }

    /// Place of the entry with a name, first sought from `expected` on; 0 for none.
    const fn entry_named(&self, map: At, name: Name<'_>, expected: u32) -> u32 {
        let mut place = expected;
        while place > 0 {
            let entry = &self.arena.entries[place as usize - 1];
            if self.is_key(entry.key, name) {
                return place;
            }
            place = entry.next;
        }
        place = self.arena.first(map);
        while place > 0 && place != expected {
            let entry = &self.arena.entries[place as usize - 1];
            if self.is_key(entry.key, name) {
                return place;
            }
            place = entry.next;
        }
        0
    }

    const fn entry_of_field(&self, map: At, field: &Field) -> u32 {
        let mut place = self.arena.first(map);
        while place > 0 {
            let entry = &self.arena.entries[place as usize - 1];
            if self.name(entry.key).names(field) {
                return place;
            }
            place = entry.next;
        }
        0
    }

    /// Elements with an equal key field are merged in place, others follow.
    const fn lay_keyed(&mut self, below: At, above: At, meeting: Meeting, depth: usize) -> At {
        let key = match meeting.key {
            Some(key) => key,
            None => "name",
        };
        let inner = match meeting.inside {
            Inside::List(element) => Meeting::deep(Inside::of(element)),
            _ => Meeting::deep(Inside::Other),
        };
        let list = self.listed(below, above);
        let mut children = self.children(above);
        while let Some(child) = self.next(&mut children) {
            let place = match self.scalar_child(child.value, key) {
                Some(own) => self.entry_keyed(list, key, self.name(own)),
                None => 0,
            };
            if place == 0 {
                self.arena.append(list, child.key, child.value);
            } else {
                let entry = self.arena.entries[place as usize - 1];
                let value = self.lay(Some(entry.value), child.value, inner, depth + 1);
                self.arena.entries[place as usize - 1] = Entry { key: value, value, next: entry.next };
            }
        }
        list
    }

    /// Place of the last element whose key field has a value; 0 for none.
    const fn entry_keyed(&self, list: At, key: &str, name: Name<'_>) -> u32 {
        let mut found = 0;
        let mut place = self.arena.first(list);
        while place > 0 {
            let entry = &self.arena.entries[place as usize - 1];
            if let Some(own) = self.scalar_child(entry.value, key)
                && self.is_key(own, name)
            {
                found = place;
            }
            place = entry.next;
        }
        found
    }

    const fn scalar_child(&self, at: At, key: &str) -> Option<At> {
        match self.child(at, key) {
            Some(child) if self.kind(child).is_scalar() => Some(child),
            _ => None,
        }
    }

    /// A map of indices, as INI writes lists, laid over a list.
    const fn lay_indices(&mut self, below: Option<At>, above: At, meeting: Meeting, depth: usize) -> At {
        let inner = match meeting.inside {
            Inside::List(element) => Meeting::deep(Inside::of(element)),
            _ => Meeting::deep(Inside::Other),
        };
        let list = match below {
            Some(below) if matches!(self.kind(below), TextKind::List) => self.listed(below, above),
            _ => self.arena.open(above, TextKind::List),
        };
        let mut children = self.children(above);
        while let Some(child) = self.next(&mut children) {
            if self.index_of(child.key).is_none() {
                let start = self.begin();
                self.say("a list's elements have numbers, not names");
                self.find(start, child.key, Code::WRONG_TYPE);
            }
        }
        let mut last = None;
        while let Some((index, child)) = self.next_index(above, last) {
            last = Some(index);
            let (place, count) = self.entry_at(list, index);
            if place > 0 {
                let entry = self.arena.entries[place as usize - 1];
                let value = self.lay(Some(entry.value), child.value, inner, depth + 1);
                self.arena.entries[place as usize - 1] = Entry { key: value, value, next: entry.next };
            } else if index == count {
                let value = self.lay(None, child.value, inner, depth + 1);
                self.arena.append(list, value, value);
            } else {
                let start = self.begin();
                self.say("element ");
                self.findings.text().push_number(index as u128);
                self.say(" is given, but the list has only ");
                self.findings.text().push_number(count as u128);
                self.say(" below it");
                self.find(start, child.key, Code::INDEX_GAP);
            }
        }
        list
    }

    const fn index_of(&self, key: At) -> Option<u32> {
        match self.trees[key.tree as usize].nodes.integer(key.node) {
            Number::Read(number) if !number.negative && number.magnitude < u32::MAX as u128 => {
                Some(number.magnitude as u32)
            }
            _ => None,
        }
    }

    /// The child with the smallest index above `last`.
    const fn next_index(&self, map: At, last: Option<u32>) -> Option<(u32, Child)> {
        let mut found: Option<(u32, Child)> = None;
        let mut children = self.children(map);
        while let Some(child) = self.next(&mut children) {
            let Some(index) = self.index_of(child.key) else { continue };
            let follows = match last {
                Some(last) => index > last,
                None => true,
            };
            let nearer = match found {
                Some((best, _)) => index < best,
                None => true,
            };
            if follows && nearer {
                found = Some((index, child));
            }
        }
        found
    }

    /// Place of the element at an index (0 for none), and how many elements there are.
    const fn entry_at(&self, list: At, index: u32) -> (u32, u32) {
        let mut place = self.arena.first(list);
        let (mut found, mut count) = (0, 0);
        while place > 0 {
            if count == index {
                found = place;
            }
            count += 1;
            place = self.arena.entries[place as usize - 1].next;
        }
        (found, count)
    }

    /// Whether a later file chooses another variant of an enum, so that the data of the earlier one must go.
    const fn changes_variant(&self, inside: Inside, below: At, above: At) -> bool {
        let Inside::Section(schema) = inside else { return false };
        let Shape::Enum { tag, variants } = schema.shape else { return false };
        let mut holds_data = false;
        let mut index = 0;
        while index < variants.len() {
            holds_data |= !matches!(variants[index].content, Content::Unit);
            index += 1;
        }
        if !holds_data {
            return false;
        }
        match (self.variant_name(below, tag), self.variant_name(above, tag)) {
            (Some(old), Some(new)) => !self.is_key(old, self.name(new)),
            _ => false,
        }
    }

    const fn variant_name(&self, at: At, tag: Option<&'static str>) -> Option<At> {
        match tag {
            Some(tag) => self.scalar_child(at, tag),
            None => {
                let mut children = self.children(at);
                match self.next(&mut children) {
                    Some(first) => Some(first.key),
                    None => None,
                }
            }
        }
    }
}
