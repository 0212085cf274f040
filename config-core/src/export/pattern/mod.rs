//! Patterns of the table for other engines: the part of the syntax that ECMA-262 and RE2 share, with the meaning that
//! the loader gives it (ASCII classes, `.` without line ends), and a text that matches.

mod parse;

use std::fmt::Write as _;

use parse::parse;

/// A parsed pattern.
#[derive(Debug)]
enum Node {
    Class { negated: bool, ranges: Vec<(char, char)> },
    Start,
    End,
    Boundary(bool),
    Alternation(Vec<Node>),
    Sequence(Vec<Node>),
    Repeat { node: Box<Node>, minimum: u32, maximum: Option<u32>, lazy: bool },
}

/// The pattern as JSON Schema writes it; `None` for what the other engines cannot say (`(?m)`, `(?x)`).
#[must_use]
pub fn portable(pattern: &str) -> Option<String> {
    let node = parse(pattern)?;
    let mut out = String::new();
    write(&node, &mut out);
    Some(out)
}

/// Texts that match a pattern, short ones first. The caller checks them: anchors in odd places are not looked at.
pub(super) fn samples(pattern: &str) -> impl Iterator<Item = String> {
    let node = parse(pattern);
    (0..40).filter_map(move |extra| {
        let mut out = String::new();
        sample(node.as_ref()?, extra, &mut out)?;
        Some(out)
    })
}

fn write(node: &Node, out: &mut String) {
    match node {
        Node::Class { negated: false, ranges } if matches!(ranges.as_slice(), [(low, high)] if low == high) =>
        {
            literal(ranges[0].0, r"\^$.|?*+()[]{}/", out);
        }
        Node::Class { negated: false, ranges } if ranges.as_slice() == [('\0', char::MAX)] => {
            out.push_str(r"[\s\S]");
        }
        Node::Class { negated, ranges } => {
            out.push_str(if *negated { "[^" } else { "[" });
            for (low, high) in ranges {
                literal(*low, r"\^[]-", out);
                if low != high {
                    out.push('-');
                    literal(*high, r"\^[]-", out);
                }
            }
            out.push(']');
        }
        Node::Start => out.push('^'),
        Node::End => out.push('$'),
        Node::Boundary(true) => out.push_str(r"\b"),
        Node::Boundary(false) => out.push_str(r"\B"),
        Node::Alternation(branches) => {
            for (index, branch) in branches.iter().enumerate() {
                if index > 0 {
                    out.push('|');
                }
                write(branch, out);
            }
        }
        Node::Sequence(parts) => parts.iter().for_each(|part| grouped(part, out)),
        Node::Repeat { node, minimum, maximum, lazy } => {
            grouped(node, out);
            let _ = match (minimum, maximum) {
                (0, None) => write!(out, "*"),
                (1, None) => write!(out, "+"),
                (0, Some(1)) => write!(out, "?"),
                (minimum, None) => write!(out, "{{{minimum},}}"),
                (minimum, Some(maximum)) if minimum == maximum => write!(out, "{{{minimum}}}"),
                (minimum, Some(maximum)) => write!(out, "{{{minimum},{maximum}}}"),
            };
            if *lazy {
                out.push('?');
            }
        }
    }
}

/// A part of a sequence, in a group where it would fall apart otherwise.
fn grouped(node: &Node, out: &mut String) {
    let group = matches!(node, Node::Alternation(_) | Node::Sequence(_));
    if group {
        out.push_str("(?:");
    }
    write(node, out);
    if group {
        out.push(')');
    }
}

fn literal(letter: char, special: &str, out: &mut String) {
    match letter {
        '\n' => out.push_str(r"\n"),
        '\r' => out.push_str(r"\r"),
        '\t' => out.push_str(r"\t"),
        control if (control as u32) < 0x20 => {
            let _ = write!(out, "\\x{:02x}", control as u32);
        }
        letter => {
            if special.contains(letter) {
                out.push('\\');
            }
            out.push(letter);
        }
    }
}

fn sample(node: &Node, extra: u32, out: &mut String) -> Option<()> {
    match node {
        Node::Class { negated, ranges } => {
            let holds =
                |letter: char| ranges.iter().any(|(low, high)| (*low..=*high).contains(&letter)) != *negated;
            let first = ranges.first().map(|(low, _)| *low).filter(|_| !negated);
            out.push(['a', 'A', '0', 'x'].into_iter().find(|letter| holds(*letter)).or(first)?);
        }
        Node::Start | Node::End | Node::Boundary(_) => {}
        Node::Alternation(branches) => sample(branches.get(extra as usize % branches.len())?, extra, out)?,
        Node::Sequence(parts) => parts.iter().try_for_each(|part| sample(part, extra, out))?,
        Node::Repeat { node, minimum, maximum, .. } => {
            let count = minimum.saturating_add(extra).min(maximum.unwrap_or(u32::MAX)).min(1024);
            (0..count).try_for_each(|_| sample(node, extra, out))?;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{portable, samples};

    #[test]
    fn patterns_keep_their_meaning() {
        let cases = [
            (r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", r"^[a-z0-9](?:[\-a-z0-9]*[a-z0-9])?$"),
            (r"^\d+\s?\w$", r"^[0-9]+[\t-\r ]?[0-9A-Z_a-z]$"),
            (r"(?i)ok|No", r"[oO][kK]|[Nn][oO]"),
            (r"^(?P<host>[^:/]+):\d{1,5}$", r"^(?:[^:/]+):[0-9]{1,5}$"),
            (r"^a.b\.c/d$", r"^a[^\n]b\.c\/d$"),
            (r"\A[[:alpha:]_-]+\z", r"^[A-Za-z_\-]+$"),
            (r"(?s)^.$", r"^[\s\S]$"),
        ];
        for (pattern, expected) in cases {
            assert_eq!(portable(pattern).as_deref(), Some(expected), "{pattern}");
        }
        assert_eq!(portable("(?m)^a$"), None);
    }

    #[test]
    fn samples_match() {
        for pattern in
            [r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", r"^\d{3}-[A-F]{2}$", "^(red|green)$", r"(?i)^v\d+\.\d+$"]
        {
            let regex = regex_lite::Regex::new(pattern).unwrap();
            assert!(samples(pattern).any(|text| regex.is_match(&text)), "{pattern}");
        }
    }
}
