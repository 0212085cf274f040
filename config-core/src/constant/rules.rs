//! Rules of one field, on values that are of its type.

use config_format::Kind as TextKind;
use config_format::number::Integer;
use config_format::packed::Number;
use config_format::unit::{parse_byte_size, parse_duration, parse_percent};

use super::arena::At;
use super::checker::{Checker, Segment};
use super::format;
use super::pattern::{Verdict, matches};
use crate::finding::Code;
use crate::schema::{Bound, Field, Kind, Literal, Rule, Shape, TextFormat};

impl<'c> Checker<'c> {
    /// Checks the rules of a field. `MustExist` and `Function` are left to run time.
    pub(super) const fn rules(&mut self, field: &'static Field, at: At) {
        let mut index = 0;
        while index < field.rules.len() {
            let rule = &field.rules[index];
            index += 1;
            if !matches!(rule, Rule::MustExist(_) | Rule::Function(_)) {
                self.rule(field, rule, &field.kind, at);
            }
        }
    }

    const fn rule(&mut self, field: &'static Field, rule: &'static Rule, kind: &'static Kind, at: At) {
        if matches!(self.kind(at), TextKind::Null) || self.is_reference(at) {
            return;
        }
        let mut kind = kind;
        let mut secrets = 0;
        loop {
            match kind {
                Kind::Optional(inner) => kind = inner,
                Kind::Secret(inner) => {
                    secrets += 1;
                    kind = inner;
                }
                Kind::Section(schema) => match schema.shape {
                    Shape::Newtype(fields) => kind = &fields[0].kind,
                    _ => break,
                },
                _ => break,
            }
        }
        self.secret += secrets;
        match (rule, kind) {
            (_, Kind::Recursive(_) | Kind::Any) => {}
            (Rule::Length { minimum, maximum }, _) => self.length(kind, at, *minimum, *maximum),
            (_, Kind::List { element, single: true, .. }) if !matches!(self.kind(at), TextKind::List) => {
                self.rule(field, rule, element, at);
            }
            (_, Kind::List { element, .. }) => {
                let mut children = self.children(at);
                let mut index = 0;
                while let Some(child) = self.next(&mut children) {
                    self.enter(Segment::Index(index));
                    self.rule(field, rule, element, child.value);
                    self.leave();
                    index += 1;
                }
            }
            (_, Kind::Map { value, .. }) => {
                let mut children = self.children(at);
                while let Some(child) = self.next(&mut children) {
                    self.enter(Segment::Key(self.text(child.key)));
                    self.rule(field, rule, value, child.value);
                    self.leave();
                }
            }
            _ if !self.kind(at).is_scalar() => {}
            (Rule::Range { low, high }, _) => self.range(field, kind, at, low.as_ref(), high.as_ref()),
            (Rule::Format(format), _) => self.format(*format, at),
            (Rule::Pattern(pattern), _) => self.pattern(pattern, at),
            _ => {}
        }
        self.secret -= secrets;
    }

    const fn range(
        &mut self,
        field: &'static Field,
        kind: &Kind,
        at: At,
        low: Option<&'static Bound>,
        high: Option<&'static Bound>,
    ) {
        let below = match low {
            Some(bound) => match self.compare(kind, at, &bound.value) {
                Some(order) => order < 0 || (bound.exclusive && order == 0),
                None => false,
            },
            None => false,
        };
        let above = match high {
            Some(bound) => match self.compare(kind, at, &bound.value) {
                Some(order) => order > 0 || (bound.exclusive && order == 0),
                None => false,
            },
            None => false,
        };
        // A number that is not a number is in no range.
        let unordered = matches!(kind, Kind::Float)
            && matches!(
                self.trees[at.tree as usize].nodes.float(at.node),
                Number::Read(number) if number.is_nan()
            )
            && (low.is_some() || high.is_some());
        if below || above || unordered {
            let start = self.begin();
            self.show(at);
            self.say(" is outside of its range, ");
            self.describe_range(low, high, field.unit);
            self.find(start, at, Code::RANGE);
        }
    }

