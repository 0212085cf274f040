//! The schema of one value, by its kind and the rules that hold for it.

use config_format::unit::{parse_byte_size, parse_duration};

use super::super::common::{literal, signature};
use super::super::json::{Json, Object};
use super::{Draft, Generator, formats};
use crate::schema::{Bound, Kind, Literal, Rule, Schema, Shape};

impl Generator {
    /// The schema of a value. Of the rules, those for lists and maps are used where one is met, the others go on to the
    /// elements.
    pub(super) fn kind(&mut self, kind: &Kind, rules: &[&Rule]) -> Object {
        match kind {
            Kind::Boolean => self.or_reference(Object::new().with("type", "boolean"), formats::REFERENCE),
            Kind::Integer { minimum, maximum, .. } => {
                let mut object = Object::new().with("type", "integer");
                let range = Range::of(rules, &|literal| Some(*literal));
                range.write(&mut object, Some(&Json::from(*minimum)), Some(&Json::from(*maximum)));
                self.or_reference(object, formats::REFERENCE)
            }
            Kind::Float => {
                let mut object = Object::new().with("type", "number");
                Range::of(rules, &|literal| Some(*literal)).write(&mut object, None, None);
                self.or_reference(object, formats::REFERENCE)
            }
            Kind::Duration => self.duration(kind, rules),
            Kind::ByteSize => self.byte_size(kind, rules),
            Kind::Character | Kind::String | Kind::Path | Kind::Percent | Kind::Parsed { .. } => {
                self.text(kind, rules)
            }
            Kind::Any => Object::new(),
            Kind::Optional(inner) => {
                let inner = self.kind(inner, rules);
                or_null(inner)
            }
            Kind::Secret(inner) => self.kind(inner, rules).with("writeOnly", true),
            Kind::List { element, length, single, .. } => {
                let (own, others) = split_length(rules);
                let mut object =
                    Object::new().with("type", "array").with("items", self.kind(element, &others));
                let (minimum, maximum) = (Some(*length).flatten(), Some(*length).flatten());
                limits(
                    &mut object,
                    &own,
                    minimum.map(|n| n as u64),
                    maximum.map(|n| n as u64),
                    "minItems",
                    "maxItems",
                );
                let list = self.or_reference(object, formats::WHOLE_REFERENCE);
                // One alone counts as a list of one.
                let alone = own.iter().all(|rule| match rule {
                    Rule::Length { minimum, maximum } => {
                        minimum.is_none_or(|least| least <= 1) && *maximum != Some(0)
                    }
                    _ => true,
                });
                if *single && alone {
                    Object::new().with("anyOf", vec![self.kind(element, &others), list])
                } else {
                    list
                }
            }
            Kind::Tuple(kinds) => {
                let (own, _) = split_length(rules);
                let places: Vec<Object> = kinds.iter().map(|kind| self.kind(kind, &[])).collect();
                let count = Some(kinds.len() as u64);
                let mut object = Object::new().with("type", "array");
                match self.options.draft {
                    Draft::Draft202012 => {
                        object.set("prefixItems", places);
                        object.set("items", false);
                    }
                    Draft::Draft07 => {
                        object.set("items", places);
                        object.set("additionalItems", false);
                    }
                }
                limits(&mut object, &own, count, count, "minItems", "maxItems");
                self.or_reference(object, formats::WHOLE_REFERENCE)
            }
            Kind::Map { key, value } => {
                let (own, others) = split_length(rules);
                let mut object = Object::new().with("type", "object");
                if let Some(names) = self.key(key) {
                    object.set("propertyNames", names);
                }
                object.set("additionalProperties", self.kind(value, &others));
                limits(&mut object, &own, None, None, "minProperties", "maxProperties");
                self.or_reference(object, formats::WHOLE_REFERENCE)
            }
            Kind::Section(schema) => self.section(schema, rules),
            Kind::Recursive(kind) => self.kind(kind(), rules),
        }
    }

