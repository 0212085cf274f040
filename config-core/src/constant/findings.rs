//! What was found, in the order of the files, as one message.

use super::Tree;
use super::names::same;
use super::text::Text;

/// Findings that are kept; further ones are counted.
const MOST: usize = 200;
/// Bytes of all their messages.
const ROOM: usize = 32 * 1024;
/// Bytes of a message with all their lines.
const LINES: usize = 2 * ROOM;

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
    text: Text<LINES>,
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
        // Warnings leave room for errors, of which at least one must be told.
        if warning && (self.count >= MOST / 2 || self.text.len() >= ROOM / 2) {
            return self.text.truncate(start);
        }
        if self.count == MOST || self.text.is_full() {
            self.left_out += !warning as u32;
            return self.text.truncate(start);
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

    /// How many findings count as errors.
    const fn counted(&self, deny_warnings: bool) -> u32 {
        if deny_warnings { self.errors + self.warnings } else { self.errors }
    }
}

/// Files that were checked together, and what was found.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'c> {
    /// The files, weakest first.
    pub trees: &'c [Tree<'c>],
    /// What was found in them.
    pub findings: &'c Findings,
}

/// All errors as one message, a line each; warnings too where they are to be errors. What two sets of files have in
/// common is told once.
#[must_use]
pub const fn message(name: &str, checked: &[Checked<'_>], deny_warnings: bool) -> Message {
    let mut lines = Message { text: Text::new() };
    let mut count = 0;
    let mut left_out = 0;
    let mut set = 0;
    while set < checked.len() {
        let findings = checked[set].findings;
        left_out += findings.left_out;
        let mut index = 0;
        while findings.counted(deny_warnings) > 0 && index < findings.count {
            let found = &findings.found[index];
            if (deny_warnings || !found.warning) && !is_told(checked, set, found) {
                count += 1;
                push_line(&mut lines.text, &checked[set], found);
            }
            index += 1;
        }
        set += 1;
    }
    if count + left_out == 0 {
        return Message { text: Text::new() };
    }
    let mut message = Message { text: Text::new() };
    let text = &mut message.text;
    text.push_number((count + left_out) as u128);
    text.push(if count + left_out == 1 { " mistake" } else { " mistakes" });
    text.push(" in the configuration ");
    text.push(name);
    text.push_bytes(lines.text.bytes());
    if left_out > 0 {
        text.push("\nand ");
        text.push_number(left_out as u128);
        text.push(" more");
    }
    message
}

const fn push_line(text: &mut Text<LINES>, checked: &Checked<'_>, found: &Found) {
    text.push("\n");
    text.push(checked.trees[found.file as usize].path);
    text.push(":");
    text.push_number(found.line as u128);
    text.push(":");
    text.push_number(found.column as u128);
    text.push(": ");
    text.push(found.code);
    text.push(": ");
    let (before, _) = checked.findings.text.bytes().split_at(found.end);
    let (_, own) = before.split_at(found.start);
    text.push_bytes(own);
}

/// Whether an earlier set of files has the same finding at the same place.
const fn is_told(checked: &[Checked<'_>], set: usize, found: &Found) -> bool {
    let path = checked[set].trees[found.file as usize].path;
    let mut earlier = 0;
    while earlier < set {
        let Checked { trees, findings } = checked[earlier];
        let mut index = 0;
        while index < findings.count {
            let other = &findings.found[index];
            if other.line == found.line
                && other.column == found.column
                && same(other.code, found.code)
                && same(trees[other.file as usize].path, path)
            {
                return true;
            }
            index += 1;
        }
        earlier += 1;
    }
    false
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
