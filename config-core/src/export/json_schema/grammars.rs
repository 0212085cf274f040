//! The grammars of the table as patterns.

use super::super::facts::type_name;
use super::super::pattern::portable;
use super::formats;
use crate::schema::{Grammar, Kind, TextFormat};

/// What text must match, or must not.
#[derive(Clone, Debug)]
pub(in crate::export) struct Part {
    pub(in crate::export) pattern: String,
    pub(in crate::export) negated: bool,
}

impl Part {
    fn new(pattern: String) -> Self {
        Self { pattern, negated: false }
    }
}

/// What text of a grammar must match, as far as patterns can say it: all of these.
pub(in crate::export) fn parts(grammar: &Grammar) -> Vec<Part> {
    match grammar {
        Grammar::Pattern(pattern) => portable(pattern).into_iter().map(Part::new).collect(),
        Grammar::OneOf(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| escaped(text)).collect();
            vec![Part::new(format!("^(?:{})$", texts.join("|")))]
        }
        Grammar::Format(format) => of_format(*format),
        Grammar::SocketAddress => {
            vec![Part::new(format!("^(?:{}|{})$", formats::socket_v4(), formats::socket_v6()))]
        }
        Grammar::SocketAddressV4 => vec![Part::new(format!("^{}$", formats::socket_v4()))],
        Grammar::SocketAddressV6 => vec![Part::new(format!("^{}$", formats::socket_v6()))],
        Grammar::Network => of_format(TextFormat::Cidr),
        Grammar::All(grammars) => grammars.iter().flat_map(parts).collect(),
        Grammar::Any(grammars) => {
            let one = |grammar: &Grammar| match parts(grammar).as_slice() {
                [Part { pattern, negated: false }] if is_whole(grammar) => Some(pattern.clone()),
                _ => None,
            };
            let any: Option<Vec<String>> = grammars.iter().map(one).collect();
            any.map(|any| Part::new(any.join("|"))).into_iter().collect()
        }
        Grammar::Not(grammar) => match parts(grammar).as_slice() {
            [Part { pattern, negated }] if is_whole(grammar) => {
                vec![Part { pattern: pattern.clone(), negated: !negated }]
            }
            _ => Vec::new(),
        },
        Grammar::Opaque | Grammar::Sum { .. } | Grammar::RegularExpression | Grammar::Brackets => Vec::new(),
    }
}

/// Whether the patterns say all that the grammar says, so that they can be negated, and stand among others.
fn is_whole(grammar: &Grammar) -> bool {
    match grammar {
        Grammar::Pattern(pattern) => portable(pattern).is_some(),
        Grammar::Format(format) => formats::except(*format).is_none(),
        Grammar::OneOf(_) | Grammar::SocketAddress | Grammar::SocketAddressV4 | Grammar::SocketAddressV6 => {
            true
        }
        Grammar::Any(grammars) => grammars.iter().all(is_whole),
        Grammar::Not(grammar) => is_whole(grammar),
        _ => false,
    }
}

/// A text as a pattern that it alone matches.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if r"\^$.|?*+()[]{}/".contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// A format, which may keep out some of what its pattern lets in.
pub(super) fn of_format(format: TextFormat) -> Vec<Part> {
    let except = formats::except(format).map(|pattern| Part { pattern: pattern.to_owned(), negated: true });
    std::iter::once(Part::new(formats::of_format(format))).chain(except).collect()
}

/// A name for the grammar of a kind: `kubernetes-quantity`.
pub(super) fn name(kind: &Kind) -> String {
    match kind {
        Kind::ByteSize => "byte-size".to_owned(),
        Kind::Percent => "percent".to_owned(),
        Kind::Parsed { grammar: Grammar::Format(format), .. } => format.name().to_owned(),
        Kind::Parsed { grammar: Grammar::SocketAddress, .. } => "socket-address".to_owned(),
        Kind::Parsed { grammar: Grammar::SocketAddressV4, .. } => "socket-address-v4".to_owned(),
        Kind::Parsed { grammar: Grammar::SocketAddressV6, .. } => "socket-address-v6".to_owned(),
        other => {
            let words = type_name(other);
            let words = words.split(|letter: char| !letter.is_ascii_alphanumeric());
            words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect::<Vec<_>>().join("-")
        }
    }
}
