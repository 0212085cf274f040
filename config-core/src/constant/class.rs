//! Classes of characters in patterns, in constants: a character, `.`, `\d` and its like, and what stands in brackets.

use super::pattern::Verdict;

/// A set of characters. Those of ASCII are bits, since texts are mostly of them and a pattern is read once for all.
#[derive(Clone, Copy)]
pub(super) struct Class {
    pub(super) ascii: u128,
    beyond: Beyond,
}

/// Characters beyond ASCII.
#[derive(Clone, Copy)]
enum Beyond {
    Nothing,
    All,
    /// This one.
    One(u32),
    /// What the pattern lists from `start` to `end`, or all but that.
    Listed {
        start: usize,
        end: usize,
        negated: bool,
    },
}

/// A member of a list in brackets.
#[derive(Clone, Copy)]
enum Item {
    One(u32),
    /// A class of ASCII by its letter: `d`, `w` or `s`, or their opposites in upper case.
    Named(u8),
}

/// The class at a place of a pattern, and where it ends.
pub(super) const fn read(pattern: &[u8], at: usize) -> Result<(Class, usize), Verdict> {
    match pattern[at] {
        b'.' => Ok((Class { ascii: !(1 << b'\n'), beyond: Beyond::All }, at + 1)),
        b'[' => listed(pattern, at + 1),
        _ => match item(pattern, at) {
            Ok((Item::One(one), end)) if one < 128 => {
                Ok((Class { ascii: 1 << one, beyond: Beyond::Nothing }, end))
            }
            Ok((Item::One(one), end)) => Ok((Class { ascii: 0, beyond: Beyond::One(one) }, end)),
            Ok((Item::Named(name), end)) => {
                let beyond = if name.is_ascii_uppercase() { Beyond::All } else { Beyond::Nothing };
                Ok((Class { ascii: bits_of(name), beyond }, end))
            }
            Err(problem) => Err(problem),
        },
    }
}

/// A character or an escape.
const fn item(pattern: &[u8], at: usize) -> Result<(Item, usize), Verdict> {
    if pattern[at] < 128 && pattern[at] != b'\\' {
        return Ok((Item::One(pattern[at] as u32), at + 1));
    }
    if pattern[at] != b'\\' {
        let (character, width) = character(pattern, at);
        return Ok((Item::One(character), at + width));
    }
    if at + 1 >= pattern.len() {
        return Err(Verdict::Malformed);
    }
    let escaped = pattern[at + 1];
    let one = match escaped {
        b'd' | b'D' | b'w' | b'W' | b's' | b'S' => return Ok((Item::Named(escaped), at + 2)),
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'f' => 0x0c,
        b'v' => 0x0b,
        b'a' => 0x07,
        _ if escaped.is_ascii_punctuation() && !matches!(escaped, b'<' | b'>') => escaped,
        // Digits would be references back; letters and pointed brackets are classes and boundaries that are left to the
        // function.
        _ => return Err(Verdict::Unknown),
    };
    Ok((Item::One(one as u32), at + 2))
}

