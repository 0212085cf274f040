//! A later layer that chooses another variant of an enum: what was given for the earlier one goes with it.

use super::Layer;
use super::merge::{Entry, Merged};
use crate::read::{Taken, Value};
use crate::schema::{Content, Field, Kind, Schema, Shape, Variant};

/// Whether a later layer chooses another variant of an enum, so that the data of the earlier one must go.
pub(super) fn changes_variant(kind: Option<&Kind>, below: &Merged<'_>, layer: &Layer, index: u32) -> bool {
    let Some(Kind::Section(schema)) = kind else { return false };
    let Shape::Enum { tag, variants } = schema.shape else { return false };
    let above = Value::node(layer, index);
    let name = |value: Value<'_>| -> Option<String> {
        match tag {
            Some(tag) => value.child(tag).and_then(Value::raw_scalar).map(|scalar| scalar.text.to_owned()),
            None => {
                let mut first = None;
                value.for_each_entry(|_, key, _| {
                    first.get_or_insert_with(|| key.to_owned());
                });
                first
            }
        }
    };
    let holds_data = variants.iter().any(|variant| !matches!(variant.content, Content::Unit));
    holds_data && matches!((name(below.value()), name(above)), (Some(old), Some(new)) if old != new)
}

/// Takes away what lower layers gave for enums whose keys stand in this section, where the layer chooses another of
/// their variants.
pub(super) fn leave_variants<'a>(
    entries: &mut Vec<Entry<'a>>,
    kind: Option<&Kind>,
    layer: &'a Layer,
    index: u32,
) {
    let Some(Kind::Section(schema)) = kind else { return };
    let mut leaving = Leaving { entries, above: Value::node(layer, index), own: &[] };
    let content = match schema.shape {
        Shape::Struct(fields) => Content::Struct(fields),
        Shape::Newtype(fields) => Content::Newtype(fields),
        Shape::Enum { tag: Some(tag), variants } => {
            let name = leaving.above(tag).or_else(|| leaving.below(tag));
            named(variants, name).map_or(Content::Unit, |variant| variant.content)
        }
        Shape::Enum { tag: None, .. } => Content::Unit,
    };
    if let Content::Struct(fields) = content {
        leaving.own = fields;
    }
    leaving.content(content);
}

struct Leaving<'e, 'a> {
    entries: &'e mut Vec<Entry<'a>>,
    above: Value<'a>,
    /// Fields that stand in the section themselves, whatever a variant has under their names.
    own: &'static [Field],
}

impl<'a> Leaving<'_, 'a> {
    fn above(&self, tag: &str) -> Option<&'a str> {
        self.above.child(tag).and_then(Value::raw_scalar).map(|scalar| scalar.text)
    }

    fn below(&self, tag: &str) -> Option<&'a str> {
        let entry = self.entries.iter().find(|entry| entry.key == tag)?;
        match &entry.value {
            Merged::Node(layer, index) => Value::node(layer, *index).raw_scalar().map(|scalar| scalar.text),
            Merged::Map { .. } | Merged::List { .. } => None,
        }
    }

    fn fields(&mut self, fields: &'static [Field]) {
        for field in fields.iter().filter(|field| field.flatten) {
            if let Kind::Section(schema) = field.kind.without_wrappers() {
                self.section(schema);
            }
        }
    }

    fn content(&mut self, content: Content) {
        match content {
            Content::Unit => {}
            Content::Struct(fields) => self.fields(fields),
            Content::Newtype(fields) => {
                if let Kind::Section(schema) = fields[0].kind.without_wrappers() {
                    self.section(schema);
                }
            }
        }
    }

    fn section(&mut self, schema: &'static Schema) {
        match schema.shape {
            Shape::Struct(fields) => self.fields(fields),
            Shape::Newtype(fields) => self.content(Content::Newtype(fields)),
            Shape::Enum { tag: Some(tag), variants } => match (self.below(tag), self.above(tag)) {
                (Some(old), Some(new)) if old != new => {
                    let taken = Taken::of_section(schema);
                    let own = self.own;
                    let is_own = |key: &str| own.iter().any(|field| !field.flatten && field.is_called(key));
                    self.entries.retain(|entry| !taken.is_known(entry.key) || is_own(entry.key));
                }
                (old, new) => {
                    if let Some(variant) = named(variants, new.or(old)) {
                        self.content(variant.content);
                    }
                }
            },
            Shape::Enum { tag: None, .. } => {}
        }
    }
}

fn named(variants: &'static [Variant], name: Option<&str>) -> Option<&'static Variant> {
    let name = name?;
    variants.iter().find(|variant| variant.name == name || variant.aliases.contains(&name))
}
