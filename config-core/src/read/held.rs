//! A typed value against the rules of its field. What was read is held against them by its text, in `rules`; this is
//! for values that were put together in code.

use super::ConfigValue;
use super::measure::Measure;
use super::rules::{allowed_length, is_outside, range_text, regular_expression, text_format};
use crate::constant::describe;
use crate::finding::Code;
use crate::schema::{Field, Rule};

/// A field's value, shown to one rule of the field.
#[doc(hidden)]
pub struct Held {
    field: &'static Field,
    rule: &'static Rule,
    secret: bool,
    /// The places of an element in the lists around it.
    elements: Vec<usize>,
    broken: Vec<(Code, String)>,
}

impl std::fmt::Debug for Held {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Held").field("field", &self.field.name).finish_non_exhaustive()
    }
}

impl Held {
    /// Everything that a value breaks of its field's rules: the code, and what is wrong without the value. Functions
    /// are called elsewhere, and whether a path exists is a question to a machine, not to a value.
    pub fn broken<T: ConfigValue>(field: &'static Field, value: &T) -> Vec<(Code, String)> {
        let mut broken = Vec::new();
        for rule in field.rules {
            let mut held = Self { field, rule, secret: false, elements: Vec::new(), broken };
            value.hold(&mut held);
            broken = held.broken;
        }
        broken
    }

    /// Shows something that has an order.
    pub(super) fn measure(&mut self, measure: &Measure) {
        if let Rule::Range { low, high } = self.rule
            && is_outside(measure, low.as_ref(), high.as_ref())
        {
            let range = range_text(low.as_ref(), high.as_ref(), self.field.unit);
            self.breaks(Code::RANGE, format!("is outside of its range, {range}"));
        }
    }

    /// Shows text.
    pub(super) fn text(&mut self, text: &str) {
        match self.rule {
            Rule::Length { .. } => self.count(text.chars().count(), "character"),
            Rule::Pattern(pattern) => {
                if regular_expression(pattern).is_some_and(|regex| !regex.is_match(text)) {
                    self.breaks(Code::PATTERN, format!("does not match the pattern {pattern}"));
                }
            }
            Rule::Format(format) => {
                if !text_format(*format, text) {
                    self.breaks(Code::FORMAT, format!("is not {}", describe(*format)));
                }
            }
            Rule::Range { .. } | Rule::MustExist(_) | Rule::Function(_) => {}
        }
    }

    /// Shows something with many values: a rule of lengths counts them, any other is for each of them.
    pub(super) fn each<'v, T: ConfigValue + 'v>(
        &mut self,
        values: impl ExactSizeIterator<Item = &'v T>,
        what: &'static str,
    ) {
        if matches!(self.rule, Rule::Length { .. }) {
            return self.count(values.len(), what);
        }
        for (index, value) in values.enumerate() {
            self.elements.push(index);
            value.hold(self);
            self.elements.pop();
        }
    }

    /// Shows what is inside of a secret.
    pub(super) fn secret<T: ConfigValue>(&mut self, value: &T) {
        let outer = std::mem::replace(&mut self.secret, true);
        value.hold(self);
        self.secret = outer;
    }

    /// Shows how many there are.
    pub(super) fn count(&mut self, count: usize, what: &'static str) {
        if let Rule::Length { minimum, maximum } = self.rule
            && let Some(allowed) = allowed_length(count, *minimum, *maximum, what)
        {
            // The number of characters of a secret is no one's business.
            let found = if self.secret { String::new() } else { format!(", found {count}") };
            self.breaks(Code::LENGTH, format!("expected {allowed}{found}"));
        }
    }

    fn breaks(&mut self, code: Code, message: String) {
        let place: String = self.elements.iter().map(|index| format!("[{index}]")).collect();
        let message = if place.is_empty() { message } else { format!("{place} {message}") };
        self.broken.push((code, message));
    }
}