    fn section(&mut self, schema: &'static Schema, rules: &[&Rule]) -> Object {
        let Shape::Newtype(fields) = schema.shape else { return self.definition(schema, false) };
        // A newtype is its content, under the rules of both; one that contains itself needs a name.
        let own = signature(schema);
        if self.open.contains(&own) {
            return Object::new();
        }
        self.open.push(own);
        let all: Vec<&Rule> = rules.iter().copied().chain(fields[0].rules).collect();
        let mut object = Object::new();
        if !schema.doc.is_empty() {
            object.set("description", schema.doc);
        }
        object.extend(self.kind(&fields[0].kind, &all));
        self.open.pop();
        object
    }

    /// The names of a map's entries, unless any will do. They are text, and hold no references.
    fn key(&mut self, kind: &Kind) -> Option<Object> {
        let kind = kind.without_wrappers();
        let mut object = Object::new();
        match kind {
            Kind::String | Kind::Path | Kind::Any => return None,
            Kind::Character => object = object.with("minLength", 1_u64).with("maxLength", 1_u64),
            Kind::Section(schema) => match schema.shape {
                Shape::Enum { variants, .. } => {
                    let names: Vec<&str> = variants
                        .iter()
                        .flat_map(|variant| {
                            std::iter::once(variant.name).chain(variant.aliases.iter().copied())
                        })
                        .collect();
                    object.set("enum", names);
                }
                Shape::Newtype(fields) => {
                    let rules: Vec<&Rule> = fields[0].rules.iter().collect();
                    let references = std::mem::take(&mut self.options.references);
                    object = self.key(&fields[0].kind).unwrap_or_default();
                    object.extend(self.text(&Kind::String, &rules));
                    self.options.references = references;
                }
                Shape::Struct(_) => return None,
            },
            other => object.set("pattern", formats::of_key(other)?),
        }
        Some(object)
    }

    fn duration(&mut self, kind: &Kind, rules: &[&Rule]) -> Object {
        let nanoseconds = |literal: &Literal| match literal {
            Literal::String(text) => parse_duration(text).ok().map(|(seconds, rest)| {
                Literal::Integer(i128::from(seconds) * 1_000_000_000 + i128::from(rest))
            }),
            _ => None,
        };
        let zero = Range::of(rules, &nanoseconds).holds_zero();
        let mut object = self.text(kind, rules);
        if zero {
            // A whole number without a unit is accepted when it is zero.
            object.set("type", vec!["string", "integer"]);
            object.set("minimum", 0_u64);
            object.set("maximum", 0_u64);
        }
        bounds_as_text(&mut object, rules);
        object
    }

    fn byte_size(&mut self, kind: &Kind, rules: &[&Rule]) -> Object {
        let bytes = |literal: &Literal| match literal {
            Literal::String(text) => {
                parse_byte_size(text).ok().map(|bytes| Literal::Integer(i128::from(bytes)))
            }
            Literal::Integer(number) => Some(Literal::Integer(*number)),
            _ => None,
        };
        let mut object = self.text(kind, rules);
        object.set("type", vec!["string", "integer"]);
        Range::of(rules, &bytes).write(&mut object, Some(&Json::from(0_u64)), Some(&Json::from(u64::MAX)));
        bounds_as_text(&mut object, rules);
        object
    }

    /// Lets text with a reference stand in place of a value that is no text.
    pub(super) fn or_reference(&self, mut object: Object, pattern: &str) -> Object {
        if self.options.references
            && let Some(Json::String(own)) = object.get("type").cloned()
        {
            object.set("type", vec![own.as_str(), "string"]);
            object.set("pattern", pattern);
        }
        object
    }
}

/// Lets null stand in place of a value.
pub(super) fn or_null(mut object: Object) -> Object {
    if object.is_empty() {
        return object;
    }
    let null = || Object::new().with("type", "null");
    match object.get("type").cloned() {
        Some(Json::String(own)) => object.set("type", vec![own.as_str(), "null"]),
        Some(Json::List(mut all)) => {
            all.push(Json::from("null"));
            object.set("type", Json::List(all));
        }
        _ => {
            let mut outer = Object::new();
            for key in ["description", "writeOnly"] {
                outer.set_some(key, object.remove(key));
            }
            outer.set("anyOf", vec![object, null()]);
            return outer;
        }
    }
    object
}

