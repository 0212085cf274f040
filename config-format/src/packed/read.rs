//! From words back to what a node is, in constants.

use super::layout::{
    BARE_BOOLEAN, BARE_FLOAT, BARE_INTEGER, BYTE_SIZE, DURATION, PERCENT, PLAIN, REFERENCE, TEXT, WIDE, WORDS,
};
use crate::number::{Integer, NumberError, parse_integer};
use crate::{Format, Kind};

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
    /// What [`pack`](super::pack) gave for a tree of this format.
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
    use crate::packed::{hash, pack};
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
