//! Values under deprecated keys that arrive at the key that replaces them, where no source gives that one and both mean
//! the same.

use config_format::Kind as TextKind;

use super::merge::{Entry, Merged};
use crate::path::segments;
use crate::schema::{Field, Kind, Schema, Shape};

/// Copies the values of replaced keys, by reference, to where they are read now. Tables without a replacement cost one
/// look at them.
pub(super) fn replace<'a>(schema: &'static Schema, merged: Merged<'a>) -> Merged<'a> {
    if replaces(&Kind::Section(schema), &mut Vec::new()) {
        in_kind(&Kind::Section(schema), merged)
    } else {
        merged
    }
}

/// Whether a field in or below the kind has a replacement.
fn replaces(kind: &Kind, seen: &mut Vec<*const Schema>) -> bool {
    match kind.without_wrappers() {
        Kind::Section(schema) => {
            let this = std::ptr::from_ref(*schema);
            let known = seen.contains(&this);
            seen.push(this);
            !known
                && schema.all_fields().any(|field| {
                    field.deprecated.is_some_and(|deprecated| deprecated.replacement.is_some())
                        || replaces(&field.kind, seen)
                })
        }
        Kind::List { element, .. } | Kind::Map { value: element, .. } => replaces(element, seen),
        _ => false,
    }
}

fn in_kind<'a>(kind: &Kind, merged: Merged<'a>) -> Merged<'a> {
    let kind = kind.without_wrappers();
    if !replaces(kind, &mut Vec::new()) {
        return merged;
    }
    match (kind, merged.kind()) {
        (Kind::Section(schema), TextKind::Map) => in_section(schema, merged),
        (Kind::List { element, .. }, TextKind::List) => {
            let place = merged.place();
            let items = merged.into_items().into_iter().map(|item| in_kind(element, item)).collect();
            Merged::List { items, place }
        }
        (Kind::Map { value, .. }, TextKind::Map) => {
            let place = merged.place();
            let mut entries = merged.into_entries();
            for entry in &mut entries {
                change(&mut entry.value, |inner| in_kind(value, inner));
            }
            Merged::Map { entries, place }
        }
        _ => merged,
    }
}

fn in_section<'a>(schema: &'static Schema, merged: Merged<'a>) -> Merged<'a> {
    let place = merged.place();
    let mut entries = merged.into_entries();
    let mut fields = Vec::new();
    collect_fields(schema, &mut fields);
    for (owner, field) in fields {
        let Some(replacement) = field.deprecated.and_then(|deprecated| deprecated.replacement) else {
            continue;
        };
        let Some(old) = entries.iter().position(|entry| field.is_called(entry.key)) else { continue };
        let old = Entry { value: entries[old].value.copy(), ..entries[old] };
        if owner.field_at(replacement).is_some_and(|new| alike(&field.kind, &new.kind)) {
            let path: Vec<&'static str> = segments(replacement).collect();
            arrive(owner, &mut entries, &path, old);
        }
    }
    for entry in &mut entries {
        if let Some(field) = schema.find(entry.key) {
            change(&mut entry.value, |inner| in_kind(&field.kind, inner));
        }
    }
    Merged::Map { entries, place }
}

/// The fields whose keys stand in a section's map, each with the table that its replacement is a path of.
fn collect_fields(schema: &'static Schema, fields: &mut Vec<(&'static Schema, &'static Field)>) {
    for field in schema.fields() {
        match field.kind.without_wrappers() {
            Kind::Section(inner) if field.flatten => collect_fields(inner, fields),
            _ => fields.push((schema, field)),
        }
    }
}

/// Whether what one kind reads is meant by another as well: a port is no address, and a secret stays one.
fn alike(old: &Kind, new: &Kind) -> bool {
    if old.contains_secret() && !new.contains_secret() {
        return false;
    }
    match (old.without_wrappers(), new.without_wrappers()) {
        (Kind::Section(old), Kind::Section(new)) => std::ptr::eq(*old, *new) || old.name == new.name,
        (Kind::List { element: old, .. }, Kind::List { element: new, .. }) => alike(old, new),
        (Kind::Map { value: old, .. }, Kind::Map { value: new, .. }) => alike(old, new),
        (Kind::String | Kind::Path, Kind::String | Kind::Path) => true,
        (Kind::Integer { .. }, Kind::Integer { .. }) => true,
        (Kind::Parsed { name: old, .. }, Kind::Parsed { name: new, .. }) => old == new,
        (old, new) => {
            std::mem::discriminant(old) == std::mem::discriminant(new)
                && !matches!(old, Kind::Section(_) | Kind::List { .. } | Kind::Map { .. } | Kind::Tuple(_))
        }
    }
}

/// Puts a value at a path of a section, unless there is one.
fn arrive<'a>(schema: &'static Schema, entries: &mut Vec<Entry<'a>>, path: &[&'static str], old: Entry<'a>) {
    let Some((key, rest)) = path.split_first() else { return };
    let Some(field) = schema.find(key) else { return };
    let place = entries.iter().position(|entry| field.is_called(entry.key));
    let inner = match field.kind.without_wrappers() {
        Kind::Section(inner) if matches!(inner.shape, Shape::Struct(_)) => Some(*inner),
        _ => None,
    };
    match (rest, place, inner) {
        ([], None, _) => entries.push(Entry { key: field.name, ..old }),
        ([_, ..], Some(place), Some(inner)) if entries[place].value.kind() == TextKind::Map => {
            change(&mut entries[place].value, |section| {
                let place = section.place();
                let mut entries = section.into_entries();
                arrive(inner, &mut entries, rest, old);
                Merged::Map { entries, place }
            });
        }
        ([_, ..], None, Some(inner)) => {
            let (key_layer, key_index, place) = (old.key_layer, old.key_index, old.value.place());
            let mut below = Vec::new();
            arrive(inner, &mut below, rest, old);
            let value = Merged::Map { entries: below, place };
            entries.push(Entry { key: field.name, key_layer, key_index, value });
        }
        _ => {}
    }
}

/// Changes a value in place.
fn change<'a>(value: &mut Merged<'a>, work: impl FnOnce(Merged<'a>) -> Merged<'a>) {
    let (layer, index) = value.place();
    let taken = std::mem::replace(value, Merged::Node(layer, index));
    *value = work(taken);
}
