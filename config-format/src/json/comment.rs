//! Comments, which only JSONC has.

use super::reader::Reader;
use crate::error::Stop;
use crate::{Span, SyntaxError};

impl Reader<'_> {
    /// Skips a comment, and complains about the first one where the format has none.
    pub(super) fn comment(&mut self) -> Result<(), Stop> {
        let start = self.at;
        let block = self.bytes[start + 1] == b'*';
        let rest = &self.source[start + 2..];
        let found = if block { rest.find("*/").map(|end| end + 2) } else { rest.find('\n') };
        self.at = found.map_or(self.bytes.len(), |length| start + 2 + length);
        let span = Span::new(start as u32, self.at as u32);
        if !self.comments {
            self.comments = true;
            self.faults.report(
                SyntaxError::syntax("JSON has no comments", Span::new(start as u32, start as u32 + 2))
                    .help("remove the comments, or name the file `.jsonc`"),
            )?;
        }
        if block && found.is_none() {
            self.mismatched = true;
            self.faults.report(SyntaxError::syntax("the comment is never closed", span).help("add `*/`"))?;
        }
        Ok(())
    }
}
