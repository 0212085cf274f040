//! The loop over values, keys and brackets.

use super::token;
use crate::duplicates::Duplicates;
use crate::error::{Faults, Stop};
use crate::wipe::Wiped;
use crate::{Builder, Format, Kind, Limits, Span, SyntaxError, encoding};

/// A list or map that is still open.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) map: bool,
    /// Index of its node.
    pub(super) node: u32,
    /// Where its bracket stands.
    pub(super) opener: u32,
}

/// What the grammar expects next.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// A value: at the root, after a colon, or after a comma in a list.
    Value,
    /// The first element of a list, or its end.
    FirstItem,
    /// The first key of a map, or its end.
    FirstKey,
    /// A key, after a comma.
    Key,
    /// A comma or the end of the container.
    After,
    /// Nothing but blanks.
    Done,
}

pub(super) struct Reader<'s> {
    pub(super) source: &'s str,
    pub(super) bytes: &'s [u8],
    pub(super) at: usize,
    pub(super) builder: Builder,
    pub(super) stack: Vec<Frame>,
    pub(super) faults: Faults,
    /// How many nodes there were before the entry that is being read.
    pub(super) entry: usize,
    /// An error swallowed text, so what follows may be no fault of its own.
    pub(super) recovering: bool,
    /// A bracket did not match, so the ends of the outer containers may not either.
    pub(super) mismatched: bool,
    /// Comments are part of the format, or were complained about already.
    pub(super) comments: bool,
    pub(super) format: Format,
    depth: usize,
    nodes: usize,
    duplicates: Duplicates,
    /// Where strings with escapes are put together.
    pub(super) buffer: Wiped,
}

impl<'s> Reader<'s> {
    pub(super) fn new(source: &'s str, format: Format, limits: &Limits) -> Self {
        Self {
            source,
            bytes: source.as_bytes(),
            at: encoding::start(source),
            builder: Builder::for_text(source.len()),
            stack: Vec::new(),
            faults: Faults::new(limits.errors),
            entry: 0,
            recovering: false,
            mismatched: false,
            comments: format == Format::Jsonc,
            format,
            depth: limits.depth,
            nodes: limits.nodes.min(u32::MAX as usize - 1),
            duplicates: Duplicates::default(),
            buffer: Wiped::default(),
        }
    }

    pub(super) fn finish(self) -> (Builder, Faults) {
        (self.builder, self.faults)
    }

    /// Reads everything there is.
    pub(super) fn document(&mut self) -> Result<(), Stop> {
        let mut state = State::Value;
        while state != State::Done {
            state = match state {
                State::Value => self.value()?,
                State::FirstItem => self.first_item()?,
                State::FirstKey => self.first_key()?,
                State::Key => self.key()?,
                State::After => self.after()?,
                State::Done => State::Done,
            };
            if self.builder.len() > self.nodes {
                return self.too_many_nodes();
            }
        }
        self.nothing_left()
    }

