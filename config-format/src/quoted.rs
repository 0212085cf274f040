//! Quoted values of INI and dotenv files.

use crate::error::{Faults, Stop};
use crate::tables::Text;
use crate::wipe::Wiped;
use crate::{Span, SyntaxError};

/// What a format allows between quotes.
#[derive(Clone, Copy)]
pub(crate) struct Quoting {
    /// The value may go on over several lines.
    pub(crate) lines: bool,
    /// `\$` is an escape, and single quotes keep `${` from being a reference.
    pub(crate) dollar: bool,
}

/// Reads the quoted text that begins at `start`: the text, or nothing when it is faulty, and where it ends. One over
/// several lines that is never closed ends where it begins, so that the lines below it are read for themselves.
/// Text that differs from what the source says is appended to `decoded`. In double quotes `\n`, `\r`, `\t`, `\\`
/// and `\"` are escapes, in single quotes nothing is.
pub(crate) fn read(
    source: &str,
    start: usize,
    quoting: Quoting,
    decoded: &mut Wiped,
    faults: &mut Faults,
) -> Result<(Option<Text>, usize), Stop> {
    let bytes = source.as_bytes();
    let quote = bytes[start];
    let double = quote == b'"';
    let mut at = start + 1;
    let mut plain = at;
    let mut good = true;
    let mut buffer: Option<Wiped> = None;
    let mut escaped_references = Vec::new();
    let mut references = 0;
    loop {
        match bytes.get(at).copied() {
            Some(byte) if byte == quote => break,
            Some(b'\\') if double => {
                let text = buffer.get_or_insert_default();
                text.push_str(&source[plain..at]);
                at += 1;
                match bytes.get(at) {
                    Some(b'n') => text.push('\n'),
                    Some(b'r') => text.push('\r'),
                    Some(b't') => text.push('\t'),
                    Some(b'\\') => text.push('\\'),
                    Some(b'"') => text.push('"'),
                    Some(b'$') if quoting.dollar => {
                        if bytes.get(at + 1) == Some(&b'{') {
                            escaped_references.push(text.len());
                        }
                        text.push('$');
                    }
                    _ => {
                        good = false;
                        let length =
                            source[at..].chars().next().filter(|next| *next >= ' ').map_or(0, char::len_utf8);
                        let span = Span::new(at as u32 - 1, (at + length) as u32);
                        let escapes =
                            if quoting.dollar { "\\n, \\r, \\t, \\\", \\$" } else { "\\n, \\r, \\t, \\\"" };
                        let help = format!("escapes are {escapes} and \\\\; write `\\\\` for a backslash");
                        faults.report(SyntaxError::syntax("unknown escape", span).help(help))?;
                        plain = at;
                        continue;
                    }
                }
                at += 1;
                plain = at;
            }
            Some(b'$') => {
                references += usize::from(bytes.get(at + 1) == Some(&b'{'));
                at += 1;
            }
            // Line breaks within a value are line feeds, whatever the file's are.
            Some(b'\r') if quoting.lines && bytes.get(at + 1) == Some(&b'\n') => {
                buffer.get_or_insert_default().push_str(&source[plain..at]);
                at += 1;
                plain = at;
            }
            Some(b'\n' | b'\r') if quoting.lines => at += 1,
            None | Some(b'\n' | b'\r') => {
                let (message, span) = if quoting.lines {
                    ("the quote is never closed", Span::new(start as u32, start as u32 + 1))
                } else {
                    ("the quote is not closed on its line", Span::new(start as u32, at as u32))
                };
                let help = format!("add `{}` at the end of the value", quote as char);
                faults.report(SyntaxError::syntax(message, span).help(help))?;
                return Ok((None, if quoting.lines { start } else { at }));
            }
            Some(_) => at += 1,
        }
    }
    let span = Span::new(start as u32, at as u32 + 1);
    if !good {
        return Ok((None, at + 1));
    }
    let Some(mut text) = buffer else {
        let reference = references > 0 && (double || !quoting.dollar);
        let range = Span::new(start as u32 + 1, at as u32);
        return Ok((Some(Text { span, text: range, decoded: false, plain: false, reference }), at + 1));
    };
    text.push_str(&source[plain..at]);
    let reference = references > 0 && (double || !quoting.dollar);
    if reference {
        // Beside true references, an escaped one is written as those who follow references expect it.
        for index in escaped_references.into_iter().rev() {
            text.insert(index, '$');
        }
    }
    let from = decoded.len() as u32;
    decoded.push_str(&text);
    let range = Span::new(from, decoded.len() as u32);
    Ok((Some(Text { span, text: range, decoded: true, plain: false, reference }), at + 1))
}
