//! A tree as two constants: numbers and a text.
//!
//! A macro that checks files while a crate compiles writes what [`pack`] gives into the crate, and `const fn`s read it
//! back through [`Packed`]. A node is a few wide numbers: a list of numbers costs the compiler far less than one of structs, and
//! a constant reads a number in one step, where bytes would cost it several calls. Everything that can be known
//! without a schema is worked out here, once: numbers, positions, hashes, lengths.

use crate::number::{Integer, NumberError, parse_boolean, parse_float, parse_integer};
use crate::unit::{parse_byte_size, parse_duration, parse_percent};
use crate::{Format, Kind, LineIndex, Tree};

/// Words of one node.
///
/// From the lowest bits up: the first holds kind, flags, states and measures (8 bits each), line, column and characters
/// (32 each); the second begin and end of the text, the index after the last descendant, nanoseconds; the third the hash
/// and what a text measures; the fourth the size of a whole number and the bits of a float.
const WORDS: usize = 4;

const PLAIN: u8 = 1;
const REFERENCE: u8 = 2;
const TEXT: u8 = 4;
const BARE_INTEGER: u8 = 8;
const BARE_FLOAT: u8 = 16;
const BARE_BOOLEAN: u8 = 32;

const DURATION: u8 = 1;
const BYTE_SIZE: u8 = 2;
const PERCENT: u8 = 4;
/// The whole number needs more than 64 bits, and so is read from the text.
const WIDE: u8 = 8;

/// FNV-1a: names are compared by it where comparing text would be slow.
#[must_use]
pub const fn hash(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut index = 0;
    while index < bytes.len() {
        hash ^= bytes[index] as u64;
        hash = hash.wrapping_mul(0x0100_0000_01b3);
        index += 1;
    }
    hash
}

/// A number that was read before, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number<T> {
    /// The scalar is no such number by its kind.
    None,
    /// The number.
    Read(T),
    /// Well formed, but too large.
    TooLarge,
    /// By its kind such a number, but not well formed.
    Malformed,
}

/// The nodes of a tree as words, and the texts they point into.
#[must_use]
pub fn pack(tree: &Tree) -> (Vec<u128>, String) {
    let mut packer = Packer {
        tree,
        lines: LineIndex::new(tree.source()),
        words: Vec::with_capacity(tree.nodes().len() * WORDS),
        texts: String::new(),
    };
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
    lines: LineIndex,
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
        let position = self.lines.position(self.tree.source(), raw.span.start);
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

/// A packed tree, read by `const fn`s. None of them calls another: in a constant, calls are what costs.
#[derive(Clone, Copy)]
pub struct Packed<'p> {
    words: &'p [u128],
    texts: &'p str,
    format: Format,
}

impl std::fmt::Debug for Packed<'_> {
    // Texts may be secret.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Packed").field("nodes", &self.len()).finish_non_exhaustive()
    }
}

impl<'p> Packed<'p> {
    /// What [`pack`] gave for a tree of this format.
    #[must_use]
    pub const fn new(words: &'p [u128], texts: &'p str, format: Format) -> Self {
        Self { words, texts, format }
    }

    /// The format that the tree was written in.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// How many nodes there are.
    #[must_use]
    pub const fn len(&self) -> u32 {
        (self.words.len() / WORDS) as u32
    }

    /// Whether there is no node, which no document gives.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// What a node is. Scalar keys are [`Kind::Text`].
    #[must_use]
    pub const fn kind(&self, node: u32) -> Kind {
        match self.words[node as usize * WORDS] as u8 {
            0 => Kind::Null,
            1 => Kind::Boolean,
            2 => Kind::Integer,
            3 => Kind::Float,
            4 => Kind::String,
            5 => Kind::DateTime,
            6 => Kind::Text,
            7 => Kind::List,
            _ => Kind::Map,
        }
    }

    /// Whether a scalar was written without quotes.
    #[must_use]
    pub const fn is_plain(&self, node: u32) -> bool {
        (self.words[node as usize * WORDS] >> 8) as u8 & PLAIN != 0
    }

    /// Whether a scalar may hold a `${…}` reference. Keys never do.
    #[must_use]
    pub const fn has_reference(&self, node: u32) -> bool {
        (self.words[node as usize * WORDS] >> 8) as u8 & REFERENCE != 0
    }

    /// Whether a scalar may stand for a field that holds text.
    #[must_use]
    pub const fn is_text(&self, node: u32) -> bool {
        (self.words[node as usize * WORDS] >> 8) as u8 & TEXT != 0
    }

    /// Whether the text of a string would be a whole number, a number and a truth value without its quotes.
    #[must_use]
    pub const fn bare(&self, node: u32) -> (bool, bool, bool) {
        let flags = (self.words[node as usize * WORDS] >> 8) as u8;
        (flags & BARE_INTEGER != 0, flags & BARE_FLOAT != 0, flags & BARE_BOOLEAN != 0)
    }

    /// The whole number that a scalar is.
    #[must_use]
    pub const fn integer(&self, node: u32) -> Number<Integer> {
        let states = self.words[node as usize * WORDS] >> 16;
        match states & 3 {
            0 => Number::None,
            1 if (states >> 12) as u8 & WIDE != 0 => self.wide_integer(node),
            1 => Number::Read(Integer {
                negative: states & 4 != 0,
                magnitude: self.words[node as usize * WORDS + 3] as u64 as u128,
            }),
            2 => Number::TooLarge,
            _ => Number::Malformed,
        }
    }

    const fn wide_integer(&self, node: u32) -> Number<Integer> {
        let format = if let Kind::Text = self.kind(node) { Format::Text } else { self.format };
        match parse_integer(self.text(node), format) {
            Ok(integer) => Number::Read(integer),
            Err(NumberError::TooLarge) => Number::TooLarge,
            Err(NumberError::Malformed) => Number::Malformed,
        }
    }

