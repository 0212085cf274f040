//! The grammar of `nats.conf`: maps and lists like JSON's, with bare words, comments, variables and sizes.

use std::collections::HashMap;

use config_format::Kind;

use crate::native::text::{Content, Entry, Piece, span};

/// What breaks the grammar, and where.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) at: usize,
    pub(super) message: &'static str,
    pub(super) help: &'static str,
}

/// What a text was parsed into.
pub(super) struct Parsed {
    pub(super) entries: Vec<Entry>,
    /// Names that values refer to with a dollar sign.
    pub(super) used: Vec<String>,
    /// Places of variables that were not found in the file; the server looks in its environment.
    pub(super) from_environment: Vec<(String, usize)>,
}

/// Deeper nesting than this is no configuration.
const DEEPEST: usize = 64;

/// Parses a whole text. The first mistake ends it: what follows an open bracket or quote cannot be known.
pub(super) fn parse(text: &str) -> Result<Parsed, Problem> {
    let mut parser = Parser {
        text,
        at: text.strip_prefix('\u{feff}').map_or(0, |_| '\u{feff}'.len_utf8()),
        depth: 0,
        scopes: vec![HashMap::new()],
        used: Vec::new(),
        from_environment: Vec::new(),
    };
    // The whole text may stand in braces.
    parser.blanks(true);
    let braces = parser.peek() == Some('{');
    if braces {
        parser.at += 1;
    }
    let entries = parser.entries(braces)?;
    parser.blanks(true);
    if parser.at < text.len() {
        return Err(parser.problem("nothing may follow the last brace", "remove what follows"));
    }
    Ok(Parsed { entries, used: parser.used, from_environment: parser.from_environment })
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    /// Scalars by their names, a scope for each open map, for variables.
    scopes: Vec<HashMap<String, Content>>,
    used: Vec<String>,
    from_environment: Vec<(String, usize)>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn problem(&self, message: &'static str, help: &'static str) -> Problem {
        Problem { at: self.at, message, help }
    }

    /// Skips blanks and comments, and ends of lines if they mean nothing here.
    fn blanks(&mut self, lines: bool) {
        loop {
            let rest = &self.text[self.at..];
            let skip = rest
                .bytes()
                .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r') || (lines && *byte == b'\n'))
                .count();
            self.at += skip;
            let rest = &self.text[self.at..];
            if rest.starts_with('#') || rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if skip == 0 {
                return;
            }
        }
    }

    /// The entries of a map, up to its closing brace or the end of the text.
    fn entries(&mut self, braces: bool) -> Result<Vec<Entry>, Problem> {
        let mut entries = Vec::new();
        loop {
            self.blanks(true);
            while matches!(self.peek(), Some(',' | ';')) {
                self.at += 1;
                self.blanks(true);
            }
            match self.peek() {
                Some('}') if braces => {
                    self.at += 1;
                    return Ok(entries);
                }
                None if !braces => return Ok(entries),
                None => return Err(self.problem("a brace is not closed", "close it with }")),
                Some('}' | ']' | ')') => {
                    return Err(self.problem("this closes nothing", "remove it, or open it before"));
                }
                Some(_) => {}
            }
            let entry = self.entry()?;
            if let Some(scope) = self.scopes.last_mut() {
                scope.insert(entry.name.to_lowercase(), entry.content.clone());
            }
            entries.push(entry);
        }
    }

    fn entry(&mut self) -> Result<Entry, Problem> {
        let start = self.at;
        let name = match self.peek() {
            Some(quote @ ('"' | '\'')) => self.quoted(quote)?,
            _ => {
                let rest = &self.text[start..];
                let end = rest
                    .find(|sign: char| {
                        sign.is_whitespace() || matches!(sign, '=' | ':' | '{' | '[' | '}' | ']')
                    })
                    .unwrap_or(rest.len());
                self.at += end;
                rest[..end].to_owned()
            }
        };
        if name.is_empty() {
            return Err(self.problem("a name is missing", "write name: value"));
        }
        let name_span = span(start, self.at);
        self.blanks(false);
        if matches!(self.peek(), Some('=' | ':')) {
            self.at += 1;
            self.blanks(false);
        }
        if matches!(self.peek(), None | Some('\n')) {
            return Err(Problem {
                at: start,
                message: "the name has no value on its line",
                help: "write name: value",
            });
        }
        let content = self.value()?;
        Ok(Entry { name, span: name_span, content })
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
                    self.scopes.push(HashMap::new());
                    let entries = self.entries(true)?;
                    self.scopes.pop();
                    Content::Map(span(start, self.at), entries)
                } else {
                    let items = self.items()?;
                    Content::List(span(start, self.at), items)
                };
                self.depth -= 1;
                Ok(content)
            }
            Some(quote @ ('"' | '\'')) => {
                let text = self.quoted(quote)?;
                Ok(self.piece(start, Kind::String, text))
            }
            Some('(') => {
                self.at += 1;
                let rest = &self.text[self.at..];
                let Some(end) = rest.find("\n)").map(|end| end + 1).or_else(|| rest.find(')')) else {
                    return Err(Problem {
                        at: start,
                        message: "a block is not closed",
                        help: "close it with )",
                    });
                };
                let text = rest[..end].trim_matches('\n').to_owned();
                self.at += end + 1;
                Ok(self.piece(start, Kind::String, text))
            }
            _ => self.bare(start),
        }
    }

    fn items(&mut self) -> Result<Vec<Content>, Problem> {
        let mut items = Vec::new();
        loop {
            self.blanks(true);
            while self.peek() == Some(',') {
                self.at += 1;
                self.blanks(true);
            }
            match self.peek() {
                Some(']') => {
                    self.at += 1;
                    return Ok(items);
                }
                None => return Err(self.problem("a bracket is not closed", "close it with ]")),
                Some('}' | ')') => {
                    return Err(self.problem("a bracket is open here", "close it with ] first"));
                }
                Some(_) => items.push(self.value()?),
            }
        }
    }

    fn quoted(&mut self, quote: char) -> Result<String, Problem> {
        let open = self.at;
        let mut text = String::new();
        let mut characters = self.text[open + 1..].char_indices();
        while let Some((index, character)) = characters.next() {
            match character {
                _ if character == quote => {
                    self.at = open + 1 + index + 1;
                    return Ok(text);
                }
                '\\' if quote == '"' => match characters.next().map(|(_, next)| next) {
                    Some('n') => text.push('\n'),
                    Some('r') => text.push('\r'),
                    Some('t') => text.push('\t'),
                    Some('x') => {
                        let code: String = characters.by_ref().take(2).map(|(_, digit)| digit).collect();
                        match u8::from_str_radix(&code, 16) {
                            Ok(byte) if code.len() == 2 => text.push(char::from(byte)),
                            _ => {
                                return Err(Problem {
                                    at: open,
                                    message: "an escape is wrong",
                                    help: "write \\x and two hexadecimal digits",
                                });
                            }
                        }
                    }
                    Some(sign @ ('"' | '\\')) => text.push(sign),
                    _ => {
                        return Err(Problem {
                            at: open + 1 + index,
                            message: "an escape is wrong",
                            help: "write \\n, \\r, \\t, \\\", \\\\ or \\x with two hexadecimal digits",
                        });
                    }
                },
                other => text.push(other),
            }
        }
        Err(Problem { at: open, message: "a quote is not closed", help: "close it" })
    }

    /// A value without quotes: a number, a truth value, a variable, or a word up to a blank or sign that ends it.
    fn bare(&mut self, start: usize) -> Result<Content, Problem> {
        let rest = &self.text[start..];
        let end = rest
            .find(|sign: char| {
                sign.is_whitespace() || matches!(sign, ',' | ';' | '}' | ']' | ')' | '{' | '[')
            })
            .unwrap_or(rest.len());
        let word = &rest[..end];
        self.at += end;
        if word.is_empty() {
            return Err(self.problem("a value is missing", "write a word, a number, or text in quotes"));
        }
        if let Some(name) = word.strip_prefix('$') {
            // Hashes of passwords begin so as well.
            if !name.starts_with("2a$") {
                return Ok(self.variable(name, word, start));
            }
        }
        let lower = word.to_ascii_lowercase();
        let kind = match lower.as_str() {
            "true" | "yes" | "on" => return Ok(self.piece(start, Kind::Boolean, "true".to_owned())),
            "false" | "no" | "off" => return Ok(self.piece(start, Kind::Boolean, "false".to_owned())),
            _ if size(&lower).is_some() => {
                let number = size(&lower).unwrap_or_default();
                return Ok(self.piece(start, Kind::Integer, number.to_string()));
            }
            _ if word.parse::<f64>().is_ok()
                && word.starts_with(|sign: char| sign.is_ascii_digit() || sign == '-') =>
            {
                Kind::Float
            }
            _ => Kind::Text,
        };
        Ok(self.piece(start, kind, word.to_owned()))
    }

    fn variable(&mut self, name: &str, word: &str, start: usize) -> Content {
        let found = self.scopes.iter().rev().find_map(|scope| scope.get(&name.to_lowercase()).cloned());
        self.used.push(name.to_lowercase());
        match found {
            Some(content) => content,
            None => {
                self.from_environment.push((name.to_owned(), start));
                self.piece(start, Kind::Text, word.to_owned())
            }
        }
    }

    fn piece(&self, start: usize, kind: Kind, text: String) -> Content {
        Content::One(Piece { kind, span: span(start, self.at), text })
    }
}

