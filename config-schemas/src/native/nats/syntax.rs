//! The grammar of `nats.conf`: maps and lists like JSON's, with bare words, comments, variables, sizes and other files.
//!
//! It is as strict as the server's own: what may follow a value, where a line may end, what a bare word is. A value of a
//! map lies where its name begins, because that is where the server says something about it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use config_format::{Kind, Span};

use super::sources::Sources;
use crate::native::text::{Content, Entry, span};

/// What breaks the grammar, and where.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) at: usize,
    pub(super) message: String,
    pub(super) help: String,
    /// Whether an included file is missing.
    pub(super) missing_file: bool,
}

/// What a text was parsed into.
#[derive(Default)]
pub(super) struct Parsed {
    pub(super) entries: Vec<Entry>,
    /// Where the names begin that values refer to with a dollar sign.
    pub(super) used: HashSet<u32>,
    /// Places of variables that were not found in the file; the server looks in its environment.
    pub(super) environment: Vec<(String, Span)>,
    /// Values that variables were replaced by, counted with all that is in them.
    expanded: usize,
}

/// Deeper nesting than this is no configuration.
const DEEPEST: usize = 64;
/// Variables of variables may not grow without end.
const MOST_EXPANDED: usize = 1_000_000;

/// Parses a whole text. The first mistake ends it: what follows an open bracket or quote cannot be known.
pub(super) fn parse(sources: &mut Sources) -> Result<Parsed, Problem> {
    let mut parsed = Parsed::default();
    let path = sources.path().to_owned();
    let text: Rc<str> = sources.text().into();
    let mut parser = Parser::new(sources, &mut parsed, &path, text, 0);
    parser.including.push(path);
    let entries = parser.top()?;
    parsed.entries = entries;
    Ok(parsed)
}

pub(super) struct Parser<'p, 's> {
    pub(super) sources: &'s mut Sources,
    pub(super) parsed: &'p mut Parsed,
    pub(super) directory: PathBuf,
    pub(super) text: Rc<str>,
    /// Where the text begins among all texts.
    pub(super) base: usize,
    pub(super) at: usize,
    depth: usize,
    /// The entries of every open map, for variables.
    scopes: Vec<Vec<Entry>>,
    /// The files that include this one, and this one.
    pub(super) including: Vec<PathBuf>,
}