    /// A scalar against a bound: below zero, zero or above; nothing when the two cannot be compared.
    const fn compare(&self, kind: &Kind, at: At, bound: &Literal) -> Option<i8> {
        let nodes = &self.trees[at.tree as usize].nodes;
        match (kind, bound) {
            (Kind::Integer { .. }, Literal::Integer(bound)) => match nodes.integer(at.node) {
                Number::Read(number) => Some(compare_integers(number, *bound)),
                _ => None,
            },
            (Kind::Integer { .. } | Kind::Float, Literal::Float(_)) | (Kind::Float, Literal::Integer(_)) => {
                let bound = match bound {
                    #[expect(clippy::cast_precision_loss, reason = "a bound is written by hand and small")]
                    Literal::Integer(bound) => *bound as f64,
                    Literal::Float(bound) => *bound,
                    _ => return None,
                };
                match nodes.float(at.node) {
                    Number::Read(number) if number < bound => Some(-1),
                    Number::Read(number) if number > bound => Some(1),
                    Number::Read(number) if number == bound => Some(0),
                    _ => None,
                }
            }
            (Kind::Duration, Literal::String(bound)) => match (nodes.duration(at.node), duration_of(bound)) {
                (Some((seconds, rest)), Some((bound, bound_rest))) => Some(if seconds == bound {
                    order(rest as u128, bound_rest as u128)
                } else {
                    order(seconds as u128, bound as u128)
                }),
                _ => None,
            },
            (Kind::ByteSize, Literal::String(bound)) => {
                match (nodes.byte_size(at.node), byte_size_of(bound)) {
                    (Some(size), Some(bound)) => Some(order(size as u128, bound as u128)),
                    _ => None,
                }
            }
            (Kind::ByteSize, Literal::Integer(bound)) => match nodes.byte_size(at.node) {
                Some(size) => {
                    Some(compare_integers(Integer { negative: false, magnitude: size as u128 }, *bound))
                }
                None => None,
            },
            (Kind::Percent, Literal::String(bound)) => match (nodes.percent(at.node), parse_percent(bound)) {
                (Some(share), Ok(bound)) => Some(order(share as u128, bound as u128)),
                _ => None,
            },
            _ => None,
        }
    }

    const fn length(&mut self, kind: &Kind, at: At, minimum: Option<u64>, maximum: Option<u64>) {
        let scalar = self.kind(at).is_scalar();
        let (count, one, many) = match kind {
            Kind::List { single: true, .. } if !matches!(self.kind(at), TextKind::List) => {
                (1, " element", " elements")
            }
            Kind::List { .. } | Kind::Tuple(_) => (self.count(at), " element", " elements"),
            Kind::Map { .. } => (self.count(at), " entry", " entries"),
            _ if scalar && self.trees[at.tree as usize].nodes.is_text(at.node) => {
                (self.trees[at.tree as usize].nodes.characters(at.node), " character", " characters")
            }
            _ => return,
        };
        let count = count as u64;
        let few = matches!(minimum, Some(minimum) if count < minimum);
        let too_many = matches!(maximum, Some(maximum) if count > maximum);
        if !few && !too_many {
            return;
        }
        let start = self.begin();
        self.say("expected ");
        let last = match (minimum, maximum) {
            (Some(minimum), Some(maximum)) if minimum == maximum => {
                self.say("exactly ");
                maximum
            }
            (Some(minimum), Some(maximum)) => {
                self.say("from ");
                self.findings.text().push_number(minimum as u128);
                self.say(" to ");
                maximum
            }
            (Some(minimum), None) => {
                self.say("at least ");
                minimum
            }
            (None, Some(maximum)) => {
                self.say("at most ");
                maximum
            }
            (None, None) => 0,
        };
        self.findings.text().push_number(last as u128);
        self.say(if last == 1 { one } else { many });
        // The number of characters of a secret is no one's business.
        if self.secret == 0 {
            self.say(", found ");
            self.findings.text().push_number(count as u128);
        }
        self.find(start, at, Code::LENGTH);
    }