/// A whole number with an optional suffix: `1k` is 1000, `1kb` is 1024.
fn size(word: &str) -> Option<i128> {
    let digits = word.strip_prefix('-').unwrap_or(word).bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 18 {
        return None;
    }
    let split = digits + usize::from(word.starts_with('-'));
    let number: i128 = word[..split].parse().ok()?;
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
    match &suffix[1..] {
        "" => number.checked_mul(1000_i128.pow(power)),
        "b" | "i" | "ib" => number.checked_mul(1024_i128.pow(power)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_the_server() {
        assert_eq!(size("1k"), Some(1000));
        assert_eq!(size("8mb"), Some(8 << 20));
        assert_eq!(size("8mib"), Some(8 << 20));
        assert_eq!(size("-1"), Some(-1));
        assert_eq!(size("2m"), Some(2_000_000));
        assert_eq!(size("10s"), None);
        assert_eq!(size("127.0.0.1"), None);
    }

    #[test]
    fn mistakes_are_told_where_they_are() {
        for (text, at) in [("a: {", 4), ("a: [1, 2", 8), ("a: \"x", 3), ("}", 0), ("port\n", 0), ("a: (x", 3)]
        {
            let problem = parse(text).err().map(|problem| problem.at);
            assert_eq!(problem, Some(at), "{text}");
        }
        let deep = format!("a: {}", "[".repeat(100_000));
        assert!(parse(&deep).is_err());
    }
}
