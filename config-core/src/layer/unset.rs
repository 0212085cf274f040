//! `$unset`: what lower layers say is taken away, so that it is what the code says again.

use config_format::Kind as TextKind;

use super::Layer;
use super::merge::{Entry, Merged, Merger, field_named};
use crate::finding::{Code, Finding};
use crate::path::segments;
use crate::schema::{Kind, Schema};

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
        for node in paths.items().chain(single) {
            let path = node.text();
            if !node.kind().is_scalar() || schema.field_at(path).is_none() {
                let mut finding = Finding::error(
                    Code::UNSET_PATH,
                    "$unset",
                    if node.kind().is_scalar() {
                        format!("$unset names {path}, which is no field of the configuration")
                    } else {
                        "$unset is neither a path nor a list of paths".to_owned()
                    },
                )
                .with_place(layer.origin(node.span()), layer.place(node.span(), None, ""));
                finding.help = Some(match crate::read::suggest_path(schema, path) {
                    Some(nearest) => format!("did you mean {nearest}?"),
                    None => "give a list of paths such as limits.max_tokens".to_owned(),
                });
                self.findings.push(finding);
                continue;
            }
            if let Some(below) = merged.take() {
                let segments: Vec<&str> = segments(path).collect();
                merged = remove(below, &segments, Some(&Kind::Section(schema)));
            }
        }
        merged
    }
}

/// Removes the value at `path`; nothing is left when the path is the value itself.
fn remove<'a>(merged: Merged<'a>, path: &[&str], kind: Option<&Kind>) -> Option<Merged<'a>> {
    let (first, rest) = path.split_first()?;
    let place = merged.place();
    let kind = kind.map(Kind::without_wrappers);
    match merged.kind() {
        TextKind::Map => {
            let field = field_named(kind, first);
            let inner = match (field, kind) {
                (Some(field), _) => Some(&field.kind),
                (None, Some(Kind::Map { value, .. })) => Some(*value),
                _ => None,
            };
            let entries = merged
                .into_entries()
                .into_iter()
                .filter_map(|entry| {
                    if entry.key != *first && !field.is_some_and(|field| field.is_called(entry.key)) {
                        return Some(entry);
                    }
                    let Entry { key, key_layer, key_index, value } = entry;
                    Some(Entry { key, key_layer, key_index, value: remove(value, rest, inner)? })
                })
                .collect();
            Some(Merged::Map { entries, place })
        }
        TextKind::List => {
            let wanted: Option<usize> = first.parse().ok();
            let element = match kind {
                Some(Kind::List { element, .. }) => Some(*element),
                _ => None,
            };
            let items = merged
                .into_items()
                .into_iter()
                .enumerate()
                .filter_map(
                    |(index, item)| {
                        if Some(index) == wanted { remove(item, rest, element) } else { Some(item) }
                    },
                )
                .collect();
            Some(Merged::List { items, place })
        }
        _ => Some(merged),
    }
}
