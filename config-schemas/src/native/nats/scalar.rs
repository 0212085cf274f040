//! Values that are no list and no map: numbers, sizes, truth values, text with and without quotes, blocks.

use config_format::Kind;

use super::syntax::{Parser, Problem};
use crate::native::text::{Content, Piece, span};

/// What ends a value that stands without quotes.
const ENDS: [char; 7] = ['\n', '\r', ' ', '\t', ';', ',', '}'];

/// Letters that a size may have behind its digits.
const SUFFIX: [char; 12] = ['k', 'K', 'm', 'M', 'g', 'G', 't', 'T', 'p', 'P', 'e', 'E'];

impl Parser<'_, '_> {
    /// Text in quotes. Only double quotes know escapes.
    pub(super) fn quoted(&mut self, quote: char) -> Result<String, Problem> {
        let open = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            match self.next() {
                None => return Err(self.problem_at(open, "a quote is not closed", "close it")),
                Some(sign) if sign == quote => return Ok(text),
                Some('\\') if quote == '"' => text.push(self.escape()?),
                Some(other) => text.push(other),
            }
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Result<char, Problem> {
        const HELP: &str = "write \\n, \\r, \\t, \\\", \\\\ or \\x with two hexadecimal digits, or put the text in single quotes";
        let start = self.at - 1;
        Ok(match self.next() {
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some(sign @ ('"' | '\\')) => sign,
            Some('x') => {
                let digits: String = [self.next(), self.next()].into_iter().flatten().collect();
                match u8::from_str_radix(&digits, 16) {
                    Ok(byte) if digits.len() == 2 => char::from(byte),
                    _ => return Err(self.problem_at(start, "an escape is wrong", HELP)),
                }
            }
            _ => return Err(self.problem_at(start, "an escape is wrong", HELP)),
        })
    }

    /// Text in parentheses, up to one that stands alone on its line.
    pub(super) fn block(&mut self, start: usize) -> Result<Content, Problem> {
        let inside = start + 1;
        let rest = &self.text[inside..];
        let ends = |at: &usize| matches!(rest[at + 2..].chars().next(), None | Some('\n' | '\r'));
        let Some(end) = rest.match_indices("\n)").map(|(at, _)| at).find(ends) else {
            return Err(self.problem_at(
                start,
                "a block is not closed",
                "close it with ) on a line of its own",
            ));
        };
        let text = rest[..end].trim_matches(['\n', '\r']).to_owned();
        self.at = inside + end + 2;
        Ok(self.piece(start, Kind::String, text))
    }

    /// A value that begins with a digit, or with a minus and a digit.
    pub(super) fn number(&mut self, start: usize) -> Result<Content, Problem> {
        let text = self.text.clone();
        let negative = text[start..].starts_with('-');
        let digits = |at: usize| text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let first = start + usize::from(negative);
        let whole = first + digits(first);
        if whole == first {
            return Err(self.problem_at(start, "a digit is missing", "put text in quotes"));
        }
        match text[whole..].chars().next() {
            Some('.') => {
                let fraction = whole + 1 + digits(whole + 1);
                if fraction == whole + 1 {
                    return Err(self.problem_at(
                        whole,
                        "a digit is missing after the point",
                        "put text in quotes",
                    ));
                }
                if text[fraction..].starts_with('.') {
                    let address = text[fraction..]
                        .find(|sign: char| !(sign.is_ascii_digit() || matches!(sign, '.' | ':' | '-')))
                        .map_or(text.len(), |length| fraction + length);
                    self.at = address;
                    return Ok(self.piece(start, Kind::String, text[start..address].to_owned()));
                }
                self.at = fraction;
                Ok(self.piece(start, Kind::Float, text[start..fraction].to_owned()))
            }
            Some('-') if !negative && whole - start != 4 => {
                Err(self.problem_at(whole, "only a date has a minus behind digits", "put text in quotes"))
            }
            _ => {
                let end = text[whole..]
                    .find(|sign: char| ENDS.contains(&sign) || sign == ']')
                    .map_or(text.len(), |length| whole + length);
                let word = &text[start..end];
                match size(&word.to_ascii_lowercase()) {
                    Some(number) => {
                        self.at = end;
                        Ok(self.piece(start, Kind::Integer, number.to_string()))
                    }
                    None if negative && whole < end && !text[whole..].starts_with(SUFFIX) => {
                        Err(self.problem_at(whole, "a number has something behind it", "put text in quotes"))
                    }
                    None if whole == end => Err(self.problem_at(
                        start,
                        "the number is too large",
                        "write at most 9223372036854775807",
                    )),
                    None => self.bare(start),
                }
            }
        }
    }

    /// A word without quotes: a truth value, a variable, or text.
    pub(super) fn bare(&mut self, start: usize) -> Result<Content, Problem> {
        let mut text = String::new();
        let mut escaped = false;
        loop {
            match self.peek() {
                None | Some(']') => break,
                Some(sign) if ENDS.contains(&sign) => break,
                Some('\\') => {
                    self.at += 1;
                    text.push(self.escape()?);
                    escaped = true;
                }
                // The server ends a word at a single quote, and passes over the quote.
                Some('\'') => {
                    self.at += 1;
                    break;
                }
                Some(other) => {
                    text.push(other);
                    self.at += other.len_utf8();
                }
            }
        }
        if self.at == start {
            return Err(self.problem("a value is missing", "write a word, a number, or text in quotes"));
        }
        if escaped {
            return Ok(self.piece(start, Kind::String, text));
        }
        match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => return Ok(self.piece(start, Kind::Boolean, "true".to_owned())),
            "false" | "no" | "off" => return Ok(self.piece(start, Kind::Boolean, "false".to_owned())),
            _ => {}
        }
        match text.strip_prefix('$') {
            // Hashes of passwords begin so as well.
            Some(name) if !name.starts_with("2a$") => self.variable(name, start),
            _ => Ok(self.piece(start, Kind::String, text)),
        }
    }

