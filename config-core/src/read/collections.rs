//! Options, pointers, lists, maps and tuples.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::rc::Rc;
use std::sync::Arc;

use config_format::Kind as TextKind;

use super::held::Held;
use super::reader::Reader;
use super::{ChangeOutcomes, ConfigValue, Value};
use crate::path::Segment;
use crate::schema::Kind;

impl<T: ConfigValue> ConfigValue for Option<T> {
    const KIND: Kind = Kind::Optional(&T::KIND);

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        if reader.follow(value).is_null() { Some(None) } else { T::read(value, reader).map(Some) }
    }

    fn compare(old: &Self, new: &Self, outcomes: &mut ChangeOutcomes) {
        if let (Some(old), Some(new)) = (old, new) {
            T::compare(old, new, outcomes);
        }
    }

    fn hold(&self, held: &mut Held) {
        if let Some(value) = self {
            value.hold(held);
        }
    }
}

macro_rules! pointers {
    ($($pointer:ident)*) => {$(
        impl<T: ConfigValue> ConfigValue for $pointer<T> {
            const KIND: Kind = T::KIND;

            fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
                T::read(value, reader).map($pointer::new)
            }

            fn compare(old: &Self, new: &Self, outcomes: &mut ChangeOutcomes) {
                T::compare(old, new, outcomes);
            }

            fn hold(&self, held: &mut Held) {
                T::hold(self, held);
            }
        }
    )*};
}

pointers!(Box Arc Rc);

/// The elements of a list, each read; `None` if the value is no list or any element was refused.
fn read_items<'a, T: ConfigValue, C: Extend<T> + Default>(
    value: Value<'a>,
    reader: &mut Reader<'a>,
    kind: &Kind,
) -> Option<(C, usize)> {
    let value = reader.follow(value);
    let length = match kind {
        Kind::List { length, .. } => *length,
        _ => None,
    };
    match (value.kind(), length) {
        (Some(TextKind::List), _) => {}
        // The default of a list without a length of its own, whatever its elements are.
        (None, None) => return Some((C::default(), 0)),
        _ => return reader.wrong_type(value, kind),
    }
    let mut collection = C::default();
    let mut whole = true;
    let mut count = 0;
    value.for_each_item(|index, item| {
        count += 1;
        match reader.element::<T>(index, item) {
            Some(item) => collection.extend(std::iter::once(item)),
            None => whole = false,
        }
    });
    whole.then_some((collection, count))
}

macro_rules! lists {
    ($($list:ident<T $(: $first:ident $(+ $bound:ident)*)?>, $unique:literal;)*) => {$(
        impl<T: ConfigValue $(+ $first $(+ $bound)*)?> ConfigValue for $list<T> {
            const KIND: Kind = Kind::List { element: &T::KIND, unique: $unique, length: None, single: false };

            fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
                read_items::<T, Self>(value, reader, &Self::KIND).map(|(list, _)| list)
            }

            fn compare(old: &Self, new: &Self, outcomes: &mut ChangeOutcomes) {
                if $unique {
                    outcomes.members(new.iter());
                } else {
                    outcomes.elements(old.iter().zip(new));
                }
            }

            fn hold(&self, held: &mut Held) {
                held.each(self.iter(), "element");
            }
        }
    )*};
}

lists! {
    Vec<T>, false;
    VecDeque<T>, false;
    BTreeSet<T: Ord>, true;
}

impl<T: ConfigValue + Eq + Hash, S: BuildHasher + Default> ConfigValue for HashSet<T, S> {
    const KIND: Kind = Kind::List { element: &T::KIND, unique: true, length: None, single: false };

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        read_items::<T, Self>(value, reader, &Self::KIND).map(|(list, _)| list)
    }

    fn compare(_: &Self, new: &Self, outcomes: &mut ChangeOutcomes) {
        outcomes.members(new.iter());
    }

    fn hold(&self, held: &mut Held) {
        held.each(self.iter(), "element");
    }
}

impl<T: ConfigValue> ConfigValue for Box<[T]> {
    const KIND: Kind = <Vec<T>>::KIND;

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        Vec::read(value, reader).map(Vec::into_boxed_slice)
    }

    fn compare(old: &Self, new: &Self, outcomes: &mut ChangeOutcomes) {
        outcomes.elements(old.iter().zip(new));
    }

    fn hold(&self, held: &mut Held) {
        held.each(self.iter(), "element");
    }
}

