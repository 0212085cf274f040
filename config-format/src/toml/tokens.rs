//! The lexer's tokens with two of them in view, and what lies between tokens.

use toml_parser::Source;
use toml_parser::lexer::{Lexer, Token, TokenKind};

use crate::error::{Faults, Stop};
use crate::{Span, SyntaxError};

pub(super) struct Tokens<'s> {
    lexer: Lexer<'s>,
    first: Option<Token>,
    second: Option<Token>,
    /// Where the text ends.
    end: usize,
}

/// Our span of a token.
pub(super) fn span_of(token: Token) -> Span {
    Span::new(token.span().start() as u32, token.span().end() as u32)
}

impl<'s> Tokens<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        let mut lexer = Source::new(source).lex();
        let first = lexer.next();
        let second = lexer.next();
        Self { lexer, first, second, end: source.len() }
    }

    /// The kind of the next token.
    pub(super) fn kind(&self) -> TokenKind {
        self.first.map_or(TokenKind::Eof, |token| token.kind())
    }

    /// The kind of the token after the next.
    pub(super) fn second_kind(&self) -> TokenKind {
        self.second.map_or(TokenKind::Eof, |token| token.kind())
    }

    /// Where the next token stands.
    pub(super) fn span(&self) -> Span {
        self.first.map_or(Span::new(self.end as u32, self.end as u32), span_of)
    }

    /// The next token, for the decoder.
    pub(super) fn token(&self) -> Option<Token> {
        self.first
    }

    /// Moves on by one token.
    pub(super) fn advance(&mut self) {
        self.first = self.second;
        self.second = self.lexer.next();
    }

    /// Skips blanks of the same line.
    pub(super) fn skip_blanks(&mut self) {
        while self.kind() == TokenKind::Whitespace {
            self.advance();
        }
    }

    /// Skips blanks, comments and line breaks; true when there was a line break.
    pub(super) fn skip_lines(&mut self, source: &str, faults: &mut Faults) -> Result<bool, Stop> {
        let mut line_break = false;
        loop {
            match self.kind() {
                TokenKind::Whitespace => {}
                TokenKind::Newline => {
                    line_break = true;
                    check_newline(source, self.span(), faults)?;
                }
                TokenKind::Comment => check_comment(source, self.span(), faults)?,
                _ => return Ok(line_break),
            }
            self.advance();
        }
    }

    /// Skips all that is left of the line.
    pub(super) fn skip_line(&mut self) {
        while !matches!(self.kind(), TokenKind::Newline | TokenKind::Eof) {
            self.advance();
        }
    }
}

fn check_newline(source: &str, span: Span, faults: &mut Faults) -> Result<(), Stop> {
    if source.as_bytes()[span.start as usize..span.end as usize] == *b"\r" {
        let error = SyntaxError::syntax("a carriage return without a line feed", span)
            .help("end lines with a line feed, or with both");
        faults.report(error)?;
    }
    Ok(())
}

fn check_comment(source: &str, span: Span, faults: &mut Faults) -> Result<(), Stop> {
    let comment = &source.as_bytes()[span.start as usize..span.end as usize];
    let Some(index) = comment.iter().position(|byte| (*byte < b' ' && *byte != b'\t') || *byte == 0x7f)
    else {
        return Ok(());
    };
    let at = span.start + index as u32;
    faults.report(SyntaxError::syntax("control character in a comment", Span::new(at, at + 1)))
}
