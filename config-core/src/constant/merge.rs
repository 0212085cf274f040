//! Files laid over each other, by the strategies of the table: the rules of the loader, without allocation.
//!
//! What only one file has stays a node of it; only where files meet are entries listed anew, in the arena.

use config_format::Kind as TextKind;

use super::arena::{At, Entry};
use super::checker::{Checker, DEEPEST};
use super::names::{self, Name, without_wrappers};
use crate::schema::{Content, Field, Kind, Merge, Schema, Shape};

/// What the table says about a value, as far as merging asks.
#[derive(Clone, Copy)]
pub(super) enum Inside {
    Section(&'static Schema),
    /// A list by its elements, and whether one of them may stand alone.
    List(&'static Kind, bool),
    Map(&'static Kind),
    Other,
}

impl Inside {
    pub(super) const fn of(kind: &'static Kind) -> Self {
        match without_wrappers(kind) {
            Kind::Section(schema) => Self::Section(schema),
            Kind::List { element, single, .. } => Self::List(element, *single),
            Kind::Map { value, .. } => Self::Map(value),
            _ => Self::Other,
        }
    }
}

/// How two values meet.
#[derive(Clone, Copy)]
pub(super) struct Meeting {
    pub(super) inside: Inside,
    pub(super) strategy: Merge,
    pub(super) key: Option<&'static str>,
}

impl Meeting {
    pub(super) const fn of_field(field: &'static Field) -> Self {
        let strategy = match field.merge {
            Some(strategy) => strategy,
            None => match without_wrappers(&field.kind) {
                Kind::Section(_) | Kind::Map { .. } | Kind::Recursive(_) => Merge::Deep,
                _ => Merge::Replace,
            },
        };
        Self { inside: Inside::of(&field.kind), strategy, key: field.key }
    }

    pub(super) const fn deep(inside: Inside) -> Self {
        Self { inside, strategy: Merge::Deep, key: None }
    }
}

impl<'c> Checker<'c> {
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
    pub(super) const fn lay(&mut self, below: Option<At>, above: At, meeting: Meeting, depth: usize) -> At {
        let indexed = self.trees[above.tree as usize].indexed;
        let kind = self.kind(above);
        // Nothing of a table lies that deep, and the compiler limits nested calls.
        if depth > DEEPEST {
            return above;
        }
        match (below, kind) {
            (below, TextKind::Map) if indexed && matches!(meeting.inside, Inside::List(..)) => {
                let below = match below {
                    // Text of a format without types is a list that the loader takes apart.
                    Some(below) if self.is_untyped_text(below) => return below,
                    Some(below) if self.is_alone(below, meeting.inside) => {
                        Some(self.listed_alone(below, above))
                    }
                    below => below,
                };
                self.lay_indices(below, above, meeting, depth)
            }
            (Some(below), _)
                if matches!(meeting.strategy, Merge::Append | Merge::Keyed)
                    && matches!(meeting.inside, Inside::List(..))
                    && self.is_untyped_text(below) =>
            {
                below
            }
            (Some(below), _)
                if matches!(meeting.strategy, Merge::Append | Merge::Keyed)
                    && (self.is_alone(below, meeting.inside) || self.is_alone(above, meeting.inside)) =>
            {
                self.lay_alone(below, above, meeting, depth)
            }
            (Some(below), TextKind::Map)
                if matches!(self.kind(below), TextKind::Map)
                    && !matches!(meeting.strategy, Merge::Replace)
                    && !self.changes_variant(meeting.inside, below, above) =>
            {
                let below = self.listed(below, above);
                if let Inside::Section(schema) = meeting.inside {
                    self.leave_variants(schema, below, above);
                }
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
            // Of a key that came twice the first is meant, as the loader has it.
            let place = match self.entry_named(below, name, if self.twice { 0 } else { expected }) {
                0 => match field {
                    // An alias in one file and the name in another are the same field.
                    Some(field) if !field.aliases.is_empty() => self.entry_of_field(below, field),
                    _ => 0,
                },
                place => place,
            };
            // Both in one file are a mistake, which is found when both are seen.
            let own = place > 0 && self.arena.entries[place as usize - 1].key.tree == child.key.tree;
            self.twice |= own;
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
