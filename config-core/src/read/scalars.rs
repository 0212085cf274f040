//! Scalars read as what a field holds, with a finding for what cannot be.

use config_format::Kind as TextKind;
use config_format::number::{Integer, NumberError};

use super::reader::Reader;
use super::value::{Scalar, Value};
use crate::finding::Code;
use crate::schema::{Kind, Literal};

impl<'a> Reader<'a> {
    /// The text of a scalar, for types that are written as text.
    pub fn text(&mut self, value: Value<'a>, kind: &Kind) -> Option<&'a str> {
        match self.scalar(value) {
            Some(scalar) => match scalar.as_text() {
                Some(text) => Some(text),
                None => self.wrong_type(value, kind),
            },
            None => self.wrong_type(value, kind),
        }
    }

    /// A truth value.
    pub fn boolean(&mut self, value: Value<'a>) -> Option<bool> {
        let scalar = self.scalar(value);
        match scalar.and_then(|scalar| scalar.boolean()) {
            Some(truth) => Some(truth),
            None => self.wrong_type(value, &Kind::Boolean),
        }
    }

    /// A whole number that the kind can hold.
    pub fn integer(&mut self, value: Value<'a>, kind: &Kind) -> Option<Integer> {
        let scalar = self.scalar(value);
        let Some(number) = scalar.and_then(|scalar| scalar.integer()) else {
            return self.wrong_type(value, kind);
        };
        let Kind::Integer { minimum, maximum, name } = kind else { return None };
        match number {
            Ok(number) if within(number, *minimum, *maximum) => Some(number),
            Ok(_) | Err(NumberError::TooLarge) => {
                self.invalid(Code::NUMBER_RANGE, value, format!("is outside of what {name} can hold"), || {
                    format!("give {}", kind.describe())
                })
            }
            Err(NumberError::Malformed) => self.wrong_type(value, kind),
        }
    }

    /// A number.
    pub fn float(&mut self, value: Value<'a>) -> Option<f64> {
        match self.scalar(value).and_then(|scalar| scalar.float()) {
            Some(Ok(number)) => Some(number),
            Some(Err(NumberError::TooLarge)) => {
                self.invalid(Code::NUMBER_RANGE, value, "is larger than a 64-bit float can hold", || {
                    "give a smaller number".to_owned()
                })
            }
            _ => self.wrong_type(value, &Kind::Float),
        }
    }

    /// Text that a parser turns into a value. The parser's error must not repeat the text.
    pub fn parsed<T>(
        &mut self,
        value: Value<'a>,
        kind: &Kind,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let text = self.text(value, kind)?;
        match parse(text) {
            Ok(parsed) => Some(parsed),
            Err(problem) => {
                self.invalid(Code::MALFORMED, value, format!("is not {}: {problem}", kind.describe()), || {
                    format!("give {}", kind.describe())
                })
            }
        }
    }

    /// Text through a parser whose error may repeat the text, and so is left out for secrets.
    pub(super) fn through_text<T>(
        &mut self,
        value: Value<'a>,
        kind: &Kind,
        parse: fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let secret = self.secret > 0;
        self.parsed(value, kind, |text| {
            parse(text).map_err(|problem| if secret { "it cannot be read".to_owned() } else { problem })
        })
    }

    /// As [`Reader::through_text`]; nothing, or null, is `None`.
    pub(super) fn through_optional_text<T>(
        &mut self,
        value: Value<'a>,
        kind: &Kind,
        parse: fn(&str) -> Result<T, String>,
    ) -> Option<Option<T>> {
        if self.follow(value).is_null() {
            return Some(None);
        }
        self.through_text(value, kind, parse).map(Some)
    }

    /// As [`Reader::parsed`], for types that bare numbers also stand for.
    pub fn measured<T>(
        &mut self,
        value: Value<'a>,
        kind: &Kind,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        if let Some(scalar) = self.scalar(value)
            && matches!(scalar.kind, TextKind::Integer | TextKind::Float)
            && scalar.literal.is_none()
        {
            return match parse(scalar.text) {
                Ok(parsed) => Some(parsed),
                Err(problem) => self.invalid(
                    Code::MALFORMED,
                    value,
                    format!("is not {}: {problem}", kind.describe()),
                    || format!("give {}", kind.describe()),
                ),
            };
        }
        if let Some(Scalar { literal: Some(literal @ Literal::Integer(_)), .. }) = self.scalar(value) {
            return parse(&literal.to_string()).ok();
        }
        self.parsed(value, kind, parse)
    }
}

fn within(number: Integer, minimum: i128, maximum: u128) -> bool {
    if number.negative && number.magnitude > 0 {
        minimum < 0 && number.magnitude <= minimum.unsigned_abs()
    } else {
        number.magnitude <= maximum && (minimum <= 0 || number.magnitude >= minimum.unsigned_abs())
    }
}
