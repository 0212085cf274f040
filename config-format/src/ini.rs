//! INI.
//!
//! ```text
//! file    = *( line line-break )                 ; a line break is \n or \r\n
//! line    = blanks [ section / entry ] [ comment ]
//! section = "[" name *( "." name ) "]"           ; [a.b] is the map b in the map a
//! entry   = name blanks ( "=" / ":" ) blanks [ value ]
//! name    = bare / quoted
//! value   = bare / quoted
//! quoted  = "'" any-but-quote "'" / '"' any-or-escape '"'
//! comment = ( ";" / "#" ) anything               ; at the start of a line, or after a blank
//! ```
//!
//! - Entries before the first section belong to the root. A section may come again; its entries are
//!   merged. A key that comes again in its section is an error, and so is one name for a key and a section.
//! - A bare name of an entry is all before the first `=`, or before the first `:` that a blank or the end
//!   of the line follows; blanks around it do not count. It may hold dots, which do not nest. A bare name
//!   of a section holds no dot, bracket or quote.
//! - A bare value is text whose type the schema decides ([`crate::Kind::Text`]): all to the end of the line or to a
//!   comment, without the blanks around it; it may be empty. A comment within a line needs a blank before it, so `a#b` is
//!   a value. A value in quotes is a string, on one line. Double quotes know the escapes `\n`, `\r`, `\t`, `\\` and
//!   `\"`; single quotes know none.
//! - There are no continuation lines.

use crate::error::{Faults, Stop, shortened};
use crate::quoted::{self, Quoting};
use crate::tables::{LIMBO, ROOT, Shape, Tables, Text};
use crate::tree::has_reference;
use crate::{Format, Kind, Limits, Rejected, Span, SyntaxError, Tree, encoding};

const QUOTING: Quoting = Quoting { lines: false, dollar: false };

/// Reads one document.
pub(crate) fn read(source: String, limits: &Limits) -> Result<Tree, Box<Rejected>> {
    let start = encoding::start(&source);
    let mut reader = Reader {
        source: &source,
        tables: Tables::new(&source, start),
        faults: Faults::new(limits.errors),
        section: ROOT,
        limits,
    };
    let outcome = reader.document(start);
    let Reader { tables, faults, .. } = reader;
    let layout = tables.into_layout();
    if faults.is_empty() {
        return Ok(layout.into_tree(Format::Ini, source));
    }
    let tree = outcome.is_ok().then(|| layout.into_tree(Format::Ini, source.clone()));
    Err(Box::new(Rejected { errors: faults.into_sorted(), source, tree }))
}

struct Reader<'s> {
    source: &'s str,
    tables: Tables<'s>,
    faults: Faults,
    /// The map that entries go to.
    section: u32,
    limits: &'s Limits,
}