/// What stands in brackets, which begin before `at`.
const fn listed(pattern: &[u8], at: usize) -> Result<(Class, usize), Verdict> {
    let negated = at < pattern.len() && pattern[at] == b'^';
    let start = if negated { at + 1 } else { at };
    let mut end = start;
    let (mut ascii, mut goes_beyond): (u128, bool) = (0, false);
    while end < pattern.len() {
        match pattern[end] {
            // A bracket that closes at once is a member.
            b']' if end > start => {
                let beyond = match (goes_beyond, negated) {
                    (true, _) => Beyond::Listed { start, end, negated },
                    (false, true) => Beyond::All,
                    (false, false) => Beyond::Nothing,
                };
                let ascii = if negated { !ascii } else { ascii };
                return Ok((Class { ascii, beyond }, end + 1));
            }
            // Classes in classes, and what is done with two of them.
            b'[' => return Err(Verdict::Unknown),
            b'&' | b'~' | b'-' if end + 1 < pattern.len() && pattern[end + 1] == pattern[end] => {
                return Err(Verdict::Unknown);
            }
            _ => {}
        }
        let byte = pattern[end];
        // A letter or digit alone.
        if byte.is_ascii_alphanumeric() && end + 1 < pattern.len() && pattern[end + 1] != b'-' {
            ascii |= 1 << byte;
            end += 1;
            continue;
        }
        let (low, next) = match item(pattern, end) {
            Ok(item) => item,
            Err(problem) => return Err(problem),
        };
        end = next;
        let mut high = low;
        if is_range(pattern, start, end) {
            match item(pattern, end + 1) {
                Ok((item, next)) => (high, end) = (item, next),
                Err(problem) => return Err(problem),
            }
        }
        match (low, high) {
            (Item::One(low), Item::One(high)) if low <= high => {
                if low < 128 {
                    let last = if high < 128 { high } else { 127 };
                    ascii |= u128::MAX >> (127 - (last - low)) << low;
                }
                goes_beyond |= high >= 128;
            }
            (Item::One(_), Item::One(_)) => return Err(Verdict::Malformed),
            (Item::Named(low), Item::Named(high)) if low == high && end == next => {
                ascii |= bits_of(low);
                goes_beyond |= low.is_ascii_uppercase();
            }
            // Some take the dash between a class and something else for itself.
            _ => return Err(Verdict::Unknown),
        }
    }
    Err(Verdict::Malformed)
}

/// Whether a dash that makes a range stands at a place in the brackets whose list begins at `start`. A bracket that is a
/// member because it comes first begins none, and two dashes are an operator.
const fn is_range(pattern: &[u8], start: usize, at: usize) -> bool {
    at + 1 < pattern.len()
        && pattern[at] == b'-'
        && !matches!(pattern[at + 1], b']' | b'-')
        && !(at == start + 1 && pattern[start] == b']')
}

impl Class {
    /// Whether a character is in the class, which was read from this pattern.
    pub(super) const fn has(self, pattern: &[u8], character: u32) -> bool {
        if character < 128 {
            return self.ascii >> character & 1 == 1;
        }
        match self.beyond {
            Beyond::Nothing => false,
            Beyond::All => true,
            Beyond::One(one) => one == character,
            Beyond::Listed { start, end, negated } => lists(pattern, start, end, character) != negated,
        }
    }
}

/// Whether a list has a character beyond ASCII.
const fn lists(pattern: &[u8], start: usize, end: usize, character: u32) -> bool {
    let mut at = start;
    while at < end {
        let Ok((low, next)) = item(pattern, at) else { return false };
        at = next;
        let found = match low {
            Item::One(low) if is_range(pattern, start, at) => match item(pattern, at + 1) {
                Ok((Item::One(high), next)) => {
                    at = next;
                    low <= character && character <= high
                }
                _ => return false,
            },
            Item::One(low) => low == character,
            Item::Named(name) => name.is_ascii_uppercase(),
        };
        if found {
            return true;
        }
    }
    false
}

/// The characters of ASCII in a class with a name.
const fn bits_of(name: u8) -> u128 {
    const DIGITS: u128 = 0x3ff << b'0';
    const LETTERS: u128 = 0x3ff_ffff << b'A' | 0x3ff_ffff << b'a';
    let bits = match name.to_ascii_lowercase() {
        b'd' => DIGITS,
        b'w' => DIGITS | LETTERS | 1 << b'_',
        _ => 0b1_1111 << b'\t' | 1 << b' ',
    };
    if name.is_ascii_uppercase() { !bits } else { bits }
}

/// The character that begins at a place of a text, and how many bytes it has.
pub(super) const fn character(text: &[u8], at: usize) -> (u32, usize) {
    let first = text[at];
    let (width, mut character) = match first {
        0..0x80 => return (first as u32, 1),
        0x80..0xe0 => (2, first & 0x1f),
        0xe0..0xf0 => (3, first & 0x0f),
        _ => (4, first & 0x07),
    };
    let mut code = character as u32;
    let mut index = 1;
    while index < width && at + index < text.len() {
        character = text[at + index] & 0x3f;
        code = code << 6 | character as u32;
        index += 1;
    }
    (code, width)
}
