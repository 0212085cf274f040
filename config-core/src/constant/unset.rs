//! `$unset`: what is below goes back to what the code says.

use config_format::Kind as TextKind;

use super::arena::At;
use super::checker::Checker;
use super::names::{self, Name, variant_named, without_wrappers};
use crate::finding::Code;
use crate::schema::{Content, Field, Kind, Schema, Shape};

/// The segments of a path, quotes and brackets removed, as `crate::path::segments` gives them.
#[derive(Clone, Copy)]
struct Segments<'p> {
    rest: &'p str,
}

impl<'p> Segments<'p> {
    const fn next(&mut self) -> Option<&'p str> {
        let mut bytes = self.rest.as_bytes();
        if let [b'.', ..] = bytes {
            (_, self.rest) = self.rest.split_at(1);
            bytes = self.rest.as_bytes();
        }
        let (skipped, closing): (usize, &[u8]) = match bytes {
            [] => return None,
            [b'[', b'"', ..] => (2, b"\"]"),
            [b'[', ..] => (1, b"]"),
            _ => {
                let mut end = 0;
                while end < bytes.len() && bytes[end] != b'.' && bytes[end] != b'[' {
                    end += 1;
                }
                let (segment, rest) = self.rest.split_at(end);
                self.rest = rest;
                return Some(segment);
            }
        };
        let (_, inside) = self.rest.split_at(skipped);
        let bytes = inside.as_bytes();
        let mut end = 0;
        while end < bytes.len()
            && !(bytes[end] == closing[0]
                && (closing.len() == 1 || (end + 1 < bytes.len() && bytes[end + 1] == closing[1])))
        {
            end += 1;
        }
        let (segment, rest) = inside.split_at(end);
        let (_, rest) = rest.split_at(if rest.is_empty() { 0 } else { closing.len() });
        self.rest = rest;
        Some(segment)
    }
}