    /// Text in quotes lies between them, where the server says something about it.
    pub(super) fn quoted_piece(&mut self, quote: char) -> Result<Content, Problem> {
        let start = self.at;
        let text = self.quoted(quote)?;
        let inside = span(self.base + start + 1, self.base + self.at - 1);
        Ok(Content::One(Piece { kind: Kind::String, span: inside, text }))
    }

    pub(super) fn piece(&self, start: usize, kind: Kind, text: String) -> Content {
        Content::One(Piece { kind, span: span(self.base + start, self.base + self.at), text })
    }
}

/// A whole number with an optional suffix: `1k` is 1000, `1kb` is 1024.
fn size(word: &str) -> Option<i64> {
    let digits = word.strip_prefix('-').unwrap_or(word).bytes().take_while(u8::is_ascii_digit).count();
    let split = digits + usize::from(word.starts_with('-'));
    let number: i64 = word[..split].parse().ok()?;
    let suffix = &word[split..];
    let power = match suffix.chars().next() {
        None => return Some(number),
        Some('k') => 1,
        Some('m') => 2,
        Some('g') => 3,
        Some('t') => 4,
        Some('p') => 5,
        Some('e') => 6,
        Some(_) => return None,
    };
    let base: i64 = match &suffix[1..] {
        "" => 1000,
        "b" | "i" | "ib" => 1024,
        _ => return None,
    };
    number.checked_mul(base.pow(power))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_the_server() {
        for (word, expected) in [
            ("1k", Some(1000)),
            ("8mb", Some(8 << 20)),
            ("8mib", Some(8 << 20)),
            ("1ki", Some(1024)),
            ("-1", Some(-1)),
            ("2m", Some(2_000_000)),
            ("10s", None),
            ("1kx", None),
            ("9eb", None),
            ("127.0.0.1", None),
        ] {
            assert_eq!(size(word), expected, "{word}");
        }
    }
}
