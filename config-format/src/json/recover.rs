//! Everything that goes wrong between values: told once, left out, and reading goes on behind it.

use super::reader::{Frame, Reader, State};
use super::token;
use crate::error::Stop;
use crate::tree::has_reference;
use crate::{Kind, Span, SyntaxError};

impl Reader<'_> {
    /// Leaves out the entry that is being read.
    pub(super) fn drop_entry(&mut self) {
        self.builder.truncate(self.entry);
    }

    /// Reports the text up to `end` as a value that is none, and leaves it out.
    pub(super) fn bad_token(&mut self, end: usize, message: &str, help: Option<&str>) -> Result<State, Stop> {
        let mut error = SyntaxError::syntax(message, Span::new(self.at as u32, end as u32));
        if let Some(help) = help {
            error = error.help(help);
        }
        self.faults.report(error)?;
        self.drop_entry();
        self.at = end;
        self.recovering = true;
        Ok(if self.stack.is_empty() { State::Done } else { State::After })
    }

    /// Something that is no value where one belongs.
    pub(super) fn bad_value(&mut self, next: Option<u8>) -> Result<State, Stop> {
        match next {
            None => {
                self.drop_entry();
                self.end_of_file()
            }
            Some(b',' | b'}' | b']') if !self.stack.is_empty() => {
                if let Some(frame) = self.wrong_bracket(next) {
                    self.drop_entry();
                    return self.bad_separator(frame, next);
                }
                let span = self.here();
                self.faults.report(SyntaxError::syntax("a value is missing here", span))?;
                self.drop_entry();
                Ok(State::After)
            }
            Some(b'\'') => {
                let end = self.quoted_end();
                self.bad_token(end, "strings need double quotes", Some("replace `'` by `\"`"))
            }
            Some(byte) if token::is_word(byte) => {
                let end = token::word_end(self.bytes, self.at);
                let (message, help) = about_word(&self.source[self.at..end]);
                self.bad_token(end, message, help)
            }
            Some(_) => self.bad_token(self.here().end as usize, "expected a value", None),
        }
    }

    /// Something that is no key where one belongs.
    pub(super) fn bad_key(&mut self, next: Option<u8>) -> Result<State, Stop> {
        let Some(byte) = next else {
            return self.end_of_file();
        };
        if let Some(frame) = self.wrong_bracket(next) {
            return self.bad_separator(frame, next);
        }
        let start = self.at;
        let end = match byte {
            b'\'' => self.quoted_end(),
            byte if token::is_word(byte) => token::word_end(self.bytes, start),
            _ => start + 1,
        };
        let span = Span::new(start as u32, end as u32);
        if end > start + 1 || token::is_word(byte) {
            self.faults.report(SyntaxError::syntax("keys need double quotes", span))?;
            self.recovering = true;
            let reference = has_reference(&self.source[start..end]);
            self.builder.scalar(Kind::String, span, span, true, reference);
            self.at = end;
            return self.colon();
        }
        self.faults.report(SyntaxError::syntax("expected a key in double quotes", span))?;
        self.recovering = true;
        if !matches!(byte, b',' | b'}' | b']') {
            self.skip_entry();
        }
        Ok(State::After)
    }

    /// Something that is no colon after a key.
    pub(super) fn bad_colon(&mut self, next: Option<u8>) -> Result<State, Stop> {
        let Some(byte) = next else {
            self.drop_entry();
            return self.end_of_file();
        };
        if let Some(frame) = self.wrong_bracket(next) {
            self.drop_entry();
            return self.bad_separator(frame, next);
        }
        if !self.recovering {
            let span = self.here();
            self.faults.report(SyntaxError::syntax("expected `:` and a value after the key", span))?;
            self.recovering = true;
        }
        if token::begins_value(byte) && !self.key_follows() {
            return Ok(State::Value);
        }
        self.drop_entry();
        // A key that follows begins an entry of its own.
        if byte != b'"' {
            self.skip_entry();
        }
        Ok(State::After)
    }

    /// The innermost container when `next` is the bracket that cannot end it.
    fn wrong_bracket(&self, next: Option<u8>) -> Option<Frame> {
        let wrong = |frame: &&Frame| next == Some(if frame.map { b']' } else { b'}' });
        self.stack.last().filter(wrong).copied()
    }

    /// Something that is neither a comma nor the right bracket after a value.
    pub(super) fn bad_separator(&mut self, frame: Frame, next: Option<u8>) -> Result<State, Stop> {
        let Some(byte) = next else {
            return self.end_of_file();
        };
        let span = self.here();
        let (opener, closer) = if frame.map { ('{', '}') } else { ('[', ']') };
        if let b'}' | b']' = byte {
            let message = format!("expected `{closer}`, found `{}`", byte as char);
            self.faults.report(
                SyntaxError::syntax(message, span)
                    .related(Span::new(frame.opener, frame.opener + 1), format!("this `{opener}` is open")),
            )?;
            return self.mismatch(byte == b'}');
        }
        let begins_entry = if frame.map { byte == b'"' } else { token::begins_value(byte) };
        if !self.recovering {
            let mut error = SyntaxError::syntax(format!("expected `,` or `{closer}`"), span);
            if begins_entry {
                error = error.related(self.previous_end(), "a comma is missing after this value");
            }
            self.faults.report(error)?;
        }
        if begins_entry {
            self.recovering = false;
            return Ok(if frame.map { State::Key } else { State::Value });
        }
        self.recovering = true;
        self.skip_entry();
        Ok(State::After)
    }

    /// The wrong bracket: it ends the nearest container it fits, unless that would end the
    /// document too early; then it stands for the right one.
    fn mismatch(&mut self, map: bool) -> Result<State, Stop> {
        self.mismatched = true;
        self.at += 1;
        let fits = self.stack.iter().rposition(|frame| frame.map == map);
        let more = token::skip_blanks(self.bytes, self.at) < self.bytes.len();
        let keep = match fits {
            Some(0) if more => self.stack.len() - 1,
            Some(index) => index,
            None => self.stack.len() - 1,
        };
        let mut state = State::After;
        while self.stack.len() > keep {
            state = self.close_at(self.at)?;
        }
        Ok(state)
    }

    fn end_of_file(&mut self) -> Result<State, Stop> {
        let end = self.bytes.len();
        let span = Span::new(end as u32, end as u32);
        match self.stack.last() {
            None => self.faults.report(SyntaxError::syntax("the file holds no value", span))?,
            Some(_) if self.mismatched => {}
            Some(frame) => {
                let (opener, closer) = if frame.map { ('{', '}') } else { ('[', ']') };
                self.faults.report(
                    SyntaxError::syntax(format!("the file ends where `{closer}` is missing"), span).related(
                        Span::new(frame.opener, frame.opener + 1),
                        format!("this `{opener}` is never closed"),
                    ),
                )?;
            }
        }
        while !self.stack.is_empty() {
            self.close_at(end)?;
        }
        Ok(State::Done)
    }

    /// Checks that only blanks follow the document.
    pub(super) fn nothing_left(&mut self) -> Result<(), Stop> {
        if self.next_token()?.is_some() && !self.recovering && !self.mismatched {
            self.faults
                .report(SyntaxError::syntax("unexpected text after the end of the document", self.here()))?;
        }
        Ok(())
    }

    /// Where the single-quoted text at hand ends: after its quote, or with its line.
    fn quoted_end(&self) -> usize {
        let rest = &self.bytes[self.at + 1..];
        match rest.iter().position(|byte| matches!(byte, b'\'' | b'\n' | b'\r')) {
            Some(length) if rest[length] == b'\'' => self.at + length + 2,
            Some(length) => self.at + length + 1,
            None => self.bytes.len(),
        }
    }

    /// Moves to the next comma or bracket that belongs to the innermost container.
    fn skip_entry(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b',' if depth == 0 => return,
                b'}' | b']' if depth == 0 => return,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                b'"' => self.at = self.string_end(),
                _ => {}
            }
            self.at += 1;
        }
        self.at = self.at.min(self.bytes.len());
    }

    /// The closing quote of the string at hand, or the last character of its line.
    fn string_end(&self) -> usize {
        let mut at = self.at + 1;
        loop {
            match self.bytes.get(at) {
                Some(b'\\') if self.bytes.get(at + 1).is_some_and(|byte| *byte != b'\n') => at += 2,
                Some(b'"') => return at,
                Some(b'\n') | None => return at - 1,
                Some(_) => at += 1,
            }
        }
    }

    /// Whether the string at hand is followed by a colon, so that it is a key.
    fn key_follows(&self) -> bool {
        if self.bytes.get(self.at) != Some(&b'"') {
            return false;
        }
        let after = token::skip_blanks(self.bytes, self.string_end() + 1);
        self.bytes.get(after) == Some(&b':')
    }

    /// The character at hand.
    fn here(&self) -> Span {
        let length = self.source[self.at..].chars().next().map_or(0, char::len_utf8);
        Span::new(self.at as u32, (self.at + length) as u32)
    }

    /// The last character before the one at hand that is not blank.
    fn previous_end(&self) -> Span {
        let text = self.source[..self.at].trim_end();
        let start = text.char_indices().next_back().map_or(0, |(index, _)| index);
        Span::new(start as u32, text.len() as u32)
    }
}

/// What to say of a bare word.
fn about_word(word: &str) -> (&'static str, Option<&'static str>) {
    match word {
        "True" | "TRUE" => ("expected a value", Some("write `true`")),
        "False" | "FALSE" => ("expected a value", Some("write `false`")),
        "None" | "nil" | "NULL" | "Null" | "undefined" => ("expected a value", Some("write `null`")),
        "NaN" | "Infinity" | "nan" | "inf" => ("JSON has no such number", None),
        _ if word.starts_with('+') => ("a number must not begin with `+`", None),
        _ if word.starts_with('.') => ("digits are missing before the point", None),
        _ => ("expected a value", Some("strings need double quotes")),
    }
}
