//! Text that must be written as text, and values that may be secret.

use config_core::schema::{Grammar, Kind};
use config_core::{AnyValue, ConfigValue, Reader, Secret, Value, WriteValue};

use crate::value::port;

/// Text that the file must write as a string: a number or a truth value without quotes is refused, as the API server
/// refuses it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StrictText(String);

impl StrictText {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for StrictText {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// Whether a value is written as a number or a truth value, which is no text to the API server. Nothing at all is
/// empty text to it.
fn is_typed(value: Value<'_>) -> bool {
    use config_format::Kind as TextKind;
    matches!(value.kind(), Some(TextKind::Boolean | TextKind::Integer | TextKind::Float))
}

impl ConfigValue for StrictText {
    const KIND: Kind = Kind::String;

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        if is_typed(value) {
            return reader.wrong_type(value, &Self::KIND);
        }
        if value.kind() == Some(config_format::Kind::Null) {
            return Some(Self::default());
        }
        String::read(value, reader).map(Self)
    }
}

impl WriteValue for StrictText {
    fn write(&self) -> AnyValue {
        AnyValue::String(self.0.clone())
    }
}

/// The value of a variable. It may be a secret, so it is never shown.
#[derive(Clone, Debug, PartialEq)]
pub struct EnvironmentValue(Secret<String>);

impl EnvironmentValue {
    /// Whether it is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.expose_secret().is_empty()
    }

    /// The value.
    #[must_use]
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

impl ConfigValue for EnvironmentValue {
    const KIND: Kind = Kind::Secret(&Kind::String);

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        if is_typed(value) {
            return reader.wrong_type(value, &Self::KIND);
        }
        if value.kind() == Some(config_format::Kind::Null) {
            return Some(Self(Secret::new(String::new())));
        }
        Secret::<String>::read(value, reader).map(Self)
    }
}

impl WriteValue for EnvironmentValue {
    fn write(&self) -> AnyValue {
        AnyValue::Secret(self.0.clone())
    }
}

/// A number, or a name with a letter in it.
const PORT_NAME: Grammar = Grammar::Any(&[
    Grammar::Pattern(concat!(r"^\+?", port!(), "$")),
    Grammar::All(&[
        Grammar::Pattern("^[a-z0-9](?:[a-z0-9-]{0,13}[a-z0-9])?$"),
        Grammar::Pattern("[a-z]"),
        Grammar::Not(&Grammar::Pattern("--")),
    ]),
]);

/// The number or the name of a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PortName {
    /// Its number.
    Number(u16),
    /// The name that a container gives it.
    Name(String),
}

impl PortName {
    /// What is wrong with the name of a port, if anything.
    #[must_use]
    pub fn name_problem(name: &str) -> Option<&'static str> {
        if name.is_empty() || name.len() > 15 {
            Some("the name of a port has 1 to 15 characters")
        } else if !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        {
            Some("the name of a port has lower-case letters, digits and dashes alone")
        } else if !name.bytes().any(|byte| byte.is_ascii_lowercase()) {
            Some("the name of a port has at least one letter")
        } else if name.starts_with('-') || name.ends_with('-') || name.contains("--") {
            Some("the name of a port neither begins nor ends with a dash, nor has two in a row")
        } else {
            None
        }
    }
}

impl ConfigValue for PortName {
    const KIND: Kind = Kind::Parsed {
        name: "the number or the name of a port",
        format: None,
        check: |text| match text.parse::<u16>() {
            Ok(1..) => Ok(()),
            _ => Self::name_problem(text).map_or(Ok(()), |problem| Err(problem.to_owned())),
        },
        grammar: PORT_NAME,
        numbers: true,
    };

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        const NUMBER: Kind = Kind::Integer { minimum: 1, maximum: 65_535, name: "a port" };
        if value.kind() == Some(config_format::Kind::Integer) {
            let number = reader.integer(value, &NUMBER)?.magnitude;
            return u16::try_from(number).ok().map(Self::Number);
        }
        reader.parsed(value, &Self::KIND, |text| match Self::name_problem(text) {
            None => Ok(Self::Name(text.to_owned())),
            Some(problem) => Err(problem.to_owned()),
        })
    }
}

impl WriteValue for PortName {
    fn write(&self) -> AnyValue {
        match self {
            Self::Number(number) => AnyValue::Number(number.to_string()),
            Self::Name(name) => AnyValue::String(name.clone()),
        }
    }
}
