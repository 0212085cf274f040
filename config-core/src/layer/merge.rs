//! Layers into one tree, by the strategies of the schema.
//!
//! What only one layer has is taken as a whole, by reference; only where layers meet are entries listed anew. So a merge
//! costs what the layers have in common, and every value keeps its place in its own layer.

use std::collections::HashMap;

use config_format::Kind as TextKind;

use super::Layer;
use super::alone::is_alone;
use super::replace::replace;
use super::variant::{changes_variant, leave_variants};
use crate::finding::{Code, Finding};
use crate::path::{Segment, joined};
use crate::read::{Inner, Value};
use crate::schema::{Field, Kind, Merge, Schema};

/// A value of the merged tree.
pub(crate) enum Merged<'a> {
    /// A node of one layer, as a whole.
    Node(&'a Layer, u32),
    /// A map of several layers.
    Map { entries: Vec<Entry<'a>>, place: (&'a Layer, u32) },
    /// A list of several layers.
    List { items: Vec<Merged<'a>>, place: (&'a Layer, u32) },
}

/// An entry of a merged map.
pub(crate) struct Entry<'a> {
    pub(crate) key: &'a str,
    pub(crate) key_layer: &'a Layer,
    pub(crate) key_index: u32,
    pub(crate) value: Merged<'a>,
}

impl<'a> Merged<'a> {
    pub(crate) fn kind(&self) -> TextKind {
        match self {
            Merged::Node(layer, index) => layer.tree.node(*index).kind(),
            Merged::Map { .. } => TextKind::Map,
            Merged::List { .. } => TextKind::List,
        }
    }

    pub(crate) fn place(&self) -> (&'a Layer, u32) {
        match self {
            Merged::Node(layer, index) => (layer, *index),
            Merged::Map { place, .. } | Merged::List { place, .. } => *place,
        }
    }

    pub(crate) fn value<'m>(self: &'m Merged<'a>) -> Value<'m>
    where
        'a: 'm,
    {
        match self {
            Merged::Node(layer, index) => Value(Inner::Node { layer, index: *index }),
            merged => Value(Inner::Merged(shorten(merged))),
        }
    }

    /// The same nodes once more.
    pub(super) fn copy(&self) -> Merged<'a> {
        match self {
            Merged::Node(layer, index) => Merged::Node(layer, *index),
            Merged::Map { entries, place } => Merged::Map {
                entries: entries.iter().map(|entry| Entry { value: entry.value.copy(), ..*entry }).collect(),
                place: *place,
            },
            Merged::List { items, place } => {
                Merged::List { items: items.iter().map(Merged::copy).collect(), place: *place }
            }
        }
    }

    /// The entries of a map, taken out of a whole node where it was one.
    pub(super) fn into_entries(self) -> Vec<Entry<'a>> {
        match self {
            Merged::Map { entries, .. } => entries,
            Merged::Node(layer, index) => layer
                .tree
                .node(index)
                .entries()
                .map(|(key, value)| Entry {
                    key: key.text(),
                    key_layer: layer,
                    key_index: key.index(),
                    value: Merged::Node(layer, value.index()),
                })
                .collect(),
            Merged::List { .. } => Vec::new(),
        }
    }

    pub(super) fn into_items(self) -> Vec<Merged<'a>> {
        match self {
            Merged::List { items, .. } => items,
            Merged::Node(layer, index) => {
                layer.tree.node(index).items().map(|item| Merged::Node(layer, item.index())).collect()
            }
            Merged::Map { .. } => Vec::new(),
        }
    }

    /// The elements of a list, which may be one written alone.
    fn into_elements(self, kind: Option<&Kind>) -> Vec<Merged<'a>> {
        if is_alone(kind, &self) { vec![self] } else { self.into_items() }
    }
}

/// `Merged` is covariant in its lifetime; this says so to the compiler.
fn shorten<'m, 'a: 'm>(merged: &'m Merged<'a>) -> &'m Merged<'m> {
    merged
}

/// Where the keys of a map stand. Small maps are searched; large ones get an index, so that merging stays linear.
struct Places<'a>(Option<HashMap<&'a str, usize>>);

impl<'a> Places<'a> {
    const FEW: usize = 16;

