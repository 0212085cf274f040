//! Checks over several fields, as far as JSON Schema can say them: conditions over single fields, joined by and, or, not,
//! and exactly one. Comparisons of two fields are kept under `x-checks`.
//!
//! Negations are pushed inward, so that a reference, whose value is not known, never makes a check fail.

use super::super::common::{has_own_defaults, literal};
use super::super::json::{Json, Object};
use super::objects::Parts;
use super::{Generator, formats};
use crate::schema::{Check, DefaultValue, Expression, Field, Kind, Literal, Operator, Schema};

impl Generator {
    /// Adds the checks of a type to its object.
    pub(super) fn checks(&mut self, schema: &'static Schema, parts: &mut Parts) {
        for check in schema.checks {
            let translated = match check.environment {
                // A file does not say which environment it is for.
                Some(_) => None,
                None if !self.options.complete => None,
                None => Conditions { schema, references: self.options.references, strict: false }
                    .holds(&check.expression, true),
            };
            match translated {
                Some(condition) => parts.conditions.push(condition.with("x-message", check.message)),
                None => parts.checks.push(describe(check)),
            }
        }
    }
}

fn describe(check: &Check) -> Object {
    let mut object = Object::new().with("check", check.text).with("message", check.message);
    object.set_some("environment", check.environment);
    object.set_some("code", check.code);
    object
}

struct Conditions {
    schema: &'static Schema,
    references: bool,
    /// Whether a reference makes a condition fail, as the first half of an implication must.
    strict: bool,
}

