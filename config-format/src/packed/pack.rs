//! From a tree to words.

use super::hash;
use super::layout::{
    BARE_BOOLEAN, BARE_FLOAT, BARE_INTEGER, BYTE_SIZE, DURATION, PERCENT, PLAIN, REFERENCE, TEXT, WIDE, WORDS,
};
use crate::number::{Integer, NumberError, parse_boolean, parse_float, parse_integer};
use crate::unit::{parse_byte_size, parse_duration, parse_percent};
use crate::{Format, Kind, Tree};

/// The nodes of a tree as words, and the texts they point into.
#[must_use]
pub fn pack(tree: &Tree) -> (Vec<u128>, String) {
    let mut packer =
        Packer { tree, words: Vec::with_capacity(tree.nodes().len() * WORDS), texts: String::new() };
    let mut keys = vec![false; tree.nodes().len()];
    for index in 0..tree.nodes().len() as u32 {
        for (key, _) in tree.node(index).entries() {
            if let Some(place) = keys.get_mut(key.index() as usize) {
                *place = key.kind().is_scalar();
            }
        }
    }
    for (index, is_key) in keys.iter().enumerate() {
        packer.node(index as u32, *is_key);
    }
    (packer.words, packer.texts)
}

struct Packer<'t> {
    tree: &'t Tree,
    words: Vec<u128>,
    texts: String,
}

impl Packer<'_> {
    fn node(&mut self, index: u32, is_key: bool) {
        let node = self.tree.node(index);
        let raw = node.raw();
        // A key is text without a type, whatever its format makes of it.
        let (kind, format) = if is_key { (Kind::Text, Format::Text) } else { (raw.kind, self.tree.format()) };
        let text = node.text();
        let integer = match kind {
            Kind::Integer => Some(parse_integer(text, format)),
            Kind::Text => Some(parse_integer(text, Format::Text)),
            _ => None,
        };
        let float = match kind {
            Kind::Integer | Kind::Float => Some(parse_float(text, format)),
            Kind::Text => Some(parse_float(text, Format::Text)),
            _ => None,
        };
        let boolean = match kind {
            Kind::Boolean => parse_boolean(text, format),
            Kind::Text => parse_boolean(text, Format::Text),
            _ => None,
        };
        let as_text = match kind {
            Kind::String | Kind::Text => true,
            Kind::Boolean | Kind::Integer | Kind::Float => raw.plain && format == Format::Yaml,
            _ => false,
        };
        let bare = |fits: bool, flag: u8| if kind == Kind::String && fits { flag } else { 0 };
        let flags = (if raw.plain || is_key { PLAIN } else { 0 })
            | (if raw.reference && !is_key && kind.is_scalar() { REFERENCE } else { 0 })
            | (if as_text { TEXT } else { 0 })
            | bare(parse_integer(text, Format::Text).is_ok(), BARE_INTEGER)
            | bare(parse_float(text, Format::Text).is_ok(), BARE_FLOAT)
            | bare(parse_boolean(text, Format::Text).is_some(), BARE_BOOLEAN);
        let state = |error: Option<NumberError>| match error {
            None => 1,
            Some(NumberError::TooLarge) => 2,
            Some(NumberError::Malformed) => 3,
        };
        let integer_state = integer.map_or(0, |integer| state(integer.err()));
        let float_state = float.map_or(0, |float| state(float.err()));
        let truth = match boolean {
            None => 0,
            Some(true) => 1,
            Some(false) => 2,
        };
        let integer = integer.and_then(Result::ok).unwrap_or(Integer { negative: false, magnitude: 0 });
        let float = float.and_then(Result::ok).unwrap_or_default();
        let (duration, byte_size, percent) =
            (parse_duration(text), parse_byte_size(text), parse_percent(text));
        let position = node.position();
        let start = self.texts.len() as u32;
        self.texts.push_str(text);
        let wide = integer.magnitude > u128::from(u64::MAX);
        let measures = (if duration.is_ok() { DURATION } else { 0 })
            | (if byte_size.is_ok() { BYTE_SIZE } else { 0 })
            | (if percent.is_ok() { PERCENT } else { 0 })
            | (if wide { WIDE } else { 0 });
        let states = [
            kind as u8,
            flags,
            integer_state | if integer.negative { 4 } else { 0 } | (truth << 4),
            float_state | (measures << 4),
        ];
        let (seconds, nanoseconds) = duration.unwrap_or_default();
        // No text measures two things, but for `0`, which is nothing of either.
        let measure = seconds.max(byte_size.unwrap_or_default()).max(percent.unwrap_or_default());
        let four = |parts: [u32; 4]| parts.iter().rev().fold(0, |word, part| word << 32 | u128::from(*part));
        let two = |low: u64, high: u64| u128::from(low) | u128::from(high) << 64;
        self.words.extend([
            four([u32::from_le_bytes(states), position.line, position.column, text.chars().count() as u32]),
            four([start, self.texts.len() as u32, raw.end, nanoseconds]),
            two(hash(text), measure),
            two(integer.magnitude as u64, float.to_bits()),
        ]);
    }
}
