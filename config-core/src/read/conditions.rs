//! Checks of a section that could not be read as a whole: what of them the texts alone decide. A condition that would
//! need a value that is missing, refused, or known to Rust only, is left open, so that nothing is told that may not be so.

use std::cmp::Ordering;

use config_format::Kind as TextKind;

use super::arithmetic::Number;
use super::checks::{Checking, child};
use super::measure::Measure;
use super::value::{Inner, Scalar, Value};
use crate::finding::Severity;
use crate::layer::Outcome;
use crate::path::push_key;
use crate::schema::{DefaultValue, Expression, Kind, Literal, Operator, Shape};

/// What a part of a condition is.
enum Known<'a> {
    Truth(bool),
    Number(Number),
    Measured(Measure),
    Text(&'a str),
}

/// What a field holds.
enum Held<'a> {
    /// A scalar and its kind.
    Scalar(&'static Kind, Scalar<'a>),
    /// A list or a map and its kind.
    Collection(&'static Kind, Value<'a>),
    /// A section.
    Section,
    /// An `Option` without a value.
    Nothing,
    /// A list or a map without elements, by its default.
    Empty,
}

impl<'a> Checking<'_, 'a> {
    /// Tells the checks that do not hold, whatever the fields are that could not be read; `findings` is how many findings
    /// there were before the section.
    pub(super) fn decided_by_text(&mut self, findings: usize) {
        if self.reader.incomplete || !matches!(self.schema.shape, Shape::Struct(_)) {
            return;
        }
        for (index, check) in self.schema.checks.iter().enumerate() {
            if self.truth(&check.expression, findings) == Some(false) {
                self.check(index, false);
            }
        }
    }

    fn truth(&self, expression: &'static Expression, findings: usize) -> Option<bool> {
        match self.known(expression, findings)? {
            Known::Truth(truth) => Some(truth),
            _ => None,
        }
    }

    fn known(&self, expression: &'static Expression, findings: usize) -> Option<Known<'a>> {
        let truth = |truth| Some(Known::Truth(truth));
        match expression {
            Expression::Literal(literal) => of_literal(literal),
            Expression::Path(path) => match self.held(path, findings)? {
                Held::Scalar(kind, scalar) => of_scalar(kind, &scalar),
                _ => None,
            },
            Expression::Not(inner) => truth(!self.truth(inner, findings)?),
            Expression::Binary(Operator::And, left, right) => {
                truth(all(self.truth(left, findings), self.truth(right, findings))?)
            }
            Expression::Binary(Operator::Or, left, right) => {
                let not = |side| self.truth(side, findings).map(|holds| !holds);
                truth(!all(not(left), not(right))?)
            }
            Expression::Binary(operator, left, right) => {
                operate(*operator, &self.known(left, findings)?, &self.known(right, findings)?)
            }
            Expression::IsSome(Expression::Path(path)) => {
                truth(!matches!(self.held(path, findings)?, Held::Nothing))
            }
            Expression::IsNone(Expression::Path(path)) => {
                truth(matches!(self.held(path, findings)?, Held::Nothing))
            }
            Expression::IsEmpty(Expression::Path(path)) => truth(count(&self.held(path, findings)?)? == 0),
            Expression::Length(Expression::Path(path)) => {
                Some(Known::Number(Number::count(count(&self.held(path, findings)?)?)))
            }
            _ => None,
        }
    }

    /// What the field at a path of Rust names holds, when its text says so.
    fn held(&self, rust_path: &[&str], findings: usize) -> Option<Held<'a>> {
        let mut path = self.reader.current_path();
        let (mut schema, mut value) = (self.schema, Some(self.value));
        let mut names = rust_path.iter().peekable();
        while let Some(name) = names.next() {
            let field = schema.fields().iter().find(|field| field.rust_name == *name)?;
            if !field.flatten && field.rust_name != "0" {
                push_key(&mut path, field.name);
                value = value.and_then(|value| child(value, field)).map(|value| self.reader.follow(value));
            }
            let kind = field.kind.without_wrappers();
            if names.peek().is_some() {
                // A section that only code knows has fields that only code knows.
                let own = !matches!(field.default, DefaultValue::Literal(_) | DefaultValue::Expression(_));
                match kind {
                    Kind::Section(inner) if (value.is_some() || own) && !field.kind.is_optional() => {
                        schema = inner;
                    }
                    _ => return None,
                }
                continue;
            }
            if field.kind.contains_secret() && !field.kind.is_optional() || self.is_refused(&path, findings) {
                return None;
            }
            let optional = field.kind.is_optional();
            let value = match (value, &field.default) {
                (Some(value), _) => value,
                (None, DefaultValue::Literal(literal)) => Value(Inner::Literal(literal)),
                (None, DefaultValue::Type | DefaultValue::Required) if optional => {
                    return Some(Held::Nothing);
                }
                (None, DefaultValue::Type)
                    if matches!(kind, Kind::List { length: None, .. } | Kind::Map { .. }) =>
                {
                    return Some(Held::Empty);
                }
                _ => return None,
            };
            // Text that was refused when it was taken in stands as null, and was told already.
            if value.span().is_some_and(|(layer, span)| layer.refused.contains(&span)) {
                return None;
            }
            return match value.kind()? {
                TextKind::Null if optional => Some(Held::Nothing),
                TextKind::List | TextKind::Map if matches!(kind, Kind::Section(_)) => Some(Held::Section),
                TextKind::List | TextKind::Map => Some(Held::Collection(kind, value)),
                _ => self.readable(value).map(|scalar| Held::Scalar(kind, scalar)),
            };
        }
        None
    }

    /// The scalar behind a value, its references followed.
    fn readable(&self, value: Value<'a>) -> Option<Scalar<'a>> {
        match self.reader.resolved(value).map(|resolved| &resolved.outcome) {
            Some(Outcome::Text(text, false)) => Some(Scalar::text(text)),
            Some(_) => None,
            None if self.reader.foreign => value.raw_scalar().map(Scalar::of_another_program),
            None => value.raw_scalar(),
        }
    }

    /// Whether the value at a path, or one inside or around it, could not be read. Broken rules do not count: checks hold
    /// whatever the rules of a field say.
    fn is_refused(&self, path: &str, findings: usize) -> bool {
        let inside = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        self.reader.findings[findings..].iter().any(|finding| {
            let code = finding.code().to_string();
            finding.severity() == Severity::Error
                && ["CFG01", "CFG02", "CFG03", "CFG05", "CFG06"].iter().any(|class| code.starts_with(class))
                && (inside(finding.path(), path) || inside(path, finding.path()))
        })
    }
}

