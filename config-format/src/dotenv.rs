//! `.env` files.
//!
//! ```text
//! file    = *( line line-break )                       ; a line break is \n or \r\n
//! line    = blanks [ entry ] [ comment ]
//! entry   = [ "export" blanks ] name blanks "=" blanks [ value ]
//! name    = ( letter / "_" ) *( letter / digit / "_" )
//! value   = bare / quoted
//! comment = "#" anything                               ; at the start of a line, or after a blank
//! ```
//!
//! - A bare value is text whose type the schema decides ([`crate::Kind::Text`]): all to the end of the line or to a
//!   comment, without the blanks around it; it may be empty. Nothing in it is an escape.
//! - A value in quotes is a string and may go on over several lines; its line breaks become `\n`. Double quotes know the
//!   escapes `\n`, `\r`, `\t`, `\\`, `\"` and `\$`. Single quotes know none.
//! - `${…}` is left to whoever loads the file. Single quotes and `\$` keep a `${` from being a reference: then
//!   [`crate::RawNode::reference`] is not set. Where a value has both kinds, the escaped one is written `$${`.
//! - A name that comes again is an error. The order is that of the file; the map is flat.

use crate::duplicates::Duplicates;
use crate::error::{Faults, Stop};
use crate::ini::bare;
use crate::quoted::{self, Quoting};
use crate::tables::Text;
use crate::wipe::Wiped;
use crate::{Builder, Format, Kind, Limits, Rejected, Span, SyntaxError, Tree, encoding};

const QUOTING: Quoting = Quoting { lines: true, dollar: true };

/// Reads one document.
pub(crate) fn read(source: String, limits: &Limits) -> Result<Tree, Box<Rejected>> {
    let at = encoding::start(&source);
    let mut reader = Reader {
        source: &source,
        at,
        entries: Vec::new(),
        decoded: Wiped::default(),
        faults: Faults::new(limits.errors),
        limits,
    };
    let outcome = reader.document();
    let Reader { entries, decoded, mut faults, .. } = reader;
    let mut builder = Builder::with_decoded(decoded, entries.len() * 2 + 1);
    builder.open(Kind::Map, Span::new(at as u32, source.len() as u32));
    for (name, kind, value) in entries {
        builder.text(Kind::String, name);
        builder.text(kind, value);
    }
    builder.close(source.len() as u32);
    let mut full = outcome;
    Duplicates::default().find(&source, builder.decoded_text(), builder.nodes(), 0, |name, first, second| {
        if full.is_ok() {
            full = faults.report(SyntaxError::duplicate_key(name, first, second));
        }
    });
    if faults.is_empty() {
        return Ok(builder.finish(Format::Dotenv, source));
    }
    let tree = full.is_ok().then(|| builder.finish(Format::Dotenv, source.clone()));
    Err(Box::new(Rejected { errors: faults.into_sorted(), source, tree }))
}

struct Reader<'s> {
    source: &'s str,
    at: usize,
    entries: Vec<(Text, Kind, Text)>,
    decoded: Wiped,
    faults: Faults,
    limits: &'s Limits,
}

