//! Checks in CEL, the language of Kubernetes' validation rules.

use crate::export::common::{has_own_defaults, is_optional};
use crate::schema::{DefaultValue, Expression, Field, Kind, Literal, Operator, Schema};

/// A condition over the fields of a section in CEL, if it has a meaning there. `self` is the section, with the defaults of
/// its structural schema filled in.
#[must_use]
pub fn cel_rule(schema: &'static Schema, expression: &Expression) -> Option<String> {
    let (text, kind) = Rules { schema }.expression(expression)?;
    (kind == Type::Boolean).then_some(text)
}

/// What an expression gives.
#[derive(Clone, Copy, PartialEq)]
enum Type {
    Boolean,
    Integer,
    Double,
    Text,
    Duration,
}

struct Rules {
    schema: &'static Schema,
}

impl Rules {
    fn expression(&self, expression: &Expression) -> Option<(String, Type)> {
        Some(match expression {
            Expression::Path(path) => {
                let (text, field) = self.path(path)?;
                match field.kind {
                    Kind::Boolean => (text, Type::Boolean),
                    Kind::Integer { .. } => (text, Type::Integer),
                    Kind::Float => (format!("double({text})"), Type::Double),
                    Kind::String | Kind::Path => (text, Type::Text),
                    Kind::Duration => (format!("duration({text})"), Type::Duration),
                    _ => return None,
                }
            }
            Expression::Literal(literal) => match literal {
                Literal::Boolean(value) => (value.to_string(), Type::Boolean),
                Literal::Integer(number) => (i64::try_from(*number).ok()?.to_string(), Type::Integer),
                Literal::Float(number) if number.is_finite() => (format!("{number:?}"), Type::Double),
                Literal::String(text) => (quoted(text), Type::Text),
                _ => return None,
            },
            Expression::Not(inner) => {
                let (text, Type::Boolean) = self.side(inner)? else { return None };
                (format!("!{text}"), Type::Boolean)
            }
            Expression::IsSome(inner) => (self.presence(inner)?, Type::Boolean),
            Expression::IsNone(inner) => (format!("!{}", self.presence(inner)?), Type::Boolean),
            Expression::IsEmpty(inner) => (format!("size({}) == 0", self.sized(inner, true)?), Type::Boolean),
            Expression::Length(inner) => (format!("size({})", self.sized(inner, false)?), Type::Integer),
            Expression::Binary(operator, left, right) => return self.binary(*operator, left, right),
            _ => return None,
        })
    }

    fn binary(&self, operator: Operator, left: &Expression, right: &Expression) -> Option<(String, Type)> {
        use Operator::{Add, And, Divide, Equal, Multiply, NotEqual, Or, Remainder, Subtract};
        let ((left, first), (right, second)) = (self.side(left)?, self.side(right)?);
        // A whole number beside a fraction becomes one.
        let (left, right, both) = match (first, second) {
            (Type::Integer, Type::Double) => (format!("double({left})"), right, Type::Double),
            (Type::Double, Type::Integer) => (left, format!("double({right})"), Type::Double),
            (first, second) if first == second => (left, right, first),
            _ => return None,
        };
        let result = match (operator, both) {
            (And | Or, Type::Boolean) | (Equal | NotEqual, _) => Type::Boolean,
            (And | Or, _) => return None,
            (Add | Subtract | Multiply, Type::Integer | Type::Double) => both,
            (Divide, Type::Integer | Type::Double) | (Remainder, Type::Integer) => both,
            (Add | Subtract | Multiply | Divide | Remainder, _) | (_, Type::Boolean) => return None,
            // Less, greater and their kin.
            _ => Type::Boolean,
        };
        Some((format!("{left} {} {right}", operator.symbol()), result))
    }

    /// An expression as a side of another.
    fn side(&self, expression: &Expression) -> Option<(String, Type)> {
        let (text, kind) = self.expression(expression)?;
        let joined = matches!(expression, Expression::Binary(..) | Expression::IsEmpty(_));
        Some((if joined { format!("({text})") } else { text }, kind))
    }

    /// Whether an optional field is there.
    fn presence(&self, of: &Expression) -> Option<String> {
        let Expression::Path(path) = of else { return None };
        let (text, field) = self.text(path)?;
        field.kind.is_optional().then(|| format!("has({text})"))
    }

    /// A value that has a size. Text has one in bytes in Rust and in characters in CEL; only emptiness is the same.
    fn sized(&self, of: &Expression, emptiness: bool) -> Option<String> {
        let Expression::Path(path) = of else { return None };
        let (text, field) = self.path(path)?;
        match field.kind {
            Kind::List { .. } | Kind::Map { .. } => Some(text),
            Kind::String if emptiness => Some(text),
            _ => None,
        }
    }

    /// A path to a value that is always there.
    fn path(&self, path: &[&str]) -> Option<(String, &'static Field)> {
        let (text, field) = self.text(path)?;
        let there = match field.default {
            DefaultValue::Required => !is_optional(&field.kind),
            DefaultValue::Literal(_) => true,
            DefaultValue::Type => matches!(field.kind, Kind::List { .. } | Kind::Map { .. }),
            DefaultValue::Expression(_) => false,
        };
        there.then_some((text, field))
    }

    /// A path whose sections are always there.
    fn text(&self, path: &[&str]) -> Option<(String, &'static Field)> {
        let mut schema = self.schema;
        let mut text = "self".to_owned();
        let (last, sections) = path.split_last()?;
        for name in sections {
            let field = schema.fields().iter().find(|field| field.rust_name == *name)?;
            let Kind::Section(inner) = field.kind else { return None };
            let there = match field.default {
                DefaultValue::Required => true,
                DefaultValue::Type => has_own_defaults(&field.kind),
                _ => false,
            };
            there.then_some(())?;
            if !field.flatten {
                text = format!("{text}.{}", escaped(field.name)?);
            }
            schema = inner;
        }
        let field = schema.fields().iter().find(|field| field.rust_name == *last)?;
        (!field.flatten).then_some(())?;
        Some((format!("{text}.{}", escaped(field.name)?), field))
    }
}

/// A key as CEL writes it; nothing for one that CEL cannot name.
fn escaped(name: &str) -> Option<String> {
    const RESERVED: [&str; 20] = [
        "true",
        "false",
        "null",
        "in",
        "as",
        "break",
        "const",
        "continue",
        "else",
        "for",
        "function",
        "if",
        "import",
        "let",
        "loop",
        "package",
        "namespace",
        "return",
        "var",
        "void",
    ];
    if RESERVED.contains(&name) || name == "while" {
        return Some(format!("__{name}__"));
    }
    let first = name.chars().next()?;
    if !(first.is_ascii_alphabetic() || first == '_') {
        return None;
    }
    let mut out = String::new();
    for letter in name.replace("__", "__underscores__").chars() {
        match letter {
            '.' => out.push_str("__dot__"),
            '-' => out.push_str("__dash__"),
            '/' => out.push_str("__slash__"),
            letter if letter.is_ascii_alphanumeric() || letter == '_' => out.push(letter),
            _ => return None,
        }
    }
    Some(out)
}

fn quoted(text: &str) -> String {
    let mut out = String::from("'");
    for letter in text.chars() {
        match letter {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter => out.push(letter),
        }
    }
    out.push('\'');
    out
}
