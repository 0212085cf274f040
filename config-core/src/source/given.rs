//! Values given by path and text, as variables and overrides give them, put together into a tree.

use std::borrow::Cow;
use std::collections::HashMap;

use config_format::{Builder, Format, Kind as TextKind, Limits, Node, Span};
use zeroize::Zeroizing;

use crate::path::{push_index, push_key};
use crate::schema::{Content, Kind, Schema, Shape};

/// One value given by path and text.
pub(super) struct Given<'k> {
    /// Path, a segment each; list indices are digits.
    pub(super) segments: Vec<Cow<'static, str>>,
    /// What the schema says is there.
    pub(super) kind: Option<&'k Kind>,
    /// The text.
    pub(super) text: Zeroizing<String>,
    /// What stands for its origin in the layer.
    pub(super) span: Span,
    /// The byte of the layer's source where the text begins, if it lies there letter by letter: then parts of it have
    /// places of their own.
    pub(super) text_at: Option<u32>,
}

impl Given<'_> {
    /// The place of a part of the text.
    fn part(&self, start: usize, length: usize) -> Span {
        match self.text_at {
            Some(at) => Span::new(at + start as u32, at + (start + length) as u32),
            None => self.span,
        }
    }

    /// The path for people.
    pub(super) fn path(&self, schema: &'static Schema) -> String {
        path_of(schema, &self.segments)
    }
}

/// A path for people: `upstreams[0].url`. Only the elements of lists have indices; a map may have the key `8080`.
pub(super) fn path_of(schema: &'static Schema, segments: &[Cow<'_, str>]) -> String {
    let mut path = String::new();
    for segment in segments {
        let list = schema.kind_at(&path).map(Kind::without_wrappers);
        match segment.parse() {
            Ok(index) if matches!(list, Some(Kind::List { .. } | Kind::Tuple(_))) => {
                push_index(&mut path, index);
            }
            _ => push_key(&mut path, segment),
        }
    }
    path
}

/// Something that cannot be put into a tree.
pub(super) struct Refused {
    pub(super) index: usize,
    /// Where to point.
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: String,
    /// The value that it clashes with.
    pub(super) clash: Option<usize>,
}

