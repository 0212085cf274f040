//! Other files whose entries become those of a map.

use super::syntax::{Parser, Problem};

impl Parser<'_, '_> {
    /// The entries of another file, which become those of this map.
    pub(super) fn include(&mut self) -> Result<(), Problem> {
        self.blanks(false);
        let start = self.at;
        let name = match self.peek() {
            Some(quote @ ('"' | '\'')) => {
                let rest = &self.text[start + 1..];
                let Some(end) = rest.find(quote) else {
                    return Err(self.problem("a quote is not closed", "close it"));
                };
                self.at += end + 2;
                rest[..end].to_owned()
            }
            _ => {
                let rest = &self.text[start..];
                let ends = |sign: char| sign.is_whitespace() || matches!(sign, ';' | '}' | '\'');
                let end = rest.find(ends).unwrap_or(rest.len());
                self.at += end;
                rest[..end].to_owned()
            }
        };
        if name.is_empty() {
            return Err(self.problem("the name of a file is missing", "write include file.conf"));
        }
        // The server takes every path from the directory of the file.
        let path = self.directory.join(name.trim_start_matches('/'));
        if self.including.contains(&path) {
            return Err(self.problem_at(start, "a file includes itself", "remove one of the includes"));
        }
        let text = std::fs::read_to_string(&path).map_err(|error| Problem {
            missing_file: true,
            ..self.problem_at(
                start,
                &format!("the file {} that is included cannot be read: {}", path.display(), error.kind()),
                "give the path from the directory of this file",
            )
        })?;
        let base = self.sources.add(&path, &text);
        let mut inner = Parser::new(self.sources, self.parsed, &path, text.into(), base);
        inner.including.clone_from(&self.including);
        inner.including.push(path);
        for entry in inner.top()? {
            self.define(entry);
        }
        Ok(())
    }
}
