//! What was found, in the order of the files, as one message.

use super::Tree;
use super::text::Text;

/// Findings that are kept; further ones are counted.
const MOST: usize = 200;
/// Bytes of all their messages.
const ROOM: usize = 48 * 1024;

/// One finding: where, what, and its message as a part of the whole text.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// Index of the file.
    pub file: u32,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// The code, such as `CFG0201`.
    pub code: &'static str,
    /// Whether it is only a warning.
    pub warning: bool,
    start: usize,
    end: usize,
}

/// All findings of a check.
#[derive(Clone, Copy)]
pub struct Findings {
    found: [Found; MOST],
    count: usize,
    left_out: u32,
    errors: u32,
    warnings: u32,
    text: Text<ROOM>,
}

impl std::fmt::Debug for Findings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(self.found()).finish()
    }
}

/// A message of the compiler.
#[derive(Clone, Copy)]
pub struct Message {
    text: Text<{ ROOM + MOST * 192 }>,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.text().unwrap_or_default())
    }
}

impl Message {
    /// The message; nothing when there is nothing to say.
    #[must_use]
    pub const fn text(&self) -> Option<&str> {
        match std::str::from_utf8(self.text.bytes()) {
            Ok(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }
}

impl Findings {
    pub(super) const fn new() -> Self {
        const NOTHING: Found =
            Found { file: 0, line: 0, column: 0, code: "", warning: false, start: 0, end: 0 };
        Self { found: [NOTHING; MOST], count: 0, left_out: 0, errors: 0, warnings: 0, text: Text::new() }
    }

    /// The findings that were kept, in the order of the files.
    #[must_use]
    pub const fn found(&self) -> &[Found] {
        let (found, _) = self.found.split_at(self.count);
        found
    }

    /// The message of a finding.
    #[must_use]
    pub fn message_of(&self, found: &Found) -> &str {
        self.text
            .bytes()
            .get(found.start..found.end)
            .and_then(|text| std::str::from_utf8(text).ok())
            .unwrap_or_default()
    }

    /// How many errors there are.
    #[must_use]
    pub const fn errors(&self) -> u32 {
        self.errors
    }

    /// Whether a file, by its index, has a warning.
    #[must_use]
    pub const fn warns(&self, file: u32) -> bool {
        let mut index = 0;
        while self.warnings > 0 && index < self.count {
            if self.found[index].warning && self.found[index].file == file {
                return true;
            }
            index += 1;
        }
        false
    }

    /// Begins a message; the caller appends to the text and then calls [`Findings::close`].
    pub(super) const fn text(&mut self) -> &mut Text<ROOM> {
        &mut self.text
    }

    /// Ends a message that began at `start` of the text.
    pub(super) const fn close(
        &mut self,
        start: usize,
        (file, line, column): (u32, u32, u32),
        code: &'static str,
        warning: bool,
    ) {
        if warning {
            self.warnings += 1;
        } else {
            self.errors += 1;
        }
        if self.count == MOST || self.text.is_full() {
            self.left_out += 1;
            self.text.truncate(start);
            return;
        }
        let found = Found { file, line, column, code, warning, start, end: self.text.len() };
        // Kept sorted: findings are few, and mostly come in order.
        let mut place = self.count;
        while place > 0 && comes_before(&found, &self.found[place - 1]) {
            self.found[place] = self.found[place - 1];
            place -= 1;
        }
        self.found[place] = found;
        self.count += 1;
    }

    /// All errors as one message, a line each; warnings too where they are to be errors.
    #[must_use]
    pub const fn message(&self, name: &str, trees: &[Tree<'_>], deny_warnings: bool) -> Message {
        let mut message = Message { text: Text::new() };
        let count = if deny_warnings { self.errors + self.warnings } else { self.errors };
        if count == 0 {
            return message;
        }
        let text = &mut message.text;
        text.push_number(count as u128);
        text.push(if count == 1 { " mistake" } else { " mistakes" });
        text.push(" in the configuration ");
        text.push(name);
        let mut index = 0;
        while index < self.count {
            let found = &self.found[index];
            index += 1;
            if found.warning && !deny_warnings {
                continue;
            }
            text.push("\n");
            text.push(trees[found.file as usize].path);
            text.push(":");
            text.push_number(found.line as u128);
            text.push(":");
            text.push_number(found.column as u128);
            text.push(": ");
            text.push(found.code);
            text.push(": ");
            let (before, _) = self.text.bytes().split_at(found.end);
            let (_, own) = before.split_at(found.start);
            text.push_bytes(own);
        }
        if self.left_out > 0 {
            text.push("\nand ");
            text.push_number(self.left_out as u128);
            text.push(" more");
        }
        message
    }
}

const fn comes_before(left: &Found, right: &Found) -> bool {
    if left.file != right.file {
        return left.file < right.file;
    }
    if left.line != right.line {
        return left.line < right.line;
    }
    left.column < right.column
}