impl<T: ConfigValue, const N: usize> ConfigValue for [T; N] {
    const KIND: Kind = Kind::List { element: &T::KIND, unique: false, length: Some(N), single: false };

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        let (items, count) = read_items::<T, Vec<T>>(value, reader, &Self::KIND)?;
        match items.try_into() {
            Ok(array) => Some(array),
            Err(_) => {
                reader.wrong_count(value, N, count);
                None
            }
        }
    }

    fn compare(old: &Self, new: &Self, outcomes: &mut ChangeOutcomes) {
        outcomes.elements(old.iter().zip(new));
    }

    fn hold(&self, held: &mut Held) {
        held.each(self.iter(), "element");
    }
}

/// The entries of a map, each read.
fn read_entries<'a, K: ConfigValue, V: ConfigValue, C: Extend<(K, V)> + Default>(
    value: Value<'a>,
    reader: &mut Reader<'a>,
    kind: &Kind,
) -> Option<C> {
    let value = reader.follow(value);
    // A flattened map is read from the section around it and leaves what the section's own fields claim.
    let mut claimed = std::mem::take(&mut reader.claimed);
    let claims = claimed.len();
    // The map of a tagged variant holds the tag as well.
    claimed.extend(reader.content_tag.take());
    let outer = std::mem::replace(&mut reader.in_flattened, false);
    let read = read_unclaimed(value, reader, kind, &claimed);
    claimed.truncate(claims);
    reader.claimed = claimed;
    reader.in_flattened = outer;
    read
}

/// The entries of a map whose keys are not `claimed`, each read.
fn read_unclaimed<'a, K: ConfigValue, V: ConfigValue, C: Extend<(K, V)> + Default>(
    value: Value<'a>,
    reader: &mut Reader<'a>,
    kind: &Kind,
    claimed: &[&str],
) -> Option<C> {
    match value.kind() {
        Some(TextKind::Map) => {}
        None => return Some(C::default()),
        Some(_) => return reader.wrong_type(value, kind),
    }
    let mut collection = C::default();
    let mut whole = true;
    value.for_each_entry(|key, name, value| {
        if claimed.contains(&name) {
            return;
        }
        reader.path.push(Segment::Key(name));
        match (K::read(key, reader), V::read(value, reader)) {
            (Some(key), Some(value)) => collection.extend(std::iter::once((key, value))),
            _ => whole = false,
        }
        reader.path.pop();
    });
    whole.then_some(collection)
}

impl<K: ConfigValue + Ord, V: ConfigValue> ConfigValue for BTreeMap<K, V> {
    const KIND: Kind = Kind::Map { key: &K::KIND, value: &V::KIND };

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        read_entries::<K, V, Self>(value, reader, &Self::KIND)
    }

    fn compare(old: &Self, new: &Self, outcomes: &mut ChangeOutcomes) {
        outcomes.entries(new.iter().filter_map(|(key, new)| Some((old.get(key)?, new))));
    }

    fn hold(&self, held: &mut Held) {
        held.each(self.values(), "entries");
    }
}

impl<K: ConfigValue + Eq + Hash, V: ConfigValue, S: BuildHasher + Default> ConfigValue for HashMap<K, V, S> {
    const KIND: Kind = Kind::Map { key: &K::KIND, value: &V::KIND };

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        read_entries::<K, V, Self>(value, reader, &Self::KIND)
    }

    fn compare(old: &Self, new: &Self, outcomes: &mut ChangeOutcomes) {
        outcomes.entries(new.iter().filter_map(|(key, new)| Some((old.get(key)?, new))));
    }

    fn hold(&self, held: &mut Held) {
        held.each(self.values(), "entries");
    }
}

macro_rules! tuples {
    ($($length:literal: $($name:ident $index:tt),+;)*) => {$(
        impl<$($name: ConfigValue),+> ConfigValue for ($($name,)+) {
            const KIND: Kind = Kind::Tuple(&[$($name::KIND),+]);

            fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
                let value = reader.follow(value);
                if value.kind() != Some(TextKind::List) {
                    return reader.wrong_type(value, &Self::KIND);
                }
                let items = value.items();
                if items.len() != $length {
                    reader.wrong_count(value, $length, items.len());
                    return None;
                }
                let read = ($(reader.element::<$name>($index, items[$index]),)+);
                Some(($(read.$index?,)+))
            }

            fn compare(old: &Self, new: &Self, outcomes: &mut ChangeOutcomes) {
                $(outcomes.element($index, &old.$index, &new.$index);)+
            }

            fn hold(&self, held: &mut Held) {
                held.count($length, "element");
            }
        }
    )*};
}

tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
}