/// Both, where one that does not hold decides.
fn all(left: Option<bool>, right: Option<bool>) -> Option<bool> {
    match (left, right) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn of_literal(literal: &'static Literal) -> Option<Known<'static>> {
    Some(match literal {
        Literal::Boolean(truth) => Known::Truth(*truth),
        Literal::String(text) => Known::Text(text),
        Literal::Integer(number) => Known::Number(Number::literal(*number)),
        Literal::Float(number) => Known::Number(Number::float(*number)),
        Literal::List(_) => return None,
    })
}

fn of_scalar<'a>(kind: &Kind, scalar: &Scalar<'a>) -> Option<Known<'a>> {
    match (kind, scalar.literal) {
        (Kind::Boolean, _) => scalar.boolean().map(Known::Truth),
        (Kind::String, Some(Literal::String(text))) => Some(Known::Text(text)),
        (Kind::String, None) => scalar.as_text().map(Known::Text),
        _ => match Number::of(kind, scalar) {
            Some(number) => Some(Known::Number(number)),
            None => Measure::of(kind, scalar).map(Known::Measured),
        },
    }
}

fn count(held: &Held<'_>) -> Option<usize> {
    match held {
        Held::Empty => Some(0),
        // A set may have fewer elements than its text.
        Held::Collection(Kind::List { unique: false, .. }, value) => Some(value.items().len()),
        Held::Collection(Kind::Map { .. }, value) => {
            let mut count = 0;
            value.for_each_entry(|_, _, _| count += 1);
            Some(count)
        }
        Held::Scalar(Kind::String, scalar) => match scalar.literal {
            Some(Literal::String(text)) => Some(text.len()),
            _ => scalar.as_text().map(str::len),
        },
        _ => None,
    }
}

fn operate(operator: Operator, left: &Known<'_>, right: &Known<'_>) -> Option<Known<'static>> {
    let order = || {
        Some(match (left, right) {
            (Known::Truth(left), Known::Truth(right)) => left.cmp(right),
            (Known::Text(left), Known::Text(right)) => left.cmp(right),
            (Known::Number(left), Known::Number(right)) => left.compare(*right)?,
            (Known::Measured(left), Known::Measured(right)) => left.compare(right)?,
            _ => return None,
        })
    };
    let truth = match operator {
        Operator::Equal => order()? == Ordering::Equal,
        Operator::NotEqual => order()? != Ordering::Equal,
        Operator::Less => order()? == Ordering::Less,
        Operator::LessOrEqual => order()? != Ordering::Greater,
        Operator::Greater => order()? == Ordering::Greater,
        Operator::GreaterOrEqual => order()? != Ordering::Less,
        _ => {
            let (Known::Number(left), Known::Number(right)) = (left, right) else { return None };
            return left.compute(operator, *right).map(Known::Number);
        }
    };
    Some(Known::Truth(truth))
}