    /// A pattern that a constant cannot decide is left to run time.
    const fn pattern(&mut self, pattern: &'static str, at: At) {
        let nodes = &self.trees[at.tree as usize].nodes;
        if !nodes.is_text(at.node) || !matches!(matches(pattern, nodes.text(at.node)), Verdict::NoMatch) {
            return;
        }
        let start = self.begin();
        self.show(at);
        self.say(" does not match the pattern ");
        self.say(pattern);
        self.find(start, at, Code::PATTERN);
    }

    const fn format(&mut self, format: TextFormat, at: At) {
        let nodes = &self.trees[at.tree as usize].nodes;
        if !nodes.is_text(at.node) || format::keeps(format, nodes.text(at.node)) {
            return;
        }
        let start = self.begin();
        self.show(at);
        self.say(" is not ");
        self.say(format::describe(format));
        self.find(start, at, Code::FORMAT);
    }
}

/// The digits that a text begins with, as a number, and where they end; nothing when they are none or many.
const fn digits_of(bytes: &[u8]) -> Option<(u64, usize)> {
    const MOST: usize = 9;
    let mut number = 0;
    let mut at = 0;
    while at < bytes.len() && bytes[at] >= b'0' && bytes[at] <= b'9' {
        number = number * 10 + (bytes[at] - b'0') as u64;
        at += 1;
    }
    if at == 0 || at > MOST { None } else { Some((number, at)) }
}

/// A bound that is a duration. Plain ones are read here: they are read for every value, and the reader for all of them
/// makes many calls, which are what costs in a constant.
const fn duration_of(bound: &str) -> Option<(u64, u32)> {
    let bytes = bound.as_bytes();
    if let Some((number, at)) = digits_of(bytes) {
        if at + 1 == bytes.len() {
            match bytes[at] {
                b's' => return Some((number, 0)),
                b'm' => return Some((number * 60, 0)),
                b'h' => return Some((number * 3600, 0)),
                _ => {}
            }
        } else if at + 2 == bytes.len() && bytes[at] == b'm' && bytes[at + 1] == b's' {
            return Some((number / 1000, (number % 1000) as u32 * 1_000_000));
        }
    }
    match parse_duration(bound) {
        Ok(duration) => Some(duration),
        Err(_) => None,
    }
}

/// A bound that is a size; plain ones as in [`duration_of`].
const fn byte_size_of(bound: &str) -> Option<u64> {
    let bytes = bound.as_bytes();
    if let Some((number, at)) = digits_of(bytes)
        && at + 3 == bytes.len()
        && bytes[at + 1] == b'i'
        && bytes[at + 2] == b'B'
    {
        match bytes[at] {
            b'K' => return Some(number << 10),
            b'M' => return Some(number << 20),
            b'G' => return Some(number << 30),
            _ => {}
        }
    }
    match parse_byte_size(bound) {
        Ok(size) => Some(size),
        Err(_) => None,
    }
}

const fn order(left: u128, right: u128) -> i8 {
    if left < right {
        -1
    } else if left > right {
        1
    } else {
        0
    }
}

const fn compare_integers(number: Integer, bound: i128) -> i8 {
    let negative = number.negative && number.magnitude > 0;
    match (negative, bound < 0) {
        (true, false) => -1,
        (false, true) => 1,
        (true, true) => order(bound.unsigned_abs(), number.magnitude),
        (false, false) => order(number.magnitude, bound.unsigned_abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_bounds_are_what_all_bounds_are() {
        for number in ["0", "1", "59", "1500", "999999999", "1000000000", "1.5", "", "-1"] {
            for unit in [
                "", "s", "m", "h", "d", "ms", "us", "x", "B", "KiB", "MiB", "GiB", "TiB", "kB", "MB", "iB",
                "KIB",
            ] {
                let text = format!("{number}{unit}");
                assert_eq!(duration_of(&text), parse_duration(&text).ok(), "{text}");
                assert_eq!(byte_size_of(&text), parse_byte_size(&text).ok(), "{text}");
            }
        }
    }
}
