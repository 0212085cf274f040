//! The paths in which two configurations differ.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::change::{PathChange, reload_of};
use crate::layer::{EffectiveValue, Leaf};
use crate::path::push_key;
use crate::schema::Schema;

/// The paths in which two configurations differ: those of the new one in the order of the schema, then those that are
/// gone. Elements of a list whose field has a `key` are the same when their keys are, wherever they stand; that they
/// changed places is a change of the list.
pub(crate) fn difference(schema: &'static Schema, old: &[Leaf], new: &[Leaf]) -> Vec<PathChange> {
    let (old_keys, new_keys) = (keys(schema, old), keys(schema, new));
    let old_names = old.iter().map(|leaf| identity(&leaf.value.path, &old_keys));
    let mut known: HashMap<Cow<'_, str>, &Leaf> = old_names.zip(old).collect();
    let mut changes = moved(schema, (old, &old_keys), (new, &new_keys));
    for leaf in new {
        match known.remove(identity(&leaf.value.path, &new_keys).as_ref()) {
            Some(before) if before.equals(leaf) => {}
            before => changes.push(change(schema, before, leaf)),
        }
    }
    for leaf in old {
        if known.remove(identity(&leaf.value.path, &old_keys).as_ref()).is_some() {
            let mut gone = change(schema, Some(leaf), leaf);
            (gone.new, gone.numbers.1) = (None, None);
            changes.push(gone);
        }
    }
    changes
}

/// The lists whose common elements stand in another order.
fn moved(
    schema: &'static Schema,
    (old, old_keys): (&[Leaf], &HashMap<&str, &str>),
    (new, new_keys): (&[Leaf], &HashMap<&str, &str>),
) -> Vec<PathChange> {
    let before: HashMap<&str, Vec<(&str, &Leaf)>> = orders(old, old_keys).into_iter().collect();
    let mut changes = Vec::new();
    for (list, order) in orders(new, new_keys) {
        let Some(earlier) = before.get(list) else { continue };
        let common = |own: &[(&str, &Leaf)], others: &[(&str, &Leaf)]| -> Vec<String> {
            let others: HashSet<&str> = others.iter().map(|(key, _)| *key).collect();
            own.iter().filter(|(key, _)| others.contains(key)).map(|(key, _)| (*key).to_owned()).collect()
        };
        let (was, is) = (common(earlier, &order), common(&order, earlier));
        let value = |keys: &[String], leaf: &Leaf| EffectiveValue {
            path: list.to_owned(),
            text: format!("[{}]", keys.join(", ")),
            bare: false,
            ..leaf.value.clone()
        };
        if was != is
            && let (Some((_, old)), Some((_, new))) = (earlier.first(), order.first())
        {
            changes.push(PathChange {
                path: list.to_owned(),
                old: Some(value(&was, old)),
                new: Some(value(&is, new)),
                numbers: (None, None),
                reload: reload_of(schema, list),
            });
        }
    }
    changes
}

/// The keys of each list with keys, in order, each with its value.
type Order<'l> = Vec<(&'l str, Vec<(&'l str, &'l Leaf)>)>;

fn orders<'l>(leaves: &'l [Leaf], keys: &HashMap<&'l str, &'l str>) -> Order<'l> {
    let mut found: Order<'l> = Vec::new();
    if keys.is_empty() {
        return found;
    }
    for leaf in leaves {
        let Some((element, _)) = leaf.value.path.rsplit_once('.') else { continue };
        let (Some(key), Some((list, _))) = (keys.get(element), element.rsplit_once('[')) else { continue };
        if leaf.value.text != **key {
            continue;
        }
        match found.last_mut() {
            Some((known, order)) if *known == list => {
                if order.last().is_none_or(|(last, _)| last != key) {
                    order.push((key, leaf));
                }
            }
            _ => found.push((list, vec![(key, leaf)])),
        }
    }
    found
}

fn change(schema: &'static Schema, old: Option<&Leaf>, new: &Leaf) -> PathChange {
    PathChange {
        path: new.value.path.clone(),
        old: old.map(|leaf| leaf.value.clone()),
        new: Some(new.value.clone()),
        numbers: (old.and_then(|leaf| leaf.number), new.number),
        reload: reload_of(schema, &new.value.path),
    }
}

/// What names a value in both configurations: its path, with the key of an element in place of its index where the list
/// has keys.
fn identity<'l>(path: &'l str, keys: &HashMap<&str, &str>) -> Cow<'l, str> {
    if keys.is_empty() || !path.contains('[') {
        return Cow::Borrowed(path);
    }
    let mut name = String::new();
    let mut done = 0;
    for (end, _) in path.match_indices(']') {
        let element = &path[..=end];
        if let Some(key) = keys.get(element) {
            let start = element.rfind('[').unwrap_or(end);
            name.push_str(&path[done..start]);
            push_key(&mut name, "");
            push_key(&mut name, key);
            done = end + 1;
        }
    }
    name.push_str(&path[done..]);
    Cow::Owned(name)
}

/// The key of each element of a list with keys, by the path of the element. Lists that hold one key twice are left to
/// their indices.
fn keys<'l>(schema: &'static Schema, leaves: &'l [Leaf]) -> HashMap<&'l str, &'l str> {
    let mut found: HashMap<&str, &str> = HashMap::new();
    let mut lists: HashMap<&str, Option<&'static str>> = HashMap::new();
    let mut taken: HashMap<(&str, &str), u32> = HashMap::new();
    for leaf in leaves {
        let path = leaf.value.path.as_str();
        let Some((element, last)) = path.rsplit_once('.').filter(|(element, _)| element.ends_with(']'))
        else {
            continue;
        };
        let Some((list, _)) = element.rsplit_once('[') else { continue };
        let key = *lists.entry(list).or_insert_with(|| schema.field_at(list).and_then(|field| field.key));
        if key == Some(last) && !leaf.value.secret {
            found.insert(element, leaf.value.text.as_str());
            *taken.entry((list, leaf.value.text.as_str())).or_default() += 1;
        }
    }
    found.retain(|element, key| {
        element.rsplit_once('[').is_some_and(|(list, _)| taken.get(&(list, *key)) == Some(&1))
    });
    found
}
