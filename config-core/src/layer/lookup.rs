//! Values of one tree by their paths, for many look-ups.

use std::collections::HashMap;

use crate::read::{Inner, Value};
use crate::schema::Schema;

/// Looks values up. What lies in a list or map is noted when it is first asked for, so that as many references as a map
/// has entries cost no more than the map.
pub(crate) struct Lookup<'a> {
    root: Value<'a>,
    schema: &'static Schema,
    known: HashMap<Place, Children<'a>>,
}

/// Which list or map: a node of a layer, or one that was put together, by its address.
#[derive(PartialEq, Eq, Hash)]
pub(super) enum Place {
    Node(usize, u32),
    Merged(usize),
}

impl Place {
    pub(super) fn of(value: Value<'_>) -> Option<Self> {
        match value.0 {
            Inner::Node { layer, index } => Some(Place::Node(layer.number, index)),
            Inner::Merged(merged) => Some(Place::Merged(std::ptr::from_ref(merged).addr())),
            Inner::Key { .. } | Inner::Literal(_) | Inner::Absent => None,
        }
    }
}

enum Children<'a> {
    Items(Vec<Value<'a>>),
    Entries(HashMap<&'a str, Value<'a>>),
}

impl<'a> Lookup<'a> {
    pub(crate) fn new(root: Value<'a>, schema: &'static Schema) -> Self {
        Self { root, schema, known: HashMap::new() }
    }

    /// As [`Value::lookup`] in the root.
    pub(crate) fn find(&mut self, path: &str) -> Option<Value<'a>> {
        let known = &mut self.known;
        self.root.lookup_by(self.schema, path, |value, segment| child(known, value, segment))
    }
}

/// As [`Value::child`].
fn child<'a>(known: &mut HashMap<Place, Children<'a>>, value: Value<'a>, segment: &str) -> Option<Value<'a>> {
    let Some(place) = Place::of(value) else { return value.child(segment) };
    let children = known.entry(place).or_insert_with(|| {
        if value.is_list() {
            return Children::Items(value.items());
        }
        let mut entries = HashMap::new();
        value.for_each_entry(|_, key, value| {
            entries.insert(key, value);
        });
        Children::Entries(entries)
    });
    match children {
        Children::Items(items) => items.get(segment.parse::<usize>().ok()?).copied(),
        Children::Entries(entries) => entries.get(segment).copied(),
    }
}