/// Where a path has led so far.
#[derive(Clone, Copy)]
enum Spot {
    Section(&'static Schema),
    Kind(&'static Kind),
    Fields(&'static [Field]),
}

/// What one step of a path finds.
enum Step {
    Nothing,
    /// A field, whose value the path goes on into.
    Field(&'static Field),
    /// Something inside of a field.
    Inside(Spot),
    /// A type that a constant cannot look into.
    Unknown,
}

/// Whether a path names a field or lies in one. What lies in a recursive type is taken for one.
const fn names_a_field(schema: &'static Schema, path: &str) -> bool {
    let mut segments = Segments { rest: path };
    let mut spot = Spot::Section(schema);
    let mut found = false;
    while let Some(segment) = segments.next() {
        match step(spot, Name::new(segment)) {
            Step::Nothing => return false,
            Step::Unknown => return true,
            Step::Inside(inside) => spot = inside,
            Step::Field(field) => {
                found = true;
                spot = Spot::Kind(&field.kind);
            }
        }
    }
    found
}

const fn step(spot: Spot, name: Name<'_>) -> Step {
    match spot {
        Spot::Fields(fields) => in_fields(fields, name),
        Spot::Section(schema) => in_section(schema, name),
        Spot::Kind(kind) => match without_wrappers(kind) {
            Kind::Section(schema) => in_section(schema, name),
            Kind::List { element, .. } if index_of(name.text).is_some() => Step::Inside(Spot::Kind(element)),
            Kind::Map { value, .. } => Step::Inside(Spot::Kind(value)),
            Kind::Tuple(kinds) => match index_of(name.text) {
                Some(index) if (index as usize) < kinds.len() => {
                    Step::Inside(Spot::Kind(&kinds[index as usize]))
                }
                _ => Step::Nothing,
            },
            Kind::Recursive(_) => Step::Unknown,
            _ => Step::Nothing,
        },
    }
}

const fn in_section(schema: &'static Schema, name: Name<'_>) -> Step {
    match schema.shape {
        Shape::Struct(fields) => in_fields(fields, name),
        Shape::Newtype(fields) => step(Spot::Kind(&fields[0].kind), name),
        Shape::Enum { tag: Some(tag), .. } if name.is(tag) => Step::Inside(Spot::Kind(&Kind::String)),
        Shape::Enum { tag: Some(_), .. } => match names::find(schema, name) {
            Some(field) => Step::Field(field),
            None => Step::Nothing,
        },
        Shape::Enum { tag: None, variants } => match variant_named(variants, name) {
            Some(index) => match variants[index].content {
                Content::Unit => Step::Nothing,
                Content::Newtype(fields) => Step::Inside(Spot::Kind(&fields[0].kind)),
                Content::Struct(fields) => Step::Inside(Spot::Fields(fields)),
            },
            None => Step::Nothing,
        },
    }
}

const fn in_fields(fields: &'static [Field], name: Name<'_>) -> Step {
    let mut index = 0;
    while index < fields.len() {
        if !fields[index].flatten && name.names(&fields[index]) {
            return Step::Field(&fields[index]);
        }
        index += 1;
    }
    index = 0;
    while index < fields.len() {
        if fields[index].flatten {
            let found = match without_wrappers(&fields[index].kind) {
                Kind::Section(schema) => in_section(schema, name),
                Kind::Map { value, .. } => Step::Inside(Spot::Kind(value)),
                Kind::Recursive(_) => Step::Unknown,
                _ => Step::Nothing,
            };
            if !matches!(found, Step::Nothing) {
                return found;
            }
        }
        index += 1;
    }
    Step::Nothing
}

/// What the table says of the value that something is removed from.
enum Inside {
    Section(&'static Schema),
    Map(&'static Kind),
    List(&'static Kind),
    Nothing,
}

impl Inside {
    const fn of(kind: &'static Kind) -> Self {
        match without_wrappers(kind) {
            Kind::Section(schema) => Self::Section(schema),
            Kind::Map { value, .. } => Self::Map(value),
            Kind::List { element, .. } => Self::List(element),
            _ => Self::Nothing,
        }
    }
}

impl Checker<'_> {
    /// Removes what the paths name from what is below.
    pub(super) const fn unset(
        &mut self,
        schema: &'static Schema,
        merged: Option<At>,
        paths: At,
    ) -> Option<At> {
        if !matches!(self.kind(paths), TextKind::List) {
            return self.unset_path(schema, merged, paths);
        }
        let mut merged = merged;
        let mut children = self.children(paths);
        while let Some(child) = self.next(&mut children) {
            merged = self.unset_path(schema, merged, child.value);
        }
        merged
    }

    const fn unset_path(&mut self, schema: &'static Schema, merged: Option<At>, path: At) -> Option<At> {
        let scalar = self.kind(path).is_scalar();
        if !scalar || !names_a_field(schema, self.text(path)) {
            let start = self.begin();
            if scalar {
                self.say("$unset names ");
                let text = self.text(path);
                self.findings.text().push_cut(text);
                self.say(", which is no field of the configuration");
            } else {
                self.say("$unset is neither a path nor a list of paths");
            }
            self.find(start, path, Code::UNSET_PATH);
            return merged;
        }
        match merged {
            Some(merged) => self.remove(merged, Segments { rest: self.text(path) }, &Inside::Section(schema)),
            None => None,
        }
    }

    /// Removes the value at a path; nothing is left when the path is the value itself.
    const fn remove(&mut self, at: At, path: Segments<'_>, inside: &Inside) -> Option<At> {
        let mut rest = path;
        let Some(first) = rest.next() else { return None };
        let kind = self.kind(at);
        if kind.is_scalar() {
            return Some(at);
        }
        let name = Name::new(first);
        let map = matches!(kind, TextKind::Map);
        let field = match inside {
            Inside::Section(schema) if map => names::find(schema, name),
            _ => None,
        };
        let inner = match (field, inside) {
            (Some(Field { kind, .. }), _) => Inside::of(kind),
            (None, Inside::Map(value)) if map => Inside::of(value),
            (None, Inside::List(element)) if !map => Inside::of(element),
            _ => Inside::Nothing,
        };
        let list = self.listed(at, at);
        let (mut before, mut place, mut index) = (0, self.arena.first(list), 0);
        while place > 0 {
            let (key, value, next) = self.arena.entry(place);
            let meant = if map {
                self.is_key(key, name) || matches!(field, Some(field) if self.name(key).names(field))
            } else {
                matches!(index_of(first), Some(wanted) if wanted == index)
            };
            let left = if meant { self.remove(value, rest, &inner) } else { Some(value) };
            match left {
                Some(value) => {
                    self.arena.replace(place, value);
                    before = place;
                }
                None => self.arena.unlink(list, before),
            }
            place = next;
            index += 1;
        }
        Some(list)
    }
}

const fn index_of(segment: &str) -> Option<u32> {
    match u32::from_str_radix(segment, 10) {
        Ok(index) => Some(index),
        Err(_) => None,
    }
}
