//! Values: scalars, lists and inline tables, in a loop with a stack.

use toml_parser::lexer::TokenKind;

use super::grammar::Reader;
use crate::error::Stop;
use crate::tables::{LIMBO, Shape, Text};
use crate::{Kind, Span, SyntaxError};

/// A list or inline table that is still open.
#[derive(Clone, Copy)]
pub(super) struct Open {
    item: u32,
    table: bool,
    opener: Span,
}

impl Open {
    /// Its name, its brackets.
    fn words(self) -> (&'static str, char, char) {
        if self.table { ("inline table", '{', '}') } else { ("list", '[', ']') }
    }
}

/// What the grammar expects next.
enum State {
    /// A value, for this table or list under this key.
    Value(u32, Option<Text>),
    /// An element or the end of the innermost list; a key or the end of the innermost inline table.
    Element(Open),
    /// A comma or the end of the innermost list or inline table.
    After,
}

impl Reader<'_> {
    /// Reads the value at hand and appends it.
    pub(super) fn value(&mut self, parent: u32, key: Option<Text>) -> Result<(), Stop> {
        self.open.clear();
        let mut state = State::Value(parent, key);
        loop {
            self.check_size()?;
            // Within brackets, lines may end anywhere.
            if self.open.is_empty() {
                self.tokens.skip_blanks();
            } else if self.tokens.skip_lines(self.source, &mut self.faults)?
                && self.next_line_is_a_statement()
            {
                return self.never_closed();
            }
            state = match state {
                State::Value(parent, key) => self.one_value(parent, key)?,
                State::Element(open) => self.element(open)?,
                State::After => {
                    let Some(open) = self.open.last().copied() else { return Ok(()) };
                    if self.tokens.kind() == TokenKind::Eof {
                        return self.never_closed();
                    }
                    self.separator(open)?
                }
            };
        }
    }

    fn one_value(&mut self, parent: u32, key: Option<Text>) -> Result<State, Stop> {
        let span = self.tokens.span();
        match self.tokens.kind() {
            TokenKind::LeftSquareBracket => self.bracket(parent, key, false),
            TokenKind::LeftCurlyBracket => self.bracket(parent, key, true),
            TokenKind::BasicString
            | TokenKind::LiteralString
            | TokenKind::MlBasicString
            | TokenKind::MlLiteralString => {
                if let Some(text) = self.string()? {
                    self.scalar(parent, key, Kind::String, text);
                }
                Ok(State::After)
            }
            TokenKind::Atom | TokenKind::Dot => {
                match self.bare_value()? {
                    Some((kind, text)) => self.scalar(parent, key, kind, text),
                    None => self.recovering = true,
                }
                Ok(State::After)
            }
            TokenKind::Equals => {
                self.faults.report(SyntaxError::syntax("unexpected `=`", span))?;
                self.recovering = true;
                self.tokens.advance();
                Ok(State::After)
            }
            // Line breaks and comments get here only outside of brackets.
            _ => {
                let here = Span::new(span.start, span.start);
                let error = SyntaxError::syntax("a value is missing here", here);
                self.faults.report(error.help("write `\"\"` for an empty string"))?;
                self.recovering = true;
                Ok(State::After)
            }
        }
    }

    fn scalar(&mut self, parent: u32, key: Option<Text>, kind: Kind, text: Text) {
        if parent != LIMBO {
            self.tables.append(parent, key, kind, Shape::Scalar, text);
        }
    }

    fn bracket(&mut self, parent: u32, key: Option<Text>, table: bool) -> Result<State, Stop> {
        let opener = self.tokens.span();
        let (kind, shape) = if table { (Kind::Map, Shape::Inline) } else { (Kind::List, Shape::List) };
        let item = self.tables.append(parent, key, kind, shape, Text::place(opener));
        if self.tables.depth(item) > self.depth || self.open.len() >= self.depth {
            self.too_deep(opener)?;
        }
        self.tokens.advance();
        let open = Open { item, table, opener };
        self.open.push(open);
        Ok(State::Element(open))
    }

    fn element(&mut self, open: Open) -> Result<State, Stop> {
        match self.tokens.kind() {
            TokenKind::Eof => Ok(State::After),
            TokenKind::RightSquareBracket if !open.table => Ok(self.close()),
            TokenKind::RightCurlyBracket if open.table => Ok(self.close()),
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => Ok(State::After),
            TokenKind::Comma => {
                let message = if open.table { "a key is missing here" } else { "a value is missing here" };
                self.faults.report(SyntaxError::syntax(message, self.tokens.span()))?;
                Ok(State::After)
            }
            _ if !open.table => Ok(State::Value(open.item, None)),
            _ => self.inline_key(open),
        }
    }

    fn inline_key(&mut self, open: Open) -> Result<State, Stop> {
        let start = self.tokens.span().start;
        if !self.dotted_key()? {
            // A bracket or an equals sign is no key; it is skipped, or reading would stand still.
            if self.tokens.span().start == start {
                self.tokens.advance();
            }
            self.recovering = true;
            self.skip_element();
            return Ok(State::After);
        }
        if self.tokens.kind() != TokenKind::Equals {
            let here = self.tokens.span();
            self.faults.report(SyntaxError::syntax("expected `=` after the key", here))?;
            self.recovering = true;
            self.skip_element();
            return Ok(State::After);
        }
        self.tokens.advance();
        let (parent, key) = self.place(open.item)?;
        Ok(State::Value(parent, key))
    }

    fn separator(&mut self, open: Open) -> Result<State, Stop> {
        let span = self.tokens.span();
        let (_, opener, closer) = open.words();
        match self.tokens.kind() {
            TokenKind::Comma => {
                self.tokens.advance();
                self.recovering = false;
                Ok(State::Element(open))
            }
            TokenKind::RightSquareBracket if !open.table => Ok(self.close()),
            TokenKind::RightCurlyBracket if open.table => Ok(self.close()),
            kind @ (TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket) => {
                let found = if kind == TokenKind::RightSquareBracket { ']' } else { '}' };
                let error = SyntaxError::syntax(format!("expected `{closer}`, found `{found}`"), span)
                    .related(open.opener, format!("this `{opener}` is open"));
                self.faults.report(error)?;
                // It most likely stands for the right one.
                let state = self.close();
                self.recovering = true;
                Ok(state)
            }
            TokenKind::Equals => {
                if !self.recovering {
                    self.faults.report(SyntaxError::syntax("unexpected `=`", span))?;
                }
                self.recovering = true;
                self.tokens.advance();
                Ok(State::After)
            }
            _ => {
                if !self.recovering {
                    let here = Span::new(span.start, span.start);
                    self.faults.report(SyntaxError::syntax(format!("expected `,` or `{closer}`"), here))?;
                }
                Ok(State::Element(open))
            }
        }
    }

    /// Takes the bracket that ends the innermost list or inline table.
    fn close(&mut self) -> State {
        let end = self.tokens.span().end;
        self.tokens.advance();
        if let Some(open) = self.open.pop() {
            self.tables.item_mut(open.item).value.span.end = end;
        }
        self.recovering = false;
        State::After
    }

    /// Reports the innermost bracket, and gives up on all of them.
    fn never_closed(&mut self) -> Result<(), Stop> {
        let here = self.tokens.span().start;
        let Some(open) = self.open.last().copied() else { return Ok(()) };
        let (name, opener, closer) = open.words();
        while let Some(open) = self.open.pop() {
            self.tables.item_mut(open.item).value.span.end = here;
        }
        self.recovering = true;
        self.faults.report(
            SyntaxError::syntax(format!("the {name} is never closed"), open.opener)
                .related(Span::new(here, here), format!("`{closer}` is missing before this"))
                .help(format!("add the `{closer}` that belongs to this `{opener}`")),
        )
    }

    /// Moves to the next comma, bracket or line break.
    fn skip_element(&mut self) {
        while !matches!(
            self.tokens.kind(),
            TokenKind::Comma
                | TokenKind::Newline
                | TokenKind::RightSquareBracket
                | TokenKind::RightCurlyBracket
                | TokenKind::Eof
        ) {
            self.tokens.advance();
        }
    }

    /// Whether the token at hand, the first of its line, begins what cannot stand in the innermost
    /// bracket but begins a statement: `key =` in a list, a header anywhere.
    fn next_line_is_a_statement(&self) -> bool {
        let Some(open) = self.open.last() else { return false };
        let start = self.tokens.span().start as usize;
        let line = self.source[start..].lines().next().unwrap_or_default();
        let name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        match self.tokens.kind() {
            TokenKind::Atom if !open.table => {
                let length = line.bytes().take_while(|byte| name(byte)).count();
                line[length..].trim_start().starts_with('=')
            }
            TokenKind::LeftSquareBracket => {
                let first_column = start == 0 || self.source.as_bytes()[start - 1] == b'\n';
                let inner = line.trim_start_matches('[');
                let length = inner.bytes().take_while(|byte| name(byte)).count();
                let word = &inner[..length];
                let value = matches!(word, "true" | "false" | "inf" | "nan");
                let alphabetic = word.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
                let rest =
                    inner[length..].strip_prefix(']').map(|rest| rest.trim_start_matches(']').trim_start());
                let ends = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('#'));
                first_column && alphabetic && !value && ends
            }
            _ => false,
        }
    }
}
