//! From bytes to text: the checks that come before any grammar.

use crate::error::{Faults, Stop};
use crate::wipe::{Wiped, wipe_bytes};
use crate::{Limits, Rejected, Span, SyntaxError};

/// The text of a file, or why it is none: too large, not UTF-8, or with NUL characters.
pub(crate) fn decode(bytes: Vec<u8>, limits: &Limits) -> Result<String, Box<Rejected>> {
    // Spans are 32 bits wide, so no limit may be looser than that.
    let most = limits.bytes.min(u32::MAX as usize - 1);
    if bytes.len() > most {
        let message = format!("the file has {} bytes, the limit is {most}", bytes.len());
        // The text is not kept: a file this large is refused before it costs memory.
        wipe_bytes(bytes);
        return Err(Box::new(Rejected {
            source: String::new(),
            errors: vec![SyntaxError::limit(message, Span::default())],
            tree: None,
        }));
    }
    let source = String::from_utf8(bytes).map_err(|error| {
        let rejected = not_utf8(error.as_bytes(), limits);
        wipe_bytes(error.into_bytes());
        rejected
    })?;
    if source.as_bytes().contains(&0) {
        return Err(nul_characters(source, limits));
    }
    Ok(source)
}

/// Where the text begins: after a byte order mark, if there is one.
pub(crate) fn start(source: &str) -> usize {
    if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

fn not_utf8(bytes: &[u8], limits: &Limits) -> Box<Rejected> {
    let mut faults = Faults::new(limits.errors);
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let error = SyntaxError::encoding("the file is UTF-16, not UTF-8", Span::new(0, 0))
            .help("save the file as UTF-8");
        return Box::new(Rejected { source: String::new(), errors: vec![error], tree: None });
    }
    let mut source = Wiped::default();
    source.reserve(bytes.len() + 16);
    let mut offset = 0;
    let mut full = false;
    for chunk in bytes.utf8_chunks() {
        source.push_str(chunk.valid());
        offset += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            let start = source.len() as u32;
            source.push('\u{fffd}');
            if !full {
                let error = SyntaxError::encoding(
                    format!("invalid UTF-8 at byte {offset} of the file"),
                    Span::new(start, source.len() as u32),
                )
                .help("save the file as UTF-8");
                full = faults.report(error).is_err();
            }
            offset += chunk.invalid().len();
        }
    }
    Box::new(Rejected { source: source.take(), errors: faults.into_sorted(), tree: None })
}

fn nul_characters(source: String, limits: &Limits) -> Box<Rejected> {
    let mut faults = Faults::new(limits.errors);
    for (offset, _) in source.bytes().enumerate().filter(|(_, byte)| *byte == 0) {
        let span = Span::new(offset as u32, offset as u32 + 1);
        if let Err(Stop) = faults.report(SyntaxError::encoding("NUL character", span)) {
            break;
        }
    }
    Box::new(Rejected { source, errors: faults.into_sorted(), tree: None })
}
