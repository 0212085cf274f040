//! Sections: their keys matched to fields, once, and each field checked by its place in the table.

use config_format::Kind as TextKind;

use super::arena::At;
use super::checker::{Checker, Claims, Segment};
use super::flatten::Other;
use super::names::{Name, holds_secrets, is_field, is_optional, without_wrappers};
use crate::finding::Code;
use crate::schema::{DefaultValue, Deprecated, Field, Kind, Schema, Shape};

/// Fields of one section that are looked at. A table with more is not checked beyond them.
const MOST_FIELDS: usize = 1024;

/// A place in the table of fields: where the field's value lies, if a file gives it.
type Slots = [Option<At>; MOST_FIELDS];

/// Checks the whole configuration.
pub(super) const fn check(checker: &mut Checker<'_>, schema: &'static Schema, root: Option<At>) {
    checker.section(schema, root);
}

impl<'c> Checker<'c> {
    /// Checks a section. Whether a value of it could be built, as far as that can be known here.
    pub(super) const fn section(&mut self, schema: &'static Schema, at: Option<At>) -> bool {
        match schema.shape {
            Shape::Struct(fields) => self.fields(schema, fields, at, None),
            Shape::Newtype(fields) => self.newtype(&fields[0], at),
            Shape::Enum { tag, variants } => self.variant(schema, tag, variants, at),
        }
    }

    /// A section's single value without a map around it.
    pub(super) const fn newtype(&mut self, field: &'static Field, at: Option<At>) -> bool {
        match at {
            Some(at) => self.value_of_field(field, at, true),
            None if is_optional(&field.kind) || !matches!(field.default, DefaultValue::Required) => true,
            None => self.missing(field, None, true),
        }
    }

    /// Checks the keys of a map against fields, and each field. `tag` is a key that is known besides.
    pub(super) const fn fields(
        &mut self,
        schema: &'static Schema,
        fields: &'static [Field],
        at: Option<At>,
        tag: Option<&'static str>,
    ) -> bool {
        let mut slots: Slots = [None; MOST_FIELDS];
        let tag = match tag {
            Some(tag) => Some(tag),
            None => self.content_tag,
        };
        if let Some(at) = at {
            match self.kind(at) {
                TextKind::Map => {
                    self.content_tag = None;
                    self.match_keys(schema, fields, at, tag, &mut slots);
                }
                // An empty document is a section without keys.
                TextKind::Null if self.depth == 0 => {}
                _ => {
                    self.content_tag = None;
                    return self.wrong_section(schema, at);
                }
            }
        }
        let mut whole = true;
        let mut index = 0;
        while index < fields.len() && index < MOST_FIELDS {
            let field = &fields[index];
            whole &= match slots[index] {
                _ if field.flatten => self.flattened(fields, tag, field, at),
                Some(value) => {
                    if let Some(deprecated) = &field.deprecated {
                        self.deprecated(field, deprecated, value);
                    }
                    self.value_of_field(field, value, false)
                }
                // The loader moves the value of a deprecated key to the one that replaces it.
                None if is_replacement(fields, &slots, field) => true,
                None => self.absent(field, at),
            };
            index += 1;
        }
        whole
    }

    const fn match_keys(
        &mut self,
        schema: &'static Schema,
        fields: &'static [Field],
        at: At,
        tag: Option<&'static str>,
        slots: &mut Slots,
    ) {
        let mut expected = 0;
        let mut children = self.children(at);
        while let Some(child) = self.next(&mut children) {
            let name = self.name(child.key);
            // Keys mostly come in the order of the table, so the next field is tried first.
            let index =
                if expected < fields.len() && fields[expected].hash == name.hash && !fields[expected].flatten
                {
                    expected
                } else {
                    position(fields, name)
                };
            if index < fields.len() {
                expected = index + 1;
                if index >= MOST_FIELDS {
                    continue;
                }
                if slots[index].is_some() {
                    self.two_names(&fields[index], child.key);
                }
                slots[index] = Some(child.value);
                continue;
            }
            let name = self.name(child.key);
            let known = matches!(tag, Some(tag) if name.is(tag)) || (self.depth == 0 && name.is_reserved());
            if !known && !self.in_flattened && !schema.allow_unknown && !self.allow_unknown {
                let takers = self.takers(schema, fields, name, at);
                if !takers.take() {
                    self.unknown_key(fields, child.key, takers.other);
                }
            }
        }
    }

