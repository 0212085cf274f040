//! One section being read: its keys matched to fields, once, and each field read by its place in the table.

use std::collections::HashMap;

use config_format::{Kind as TextKind, Span};

use super::absent::has_own_defaults;
use super::checks::Checking;
use super::flatten::{Taken, claim};
use super::outcomes::Taker;
use super::reader::Reader;
use super::value::{Inner, Value};
use super::{Outcomes, ServiceConfig, rules};
use crate::layer::Layer;
use crate::path::Segment;
use crate::schema::{Field, Kind, Schema, Shape};

/// What turns a value into a type: `ConfigValue::read`, named by the generated code at the field's own type, so that a
/// type without one is told there and once.
type ReadFunction<'a, T> = fn(Value<'a>, &mut Reader<'a>) -> Option<T>;

/// What turns text into a type, for fields with `parse`: `FromText::parse`.
type ParseFunction<T> = fn(&str) -> Result<T, String>;

/// A section being read. The code that the derive writes asks it for one field after the other.
pub struct Section<'r, 'a> {
    pub(super) reader: &'r mut Reader<'a>,
    pub(super) schema: &'static Schema,
    pub(super) fields: &'static [Field],
    pub(super) value: Value<'a>,
    /// Where the slots of this section begin in the reader's.
    pub(super) first_slot: usize,
    /// Whether the fields' own path segment is left out (newtypes).
    pub(super) transparent: bool,
    /// The key that names the variant, where it lies in the same map as the fields.
    pub(super) tag: Option<&'static str>,
    /// Where every layer has the section's keys, once an unknown one was found.
    pub(super) everywhere: Option<HashMap<&'a str, Vec<(&'a Layer, Span)>>>,
    /// What is taken besides the fields, once a key was found that is no field.
    taken: Option<Taken>,
}

impl std::fmt::Debug for Section<'_, '_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Section").field("schema", &self.schema.name).finish_non_exhaustive()
    }
}

impl<'a> Reader<'a> {
    /// Reads a derived type.
    pub fn section<T: ServiceConfig>(&mut self, value: Value<'a>) -> Option<T> {
        let (first_slot, depth, findings) = (self.slots.len(), self.path.len(), self.findings.len());
        let mut section = Section::open(self, T::SCHEMA, value)?;
        let read = T::read_section(&mut section);
        // The content of a variant may lie inside the section's value, under the variant's name.
        let (fields, value) = (section.fields, section.value);
        self.slots.truncate(first_slot);
        let mut checking = Checking { reader: self, schema: T::SCHEMA, fields, value };
        match &read {
            Some(read) => read.check(&mut Outcomes(Taker::Section(checking))),
            None => checking.decided_by_text(findings),
        }
        self.path.truncate(depth);
        read
    }
}

impl<'r, 'a> Section<'r, 'a> {
    fn open(reader: &'r mut Reader<'a>, schema: &'static Schema, value: Value<'a>) -> Option<Self> {
        let value = reader.follow(value);
        let first_slot = reader.slots.len();
        let mut section = Section {
            reader,
            schema,
            fields: schema.fields(),
            value,
            first_slot,
            transparent: false,
            tag: None,
            everywhere: None,
            taken: None,
        };
        match schema.shape {
            Shape::Struct(fields) => section.enter(fields, None).then_some(section),
            Shape::Newtype(_) => {
                section.transparent = true;
                let filled = (!matches!(value.0, Inner::Absent)).then_some(value);
                section.reader.slots.push(filled);
                Some(section)
            }
            Shape::Enum { .. } => Some(section),
        }
    }