impl Reader<'_> {
    fn document(&mut self) -> Result<(), Stop> {
        while self.at < self.source.len() {
            self.line()?;
            self.at = self.line_end();
            self.at += usize::from(self.at < self.source.len());
            if self.entries.len() * 2 >= self.limits.nodes {
                let message = format!("more than {} values and keys", self.limits.nodes);
                let error = SyntaxError::limit(message, Span::new(self.at as u32, self.at as u32));
                self.faults.report(error)?;
                return Err(Stop);
            }
        }
        Ok(())
    }

    fn line(&mut self) -> Result<(), Stop> {
        self.skip_blanks();
        let content_end = self.content_end();
        let content = &self.source[self.at..content_end];
        if content.is_empty() || content.starts_with('#') {
            return Ok(());
        }
        if let Some(rest) = content.strip_prefix("export")
            && rest.starts_with([' ', '\t'])
            && !rest.trim_start_matches([' ', '\t']).starts_with('=')
        {
            self.at += "export".len();
            self.skip_blanks();
        }
        let Some(name) = self.name(content_end)? else { return Ok(()) };
        if let Some((kind, value)) = self.value()? {
            self.entries.push((name, kind, value));
        }
        Ok(())
    }

    /// The name at hand, up to and with the equals sign.
    fn name(&mut self, content_end: usize) -> Result<Option<Text>, Stop> {
        let start = self.at;
        let content = &self.source[start..content_end];
        let Some(equals) = content.find('=') else {
            let end = start + content.trim_end().len();
            let error =
                SyntaxError::syntax("expected `=` after the name", Span::new(start as u32, end as u32));
            self.faults.report(error.help("write `NAME=value`, or `NAME=` for an empty value"))?;
            return Ok(None);
        };
        let written = content[..equals].trim_end_matches([' ', '\t']);
        let name = bare(start, written);
        let letter = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
        let valid = written.bytes().next().is_some_and(letter)
            && written.bytes().all(|byte| letter(byte) || byte.is_ascii_digit());
        if !valid {
            let message =
                if written.is_empty() { "a name is missing here" } else { "invalid name of a variable" };
            let error = SyntaxError::syntax(message, name.span);
            self.faults
                .report(error.help("names are letters, digits and `_`, and do not begin with a digit"))?;
            return Ok(None);
        }
        self.at = start + equals + 1;
        Ok(Some(name))
    }

    fn value(&mut self) -> Result<Option<(Kind, Text)>, Stop> {
        let after_equals = self.at;
        self.skip_blanks();
        let start = self.at;
        if let Some(b'"' | b'\'') = self.source.as_bytes().get(start) {
            let (value, end) =
                quoted::read(self.source, start, QUOTING, &mut self.decoded, &mut self.faults)?;
            self.at = end;
            let Some(value) = value else { return Ok(None) };
            return Ok(self.end_of_line()?.then_some((Kind::String, value)));
        }
        let content = &self.source[start..self.content_end()];
        if let Some(index) = content.find('\r') {
            let at = (start + index) as u32;
            self.faults.report(SyntaxError::syntax(
                "a carriage return without a line feed",
                Span::new(at, at + 1),
            ))?;
            return Ok(None);
        }
        let bytes = content.as_bytes();
        let blank_before = |index: usize| match index.checked_sub(1) {
            Some(before) => matches!(bytes[before], b' ' | b'\t'),
            None => start > after_equals,
        };
        let end = (0..bytes.len())
            .find(|index| bytes[*index] == b'#' && blank_before(*index))
            .unwrap_or(bytes.len());
        let text = content[..end].trim_end_matches([' ', '\t']);
        Ok(Some((Kind::Text, bare(start, text))))
    }

    /// Whether nothing but blanks and a comment follows a quoted value.
    fn end_of_line(&mut self) -> Result<bool, Stop> {
        let quote_end = self.at;
        self.skip_blanks();
        let content_end = self.content_end();
        let rest = &self.source[self.at..content_end];
        if rest.is_empty() || (rest.starts_with('#') && self.at > quote_end) {
            return Ok(true);
        }
        let span = Span::new(self.at as u32, content_end as u32);
        let error = SyntaxError::syntax("expected the end of the line", span);
        self.faults.report(error.help("put the whole value in quotes, and a blank before a comment"))?;
        Ok(false)
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t') = self.source.as_bytes().get(self.at) {
            self.at += 1;
        }
    }

    /// Where the line at hand ends: its line feed, or the end of the text.
    fn line_end(&self) -> usize {
        self.source[self.at..].find('\n').map_or(self.source.len(), |length| self.at + length)
    }

    /// The same without the carriage return before the line feed.
    fn content_end(&self) -> usize {
        let end = self.line_end();
        if end > self.at && self.source.as_bytes()[end - 1] == b'\r' { end - 1 } else { end }
    }
}