    fn value(&mut self) -> Result<State, Stop> {
        let next = self.next_token()?;
        if !self.stack.last().is_some_and(|frame| frame.map) {
            self.entry = self.builder.len();
        }
        match next {
            Some(b'"') => {
                self.string_value()?;
                Ok(State::After)
            }
            Some(b'{') => self.open(true),
            Some(b'[') => self.open(false),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Kind::Boolean),
            Some(b'f') => self.word("false", Kind::Boolean),
            Some(b'n') => self.word("null", Kind::Null),
            other => self.bad_value(other),
        }
    }

    fn first_item(&mut self) -> Result<State, Stop> {
        match self.next_token()? {
            Some(b']') => self.close(),
            _ => self.value(),
        }
    }

    fn first_key(&mut self) -> Result<State, Stop> {
        match self.next_token()? {
            Some(b'}') => self.close(),
            _ => self.key(),
        }
    }

    fn key(&mut self) -> Result<State, Stop> {
        let next = self.next_token()?;
        self.entry = self.builder.len();
        if next != Some(b'"') {
            return self.bad_key(next);
        }
        self.string_key()?;
        self.colon()
    }

    /// The colon after a key.
    pub(super) fn colon(&mut self) -> Result<State, Stop> {
        match self.next_token()? {
            Some(b':') => {
                self.at += 1;
                self.value()
            }
            other => self.bad_colon(other),
        }
    }

    fn after(&mut self) -> Result<State, Stop> {
        let Some(frame) = self.stack.last().copied() else {
            return Ok(State::Done);
        };
        match self.next_token()? {
            Some(b',') => {
                let comma = self.at;
                self.at += 1;
                self.recovering = false;
                self.after_comma(frame, comma)
            }
            Some(b'}') if frame.map => self.close(),
            Some(b']') if !frame.map => self.close(),
            other => self.bad_separator(frame, other),
        }
    }

    fn after_comma(&mut self, frame: Frame, comma: usize) -> Result<State, Stop> {
        let (closer, state) = if frame.map { (b'}', State::Key) } else { (b']', State::Value) };
        if self.next_token()? != Some(closer) {
            return Ok(state);
        }
        if self.format != Format::Jsonc {
            self.faults.report(
                SyntaxError::syntax("trailing comma", Span::new(comma as u32, comma as u32 + 1))
                    .help("remove the comma, or name the file `.jsonc`"),
            )?;
        }
        self.close()
    }

    fn open(&mut self, map: bool) -> Result<State, Stop> {
        let opener = self.at as u32;
        if self.stack.len() >= self.depth {
            let message = format!("nested deeper than {} levels", self.depth);
            self.faults.report(SyntaxError::limit(message, Span::new(opener, opener + 1)))?;
            return Err(Stop);
        }
        self.stack.push(Frame { map, node: self.builder.len() as u32, opener });
        self.builder.open(if map { Kind::Map } else { Kind::List }, Span::new(opener, opener + 1));
        self.at += 1;
        self.entry = self.builder.len();
        Ok(if map { State::FirstKey } else { State::FirstItem })
    }

    /// Takes the bracket that ends the innermost container.
    fn close(&mut self) -> Result<State, Stop> {
        self.at += 1;
        self.close_at(self.at)
    }

    /// Ends the innermost container at byte `end`.
    pub(super) fn close_at(&mut self, end: usize) -> Result<State, Stop> {
        self.builder.close(end as u32);
        let Some(frame) = self.stack.pop() else {
            return Ok(State::Done);
        };
        self.recovering = false;
        let Self { faults, duplicates, builder, source, .. } = self;
        let mut outcome = Ok(());
        if frame.map {
            duplicates.find(
                source,
                builder.decoded_text(),
                builder.nodes(),
                frame.node as usize,
                |name, first, second| {
                    if outcome.is_ok() {
                        outcome = faults.report(SyntaxError::duplicate_key(name, first, second));
                    }
                },
            );
        }
        outcome?;
        Ok(if self.stack.is_empty() { State::Done } else { State::After })
    }

    fn number(&mut self) -> Result<State, Stop> {
        let start = self.at;
        match token::number(self.bytes, start) {
            Ok((end, kind)) => {
                let span = Span::new(start as u32, end as u32);
                self.builder.scalar(kind, span, span, true, false);
                self.at = end;
                Ok(State::After)
            }
            Err(message) => {
                let end = token::word_end(self.bytes, start);
                self.bad_token(end, message, None)
            }
        }
    }

    fn word(&mut self, word: &'static str, kind: Kind) -> Result<State, Stop> {
        let start = self.at;
        let end = start + word.len();
        if self.bytes.get(start..end) != Some(word.as_bytes()) || token::word_end(self.bytes, start) != end {
            return self.bad_value(Some(self.bytes[start]));
        }
        let span = Span::new(start as u32, end as u32);
        self.builder.scalar(kind, span, span, true, false);
        self.at = end;
        Ok(State::After)
    }

    fn too_many_nodes(&mut self) -> Result<(), Stop> {
        let message = format!("more than {} values and keys", self.nodes);
        let span = Span::new(self.at as u32, self.at as u32);
        self.faults.report(SyntaxError::limit(message, span))?;
        Err(Stop)
    }

    /// Moves to the next character that is neither blank nor comment.
    pub(super) fn next_token(&mut self) -> Result<Option<u8>, Stop> {
        loop {
            self.at = token::skip_blanks(self.bytes, self.at);
            match self.bytes.get(self.at) {
                Some(b'/') if matches!(self.bytes.get(self.at + 1), Some(b'/' | b'*')) => self.comment()?,
                other => return Ok(other.copied()),
            }
        }
    }
}