    /// The number that a scalar is; whole numbers count.
    #[must_use]
    pub const fn float(&self, node: u32) -> Number<f64> {
        match (self.words[node as usize * WORDS] >> 24) as u8 & 3 {
            0 => Number::None,
            1 => Number::Read(f64::from_bits((self.words[node as usize * WORDS + 3] >> 64) as u64)),
            2 => Number::TooLarge,
            _ => Number::Malformed,
        }
    }

    /// The truth value that a scalar is.
    #[must_use]
    pub const fn boolean(&self, node: u32) -> Option<bool> {
        match (self.words[node as usize * WORDS] >> 20) as u8 & 3 {
            0 => None,
            1 => Some(true),
            _ => Some(false),
        }
    }

    /// The seconds and nanoseconds that a text is, if it is a duration.
    #[must_use]
    pub const fn duration(&self, node: u32) -> Option<(u64, u32)> {
        if (self.words[node as usize * WORDS] >> 28) as u8 & DURATION == 0 {
            return None;
        }
        let seconds = (self.words[node as usize * WORDS + 2] >> 64) as u64;
        Some((seconds, (self.words[node as usize * WORDS + 1] >> 96) as u32))
    }

    /// The bytes that a text stands for, if it is a size.
    #[must_use]
    pub const fn byte_size(&self, node: u32) -> Option<u64> {
        if (self.words[node as usize * WORDS] >> 28) as u8 & BYTE_SIZE == 0 {
            return None;
        }
        Some((self.words[node as usize * WORDS + 2] >> 64) as u64)
    }

    /// The thousandths of a percent that a text stands for, if it is a percentage.
    #[must_use]
    pub const fn percent(&self, node: u32) -> Option<u64> {
        if (self.words[node as usize * WORDS] >> 28) as u8 & PERCENT == 0 {
            return None;
        }
        Some((self.words[node as usize * WORDS + 2] >> 64) as u64)
    }

    /// Line of the node's first character, from 1.
    #[must_use]
    pub const fn line(&self, node: u32) -> u32 {
        (self.words[node as usize * WORDS] >> 32) as u32
    }

    /// Its column in characters, from 1.
    #[must_use]
    pub const fn column(&self, node: u32) -> u32 {
        (self.words[node as usize * WORDS] >> 64) as u32
    }

    /// Characters of a scalar's text.
    #[must_use]
    pub const fn characters(&self, node: u32) -> u32 {
        (self.words[node as usize * WORDS] >> 96) as u32
    }

    /// A scalar's text.
    #[must_use]
    pub const fn text(&self, node: u32) -> &'p str {
        let ends = self.words[node as usize * WORDS + 1];
        let (before, _) = self.texts.split_at((ends >> 32) as u32 as usize);
        let (_, text) = before.split_at(ends as u32 as usize);
        text
    }

    /// Bytes of a scalar's text.
    #[must_use]
    pub const fn text_length(&self, node: u32) -> u32 {
        let ends = self.words[node as usize * WORDS + 1];
        (ends >> 32) as u32 - ends as u32
    }

    /// The index one past a node's last descendant, where its next sibling stands.
    #[must_use]
    pub const fn end(&self, node: u32) -> u32 {
        (self.words[node as usize * WORDS + 1] >> 64) as u32
    }

    /// The hash of a scalar's text.
    #[must_use]
    pub const fn hash(&self, node: u32) -> u64 {
        self.words[node as usize * WORDS + 2] as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, parse};

    #[test]
    fn a_packed_tree_says_what_the_tree_says() {
        let text = "port: 0x1F\nname: \"8080\"\nratio: -1.5\non: true\n1: ${env:A}\nlist: [ä, ~]\ntime: 1.5s\nsize: 1KiB\nshare: 12.5%\nwide: -99999999999999999999\n";
        let tree = parse(Format::Yaml, text.as_bytes().to_vec(), &Limits::default()).unwrap();
        let (words, texts) = pack(&tree);
        let packed = Packed::new(&words, &texts, tree.format());
        assert_eq!(packed.len() as usize, tree.nodes().len());
        for index in 0..packed.len() {
            let node = tree.node(index);
            assert_eq!(packed.text(index), node.text());
            assert_eq!(packed.hash(index), hash(node.text()));
            assert_eq!(packed.end(index), node.raw().end);
            assert_eq!((packed.line(index), packed.column(index)), {
                let position = node.position();
                (position.line, position.column)
            });
        }
        let node = |key: &str| tree.root().get(key).unwrap().index();
        assert_eq!(packed.integer(node("port")), Number::Read(Integer { negative: false, magnitude: 31 }));
        assert_eq!(packed.integer(node("name")), Number::None);
        assert_eq!(packed.bare(node("name")), (true, true, false));
        assert_eq!(packed.float(node("ratio")), Number::Read(-1.5));
        assert_eq!(packed.boolean(node("on")), Some(true));
        assert!(packed.has_reference(node("1")) && !packed.has_reference(node("on")));
        assert_eq!(packed.kind(node("1") - 1), Kind::Text);
        assert_eq!(packed.characters(node("list") + 1), 1);
        assert_eq!(packed.duration(node("time")), Some((1, 500_000_000)));
        assert_eq!((packed.byte_size(node("time")), packed.percent(node("time"))), (None, None));
        assert_eq!(packed.byte_size(node("size")), Some(1024));
        assert_eq!(packed.percent(node("share")), Some(12_500));
        let wide = Integer { negative: true, magnitude: 99_999_999_999_999_999_999 };
        assert_eq!(packed.integer(node("wide")), Number::Read(wide));
    }
}
