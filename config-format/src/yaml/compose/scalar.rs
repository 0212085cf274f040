//! Scalars: what they are, and where their text stands.

use granit_parser::{ScalarStyle, Span as EventSpan, Tag};

use super::alias::Anchor;
use super::composer::Composer;
use crate::error::{Faults, Stop};
use crate::tree::has_reference;
use crate::yaml::schema::{self, Tagged};
use crate::yaml::{message, place};
use crate::{Kind, RawNode, Span};

impl Composer<'_> {
    pub(super) fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: &EventSpan,
        faults: &mut Faults,
    ) -> Result<(), Stop> {
        let mut bytes = self.byte_span(span);
        let written = self.source.get(bytes.start as usize..bytes.end as usize).unwrap_or_default();
        // The parser reports a missing node as a plain `~`.
        let missing = style == ScalarStyle::Plain && written != "~" && matches!(text, "" | "~");
        let text = if missing {
            bytes = self.missing_at(bytes, anchor != 0 || tag.is_some());
            ""
        } else {
            text
        };
        if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
            bytes = place::block_scalar(self.source, self.last_end, bytes);
        }
        self.room_for(1, bytes, faults)?;
        let tagged = schema::tagged(tag);
        let plain = style == ScalarStyle::Plain;
        let kind = match tagged {
            Tagged::Open if plain => schema::resolve(text),
            Tagged::Open | Tagged::Unresolved => Kind::String,
            Tagged::As(kind) => {
                if let Some(kind) = schema::tagged_scalar(kind, text) {
                    kind
                } else {
                    faults.report(message::tag_mismatch(kind, bytes))?;
                    Kind::String
                }
            }
        };
        let (decoded, text_place) = self.place(text, style, bytes);
        if !decoded {
            // The text of a block ends with its line feed.
            bytes.end = bytes.end.max(text_place.end);
        }
        let index = self.document.nodes.len() as u32;
        self.document.nodes.push(RawNode {
            kind,
            plain: plain && tagged == Tagged::Open,
            decoded,
            reference: has_reference(text),
            span: bytes,
            text: text_place,
            end: index + 1,
        });
        if anchor != 0 {
            self.anchors.push(Anchor { id: anchor, start: index, end: index + 1, height: 0 });
        }
        self.last_end = self.last_end.max(bytes.end);
        self.added(index, 0);
        Ok(())
    }

    /// Where a missing node stands: after the `:` or `-` that announces it, or after its tag or anchor.
    fn missing_at(&self, bytes: Span, has_properties: bool) -> Span {
        let at = match self.frames.last() {
            _ if has_properties => bytes.start,
            Some(frame) if frame.dashes => self.last_end,
            Some(frame) if frame.map && frame.children % 2 == 1 => {
                match self.source.as_bytes().get(bytes.start as usize) {
                    Some(b':') => bytes.start + 1,
                    _ => self.last_end,
                }
            }
            _ => bytes.start,
        };
        Span::new(at, at)
    }

    /// The text's place: in the source if it stands there as such, else in the decoded buffer.
    fn place(&mut self, text: &str, style: ScalarStyle, span: Span) -> (bool, Span) {
        if let Some(place) = place::standing(self.source, text, style, span) {
            return (false, place);
        }
        let start = self.document.decoded.len();
        self.document.decoded.push_str(text);
        (true, Span::new(start as u32, self.document.decoded.len() as u32))
    }
}