    /// Matches the keys of the section's map to `fields`. `tag` is a key that is known besides.
    pub(super) fn enter(&mut self, fields: &'static [Field], tag: Option<&'static str>) -> bool {
        self.fields = fields;
        self.first_slot = self.reader.slots.len();
        self.reader.slots.resize(self.first_slot + fields.len(), None);
        match self.value.kind() {
            Some(TextKind::Map) => {}
            None => return true,
            // An empty YAML section (`limits:` and nothing below) is a section without keys.
            Some(TextKind::Null) if self.reader.path.is_empty() => return true,
            Some(_) => {
                self.reader.wrong_type::<()>(self.value, &Kind::Section(self.schema));
                return false;
            }
        }
        // A section inside a tagged variant shares its map with the tag.
        let tag = tag.or(self.reader.content_tag.take());
        self.tag = tag;
        let mut expected = 0;
        let root = self.reader.path.is_empty();
        let value = self.value;
        value.for_each_entry(|key, name, value| {
            // Keys mostly come in the order of the table, so the next field is tried first.
            let found = match fields.get(expected) {
                Some(field) if field.name == name && !field.flatten => Some(expected),
                _ => fields.iter().position(|field| !field.flatten && field.is_called(name)),
            };
            match found {
                Some(index) => {
                    expected = index + 1;
                    let slot = self.first_slot + index;
                    if let Some(first) = self.reader.slots[slot] {
                        self.two_names(&fields[index], first, key);
                    }
                    self.reader.slots[slot] = Some(value);
                }
                None => {
                    let known = Some(name) == tag
                        || (root
                            && !self.reader.foreign
                            && matches!(name, "$schema" | "$version" | "$extends" | "$unset"));
                    if !known && !self.reader.in_flattened && !self.taken().takes(name) {
                        self.unknown_key(fields, key, name);
                    }
                }
            }
        });
        true
    }

    /// What is taken of the section's map besides its own fields.
    pub(super) fn taken(&mut self) -> &Taken {
        let Self { taken, reader, schema, fields, value, .. } = self;
        taken.get_or_insert_with(|| Taken::of(schema, fields, &|tag| reader.plain_text(value.child(tag)?)))
    }

    /// A required field, an `Option`, or one with a literal default: everything that the table alone decides.
    pub fn field<T>(&mut self, index: usize, read: ReadFunction<'a, T>) -> Option<T> {
        self.given_or_told(index, read)
    }

    /// A field whose default is an expression.
    pub fn field_or<T>(
        &mut self,
        index: usize,
        read: ReadFunction<'a, T>,
        default: impl FnOnce() -> T,
    ) -> Option<T> {
        self.given_or(index, read, default)
    }

    /// A field with a bare `default`: a section's own defaults where it has all of them, else the type's `Default`.
    pub fn field_or_default<T>(
        &mut self,
        index: usize,
        read: ReadFunction<'a, T>,
        default: Option<fn() -> T>,
    ) -> Option<T> {
        match default {
            Some(default) if !has_own_defaults(&self.fields[index].kind) => {
                self.given_or(index, read, default)
            }
            _ => self.given_or_told(index, read),
        }
    }

    /// A field that is read through `FromStr`.
    pub fn field_parse<T>(&mut self, index: usize, parse: ParseFunction<T>) -> Option<T> {
        let kind = self.fields[index].kind.without_wrappers();
        self.given_or_told(index, |value, reader| reader.through_text(value, kind, parse))
    }

    /// A field that is read through `FromStr`, with a default.
    pub fn field_parse_or<T>(
        &mut self,
        index: usize,
        parse: ParseFunction<T>,
        default: impl FnOnce() -> T,
    ) -> Option<T> {
        let kind = self.fields[index].kind.without_wrappers();
        self.given_or(index, |value, reader| reader.through_text(value, kind, parse), default)
    }

    /// An optional field that is read through `FromStr`.
    pub fn field_parse_optional<T>(&mut self, index: usize, parse: ParseFunction<T>) -> Option<Option<T>> {
        let kind = self.fields[index].kind.without_wrappers();
        self.given_or_told(index, |value, reader| reader.through_optional_text(value, kind, parse))
    }

    /// An optional field that is read through `FromStr`, with a default.
    pub fn field_parse_optional_or<T>(
        &mut self,
        index: usize,
        parse: ParseFunction<T>,
        default: impl FnOnce() -> Option<T>,
    ) -> Option<Option<T>> {
        let kind = self.fields[index].kind.without_wrappers();
        self.given_or(index, |value, reader| reader.through_optional_text(value, kind, parse), default)
    }

    /// Takes the results of the functions of fields that could be read, when another could not and the checks of the
    /// section are not evaluated.
    pub fn outcomes(&mut self) -> Outcomes<'_, 'a> {
        let (schema, fields, value) = (self.schema, self.fields, self.value);
        Outcomes(Taker::Section(Checking { reader: self.reader, schema, fields, value }))
    }

