//! A file with all that it includes, as one text.
//!
//! The tree that a schema reads has one text. Each included file follows the one before it there, so every byte has a
//! place of its own; the places that findings tell are led back to the files they are in.

use std::path::{Path, PathBuf};

use config_core::{Finding, Origin};
use config_format::Position;

/// The texts of a file and of all that it includes, one after the other.
pub(super) struct Sources {
    text: String,
    parts: Vec<Part>,
}

struct Part {
    path: PathBuf,
    /// The lines before it.
    lines: u32,
}

impl Sources {
    pub(super) fn new(path: &Path, text: &str) -> Self {
        let mut sources = Self { text: String::new(), parts: Vec::new() };
        sources.add(path, text);
        sources
    }

    /// Adds a file; where its text begins.
    pub(super) fn add(&mut self, path: &Path, text: &str) -> usize {
        if !self.parts.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        let lines = self.text.bytes().filter(|byte| *byte == b'\n').count();
        self.parts.push(Part { path: path.to_owned(), lines: u32::try_from(lines).unwrap_or(u32::MAX) });
        self.text.push_str(text);
        start
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The file that the others are included by.
    pub(super) fn path(&self) -> &Path {
        &self.parts[0].path
    }

    /// The place of a byte, in its file.
    pub(super) fn place(&self, at: usize) -> Origin {
        let position = Position::of(&self.text, at);
        self.origin(position.line, position.column)
    }

    /// A finding whose places are those of the files.
    pub(super) fn led_back(&self, finding: Finding) -> Finding {
        finding.map_origins(|origin| match origin {
            Origin::File { path, line, column } if line > 0 && path == self.parts[0].path => {
                self.origin(line, column)
            }
            other => other,
        })
    }

    fn origin(&self, line: u32, column: u32) -> Origin {
        let part = self.parts.iter().rev().find(|part| part.lines < line).unwrap_or(&self.parts[0]);
        Origin::File { path: part.path.clone(), line: line - part.lines, column }
    }
}
