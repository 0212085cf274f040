//! Literal blocks of text: `|` and `|-`.

use super::Reader;
use super::scalar::Token;
use crate::Span;
use crate::tree::has_reference;

impl Reader<'_> {
    /// Reads the block whose header is at `start`; gives the beginning of the line after it.
    pub(super) fn literal(&mut self, start: usize) -> Option<usize> {
        let parent = self.frames.last()?.column;
        let strip = self.bytes.get(start + 1) == Some(&b'-');
        let header = start + 1 + usize::from(strip);
        if !matches!(self.bytes.get(header), Some(b' ' | b'\n' | b'\r')) {
            return None;
        }
        let first = self.end_of_line(header)?;
        let indentation = self.skip_spaces(first) - first;
        let content = first + indentation;
        // Empty lines at the beginning and missing text have rules of their own.
        if indentation <= parent || matches!(self.bytes.get(content), None | Some(b'\n' | b'\r' | b'\t')) {
            return None;
        }
        // Lines of the text, each with its end; empty ones have no content.
        let mut at = first;
        let mut end = first;
        let mut lines = 0;
        loop {
            let visible = self.skip_spaces(at);
            match self.bytes.get(visible) {
                None if visible == at => break,
                // The last line without a line feed has a rule of its own.
                None => return None,
                Some(b'\n') if visible - at <= indentation => at = visible + 1,
                Some(b'\n' | b'\r') => return None,
                Some(_) if visible - at < indentation => break,
                Some(_) => {
                    let feed = self.bytes[visible..].iter().position(|byte| *byte == b'\n')? + visible;
                    if self.bytes[visible..feed].contains(&b'\r') {
                        return None;
                    }
                    end = feed;
                    lines += 1;
                    at = feed + 1;
                }
            }
        }
        let token = self.literal_token(start, first, end, indentation, strip, lines);
        self.push(token)?;
        Some(at)
    }

    fn literal_token(
        &mut self,
        start: usize,
        first: usize,
        end: usize,
        indentation: usize,
        strip: bool,
        lines: usize,
    ) -> Token {
        let trimmed = self.source[..end].trim_end().len();
        let token = Token { span: Span::new(start as u32, trimmed as u32), ..Token::default() };
        let content = first + indentation;
        if lines == 1 {
            // One line stands in the source as it is.
            let last = end + usize::from(!strip);
            let text = Span::new(content as u32, last as u32);
            let reference = has_reference(&self.source[content..end]);
            let span = Span::new(start as u32, text.end.max(trimmed as u32));
            return Token { text, reference, span, ..token };
        }
        self.document.decoded.reserve(end - first + 1);
        let decoded = &mut self.document.decoded;
        let from = decoded.len();
        for (number, line) in self.source[first..end].split('\n').enumerate() {
            if number > 0 {
                decoded.push('\n');
            }
            decoded.push_str(line.get(indentation..).unwrap_or_default());
        }
        if !strip {
            decoded.push('\n');
        }
        let reference = has_reference(&decoded[from..]);
        let text = Span::new(from as u32, decoded.len() as u32);
        Token { decoded: true, text, reference, ..token }
    }
}
