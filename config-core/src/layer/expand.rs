//! References to lists and maps: what they lead to may hold references itself. Each is read in the place of its reference,
//! so none may lie around itself, and all together must not grow without end.

use std::collections::HashMap;

use config_format::Limits;

use super::Layer;
use super::lookup::Place;
use super::reference::Outcome;
use super::resolve::Resolver;
use crate::finding::Code;
use crate::read::{Inner, Value};

/// A reference that leads to a list or a map.
pub(super) struct Collected<'a> {
    pub(super) layer: &'a Layer,
    pub(super) index: u32,
    pub(super) path: String,
}

/// The nodes that references may add all together.
const MOST: usize = 262_144;

/// How large a list or map is, with all that its references lead to.
#[derive(Clone, Copy)]
struct Extent {
    nodes: usize,
    depth: usize,
}

/// What is known of a list or map.
enum State {
    /// It is being measured, so what leads to it from inside leads in a circle.
    Open,
    Measured(Extent),
}

/// Measures everything that references lead to. What has no end, or too much in it, is told and left out.
pub(super) fn expand(resolver: &mut Resolver<'_, '_, '_>) {
    let collected = std::mem::take(&mut resolver.collected);
    if collected.is_empty() {
        return;
    }
    let mut places: Vec<(usize, u32, usize)> = collected
        .iter()
        .enumerate()
        .map(|(number, reference)| (reference.layer.number, reference.index, number))
        .collect();
    places.sort_unstable();
    let mut expander = Expander {
        resolver,
        measured: collected.iter().map(|_| None).collect(),
        collected: &collected,
        places: &places,
        states: HashMap::new(),
        left: MOST,
    };
    for number in 0..collected.len() {
        expander.reference(number, 0);
    }
}

struct Expander<'e, 'r, 'a, 's, 'f> {
    resolver: &'r mut Resolver<'a, 's, 'f>,
    collected: &'e [Collected<'a>],
    /// Layer, node and number of each, in the order of the layers' texts.
    places: &'e [(usize, u32, usize)],
    measured: Vec<Option<Extent>>,
    states: HashMap<Place, State>,
    left: usize,
}

impl<'a> Expander<'_, '_, 'a, '_, '_> {
    /// How large a reference is, with all that it leads to; `depth` is how deep it lies among those that lead to it.
    fn reference(&mut self, number: usize, depth: usize) -> Extent {
        const NOTHING: Extent = Extent { nodes: 1, depth: 0 };
        if let Some(extent) = self.measured[number] {
            return extent;
        }
        let Some(target) = self.target(number) else { return NOTHING };
        let deepest = Limits::default().depth;
        let extent = match place(target).and_then(|place| self.states.get(&place)) {
            Some(State::Open) => {
                let to = self.end(number);
                let message = format!("references lead in a circle: {to} holds what refers to it");
                self.refuse(number, Code::REFERENCE_CYCLE, message, "refer to what does not lie around it");
                NOTHING
            }
            Some(State::Measured(extent)) => *extent,
            None if depth >= deepest => Extent { nodes: 1, depth: deepest },
            None => self.collection(target, depth),
        };
        // A circle may have been found on the way, at this reference itself.
        if let Some(extent) = self.measured[number] {
            return extent;
        }
        let extent = if extent.depth >= deepest {
            let message = format!("references nest lists and maps more than {deepest} levels deep");
            self.refuse(number, Code::LIMIT, message, "refer to less");
            NOTHING
        } else if extent.nodes > self.left {
            let message = format!("references lead to more than {MOST} values");
            self.refuse(
                number,
                Code::LIMIT,
                message,
                "refer to less; values that refer to each other twice double in size",
            );
            NOTHING
        } else {
            self.left -= extent.nodes;
            extent
        };
        self.measured[number] = Some(extent);
        extent
    }

    /// How large a list or map is.
    fn collection(&mut self, value: Value<'a>, depth: usize) -> Extent {
        let Some(own) = place(value) else { return Extent { nodes: 1, depth: 0 } };
        self.states.insert(own, State::Open);
        let (mut extent, mut inside) = (Extent { nodes: 1, depth: 1 }, Vec::new());
        self.walk(value, 1, &mut extent, &mut inside);
        for (number, level) in inside {
            let led_to = self.reference(number, depth + level);
            extent.nodes = extent.nodes.saturating_add(led_to.nodes);
            extent.depth = extent.depth.max(level + led_to.depth);
        }
        if let Some(own) = place(value) {
            self.states.insert(own, State::Measured(extent));
        }
        extent
    }

    /// Counts the nodes of a list or map, and lists the references in it with their levels.
    fn walk(&self, value: Value<'a>, level: usize, extent: &mut Extent, inside: &mut Vec<(usize, usize)>) {
        extent.depth = extent.depth.max(level);
        let mut visit = |value: Value<'a>| {
            extent.nodes += 1;
            match value.0 {
                Inner::Node { layer, index } if layer.tree.node(index).kind().is_scalar() => {
                    let known =
                        self.places.binary_search_by_key(&(layer.number, index), |place| (place.0, place.1));
                    inside.extend(known.ok().map(|known| (self.places[known].2, level)));
                }
                _ => self.walk(value, level + 1, extent, inside),
            }
        };
        value.for_each_item(|_, item| visit(item));
        value.for_each_entry(|_, _, entry| visit(entry));
    }

    /// The list or map that a reference leads to.
    fn target(&self, number: usize) -> Option<Value<'a>> {
        let Collected { layer, index, .. } = &self.collected[number];
        match self.resolver.resolutions.get(layer, *index)?.outcome {
            Outcome::Value(value) => Some(value),
            Outcome::Text(..) | Outcome::Failed => None,
        }
    }

    /// The path that a reference leads to.
    fn end(&self, number: usize) -> String {
        let Collected { layer, index, .. } = &self.collected[number];
        let resolved = self.resolver.resolutions.get(layer, *index);
        resolved.and_then(|resolved| resolved.target.clone()).unwrap_or_default()
    }

    fn refuse(&mut self, number: usize, code: Code, message: String, help: &str) {
        let Collected { layer, index, path } = &self.collected[number];
        self.resolver.find(code, layer, *index, path, message, help);
        if let Some(resolved) = self.resolver.resolutions.found.get_mut(&(layer.number, *index)) {
            resolved.outcome = Outcome::Failed;
            resolved.target = None;
        }
        self.measured[number] = Some(Extent { nodes: 1, depth: 0 });
    }
}

fn place(value: Value<'_>) -> Option<Place> {
    Place::of(value).filter(|_| value.is_list() || value.is_map())
}
