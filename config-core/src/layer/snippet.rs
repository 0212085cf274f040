//! The line of a source around a value, with everything that is not known to be harmless masked.

use std::collections::HashSet;

use config_format::{Format, LineIndex, Span, Tree};

use super::{Layer, Places, Sight};
use crate::finding::{Place, Snippet};
use crate::schema::Schema;

const MASK: &str = "***";

/// Lines that are longer, in bytes, are cut around what is meant.
const LONGEST: usize = 240;

/// How much of a long line is shown before what is meant, in bytes.
const BEFORE: usize = 80;

impl Layer {
    /// The place of a span: layer, label and masked line. Without a schema every value is masked.
    pub(crate) fn place(
        &self,
        span: Span,
        schema: Option<&'static Schema>,
        label: impl Into<String>,
    ) -> Place {
        self.place_hiding(span, schema, None, label)
    }

    /// As [`Layer::place`], for a secret: the span itself is masked, whatever the schema calls it.
    pub(crate) fn place_of_secret(
        &self,
        span: Span,
        schema: &'static Schema,
        label: impl Into<String>,
    ) -> Place {
        self.place_hiding(span, Some(schema), Some(span), label)
    }

    fn place_hiding(
        &self,
        span: Span,
        schema: Option<&'static Schema>,
        secret: Option<Span>,
        label: impl Into<String>,
    ) -> Place {
        let snippet = match self.places {
            Places::File(_) => Some(snippet(&self.tree, &self.sight, span, schema, secret)),
            Places::Listed(_) | Places::Kept(..) => None,
        };
        Place { layer: Some(self.number), label: label.into(), snippet }
    }
}

/// The line around a span, with what the schema does not know, and a secret, masked. Without a schema every value is.
pub(crate) fn snippet(
    tree: &Tree,
    sight: &Sight,
    span: Span,
    schema: Option<&'static Schema>,
    secret: Option<Span>,
) -> Snippet {
    let source = tree.source();
    let line = tree.lines().line(source, span.start);
    let part = around(source, line, span);
    let marks = sight.marks(tree, schema);
    let (mut shown, mut hidden) = (marks.shown(part), marks.hidden(part));
    let mut hides = secret.is_some() && part != line;
    if let Some(secret) = secret {
        hide_within(secret, &mut shown, &mut hidden);
        hides |= hidden.iter().any(|span| span.start < line.end && span.end > line.start);
    }
    let mut masking = Masking { source, part, shown, hidden };
    // In `.env` files nothing but names lies before the equals sign.
    let mut values = line;
    if tree.format() == Format::Dotenv
        && let Some(equals) = source[line.start as usize..line.end as usize].find('=')
    {
        values.start = line.start + equals as u32 + 1;
    }
    if hides || marks.hides(values) {
        masking.hide_the_rest(Span::new(values.start.max(part.start), part.end));
    }
    masking.cut(line, span)
}

/// Hides all that lies in a secret, whatever the schema calls it.
fn hide_within(secret: Span, shown: &mut Vec<Span>, hidden: &mut Vec<Span>) {
    let within = |span: &Span| span.start < secret.end && span.end > secret.start;
    let was_shown: Vec<Span> = shown.iter().copied().filter(within).collect();
    shown.retain(|span| !within(span));
    hidden.extend(was_shown);
    hidden.sort_by_key(|span| span.start);
    // The parts of one scalar that was shown but for a password become one.
    hidden.dedup_by(|next, last| {
        let joins = next.start <= last.end && within(next) && within(last);
        last.end = if joins { last.end.max(next.end) } else { last.end };
        joins
    });
}

/// The masked line of a text that could not be read. If the schema has secrets, only the names that it knows and
/// punctuation are shown: what stands where is not certain.
pub(crate) fn unparsed_snippet(
    source: &str,
    lines: &LineIndex,
    span: Span,
    names: Option<&HashSet<String>>,
) -> Snippet {
    let line = lines.line(source, span.start);
    let mut hidden = Vec::new();
    if let Some(names) = names {
        let text = &source[line.start as usize..line.end as usize];
        let values = text.find([':', '=']).unwrap_or(0);
        for (start, end) in words(text, |character| !"{}[],:\"'=.".contains(character)) {
            if start >= values || !names.contains(&text[start..end]) {
                hidden.push(Span::new(line.start + start as u32, line.start + end as u32));
            }
        }
    }
    let masking = Masking { source, part: around(source, line, span), shown: Vec::new(), hidden };
    masking.cut(line, span)
}

