//! Plain and quoted scalars on one line.

use super::{LONGEST_KEY, Reader};
use crate::tree::has_reference;
use crate::yaml::schema;
use crate::{Kind, Span};

/// A scalar that was found but is no node yet.
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) plain: bool,
    pub(super) decoded: bool,
    pub(super) reference: bool,
    pub(super) span: Span,
    pub(super) text: Span,
    /// Where to read on.
    pub(super) after: usize,
    /// The `:` that makes this a key.
    pub(super) colon: Option<usize>,
}

impl Default for Token {
    fn default() -> Self {
        Self {
            kind: Kind::String,
            plain: false,
            decoded: false,
            reference: false,
            span: Span::default(),
            text: Span::default(),
            after: 0,
            colon: None,
        }
    }
}

/// Bytes at which a plain scalar may end or must be looked at.
const STOPS: [bool; 256] = table(b"\n\r\t:#$");
/// The same inside brackets.
const FLOW_STOPS: [bool; 256] = table(b"\n\r\t:#$,[]{}");
/// Bytes that cannot begin a plain scalar.
const NOT_FIRST: [bool; 256] = table(b"\n\r\t ,[]{}#&*!|>'\"%@`");

const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut index = 0;
    while index < bytes.len() {
        table[bytes[index] as usize] = true;
        index += 1;
    }
    table
}