/// Puts values together. Two values for one path are refused, as is a value inside another.
pub(super) fn build(builder: &mut Builder, given: &[Given<'_>]) -> Vec<Refused> {
    let mut refused = Vec::new();
    let mut all: Vec<usize> = (0..given.len()).collect();
    builder.open(TextKind::Map, Span::default());
    group(builder, given, &mut all, 0, &mut refused);
    builder.close(0);
    refused
}

/// Writes the entries of one map: `members` share their first `depth` segments.
fn group(
    builder: &mut Builder,
    given: &[Given<'_>],
    mut members: &mut [usize],
    depth: usize,
    refused: &mut Vec<Refused>,
) {
    gather(given, members, depth);
    while let Some(first) = members.first() {
        let Given { segments, span, .. } = &given[*first];
        let (name, span) = (segments[depth].as_ref(), *span);
        let count = members.iter().take_while(|index| given[**index].segments[depth] == name).count();
        let (same, others) = members.split_at_mut(count);
        builder.decoded(TextKind::Text, span, name, true);
        let is_whole = |index: &usize| given[*index].segments.len() == depth + 1;
        match same.iter().copied().find(is_whole) {
            None => {
                builder.open(TextKind::Map, span);
                group(builder, given, same, depth + 1, refused);
                builder.close(span.end);
            }
            Some(whole) => {
                value(builder, &given[whole], whole, refused);
                // Other values for the whole come first, then those for its parts.
                let rest = |wanted: bool| same.iter().filter(move |index| is_whole(index) == wanted);
                for index in rest(true).chain(rest(false)).filter(|index| **index != whole) {
                    refused.push(Refused {
                        index: *index,
                        span: given[*index].span,
                        message: "is given twice, or both as a whole and in parts".to_owned(),
                        help: "keep one of them".to_owned(),
                        clash: Some(whole),
                    });
                }
            }
        }
        members = others;
    }
}

/// Puts members with one name at `depth` next to each other, in their order, and names in the order of their first members.
fn gather(given: &[Given<'_>], members: &mut [usize], depth: usize) {
    let name = |index: usize| given[index].segments[depth].as_ref();
    let mut ranks: HashMap<&str, usize> = HashMap::new();
    // Mostly they lie together already, and nothing is to be remembered.
    let is_first = |place: usize| place == 0 || name(members[place - 1]) != name(members[place]);
    let mut firsts = (0..members.len()).filter(|place| is_first(*place)).map(|place| name(members[place]));
    if members.len() < 3 || firsts.clone().is_sorted_by(|earlier, later| earlier < later) {
        return;
    }
    firsts.by_ref().for_each(|name| {
        let next = ranks.len();
        ranks.entry(name).or_insert(next);
    });
    members.sort_by_key(|index| ranks.get(name(*index)).copied());
}

/// Writes one value: JSON where the schema wants a list, a map or a section, comma-separated text for lists of scalars,
/// and untyped text otherwise.
pub(super) fn value(builder: &mut Builder, given: &Given<'_>, index: usize, refused: &mut Vec<Refused>) {
    let text = given.text.as_str();
    let Some(kind) = given.kind.map(Kind::without_wrappers) else {
        builder.decoded(TextKind::Text, given.span, text, true);
        return;
    };
    let trimmed = text.trim();
    let as_json = match kind {
        Kind::List { .. } | Kind::Tuple(_) => trimmed.starts_with('['),
        Kind::Map { .. } => true,
        Kind::Any => trimmed.starts_with(['[', '{', '"']),
        Kind::Section(schema) => match schema.shape {
            Shape::Struct(_) => true,
            Shape::Newtype(_) => false,
            Shape::Enum { variants, .. } => {
                trimmed.starts_with('{')
                    && variants.iter().any(|variant| !matches!(variant.content, Content::Unit))
            }
        },
        _ => false,
    };
    if as_json && !trimmed.starts_with("${") {
        let blanks = text.len() - text.trim_start().len();
        match config_format::parse(Format::Json, trimmed.as_bytes().to_vec(), &Limits::default()) {
            Ok(tree) => copy(builder, tree.root(), given, blanks),
            Err(mut rejected) => {
                zeroize::Zeroize::zeroize(&mut rejected.source);
                let error = rejected.errors.first();
                let problem = error.map_or_else(String::new, |error| {
                    format!(": {}", error.message.replace("the file", "the text"))
                });
                refused.push(Refused {
                    index,
                    span: error.map_or(given.span, |error| given.part(blanks + error.span.start as usize, 0)),
                    message: format!("expected JSON, because {} is wanted here{problem}", article(kind)),
                    help: match kind {
                        Kind::List { .. } => "write a JSON list such as [\"a\", \"b\"]".to_owned(),
                        _ => "write a JSON object such as {\"key\": \"value\"}".to_owned(),
                    },
                    clash: None,
                });
                builder.decoded(TextKind::Null, given.span, "", true);
            }
        }
        return;
    }
    match kind {
        Kind::List { element, .. } if element.is_scalar() && !trimmed.starts_with("${config:") => {
            builder.open(TextKind::List, given.span);
            if !trimmed.is_empty() {
                let mut start = 0;
                for part in text.split(',') {
                    let blanks = part.len() - part.trim_start().len();
                    let span = given.part(start + blanks, part.trim().len());
                    builder.decoded(TextKind::Text, span, part.trim(), true);
                    start += part.len() + 1;
                }
            }
            builder.close(given.span.end);
        }
        _ => builder.decoded(TextKind::Text, given.span, text, true),
    }
}

fn article(kind: &Kind) -> &'static str {
    match kind {
        Kind::List { .. } | Kind::Tuple(_) => "a list",
        Kind::Map { .. } => "a map",
        _ => "a section",
    }
}

/// Copies a value parsed from the text from byte `start` on.
fn copy(builder: &mut Builder, node: Node<'_>, given: &Given<'_>, start: usize) {
    let place = |node: Node<'_>| {
        let span = node.span();
        given.part(start + span.start as usize, (span.end - span.start) as usize)
    };
    let span = place(node);
    match node.kind() {
        TextKind::List => {
            builder.open(TextKind::List, span);
            node.items().for_each(|item| copy(builder, item, given, start));
            builder.close(span.end);
        }
        TextKind::Map => {
            builder.open(TextKind::Map, span);
            for (key, value) in node.entries() {
                builder.decoded(TextKind::Text, place(key), key.text(), true);
                copy(builder, value, given, start);
            }
            builder.close(span.end);
        }
        kind => builder.decoded(kind, span, node.text(), node.raw().plain),
    }
}