/// The part of a line that is shown: all of it, or what fits around the start of a span.
fn around(source: &str, line: Span, span: Span) -> Span {
    let (start, end) = (line.start as usize, line.end as usize);
    if end - start <= LONGEST {
        return line;
    }
    let meant = (span.start as usize).clamp(start, end);
    let from = boundary(source, meant.saturating_sub(BEFORE).clamp(start, end - LONGEST + BEFORE));
    let to = boundary(source, (from + LONGEST).min(end));
    Span::new(from as u32, to as u32)
}

/// The nearest place that is no middle of a character, at or before an offset.
fn boundary(source: &str, mut offset: usize) -> usize {
    while !source.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Where the runs of characters begin and end that are no blanks, and that `wordy` holds for.
fn words(text: &str, wordy: impl Fn(char) -> bool) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = None;
    for (index, character) in text.char_indices().chain([(text.len(), ' ')]) {
        match (!character.is_whitespace() && wordy(character), start) {
            (true, None) => start = Some(index),
            (false, Some(from)) => {
                found.push((from, index));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// A part of a line, and what is known of it.
struct Masking<'s> {
    source: &'s str,
    part: Span,
    shown: Vec<Span>,
    hidden: Vec<Span>,
}

impl Masking<'_> {
    /// Hides what is neither a key nor a value, such as comments, in a part of the line.
    fn hide_the_rest(&mut self, part: Span) {
        let within = |span: &Span| span.start < part.end && span.end > part.start;
        let mut known: Vec<Span> = self.shown.iter().chain(&self.hidden).copied().filter(within).collect();
        known.sort_by_key(|span| span.start);
        let mut at = part.start;
        for span in known.into_iter().chain([Span::new(part.end, part.end)]) {
            if span.start > at {
                self.hide_words(Span::new(at, span.start));
            }
            at = at.max(span.end);
        }
    }

    /// Hides every run of letters and the like.
    fn hide_words(&mut self, part: Span) {
        let text = &self.source[part.start as usize..part.end as usize];
        for (start, end) in words(text, |character| !character.is_ascii_punctuation()) {
            self.hidden.push(Span::new(part.start + start as u32, part.start + end as u32));
        }
    }

    /// Copies the part, each hidden piece of it as one mask, and moves the span that is meant along.
    fn cut(self, line: Span, span: Span) -> Snippet {
        let part = self.part;
        let mut hidden: Vec<Span> = self
            .hidden
            .iter()
            .map(|hidden| Span::new(hidden.start.max(part.start), hidden.end.min(part.end)))
            .filter(|hidden| hidden.start < hidden.end)
            .filter(|hidden| {
                !self.shown.iter().any(|shown| shown.start <= hidden.start && hidden.end <= shown.end)
            })
            .collect();
        hidden.sort_by_key(|hidden| hidden.start);
        let mut text = String::new();
        if part.start > line.start {
            text.push('…');
        }
        let (mut start, mut end) = (None, None);
        let mut next = hidden.iter().peekable();
        let mut offset = part.start;
        for character in self.source[part.start as usize..part.end as usize].chars() {
            let within = next.peek().is_some_and(|hidden| hidden.start <= offset);
            if start.is_none() && offset >= span.start {
                start = Some(text.len());
            }
            if end.is_none() && offset >= span.end.max(span.start + 1) {
                end = Some(text.len());
            }
            if within {
                if next.peek().is_some_and(|hidden| hidden.start == offset) {
                    text.push_str(MASK);
                }
            } else if character == '\t' || !character.is_control() {
                text.push(if character == '\t' { ' ' } else { character });
            }
            offset += character.len_utf8() as u32;
            while next.peek().is_some_and(|hidden| hidden.end <= offset) {
                next.next();
            }
        }
        let length = text.len();
        if part.end < line.end {
            text.push('…');
        }
        let start = start.unwrap_or(length);
        Snippet { start, end: end.unwrap_or(length).max(start), text }
    }
}