    fn of(entries: &[Entry<'a>]) -> Self {
        Self(
            (entries.len() > Self::FEW)
                .then(|| entries.iter().enumerate().map(|(place, entry)| (entry.key, place)).collect()),
        )
    }

    fn find(&self, entries: &[Entry<'a>], key: &str) -> Option<usize> {
        match &self.0 {
            Some(places) => places.get(key).copied(),
            None => entries.iter().position(|entry| entry.key == key),
        }
    }

    /// Notes the last entry.
    fn add(&mut self, entries: &[Entry<'a>]) {
        match (&mut self.0, entries.last()) {
            (Some(places), Some(last)) => {
                places.insert(last.key, entries.len() - 1);
            }
            _ => *self = Self::of(entries),
        }
    }
}

/// Merges all layers in order. Findings: gaps in lists given by index, `$unset` of unknown paths.
pub(crate) fn merge<'a>(
    schema: &'static Schema,
    layers: &'a [Layer],
    findings: &mut Vec<Finding>,
) -> Option<Merged<'a>> {
    let mut merger = Merger { findings, path: Vec::new() };
    let root = Kind::Section(schema);
    let mut merged = None;
    for layer in layers {
        if layer.tree.root().kind() != TextKind::Map {
            continue;
        }
        if let Some(paths) = layer.tree.root().get("$unset") {
            merged = merger.unset(schema, merged, layer, paths);
        }
        merged =
            Some(merger.lay(merged, layer, 0, Rule { kind: Some(&root), strategy: Merge::Deep, key: None }));
    }
    merged.map(|merged| replace(schema, merged))
}

/// How two values meet.
#[derive(Clone, Copy)]
struct Rule<'s> {
    kind: Option<&'s Kind>,
    strategy: Merge,
    key: Option<&'static str>,
}

impl<'s> Rule<'s> {
    fn of_field(field: &'s Field) -> Self {
        Self { kind: Some(&field.kind), strategy: field.merge_strategy(), key: field.key }
    }

    fn of_kind(kind: Option<&'s Kind>) -> Self {
        Self { kind, strategy: Merge::Deep, key: None }
    }
}

pub(super) struct Merger<'f, 'a> {
    pub(super) findings: &'f mut Vec<Finding>,
    pub(super) path: Vec<Segment<'a>>,
}

