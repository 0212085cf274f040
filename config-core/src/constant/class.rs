//! Classes of characters in patterns, in constants: a character, `.`, `\d` and its like, and what stands in brackets.

use super::pattern::Verdict;

/// A set of characters.
#[derive(Clone, Copy)]
pub(super) enum Class {
    /// This one.
    One(u32),
    /// All but the end of a line.
    Dot,
    /// A class of ASCII by its letter: `d`, `w` or `s`, or their opposites in upper case.
    Named(u8),
    /// What the pattern lists from `start` to `end`, or all but that.
    Listed { start: usize, end: usize, negated: bool },
}

/// The class at a place of a pattern, and where it ends.
pub(super) const fn read(pattern: &[u8], at: usize) -> Result<(Class, usize), Verdict> {
    match pattern[at] {
        b'.' => Ok((Class::Dot, at + 1)),
        b'[' => listed(pattern, at + 1),
        _ => item(pattern, at),
    }
}

/// A character or an escape.
const fn item(pattern: &[u8], at: usize) -> Result<(Class, usize), Verdict> {
    if pattern[at] != b'\\' {
        let (character, width) = character(pattern, at);
        return Ok((Class::One(character), at + width));
    }
    if at + 1 >= pattern.len() {
        return Err(Verdict::Malformed);
    }
    let escaped = pattern[at + 1];
    let one = match escaped {
        b'd' | b'D' | b'w' | b'W' | b's' | b'S' => return Ok((Class::Named(escaped), at + 2)),
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
    Ok((Class::One(one as u32), at + 2))
}

/// What stands in brackets, which begin before `at`.
const fn listed(pattern: &[u8], at: usize) -> Result<(Class, usize), Verdict> {
    let negated = at < pattern.len() && pattern[at] == b'^';
    let start = if negated { at + 1 } else { at };
    let mut end = start;
    while end < pattern.len() {
        match pattern[end] {
            // A bracket that closes at once is a member.
            b']' if end > start => return Ok((Class::Listed { start, end, negated }, end + 1)),
            // Classes in classes, and what is done with two of them.
            b'[' => return Err(Verdict::Unknown),
            b'&' | b'~' | b'-' if end + 1 < pattern.len() && pattern[end + 1] == pattern[end] => {
                return Err(Verdict::Unknown);
            }
            _ => {}
        }
        let (low, next) = match item(pattern, end) {
            Ok(item) => item,
            Err(problem) => return Err(problem),
        };
        end = next;
        if is_range(pattern, start, end) {
            let (high, next) = match item(pattern, end + 1) {
                Ok(item) => item,
                Err(problem) => return Err(problem),
            };
            match (low, high) {
                (Class::One(low), Class::One(high)) if low <= high => end = next,
                (Class::One(_), Class::One(_)) => return Err(Verdict::Malformed),
                // Some take the dash between a class and something else for itself.
                _ => return Err(Verdict::Unknown),
            }
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
        match self {
            Class::One(one) => one == character,
            Class::Dot => character != b'\n' as u32,
            Class::Named(name) => is_named(name, character),
            Class::Listed { start, end, negated } => lists(pattern, start, end, character) != negated,
        }
    }
}

const fn lists(pattern: &[u8], start: usize, end: usize, character: u32) -> bool {
    let mut at = start;
    while at < end {
        let Ok((low, next)) = item(pattern, at) else { return false };
        at = next;
        let found = match low {
            Class::One(low) if is_range(pattern, start, at) => match item(pattern, at + 1) {
                Ok((Class::One(high), next)) => {
                    at = next;
                    low <= character && character <= high
                }
                _ => return false,
            },
            low => low.has(pattern, character),
        };
        if found {
            return true;
        }
    }
    false
}

const fn is_named(name: u8, character: u32) -> bool {
    let ascii = if character < 128 { character as u8 } else { 0x80 };
    let has = match name.to_ascii_lowercase() {
        b'd' => ascii.is_ascii_digit(),
        b'w' => ascii.is_ascii_alphanumeric() || ascii == b'_',
        _ => matches!(ascii, b'\t' | b'\n' | 0x0b | 0x0c | b'\r' | b' '),
    };
    has != name.is_ascii_uppercase()
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
