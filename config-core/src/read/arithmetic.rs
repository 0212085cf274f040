//! Numbers of conditions, worked out from texts as Rust would work them out. What would overflow, and what has another
//! result in `f32` than in `f64`, is left open: which of them a field is, the table does not tell.

use std::cmp::Ordering;

use config_format::number::Integer;

use super::measure::Measure;
use super::value::Scalar;
use crate::schema::{Kind, Operator};

/// A number and the type that it is computed in.
#[derive(Clone, Copy)]
pub(super) enum Number {
    Integer { value: Integer, width: Width },
    Float { double: f64, single: f32 },
}

/// What values a whole number may take.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Width {
    /// Those of a Rust type.
    Type { minimum: i128, maximum: u128 },
    /// Those of the type beside it: so with a literal.
    Any,
    /// The type is not known.
    Unknown,
}

impl Number {
    /// The number that a scalar of a kind is.
    pub(super) fn of(kind: &Kind, scalar: &Scalar<'_>) -> Option<Self> {
        let width = match kind {
            Kind::Integer { minimum, maximum, .. } => Width::Type { minimum: *minimum, maximum: *maximum },
            _ => Width::Unknown,
        };
        match Measure::of(kind, scalar)? {
            Measure::Integer(value) => Some(Self::Integer { value, width }),
            Measure::Float(double) => Some(Self::float(double)),
            _ => None,
        }
    }

    pub(super) fn literal(number: i128) -> Self {
        let value = Integer { negative: number < 0, magnitude: number.unsigned_abs() };
        Self::Integer { value, width: Width::Any }
    }

    #[expect(clippy::cast_possible_truncation, reason = "as the reader of an `f32` rounds")]
    pub(super) fn float(double: f64) -> Self {
        Self::Float { double, single: double as f32 }
    }

    /// How many elements there are.
    pub(super) fn count(count: usize) -> Self {
        let value = Integer { negative: false, magnitude: count as u128 };
        Self::Integer { value, width: Width::Type { minimum: 0, maximum: usize::MAX as u128 } }
    }

    /// The order of the two, where it is the same in every type that they may have.
    pub(super) fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer { value: left, .. }, Self::Integer { value: right, .. }) => {
                Measure::Integer(left).compare(&Measure::Integer(right))
            }
            (Self::Float { double, single }, Self::Float { double: other, single: narrow }) => {
                let order = double.partial_cmp(&other)?;
                (single.partial_cmp(&narrow) == Some(order)).then_some(order)
            }
            _ => None,
        }
    }

    /// What an operator makes of the two; nothing where Rust would panic, or the result depends on what is not known.
    pub(super) fn compute(self, operator: Operator, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Integer { value: left, width: one }, Self::Integer { value: right, width: two }) => {
                let width = one.with(two)?;
                let (left, right) = (signed(left)?, signed(right)?);
                let result = match operator {
                    Operator::Add => left.checked_add(right),
                    Operator::Subtract => left.checked_sub(right),
                    Operator::Multiply => left.checked_mul(right),
                    Operator::Divide => left.checked_div(right),
                    Operator::Remainder => left.checked_rem(right),
                    _ => None,
                }?;
                let Self::Integer { value, .. } = Self::literal(result) else { return None };
                width.holds(result).then_some(Self::Integer { value, width })
            }
            (Self::Float { double, single }, Self::Float { double: other, single: narrow }) => {
                let (double, single) = match operator {
                    Operator::Add => (double + other, single + narrow),
                    Operator::Subtract => (double - other, single - narrow),
                    Operator::Multiply => (double * other, single * narrow),
                    Operator::Divide => (double / other, single / narrow),
                    Operator::Remainder => (double % other, single % narrow),
                    _ => return None,
                };
                Some(Self::Float { double, single })
            }
            _ => None,
        }
    }
}

impl Width {
    /// The type that both are computed in.
    fn with(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => None,
            (Self::Any, width) | (width, Self::Any) => Some(width),
            (one, two) => (one == two).then_some(one),
        }
    }

    fn holds(self, number: i128) -> bool {
        match self {
            Self::Type { minimum, maximum } => {
                number >= minimum && (number < 0 || number.unsigned_abs() <= maximum)
            }
            Self::Any => true,
            Self::Unknown => false,
        }
    }
}

/// The number, if it is none of the largest that only a `u128` holds.
fn signed(number: Integer) -> Option<i128> {
    let magnitude = i128::try_from(number.magnitude).ok()?;
    Some(if number.negative { -magnitude } else { magnitude })
}