    /// Checks the value of a field and its rules. A transparent field adds nothing to the path.
    pub(super) const fn value_of_field(
        &mut self,
        field: &'static Field,
        value: At,
        transparent: bool,
    ) -> bool {
        let (in_flattened, allow_unknown, claims) = (self.in_flattened, self.allow_unknown, self.claims);
        // What a newtype holds stands in its place, and so in the same map.
        if !transparent {
            self.in_flattened = false;
            self.claims = Claims::NONE;
        }
        self.allow_unknown = field.allow_unknown;
        if !transparent {
            self.content_tag = None;
            self.enter(Segment::Key(field.name));
        }
        let whole = self.value(&field.kind, value);
        self.allow_unknown = allow_unknown;
        if whole && !field.rules.is_empty() {
            self.rules(field, value);
        }
        if !transparent {
            self.leave();
        }
        self.in_flattened = in_flattened;
        self.claims = claims;
        whole
    }

    /// A field that no file gives.
    const fn absent(&mut self, field: &'static Field, section: Option<At>) -> bool {
        let mut index = 0;
        while index < field.required_in.len() {
            if self.is_environment(field.required_in[index]) {
                return self.required_here(field, section);
            }
            index += 1;
        }
        match field.default {
            DefaultValue::Literal(_) | DefaultValue::Expression(_) => true,
            DefaultValue::Type => {
                // Other types have a default of Rust's, which is not known here.
                if let Kind::Section(schema) = without_wrappers(&field.kind)
                    && !is_optional(&field.kind)
                    && has_own_defaults(&field.kind)
                    && !self.is_too_deep()
                {
                    self.enter(Segment::Key(field.name));
                    let outer = self.in_flattened;
                    self.in_flattened = false;
                    let whole = self.section(schema, None);
                    self.in_flattened = outer;
                    self.leave();
                    return whole;
                }
                true
            }
            DefaultValue::Required if is_optional(&field.kind) => true,
            DefaultValue::Required => self.missing(field, section, false),
        }
    }

    /// Reports a missing key, unless other sources may give it.
    const fn missing(&mut self, field: &'static Field, section: Option<At>, transparent: bool) -> bool {
        if self.options.partial || comes_from_elsewhere(field) {
            return true;
        }
        let start = self.findings.text().len();
        self.say("missing key ");
        self.push_path(if transparent { None } else { Some(field.name) });
        self.say("; give ");
        self.describe(&field.kind);
        self.find(start, self.place_of_section(section), Code::MISSING_KEY);
        false
    }

    const fn required_here(&mut self, field: &'static Field, section: Option<At>) -> bool {
        if self.options.partial || comes_from_elsewhere(field) {
            return true;
        }
        let start = self.findings.text().len();
        self.say("missing key ");
        self.push_path(Some(field.name));
        self.say(", which the environment ");
        if let Some(environment) = self.options.environment {
            self.say(environment);
        }
        self.say(" requires");
        self.find(start, self.place_of_section(section), Code::REQUIRED_IN);
        false
    }

    /// Where to report what a section lacks: the section itself, or the top of the last file.
    const fn place_of_section(&self, section: Option<At>) -> At {
        match section {
            Some(section) if self.depth > 0 => section,
            _ => At::root(self.trees.len() as u32 - 1),
        }
    }

    const fn unknown_key(&mut self, fields: &'static [Field], key: At, other: Option<Other>) {
        let start = self.findings.text().len();
        if !self.trees[key.tree as usize].nodes.kind(key.node).is_scalar() {
            self.say("a key is a list or a map, not text");
            return self.find(start, key, Code::KEY_NOT_TEXT);
        }
        let name = self.text(key);
        self.say("unknown key ");
        self.push_path(Some(name));
        match other {
            Some(Other { variant, tag, chosen }) => {
                self.say("; it is a key of ");
                self.say(variant);
                self.say(", but ");
                self.say(tag);
                self.say(" is ");
                self.say(chosen);
                self.say(": remove it, or set ");
                self.say(tag);
                self.say(" to ");
                self.say(variant);
            }
            None => self.suggest_field(name, fields),
        }
        self.find(start, key, Code::UNKNOWN_KEY);
    }

