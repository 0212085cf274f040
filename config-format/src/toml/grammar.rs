//! Lines: headers and keys with values.

use toml_parser::lexer::TokenKind;

use super::tokens::Tokens;
use super::value::Open;
use crate::error::{Faults, Stop};
use crate::tables::{LIMBO, Layout, ROOT, Shape, Tables, Text};
use crate::{Kind, Limits, Span, SyntaxError, encoding};

pub(super) struct Reader<'s> {
    pub(super) source: &'s str,
    pub(super) tokens: Tokens<'s>,
    pub(super) tables: Tables<'s>,
    pub(super) faults: Faults,
    pub(super) depth: usize,
    pub(super) nodes: usize,
    /// The table that keys go to.
    table: u32,
    /// The parts of the key that is being read.
    pub(super) path: Vec<Text>,
    pub(super) open: Vec<Open>,
    /// An error swallowed text, so what follows on the line may be no fault of its own.
    pub(super) recovering: bool,
}

impl<'s> Reader<'s> {
    pub(super) fn new(source: &'s str, limits: &Limits) -> Self {
        Self {
            source,
            tokens: Tokens::new(source),
            tables: Tables::new(source, encoding::start(source)),
            faults: Faults::new(limits.errors),
            depth: limits.depth.min(u32::MAX as usize - 2),
            nodes: limits.nodes.min(i32::MAX as usize),
            table: ROOT,
            path: Vec::new(),
            open: Vec::new(),
            recovering: false,
        }
    }

    pub(super) fn finish(self) -> (Layout, Faults) {
        (self.tables.into_layout(), self.faults)
    }

    /// Reads everything there is.
    pub(super) fn document(&mut self) -> Result<(), Stop> {
        loop {
            self.tokens.skip_lines(self.source, &mut self.faults)?;
            self.recovering = false;
            match self.tokens.kind() {
                TokenKind::Eof => return Ok(()),
                TokenKind::LeftSquareBracket => self.header()?,
                _ => self.entry()?,
            }
            self.check_size()?;
            self.end_of_line()?;
        }
    }

    /// `[a.b]` or `[[a.b]]`.
    fn header(&mut self) -> Result<(), Stop> {
        let opener = self.tokens.span();
        self.tokens.advance();
        let tables =
            self.tokens.kind() == TokenKind::LeftSquareBracket && self.tokens.span().start == opener.end;
        if tables {
            self.tokens.advance();
        }
        let named = self.dotted_key()?;
        let closed = self.header_end(tables)?;
        if !named || !closed {
            self.recovering = true;
        }
        let mut place = None;
        if named {
            if self.path.len() >= self.depth {
                return self.too_deep(self.path[0].span);
            }
            match self.tables.header(&self.path, tables) {
                Ok(table) => place = Some(table),
                Err(error) => self.faults.report(error)?,
            }
        }
        // The keys below a header that has no place are still read, to find what is wrong with them.
        self.table = match place {
            Some(table) => table,
            None => self.tables.append(LIMBO, None, Kind::Map, Shape::Explicit, Text::place(opener)),
        };
        if self.tables.depth(self.table) > self.depth {
            return self.too_deep(opener);
        }
        Ok(())
    }

    fn header_end(&mut self, tables: bool) -> Result<bool, Stop> {
        let expected = if tables { "]]" } else { "]" };
        let first = self.tokens.span();
        if self.tokens.kind() == TokenKind::RightSquareBracket {
            self.tokens.advance();
            if !tables {
                return Ok(true);
            }
            let second = self.tokens.span();
            if self.tokens.kind() == TokenKind::RightSquareBracket && second.start == first.end {
                self.tokens.advance();
                return Ok(true);
            }
        }
        if !self.recovering {
            let here = self.tokens.span().start;
            self.faults.report(SyntaxError::syntax(
                format!("expected `{expected}` after the name of the table"),
                Span::new(here, here),
            ))?;
        }
        Ok(false)
    }

    /// `a.b = value`.
    fn entry(&mut self) -> Result<(), Stop> {
        if !self.dotted_key()? {
            self.recovering = true;
            self.tokens.skip_line();
            return Ok(());
        }
        if self.tokens.kind() != TokenKind::Equals {
            let here = self.tokens.span();
            let mut error = SyntaxError::syntax("expected `=` after the key", here);
            if self.source[here.start as usize..].starts_with(':') || self.path_ends_with_colon() {
                error = error.help("TOML separates keys and values by `=`");
            }
            self.recovering = true;
            self.tokens.skip_line();
            return self.faults.report(error);
        }
        self.tokens.advance();
        let (parent, key) = self.place(self.table)?;
        self.value(parent, key)
    }

    fn path_ends_with_colon(&self) -> bool {
        self.path.last().is_some_and(|key| self.tables.name(*key).ends_with(':'))
    }

    /// Where the value of the key just read belongs: its table and its last part. A key that is
    /// taken is reported, and its value goes nowhere.
    pub(super) fn place(&mut self, table: u32) -> Result<(u32, Option<Text>), Stop> {
        if self.tables.depth(table) + self.path.len() > self.depth + 1 {
            self.too_deep(self.path[0].span)?;
        }
        match self.tables.parent_of(table, &self.path) {
            Ok(LIMBO) => Ok((LIMBO, None)),
            Ok(parent) => Ok((parent, self.path.last().copied())),
            Err(error) => {
                self.faults.report(error)?;
                Ok((LIMBO, None))
            }
        }
    }

    /// Reads `a."b".c` into the path; false when it is faulty, which is reported.
    pub(super) fn dotted_key(&mut self) -> Result<bool, Stop> {
        self.path.clear();
        let mut good = true;
        loop {
            self.tokens.skip_blanks();
            match self.simple_key()? {
                Some(key) => self.path.push(key),
                None => good = false,
            }
            if self.path.len() > self.depth + 1 {
                self.too_deep(self.path[0].span)?;
            }
            self.tokens.skip_blanks();
            if !good || self.tokens.kind() != TokenKind::Dot {
                return Ok(good);
            }
            self.tokens.advance();
        }
    }

    /// Nothing but a comment may follow on the line.
    fn end_of_line(&mut self) -> Result<(), Stop> {
        self.tokens.skip_blanks();
        if matches!(self.tokens.kind(), TokenKind::Newline | TokenKind::Comment | TokenKind::Eof) {
            return Ok(());
        }
        if !self.recovering {
            let here = self.tokens.span().start;
            self.faults.report(SyntaxError::syntax("expected the end of the line", Span::new(here, here)))?;
        }
        self.tokens.skip_line();
        Ok(())
    }

    pub(super) fn too_deep(&mut self, span: Span) -> Result<(), Stop> {
        let message = format!("nested deeper than {} levels", self.depth);
        self.faults.report(SyntaxError::limit(message, span))?;
        Err(Stop)
    }

    pub(super) fn check_size(&mut self) -> Result<(), Stop> {
        if self.tables.len() <= self.nodes {
            return Ok(());
        }
        let message = format!("more than {} values and keys", self.nodes);
        let here = self.tokens.span().start;
        self.faults.report(SyntaxError::limit(message, Span::new(here, here)))?;
        Err(Stop)
    }
}
