//! Enums: which variant a value is, and what it holds.

use config_format::Kind as TextKind;

use super::arena::At;
use super::checker::{Checker, Segment};
use super::names::{all_units, section_holds_secrets, variant_named};
use crate::finding::Code;
use crate::schema::{Content, Schema, Variant};

impl<'c> Checker<'c> {
    /// Checks a value of an enum.
    pub(super) const fn variant(
        &mut self,
        schema: &'static Schema,
        tag: Option<&'static str>,
        variants: &'static [Variant],
        at: Option<At>,
    ) -> bool {
        // An absent enum is never read: its field says what stands for it.
        let Some(at) = at else { return true };
        match (self.kind(at), tag) {
            (TextKind::Map, Some(tag)) => {
                let Some(name) = self.child(at, tag) else {
                    let start = self.findings.text().len();
                    self.say("missing key ");
                    self.push_path(Some(tag));
                    self.say("; set it to one of ");
                    self.list_variants(variants);
                    self.find(start, at, Code::MISSING_KEY);
                    return false;
                };
                if self.is_reference(name) {
                    return false;
                }
                self.enter(Segment::Key(tag));
                let found = self.variant_of(schema, variants, name);
                self.leave();
                match found {
                    Some(index) => self.content(schema, &variants[index], Some(at), Some(tag)),
                    None => false,
                }
            }
            // Where no variant has data, a map is no misspelled variant.
            (TextKind::Map, None) if all_units(variants) => self.wrong_section(schema, at),
            (TextKind::Map, None) => {
                let mut children = self.children(at);
                let (Some(child), None) = (self.next(&mut children), self.next(&mut children)) else {
                    let start = self.begin();
                    self.say("expected a single key, the name of one of ");
                    self.list_variants(variants);
                    self.find(start, at, Code::WRONG_TYPE);
                    return false;
                };
                let Some(index) = variant_named(variants, self.name(child.key)) else {
                    return self.unknown_variant(variants, child.key);
                };
                self.enter(Segment::Key(self.text(child.key)));
                let whole = self.content(schema, &variants[index], Some(child.value), None);
                self.leave();
                whole
            }
            (TextKind::Null | TextKind::List, _) => self.wrong_section(schema, at),
            _ if all_data(variants) => self.wrong_section(schema, at),
            _ => {
                // Where a variant holds a secret, text in place of the variant may be that secret.
                let hidden = section_holds_secrets(schema, 0) as u32;
                self.secret += hidden;
                let found = self.variant_of(schema, variants, at);
                self.secret -= hidden;
                match found {
                    Some(index) => self.content(schema, &variants[index], None, None),
                    None => false,
                }
            }
        }
    }

    /// The variant that a text names.
    const fn variant_of(
        &mut self,
        schema: &'static Schema,
        variants: &'static [Variant],
        at: At,
    ) -> Option<usize> {
        if at.is_merged() || !self.trees[at.tree as usize].nodes.is_text(at.node) {
            self.wrong_section(schema, at);
            return None;
        }
        let found = variant_named(variants, self.name(at));
        if found.is_none() {
            self.unknown_variant(variants, at);
        }
        found
    }

    const fn content(
        &mut self,
        schema: &'static Schema,
        variant: &'static Variant,
        at: Option<At>,
        tag: Option<&'static str>,
    ) -> bool {
        match variant.content {
            Content::Unit => {
                self.fields(schema, &[], at, tag);
                true
            }
            Content::Struct(fields) => self.fields(schema, fields, at, tag),
            Content::Newtype(fields) => {
                self.content_tag = tag;
                self.newtype(&fields[0], at)
            }
        }
    }

    const fn unknown_variant(&mut self, variants: &'static [Variant], at: At) -> bool {
        let start = self.begin();
        self.show(at);
        self.say(" is not one of ");
        self.list_variants(variants);
        if self.secret == 0 {
            let wrong = self.text(at);
            self.suggest_variant(wrong, variants);
        }
        self.find(start, at, Code::UNKNOWN_VARIANT);
        false
    }
}

/// Whether every variant holds something, so that no plain name stands for one.
const fn all_data(variants: &[Variant]) -> bool {
    let mut index = 0;
    while index < variants.len() {
        if matches!(variants[index].content, Content::Unit) {
            return false;
        }
        index += 1;
    }
    !all_units(variants)
}
