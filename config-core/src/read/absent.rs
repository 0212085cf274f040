//! Fields that no source gives: what stands for them.

use super::reader::Reader;
use super::section::Section;
use super::value::{Inner, Value};
use crate::path::Segment;
use crate::schema::{DefaultValue, Kind, Shape};

impl<'a> Section<'_, 'a> {
    pub(super) fn absent<T>(
        &mut self,
        index: usize,
        read: impl FnOnce(Value<'a>, &mut Reader<'a>) -> Option<T>,
    ) -> Option<T> {
        let field = &self.fields[index];
        match &field.default {
            DefaultValue::Literal(literal) => self.read_default(index, Value(Inner::Literal(literal)), read),
            DefaultValue::Type => self.absent_section(index, read),
            _ if is_optional(&field.kind) => read(Value(Inner::Absent), self.reader),
            _ => self.missing(index),
        }
    }

    fn absent_section<T>(
        &mut self,
        index: usize,
        read: impl FnOnce(Value<'a>, &mut Reader<'a>) -> Option<T>,
    ) -> Option<T> {
        self.read_default(index, Value(Inner::Absent), read)
    }

    fn read_default<T>(
        &mut self,
        index: usize,
        value: Value<'a>,
        read: impl FnOnce(Value<'a>, &mut Reader<'a>) -> Option<T>,
    ) -> Option<T> {
        let field = &self.fields[index];
        let depth = self.reader.path.len();
        if !self.transparent {
            self.reader.path.push(Segment::Key(field.name));
        }
        let outer = std::mem::replace(&mut self.reader.in_flattened, false);
        let result = read(value, self.reader);
        self.reader.in_flattened = outer;
        self.reader.path.truncate(depth);
        result
    }
}

/// Whether an absent value of the kind may be left to the kind itself.
pub(crate) fn is_optional(kind: &Kind) -> bool {
    match kind {
        Kind::Optional(_) => true,
        Kind::Recursive(inner) => is_optional(inner()),
        Kind::Secret(inner) => is_optional(inner),
        _ => false,
    }
}

/// Whether a section has a default for each of its fields, so that an empty one can be read.
pub(crate) fn has_own_defaults(kind: &Kind) -> bool {
    match kind.without_wrappers() {
        Kind::Section(schema) => match schema.shape {
            Shape::Struct(fields) => fields.iter().all(|field| {
                !matches!(field.default, DefaultValue::Required)
                    || is_optional(&field.kind)
                    || (field.flatten && has_own_defaults(&field.kind))
            }),
            _ => false,
        },
        _ => false,
    }
}
