//! Which variant of an enum a value is.

use config_format::Kind as TextKind;

use super::Section;
use super::keys::deprecation;
use super::value::{Inner, Value};
use crate::finding::{Code, Finding};
use crate::path::Segment;
use crate::schema::{Content, Kind, Schema, Shape, Variant};

impl<'a> Section<'_, 'a> {
    /// Finds out which variant an enum has; the section's fields are then the variant's.
    pub fn variant(&mut self) -> Option<usize> {
        let Shape::Enum { tag, variants } = self.schema.shape else { return None };
        let position = |name: &str| {
            variants.iter().position(|variant| variant.name == name || variant.aliases.contains(&name))
        };
        let data_only = variants.iter().all(|variant| !matches!(variant.content, Content::Unit));
        let names_only = variants.iter().all(|variant| matches!(variant.content, Content::Unit));
        match (self.value.kind(), tag) {
            (Some(TextKind::Map), Some(tag)) => {
                let Some(name) = self.value.child(tag) else {
                    let path = self.reader.child_path(tag);
                    let message =
                        format!("missing key {path}, which says what sort of {} this is", self.schema.name);
                    let finding = Finding::error(Code::MISSING_KEY, path, message)
                        .with_help(format!("set {tag} to one of {}", names(self.schema)));
                    // The whole configuration lies in no place of one source.
                    let root = self.reader.path.is_empty() && !self.reader.foreign;
                    let finding = if root { finding } else { self.reader.locate(finding, self.value, None) };
                    self.reader.findings.push(finding);
                    return None;
                };
                self.reader.path.push(Segment::Key(tag));
                let found = match self.reader.text(name, &Kind::Section(self.schema)) {
                    Some(text) => position(text).or_else(|| self.unknown_variant(name, text)),
                    None => None,
                };
                if let Some(index) = found {
                    self.deprecated_variant(&variants[index], name);
                }
                self.reader.path.pop();
                let index = found?;
                self.enter_content(index, variants[index].content, self.value, Some(tag))
            }
            (Some(TextKind::Map), None) if !names_only => {
                let mut entries = Vec::new();
                self.value.for_each_entry(|key, name, value| entries.push((key, name, value)));
                let [(key, name, content)] = entries.as_slice() else {
                    let message = format!("expected a single key, the name of one of {}", names(self.schema));
                    let help = "keep one key, and put everything else below it";
                    self.reader.error_with_help(Code::WRONG_TYPE, self.value, message, help);
                    return None;
                };
                let Some(index) = position(name) else {
                    // Where no variant has data, a map is no misspelled variant.
                    return if variants.iter().all(|variant| matches!(variant.content, Content::Unit)) {
                        self.reader.wrong_type(self.value, &Kind::Section(self.schema))
                    } else {
                        self.unknown_variant(*key, name)
                    };
                };
                self.deprecated_variant(&variants[index], *key);
                // The name stays in the path until the section is read.
                self.reader.path.push(Segment::Key(name));
                self.enter_content(index, variants[index].content, *content, None)
            }
            (Some(kind), _) if kind.is_scalar() && kind != TextKind::Null && !data_only => {
                let text = self.reader.text(self.value, &Kind::Section(self.schema))?;
                let Some(index) = position(text) else {
                    // Where a variant holds a secret, text in place of the variant may be that secret.
                    let hidden = usize::from(Kind::Section(self.schema).contains_secret());
                    self.reader.secret += hidden;
                    let none = self.unknown_variant(self.value, text);
                    self.reader.secret -= hidden;
                    return none;
                };
                self.deprecated_variant(&variants[index], self.value);
                let content = variants[index].content;
                if tag.is_none() && !matches!(content, Content::Unit) {
                    self.reader.path.push(Segment::Key(variants[index].name));
                }
                self.enter_content(index, content, Value(Inner::Absent), None)
            }
            _ => self.reader.wrong_type(self.value, &Kind::Section(self.schema)),
        }
    }

    fn enter_content(
        &mut self,
        index: usize,
        content: Content,
        value: Value<'a>,
        tag: Option<&'static str>,
    ) -> Option<usize> {
        self.value = value;
        match content {
            Content::Unit => {
                self.enter(&[], tag);
                Some(index)
            }
            Content::Struct(fields) => self.enter(fields, tag).then_some(index),
            Content::Newtype(fields) => {
                self.fields = fields;
                self.transparent = true;
                self.first_slot = self.reader.slots.len();
                self.reader.slots.push((!matches!(value.0, Inner::Absent)).then_some(value));
                self.reader.content_tag = tag;
                Some(index)
            }
        }
    }

    fn unknown_variant(&mut self, value: Value<'a>, text: &str) -> Option<usize> {
        let Shape::Enum { variants, .. } = self.schema.shape else { return None };
        let known = names(self.schema);
        let nearest = crate::suggest::nearest(
            text,
            variants
                .iter()
                .flat_map(|variant| std::iter::once(variant.name).chain(variant.aliases.iter().copied())),
        );
        self.reader.invalid(
            Code::UNKNOWN_VARIANT,
            value,
            format!("is not one of {known}"),
            || match nearest {
                Some(nearest) => format!("did you mean {nearest}?"),
                None => format!("give one of {known}"),
            },
        )
    }

    /// Warns of a variant that should not be used any more; a default has no one to warn.
    fn deprecated_variant(&mut self, variant: &Variant, value: Value<'a>) {
        let Some(deprecated) = &variant.deprecated else { return };
        if value.place().is_none() {
            return;
        }
        let message = deprecation(variant.name, deprecated);
        let mut finding = Finding::warning(Code::DEPRECATED, self.reader.current_path(), message);
        finding = self.reader.locate(finding, value, None);
        if let Some(replacement) = deprecated.replacement {
            finding = finding.with_help(format!("use {replacement} instead"));
        }
        self.reader.findings.push(finding);
    }
}

fn names(schema: &Schema) -> String {
    schema.variants().iter().map(|variant| variant.name).collect::<Vec<_>>().join(", ")
}
