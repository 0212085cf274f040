//! `$unset`: what lower layers say is taken away, so that it is what the code says again.

use std::collections::HashSet;

use config_format::Kind as TextKind;

use super::Layer;
use super::merge::{Merged, Merger, field_named};
use crate::finding::{Code, Finding};
use crate::path::segments;
use crate::schema::{Field, Kind, Schema};

impl<'a> Merger<'_, 'a> {
    /// Removes what `$unset` names from what is below.
    pub(super) fn unset(
        &mut self,
        schema: &'static Schema,
        mut merged: Option<Merged<'a>>,
        layer: &'a Layer,
        paths: config_format::Node<'a>,
    ) -> Option<Merged<'a>> {
        let single = (paths.kind() != TextKind::List).then_some(paths);
        let root = Kind::Section(schema);
        let mut together = Together::default();
        for node in paths.items().chain(single) {
            let path = node.text();
            if let Some((problem, help)) = problem(schema, node) {
                let finding = Finding::error(Code::UNSET_PATH, "$unset", problem).with_help(help);
                let place = layer.place(node.span(), None, "");
                self.findings.push(finding.with_place(layer.origin(node.span()), place));
                continue;
            }
            let mut around: Vec<&str> = segments(path).collect();
            let Some(last) = around.pop() else { continue };
            if around != together.around {
                merged = together.take_from(merged, &root);
                together.around = around;
            }
            together.names.push(last);
        }
        together.take_from(merged, &root)
    }
}

/// What is wrong with a path to be unset, and what to do about it.
fn problem(schema: &'static Schema, node: config_format::Node<'_>) -> Option<(String, String)> {
    let path = node.text();
    let list = || "give a list of paths such as limits.max_tokens".to_owned();
    if !node.kind().is_scalar() {
        return Some(("$unset is neither a path nor a list of paths".to_owned(), list()));
    }
    if let Some(misplaced) = schema.key_in_list(path) {
        let message = format!("$unset names {path}, but {}", misplaced.message());
        return Some((message, format!("write {}, for one of its elements", misplaced.mended(0, false))));
    }
    if schema.field_at(path).is_some() {
        return None;
    }
    let help = match crate::read::suggest_path(schema, path) {
        Some(nearest) => format!("did you mean {nearest}?"),
        None => list(),
    };
    Some((format!("$unset names {path}, which is no field of the configuration"), help))
}

/// Paths that follow each other and lie in one section, map or list: what they name is removed at once.
#[derive(Default)]
struct Together<'t> {
    around: Vec<&'t str>,
    names: Vec<&'t str>,
}

impl Together<'_> {
    fn take_from<'a>(&mut self, merged: Option<Merged<'a>>, root: &Kind) -> Option<Merged<'a>> {
        let names = std::mem::take(&mut self.names);
        if names.is_empty() { merged } else { Some(inside(merged?, &self.around, &names, Some(root))) }
    }
}

/// Removes values by their names from what lies at the path `around`.
fn inside<'a>(merged: Merged<'a>, around: &[&str], names: &[&str], kind: Option<&Kind>) -> Merged<'a> {
    let kind = kind.map(Kind::without_wrappers);
    let Some((first, rest)) = around.split_first() else { return without(merged, names, kind) };
    let place = merged.place();
    match merged.kind() {
        TextKind::Map => {
            let field = field_named(kind, first);
            let inner = match (field, kind) {
                (Some(field), _) => Some(&field.kind),
                (None, Some(Kind::Map { value, .. })) => Some(*value),
                _ => None,
            };
            let mut entries = merged.into_entries();
            for entry in &mut entries {
                if entry.key == *first || field.is_some_and(|field| field.is_called(entry.key)) {
                    let whole = Merged::Node(entry.key_layer, entry.key_index);
                    entry.value = inside(std::mem::replace(&mut entry.value, whole), rest, names, inner);
                }
            }
            Merged::Map { entries, place }
        }
        TextKind::List => {
            let element = match kind {
                Some(Kind::List { element, .. }) => Some(*element),
                _ => None,
            };
            let mut items = merged.into_items();
            if let Some(item) = first.parse().ok().and_then(|index: usize| items.get_mut(index)) {
                let whole = Merged::Node(place.0, place.1);
                *item = inside(std::mem::replace(item, whole), rest, names, element);
            }
            Merged::List { items, place }
        }
        _ => merged,
    }
}

/// Removes entries by their keys, or elements by their numbers, which change with each that goes.
fn without<'a>(merged: Merged<'a>, names: &[&str], kind: Option<&Kind>) -> Merged<'a> {
    let place = merged.place();
    match merged.kind() {
        TextKind::Map => {
            let names: HashSet<&str> = names.iter().copied().collect();
            let is_named = |key: &str| {
                let called = |field: &Field| {
                    names.contains(field.name) || field.aliases.iter().any(|alias| names.contains(alias))
                };
                names.contains(key) || field_named(kind, key).is_some_and(called)
            };
            let mut entries = merged.into_entries();
            entries.retain(|entry| !is_named(entry.key));
            Merged::Map { entries, place }
        }
        TextKind::List => {
            let mut items = merged.into_items();
            for index in names.iter().filter_map(|name| name.parse::<usize>().ok()) {
                if index < items.len() {
                    items.remove(index);
                }
            }
            Merged::List { items, place }
        }
        _ => merged,
    }
}
