//! What of a source may be shown, worked out once for its whole text.
//!
//! What may be shown is listed, not what may not: keys, and scalars that the schema knows and does not call secret. All
//! other values, also those of unknown keys, are hidden. A finding then looks up its own line, so that a file with many
//! findings costs what it holds and what is told of it, not one times the other.

use std::sync::{Arc, Mutex, PoisonError};

use config_format::{Format, Node, Span, Tree};

use crate::schema::{Kind, Schema};
use crate::secret::passwords;

/// The keys and scalars of a text, those to show and those to hide.
#[derive(Debug, Default)]
pub(super) struct Marks {
    shown: Spans,
    hidden: Spans,
}

/// What findings of a layer have asked for: its marks under each schema. A copy of the layer starts anew.
#[derive(Default)]
pub(crate) struct Sight(Mutex<Vec<(Option<&'static Schema>, Arc<Marks>)>>);

impl Sight {
    /// The marks of the layer's tree, made when they are first asked for.
    pub(super) fn marks(&self, tree: &Tree, schema: Option<&'static Schema>) -> Arc<Marks> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |other: Option<&'static Schema>| match (schema, other) {
            (Some(schema), Some(other)) => std::ptr::eq(schema, other),
            (None, None) => true,
            _ => false,
        };
        if let Some((_, marks)) = known.iter().find(|(other, _)| is_same(*other)) {
            return Arc::clone(marks);
        }
        let marks = Arc::new(Marks::of(tree, schema));
        known.push((schema, Arc::clone(&marks)));
        marks
    }
}

impl std::fmt::Debug for Sight {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Sight").finish_non_exhaustive()
    }
}

impl Clone for Sight {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Marks {
    /// Without a schema every value is hidden.
    fn of(tree: &Tree, schema: Option<&'static Schema>) -> Self {
        let mut walk = Walk {
            source: tree.source(),
            // The keys that a `.env` file's tree has are not in its text: they lie where the values are.
            keys: tree.format() != Format::Dotenv,
            shown: Vec::new(),
            hidden: Vec::new(),
        };
        walk.node(tree.root(), schema.map(Kind::Section).as_ref());
        Self { shown: Spans::new(walk.shown), hidden: Spans::new(walk.hidden) }
    }

    /// What is shown of a part of the text.
    pub(super) fn shown(&self, part: Span) -> Vec<Span> {
        self.shown.touching(part)
    }

    /// What is hidden of a part of the text.
    pub(super) fn hidden(&self, part: Span) -> Vec<Span> {
        self.hidden.touching(part)
    }

    /// Whether anything of a part of the text is hidden.
    pub(super) fn hides(&self, part: Span) -> bool {
        self.hidden.reaches(part)
    }
}

/// Spans by their start, each with how far it and those before it reach.
#[derive(Debug, Default)]
struct Spans(Vec<(Span, u32)>);

impl Spans {
    fn new(mut spans: Vec<Span>) -> Self {
        spans.sort_by_key(|span| span.start);
        let mut reach = 0;
        let with_reach = |span: Span| {
            reach = span.end.max(reach);
            (span, reach)
        };
        Self(spans.into_iter().map(with_reach).collect())
    }

    fn touching(&self, part: Span) -> Vec<Span> {
        let end = self.0.partition_point(|(span, _)| span.start <= part.end);
        let near = self.0[..end].iter().rev().take_while(|(_, reach)| *reach >= part.start);
        let mut found: Vec<Span> =
            near.map(|(span, _)| *span).filter(|span| span.end >= part.start).collect();
        found.reverse();
        found
    }

    /// Whether a span shares a byte with the part.
    fn reaches(&self, part: Span) -> bool {
        let end = self.0.partition_point(|(span, _)| span.start < part.end);
        end > 0 && self.0[end - 1].1 > part.start
    }
}

struct Walk<'s> {
    source: &'s str,
    keys: bool,
    shown: Vec<Span>,
    hidden: Vec<Span>,
}

impl Walk<'_> {
    fn node(&mut self, node: Node<'_>, kind: Option<&Kind>) {
        #[cfg(test)]
        tests::VISITED.with(|visited| visited.set(visited.get() + 1));
        if node.kind().is_scalar() {
            match kind {
                Some(kind) if !matches!(kind, Kind::Secret(_)) && !kind.contains_secret() => {
                    self.show_without_passwords(node.span());
                }
                _ => self.hidden.push(node.span()),
            }
            return;
        }
        let inner = match kind.map(unwrapped) {
            Some(Kind::List { element, single: true, .. }) if node.kind() != config_format::Kind::List => {
                Some(unwrapped(element))
            }
            inner => inner,
        };
        for (index, item) in node.items().enumerate() {
            let element = match inner {
                Some(Kind::List { element, .. }) => Some(*element),
                Some(Kind::Tuple(kinds)) => kinds.get(index),
                _ => None,
            };
            self.node(item, element);
        }
        for (key, value) in node.entries() {
            self.entry(key, value, inner);
        }
    }

    fn entry(&mut self, key: Node<'_>, value: Node<'_>, inner: Option<&Kind>) {
        // A key that is known, or could be a misspelled one, is shown; what lies in a secret or in a value that
        // nobody knows may be anything.
        let reserved = key.text().starts_with('$');
        let known = matches!(inner, Some(Kind::Section(_) | Kind::Map { .. })) || reserved;
        if self.keys {
            let list = if known && key.kind().is_scalar() { &mut self.shown } else { &mut self.hidden };
            list.push(key.span());
        }
        match inner {
            Some(Kind::Section(schema)) if !reserved => {
                let field = schema.find_most_secret(key.text());
                let tag = is_tag(schema, key.text()).then_some(Kind::String);
                self.node(value, field.map(|field| &field.kind).or(tag.as_ref()));
            }
            Some(Kind::Map { value: element, .. }) => self.node(value, Some(element)),
            _ if reserved => {
                self.node(
                    value,
                    Some(&Kind::List { element: &Kind::String, unique: false, length: None, single: false }),
                );
            }
            _ => self.node(value, None),
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

#[cfg(test)]
pub(super) mod tests {
    use std::cell::Cell;
    use std::collections::HashSet;

    use config_format::{Format, Limits, Span, parse};

    use super::{Sight, Spans, Walk};
    use crate::layer::{Index, Layer, Places};
    use crate::schema::{Field, Kind, Schema, Shape};

    thread_local! {
        /// How many nodes were looked at on this thread.
        pub(crate) static VISITED: Cell<usize> = const { Cell::new(0) };
    }

    const COUNTS: Kind = Kind::Map { key: &Kind::String, value: &Kind::String };
    const FIELDS: &[Field] = &[Field::of_kind("counts", "Counts.", COUNTS)];
    static SCHEMA: Schema = Schema::new("Service", "A service.", Shape::Struct(FIELDS));

    #[test]
    fn a_file_is_walked_once_however_many_findings_it_has() {
        let lines: String = (0..500).map(|index| format!("  key{index}: value{index} # note\n")).collect();
        let source = format!("counts:\n{lines}secret: hidden # hidden too\n");
        let tree = parse(Format::Yaml, source.into_bytes(), &Limits::default()).expect("well-formed");
        let nodes = tree.nodes().len();
        let layer = Layer {
            number: 1,
            name: "counts.yaml".to_owned(),
            places: Places::File("counts.yaml".into()),
            tree,
            indexed: false,
            for_environment: false,
            references: false,
            refused: HashSet::new(),
            sight: Sight::default(),
            index: Index::default(),
        };
        VISITED.with(|visited| visited.set(0));
        let counts = layer.tree.root().get("counts").expect("it is there");
        for (index, (_, value)) in counts.entries().enumerate() {
            let place = layer.place(value.span(), Some(&SCHEMA), "");
            let text = place.snippet.map(|snippet| snippet.text);
            assert_eq!(text, Some(format!("  key{index}: value{index} # note")));
        }
        let secret = layer.tree.root().get("secret").expect("it is there");
        let text = layer.place(secret.span(), Some(&SCHEMA), "").snippet.map(|snippet| snippet.text);
        assert_eq!(text.as_deref(), Some("secret: *** # *** ***"));
        let visited = VISITED.with(Cell::get);
        assert!(visited <= nodes, "{visited} visits for {nodes} nodes and 501 findings");
    }

    #[test]
    fn spans_are_found_that_begin_before_the_part() {
        let spans =
            Spans::new([(8, 9), (0, 20), (2, 4), (30, 31)].map(|(from, to)| Span::new(from, to)).into());
        let starts =
            |from, to| spans.touching(Span::new(from, to)).iter().map(|span| span.start).collect::<Vec<_>>();
        assert_eq!(starts(10, 12), [0]);
        assert_eq!(starts(3, 8), [0, 2, 8]);
        assert_eq!(starts(21, 29), [0u32; 0]);
        assert_eq!(starts(20, 30), [0, 30]);
        assert!(spans.reaches(Span::new(10, 12)) && !spans.reaches(Span::new(20, 30)));
    }

    /// What the walk keeps is offsets, never text.
    #[test]
    fn nothing_is_copied_from_the_text() {
        let mut walk = Walk { source: "a://b:secret@c", keys: true, shown: Vec::new(), hidden: Vec::new() };
        walk.show_without_passwords(Span::new(0, 14));
        assert_eq!((walk.shown.len(), walk.hidden), (2, vec![Span::new(6, 12)]));
    }
}
