//! The grammar of `postgresql.conf`: a name, perhaps an equals sign, and a value, a line each.

use config_format::Span;

use crate::native::text::span;

/// One line with a setting.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) name: String,
    pub(super) name_span: Span,
    pub(super) value: String,
    pub(super) value_span: Span,
}

/// What breaks the grammar, and where.
pub(super) struct Problem {
    pub(super) at: usize,
    pub(super) message: &'static str,
    pub(super) help: &'static str,
}

const FORM: &str = "write name = value, and put values with blanks or signs in single quotes";

/// All settings in order, and all lines that are none.
pub(super) fn parse(text: &str) -> (Vec<Setting>, Vec<Problem>) {
    let mut settings = Vec::new();
    let mut problems = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        match setting(line.trim_end_matches(['\n', '\r']), start) {
            Ok(Some(found)) => settings.push(found),
            Ok(None) => {}
            Err(problem) => problems.push(problem),
        }
        start += line.len();
    }
    (settings, problems)
}

fn setting(line: &str, start: usize) -> Result<Option<Setting>, Problem> {
    let blank = |byte: u8| matches!(byte, b' ' | b'\t' | b'\r');
    let skip = |from: usize| from + line.as_bytes()[from..].iter().take_while(|byte| blank(**byte)).count();
    let begin = skip(0);
    if begin == line.len() || line.as_bytes()[begin] == b'#' {
        return Ok(None);
    }
    let problem = |at: usize, message| Problem { at: start + at, message, help: FORM };
    let mut end = begin;
    while end < line.len() && (is_part(line.as_bytes()[end]) || line.as_bytes()[end] == b'.') {
        end += 1;
    }
    let name = &line[begin..end];
    let well_formed = name.split('.').count() <= 2
        && name
            .split('.')
            .all(|part| part.starts_with(|letter: char| letter.is_alphabetic() || letter == '_'));
    if !well_formed {
        return Err(problem(begin, "this is not the name of a parameter"));
    }
    let mut at = skip(end);
    if line.as_bytes().get(at) == Some(&b'=') {
        at = skip(at + 1);
    }
    if at == line.len() || line.as_bytes()[at] == b'#' {
        return Err(problem(end, "the parameter has no value"));
    }
    let value_start = at;
    let value = if line.as_bytes()[at] == b'\'' {
        let (value, after) =
            quoted(line, at).ok_or_else(|| problem(at, "the quote is not closed on its line"))?;
        at = after;
        value
    } else {
        at += bare(&line.as_bytes()[at..]);
        if at == value_start {
            return Err(problem(at, "a value cannot begin with this sign"));
        }
        line[value_start..at].to_owned()
    };
    let rest = skip(at);
    if rest < line.len() && line.as_bytes()[rest] != b'#' {
        return Err(problem(rest, "nothing but a comment may follow the value"));
    }
    Ok(Some(Setting {
        name: name.to_owned(),
        name_span: span(start + begin, start + end),
        value,
        value_span: span(start + value_start, start + at),
    }))
}

/// What a name may go on with.
const fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Whether a value reads back without quotes.
pub(super) fn is_bare(value: &str) -> bool {
    !value.is_empty() && bare(value.as_bytes()) == value.len()
}

/// How long a value without quotes is: a word, a whole number with letters for its unit, or a number with a point and
/// no unit. What a number does not take is no more of the value.
fn bare(bytes: &[u8]) -> usize {
    let count = |from: usize, fits: fn(&u8) -> bool| {
        bytes.get(from..).unwrap_or_default().iter().take_while(|byte| fits(byte)).count()
    };
    match bytes.first() {
        Some(first) if is_part(*first) && !first.is_ascii_digit() => {
            count(0, |byte| is_part(*byte) || b"-._:/".contains(byte))
        }
        _ => {
            let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
            let digits = sign + count(sign, u8::is_ascii_digit);
            if bytes.get(digits) == Some(&b'.') {
                let fraction = digits + 1 + count(digits + 1, u8::is_ascii_digit);
                if !matches!(bytes.get(fraction), Some(b'e' | b'E')) {
                    return fraction;
                }
                let exponent =
                    fraction + 1 + usize::from(matches!(bytes.get(fraction + 1), Some(b'+' | b'-')));
                let power = count(exponent, u8::is_ascii_digit);
                return if power == 0 { fraction } else { exponent + power };
            }
            if digits == sign {
                return 0;
            }
            let hexadecimal = digits == sign + 1 && bytes[sign] == b'0' && bytes.get(digits) == Some(&b'x');
            let after = if hexadecimal { count(digits + 1, u8::is_ascii_hexdigit) } else { 0 };
            let end = if after > 0 { digits + 1 + after } else { digits };
            end + count(end, u8::is_ascii_alphabetic)
        }
    }
}

/// The text between single quotes, and where it ends. Two quotes are one; a backslash escapes as in C.
fn quoted(line: &str, open: usize) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut characters = line[open + 1..].char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        match character {
            '\'' if characters.peek().is_some_and(|(_, next)| *next == '\'') => {
                characters.next();
                value.push('\'');
            }
            '\'' => return Some((value, open + 1 + index + 1)),
            '\\' => match characters.next()?.1 {
                'b' => value.push('\u{8}'),
                'f' => value.push('\u{c}'),
                'n' => value.push('\n'),
                'r' => value.push('\r'),
                't' => value.push('\t'),
                digit @ '0'..='7' => {
                    let mut code = digit.to_digit(8)?;
                    for _ in 0..2 {
                        if let Some(digit) = characters.peek().and_then(|(_, next)| next.to_digit(8)) {
                            code = code * 8 + digit;
                            characters.next();
                        }
                    }
                    value.push(char::from_u32(code & 0xff)?);
                }
                other => value.push(other),
            },
            other => value.push(other),
        }
    }
    None
}

/// A value in quotes, as the server reads it back.
pub(super) fn quote(value: &str) -> String {
    let mut out = String::from("'");
    for character in value.chars() {
        match character {
            '\'' => out.push_str("''"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other => out.push(other),
        }
    }
    out.push('\'');
    out
}
