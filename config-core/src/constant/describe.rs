//! What was expected and what was found, in words.

use config_format::Kind as TextKind;

use super::arena::At;
use super::checker::Checker;
use super::names::{all_units, without_wrappers};
use crate::schema::{Bound, Kind, Shape, Variant};

impl Checker<'_> {
    /// Appends what a value of a kind is, with an article.
    pub(super) const fn describe(&mut self, kind: &Kind) {
        let plain = match without_wrappers(kind) {
            Kind::Boolean => "true or false",
            Kind::Integer { minimum, maximum, .. } => {
                self.say("a whole number");
                if *maximum <= 1 << 64 {
                    self.say(" from ");
                    self.findings.text().push_signed(*minimum);
                    self.say(" to ");
                    self.findings.text().push_number(*maximum);
                }
                return;
            }
            Kind::Float => "a number",
            Kind::Character => "a single character",
            Kind::String => "text",
            Kind::Path => "a path",
            Kind::Duration => "a duration such as 90s or 1h30m",
            Kind::ByteSize => "a size such as 32MiB",
            Kind::Percent => "a percentage such as 12.5%",
            Kind::Parsed { name, .. } => name,
            Kind::List { .. } => "a list",
            Kind::Tuple(kinds) => {
                self.say("a list of ");
                self.findings.text().push_number(kinds.len() as u128);
                return;
            }
            Kind::Map { .. } => "a map",
            Kind::Section(schema) => match schema.shape {
                Shape::Newtype(fields) => return self.describe(&fields[0].kind),
                Shape::Enum { variants, .. } if all_units(variants) => {
                    self.say("one of ");
                    return self.list_variants(variants);
                }
                _ => "a section",
            },
            _ => "a value",
        };
        self.say(plain);
    }

    pub(super) const fn list_variants(&mut self, variants: &[Variant]) {
        let mut index = 0;
        while index < variants.len() {
            if index > 0 {
                self.say(", ");
            }
            self.say(variants[index].name);
            index += 1;
        }
    }

    /// What was found: never the text itself.
    pub(super) const fn found(&self, at: At) -> &'static str {
        let nodes = &self.trees[at.tree as usize].nodes;
        let empty = nodes.text_length(at.node) == 0;
        match self.kind(at) {
            TextKind::Null => "null",
            TextKind::Boolean => "a boolean",
            TextKind::Integer => "a whole number",
            TextKind::Float => "a number with a fraction",
            TextKind::DateTime => "a date",
            TextKind::List => "a list",
            TextKind::Map => "a map",
            TextKind::Text | TextKind::String if empty => "empty text",
            TextKind::String if !nodes.is_plain(at.node) => "quoted text",
            TextKind::Text | TextKind::String => "text",
        }
    }

    /// Appends a scalar's text, or `the value` where it must not be shown.
    pub(super) const fn show(&mut self, at: At) {
        let text = self.text(at);
        if self.secret > 0 || text.is_empty() || !self.kind(at).is_scalar() {
            self.say("the value");
        } else {
            self.findings.text().push_cut(text);
        }
    }

    /// Appends a range: `from 1 to 10`, `at least 1`, `more than 0 and less than 1`.
    pub(super) const fn describe_range(
        &mut self,
        low: Option<&Bound>,
        high: Option<&Bound>,
        unit: Option<&str>,
    ) {
        let text = self.findings.text();
        match (low, high) {
            (Some(Bound { value: low, exclusive: false }), Some(Bound { value: high, exclusive: false })) => {
                text.push("from ");
                text.push_literal(low);
                text.push(" to ");
                text.push_literal(high);
            }
            (low, high) => {
                if let Some(low) = low {
                    text.push(if low.exclusive { "more than " } else { "at least " });
                    text.push_literal(&low.value);
                }
                if let Some(high) = high {
                    text.push(if low.is_some() { " and " } else { "" });
                    text.push(if high.exclusive { "less than " } else { "at most " });
                    text.push_literal(&high.value);
                }
            }
        }
        if let Some(unit) = unit {
            text.push(" ");
            text.push(unit);
        }
    }
}
