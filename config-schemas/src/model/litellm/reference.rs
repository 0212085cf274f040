//! Values that may be looked up when the proxy starts.

use config_core::schema::Kind;
use config_core::{AnyValue, ConfigValue, Reader, Value, WriteValue};

/// A value, or `os.environ/NAME`: the name of the variable that holds it.
#[derive(Clone, Debug, PartialEq)]
pub enum Referable<T> {
    /// The value itself.
    Value(T),
    /// The name of the variable.
    Variable(String),
}

impl<T: Copy> Referable<T> {
    /// The value, if it is given here.
    #[must_use]
    pub fn value(&self) -> Option<T> {
        match self {
            Self::Value(value) => Some(*value),
            Self::Variable(_) => None,
        }
    }
}

impl<T: ConfigValue> ConfigValue for Referable<T> {
    const KIND: Kind = T::KIND;

    fn read<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        match value.describe() {
            "text" | "quoted text" => {
                let text = reader.text(value, &Self::KIND)?;
                match text.strip_prefix("os.environ/") {
                    Some(name) => Some(Self::Variable(name.to_owned())),
                    None => T::read(value, reader).map(Self::Value),
                }
            }
            _ => T::read(value, reader).map(Self::Value),
        }
    }
}

impl<T: WriteValue> WriteValue for Referable<T> {
    fn write(&self) -> AnyValue {
        match self {
            Self::Value(value) => value.write(),
            Self::Variable(name) => AnyValue::String(format!("os.environ/{name}")),
        }
    }
}
