//! Keys, strings, numbers, booleans, dates: text checked and unescaped.

use std::borrow::Cow;

use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::lexer::TokenKind;
use toml_parser::{Expected, ParseError, Raw};

use super::grammar::Reader;
use super::{datetime, tokens};
use crate::error::Stop;
use crate::number::{NumberError, parse_float, parse_integer};
use crate::tables::Text;
use crate::tree::has_reference;
use crate::wipe::wipe;
use crate::{Format, Kind, Span, SyntaxError};

impl Reader<'_> {
    /// One part of a key at hand; nothing when it is faulty, which is reported.
    pub(super) fn simple_key(&mut self) -> Result<Option<Text>, Stop> {
        let span = self.tokens.span();
        match self.tokens.kind() {
            TokenKind::Atom => {
                self.tokens.advance();
                let bytes = &self.source.as_bytes()[span.start as usize..span.end as usize];
                if bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')) {
                    return Ok(Some(Text {
                        span,
                        text: span,
                        decoded: false,
                        plain: true,
                        reference: false,
                    }));
                }
                let error = if matches!(bytes.first(), Some(b'"' | b'\'')) {
                    SyntaxError::syntax("the quoted key is not closed", span)
                } else {
                    SyntaxError::syntax("a key without quotes has letters, digits, `-` and `_` only", span)
                        .help("put the key in double quotes")
                };
                self.faults.report(error)?;
                Ok(None)
            }
            TokenKind::BasicString | TokenKind::LiteralString => self.string(),
            TokenKind::MlBasicString | TokenKind::MlLiteralString => {
                self.tokens.advance();
                let error = SyntaxError::syntax("a key must not be a multi-line string", span)
                    .help("put the key in single or double quotes");
                self.faults.report(error)?;
                Ok(None)
            }
            _ => {
                let error = SyntaxError::syntax("a key is missing here", Span::new(span.start, span.start));
                self.faults.report(error)?;
                Ok(None)
            }
        }
    }

    /// The string at hand; nothing when it is faulty, which is reported.
    pub(super) fn string(&mut self) -> Result<Option<Text>, Stop> {
        let Some(token) = self.tokens.token() else { return Ok(None) };
        let source = self.source;
        let span = tokens::span_of(token);
        self.tokens.advance();
        let written = &source[span.start as usize..span.end as usize];
        let (quotes, multi_line, encoding) = match token.kind() {
            TokenKind::BasicString => ("\"", false, Encoding::BasicString),
            TokenKind::LiteralString => ("'", false, Encoding::LiteralString),
            TokenKind::MlBasicString => ("\"\"\"", true, Encoding::MlBasicString),
            _ => ("'''", true, Encoding::MlLiteralString),
        };
        let width = quotes.len();
        if written.len() < 2 * width || !written.ends_with(quotes) {
            return self.unclosed_string(span, quotes, multi_line);
        }
        let inner = &written[width..written.len() - width];
        let ordinary = |byte: &u8| (*byte >= b' ' && *byte != b'\\' && *byte != 0x7f) || *byte == b'\t';
        if !multi_line && inner.as_bytes().iter().all(ordinary) {
            let text = Span::new(span.start + width as u32, span.end - width as u32);
            return Ok(Some(self.text(span, text, false, inner)));
        }
        let mut errors: Vec<ParseError> = Vec::new();
        // With room for all of it from the start, so that growing leaves no copies behind.
        let mut decoded = match inner.as_bytes().iter().any(|byte| matches!(byte, b'\\' | b'\r')) {
            true => Cow::Owned(String::with_capacity(written.len())),
            false => Cow::Borrowed(""),
        };
        let raw = Raw::new_unchecked(written, Some(encoding), token.span());
        let _ = raw.decode_scalar(&mut decoded, &mut errors);
        if !errors.is_empty() {
            let mut previous = None;
            for error in &errors {
                let error = converted(error, span);
                if previous != Some(error.span.start) {
                    previous = Some(error.span.start);
                    self.faults.report(error)?;
                }
            }
            return Ok(None);
        }
        Ok(Some(match decoded {
            Cow::Borrowed(text) => {
                let start = text.as_ptr() as usize - source.as_ptr() as usize;
                let range = Span::new(start as u32, (start + text.len()) as u32);
                self.text(span, range, false, text)
            }
            Cow::Owned(text) => {
                let start = self.tables.decoded.len() as u32;
                self.tables.decoded.push_str(&text);
                let range = Span::new(start, self.tables.decoded.len() as u32);
                let place = self.text(span, range, true, &text);
                wipe(text);
                place
            }
        }))
    }

    fn text(&self, span: Span, text: Span, decoded: bool, value: &str) -> Text {
        let reference = has_reference(value);
        Text { span, text, decoded, plain: false, reference }
    }

    fn unclosed_string(&mut self, span: Span, quotes: &str, multi_line: bool) -> Result<Option<Text>, Stop> {
        self.recovering = true;
        let (message, shown) = if multi_line {
            ("the string is never closed", Span::new(span.start, span.start + quotes.len() as u32))
        } else {
            ("the string is not closed on its line", span)
        };
        self.faults.report(SyntaxError::syntax(message, shown).help(format!("add `{quotes}` at its end")))?;
        Ok(None)
    }

    /// The number, boolean, date or time at hand; nothing when it is none, which is reported.
    pub(super) fn bare_value(&mut self) -> Result<Option<(Kind, Text)>, Stop> {
        let mut span = self.tokens.span();
        self.tokens.advance();
        loop {
            match (self.tokens.kind(), self.tokens.second_kind()) {
                (TokenKind::Dot | TokenKind::Atom, _) => {}
                (TokenKind::Whitespace, TokenKind::Atom) if self.goes_on_after_blank(span) => {
                    self.tokens.advance()
                }
                _ => break,
            }
            span.end = self.tokens.span().end;
            self.tokens.advance();
        }
        let source = self.source;
        let written = &source[span.start as usize..span.end as usize];
        let text = Text { span, text: span, decoded: false, plain: true, reference: false };
        match written.as_bytes() {
            b"true" | b"false" => return Ok(Some((Kind::Boolean, text))),
            digits @ ([b'1'..=b'9', ..] | [b'0']) if digits.iter().all(u8::is_ascii_digit) => {
                return Ok(Some((Kind::Integer, text)));
            }
            _ => {}
        }
        let mut errors: Vec<ParseError> = Vec::new();
        let mut normal = Cow::Borrowed("");
        let place = toml_parser::Span::new_unchecked(span.start as usize, span.end as usize);
        let kind = Raw::new_unchecked(written, None, place).decode_scalar(&mut normal, &mut errors);
        if let Some(error) = errors.first() {
            let mut error = converted(error, span);
            if let Some(help) = about_word(written) {
                error.help = Some(help.to_owned());
            }
            self.faults.report(error)?;
            return Ok(None);
        }
        let kind = match kind {
            ScalarKind::Boolean(_) => Kind::Boolean,
            // The decoder leaves it to whoever wants the number to find that `0x` has no digits.
            ScalarKind::Integer(_) if parse_integer(written, Format::Toml) == Err(NumberError::Malformed) => {
                self.faults.report(SyntaxError::syntax("invalid number", span))?;
                return Ok(None);
            }
            ScalarKind::Float if parse_float(written, Format::Toml) == Err(NumberError::Malformed) => {
                self.faults.report(SyntaxError::syntax("invalid number", span))?;
                return Ok(None);
            }
            ScalarKind::Integer(_) => Kind::Integer,
            ScalarKind::Float => Kind::Float,
            ScalarKind::String => Kind::String,
            ScalarKind::DateTime => {
                if let Err(message) = datetime::check(written) {
                    self.faults.report(SyntaxError::syntax(message, span))?;
                    return Ok(None);
                }
                Kind::DateTime
            }
        };
        Ok(Some((kind, text)))
    }
}

