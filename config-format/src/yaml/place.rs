//! Where things stand in the source, as far as the parser does not say.

use granit_parser::ScalarStyle;

use crate::Span;

/// The first word from `from` on that `is_it`, not counting comments and byte order marks. Between two nodes there are only
/// indicators, tags and anchors, so that calls from node to node read the source once.
pub(super) fn next_word(source: &str, from: usize, is_it: impl Fn(&[u8]) -> bool) -> Option<usize> {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    let bytes = source.as_bytes();
    let mut at = from;
    loop {
        let rest = bytes.get(at..)?;
        at += match rest.first()? {
            byte if is_blank(byte) => 1,
            _ if rest.starts_with(b"\xef\xbb\xbf") => 3,
            b'#' => rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len()),
            _ => {
                let length = rest.iter().position(is_blank).unwrap_or(rest.len());
                if is_it(&rest[..length]) {
                    return Some(at);
                }
                length
            }
        };
    }
}

/// The `-` of the next list item.
pub(super) fn next_dash(source: &str, from: u32) -> Option<u32> {
    next_word(source, from as usize, |word| word == b"-").map(|dash| dash as u32)
}

/// The place of a block scalar. The parser gives its content; its place begins with the `|` or `>` after the
/// latest node and ends with the last visible character.
pub(super) fn block_scalar(source: &str, last_end: u32, content: Span) -> Span {
    let start = next_word(source, last_end as usize, |word| matches!(word.first(), Some(b'|' | b'>')));
    let start = start.unwrap_or(content.start as usize);
    let header = start + line_length(source.as_bytes().get(start..).unwrap_or_default());
    let end = source.get(..content.end as usize).unwrap_or_default().trim_end().len();
    // Without content the header is all there is.
    let header_end = source.get(..header).unwrap_or_default().trim_end().len();
    Span::new(start as u32, end.max(header_end).max(start) as u32)
}

/// Where the text of a scalar stands in the source, if nothing in it is escaped, folded or indented.
pub(super) fn standing(source: &str, text: &str, style: ScalarStyle, span: Span) -> Option<Span> {
    let length = (span.end - span.start) as usize;
    // A part of what is written may happen to look like the text, such as the first half of `"\\\\"`.
    let (start, whole) = match style {
        ScalarStyle::Plain => (span.start as usize, length == text.len()),
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            (span.start as usize + 1, length == text.len() + 2)
        }
        ScalarStyle::Literal | ScalarStyle::Folded => {
            let rest = source.as_bytes().get(span.start as usize..)?;
            let content = match &rest[line_length(rest)..] {
                [b'\r', b'\n', content @ ..] | [_, content @ ..] | content => content,
            };
            let blank = content.iter().take_while(|byte| **byte == b' ').count();
            (source.len() - content.len() + blank, true)
        }
    };
    let end = start + text.len();
    let found = whole && source.as_bytes().get(start..end) == Some(text.as_bytes());
    found.then(|| Span::new(start as u32, end as u32))
}

/// Bytes up to the next line break.
fn line_length(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(bytes.len())
}