impl<'p, 's> Parser<'p, 's> {
    pub(super) fn new(
        sources: &'s mut Sources,
        parsed: &'p mut Parsed,
        path: &Path,
        text: Rc<str>,
        base: usize,
    ) -> Self {
        let directory = path.parent().map(Path::to_owned).unwrap_or_default();
        let at = text.strip_prefix('\u{feff}').map_or(0, |_| '\u{feff}'.len_utf8());
        Self {
            sources,
            parsed,
            directory,
            text,
            base,
            at,
            depth: 0,
            scopes: vec![Vec::new()],
            including: Vec::new(),
        }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    pub(super) fn problem(&self, message: &str, help: &str) -> Problem {
        self.problem_at(self.at, message, help)
    }

    pub(super) fn problem_at(&self, at: usize, message: &str, help: &str) -> Problem {
        Problem {
            at: self.base + at,
            message: message.to_owned(),
            help: help.to_owned(),
            missing_file: false,
        }
    }

    /// Skips blanks; ends of lines as well where they mean nothing.
    pub(super) fn blanks(&mut self, lines: bool) {
        let blank = |sign: char| matches!(sign, ' ' | '\t') || (lines && sign.is_whitespace());
        while self.peek().is_some_and(blank) {
            self.next();
        }
    }

    /// Skips blanks, ends of lines and comments.
    fn comments(&mut self, lines: bool) {
        loop {
            self.blanks(lines);
            let rest = &self.text[self.at..];
            if !rest.starts_with('#') && !rest.starts_with("//") {
                return;
            }
            self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
        }
    }

    /// The entries of the whole text, which may stand in braces.
    pub(super) fn top(mut self) -> Result<Vec<Entry>, Problem> {
        let mut braces = 0_usize;
        loop {
            self.comments(true);
            match self.peek() {
                None if braces == 0 => return Ok(self.scopes.pop().unwrap_or_default()),
                None => return Err(self.problem("a brace is not closed", "close it with }")),
                Some('{') => {
                    braces += 1;
                    self.at += 1;
                }
                Some('}') if braces > 0 => {
                    braces -= 1;
                    self.at += 1;
                }
                Some('}' | ']' | ')') => {
                    return Err(self.problem("this closes nothing", "remove it, or open it before"));
                }
                Some(_) => {
                    self.entry(true)?;
                    self.end_of_entry("begin a new line, or put text that has blanks in quotes")?;
                }
            }
        }
    }

    /// The entries of a map, up to its closing brace.
    fn map(&mut self) -> Result<Vec<Entry>, Problem> {
        self.scopes.push(Vec::new());
        loop {
            self.comments(true);
            match self.peek() {
                Some('}') => {
                    self.at += 1;
                    return Ok(self.scopes.pop().unwrap_or_default());
                }
                None => return Err(self.problem("a brace is not closed", "close it with }")),
                Some(']' | ')') => {
                    return Err(self.problem("this closes nothing", "remove it, or open it before"));
                }
                Some(_) => {}
            }
            self.entry(false)?;
            self.end_of_entry("put a comma between values, or begin a new line")?;
        }
    }

    /// What may stand behind a value: a separator, the end of the line, of the map or of the file.
    fn end_of_entry(&mut self, help: &'static str) -> Result<(), Problem> {
        self.comments(false);
        match self.peek() {
            None | Some('}') => {}
            Some('\n' | '\r' | ';' | ',') => self.at += 1,
            Some(_) => return Err(self.problem("nothing may follow a value on its line", help)),
        }
        Ok(())
    }

    /// A name with its value, or an include.
    fn entry(&mut self, top: bool) -> Result<(), Problem> {
        let start = self.at;
        let (name, name_span) = match self.peek() {
            Some(quote @ ('"' | '\'')) => {
                let rest = &self.text[start + 1..];
                let Some(end) = rest.find(quote) else {
                    return Err(self.problem("a quote is not closed", "close it"));
                };
                let name = rest[..end].to_owned();
                self.at += end + 2;
                (name, (start + 1, start + 1 + end))
            }
            _ => {
                let rest = &self.text[start..];
                let ends = |sign: char| sign.is_whitespace() || matches!(sign, '=' | ':');
                let end = rest.find(ends).unwrap_or(rest.len());
                let name = rest[..end].to_owned();
                self.at += end;
                if name.eq_ignore_ascii_case("include") && self.peek().is_some_and(char::is_whitespace) {
                    return self.include();
                }
                (name, (start, start + end))
            }
        };
        if name.is_empty() {
            return Err(self.problem_at(start, "a name is missing", "write name: value"));
        }
        self.blanks(true);
        if matches!(self.peek(), Some('=' | ':')) {
            self.at += 1;
            self.blanks(!top);
        }
        if matches!(self.peek(), None | Some('\n' | '\r')) || (!top && self.peek() == Some('}')) {
            return Err(self.problem_at(start, "the name has no value on its line", "write name: value"));
        }
        let mut content = self.value()?;
        content.begin_at(span(self.base + name_span.0, 0).start);
        let span = span(self.base + name_span.0, self.base + name_span.1);
        self.define(Entry { name, span, content });
        Ok(())
    }

    /// A name that is given again has its last value.
    pub(super) fn define(&mut self, entry: Entry) {
        let Some(scope) = self.scopes.last_mut() else { return };
        scope.retain(|earlier| earlier.name != entry.name);
        scope.push(entry);
    }

    fn value(&mut self) -> Result<Content, Problem> {
        let start = self.at;
        match self.peek() {
            Some(open @ ('{' | '[')) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(self.problem("the nesting is too deep", "nest at most 64 levels"));
                }
                self.at += 1;
                let content = if open == '{' {
                    let entries = self.map()?;
                    Content::Map(span(self.base + start, self.base + self.at), entries)
                } else {
                    let items = self.items()?;
                    Content::List(span(self.base + start, self.base + self.at), items)
                };
                self.depth -= 1;
                Ok(content)
            }
            Some(quote @ ('"' | '\'')) => self.quoted_piece(quote),
            Some('(') => self.block(start),
            Some('-' | '0'..='9') => self.number(start),
            Some('.') => Err(self.problem("a number begins with a digit", "write 0 before the point")),
            _ => self.bare(start),
        }
    }

    fn items(&mut self) -> Result<Vec<Content>, Problem> {
        let mut items = Vec::new();
        loop {
            self.comments(true);
            match self.peek() {
                Some(']') => {
                    self.at += 1;
                    return Ok(items);
                }
                None => return Err(self.problem("a bracket is not closed", "close it with ]")),
                Some(',') => return Err(self.problem("a value is missing", "remove the comma")),
                Some('}' | ')') => {
                    return Err(self.problem("a bracket is open here", "close it with ] first"));
                }
                Some(_) => items.push(self.value()?),
            }
            self.comments(false);
            match self.peek() {
                None | Some(']') => {}
                Some('\n' | '\r' | ',') => self.at += 1,
                Some('}' | ')') => {
                    return Err(self.problem("a bracket is open here", "close it with ] first"));
                }
                Some(_) => {
                    return Err(self.problem(
                        "nothing may follow a value on its line",
                        "put a comma between values, or begin a new line",
                    ));
                }
            }
        }
    }

    /// What a name with a dollar sign stands for: the value of that name in this map or one around it.
    pub(super) fn variable(&mut self, name: &str, start: usize) -> Result<Content, Problem> {
        let found = self.scopes.iter().rev().find_map(|scope| scope.iter().find(|entry| entry.name == name));
        let Some(entry) = found else {
            self.parsed.environment.push((name.to_owned(), span(self.base + start, self.base + self.at)));
            return Ok(self.piece(start, Kind::Text, format!("${{env:{name}}}")));
        };
        let mut content = entry.content.clone();
        self.parsed.used.insert(entry.span.start);
        self.parsed.expanded += content.size();
        if self.parsed.expanded > MOST_EXPANDED {
            return Err(self.problem_at(
                start,
                "variables refer to variables until there is too much",
                "write the value out",
            ));
        }
        content.move_to(span(self.base + start, self.base + self.at));
        Ok(content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> Option<usize> {
        parse(&mut Sources::new(Path::new("nats.conf"), text)).err().map(|problem| problem.at)
    }

    #[test]
    fn mistakes_are_told_where_they_are() {
        for (text, at) in [
            ("a: {", 4),
            ("a: [1, 2", 8),
            ("a: \"x", 3),
            ("}", 0),
            ("port\n", 0),
            ("a: (x", 3),
            ("port: 1 2", 8),
            ("a: [1,,2]", 6),
            ("a: 10-20", 5),
            ("a: 1.5s", 6),
            ("a: b\\q", 4),
            ("listen: 127.0.0.1:foo", 18),
        ] {
            assert_eq!(problem(text), Some(at), "{text}");
        }
        let deep = format!("a: {}", "[".repeat(100_000));
        assert!(problem(&deep).is_some());
    }

    #[test]
    fn variables_do_not_grow_without_end() {
        let mut text = "a0: [x, x, x, x]\n".to_owned();
        for step in 1..40 {
            text.push_str(&format!("a{step}: [$a{0}, $a{0}, $a{0}, $a{0}]\n", step - 1));
        }
        assert!(problem(&text).is_some());
    }
}
