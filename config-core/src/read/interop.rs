//! Between the tree and serde: fields read through serde, and derived types inside serde's world.

use config_format::Kind as TextKind;
use figment::value::{Dict, Empty, Num, Value as FigmentValue};
use serde::de::{DeserializeOwned, Deserializer, Error as _};

use super::{Reader, ServiceConfig, Value};
use crate::finding::Code;
use crate::source::from_figment_value;

/// A value as figment has them; untyped text stays text. Values that cannot be represented become null.
pub(crate) fn to_figment<'a>(value: Value<'a>, reader: &mut Reader<'a>) -> FigmentValue {
    to_figment_with(value, reader, &mut |_| figment::value::Tag::Default)
}

/// As [`to_figment`], with a tag for each value.
pub(crate) fn to_figment_with<'a>(
    value: Value<'a>,
    reader: &mut Reader<'a>,
    tag: &mut dyn FnMut(Value<'a>) -> figment::value::Tag,
) -> FigmentValue {
    let value = reader.follow(value);
    let own = tag(value);
    match value.kind() {
        Some(TextKind::List) => {
            let items = value.items().into_iter().map(|item| to_figment_with(item, reader, tag)).collect();
            FigmentValue::Array(own, items)
        }
        Some(TextKind::Map) => {
            let mut entries = Vec::new();
            value.for_each_entry(|_, key, value| entries.push((key, value)));
            let dict: Dict = entries
                .into_iter()
                .map(|(key, value)| (key.to_owned(), to_figment_with(value, reader, tag)))
                .collect();
            FigmentValue::Dict(own, dict)
        }
        None | Some(TextKind::Null) => FigmentValue::Empty(own, Empty::None),
        Some(_) => {
            reader.secret += 1;
            let scalar = reader.scalar(value);
            reader.secret -= 1;
            let Some(scalar) = scalar else { return FigmentValue::Empty(own, Empty::None) };
            if let Some(literal) = scalar.literal
                && let crate::schema::Literal::String(text) = literal
            {
                return FigmentValue::String(own, (*text).to_owned());
            }
            match scalar.kind {
                TextKind::Boolean => FigmentValue::Bool(own, scalar.boolean().unwrap_or_default()),
                TextKind::Integer => match scalar.integer() {
                    Some(Ok(number)) => FigmentValue::Num(own, number_of(number)),
                    _ => FigmentValue::String(own, scalar.text.to_owned()),
                },
                TextKind::Float => match scalar.float() {
                    Some(Ok(number)) => FigmentValue::Num(own, Num::F64(number)),
                    _ => FigmentValue::String(own, scalar.text.to_owned()),
                },
                _ => FigmentValue::String(own, scalar.text.to_owned()),
            }
        }
    }
}

fn number_of(number: config_format::number::Integer) -> Num {
    if let Some(small) = number.to_i128() {
        return match (i64::try_from(small), u64::try_from(small)) {
            (_, Ok(small)) => Num::U64(small),
            (Ok(small), _) => Num::I64(small),
            _ => Num::I128(small),
        };
    }
    Num::U128(number.magnitude)
}

/// Reads a field through serde.
pub(super) fn read_serde<'a, T: DeserializeOwned>(value: Value<'a>, reader: &mut Reader<'a>) -> Option<T> {
    let tree = to_figment(value, reader);
    match tree.deserialize::<T>() {
        Ok(read) => Some(read),
        Err(error) => {
            let kind = crate::schema::Kind::Any;
            // serde's messages repeat the value, so a secret's is left out.
            let message = if reader.secret > 0 {
                "the value cannot be read".to_owned()
            } else {
                let mut place = String::new();
                for key in &error.path {
                    crate::path::push_key(&mut place, key);
                }
                if place.is_empty() { error.kind.to_string() } else { format!("{place}: {}", error.kind) }
            };
            let _ = kind;
            reader.error_with_help(
                Code::WRONG_TYPE,
                value,
                message,
                "give what the field's type can be read from",
            );
            None
        }
    }
}

/// Reads a derived type from any serde format: the `Deserialize` that the derive gives. Rules and checks hold as in a
/// load; environments do not.
///
/// # Errors
///
/// Every finding, one line each.
pub fn deserialize<'de, T: ServiceConfig, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = <FigmentValue as serde::Deserialize>::deserialize(deserializer)?;
    from_figment(&value).map_err(|report| {
        let lines: Vec<String> = report.errors().map(crate::Finding::title).collect();
        D::Error::custom(lines.join("; "))
    })
}

/// Reads a derived type from a figment value.
///
/// # Errors
///
/// Every finding.
pub fn from_figment<T: ServiceConfig>(value: &FigmentValue) -> Result<T, crate::Report> {
    let layer = from_figment_value("serde", value).map_err(|finding| crate::Report::from(*finding))?;
    crate::layer::read_layers::<T>(vec![layer])
}
