//! Arguments of a command, from a list or from a file, in one common form: names with underscores, keys after a dot as
//! maps, JSON text as what it says. Every value keeps its place in the text.

use config_core::{Code, Document, Finding};
use config_format::{Builder, Format, Kind, Limits, Node, Span, Tree};

/// Arguments on their way into a schema.
pub(super) struct Arguments<'t> {
    source: &'t Tree,
    entries: Vec<Entry<'t>>,
    /// Text that belongs to no argument that is known, which may be a secret all the same.
    hidden: Vec<Span>,
    /// What was found on the way.
    pub(super) findings: Vec<Finding>,
}

struct Entry<'t> {
    name: String,
    span: Span,
    item: Item<'t>,
}

/// The value of an argument.
pub(super) enum Item<'t> {
    /// A node of the text.
    Node(Node<'t>),
    /// Text that the schema types.
    Text(&'t str, Span),
    /// Several of them.
    List(Vec<Item<'t>>, Span),
    /// JSON text, read; all of it at the place of the text.
    Json(Tree, Span),
    /// A flag alone.
    Truth(bool, Span),
    /// Keys that stood after a dot.
    Map(Vec<(String, Span, Item<'t>)>),
}

impl<'t> Arguments<'t> {
    pub(super) fn new(source: &'t Tree) -> Self {
        Self { source, entries: Vec::new(), hidden: Vec::new(), findings: Vec::new() }
    }

    /// Adds an argument. `path` and `document` say where it is, for what is wrong with it.
    pub(super) fn insert(
        &mut self,
        document: &Document,
        path: &str,
        name: &str,
        key: Node<'t>,
        item: Item<'t>,
    ) {
        let name = name.replace('-', "_");
        let mut parts = name.split('.').map(str::to_owned);
        let head = parts.next().unwrap_or_default();
        let rest: Vec<String> = parts.collect();
        let span = key.span();
        let place = self.entries.iter().position(|entry| entry.name == head);
        let inserted = match (place, rest.as_slice()) {
            (None, []) => {
                self.entries.push(Entry { name: head, span, item });
                true
            }
            (None, rest) => {
                let mut map = Vec::new();
                nest(&mut map, rest, span, item);
                self.entries.push(Entry { name: head, span, item: Item::Map(map) });
                true
            }
            (Some(_), []) => false,
            (Some(place), rest) => match &mut self.entries[place].item {
                Item::Map(map) => nest(map, rest, span, item),
                _ => false,
            },
        };
        if !inserted {
            self.findings.push(
                document
                    .locate(Finding::error(Code::TWO_NAMES, path, format!("{name} is given twice")), key)
                    .with_help("keep one of them"),
            );
        }
    }

    /// Keeps a part of the text out of what findings show.
    pub(super) fn hide(&mut self, span: Span) {
        self.hidden.push(span);
    }

    /// The text with a star for each byte that is hidden, so that places stay what they are.
    fn shown(&self) -> String {
        let mut bytes = self.source.source().as_bytes().to_vec();
        for span in &self.hidden {
            let end = (span.end as usize).min(bytes.len());
            for byte in bytes.get_mut(span.start as usize..end).into_iter().flatten() {
                if *byte != b'\n' {
                    *byte = b'*';
                }
            }
        }
        String::from_utf8(bytes).unwrap_or_else(|_| self.source.source().to_owned())
    }

    /// The arguments as a document of the same text.
    pub(super) fn into_tree(self) -> (Tree, Vec<Finding>) {
        let mut builder = Builder::new();
        builder.open(Kind::Map, Span::new(0, 0));
        for entry in &self.entries {
            builder.decoded(Kind::String, entry.span, &entry.name, true);
            write(&mut builder, &entry.item);
        }
        builder.close(0);
        let shown = self.shown();
        (builder.finish(self.source.format(), shown), self.findings)
    }
}

/// Puts a value under keys inside of a map; `false` when something is there already.
fn nest<'t>(map: &mut Vec<(String, Span, Item<'t>)>, keys: &[String], span: Span, item: Item<'t>) -> bool {
    let [first, rest @ ..] = keys else { return false };
    let place = map.iter().position(|(name, ..)| name == first);
    match (place, rest) {
        (None, []) => {
            map.push((first.clone(), span, item));
            true
        }
        (None, rest) => {
            let mut inner = Vec::new();
            nest(&mut inner, rest, span, item);
            map.push((first.clone(), span, Item::Map(inner)));
            true
        }
        (Some(_), []) => false,
        (Some(place), rest) => match &mut map[place].2 {
            Item::Map(inner) => nest(inner, rest, span, item),
            _ => false,
        },
    }
}

/// Text as JSON where it is an object or a list.
pub(super) fn json_or_text<'t>(text: &'t str, span: Span) -> Item<'t> {
    if text.starts_with(['{', '['])
        && let Ok(tree) = config_format::parse(Format::Json, text.as_bytes().to_vec(), &Limits::default())
    {
        return Item::Json(tree, span);
    }
    Item::Text(text, span)
}

fn write(builder: &mut Builder, item: &Item<'_>) {
    match item {
        Item::Node(node) => copy(builder, *node, None),
        Item::Text(text, span) => builder.decoded(Kind::Text, *span, text, true),
        Item::Json(tree, span) => copy(builder, tree.root(), Some(*span)),
        Item::Truth(truth, span) => {
            builder.decoded(Kind::Boolean, *span, if *truth { "true" } else { "false" }, true);
        }
        Item::List(items, span) => {
            builder.open(Kind::List, *span);
            items.iter().for_each(|item| write(builder, item));
            builder.close(span.end);
        }
        Item::Map(entries) => {
            let span = entries.first().map_or(Span::new(0, 0), |(_, span, _)| *span);
            builder.open(Kind::Map, span);
            for (name, span, item) in entries {
                builder.decoded(Kind::String, *span, name, true);
                write(builder, item);
            }
            builder.close(span.end);
        }
    }
}

/// Copies a node with its places, or with one place for all of it.
fn copy(builder: &mut Builder, node: Node<'_>, place: Option<Span>) {
    let span = place.unwrap_or(node.span());
    match node.kind() {
        Kind::List => {
            builder.open(Kind::List, span);
            node.items().for_each(|item| copy(builder, item, place));
            builder.close(span.end);
        }
        Kind::Map => {
            builder.open(Kind::Map, span);
            for (key, value) in node.entries() {
                copy(builder, key, place);
                copy(builder, value, place);
            }
            builder.close(span.end);
        }
        kind => builder.decoded(kind, span, node.text(), node.raw().plain),
    }
}
