//! Rules over several fields.

use super::Literal;

/// A condition over the fields of one type.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// The condition as its author wrote it.
    pub text: &'static str,
    /// What to say when it does not hold.
    pub message: &'static str,
    /// The condition as data, for messages and exports.
    pub expression: Expression,
    /// The only environment in which it must hold.
    pub environment: Option<&'static str>,
    /// The author's own code, in place of `CFG0402`.
    pub code: Option<&'static str>,
    /// Line of the attribute in the type's file.
    pub line: u32,
}

/// A condition over the old and the new value at a reload.
#[derive(Clone, Copy, Debug)]
pub struct ChangeCheck {
    /// The condition as its author wrote it.
    pub text: &'static str,
    /// What to say when it does not hold.
    pub message: &'static str,
    /// Line of the attribute in the type's file.
    pub line: u32,
}

/// A Rust expression, as far as it has a meaning outside Rust.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Expression {
    /// `self.limits.max_tokens`: the Rust names of the fields after `self`.
    Path(&'static [&'static str]),
    /// A literal.
    Literal(Literal),
    /// `!a`.
    Not(&'static Expression),
    /// `a <= b`, `a && b`, `a + b` …
    Binary(Operator, &'static Expression, &'static Expression),
    /// `a.is_some()`.
    IsSome(&'static Expression),
    /// `a.is_none()`.
    IsNone(&'static Expression),
    /// `a.is_empty()`.
    IsEmpty(&'static Expression),
    /// `a.len()`.
    Length(&'static Expression),
    /// Anything else, with the field paths that occur in it.
    Other {
        /// The text of the expression.
        text: &'static str,
        /// Rust field paths read by it.
        reads: &'static [&'static [&'static str]],
    },
}

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it all")]
pub enum Operator {
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

impl Operator {
    /// The operator as Rust (and CEL) write it.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Operator::And => "&&",
            Operator::Or => "||",
            Operator::Equal => "==",
            Operator::NotEqual => "!=",
            Operator::Less => "<",
            Operator::LessOrEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => ">=",
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Remainder => "%",
        }
    }
}

impl Expression {
    /// Calls `visit` with every field path that the expression reads, in order.
    pub fn reads(&self, visit: &mut dyn FnMut(&'static [&'static str])) {
        match self {
            Expression::Path(path) => visit(path),
            Expression::Literal(_) => {}
            Expression::Not(inner)
            | Expression::IsSome(inner)
            | Expression::IsNone(inner)
            | Expression::IsEmpty(inner)
            | Expression::Length(inner) => inner.reads(visit),
            Expression::Binary(_, left, right) => {
                left.reads(visit);
                right.reads(visit);
            }
            Expression::Other { reads, .. } => reads.iter().for_each(|path| visit(path)),
        }
    }
}
