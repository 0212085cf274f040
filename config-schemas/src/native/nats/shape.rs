//! From what stands in the file to what the schema reads.
//!
//! Names become those of the schema, whose upper and lower case is the same to the server; what is only there for
//! variables goes; other forms become the schema's. The server is strict about types, and so is this: a number is no text
//! and text is no number.

use std::collections::HashSet;

use config_core::schema::{Kind, Schema, Shape};
use config_core::{Code, Finding};
use config_format::{Kind as TextKind, Span};

use super::sources::Sources;
use super::{FROM_ENVIRONMENT, forms, syntax};
use crate::native::text::{Content, Entry, Piece};

/// What is found on the way.
pub(super) struct Shaping<'s> {
    sources: &'s Sources,
    used: &'s HashSet<u32>,
    pub(super) findings: Vec<Finding>,
    /// Where variables of the environment end that had to be known, and so were looked for.
    pub(super) known: HashSet<u32>,
}

/// What a variant is written as.
static WORD: Kind = Kind::String;

impl<'s> Shaping<'s> {
    pub(super) fn new(sources: &'s Sources, used: &'s HashSet<u32>) -> Self {
        Self { sources, used, findings: Vec::new(), known: HashSet::new() }
    }

    /// The entries of a section, under the names of its fields. A name that is given again has its last value.
    pub(super) fn section(&mut self, schema: &'static Schema, entries: Vec<Entry>, path: &str) -> Vec<Entry> {
        let mut shaped: Vec<Entry> = Vec::new();
        for mut entry in entries {
            let Some(field) = schema.find(&entry.name.to_lowercase()) else {
                // The settings of TLS have no place for variables.
                if !self.used.contains(&entry.span.start) || schema.name == "Tls" {
                    shaped.push(entry);
                }
                continue;
            };
            let path = join(path, field.name);
            let content = match (schema.name, field.name) {
                ("Nats", "accounts") => self.accounts(entry.content, &path),
                _ => entry.content,
            };
            let Some(content) = forms::of(schema.name, field.name, content) else { continue };
            self.loose(schema.name, field.name, &content, &path);
            let Some(content) = self.value(&field.kind, content, &path) else { continue };
            entry.content = content;
            field.name.clone_into(&mut entry.name);
            shaped.retain(|earlier| earlier.name != entry.name);
            shaped.push(entry);
        }
        shaped
    }

    /// The value as the schema reads it; nothing when it cannot be known.
    fn value(&mut self, kind: &'static Kind, content: Content, path: &str) -> Option<Content> {
        Some(match (kind.without_wrappers(), content) {
            (Kind::Section(schema), Content::Map(span, entries)) => match schema.shape {
                Shape::Struct(_) => Content::Map(span, self.section(schema, entries, path)),
                _ => Content::Map(span, entries),
            },
            (Kind::Section(schema), Content::One(piece)) if !schema.variants().is_empty() => {
                return self.variant(schema, piece, path);
            }
            (Kind::Map { value, .. }, Content::Map(span, entries)) => {
                let entries = entries.into_iter().filter_map(|entry| {
                    let path = join(path, &entry.name);
                    let content = self.value(value, entry.content, &path)?;
                    Some(Entry { content, ..entry })
                });
                Content::Map(span, entries.collect())
            }
            (Kind::List { element, .. }, Content::List(span, items)) => {
                let items = items.into_iter().enumerate();
                let items =
                    items.filter_map(|(index, item)| self.value(element, item, &format!("{path}[{index}]")));
                Content::List(span, items.collect())
            }
            (Kind::List { element, .. }, content @ Content::One(_)) => {
                return self.value(element, content, path);
            }
            (kind, Content::One(piece)) => return self.scalar(kind, piece, path),
            (_, content) => content,
        })
    }

    fn scalar(&mut self, kind: &'static Kind, piece: Piece, path: &str) -> Option<Content> {
        if piece.kind == TextKind::Text && !matches!(kind, Kind::String | Kind::Any) {
            return self.of_environment(kind, piece, path);
        }
        if matches!(kind, Kind::Parsed { name, .. } if name.starts_with("a duration such as 2m"))
            && piece.kind == TextKind::Integer
        {
            self.findings.push(
                Finding::warning(Code::DEPRECATED, path, format!("{path} should have a unit"))
                    .with_origin(self.sources.place(piece.span.start as usize))
                    .with_help(format!("write {}s", piece.text)),
            );
        }
        Some(Content::One(piece))
    }