impl Conditions {
    /// The schema of objects for which the expression is `wanted`.
    fn holds(&self, expression: &Expression, wanted: bool) -> Option<Object> {
        use Operator::{And, Equal, NotEqual, Or};
        match expression {
            Expression::Not(inner) => self.holds(inner, !wanted),
            Expression::Binary(And, left, right) if wanted => self.all(left, true, right, true),
            Expression::Binary(Or, left, right) if !wanted => self.all(left, false, right, false),
            Expression::Binary(And, left, right) => self.implies(left, true, right, false),
            Expression::Binary(Or, left, right) => self.implies(left, false, right, true),
            Expression::Path(path) => {
                let field = self.field(path)?;
                matches!(field.kind, Kind::Boolean).then_some(())?;
                let condition = match self.references && !self.strict {
                    true => Object::new().with("not", Object::new().with("const", !wanted)),
                    false => Object::new().with("const", wanted),
                };
                self.at(path, condition, &|default| Some(*default == Literal::Boolean(wanted)))
            }
            Expression::IsSome(inner) => self.presence(inner, wanted),
            Expression::IsNone(inner) => self.presence(inner, !wanted),
            Expression::IsEmpty(inner) => {
                let operator = if wanted { Operator::LessOrEqual } else { Operator::Greater };
                self.length(inner, operator, 0)
            }
            Expression::Binary(Equal | NotEqual, left, right)
                if is_condition(left) && is_condition(right) =>
            {
                let same = matches!(expression, Expression::Binary(Equal, ..)) == wanted;
                if same {
                    let both = self.all(left, true, right, true)?;
                    let neither = self.all(left, false, right, false)?;
                    return Some(Object::new().with("anyOf", vec![both, neither]));
                }
                let (left, right) = (self.holds(left, true)?, self.holds(right, true)?);
                Some(Object::new().with("oneOf", vec![left, right]))
            }
            Expression::Binary(operator, left, right) => {
                let (operator, of, with) = match (left, right) {
                    (of, Expression::Literal(with)) => (*operator, *of, with),
                    (Expression::Literal(with), of) => (turned(*operator)?, *of, with),
                    _ => return None,
                };
                let operator = if wanted { operator } else { opposite(operator)? };
                match (of, with) {
                    (Expression::Length(inner), Literal::Integer(number)) => {
                        self.length(inner, operator, *number)
                    }
                    (Expression::Path(path), with) => self.compare(path, operator, with),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn all(&self, left: &Expression, first: bool, right: &Expression, second: bool) -> Option<Object> {
        let both = vec![self.holds(left, first)?, self.holds(right, second)?];
        Some(Object::new().with("allOf", both))
    }

    /// `left` or `right`, told as a consequence.
    fn implies(&self, left: &Expression, first: bool, right: &Expression, second: bool) -> Option<Object> {
        let strict = Self { strict: true, ..*self };
        Some(Object::new().with("if", strict.holds(left, first)?).with("then", self.holds(right, second)?))
    }

    fn presence(&self, of: &Expression, wanted: bool) -> Option<Object> {
        let Expression::Path(path) = of else { return None };
        self.field(path)?.kind.is_optional().then_some(())?;
        let null = Object::new().with("type", "null");
        let condition = if wanted { Object::new().with("not", null) } else { null };
        self.at(path, condition, &|_| Some(wanted))
    }

    fn compare(&self, path: &[&str], operator: Operator, with: &Literal) -> Option<Object> {
        let field = self.field(path)?;
        let number = literal(with);
        let (condition, is_text) = match (field.kind, with) {
            (Kind::Integer { .. } | Kind::Float, Literal::Integer(_) | Literal::Float(_)) => {
                let condition = match operator {
                    Operator::Less => Object::new().with("exclusiveMaximum", number),
                    Operator::LessOrEqual => Object::new().with("maximum", number),
                    Operator::Greater => Object::new().with("exclusiveMinimum", number),
                    Operator::GreaterOrEqual => Object::new().with("minimum", number),
                    Operator::Equal => Object::new().with("minimum", number.clone()).with("maximum", number),
                    Operator::NotEqual => Object::new().with("not", Object::new().with("const", number)),
                    _ => return None,
                };
                (self.typed(condition, "number"), false)
            }
            (Kind::String, Literal::String(_)) => match operator {
                Operator::Equal => (Object::new().with("const", number), true),
                Operator::NotEqual => (Object::new().with("not", Object::new().with("const", number)), false),
                _ => return None,
            },
            _ => return None,
        };
        let condition = if is_text { self.or_reference(condition) } else { condition };
        self.at(path, condition, &|default| ordered(default, operator, with))
    }

    fn length(&self, of: &Expression, operator: Operator, number: i128) -> Option<Object> {
        let Expression::Path(path) = of else { return None };
        let (least, most, name) = match self.field(path)?.kind {
            Kind::List { .. } => ("minItems", "maxItems", "array"),
            Kind::Map { .. } => ("minProperties", "maxProperties", "object"),
            // The length of text counts bytes in Rust and characters here; only emptiness is the same.
            Kind::String if number == 0 => ("minLength", "maxLength", "string"),
            _ => return None,
        };
        let limit = |name: &str, number: i128| Object::new().with(name, number.max(0));
        let condition = match operator {
            Operator::Less if number > 0 => limit(most, number - 1),
            Operator::LessOrEqual => limit(most, number),
            Operator::Greater => limit(least, number + 1),
            Operator::GreaterOrEqual => limit(least, number),
            Operator::Equal => limit(least, number).with(most, number),
            Operator::NotEqual if number == 0 => limit(least, 1),
            _ => return None,
        };
        let condition = match name {
            "string" => self.or_reference(condition),
            name => self.typed(condition, name),
        };
        self.at(path, condition, &|default| {
            let count = match default {
                Literal::List(items) => items.len(),
                Literal::String(text) => text.len(),
                _ => return None,
            };
            ordered(&Literal::Integer(count as i128), operator, &Literal::Integer(number))
        })
    }

    fn typed(&self, condition: Object, name: &str) -> Object {
        if self.strict { condition.with("type", name) } else { condition }
    }

    fn or_reference(&self, condition: Object) -> Object {
        if !self.references || self.strict {
            return condition;
        }
        let reference = Object::new().with("type", "string").with("pattern", formats::REFERENCE);
        Object::new().with("anyOf", vec![condition, reference])
    }

    fn field(&self, path: &[&str]) -> Option<&'static Field> {
        self.fields(path)?.last().copied()
    }

    /// The fields that a path goes through.
    fn fields(&self, path: &[&str]) -> Option<Vec<&'static Field>> {
        let mut schema = self.schema;
        let mut found = Vec::new();
        for (index, name) in path.iter().enumerate() {
            let field = schema.fields().iter().find(|field| field.rust_name == *name)?;
            found.push(field);
            if index + 1 < path.len() {
                match field.kind {
                    Kind::Section(inner) => schema = inner,
                    _ => return None,
                }
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// A condition on the value at a path. When the value is absent its default decides.
    fn at(
        &self,
        path: &[&str],
        condition: Object,
        of_default: &dyn Fn(&Literal) -> Option<bool>,
    ) -> Option<Object> {
        let fields = self.fields(path)?;
        let (last, sections) = fields.split_last()?;
        let absent = match &last.default {
            DefaultValue::Literal(default) => of_default(default)?,
            // That the value is missing is told elsewhere.
            DefaultValue::Required if !last.kind.is_optional() => true,
            DefaultValue::Required => is_absence(&condition),
            DefaultValue::Type => match last.kind {
                Kind::List { .. } => of_default(&Literal::List(&[]))?,
                Kind::Boolean => of_default(&Literal::Boolean(false))?,
                _ => return None,
            },
            DefaultValue::Expression(_) => return None,
        };
        let known = sections.iter().all(|section| match section.default {
            DefaultValue::Required => true,
            DefaultValue::Type => has_own_defaults(&section.kind),
            _ => false,
        });
        known.then_some(())?;
        let mut condition = condition;
        for field in fields.iter().rev().filter(|field| !field.flatten) {
            let mut properties = Object::new();
            let names: Vec<&str> = std::iter::once(field.name).chain(field.aliases.iter().copied()).collect();
            for name in &names {
                properties.set(*name, condition.clone());
            }
            let mut outer = Object::new().with("properties", properties);
            if !absent {
                match names.as_slice() {
                    [single] => outer.set("required", vec![*single]),
                    _ => {
                        let each: Vec<Object> =
                            names.iter().map(|name| Object::new().with("required", vec![*name])).collect();
                        outer.set("anyOf", each);
                    }
                }
            }
            condition = outer;
        }
        Some(condition)
    }
}

/// Whether the condition is the one for absence: an option that is absent is none.
fn is_absence(condition: &Object) -> bool {
    condition.get("type") == Some(&Json::from("null"))
}

/// Whether an expression is true or false by its form.
fn is_condition(expression: &Expression) -> bool {
    match expression {
        Expression::IsSome(_) | Expression::IsNone(_) | Expression::IsEmpty(_) | Expression::Not(_) => true,
        Expression::Binary(operator, ..) => !matches!(
            operator,
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Remainder
        ),
        _ => false,
    }
}

/// The operator with its sides exchanged.
fn turned(operator: Operator) -> Option<Operator> {
    Some(match operator {
        Operator::Less => Operator::Greater,
        Operator::LessOrEqual => Operator::GreaterOrEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterOrEqual => Operator::LessOrEqual,
        Operator::Equal | Operator::NotEqual => operator,
        _ => return None,
    })
}

/// The operator that holds when this one does not.
fn opposite(operator: Operator) -> Option<Operator> {
    Some(match operator {
        Operator::Less => Operator::GreaterOrEqual,
        Operator::LessOrEqual => Operator::Greater,
        Operator::Greater => Operator::LessOrEqual,
        Operator::GreaterOrEqual => Operator::Less,
        Operator::Equal => Operator::NotEqual,
        Operator::NotEqual => Operator::Equal,
        _ => return None,
    })
}

#[expect(clippy::cast_precision_loss, reason = "numbers in checks are written by hand and small")]
fn ordered(left: &Literal, operator: Operator, right: &Literal) -> Option<bool> {
    let number = |literal: &Literal| match literal {
        Literal::Integer(number) => Some(*number as f64),
        Literal::Float(number) => Some(*number),
        _ => None,
    };
    let order = match (left, right) {
        (Literal::String(left), Literal::String(right)) => left.cmp(right),
        (left, right) => number(left)?.partial_cmp(&number(right)?)?,
    };
    Some(match operator {
        Operator::Less => order.is_lt(),
        Operator::LessOrEqual => order.is_le(),
        Operator::Greater => order.is_gt(),
        Operator::GreaterOrEqual => order.is_ge(),
        Operator::Equal => order.is_eq(),
        Operator::NotEqual => order.is_ne(),
        _ => return None,
    })
}
