//! Values against the kinds of the table.

use config_format::Kind as TextKind;
use config_format::number::Integer;
use config_format::packed::Number;
use config_format::unit::{UnitError, parse_byte_size, parse_duration, parse_percent};

use super::arena::At;
use super::checker::{Checker, Claims, Segment};
use super::grammar::accepts;
use super::names::{Name, is_scalar};
use super::section::is_claimed;
use crate::finding::Code;
use crate::schema::{Grammar, Kind, Schema};

impl<'c> Checker<'c> {
    /// Checks a value. Whether a value of the kind could be built, so that its rules can be checked.
    pub(super) const fn value(&mut self, kind: &'static Kind, at: At) -> bool {
        let text_kind = self.kind(at);
        let mut kind = kind;
        let mut secrets = 0;
        loop {
            match kind {
                Kind::Optional(_) if matches!(text_kind, TextKind::Null) => return true,
                Kind::Optional(inner) => kind = inner,
                Kind::Secret(inner) => {
                    secrets += 1;
                    kind = inner;
                }
                _ => break,
            }
        }
        if self.is_too_deep() {
            return false;
        }
        self.secret += secrets;
        // An element alone is looked at as one, also where it is a reference.
        if let Kind::List { element, single: true, .. } = kind
            && !matches!(text_kind, TextKind::List)
            && !self.is_untyped_text(at)
        {
            let whole = self.value(element, at);
            self.secret -= secrets;
            return whole;
        }
        let whole = match kind {
            // What a reference leads to, and what another reader makes of a value, shows only at run time.
            _ if text_kind.is_scalar() && self.is_reference(at) => {
                !is_scalar(kind) || self.secret_is_hidden(at)
            }
            Kind::Recursive(_) | Kind::Any => true,
            // Formats without types write lists, maps and sections as text, which the loader takes apart.
            _ if self.is_untyped_text(at) && !is_scalar(kind) => false,
            Kind::List { element, length, .. } => self.list(kind, element, *length, at),
            Kind::Tuple(kinds) => self.tuple(kind, kinds, at),
            Kind::Map { key, value } => self.map(kind, key, value, at),
            Kind::Section(schema) => self.section(schema, Some(at)),
            _ => self.scalar(kind, at),
        };
        if self.secret > 0 && text_kind.is_scalar() {
            self.committed_secret(at);
        }
        self.secret -= secrets;
        whole
    }

    const fn list(&mut self, kind: &Kind, element: &'static Kind, length: Option<usize>, at: At) -> bool {
        if !matches!(self.kind(at), TextKind::List) {
            return self.wrong_type(kind, at);
        }
        let mut children = self.children(at);
        let mut count = 0;
        let mut whole = true;
        while let Some(child) = self.next(&mut children) {
            self.enter(Segment::Index(count));
            whole &= self.value(element, child.value);
            self.leave();
            count += 1;
        }
        match length {
            Some(length) if whole && length != count as usize => self.wrong_count(length, count, at),
            _ => whole,
        }
    }

    const fn tuple(&mut self, kind: &Kind, kinds: &'static [Kind], at: At) -> bool {
        if !matches!(self.kind(at), TextKind::List) {
            return self.wrong_type(kind, at);
        }
        let count = self.count(at);
        if count as usize != kinds.len() {
            return self.wrong_count(kinds.len(), count, at);
        }
        let mut children = self.children(at);
        let mut index = 0;
        let mut whole = true;
        while let Some(child) = self.next(&mut children) {
            self.enter(Segment::Index(index));
            whole &= self.value(&kinds[index as usize], child.value);
            self.leave();
            index += 1;
        }
        whole
    }

    /// How many elements or entries there are.
    pub(super) const fn count(&self, at: At) -> u32 {
        let mut children = self.children(at);
        let mut count = 0;
        while self.next(&mut children).is_some() {
            count += 1;
        }
        count
    }

    const fn map(&mut self, kind: &Kind, key: &'static Kind, value: &'static Kind, at: At) -> bool {
        let (outer, in_flattened) = (self.claims, self.in_flattened);
        // The map of a tagged variant holds the tag as well.
        let claims = match self.content_tag {
            Some(tag) => outer.with(&[], Some(tag)),
            None => outer,
        };
        self.content_tag = None;
        if !matches!(self.kind(at), TextKind::Map) {
            return self.wrong_type(kind, at);
        }
        self.claims = Claims::NONE;
        self.in_flattened = false;
        let mut children = self.children(at);
        let mut whole = true;
        while let Some(child) = self.next(&mut children) {
            let name: Name<'c> = self.name(child.key);
            if is_claimed(&claims, name) {
                continue;
            }
            self.enter(Segment::Key(name.text));
            // Keys are text already.
            if !matches!(key, Kind::String) {
                whole &= self.value(key, child.key);
            }
            whole &= self.value(value, child.value);
            self.leave();
        }
        self.claims = outer;
        self.in_flattened = in_flattened;
        whole
    }

