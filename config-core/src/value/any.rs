//! A value of any shape.

use config_format::Kind as TextKind;

use crate::read::{ConfigValue, Inner, Reader, Value};
use crate::schema::{Kind, Literal};
use crate::secret::Secret;

/// A value of any shape: what a schema has no field for, and what a typed value becomes before it is written.
///
/// As the type of a flattened map it keeps the keys of another program's file that a schema does not know. Numbers keep
/// their text as written. `Debug` shows keys and shapes alone, because the text of an unknown key may be a secret.
///
/// ```
/// use std::collections::BTreeMap;
/// use config_core::{AnyValue, ServiceConfig};
///
/// /// A server with many flags.
/// #[derive(Debug, ServiceConfig)]
/// struct Server {
///     /// Port to listen on.
///     port: u16,
///     /// Flags without a field of their own.
///     #[config(flatten)]
///     extra: BTreeMap<String, AnyValue>,
/// }
///
/// let text = "port: 80\nlanes: 4\n";
/// let server = config_core::read_text::<Server>("server.yaml", text, config_core::Format::Yaml)?.value;
/// assert_eq!(server.extra["lanes"], AnyValue::Number("4".to_owned()));
/// # Ok::<(), config_core::Report>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub enum AnyValue {
    /// Nothing.
    #[default]
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, its text as written.
    Number(String),
    /// Text.
    String(String),
    /// Text that is never shown, only written.
    Secret(Secret<String>),
    /// A list.
    List(Vec<AnyValue>),
    /// Keys and values in their order.
    Map(Vec<(String, AnyValue)>),
}

impl AnyValue {
    /// The value under a key of a map.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&AnyValue> {
        match self {
            Self::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a text or a number.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) | Self::Number(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is [`AnyValue::Null`].
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether a default of a table says the same.
    #[must_use]
    pub fn is_literal(&self, literal: &Literal) -> bool {
        match (self, literal) {
            (Self::Boolean(truth), Literal::Boolean(other)) => truth == other,
            (Self::Number(text), Literal::Integer(_) | Literal::Float(_)) => match text.parse::<f64>() {
                Ok(number) => literal.to_string().parse() == Ok(number),
                Err(_) => false,
            },
            (Self::String(text) | Self::Number(text), Literal::String(other)) => text == other,
            (Self::String(text), Literal::Integer(_)) => *text == literal.to_string(),
            (Self::List(items), Literal::List(others)) => {
                items.len() == others.len()
                    && items.iter().zip(*others).all(|(item, other)| item.is_literal(other))
            }
            _ => false,
        }
    }
}

impl std::fmt::Debug for AnyValue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Null => formatter.write_str("null"),
            Self::Boolean(_) => formatter.write_str("boolean"),
            Self::Number(_) => formatter.write_str("number"),
            Self::String(_) => formatter.write_str("text"),
            Self::Secret(_) => formatter.write_str("***"),
            Self::List(items) => formatter.debug_list().entries(items).finish(),
            Self::Map(entries) => {
                formatter.debug_map().entries(entries.iter().map(|(key, value)| (key, value))).finish()
            }
        }
    }
}

impl ConfigValue for AnyValue {
    const KIND: Kind = Kind::Any;

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        let value = reader.follow(value);
        match value.kind() {
            None | Some(TextKind::Null) => Some(Self::Null),
            Some(TextKind::List) => {
                let items = value.items();
                items.into_iter().map(|item| Self::read(item, reader)).collect::<Option<_>>().map(Self::List)
            }
            Some(TextKind::Map) => {
                let mut entries = Vec::new();
                value.for_each_entry(|_, key, value| entries.push((key, value)));
                let read =
                    |(key, value): (&str, Value<'a>)| Some((key.to_owned(), Self::read(value, reader)?));
                entries.into_iter().map(read).collect::<Option<_>>().map(Self::Map)
            }
            Some(kind) => {
                if let Inner::Literal(literal) = value.0 {
                    return Some(Self::of_literal(literal));
                }
                let scalar = reader.scalar(value)?;
                Some(match kind {
                    TextKind::Boolean => Self::Boolean(scalar.boolean().unwrap_or_default()),
                    TextKind::Integer | TextKind::Float => Self::Number(scalar.text.to_owned()),
                    _ => Self::String(scalar.text.to_owned()),
                })
            }
        }
    }
}

impl AnyValue {
    fn of_literal(literal: &Literal) -> Self {
        match literal {
            Literal::Boolean(truth) => Self::Boolean(*truth),
            Literal::Integer(_) | Literal::Float(_) => Self::Number(literal.to_string()),
            Literal::String(text) => Self::String((*text).to_owned()),
            Literal::List(items) => Self::List(items.iter().map(Self::of_literal).collect()),
        }
    }
}
