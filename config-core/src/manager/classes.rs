//! Which fields must wait for a restart.

use super::change::{PathChange, fields_on, lies_in};
use crate::schema::{Kind, Reload, Schema, Shape};

/// The fields to hold so that nothing beyond `hot` changes. A list, a map, an enum or an optional section waits as a
/// whole: half of one would be a value that nobody has written.
pub(crate) fn held_fields(schema: &'static Schema, changes: &[PathChange]) -> Vec<String> {
    let mut held: Vec<String> = Vec::new();
    for change in changes.iter().filter(|change| change.reload > Reload::Hot) {
        let mut unit = None;
        for (path, field) in fields_on(schema, &change.path) {
            unit = Some(path);
            let is_section =
                matches!(field.kind, Kind::Section(inner) if matches!(inner.shape, Shape::Struct(_)));
            if !is_section {
                break;
            }
        }
        if let Some(unit) = unit
            && !held.contains(&unit)
        {
            held.push(unit);
        }
    }
    held
}

/// The changes that wait with the held fields, and those that do not.
pub(crate) fn split(changes: Vec<PathChange>, held: &[String]) -> (Vec<PathChange>, Vec<PathChange>) {
    changes.into_iter().partition(|change| held.iter().any(|field| lies_in(&change.path, field)))
}
