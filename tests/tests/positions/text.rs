//! A text that is being written, which knows where it is.

use crate::choices::Choices;
use crate::tree::{Place, World};

/// Comments that make columns and bytes differ.
const REMARKS: [&str; 5] = ["note", "schöne Grüße", "🦀🦀", "a: b = c", "\t名前"];

pub(crate) struct Text {
    file: usize,
    text: String,
    line: u32,
    column: u32,
    windows: bool,
}

impl Text {
    /// An empty text of a file, sometimes with a byte order mark, sometimes with the line ends of Windows.
    pub(crate) fn new(file: usize, choices: &mut Choices<'_>) -> Self {
        let text = if choices.percent(20) { "\u{feff}".to_owned() } else { String::new() };
        Self { file, text, line: 1, column: 1, windows: choices.percent(30) }
    }

    pub(crate) fn push(&mut self, text: &str) {
        for character in text.chars() {
            if character == '\n' {
                self.text.push_str(if self.windows { "\r\n" } else { "\n" });
                self.line += 1;
                self.column = 1;
            } else {
                self.text.push(character);
                self.column += 1;
            }
        }
    }

    /// Notes that a leaf begins here.
    pub(crate) fn mark(&mut self, leaf: usize, world: &mut World) {
        world.leaves[leaf].place = Place::File(self.file, self.line, self.column);
    }

    pub(crate) fn blanks(&mut self, count: usize) {
        self.push(&" ".repeat(count));
    }

    /// Sometimes a comment behind what was written.
    pub(crate) fn remark(&mut self, opener: &str, choices: &mut Choices<'_>) {
        if choices.percent(20) {
            let remark = choices.of(&REMARKS);
            self.push(&format!(" {opener} {remark}"));
        }
    }

    /// Sometimes a line with nothing but a comment, or nothing at all.
    pub(crate) fn idle(&mut self, opener: &str, choices: &mut Choices<'_>) {
        if choices.percent(15) {
            let remark = choices.of(&REMARKS);
            self.push(&format!("{opener} {remark}\n"));
        } else if choices.percent(10) {
            self.push("\n");
        }
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }
}

/// Text in double quotes, as JSON, TOML and YAML all read it; sometimes with an escape that was not needed.
pub(crate) fn quoted(text: &str, choices: &mut Choices<'_>) -> String {
    let mut out = String::from("\"");
    for (index, character) in text.chars().enumerate() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            plain if index == 0 && (plain as u32) < 0x1_0000 && choices.percent(25) => {
                out.push_str(&format!("\\u{:04X}", plain as u32));
            }
            plain => out.push(plain),
        }
    }
    out.push('"');
    out
}