impl<'a> Merger<'_, 'a> {
    /// Lays a node over what is below it.
    fn lay(&mut self, below: Option<Merged<'a>>, layer: &'a Layer, index: u32, rule: Rule<'_>) -> Merged<'a> {
        let node = layer.tree.node(index);
        let kind = rule.kind.map(Kind::without_wrappers);
        match (below, node.kind()) {
            (below, TextKind::Map) if layer.indexed && matches!(kind, Some(Kind::List { .. })) => {
                self.lay_indices(below, layer, index, kind)
            }
            (Some(below), _)
                if matches!(rule.strategy, Merge::Append | Merge::Keyed)
                    && (is_alone(kind, &below) || is_alone(kind, &Merged::Node(layer, index))) =>
            {
                let above = Merged::Node(layer, index);
                let is_list = |merged: &Merged<'_>| merged.kind() == TextKind::List || is_alone(kind, merged);
                match is_list(&below) && is_list(&above) {
                    true if rule.strategy == Merge::Append => {
                        let mut items = below.into_elements(kind);
                        items.extend(above.into_elements(kind));
                        Merged::List { items, place: (layer, index) }
                    }
                    true => self.lay_keyed(below.into_elements(kind), layer, index, rule),
                    false => above,
                }
            }
            (Some(below), TextKind::Map)
                if below.kind() == TextKind::Map
                    && rule.strategy != Merge::Replace
                    && !changes_variant(kind, &below, layer, index) =>
            {
                let mut entries = below.into_entries();
                leave_variants(&mut entries, kind, layer, index);
                self.lay_map(entries, layer, index, kind)
            }
            (None, TextKind::Map) if layer.indexed => self.lay_map(Vec::new(), layer, index, kind),
            (Some(below), TextKind::List) if below.kind() == TextKind::List => match rule.strategy {
                Merge::Append => {
                    let mut items = below.into_items();
                    items.extend(Merged::Node(layer, index).into_items());
                    Merged::List { items, place: (layer, index) }
                }
                Merge::Keyed => self.lay_keyed(below.into_items(), layer, index, rule),
                Merge::Replace | Merge::Deep => Merged::Node(layer, index),
            },
            _ => Merged::Node(layer, index),
        }
    }

    fn lay_map(
        &mut self,
        mut entries: Vec<Entry<'a>>,
        layer: &'a Layer,
        index: u32,
        kind: Option<&Kind>,
    ) -> Merged<'a> {
        let mut places = Places::of(&entries);
        for (key_node, value) in layer.tree.node(index).entries() {
            let key = key_node.text();
            let field = field_named(kind, key);
            let place = places
                .find(&entries, key)
                .or_else(|| {
                    // An alias in one layer and the name in another are the same field.
                    let field = field.filter(|field| !field.aliases.is_empty())?;
                    entries.iter().position(|entry| field.is_called(entry.key))
                })
                // Both in one layer are a mistake, which the reader finds when it sees both.
                .filter(|place| !std::ptr::eq(entries[*place].key_layer, layer));
            let rule = match (field, kind) {
                (Some(field), _) => Rule::of_field(field),
                (None, Some(Kind::Map { value, .. })) => Rule::of_kind(Some(value)),
                _ => Rule::of_kind(None),
            };
            let length = self.path.len();
            self.path.push(Segment::Key(key));
            match place {
                Some(place) => {
                    let entry = &mut entries[place];
                    let below = std::mem::replace(&mut entry.value, Merged::Node(layer, value.index()));
                    entry.value = self.lay(Some(below), layer, value.index(), rule);
                    entry.key = key;
                    entry.key_layer = layer;
                    entry.key_index = key_node.index();
                }
                None => {
                    let value = self.lay(None, layer, value.index(), rule);
                    entries.push(Entry { key, key_layer: layer, key_index: key_node.index(), value });
                    places.add(&entries);
                }
            }
            self.path.truncate(length);
        }
        Merged::Map { entries, place: (layer, index) }
    }

    /// Elements with an equal key field are merged in place, others follow.
    fn lay_keyed(
        &mut self,
        mut items: Vec<Merged<'a>>,
        layer: &'a Layer,
        index: u32,
        rule: Rule<'_>,
    ) -> Merged<'a> {
        let element = match rule.kind.map(Kind::without_wrappers) {
            Some(Kind::List { element, .. }) => Some(*element),
            _ => None,
        };
        let key = rule.key.unwrap_or("name");
        let identity = |value: Value<'_>| {
            value.child(key).and_then(Value::raw_scalar).map(|scalar| scalar.text.to_owned())
        };
        let mut places: HashMap<String, usize> = items
            .iter()
            .enumerate()
            .filter_map(|(place, item)| Some((identity(item.value())?, place)))
            .collect();
        let node = layer.tree.node(index);
        let alone = (node.kind() != TextKind::List).then_some(node);
        for node in node.items().chain(alone) {
            let own = identity(Value::node(layer, node.index()));
            match own.as_ref().and_then(|own| places.get(own).copied()) {
                Some(place) => {
                    let below = std::mem::replace(&mut items[place], Merged::Node(layer, node.index()));
                    let length = self.path.len();
                    self.path.push(Segment::Index(place));
                    items[place] = self.lay(Some(below), layer, node.index(), Rule::of_kind(element));
                    self.path.truncate(length);
                }
                None => {
                    if let Some(own) = own {
                        places.insert(own, items.len());
                    }
                    items.push(Merged::Node(layer, node.index()));
                }
            }
        }
        Merged::List { items, place: (layer, index) }
    }

    /// A map of indices from variables or overrides, laid over a list.
    fn lay_indices(
        &mut self,
        below: Option<Merged<'a>>,
        layer: &'a Layer,
        index: u32,
        kind: Option<&Kind>,
    ) -> Merged<'a> {
        let element = match kind {
            Some(Kind::List { element, .. }) => Some(*element),
            _ => None,
        };
        let mut items = below.map(|below| below.into_elements(kind)).unwrap_or_default();
        let mut given: Vec<(usize, u32, config_format::Span)> = Vec::new();
        for (key, value) in layer.tree.node(index).entries() {
            match key.text().parse() {
                Ok(place) => given.push((place, value.index(), key.span())),
                Err(_) => self.findings.push(
                    Finding::error(
                        Code::WRONG_TYPE,
                        joined(&self.path),
                        format!("{} is a list, whose elements have numbers, not names", joined(&self.path)),
                    )
                    .with_place(layer.origin(key.span()), layer.place(key.span(), None, ""))
                    .with_help("number the elements from 0"),
                ),
            }
        }
        given.sort_by_key(|(place, ..)| *place);
        for (place, value, span) in given {
            let length = self.path.len();
            self.path.push(Segment::Index(place));
            if place < items.len() {
                let below = std::mem::replace(&mut items[place], Merged::Node(layer, value));
                items[place] = self.lay(Some(below), layer, value, Rule::of_kind(element));
            } else if place == items.len() {
                let item = self.lay(None, layer, value, Rule::of_kind(element));
                items.push(item);
            } else {
                self.findings.push(
                    Finding::error(
                        Code::INDEX_GAP,
                        joined(&self.path),
                        format!("element {place} is given, but the list has only {} below it", items.len()),
                    )
                    .with_labelled_origin(layer.origin(span), Some(layer.number), "")
                    .with_help(format!("number the elements without gaps; the next is {}", items.len())),
                );
            }
            self.path.truncate(length);
        }
        Merged::List { items, place: (layer, index) }
    }
}

/// The field that a key names in a section.
pub(super) fn field_named(kind: Option<&Kind>, key: &str) -> Option<&'static Field> {
    match kind? {
        Kind::Section(schema) => schema.find(key),
        _ => None,
    }
}