    /// The word for a variant, which may be in upper or lower case.
    fn variant(&mut self, schema: &'static Schema, mut piece: Piece, path: &str) -> Option<Content> {
        let called = |name: &str| name.eq_ignore_ascii_case(&piece.text);
        let found = schema
            .variants()
            .iter()
            .find(|variant| std::iter::once(&variant.name).chain(variant.aliases).any(|name| called(name)));
        match (piece.kind, found) {
            (TextKind::String, Some(variant)) => variant.name.clone_into(&mut piece.text),
            (TextKind::Text, _) => return self.of_environment(&WORD, piece, path),
            _ => {}
        }
        Some(Content::One(piece))
    }

    /// A list of accounts is a section of accounts without settings. What variables stand for is no account.
    fn accounts(&mut self, content: Content, path: &str) -> Content {
        let (span, entries) = match content {
            Content::Map(span, mut entries) => {
                entries.retain(|entry| !self.used.contains(&entry.span.start));
                (span, entries)
            }
            Content::List(span, items) => {
                let mut entries: Vec<Entry> = Vec::new();
                for item in items {
                    let Content::One(piece) = &item else {
                        self.wrong_type(path, item.span(), "expected the name of an account");
                        continue;
                    };
                    if entries.iter().any(|entry| entry.name == piece.text) {
                        self.finding(
                            path,
                            piece.span,
                            "the account is named twice",
                            "remove one of the names",
                        );
                    }
                    let content = Content::Map(piece.span, Vec::new());
                    entries.push(Entry { name: piece.text.clone(), span: piece.span, content });
                }
                (span, entries)
            }
            other => return other,
        };
        for entry in entries.iter().filter(|entry| entry.name == "$G") {
            self.finding(
                path,
                entry.span,
                "the account $G is the server's own",
                "give the account another name",
            );
        }
        Content::Map(span, entries)
    }

    /// Settings that have several types, and none of them a section.
    fn loose(&mut self, section: &str, field: &str, content: &Content, path: &str) {
        let problem = match (section, field, content) {
            ("Tls", "handshake_first", Content::One(piece)) => match piece.kind {
                TextKind::Boolean | TextKind::Text => return,
                TextKind::String
                    if piece.text.eq_ignore_ascii_case("auto")
                        || piece.text.parse::<crate::value::GoDuration>().is_ok() =>
                {
                    return;
                }
                _ => "expected true, false, auto, or a duration such as 300ms",
            },
            ("Tls", "handshake_first", _) => "expected true, false, auto, or a duration such as 300ms",
            ("RemoteLeaf", "jetstream_cluster_migrate", Content::One(piece))
                if piece.kind != TextKind::Boolean =>
            {
                "expected true, false, or a section with leader_delay"
            }
            ("Nats", "resolver", content) => match super::resolver::problem(content) {
                Some(problem) => problem,
                None => return,
            },
            _ => return,
        };
        self.wrong_type(path, content.span(), problem);
    }

    /// A value that is no text has to be known; it is what the variable is here.
    fn of_environment(&mut self, kind: &'static Kind, piece: Piece, path: &str) -> Option<Content> {
        self.known.insert(piece.span.end);
        let name = piece.text.trim_start_matches("${env:").trim_end_matches('}');
        if let Ok(text) = std::env::var(name)
            && let Ok(mut parsed) =
                syntax::parse(&mut Sources::new(self.sources.path(), &format!("value: {text}")))
            && let Some(mut entry) = parsed.entries.pop()
        {
            entry.content.move_to(piece.span);
            return Some(entry.content);
        }
        let finding = Finding::error(
            FROM_ENVIRONMENT,
            path,
            format!("variable {name} is set neither in this file nor in the environment"),
        );
        let help = format!("set {name} before it is used, or in the environment, to {}", kind.describe());
        let place = self.sources.place(piece.span.start as usize);
        self.findings.push(finding.with_origin(place).with_help(help));
        None
    }

    fn wrong_type(&mut self, path: &str, span: Span, message: &str) {
        let finding = Finding::error(Code::WRONG_TYPE, path, message)
            .with_origin(self.sources.place(span.start as usize))
            .with_help("write text in quotes, and numbers and truth values without");
        self.findings.push(finding);
    }

    fn finding(&mut self, path: &str, span: Span, message: &str, help: &str) {
        let finding = Finding::error(Code::CHECK, path, message)
            .with_origin(self.sources.place(span.start as usize))
            .with_help(help);
        self.findings.push(finding);
    }
}

/// A path and a key.
pub(super) fn join(path: &str, key: &str) -> String {
    if key.is_empty() || key.contains(['.', '[', ']', '"']) {
        format!("{path}[\"{key}\"]")
    } else if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}
