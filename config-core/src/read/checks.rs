//! Checks over several fields of a section that was read, told with the operands they failed on.

use std::fmt::Display;

use config_format::Kind as TextKind;

use super::reader::Reader;
use super::tell::cut;
use super::value::{Inner, Value};
use crate::finding::{Code, Finding, Origin, Place};
use crate::path::push_key;
use crate::schema::{Check, DefaultValue, Expression, Field, Kind, Operator, Schema, Shape};

/// A section that was read, its checks being evaluated.
pub(super) struct Checking<'r, 'a> {
    pub(super) reader: &'r mut Reader<'a>,
    pub(super) schema: &'static Schema,
    pub(super) fields: &'static [Field],
    pub(super) value: Value<'a>,
}

/// A field that an expression reads: where it is and what it holds.
struct Operand<'a> {
    path: String,
    field: Option<&'static Field>,
    value: Option<Value<'a>>,
    secret: bool,
}

impl<'a> Checking<'_, 'a> {
    /// Takes the result of a check; `index` counts in the table.
    pub(super) fn check(&mut self, index: usize, holds: bool) {
        let Some(check) = self.schema.checks.get(index) else { return };
        if holds || check.environment.is_some_and(|name| !self.reader.environment.is_called(name)) {
            return;
        }
        let code = check.code.map_or(Code::CHECK, Code::custom);
        let mut paths: Vec<&'static [&'static str]> = Vec::new();
        check.expression.reads(&mut |path| {
            if !paths.contains(&path) {
                paths.push(path);
            }
        });
        let mut operands: Vec<Operand<'a>> = paths.iter().map(|path| self.operand(path)).collect();
        // Both sides of a comparison count. Of other conditions, such as "at most one of", only what was written does.
        let written = |operand: &Operand<'_>| operand.value.is_some_and(|value| value.place().is_some());
        if !is_comparison(&check.expression) && operands.iter().any(written) {
            operands.retain(written);
        }
        let path =
            operands.first().map_or_else(|| self.reader.current_path(), |operand| operand.path.clone());
        let mut finding = Finding::error(code, path, check.message);
        if operands.is_empty() || (self.reader.foreign && !operands.iter().any(written)) {
            finding = self.reader.locate(finding, self.value, None);
        }
        // The defaults of another program lie in no code of the user's, so they are told, not pointed at.
        let (pointed, told): (Vec<_>, Vec<_>) =
            operands.iter().partition(|operand| !self.reader.foreign || written(operand));
        for operand in pointed {
            finding = self.point_at(finding, operand);
        }
        for operand in told {
            if let (Some(shown), Some(DefaultValue::Literal(_))) =
                (self.shown(operand), operand.field.map(|field| field.default))
            {
                finding.notes.push(format!("{} is {shown}, the default", operand.path));
            }
        }
        let told = tell(&check.expression, &|path| self.shown(&self.operand(path)));
        let mut note = format!("check: {}", check.text);
        if told != check.text && operands.iter().all(|operand| !operand.secret) {
            note.push_str(", that is ");
            note.push_str(&told);
        }
        if let Some(environment) = check.environment {
            note.push_str(", required in ");
            note.push_str(environment);
        }
        finding.notes.push(note);
        finding.help = self.help(check, &operands);
        self.reader.findings.push(finding);
    }

    /// Takes the result of a field's function; `index` counts in the section's fields.
    pub(super) fn function<E: Display>(&mut self, index: usize, result: Result<(), E>) {
        let Err(problem) = result else { return };
        let Some(field) = self.fields.get(index) else {
            // Of a typed variant it is not known which field was refused.
            let path = self.reader.current_path();
            self.reader.findings.push(Finding::error(Code::FUNCTION, path, "a value was refused"));
            return;
        };
        let operand = self.operand_of(field);
        let message =
            if operand.secret { format!("{} was refused", operand.path) } else { problem.to_string() };
        let finding = Finding::error(Code::FUNCTION, operand.path.clone(), message)
            .with_help(format!("change {}", operand.path));
        let finding = self.point_at(finding, &operand);
        self.reader.findings.push(finding);
    }

    /// Takes whether a field's value has an effect; `index` counts in the section's fields.
    pub(super) fn effective(&mut self, index: usize, effective: bool) {
        let Some(field) = self.fields.get(index) else { return };
        let operand = self.operand_of(field);
        if effective || operand.value.is_none() {
            return;
        }
        let condition = field.effective_when.unwrap_or_default();
        let finding = Finding::warning(
            Code::NO_EFFECT,
            operand.path.clone(),
            format!("{} is set but has no effect", operand.path),
        );
        let finding = self
            .point_at(finding, &operand)
            .with_note(format!("it has an effect only when {condition}"))
            .with_help(format!("remove {}, or make the condition hold", operand.path));
        self.reader.findings.push(finding);
    }

    fn operand_of(&self, field: &'static Field) -> Operand<'a> {
        let transparent = field.rust_name == "0";
        Operand {
            path: if transparent { self.reader.current_path() } else { self.reader.child_path(field.name) },
            value: if transparent { Some(self.value) } else { child(self.value, field) },
            secret: field.kind.contains_secret(),
            field: Some(field),
        }
    }

    /// Follows Rust field names through the tables and the values.
    fn operand(&self, rust_path: &[&str]) -> Operand<'a> {
        let mut operand =
            Operand { path: self.reader.current_path(), field: None, value: Some(self.value), secret: false };
        let (mut schema, mut within) = (Some(self.schema), false);
        for name in rust_path {
            let fields = schema.map_or_else(Vec::new, |schema| schema.all_fields().collect());
            let Some(field) = fields.into_iter().find(|field| field.rust_name == *name) else { break };
            operand.field = Some(field);
            within |= field.kind.is_secret();
            operand.secret = within || hides(&field.kind);
            if !field.flatten && field.rust_name != "0" {
                push_key(&mut operand.path, field.name);
                operand.value = operand
                    .value
                    .and_then(|value| child(value, field))
                    .map(|value| self.reader.follow(value));
            }
            schema = match field.kind.without_wrappers() {
                Kind::Section(schema) => Some(schema),
                _ => None,
            };
        }
        operand
    }

    /// The operand's value for people: as written, or the default; `***` for secrets.
    fn shown(&self, operand: &Operand<'a>) -> Option<String> {
        if operand.secret {
            return Some("***".to_owned());
        }
        match operand.value {
            Some(value) => match self.reader.shown(value) {
                Some(shown) => Some(shown),
                None => match value.kind() {
                    Some(TextKind::List) => Some(format!("a list of {}", value.items().len())),
                    Some(TextKind::Map) => Some("a section".to_owned()),
                    _ => Some(value.describe().to_owned()),
                },
            },
            None => match operand.field?.default {
                DefaultValue::Literal(literal) => Some(cut(&literal.to_string())),
                DefaultValue::Expression(text) => Some(text.to_owned()),
                DefaultValue::Type => Some("the default".to_owned()),
                DefaultValue::Required => Some("nothing".to_owned()),
            },
        }
    }

    /// Adds where an operand comes from, what it is, and what it shadows.
    fn point_at(&mut self, finding: Finding, operand: &Operand<'a>) -> Finding {
        let secret = usize::from(operand.secret);
        self.reader.secret += secret;
        let finding = match operand.value {
            Some(value) if value.place().is_some() && !matches!(value.0, Inner::Absent) => {
                let mut finding = self.reader.locate(finding, value, operand.field);
                if let Some(place) = finding.places.last_mut()
                    && let Some(shadowed) = self.shadowed(&operand.path, value, operand.secret)
                {
                    place.label.push_str("; shadows ");
                    place.label.push_str(&shadowed);
                }
                finding
            }
            _ => match operand.field {
                Some(field) => {
                    let shown = self.shown(operand).unwrap_or_default();
                    let origin = Origin::Code { file: self.schema.file.to_owned(), line: field.line };
                    let label = format!("{} = {shown}, the default", operand.path);
                    finding.with_place(origin, Place { layer: None, label, snippet: None })
                }
                None => finding,
            },
        };
        self.reader.secret -= secret;
        finding
    }

    /// The nearest lower layer that also has a value at the path.
    fn shadowed(&mut self, path: &str, value: Value<'a>, secret: bool) -> Option<String> {
        let (winner, _) = value.place()?;
        let layers = self.reader.layers;
        for layer in layers.iter().rev().filter(|layer| layer.number < winner.number) {
            if let Some(found) = self.reader.in_layer(layer, path) {
                let origin = found.origin()?;
                return match self.reader.shown(found) {
                    Some(shown) if !secret => Some(format!("{origin} = {shown}")),
                    _ => Some(origin.to_string()),
                };
            }
        }
        None
    }

    /// For a comparison of two fields: which one to move, and what a shadowing variable hides.
    fn help(&self, check: &Check, operands: &[Operand<'a>]) -> Option<String> {
        let secret = operands.iter().any(|operand| operand.secret);
        let mut ways = Vec::new();
        if let Expression::Binary(operator, Expression::Path(left), Expression::Path(right)) =
            check.expression
            && !secret
        {
            let (left, right) = (self.operand(left), self.operand(right));
            let (verb, other) = match operator {
                Operator::LessOrEqual => ("lower", "raise"),
                Operator::GreaterOrEqual => ("raise", "lower"),
                _ => ("change", "change"),
            };
            if matches!(operator, Operator::LessOrEqual | Operator::GreaterOrEqual | Operator::Equal) {
                let variable = operands.iter().any(|operand| {
                    matches!(operand.value.and_then(Value::origin), Some(Origin::Variable { .. }))
                });
                ways.extend(self.shown(&right).map(|value| format!("{verb} {} to {value}", left.path)));
                let back = self.shown(&left).filter(|_| !variable);
                ways.extend(back.map(|value| format!("{other} {} to {value}", right.path)));
            }
        }
        for operand in operands {
            if let Some(Origin::Variable { name }) = operand.value.and_then(Value::origin) {
                ways.push(format!("unset {name}"));
            }
        }
        if ways.is_empty() {
            let paths: Vec<&str> = operands.iter().map(|operand| operand.path.as_str()).collect();
            return (!paths.is_empty()).then(|| format!("change {}", paths.join(" or ")));
        }
        Some(ways.join(", or "))
    }
}