    const fn two_names(&mut self, field: &Field, key: At) {
        let start = self.findings.text().len();
        self.push_path(Some(field.name));
        self.say(" is given twice, under two of its names; keep ");
        self.say(field.name);
        self.find(start, key, Code::TWO_NAMES);
    }

    const fn deprecated(&mut self, field: &Field, deprecated: &Deprecated, value: At) {
        let start = self.findings.text().len();
        self.push_path(Some(field.name));
        self.say(" is deprecated");
        if !deprecated.since.is_empty() {
            self.say(" since ");
            self.say(deprecated.since);
        }
        if !deprecated.note.is_empty() {
            self.say(": ");
            self.say(deprecated.note);
        }
        if let Some(replacement) = deprecated.replacement {
            self.say("; use ");
            self.push_path(Some(replacement));
            self.say(" instead");
        }
        self.close(start, value, Code::DEPRECATED, true);
    }
}

/// The field with a name, or as many as there are fields for none.
const fn position(fields: &[Field], name: Name<'_>) -> usize {
    let mut index = 0;
    while index < fields.len() {
        if name.names(&fields[index]) && !fields[index].flatten {
            return index;
        }
        index += 1;
    }
    index
}

/// Whether a deprecated key that a file gives is replaced by a field, or by one inside of it.
const fn is_replacement(fields: &[Field], slots: &Slots, field: &Field) -> bool {
    let name = field.name.as_bytes();
    let mut index = 0;
    while index < fields.len() && index < MOST_FIELDS {
        if let Some(Deprecated { replacement: Some(path), .. }) = fields[index].deprecated
            && slots[index].is_some()
        {
            let path = path.as_bytes();
            let mut same = 0;
            while same < name.len() && same < path.len() && name[same] == path[same] {
                same += 1;
            }
            if same == name.len() && (same == path.len() || path[same] == b'.') {
                return true;
            }
        }
        index += 1;
    }
    false
}

/// Whether a key that no file gives may come from another source: a secret, a value with a variable of its own, or a
/// section that needs nothing else.
const fn comes_from_elsewhere(field: &Field) -> bool {
    if !field.env.is_empty() || holds_secrets(&field.kind) {
        return true;
    }
    let Kind::Section(schema) = without_wrappers(&field.kind) else { return false };
    let Shape::Struct(fields) = schema.shape else { return false };
    let mut needs_some = false;
    let mut index = 0;
    while index < fields.len() {
        let field = &fields[index];
        if matches!(field.default, DefaultValue::Required) && !is_optional(&field.kind) {
            if !comes_from_elsewhere(field) {
                return false;
            }
            needs_some = true;
        }
        index += 1;
    }
    needs_some
}

/// Whether a section has a default for each of its fields, so that an empty one can be read.
const fn has_own_defaults(kind: &Kind) -> bool {
    let Kind::Section(schema) = without_wrappers(kind) else { return false };
    let Shape::Struct(fields) = schema.shape else { return false };
    let mut index = 0;
    while index < fields.len() {
        let field = &fields[index];
        if matches!(field.default, DefaultValue::Required)
            && !is_optional(&field.kind)
            && !(field.flatten && has_own_defaults(&field.kind))
        {
            return false;
        }
        index += 1;
    }
    true
}

/// Whether a flattened map leaves a key to a field beside it.
pub(super) const fn is_claimed(claims: &Claims, name: Name<'_>) -> bool {
    let mut index = 0;
    while index < claims.count {
        let (fields, tag) = claims.sections[index];
        if is_field(fields, name) || matches!(tag, Some(tag) if name.is(tag)) {
            return true;
        }
        index += 1;
    }
    claims.count > 0 && name.is_reserved()
}
