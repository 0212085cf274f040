//! Blanks, numbers and strings, byte by byte or eight at a time.

use crate::Kind;

const LOW: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;
const SPACES: u64 = 0x2020_2020_2020_2020;

/// The first byte at or after `at` that is not blank.
#[inline]
pub(super) fn skip_blanks(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at) {
            Some(b' ' | b'\t' | b'\r') => at += 1,
            Some(b'\n') => {
                at += 1;
                // Lines begin with an indentation that is most often a multiple of spaces.
                while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
                    let differs = u64::from_le_bytes(*chunk) ^ SPACES;
                    if differs != 0 {
                        at += differs.trailing_zeros() as usize / 8;
                        break;
                    }
                    at += 8;
                }
            }
            _ => return at,
        }
    }
}

/// The first byte at or after `at` that matters inside a string: a quote, a backslash,
/// a dollar sign or a control character.
#[inline]
pub(super) fn skip_plain(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(*chunk);
        let equal = |byte: u8| {
            let differs = word ^ (LOW * u64::from(byte));
            differs.wrapping_sub(LOW) & !differs
        };
        // The lowest mark is exact; higher ones may be carried over from it.
        let control = word.wrapping_sub(SPACES) & !word;
        let marks = (equal(b'"') | equal(b'\\') | equal(b'$') | control) & HIGH;
        if marks != 0 {
            return at + marks.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while let Some(byte) = bytes.get(at) {
        if matches!(byte, b'"' | b'\\' | b'$' | 0..=0x1f) {
            break;
        }
        at += 1;
    }
    at
}

/// Whether a byte can be part of a bare word or number, well or ill formed.
pub(super) fn is_word(byte: u8) -> bool {
    !matches!(byte, b'\0'..=b' ' | b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"' | b'\'' | b'/')
}

/// Where the run of word characters that begins at `at` ends.
pub(super) fn word_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|byte| is_word(**byte)).count()
}

/// The end and the kind of the number that begins at `start`, or what is wrong with it.
#[inline]
pub(super) fn number(bytes: &[u8], start: usize) -> Result<(usize, Kind), &'static str> {
    let mut at = start;
    let mut kind = Kind::Integer;
    if bytes[at] == b'-' {
        at += 1;
    }
    match bytes.get(at) {
        Some(b'0') => {
            at += 1;
            if matches!(bytes.get(at), Some(b'0'..=b'9')) {
                return Err("a number must not begin with 0");
            }
        }
        Some(b'1'..=b'9') => at = skip_digits(bytes, at),
        _ => return Err("digits are missing after the minus sign"),
    }
    if bytes.get(at) == Some(&b'.') {
        kind = Kind::Float;
        let digits = at + 1;
        at = skip_digits(bytes, digits);
        if at == digits {
            return Err("digits are missing after the point");
        }
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        kind = Kind::Float;
        at += 1;
        if let Some(b'+' | b'-') = bytes.get(at) {
            at += 1;
        }
        let digits = at;
        at = skip_digits(bytes, digits);
        if at == digits {
            return Err("digits are missing in the exponent");
        }
    }
    match bytes.get(at) {
        Some(byte) if is_word(*byte) => Err("invalid number"),
        _ => Ok((at, kind)),
    }
}

#[inline]
fn skip_digits(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b'0'..=b'9') = bytes.get(at) {
        at += 1;
    }
    at
}

/// Whether a value can begin with this byte.
pub(super) fn begins_value(byte: u8) -> bool {
    matches!(byte, b'"' | b'{' | b'[' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n')
}
