//! Lists of files laid over each other by a key, or by the indices that INI writes.

use config_format::Kind as TextKind;
use config_format::packed::Number;

use super::arena::{At, Child, Entry};
use super::checker::Checker;
use super::merge::{Inside, Meeting};
use super::names::Name;
use crate::finding::Code;
use crate::layer::may_be_list;
use crate::schema::Merge;

impl<'c> Checker<'c> {
    /// Elements with an equal key field are merged in place, others follow.
    pub(super) const fn lay_keyed(&mut self, below: At, above: At, meeting: Meeting, depth: usize) -> At {
        let key = match meeting.key {
            Some(key) => key,
            None => "name",
        };
        let inner = match meeting.inside {
            Inside::List(element, _) => Meeting::deep(Inside::of(element)),
            _ => Meeting::deep(Inside::Other),
        };
        let list = self.listed(below, above);
        let mut children = self.children(above);
        while let Some(child) = self.next(&mut children) {
            self.lay_element(list, child, key, inner, depth);
        }
        list
    }

    /// An element over the one of the list with an equal key field, or behind all.
    const fn lay_element(&mut self, list: At, child: Child, key: &str, inner: Meeting, depth: usize) {
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

    /// Lists that are appended to or merged by a key, of which at least one is its only element, written alone.
    pub(super) const fn lay_alone(&mut self, below: At, above: At, meeting: Meeting, depth: usize) -> At {
        let list = match self.kind(below) {
            TextKind::List => below,
            _ if self.is_alone(below, meeting.inside) => self.listed_alone(below, above),
            _ => return above,
        };
        if !self.is_alone(above, meeting.inside) {
            return match (self.kind(above), meeting.strategy) {
                (TextKind::List, _) => self.lay(Some(list), above, meeting, depth),
                _ => above,
            };
        }
        let list = self.listed(list, above);
        let child = Child { key: above, value: above };
        match (meeting.strategy, meeting.inside) {
            (Merge::Keyed, Inside::List(element, _)) => {
                let key = match meeting.key {
                    Some(key) => key,
                    None => "name",
                };
                self.lay_element(list, child, key, Meeting::deep(Inside::of(element)), depth);
            }
            _ => self.arena.append(list, child.key, child.value),
        }
        list
    }

    /// Whether a value is the only element of a list, written alone. What a reference to another key leads to may be a
    /// list, and shows only at run time.
    pub(super) const fn is_alone(&self, at: At, inside: Inside) -> bool {
        if !matches!(inside, Inside::List(_, true)) || self.is_untyped_text(at) {
            return false;
        }
        match self.kind(at) {
            TextKind::List | TextKind::Null => false,
            _ => !self.is_reference(at) || !may_be_list(self.text(at)),
        }
    }

    /// Whether a value is text of a format without types, where lists are text too.
    pub(super) const fn is_untyped_text(&self, at: At) -> bool {
        matches!(self.kind(at), TextKind::Text) && self.trees[at.tree as usize].indexed
    }

    /// A list of a value alone, which stands where `place` does.
    pub(super) const fn listed_alone(&mut self, at: At, place: At) -> At {
        let list = self.arena.open(place, TextKind::List);
        self.arena.append(list, at, at);
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

    pub(super) const fn scalar_child(&self, at: At, key: &str) -> Option<At> {
        match self.child(at, key) {
            Some(child) if self.kind(child).is_scalar() => Some(child),
            _ => None,
        }
    }

    /// A map of indices, as INI writes lists, laid over a list.
    pub(super) const fn lay_indices(
        &mut self,
        below: Option<At>,
        above: At,
        meeting: Meeting,
        depth: usize,
    ) -> At {
        let inner = match meeting.inside {
            Inside::List(element, _) => Meeting::deep(Inside::of(element)),
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
}
