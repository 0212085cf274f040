//! The scalars of a configuration in a form that can be compared without being shown.

use std::hash::{BuildHasher as _, Hash as _, Hasher as _, RandomState};
use std::sync::OnceLock;

use config_format::number::{parse_float, parse_integer};
use config_format::unit::{parse_byte_size, parse_duration, parse_percent};
use config_format::{Format, Kind as TextKind};

use super::effective::{Effective, effective};
use super::loaded::History;
use super::shown::{shown, text_of};
use crate::finding::Origin;
use crate::layer::EffectiveValue;
use crate::path::{push_index, push_key};
use crate::read::{Reader, Value};
use crate::schema::{Kind, Schema};

/// A scalar as it counts, or a list or map without elements.
pub(crate) struct Leaf {
    /// What may be shown.
    pub(crate) value: EffectiveValue,
    /// A hash of what it means, secret or not, under keys that never leave the process.
    pub(crate) digest: u128,
    /// What the text means, where it is a number, a duration or a size; nothing for secrets.
    pub(crate) number: Option<Number>,
}

/// What a text means, so that `60s` equals `1m` and steps can be measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Number {
    Whole(i128),
    Real(f64),
}

impl Number {
    /// The number with a fraction; large whole numbers are rounded.
    #[expect(
        clippy::cast_precision_loss,
        reason = "steps are shares of the old value, which need no last digit"
    )]
    pub(crate) fn real(self) -> f64 {
        match self {
            Number::Whole(number) => number as f64,
            Number::Real(number) => number,
        }
    }

    pub(crate) fn is_less_than(self, other: Number) -> bool {
        match (self, other) {
            (Number::Whole(left), Number::Whole(right)) => left < right,
            _ => self.real() < other.real(),
        }
    }
}

impl Leaf {
    /// Whether both mean the same.
    pub(crate) fn equals(&self, other: &Leaf) -> bool {
        self.digest == other.digest
    }
}

/// A hash of bytes under two keys that are made once for each process, so that it tells nothing to anyone outside.
pub(crate) fn keyed_hash(parts: &[&[u8]]) -> u128 {
    static KEYS: OnceLock<(RandomState, RandomState)> = OnceLock::new();
    let (first, second) = KEYS.get_or_init(|| (RandomState::new(), RandomState::new()));
    let half = |key: &RandomState| {
        let mut hasher = key.build_hasher();
        parts.iter().for_each(|part| part.hash(&mut hasher));
        u128::from(hasher.finish())
    };
    (half(first) << 64) | half(second)
}

impl History {
    /// Every scalar as it counts, in the order of the schema.
    pub(crate) fn leaves(&self) -> Vec<Leaf> {
        self.with_reader(|reader| {
            let all = effective(Some(&Kind::Section(self.schema)), reader.root(), false, reader);
            let mut walk = Walk { schema: self.schema, reader, found: Vec::new() };
            walk.visit(&all, &mut String::new());
            walk.found
        })
    }
}

struct Walk<'w, 'a> {
    schema: &'static Schema,
    reader: &'w Reader<'a>,
    found: Vec<Leaf>,
}

impl<'a> Walk<'_, 'a> {
    fn visit(&mut self, effective: &Effective<'a>, path: &mut String) {
        let length = path.len();
        match effective {
            Effective::Leaf(value, secret) => self.leaf(*value, *secret, path),
            Effective::Code(text, line) => self.plain(path, text, *line, false),
            Effective::Map(entries) => {
                for (name, value) in entries {
                    push_key(path, name);
                    self.visit(value, path);
                    path.truncate(length);
                }
                if entries.is_empty() && !path.is_empty() {
                    self.plain(path, "{}", 0, true);
                }
            }
            Effective::List(items) => {
                for (index, value) in items.iter().enumerate() {
                    push_index(path, index);
                    self.visit(value, path);
                    path.truncate(length);
                }
                if items.is_empty() {
                    self.plain(path, "[]", 0, true);
                }
            }
            Effective::Nothing => {}
        }
    }

    fn leaf(&mut self, value: Value<'a>, secret: bool, path: &str) {
        let (text, secret) = text_of(value, secret, self.reader);
        let number = if secret { None } else { self.number(value, &text, path) };
        let shown = shown(value, secret, path, self.schema, self.reader);
        let null = value.kind() == Some(TextKind::Null);
        let digest = match number {
            Some(Number::Whole(number)) => keyed_hash(&[&number.to_le_bytes(), &[2]]),
            Some(Number::Real(number)) => keyed_hash(&[&number.to_bits().to_le_bytes(), &[3]]),
            None => keyed_hash(&[text.as_bytes(), &[u8::from(null)]]),
        };
        self.found.push(Leaf { value: shown, digest, number });
    }

    /// A text that is no value of a source: a default that only Rust knows, or the sign of emptiness.
    fn plain(&mut self, path: &str, text: &str, line: u32, empty: bool) {
        let line = if line > 0 { line } else { self.schema.field_at(path).map_or(0, |field| field.line) };
        self.found.push(Leaf {
            value: EffectiveValue {
                path: path.to_owned(),
                text: text.to_owned(),
                bare: empty,
                secret: false,
                origin: Origin::Code { file: self.schema.file.to_owned(), line },
                layer: None,
                references: Vec::new(),
            },
            digest: keyed_hash(&[text.as_bytes(), &[if empty { 4 } else { 0 }]]),
            number: None,
        });
    }

    fn number(&self, value: Value<'a>, text: &str, path: &str) -> Option<Number> {
        let scalar = value.raw_scalar()?;
        let format = match self.reader.resolved(value) {
            Some(_) => Format::Text,
            None if scalar.kind == TextKind::Text || scalar.literal.is_some() => Format::Text,
            None => scalar.format,
        };
        match element_kind(self.schema, path)? {
            Kind::Integer { .. } => {
                let number = parse_integer(text, format).ok()?;
                let magnitude = i128::try_from(number.magnitude).ok()?;
                Some(Number::Whole(if number.negative { -magnitude } else { magnitude }))
            }
            Kind::Float => parse_float(text, format).ok().map(Number::Real),
            Kind::Duration => {
                let (seconds, nanoseconds) = parse_duration(text).ok()?;
                Some(Number::Whole(i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds)))
            }
            Kind::ByteSize => parse_byte_size(text).ok().map(|bytes| Number::Whole(i128::from(bytes))),
            Kind::Percent => parse_percent(text).ok().map(|parts| Number::Whole(i128::from(parts))),
            _ => None,
        }
    }
}

/// The kind of the scalar at a path: that of its field, or of the elements of its field.
fn element_kind(schema: &'static Schema, path: &str) -> Option<&'static Kind> {
    let mut kind = schema.field_at(path)?.kind.without_wrappers();
    loop {
        kind = match kind {
            Kind::List { element, .. } => element.without_wrappers(),
            Kind::Map { value, .. } => value.without_wrappers(),
            Kind::Section(inner) => match inner.shape {
                crate::schema::Shape::Newtype(fields) => fields[0].kind.without_wrappers(),
                _ => return None,
            },
            other => return Some(other),
        };
    }
}
