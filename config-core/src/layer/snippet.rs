//! The line of a source around a value, with everything that is not known to be harmless masked.
//!
//! What may be shown is listed, not what may not: keys, punctuation, and scalars that the schema knows and does not call
//! secret. All other values, also those of unknown keys, become `***`.

use std::collections::HashSet;

use config_format::{Format, Node, Span};

use super::{Layer, Places};
use crate::finding::{Place, Snippet};
use crate::schema::{Kind, Schema};
use crate::secret::passwords;

const MASK: &str = "***";

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
            Places::File(_) => Some(self.snippet(span, schema, secret)),
            Places::Listed(_) | Places::Kept(..) => None,
        };
        Place { layer: Some(self.number), label: label.into(), snippet }
    }

    fn snippet(&self, span: Span, schema: Option<&'static Schema>, secret: Option<Span>) -> Snippet {
        let line = line_around(self.tree.source(), span.start);
        // The keys that a `.env` file's tree has are not in its text: they lie where the values are.
        let keys = self.tree.format() != Format::Dotenv;
        let source = self.tree.source();
        let mut marks = Marks { source, line, keys, secret, shown: Vec::new(), hidden: Vec::new() };
        let kind = schema.map(Kind::Section);
        marks.walk(self.tree.root(), kind.as_ref());
        let mut rest = line;
        // In `.env` files nothing but names lies before the equals sign.
        if self.tree.format() == Format::Dotenv
            && let Some(equals) = self.tree.source()[line.start as usize..line.end as usize].find('=')
        {
            rest.start = line.start + equals as u32 + 1;
        }
        marks.hide_the_rest(self.tree.source(), rest);
        mask(self.tree.source(), span, &marks)
    }
}

/// The masked line of a text that could not be read. If the schema has secrets, only the names that it knows and
/// punctuation are shown: what stands where is not certain.
pub(crate) fn unparsed_snippet(source: &str, span: Span, names: Option<&HashSet<String>>) -> Snippet {
    let line = line_around(source, span.start);
    let mut marks = Marks { source, line, keys: true, secret: None, shown: Vec::new(), hidden: Vec::new() };
    if let Some(names) = names {
        let text = &source[line.start as usize..line.end as usize];
        let values = text.find([':', '=']).unwrap_or(0);
        for (start, end) in words(text, |character| !"{}[],:\"'=.".contains(character)) {
            if start >= values || !names.contains(&text[start..end]) {
                marks.hidden.push(Span::new(line.start + start as u32, line.start + end as u32));
            }
        }
    }
    mask(source, span, &marks)
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

fn line_around(source: &str, offset: u32) -> Span {
    let offset = (offset as usize).min(source.len());
    let bytes = source.as_bytes();
    let start = bytes[..offset].iter().rposition(|byte| *byte == b'\n').map_or(0, |index| index + 1);
    let end =
        bytes[offset..].iter().position(|byte| *byte == b'\n').map_or(source.len(), |index| offset + index);
    let end = if end > start && bytes[end - 1] == b'\r' { end - 1 } else { end };
    Span::new(start as u32, end as u32)
}

struct Marks<'s> {
    source: &'s str,
    line: Span,
    keys: bool,
    /// What is hidden with all that lies inside.
    secret: Option<Span>,
    shown: Vec<Span>,
    hidden: Vec<Span>,
}

