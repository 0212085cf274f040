//! Names with values, as the small formats of servers have them, put together into a tree.

use config_format::{Builder, Format, Kind, Span, Tree};

/// One value with its place.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// What it is; [`Kind::Text`] lets the schema decide.
    pub(crate) kind: Kind,
    /// Where it stands, quotes included.
    pub(crate) span: Span,
    /// Its text, without quotes.
    pub(crate) text: String,
}

/// A value: one piece, a list, or a map.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    One(Piece),
    List(Span, Vec<Content>),
    Map(Span, Vec<Entry>),
}

impl Content {
    /// Where it stands.
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::One(piece) => piece.span,
            Self::List(span, _) | Self::Map(span, _) => *span,
        }
    }

    /// Puts it to another place; what is inside stays where it is.
    pub(crate) fn move_to(&mut self, to: Span) {
        match self {
            Self::One(piece) => piece.span = to,
            Self::List(span, _) | Self::Map(span, _) => *span = to,
        }
    }

    /// Lets it begin earlier, such as at its name.
    pub(crate) fn begin_at(&mut self, start: u32) {
        self.move_to(Span::new(start, self.span().end));
    }

    /// How many values it has, itself included.
    pub(crate) fn size(&self) -> usize {
        1 + match self {
            Self::One(_) => 0,
            Self::List(_, items) => items.iter().map(Content::size).sum(),
            Self::Map(_, entries) => entries.iter().map(|entry| entry.content.size()).sum(),
        }
    }
}

/// A name and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) content: Content,
}

/// The tree of a whole text.
pub(crate) fn tree(entries: &[Entry], source: &str) -> Tree {
    let mut builder = Builder::new();
    builder.open(Kind::Map, Span::default());
    write(&mut builder, entries);
    builder.close(u32::try_from(source.len()).unwrap_or(u32::MAX));
    builder.finish(Format::Text, source.to_owned())
}

fn write(builder: &mut Builder, entries: &[Entry]) {
    for entry in entries {
        builder.decoded(Kind::Text, entry.span, &entry.name, true);
        content(builder, &entry.content);
    }
}

fn content(builder: &mut Builder, content: &Content) {
    match content {
        Content::One(piece) => {
            builder.decoded(piece.kind, piece.span, &piece.text, piece.kind != Kind::String)
        }
        Content::List(span, items) => {
            builder.open(Kind::List, *span);
            items.iter().for_each(|item| self::content(builder, item));
            builder.close(span.end);
        }
        Content::Map(span, entries) => {
            builder.open(Kind::Map, *span);
            write(builder, entries);
            builder.close(span.end);
        }
    }
}

/// A range of bytes.
pub(crate) fn span(start: usize, end: usize) -> Span {
    Span::new(u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX))
}
