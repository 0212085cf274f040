//! The configuration that counts as a tree of typed scalars, secrets apart.

use config_format::Format;
use config_format::Kind as TextKind;
use config_format::number::{parse_boolean, parse_float, parse_integer};
use zeroize::Zeroizing;

use super::effective::{Effective, effective};
use super::loaded::History;
use super::reference_text::plain_text;
use super::{Loaded, Outcome};
use crate::path::{push_index, push_key, segments};
use crate::read::{Reader, Value};
use crate::schema::{Kind, Literal, Schema, Shape};

/// A value that counts.
pub(crate) enum Plain {
    /// A number or a truth value, as JSON and YAML write it.
    Bare(String),
    /// Text.
    Text(String),
    /// A secret, with its path.
    Secret(String, Zeroizing<String>),
    /// Named values.
    Map(Vec<(String, Plain)>),
    /// Values in order.
    List(Vec<Plain>),
}

impl<T> Loaded<T> {
    /// Everything that the layers and the literal defaults give. What only Rust knows is left out.
    pub(crate) fn plain(&self) -> Plain {
        let history: &History = &self.history;
        history.with_reader(|reader| {
            let all = effective(Some(&Kind::Section(history.schema)), reader.root(), false, reader);
            convert(&all, &mut String::new(), history.schema, reader)
                .unwrap_or_else(|| Plain::Map(Vec::new()))
        })
    }
}

fn convert<'a>(
    counts: &Effective<'a>,
    path: &mut String,
    schema: &'static Schema,
    reader: &Reader<'a>,
) -> Option<Plain> {
    let length = path.len();
    Some(match counts {
        Effective::Code(..) | Effective::Nothing => return None,
        Effective::Map(entries) => {
            let mut map = Vec::new();
            for (name, value) in entries {
                push_key(path, name);
                map.extend(convert(value, path, schema, reader).map(|value| (name.clone(), value)));
                path.truncate(length);
            }
            Plain::Map(map)
        }
        Effective::List(items) => {
            let mut list = Vec::new();
            for (index, value) in items.iter().enumerate() {
                push_index(path, index);
                list.extend(convert(value, path, schema, reader));
                path.truncate(length);
            }
            Plain::List(list)
        }
        Effective::Leaf(value, secret) => {
            let resolved = reader.resolved(*value);
            let (text, hidden) = match (resolved.map(|resolved| &resolved.outcome), value.raw_scalar()) {
                (Some(Outcome::Text(text, hidden)), _) => (text.clone(), *hidden),
                (_, Some(scalar)) => (Zeroizing::new(plain_text(&scalar)), false),
                (_, None) => return None,
            };
            if *secret || hidden {
                return Some(Plain::Secret(path.clone(), text));
            }
            match bare(*value, &text, path, schema) {
                Some(bare) => Plain::Bare(bare),
                None => Plain::Text(text.to_string()),
            }
        }
    })
}

/// A number or a truth value as JSON writes it; nothing for text.
fn bare(value: Value<'_>, text: &str, path: &str, schema: &'static Schema) -> Option<String> {
    let scalar = value.raw_scalar()?;
    match scalar.literal {
        Some(Literal::Boolean(_) | Literal::Integer(_)) => return Some(text.to_owned()),
        Some(Literal::Float(number)) => return Some(float(*number)),
        Some(_) => return None,
        None => {}
    }
    let format = if scalar.kind == TextKind::Text { Format::Text } else { scalar.format };
    let kind = innermost(&schema.field_at(path)?.kind, path);
    let (boolean, number) = match kind {
        Kind::Boolean => (true, false),
        Kind::Integer { .. } | Kind::Float => (false, true),
        // A duration or a size may be a whole number.
        Kind::Duration | Kind::ByteSize => (false, scalar.kind == TextKind::Integer),
        Kind::Any => {
            (scalar.kind == TextKind::Boolean, matches!(scalar.kind, TextKind::Integer | TextKind::Float))
        }
        _ => (false, false),
    };
    // What a reference led to is text without a type.
    let formats = [format, Format::Text];
    if boolean {
        return formats.iter().find_map(|format| parse_boolean(text, *format)).map(|truth| truth.to_string());
    }
    if !number {
        return None;
    }
    formats.iter().find_map(|format| {
        let whole = parse_integer(text, *format).ok().map(|number| number.to_string());
        whole.or_else(|| parse_float(text, *format).ok().map(float))
    })
}

/// As YAML writes it, which JSON does too but for what is no number.
fn float(number: f64) -> String {
    match number {
        number if number.is_nan() => ".nan".to_owned(),
        f64::INFINITY => ".inf".to_owned(),
        f64::NEG_INFINITY => "-.inf".to_owned(),
        number => format!("{number:?}"),
    }
}

/// The kind of the scalar at a path, inside of lists, maps, tuples and newtypes.
fn innermost<'k>(kind: &'k Kind, path: &str) -> &'k Kind {
    match kind.without_wrappers() {
        Kind::List { element, .. } | Kind::Map { value: element, .. } => innermost(element, path),
        Kind::Tuple(kinds) => {
            let place = segments(path).last().and_then(|last| last.parse::<usize>().ok()).unwrap_or(0);
            kinds.get(place).map_or(kind, |kind| innermost(kind, path))
        }
        Kind::Section(schema) => match schema.shape {
            Shape::Newtype(fields) => innermost(&fields[0].kind, path),
            _ => kind.without_wrappers(),
        },
        other => other,
    }
}