impl Reader<'_> {
    fn document(&mut self, start: usize) -> Result<(), Stop> {
        let source = self.source;
        let mut line_start = start;
        for line in source[start..].split_inclusive('\n') {
            let content = line.strip_suffix('\n').unwrap_or(line);
            let content = content.strip_suffix('\r').unwrap_or(content);
            self.line(line_start, line_start + content.len())?;
            line_start += line.len();
        }
        Ok(())
    }

    fn line(&mut self, start: usize, end: usize) -> Result<(), Stop> {
        let line = &self.source[..end];
        let at = skip_blanks(line, start);
        if let Some(index) = line[start..].find('\r') {
            let at = (start + index) as u32;
            self.faults.report(SyntaxError::syntax(
                "a carriage return without a line feed",
                Span::new(at, at + 1),
            ))?;
            return Ok(());
        }
        match line.as_bytes().get(at) {
            None | Some(b';' | b'#') => Ok(()),
            Some(b'[') => self.header(line, at),
            Some(_) => self.entry(line, at),
        }?;
        if self.tables.len() > self.limits.nodes {
            let message = format!("more than {} values and keys", self.limits.nodes);
            self.faults.report(SyntaxError::limit(message, span(at, at)))?;
            return Err(Stop);
        }
        Ok(())
    }

    /// `[a.b]`; on an error the entries below it go nowhere, but are still checked.
    fn header(&mut self, line: &str, opener: usize) -> Result<(), Stop> {
        let path = self.section_path(line, opener + 1)?;
        let mut section = (!path.is_empty()).then_some(ROOT);
        for (index, name) in path.iter().enumerate() {
            let Some(parent) = section else { break };
            let last = index + 1 == path.len();
            let place = Text::place(name.span);
            section = match self.tables.child(parent, *name) {
                None => {
                    let shape = if last { Shape::Explicit } else { Shape::Implicit };
                    Some(self.tables.append(parent, Some(*name), Kind::Map, shape, place))
                }
                Some(found) if self.tables.item(found).kind == Kind::Map => {
                    let item = self.tables.item_mut(found);
                    if last && item.shape == Shape::Implicit {
                        item.shape = Shape::Explicit;
                        item.value.span = name.span;
                    }
                    Some(found)
                }
                Some(found) => {
                    let first = self.tables.item(found).key.span;
                    let shown = shortened(self.tables.name(*name));
                    let message = format!("`{shown}` has a value already, so it cannot be a section");
                    self.faults.report(SyntaxError::syntax(message, name.span).related(first, "set here"))?;
                    None
                }
            };
        }
        self.section = match section {
            Some(section) => section,
            None => {
                let place = Text::place(span(opener, opener + 1));
                self.tables.append(LIMBO, None, Kind::Map, Shape::Explicit, place)
            }
        };
        Ok(())
    }

    /// The names of a section up to its bracket; none when something is wrong, which is reported.
    fn section_path(&mut self, line: &str, start: usize) -> Result<Vec<Text>, Stop> {
        let mut path = Vec::new();
        let mut at = start;
        loop {
            at = skip_blanks(line, at);
            let name_start = at;
            let name = if let Some(b'"' | b'\'') = line.as_bytes().get(at) {
                let (name, end) = self.quoted(line, at)?;
                at = end;
                let Some(name) = name else { return Ok(Vec::new()) };
                name
            } else {
                let rest = &line[at..];
                at += rest.find(['.', ']', '[', '"', '\'']).unwrap_or(rest.len());
                bare(name_start, line[name_start..at].trim_end())
            };
            if name.plain && name.text.start == name.text.end {
                let here = span(name_start, name_start);
                self.faults.report(SyntaxError::syntax("the name of the section is missing here", here))?;
                return Ok(Vec::new());
            }
            path.push(name);
            if path.len() >= self.limits.depth {
                let message = format!("nested deeper than {} levels", self.limits.depth);
                self.faults.report(SyntaxError::limit(message, name.span))?;
                return Err(Stop);
            }
            at = skip_blanks(line, at);
            match line.as_bytes().get(at) {
                Some(b'.') => at += 1,
                Some(b']') => return if self.end_of_line(line, at + 1)? { Ok(path) } else { Ok(Vec::new()) },
                _ => {
                    let error =
                        SyntaxError::syntax("expected `]` after the name of the section", span(at, at));
                    self.faults.report(error)?;
                    return Ok(Vec::new());
                }
            }
        }
    }

    /// `name = value`.
    fn entry(&mut self, line: &str, start: usize) -> Result<(), Stop> {
        let (key, separator) = if let Some(b'"' | b'\'') = line.as_bytes().get(start) {
            let (key, end) = self.quoted(line, start)?;
            let Some(key) = key else { return Ok(()) };
            let separator = skip_blanks(line, end);
            if !matches!(line.as_bytes().get(separator), Some(b'=' | b':')) {
                return self.no_separator(span(separator, separator));
            }
            (key, separator)
        } else {
            let Some(separator) = separator(&line[start..]).map(|index| start + index) else {
                return self.no_separator(span(start, line.trim_end().len().max(start)));
            };
            (bare(start, line[start..separator].trim_end()), separator)
        };
        if key.plain && key.text.start == key.text.end {
            return self.faults.report(SyntaxError::syntax("a key is missing here", span(start, start)));
        }
        let Some((kind, value)) = self.value(line, skip_blanks(line, separator + 1))? else {
            return Ok(());
        };
        match self.tables.child(self.section, key) {
            None => {
                self.tables.append(self.section, Some(key), kind, Shape::Scalar, value);
                Ok(())
            }
            Some(found) => {
                let first = self.tables.item(found).key.span;
                let error = SyntaxError::duplicate_key(self.tables.name(key), first, key.span);
                self.faults.report(error)
            }
        }
    }

    fn no_separator(&mut self, span: Span) -> Result<(), Stop> {
        let error = SyntaxError::syntax("expected `=` after the key", span);
        self.faults.report(error.help("write `key = value`, or `key =` for an empty value"))
    }

    fn value(&mut self, line: &str, start: usize) -> Result<Option<(Kind, Text)>, Stop> {
        if let Some(b'"' | b'\'') = line.as_bytes().get(start) {
            let (value, end) = self.quoted(line, start)?;
            let Some(value) = value else { return Ok(None) };
            return Ok(self.end_of_line(line, end)?.then_some((Kind::String, value)));
        }
        let text = without_comment(&line[start..]);
        Ok(Some((Kind::Text, bare(start, text))))
    }

    fn quoted(&mut self, line: &str, at: usize) -> Result<(Option<Text>, usize), Stop> {
        quoted::read(line, at, QUOTING, &mut self.tables.decoded, &mut self.faults)
    }

    /// Whether nothing but blanks and a comment follows.
    fn end_of_line(&mut self, line: &str, at: usize) -> Result<bool, Stop> {
        let rest = skip_blanks(line, at);
        match line.as_bytes().get(rest) {
            None => Ok(true),
            Some(b';' | b'#') if rest > at || line.as_bytes()[at - 1] == b']' => Ok(true),
            Some(_) => {
                let error = SyntaxError::syntax("expected the end of the line", span(rest, line.len()));
                self.faults
                    .report(error.help("put the whole value in quotes, and a blank before a comment"))?;
                Ok(false)
            }
        }
    }
}

fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

fn skip_blanks(line: &str, at: usize) -> usize {
    at + line[at..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

/// Text without quotes.
pub(crate) fn bare(start: usize, text: &str) -> Text {
    let span = span(start, start + text.len());
    let reference = has_reference(text);
    Text { span, text: span, decoded: false, plain: true, reference }
}

/// A bare value up to a comment, without the blanks behind it.
fn without_comment(text: &str) -> &str {
    let bytes = text.as_bytes();
    let comment = |index: usize| {
        matches!(bytes[index], b';' | b'#') && (index == 0 || matches!(bytes[index - 1], b' ' | b'\t'))
    };
    let end = (0..bytes.len()).find(|index| comment(*index)).unwrap_or(bytes.len());
    text[..end].trim_end()
}

/// Where the first `=` stands, or the first `:` with a blank or nothing after it.
fn separator(entry: &str) -> Option<usize> {
    let bytes = entry.as_bytes();
    bytes.iter().enumerate().position(|(index, byte)| match byte {
        b'=' => true,
        b':' => matches!(bytes.get(index + 1), None | Some(b' ' | b'\t')),
        _ => false,
    })
}