/// Whether a value is shown to nobody. Of a section with named fields the table tells which of them are secret, so the rest
/// is shown.
fn hides(kind: &Kind) -> bool {
    match kind.without_wrappers() {
        Kind::Section(schema) if matches!(schema.shape, Shape::Struct(_)) => false,
        _ => kind.contains_secret(),
    }
}

fn is_comparison(expression: &Expression) -> bool {
    use Operator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    matches!(
        expression,
        Expression::Binary(Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual, ..)
    )
}

pub(super) fn child<'a>(value: Value<'a>, field: &Field) -> Option<Value<'a>> {
    std::iter::once(field.name).chain(field.aliases.iter().copied()).find_map(|name| value.child(name))
}

/// The expression with each field replaced by its value.
fn tell(expression: &Expression, shown: &dyn Fn(&'static [&'static str]) -> Option<String>) -> String {
    match expression {
        Expression::Path(path) => shown(path).unwrap_or_else(|| format!("self.{}", path.join("."))),
        Expression::Literal(crate::schema::Literal::String(text)) => format!("{text:?}"),
        Expression::Literal(literal) => literal.to_string(),
        Expression::Not(inner) => format!("!{}", tell(inner, shown)),
        Expression::IsSome(inner) => format!("{}.is_some()", tell(inner, shown)),
        Expression::IsNone(inner) => format!("{}.is_none()", tell(inner, shown)),
        Expression::IsEmpty(inner) => format!("{}.is_empty()", tell(inner, shown)),
        Expression::Length(inner) => format!("{}.len()", tell(inner, shown)),
        Expression::Binary(operator, left, right) => {
            let side = |inner: &Expression| match inner {
                Expression::Binary(..) => format!("({})", tell(inner, shown)),
                _ => tell(inner, shown),
            };
            format!("{} {} {}", side(left), operator.symbol(), side(right))
        }
        Expression::Other { text, .. } => (*text).to_owned(),
    }
}