/// The tightest bounds of all rules, as numbers.
pub(super) struct Range {
    low: Option<(Literal, bool)>,
    high: Option<(Literal, bool)>,
}

impl Range {
    pub(super) fn of(rules: &[&Rule], number: &dyn Fn(&Literal) -> Option<Literal>) -> Self {
        let mut range = Self { low: None, high: None };
        for rule in rules {
            let Rule::Range { low, high } = rule else { continue };
            let bound = |bound: &Option<Bound>| {
                bound.and_then(|bound| Some((number(&bound.value)?, bound.exclusive)))
            };
            if let Some(low) = bound(low)
                && range.low.is_none_or(|known| as_float(&known.0) <= as_float(&low.0))
            {
                range.low = Some(low);
            }
            if let Some(high) = bound(high)
                && range.high.is_none_or(|known| as_float(&known.0) >= as_float(&high.0))
            {
                range.high = Some(high);
            }
        }
        range
    }

    fn holds_zero(&self) -> bool {
        let above = self
            .low
            .is_none_or(|(low, exclusive)| as_float(&low) < 0.0 || (as_float(&low) == 0.0 && !exclusive));
        let below = self
            .high
            .is_none_or(|(high, exclusive)| as_float(&high) > 0.0 || (as_float(&high) == 0.0 && !exclusive));
        above && below
    }

    /// Writes the bounds, or those of the type where they are tighter.
    pub(super) fn write(&self, object: &mut Object, lowest: Option<&Json>, highest: Option<&Json>) {
        let number = |json: &Json| match json {
            Json::Number(text) => text.parse().unwrap_or(f64::NAN),
            _ => f64::NAN,
        };
        match (self.low, lowest) {
            (Some((low, _)), Some(lowest)) if number(lowest) > as_float(&low) => {
                object.set("minimum", lowest.clone())
            }
            (Some((low, true)), _) => object.set("exclusiveMinimum", literal(&low)),
            (Some((low, false)), _) => object.set("minimum", literal(&low)),
            (None, lowest) => object.set_some("minimum", lowest.cloned()),
        }
        match (self.high, highest) {
            (Some((high, _)), Some(highest)) if number(highest) < as_float(&high) => {
                object.set("maximum", highest.clone())
            }
            (Some((high, true)), _) => object.set("exclusiveMaximum", literal(&high)),
            (Some((high, false)), _) => object.set("maximum", literal(&high)),
            (None, highest) => object.set_some("maximum", highest.cloned()),
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "bounds are written by hand and small; only their order counts"
)]
fn as_float(literal: &Literal) -> f64 {
    match literal {
        Literal::Integer(number) => *number as f64,
        Literal::Float(number) => *number,
        _ => f64::NAN,
    }
}

/// Bounds that are text, which JSON Schema cannot compare.
fn bounds_as_text(object: &mut Object, rules: &[&Rule]) {
    for rule in rules {
        let Rule::Range { low, high } = rule else { continue };
        for (bound, inclusive, exclusive) in
            [(low, "x-minimum", "x-exclusiveMinimum"), (high, "x-maximum", "x-exclusiveMaximum")]
        {
            if let Some(bound) = bound {
                object.set(if bound.exclusive { exclusive } else { inclusive }, literal(&bound.value));
            }
        }
    }
}

/// The rules about the length, and all others.
fn split_length<'r>(rules: &[&'r Rule]) -> (Vec<&'r Rule>, Vec<&'r Rule>) {
    rules.iter().copied().partition(|rule| matches!(rule, Rule::Length { .. }))
}

/// Writes the tightest limits of all length rules.
pub(super) fn limits(
    object: &mut Object,
    rules: &[&Rule],
    minimum: Option<u64>,
    maximum: Option<u64>,
    lowest: &str,
    highest: &str,
) {
    let (mut least, mut most) = (minimum, maximum);
    for rule in rules {
        let Rule::Length { minimum, maximum } = rule else { continue };
        least = least.max(*minimum);
        most = match (most, *maximum) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    object.set_some(lowest, least);
    object.set_some(highest, most);
}
