//! Strings: taken as they stand, or decoded from their first escape on.

use super::reader::Reader;
use super::token;
use crate::error::Stop;
use crate::{Kind, Span, SyntaxError};

impl Reader<'_> {
    /// Reads the string at hand as a value.
    pub(super) fn string_value(&mut self) -> Result<(), Stop> {
        if !self.string()? {
            self.drop_entry();
        }
        Ok(())
    }

    /// Reads the string at hand as a key.
    pub(super) fn string_key(&mut self) -> Result<(), Stop> {
        self.string().map(|_| ())
    }

    /// Appends the string at hand; false when something in it is wrong.
    #[inline]
    fn string(&mut self) -> Result<bool, Stop> {
        let start = self.at;
        let mut at = start + 1;
        let mut reference = false;
        loop {
            at = token::skip_plain(self.bytes, at);
            match self.bytes.get(at) {
                Some(b'"') => {
                    let text = Span::new(start as u32 + 1, at as u32);
                    let span = Span::new(start as u32, at as u32 + 1);
                    self.builder.scalar(Kind::String, span, text, false, reference);
                    self.at = at + 1;
                    return Ok(true);
                }
                Some(b'$') => {
                    reference |= self.bytes.get(at + 1) == Some(&b'{');
                    at += 1;
                }
                _ => return self.long_string(start, at),
            }
        }
    }

    /// The rest of a string from its first escape or fault at `at`.
    fn long_string(&mut self, start: usize, mut at: usize) -> Result<bool, Stop> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        let mut plain = start + 1;
        let mut good = true;
        loop {
            at = token::skip_plain(self.bytes, at);
            match self.bytes.get(at).copied() {
                Some(b'"') => break,
                Some(b'$') => at += 1,
                Some(b'\\') => {
                    buffer.push_str(&self.source[plain..at]);
                    at = match escape(self.source, at) {
                        Ok((end, character)) => {
                            buffer.push(character);
                            end
                        }
                        Err((end, message)) => {
                            good = false;
                            let span = Span::new(at as u32, end as u32);
                            self.faults.report(SyntaxError::syntax(message, span))?;
                            end
                        }
                    };
                    plain = at;
                }
                Some(b'\n' | b'\r') | None => {
                    // The quote is missing: the text of the line was taken with the string.
                    let span = Span::new(start as u32, at as u32);
                    self.faults.report(
                        SyntaxError::syntax("the string is not closed on its line", span)
                            .help("add `\"` at its end; write line breaks as `\\n`"),
                    )?;
                    good = false;
                    self.recovering = true;
                    break;
                }
                Some(_) => {
                    good = false;
                    let span = Span::new(at as u32, at as u32 + 1);
                    self.faults.report(
                        SyntaxError::syntax("control character in a string", span)
                            .help("write it as an escape such as `\\t` or `\\u0009`"),
                    )?;
                    at += 1;
                }
            }
        }
        buffer.push_str(&self.source[plain..at]);
        let end = if self.bytes.get(at) == Some(&b'"') { at + 1 } else { at };
        self.builder.decoded(Kind::String, Span::new(start as u32, end as u32), &buffer, false);
        self.at = end;
        self.buffer = buffer;
        Ok(good)
    }
}

/// The character an escape at `at` stands for and where it ends, or where its faulty part
/// ends and what is wrong with it.
fn escape(source: &str, at: usize) -> Result<(usize, char), (usize, &'static str)> {
    let bytes = source.as_bytes();
    let character = match bytes.get(at + 1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode_escape(bytes, at),
        Some(byte) if *byte >= b' ' => {
            let length = source[at + 1..].chars().next().map_or(0, char::len_utf8);
            return Err((at + 1 + length, "unknown escape"));
        }
        _ => return Err((at + 1, "unknown escape")),
    };
    Ok((at + 2, character))
}

fn unicode_escape(bytes: &[u8], at: usize) -> Result<(usize, char), (usize, &'static str)> {
    let unit = |at: usize| -> Result<u32, usize> {
        let digits = bytes.get(at + 2..).unwrap_or_default();
        let valid = digits.iter().take(4).take_while(|byte| byte.is_ascii_hexdigit()).count();
        if valid < 4 {
            return Err(at + 2 + valid);
        }
        Ok(digits[..4].iter().fold(0, |sum, byte| sum * 16 + (*byte as char).to_digit(16).unwrap_or(0)))
    };
    let first = unit(at).map_err(|end| (end, "`\\u` needs four hexadecimal digits"))?;
    match first {
        0xd800..=0xdbff => {
            let end = at + 6;
            let lone = (end, "a high surrogate needs a low one after it");
            if bytes.get(end..end + 2) != Some(b"\\u") {
                return Err(lone);
            }
            match unit(end) {
                Ok(second @ 0xdc00..=0xdfff) => {
                    let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                    char::from_u32(code).map(|character| (end + 6, character)).ok_or(lone)
                }
                _ => Err(lone),
            }
        }
        _ => char::from_u32(first)
            .map(|character| (at + 6, character))
            .ok_or((at + 6, "a low surrogate needs a high one before it")),
    }
}