    const fn scalar(&mut self, kind: &Kind, at: At) -> bool {
        if at.is_merged() {
            return self.wrong_type(kind, at);
        }
        let nodes = &self.trees[at.tree as usize].nodes;
        match kind {
            Kind::Boolean => nodes.boolean(at.node).is_some() || self.wrong_type(kind, at),
            Kind::Integer { minimum, maximum, name } => match nodes.integer(at.node) {
                Number::None | Number::Malformed => self.wrong_type(kind, at),
                Number::Read(number)
                    if within(number, *minimum, *maximum) && !is_refused_zero(number, name) =>
                {
                    true
                }
                _ => {
                    let start = self.begin();
                    self.show(at);
                    self.say(" is outside of what ");
                    self.say(name);
                    self.say(" can hold");
                    self.find(start, at, Code::NUMBER_RANGE);
                    false
                }
            },
            Kind::Float => match nodes.float(at.node) {
                Number::Read(_) => true,
                Number::TooLarge => {
                    let start = self.begin();
                    self.show(at);
                    self.say(" is larger than a 64-bit float can hold");
                    self.find(start, at, Code::NUMBER_RANGE);
                    false
                }
                Number::None | Number::Malformed => self.wrong_type(kind, at),
            },
            Kind::Duration | Kind::ByteSize | Kind::Percent => self.measured(kind, at),
            Kind::Parsed { name, grammar, numbers: true, .. }
                if matches!(nodes.kind(at.node), TextKind::Integer | TextKind::Float) =>
            {
                self.of_grammar(name, grammar, at)
            }
            _ if !nodes.is_text(at.node) => self.wrong_type(kind, at),
            Kind::Character => nodes.characters(at.node) == 1 || self.wrong_type(kind, at),
            Kind::Parsed { name, grammar, .. } => self.of_grammar(name, grammar, at),
            _ => true,
        }
    }

    /// Text of a type with a grammar of its own. What a constant cannot tell is let through.
    const fn of_grammar(&mut self, name: &'static str, grammar: &Grammar, at: At) -> bool {
        let text = self.trees[at.tree as usize].nodes.text(at.node);
        if !matches!(accepts(grammar, text), Some(false)) {
            return true;
        }
        let start = self.begin();
        self.show(at);
        self.say(" is not ");
        self.say(name);
        self.find(start, at, Code::MALFORMED);
        false
    }

    /// A duration, a size or a percentage, which bare numbers may stand for too.
    const fn measured(&mut self, kind: &Kind, at: At) -> bool {
        let nodes = &self.trees[at.tree as usize].nodes;
        let number = matches!(nodes.kind(at.node), TextKind::Integer | TextKind::Float);
        if !number && !nodes.is_text(at.node) {
            return self.wrong_type(kind, at);
        }
        let read = match kind {
            Kind::Duration => nodes.duration(at.node).is_some(),
            Kind::ByteSize => nodes.byte_size(at.node).is_some(),
            _ => nodes.percent(at.node).is_some(),
        };
        if read {
            return true;
        }
        let Some(problem) = unit_problem(kind, nodes.text(at.node)) else { return true };
        let start = self.begin();
        self.show(at);
        self.say(" is not ");
        self.describe(kind);
        self.say(": ");
        self.say(problem.message());
        if let Some(help) = problem.help() {
            self.say("; ");
            self.say(help);
        }
        self.find(start, at, Code::MALFORMED);
        false
    }

    /// Reports a section that is something else. Always `false`.
    pub(super) const fn wrong_section(&mut self, schema: &'static Schema, at: At) -> bool {
        self.wrong_type(&Kind::Section(schema), at)
    }

    /// Reports a value of a wrong type. Always `false`.
    pub(super) const fn wrong_type(&mut self, kind: &Kind, at: At) -> bool {
        let start = self.begin();
        self.say("expected ");
        self.describe(kind);
        self.say(", found ");
        let found = self.found(at);
        self.say(found);
        let nodes = &self.trees[at.tree as usize].nodes;
        let (integer, float, boolean) =
            if at.is_merged() { (false, false, false) } else { nodes.bare(at.node) };
        let help = match (self.kind(at), kind) {
            (TextKind::String, Kind::Integer { .. }) if integer => "; write it without quotes",
            (TextKind::String, Kind::Float) if float => "; write it without quotes",
            (TextKind::String, Kind::Boolean) if boolean => "; write it without quotes",
            (TextKind::Null, _) => "; give a value, or name the path in $unset to go back to the default",
            (found, Kind::List { .. } | Kind::Tuple(_)) if found.is_scalar() => {
                "; write it as a list, in brackets"
            }
            (TextKind::Boolean | TextKind::Integer | TextKind::Float, kind) if is_text(kind) => {
                "; put it in quotes"
            }
            _ => "",
        };
        self.say(help);
        self.find(start, at, Code::WRONG_TYPE);
        false
    }

    const fn wrong_count(&mut self, expected: usize, found: u32, at: At) -> bool {
        let start = self.begin();
        self.say("expected ");
        self.findings.text().push_number(expected as u128);
        self.say(" elements, found ");
        self.findings.text().push_number(found as u128);
        self.find(start, at, Code::LENGTH);
        false
    }
}

const fn is_text(kind: &Kind) -> bool {
    matches!(kind, Kind::String | Kind::Path | Kind::Character | Kind::Parsed { .. })
}

pub(super) const fn unit_problem(kind: &Kind, text: &str) -> Option<UnitError> {
    let problem = match kind {
        Kind::Duration => match parse_duration(text) {
            Ok(_) => return None,
            Err(problem) => problem,
        },
        Kind::ByteSize => match parse_byte_size(text) {
            Ok(_) => return None,
            Err(problem) => problem,
        },
        _ => match parse_percent(text) {
            Ok(_) => return None,
            Err(problem) => problem,
        },
    };
    Some(problem)
}

const fn within(number: Integer, minimum: i128, maximum: u128) -> bool {
    if number.negative && number.magnitude > 0 {
        minimum < 0 && number.magnitude <= minimum.unsigned_abs()
    } else {
        number.magnitude <= maximum && (minimum <= 0 || number.magnitude >= minimum.unsigned_abs())
    }
}

/// Zero, for the signed types that cannot hold it; their limits do not say so.
const fn is_refused_zero(number: Integer, name: &str) -> bool {
    number.magnitude == 0 && matches!(name.as_bytes(), [b'N', b'o', b'n', b'Z', b'e', b'r', b'o', ..])
}
