//! Byte offsets into lines and columns.

use crate::Span;

/// A place in a text, as people count: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Position {
    /// The position of byte `offset` in `text`; an offset past the end gives the end.
    #[must_use]
    pub fn of(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |index| index + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() as u32 + 1;
        let column =
            before[line_start..].chars().filter(|character| *character != '\u{feff}').count() as u32 + 1;
        Self { line, column }
    }
}

/// The starts of all lines of a text, and how many characters lie before some of its bytes, for many look-ups: each
/// costs the same, however long the text and its lines are.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// The characters before every [`STRIDE`]th byte. Empty when every byte is a character.
    characters: Vec<u32>,
}

/// How many bytes lie between two counts of characters.
const STRIDE: usize = 256;

impl LineIndex {
    /// Reads through `text` once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0)
            .chain(
                text.bytes()
                    .enumerate()
                    .filter(|(_, byte)| *byte == b'\n')
                    .map(|(index, _)| index as u32 + 1),
            )
            .collect();
        let mut characters = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for start in (0..text.len()).step_by(STRIDE) {
                characters.push(count);
                count += characters_within(text, start, (start + STRIDE).min(text.len()));
            }
            characters.push(count);
        }
        Self { starts, characters }
    }

    /// The position of byte `offset`; `text` must be the text the index was made from.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts[line - 1] as usize;
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let column = self.before(text, end).saturating_sub(self.before(text, start)) + 1;
        Position { line: line as u32, column }
    }

    /// The bytes of the line around byte `offset`, without its end.
    #[must_use]
    pub fn line(&self, text: &str, offset: u32) -> Span {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts[line - 1];
        let end = self.starts.get(line).map_or(text.len() as u32, |next| next - 1);
        let bytes = text.as_bytes();
        let end = if end > start && bytes.get(end as usize - 1) == Some(&b'\r') { end - 1 } else { end };
        Span::new(start, end)
    }

    /// How many characters lie before byte `offset`.
    fn before(&self, text: &str, offset: usize) -> u32 {
        match self.characters.get(offset / STRIDE) {
            Some(counted) => counted + characters_within(text, offset / STRIDE * STRIDE, offset),
            None => offset as u32,
        }
    }
}

/// How many characters begin in a range of bytes; marks of the byte order, which nobody sees, are none.
fn characters_within(text: &str, start: usize, end: usize) -> u32 {
    let bytes = text.as_bytes();
    let begins = |at: &usize| bytes[*at] & 0xc0 != 0x80 && !bytes[*at..].starts_with("\u{feff}".as_bytes());
    (start..end).filter(begins).count() as u32
}

#[cfg(test)]
mod tests {
    use super::{LineIndex, Position, STRIDE};

    /// Every byte of texts with lines longer and shorter than the stride, with and without wide characters.
    #[test]
    fn the_index_agrees_with_counting() {
        let wide = "\u{feff}é: \"ü😀\"\r\n".to_owned() + &"x😀é".repeat(STRIDE) + "\n\n# \u{feff}end";
        for text in ["", "\n", "a", "a: 1\r\nb: 2\n", &"y".repeat(3 * STRIDE), &"é".repeat(STRIDE), &wide] {
            let index = LineIndex::new(text);
            for offset in 0..text.len() + 3 {
                assert_eq!(
                    index.position(text, offset as u32),
                    Position::of(text, offset),
                    "byte {offset} of {text:?}"
                );
            }
        }
    }

    #[test]
    fn lines_are_without_their_ends() {
        let text = "a\r\n\nlast";
        let index = LineIndex::new(text);
        let line = |offset| {
            let span = index.line(text, offset);
            &text[span.start as usize..span.end as usize]
        };
        assert_eq!(
            [line(0), line(1), line(2), line(3), line(4), line(8), line(80)],
            ["a", "a", "a", "", "last", "last", "last"]
        );
    }
}
