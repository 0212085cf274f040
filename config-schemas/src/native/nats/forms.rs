//! The other forms that values may have: a truth value or a word in place of a section, a subject in place of a list.
//!
//! Each becomes the section or list that it stands for, so that the schema has one form of everything. What is switched
//! off is as if it were not there.

use config_format::{Kind, Span};

use crate::native::text::{Content, Entry, Piece};

/// The form that the schema has; nothing when the value only says that there is none.
pub(super) fn of(section: &str, field: &str, content: Content) -> Option<Content> {
    let span = content.span();
    Some(match (section, field) {
        ("Nats", "jetstream") => match switch(&content) {
            Some(on) => map(span, vec![boolean("enabled", span, on)]),
            None => content,
        },
        ("Account", "jetstream") => match switch(&content) {
            Some(true) => map(span, Vec::new()),
            Some(false) => return None,
            None => content,
        },
        ("Permissions", "publish" | "subscribe") => match content {
            Content::Map(_, entries) if entries.is_empty() => return None,
            Content::Map(..) => content,
            one_or_many => map(span, vec![entry("allow", one_or_many)]),
        },
        ("Permissions", "allow_responses") => match truth(&content) {
            Some(true) => map(span, Vec::new()),
            Some(false) => return None,
            None => content,
        },
        ("Nats" | "Account", "mappings") => mappings(content),
        ("Export", "latency") => text_as(content, "subject"),
        ("Account", "msg_trace") => text_as(content, "dest"),
        (_, "compression") if section != "Websocket" => match &content {
            Content::One(piece) if matches!(piece.kind, Kind::Boolean | Kind::String) => {
                let mode = Piece { kind: Kind::String, span, text: piece.text.clone() };
                map(span, vec![entry("mode", Content::One(mode))])
            }
            _ => content,
        },
        ("RemoteGateway", "urls") if matches!(content, Content::One(_)) => Content::List(span, vec![content]),
        ("Nats", "ocsp") => match truth(&content) {
            Some(on) => word("mode", span, if on { "auto" } else { "never" }),
            None => content,
        },
        ("Nats", "ocsp_cache") => match truth(&content) {
            Some(on) => word("type", span, if on { "local" } else { "none" }),
            None => content,
        },
        ("Tls", "ocsp_peer") => match truth(&content) {
            Some(on) => map(span, vec![boolean("verify", span, on)]),
            None => content,
        },
        (
            "JetStream",
            "max_memory_store"
            | "max_file_store"
            | "max_outstanding_catchup"
            | "max_buffered_size"
            | "meta_compact_size",
        ) => storage(content),
        _ => content,
    })
}

fn map(span: Span, entries: Vec<Entry>) -> Content {
    Content::Map(span, entries)
}

fn entry(name: &str, content: Content) -> Entry {
    Entry { name: name.to_owned(), span: content.span(), content }
}

fn boolean(name: &str, span: Span, truth: bool) -> Entry {
    entry(name, Content::One(Piece { kind: Kind::Boolean, span, text: truth.to_string() }))
}

fn word(name: &str, span: Span, text: &str) -> Content {
    let piece = Piece { kind: Kind::String, span, text: text.to_owned() };
    map(span, vec![entry(name, Content::One(piece))])
}

fn truth(content: &Content) -> Option<bool> {
    match content {
        Content::One(piece) if piece.kind == Kind::Boolean => Some(piece.text == "true"),
        _ => None,
    }
}

/// A truth value, or a word that says the same.
fn switch(content: &Content) -> Option<bool> {
    match content {
        Content::One(piece) if piece.kind == Kind::String => match piece.text.to_lowercase().as_str() {
            "enabled" | "enable" => Some(true),
            "disabled" | "disable" => Some(false),
            _ => None,
        },
        other => truth(other),
    }
}

fn text_as(content: Content, name: &str) -> Content {
    match content {
        Content::One(piece) if piece.kind == Kind::String => {
            map(piece.span, vec![entry(name, Content::One(piece))])
        }
        other => other,
    }
}

/// Every subject with the list of those that its messages are moved to.
fn mappings(content: Content) -> Content {
    let Content::Map(span, entries) = content else { return content };
    let entries = entries
        .into_iter()
        .map(|one| {
            let content = match one.content {
                Content::One(piece) if piece.kind == Kind::String => {
                    let span = piece.span;
                    let weight = Piece { kind: Kind::Integer, span, text: "100".to_owned() };
                    let fields = vec![
                        entry("destination", Content::One(piece)),
                        entry("weight", Content::One(weight)),
                    ];
                    Content::List(span, vec![map(span, fields)])
                }
                Content::Map(span, fields) => Content::List(span, vec![Content::Map(span, fields)]),
                other => other,
            };
            Entry { content, ..one }
        })
        .collect();
    Content::Map(span, entries)
}

/// Sizes as text: a number with `K`, `M`, `G` or `T`, which are powers of 1024.
fn storage(content: Content) -> Content {
    let Content::One(piece) = &content else { return content };
    if piece.kind != Kind::String {
        return content;
    }
    let power = match piece.text.chars().last() {
        Some('K') => 10,
        Some('M') => 20,
        Some('G') => 30,
        Some('T') => 40,
        _ => return content,
    };
    let number = piece.text[..piece.text.len() - 1].parse::<i64>().ok();
    match number.and_then(|number| number.checked_mul(1 << power)) {
        Some(bytes) => Content::One(Piece { kind: Kind::Integer, span: piece.span, text: bytes.to_string() }),
        None => content,
    }
}