    /// The value that a source gives, or what the table says.
    fn given_or_told<T>(
        &mut self,
        index: usize,
        read: impl FnOnce(Value<'a>, &mut Reader<'a>) -> Option<T>,
    ) -> Option<T> {
        match self.begin(index) {
            Begun::Value(value) => self.read_value(index, value, read),
            Begun::Absent => self.absent(index, read),
            Begun::Refused => None,
        }
    }

    /// The value that a source gives, or the code's.
    fn given_or<T>(
        &mut self,
        index: usize,
        read: impl FnOnce(Value<'a>, &mut Reader<'a>) -> Option<T>,
        default: impl FnOnce() -> T,
    ) -> Option<T> {
        match self.begin(index) {
            Begun::Value(value) => self.read_value(index, value, read),
            Begun::Absent => Some(default()),
            Begun::Refused => None,
        }
    }

    /// Looks at everything the table says before a field is read.
    fn begin(&mut self, index: usize) -> Begun<'a> {
        let field = &self.fields[index];
        if field.flatten {
            // An optional section whose keys stand here is there when one of them is.
            let absent = field.kind.is_optional() && !self.gives(field);
            return if absent { Begun::Absent } else { Begun::Value(self.value) };
        }
        match self.reader.slots[self.first_slot + index] {
            Some(value) if self.reader.foreign && value.is_null() => Begun::Absent,
            Some(value) => {
                if let Some(deprecated) = &field.deprecated {
                    self.deprecated(field, deprecated, value);
                }
                Begun::Value(value)
            }
            None => {
                if field.required_in.iter().any(|name| self.reader.environment.is_called(name)) {
                    self.required_here(field);
                    return Begun::Refused;
                }
                Begun::Absent
            }
        }
    }

    /// Whether any key of a flattened field is given.
    fn gives(&self, field: &'static Field) -> bool {
        let mut gives = false;
        // The keys of every variant count.
        let taken = Taken::by_flattened(std::slice::from_ref(field), &|_| None);
        let known = |name: &str| {
            self.tag == Some(name)
                || name.starts_with('$')
                || self.fields.iter().any(|own| !own.flatten && own.is_called(name))
        };
        self.value.for_each_entry(|_, name, _| {
            gives = gives || (!known(name) && taken.takes(name));
        });
        gives
    }

    fn read_value<T>(
        &mut self,
        index: usize,
        value: Value<'a>,
        read: impl FnOnce(Value<'a>, &mut Reader<'a>) -> Option<T>,
    ) -> Option<T> {
        let field = &self.fields[index];
        if field.flatten {
            let outer = std::mem::replace(&mut self.reader.in_flattened, true);
            // A flattened map may lie further inside, and leaves the keys of every section around it alone.
            let claims = self.reader.claimed.len();
            self.reader.claimed.extend(["$schema", "$version", "$extends", "$unset"]);
            self.reader.claimed.extend(self.tag);
            claim(self.fields, &mut self.reader.claimed);
            let result = read(value, self.reader);
            self.reader.claimed.truncate(claims);
            self.reader.in_flattened = outer;
            return result;
        }
        // What a newtype holds stands in its place, and so in the same map.
        let outer = self.reader.in_flattened;
        let leaves = outer && !self.transparent;
        self.reader.in_flattened &= self.transparent;
        let claimed = if leaves { std::mem::take(&mut self.reader.claimed) } else { Vec::new() };
        if !self.transparent {
            self.reader.content_tag = None;
        }
        let depth = self.reader.path.len();
        if !self.transparent {
            self.reader.path.push(Segment::Key(field.name));
        }
        let secret = matches!(field.kind, Kind::Secret(_));
        self.reader.secret += usize::from(secret);
        let allow = std::mem::replace(&mut self.reader.allow_unknown, field.allow_unknown);
        let result = read(value, self.reader);
        self.reader.allow_unknown = allow;
        if result.is_some() && !field.rules.is_empty() {
            rules::check(self.reader, field, value);
        }
        self.reader.secret -= usize::from(secret);
        self.reader.path.truncate(depth);
        self.reader.in_flattened = outer;
        if leaves {
            self.reader.claimed = claimed;
        }
        result
    }
}

enum Begun<'a> {
    Value(Value<'a>),
    Absent,
    Refused,
}