impl Marks<'_> {
    /// Lists the scalars on the line, those to show and those to hide. Nodes that do not touch the line are passed over.
    fn walk(&mut self, node: Node<'_>, kind: Option<&Kind>) {
        let span = node.span();
        // A map's span may begin before its line (a table header); its children decide.
        let line = self.line;
        let touches = move |span: Span| span.start <= line.end && span.end >= line.start;
        let kind = kind.filter(|_| self.secret != Some(span));
        if node.kind().is_scalar() {
            if touches(span) {
                match kind {
                    Some(kind) if !matches!(kind, Kind::Secret(_)) && !kind.contains_secret() => {
                        self.show_without_passwords(span);
                    }
                    _ => self.hidden.push(span),
                }
            }
            return;
        }
        let inner = kind.map(unwrapped);
        // Most of a long file lies elsewhere, and is passed over without a look at the schema.
        let far = |node: Node<'_>| node.kind().is_scalar() && !touches(node.span());
        for (index, item) in node.items().enumerate().filter(|(_, item)| !far(*item)) {
            let element = match inner {
                Some(Kind::List { element, .. }) => Some(*element),
                Some(Kind::Tuple(kinds)) => kinds.get(index),
                _ => None,
            };
            self.walk(item, element);
        }
        for (key, value) in node.entries().filter(|(key, value)| !(far(*key) && far(*value))) {
            // A key that is known, or could be a misspelled one, is shown; what lies in a secret or in a value that
            // nobody knows may be anything.
            let reserved = key.text().starts_with('$');
            let known = matches!(inner, Some(Kind::Section(_) | Kind::Map { .. })) || reserved;
            if self.keys && touches(key.span()) {
                let list = if known && key.kind().is_scalar() { &mut self.shown } else { &mut self.hidden };
                list.push(key.span());
            }
            match inner {
                Some(Kind::Section(schema)) if !reserved => {
                    let field = schema.find_most_secret(key.text());
                    let flattened;
                    let kind = match field {
                        Some(field) => Some(&field.kind),
                        None => {
                            flattened = is_tag(schema, key.text()).then_some(Kind::String);
                            flattened.as_ref()
                        }
                    };
                    self.walk(value, kind);
                }
                Some(Kind::Map { value: element, .. }) => self.walk(value, Some(element)),
                _ if reserved => self
                    .walk(value, Some(&Kind::List { element: &Kind::String, unique: false, length: None })),
                _ => self.walk(value, None),
            }
        }
    }

    /// Shows a scalar, but no password of a URL inside of it.
    fn show_without_passwords(&mut self, span: Span) {
        let mut from = span.start;
        for password in passwords(&self.source[span.start as usize..span.end as usize]) {
            let (start, end) = (span.start + password.start as u32, span.start + password.end as u32);
            self.shown.push(Span::new(from, start));
            self.hidden.push(Span::new(start, end));
            from = end;
        }
        self.shown.push(Span::new(from, span.end));
    }

    /// Hides what is neither a key nor a value, such as comments, in a part of the line, if the line holds something to
    /// hide.
    fn hide_the_rest(&mut self, source: &str, part: Span) {
        let on_line = |span: &Span| span.start < part.end && span.end > part.start;
        if !self.hidden.iter().any(on_line) {
            return;
        }
        let mut known: Vec<Span> =
            self.shown.iter().chain(&self.hidden).copied().filter(|span| on_line(span)).collect();
        known.sort_by_key(|span| span.start);
        let mut at = part.start;
        for span in known.into_iter().chain([Span::new(part.end, part.end)]) {
            if span.start > at {
                self.hide_words(source, Span::new(at, span.start));
            }
            at = at.max(span.end);
        }
    }

    /// Hides every run of letters and the like.
    fn hide_words(&mut self, source: &str, part: Span) {
        let text = &source[part.start as usize..part.end as usize];
        for (start, end) in words(text, |character| !character.is_ascii_punctuation()) {
            self.hidden.push(Span::new(part.start + start as u32, part.start + end as u32));
        }
    }
}

fn is_tag(schema: &Schema, key: &str) -> bool {
    matches!(schema.shape, crate::schema::Shape::Enum { tag: Some(tag), .. } if tag == key)
}

/// As `without_wrappers`, but a secret stays one.
fn unwrapped(kind: &Kind) -> &Kind {
    match kind {
        Kind::Optional(inner) => unwrapped(inner),
        Kind::Recursive(inner) => unwrapped(inner()),
        other => other,
    }
}

/// Copies the line, each hidden part as one mask, and moves the marked span along.
fn mask(source: &str, span: Span, marks: &Marks<'_>) -> Snippet {
    let mut hidden: Vec<Span> = marks
        .hidden
        .iter()
        .map(|hidden| Span::new(hidden.start.max(marks.line.start), hidden.end.min(marks.line.end)))
        .filter(|hidden| hidden.start < hidden.end)
        .filter(|hidden| {
            !marks.shown.iter().any(|shown| shown.start <= hidden.start && hidden.end <= shown.end)
        })
        .collect();
    hidden.sort_by_key(|hidden| hidden.start);
    let mut text = String::new();
    let (mut start, mut end) = (None, None);
    let mut next = hidden.iter().peekable();
    let mut offset = marks.line.start;
    let line = &source[marks.line.start as usize..marks.line.end as usize];
    for character in line.chars() {
        let within = next.peek().is_some_and(|hidden| hidden.start <= offset);
        if start.is_none() && offset >= span.start {
            start = Some(text.len());
        }
        if end.is_none() && offset >= span.end.max(span.start + 1) {
            end = Some(text.len());
        }
        if within {
            if next.peek().is_some_and(|hidden| hidden.start == offset) || text.is_empty() {
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
    let start = start.unwrap_or(length);
    Snippet { start, end: end.unwrap_or(length).max(start), text }
}
