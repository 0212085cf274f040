//! The grammar of `redis.conf`: a directive and its arguments on a line, separated by blanks, with C-like quotes.

use config_format::Span;

use crate::native::text::{self, span};

/// One line: the directive's name and its arguments.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) name_span: Span,
    pub(super) arguments: Vec<(String, Span)>,
}

/// Every line with something on it, or where its quotes are out of order.
pub(super) fn parse(text: &str) -> (Vec<Line>, Vec<usize>) {
    let mut lines = Vec::new();
    let mut broken = Vec::new();
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let trimmed = whole.trim_matches([' ', '\t', '\r', '\n']);
        let offset = start + (whole.len() - whole.trim_start_matches([' ', '\t', '\r', '\n']).len());
        if !trimmed.is_empty() && !trimmed.starts_with('#') {
            match words(trimmed, offset) {
                Ok(mut words) if !words.is_empty() => {
                    let (name, name_span) = words.remove(0);
                    lines.push(Line { name, name_span, arguments: words });
                }
                Ok(_) => {}
                Err(at) => broken.push(at),
            }
        }
        start += whole.len();
    }
    (lines, broken)
}

fn words(line: &str, offset: usize) -> Result<Vec<(String, Span)>, usize> {
    let mut words = Vec::new();
    let mut rest = line.char_indices().peekable();
    loop {
        while rest.peek().is_some_and(|(_, next)| is_space(*next)) {
            rest.next();
        }
        let Some(&(start, _)) = rest.peek() else { return Ok(words) };
        let mut word = Vec::new();
        let mut end = start;
        while let Some(&(index, character)) = rest.peek() {
            if matches!(character, ' ' | '\t' | '\r' | '\n') {
                break;
            }
            rest.next();
            end = index + character.len_utf8();
            if character == '"' || character == '\'' {
                end = quoted(&mut rest, character, &mut word).ok_or(offset + index)? + 1;
                // After a quote only a blank may follow.
                if rest.peek().is_some_and(|(_, next)| !is_space(*next)) {
                    return Err(offset + end);
                }
            } else {
                word.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
        let word = String::from_utf8(word).map_err(|_| offset + start)?;
        words.push((word, span(offset + start, offset + end)));
    }
}

/// What C calls a space. A word ends only at those that its line is trimmed of; the others just do not begin one.
const fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r' | '\n' | '\u{b}' | '\u{c}')
}

/// The byte of two hexadecimal digits, if two of them come next.
fn hexadecimal(rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>) -> Option<u8> {
    let mut ahead = rest.clone();
    let high = ahead.next()?.1.to_digit(16)?;
    let low = ahead.next()?.1.to_digit(16)?;
    *rest = ahead;
    u8::try_from(high * 16 + low).ok()
}

/// Reads up to the closing quote and tells where it is.
fn quoted(
    rest: &mut std::iter::Peekable<std::str::CharIndices<'_>>,
    quote: char,
    word: &mut Vec<u8>,
) -> Option<usize> {
    loop {
        let (index, character) = rest.next()?;
        if character == quote {
            return Some(index);
        }
        if character == '\\' && quote == '"' {
            match rest.next()?.1 {
                'n' => word.push(b'\n'),
                'r' => word.push(b'\r'),
                't' => word.push(b'\t'),
                'b' => word.push(8),
                'a' => word.push(7),
                'x' => match hexadecimal(rest) {
                    Some(byte) => word.push(byte),
                    None => word.push(b'x'),
                },
                other => word.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        } else if character == '\\' && quote == '\'' && rest.peek().is_some_and(|(_, next)| *next == '\'') {
            rest.next();
            word.push(b'\'');
        } else {
            word.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}

/// An argument as it stands in the file: bare where that reads back, else in double quotes.
pub(super) fn argument(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_graphic() && !matches!(letter, '"' | '\'' | '\\');
    if !word.is_empty() && word.chars().all(plain) && !word.starts_with('#') {
        return word.to_owned();
    }
    text::quoted(word)
}
