//! Text that holds references, split into its parts; nothing of it is left in memory that is not wiped.

use zeroize::Zeroizing;

use crate::read::Scalar;

/// One part of a text with references.
pub(super) enum Part<'t> {
    Text(&'t str),
    Reference { kind: &'t str, argument: &'t str, default: Option<&'t str>, whole: &'t str },
    Broken(&'static str),
}

/// Splits a text at its references.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        if rest[..start].ends_with('$') {
            parts.push(Part::Text(&rest[..start - 1]));
            parts.push(Part::Text("${"));
            rest = &rest[start + 2..];
            continue;
        }
        if start > 0 {
            parts.push(Part::Text(&rest[..start]));
        }
        let inside = &rest[start + 2..];
        let Some(end) = inside.find('}') else {
            parts.push(Part::Broken("a reference is not closed: there is no } after ${"));
            return parts;
        };
        let whole = &rest[start..start + 2 + end + 1];
        let body = &inside[..end];
        match body.split_once(':') {
            Some((kind, argument)) if !argument.is_empty() => {
                let (argument, default) = match argument.split_once(":-") {
                    Some((argument, default)) if kind == "env" => (argument, Some(default)),
                    _ => (argument, None),
                };
                parts.push(Part::Reference { kind, argument, default, whole });
            }
            _ => parts.push(Part::Broken("a reference does not say what it refers to")),
        }
        rest = &inside[end + 1..];
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

/// Appends without leaving an unwiped copy behind when the string must grow.
pub(super) fn push_wiping(text: &mut Zeroizing<String>, piece: &str) {
    if text.capacity() - text.len() < piece.len() {
        let mut grown = Zeroizing::new(String::with_capacity((text.len() + piece.len()) * 2));
        grown.push_str(text);
        *text = grown;
    }
    text.push_str(piece);
}

/// Files that hold a single value usually end in a line end that is not meant.
pub(crate) fn trim_line_end(text: &mut String) {
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
}

pub(super) fn plain_text(scalar: &Scalar<'_>) -> String {
    match scalar.literal {
        Some(literal) => literal.to_string(),
        None => scalar.text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe(text: &str) -> Vec<String> {
        parts(text)
            .into_iter()
            .map(|part| match part {
                Part::Text(text) => format!("text {text}"),
                Part::Reference { kind, argument, default, .. } => format!("{kind} {argument} {default:?}"),
                Part::Broken(_) => "broken".to_owned(),
            })
            .collect()
    }

    #[test]
    fn texts_are_split_at_references() {
        assert_eq!(
            describe("http://${env:HOST:-a:-b}:${config:port}/"),
            ["text http://", "env HOST Some(\"a:-b\")", "text :", "config port None", "text /"]
        );
        assert_eq!(describe("$${x} ${env:"), ["text ", "text ${", "text x} ", "broken"]);
        assert_eq!(describe("${HOME}"), ["broken"]);
    }
}