impl Reader<'_> {
    /// Whether a blank and another word belong to the value at `span`: the time to a date, or to a
    /// text without quotes the rest of it, which is one mistake and not several.
    fn goes_on_after_blank(&self, span: Span) -> bool {
        let written = &self.source[span.start as usize..span.end as usize];
        match written.as_bytes() {
            [b'0'..=b'9', ..] => written.len() == 10 && written.as_bytes()[4] == b'-',
            [b'+' | b'-' | b'.', ..] => false,
            _ => !matches!(written, "true" | "false" | "inf" | "nan"),
        }
    }
}

/// What to do about some words that other formats know.
fn about_word(word: &str) -> Option<&'static str> {
    match word {
        "True" | "TRUE" | "yes" | "on" => Some("write `true`, or put the text in quotes"),
        "False" | "FALSE" | "no" | "off" => Some("write `false`, or put the text in quotes"),
        "null" | "nil" | "None" | "~" => Some("TOML has no null: leave the key out"),
        _ => None,
    }
}

/// Our form of a decoder's error within the token at `token`.
fn converted(error: &ParseError, token: Span) -> SyntaxError {
    let place = error.unexpected().or(error.context());
    let span = place.map_or(token, |place| Span::new(place.start() as u32, place.end() as u32));
    let message = match error.description() {
        "missing escaped value" => "unknown escape",
        message => message,
    };
    let converted = SyntaxError::syntax(message, span);
    if message == "string values must be quoted" {
        return converted.help("put the text in quotes");
    }
    let Some(expected) = error.expected().filter(|expected| !expected.is_empty()) else {
        return converted;
    };
    let names: Vec<String> = expected
        .iter()
        .map(|expected| match expected {
            Expected::Literal(text) => format!("`{}`", text.escape_debug()),
            Expected::Description(text) => (*text).to_owned(),
            _ => "something else".to_owned(),
        })
        .collect();
    converted.help(format!("expected {}", names.join(", ")))
}