impl Reader<'_> {
    /// Reads the scalar at `at`, which exists, outside of brackets.
    pub(super) fn scalar(&mut self, at: usize) -> Option<Token> {
        match self.bytes[at] {
            quote @ (b'"' | b'\'') => {
                let mut token = self.quoted(at, quote)?;
                let colon = self.skip_spaces(token.after);
                if self.bytes.get(colon) == Some(&b':') {
                    if !self.separates(colon + 1) || colon - at > LONGEST_KEY {
                        return None;
                    }
                    token.colon = Some(colon);
                }
                Some(token)
            }
            _ => self.plain(at, &STOPS, false),
        }
    }

    /// Whether a blank or the end of the line is at `at`; a tab is for the full path.
    fn separates(&self, at: usize) -> bool {
        matches!(self.bytes.get(at), None | Some(b' ' | b'\n' | b'\r'))
    }

    pub(super) fn flow_plain(&self, at: usize) -> Option<Token> {
        self.plain(at, &FLOW_STOPS, true)
    }

    fn plain(&self, start: usize, stops: &[bool; 256], flow: bool) -> Option<Token> {
        let bytes = self.bytes;
        let first = bytes[start];
        if NOT_FIRST[first as usize] {
            return None;
        }
        if matches!(first, b'-' | b'?' | b':') {
            let next = *bytes.get(start + 1)?;
            let indicator = matches!(next, b' ' | b'\t' | b'\n' | b'\r')
                || (flow && (first != b'-' || matches!(next, b',' | b'[' | b']' | b'{' | b'}')));
            if indicator {
                return None;
            }
        }
        let mut reference = false;
        let mut colon = None;
        // The first byte may be a `:` that is no indicator.
        let mut at = start + usize::from(first != b'$');
        while let Some(&byte) = bytes.get(at) {
            if !stops[byte as usize] {
                at += 1;
                continue;
            }
            match byte {
                b'\n' if !flow => break,
                b'\r' if !flow && bytes.get(at + 1) == Some(&b'\n') => break,
                b':' => {
                    let next = bytes.get(at + 1).copied().unwrap_or(b'\n');
                    if next == b'\t' {
                        return None;
                    }
                    if matches!(next, b' ' | b'\n' | b'\r')
                        || (flow && matches!(next, b',' | b'[' | b']' | b'{' | b'}'))
                    {
                        if at - start > LONGEST_KEY {
                            return None;
                        }
                        colon = Some(at);
                        break;
                    }
                }
                b'#' if bytes[at - 1] == b' ' => {
                    if flow {
                        return None;
                    }
                    break;
                }
                b'#' => {}
                b'$' => reference |= bytes.get(at + 1) == Some(&b'{'),
                b',' | b'[' | b']' | b'{' | b'}' => break,
                _ => return None,
            }
            at += 1;
        }
        let mut end = at;
        while bytes[end - 1] == b' ' {
            end -= 1;
        }
        let span = Span::new(start as u32, end as u32);
        let kind = match first {
            b'0'..=b'9' | b'+' | b'-' | b'.' | b'~' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' => {
                schema::resolve(&self.source[start..end])
            }
            _ => Kind::String,
        };
        // In front of a comment there must be a blank, which the end of the line looks for.
        Some(Token { kind, plain: true, reference, span, text: span, after: end, colon, ..Token::default() })
    }

    /// Reads the quoted scalar at `start`, which must end on this line.
    pub(super) fn quoted(&mut self, start: usize, quote: u8) -> Option<Token> {
        let mut at = start + 1;
        let mut escaped = false;
        loop {
            match *self.bytes.get(at)? {
                byte if byte == quote => {
                    if quote == b'\'' && self.bytes.get(at + 1) == Some(&b'\'') {
                        escaped = true;
                        at += 2;
                        continue;
                    }
                    break;
                }
                b'\\' if quote == b'"' => {
                    escaped = true;
                    at += 2;
                    continue;
                }
                b'\n' | b'\r' | b'\t' => return None,
                _ => at += 1,
            }
        }
        let span = Span::new(start as u32, at as u32 + 1);
        let (decoded, text) = if escaped {
            (true, self.decode(start + 1, at, quote)?)
        } else {
            (false, Span::new(start as u32 + 1, at as u32))
        };
        let reference = if decoded {
            has_reference(&self.document.decoded[text.start as usize..])
        } else {
            has_reference(&self.source[start + 1..at])
        };
        Some(Token { decoded, reference, span, text, after: at + 1, ..Token::default() })
    }

    /// Appends the content of quotes to the decoded text.
    fn decode(&mut self, start: usize, end: usize, quote: u8) -> Option<Span> {
        let source = &self.source[start..end];
        let from = self.document.decoded.len() as u32;
        // Decoding never makes text longer than its source, so this is the only time the buffer may grow.
        self.document.decoded.reserve(source.len());
        let decoded = &mut self.document.decoded;
        let mut rest = source;
        while let Some(next) = rest.find(['\\', '\'']) {
            decoded.push_str(&rest[..next]);
            let found = rest.as_bytes()[next];
            rest = &rest[next + 1..];
            if found == b'\'' {
                decoded.push('\'');
                // Inside single quotes a quote is written twice.
                rest = if quote == b'\'' { &rest[1..] } else { rest };
            } else if quote == b'\'' {
                decoded.push('\\');
            } else {
                let (character, length) = escape(rest)?;
                decoded.push(character);
                rest = &rest[length..];
            }
        }
        decoded.push_str(rest);
        Some(Span::new(from, decoded.len() as u32))
    }
}

/// The character that the escape after a `\` stands for, and how many bytes it takes.
fn escape(text: &str) -> Option<(char, usize)> {
    let hexadecimal = |digits: usize| {
        let code = text.get(1..=digits)?;
        let valid = code.bytes().all(|byte| byte.is_ascii_hexdigit());
        let character = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
        character.filter(|_| valid).map(|character| (character, digits + 1))
    };
    let character = match text.bytes().next()? {
        b'n' => '\n',
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b't' => '\t',
        b'r' => '\r',
        b'0' => '\0',
        b'a' => '\x07',
        b'b' => '\x08',
        b'v' => '\x0b',
        b'f' => '\x0c',
        b'e' => '\x1b',
        b' ' => ' ',
        b'x' => return hexadecimal(2),
        b'u' => return hexadecimal(4),
        b'U' => return hexadecimal(8),
        // The rest is rare, or half of a surrogate pair, or an error.
        _ => return None,
    };
    Some((character, 1))
}
