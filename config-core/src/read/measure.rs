//! Scalars against the bounds of ranges, in the order of their kind.

use std::borrow::Cow;
use std::cmp::Ordering;

use config_format::number::Integer;
use config_format::unit::{parse_byte_size, parse_duration, parse_percent};

use super::value::Scalar;
use crate::schema::{Kind, Literal};

/// What a scalar measures, worked out once for both ends of a range.
pub(super) enum Measure {
    Integer(Integer),
    Float(f64),
    /// Seconds and nanoseconds.
    Duration((u64, u32)),
    Bytes(u64),
    Percent(u64),
}

impl Measure {
    /// Nothing for what has no order, or cannot be read.
    pub(super) fn of(kind: &Kind, scalar: &Scalar<'_>) -> Option<Self> {
        Some(match kind {
            Kind::Integer { .. } => Self::Integer(scalar.integer()?.ok()?),
            Kind::Float => Self::Float(scalar.float()?.ok()?),
            Kind::Duration => Self::Duration(parse_duration(&text_of(scalar)).ok()?),
            Kind::ByteSize => Self::Bytes(parse_byte_size(&text_of(scalar)).ok()?),
            // Of a field that is read through serde, only its numbers are known.
            Kind::Any => match scalar.integer() {
                Some(Ok(number)) => Self::Integer(number),
                _ => Self::Float(scalar.float()?.ok()?),
            },
            Kind::Percent => Self::Percent(parse_percent(&text_of(scalar)).ok()?),
            _ => return None,
        })
    }

    /// The order of the two; nothing when they cannot be compared.
    pub(super) fn against(&self, bound: &Literal) -> Option<Ordering> {
        match (self, bound) {
            (Self::Integer(number), Literal::Integer(bound)) => {
                Some(compare_integers(number.negative, number.magnitude, *bound))
            }
            #[expect(clippy::cast_precision_loss, reason = "the bound is a float, which is no more exact")]
            (Self::Integer(number), Literal::Float(bound)) => {
                let magnitude = number.magnitude as f64;
                (if number.negative { -magnitude } else { magnitude }).partial_cmp(bound)
            }
            #[expect(clippy::cast_precision_loss, reason = "a bound is written by hand and small")]
            (Self::Float(number), Literal::Integer(bound)) => number.partial_cmp(&(*bound as f64)),
            (Self::Float(number), Literal::Float(bound)) => number.partial_cmp(bound),
            (Self::Duration(length), Literal::String(bound)) => {
                Some(length.cmp(&parse_duration(bound).ok()?))
            }
            (Self::Bytes(bytes), Literal::String(bound)) => Some(bytes.cmp(&parse_byte_size(bound).ok()?)),
            (Self::Bytes(bytes), Literal::Integer(bound)) => {
                Some(compare_integers(false, u128::from(*bytes), *bound))
            }
            (Self::Percent(share), Literal::String(bound)) => Some(share.cmp(&parse_percent(bound).ok()?)),
            _ => None,
        }
    }

    /// The order of two measures of one kind; nothing when they cannot be compared.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(left), Self::Integer(right)) => {
                Some(match (left.negative && left.magnitude > 0, right.negative && right.magnitude > 0) {
                    (true, false) => Ordering::Less,
                    (false, true) => Ordering::Greater,
                    (true, true) => right.magnitude.cmp(&left.magnitude),
                    (false, false) => left.magnitude.cmp(&right.magnitude),
                })
            }
            (Self::Float(left), Self::Float(right)) => left.partial_cmp(right),
            (Self::Duration(left), Self::Duration(right)) => Some(left.cmp(right)),
            (Self::Bytes(left), Self::Bytes(right)) | (Self::Percent(left), Self::Percent(right)) => {
                Some(left.cmp(right))
            }
            _ => None,
        }
    }

    /// A number that is not a number is in no range.
    pub(super) fn is_unordered(&self) -> bool {
        matches!(self, Self::Float(number) if number.is_nan())
    }
}

fn text_of<'s>(scalar: &Scalar<'s>) -> Cow<'s, str> {
    match scalar.literal {
        Some(literal) => Cow::Owned(literal.to_string()),
        None => Cow::Borrowed(scalar.text),
    }
}

fn compare_integers(negative: bool, magnitude: u128, bound: i128) -> Ordering {
    let negative = negative && magnitude > 0;
    match (negative, bound < 0) {
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (true, true) => bound.unsigned_abs().cmp(&magnitude),
        (false, false) => magnitude.cmp(&bound.unsigned_abs()),
    }
}
