//! Values as YAML that readers of version 1.1 and of version 1.2 understand alike.

use config_core::AnyValue;
use config_format::{Format, Kind, Limits};

use super::json::string;

/// A value as a YAML document in block style. Secrets are written out.
///
/// Text stands without quotes only where no reader takes it for anything else.
///
/// ```
/// use config_core::AnyValue;
/// let value = AnyValue::Map(vec![
///     ("interval".to_owned(), AnyValue::String("15s".to_owned())),
///     ("answer".to_owned(), AnyValue::String("no".to_owned())),
/// ]);
/// assert_eq!(config_schemas::native::text::yaml(&value), "interval: 15s\nanswer: \"no\"\n");
/// ```
#[must_use]
pub fn yaml(value: &AnyValue) -> String {
    let mut out = String::new();
    match value {
        AnyValue::Map(entries) if !entries.is_empty() => map(&mut out, entries, 0, false),
        AnyValue::List(items) if !items.is_empty() => list(&mut out, items, 0),
        other => {
            scalar(&mut out, other);
            out.push('\n');
        }
    }
    out
}

fn map(out: &mut String, entries: &[(String, AnyValue)], depth: usize, continues: bool) {
    for (index, (key, value)) in entries.iter().enumerate() {
        if index > 0 || !continues {
            indent(out, depth);
        }
        text(out, key);
        out.push(':');
        match value {
            AnyValue::Map(inner) if !inner.is_empty() => {
                out.push('\n');
                map(out, inner, depth + 1, false);
            }
            AnyValue::List(items) if !items.is_empty() => {
                out.push('\n');
                list(out, items, depth + 1);
            }
            other => {
                out.push(' ');
                scalar(out, other);
                out.push('\n');
            }
        }
    }
}

fn list(out: &mut String, items: &[AnyValue], depth: usize) {
    for item in items {
        indent(out, depth);
        out.push('-');
        match item {
            AnyValue::Map(inner) if !inner.is_empty() => {
                out.push(' ');
                map(out, inner, depth + 1, true);
            }
            AnyValue::List(inner) if !inner.is_empty() => {
                out.push('\n');
                list(out, inner, depth + 1);
            }
            other => {
                out.push(' ');
                scalar(out, other);
                out.push('\n');
            }
        }
    }
}

fn indent(out: &mut String, depth: usize) {
    (0..depth).for_each(|_| out.push_str("  "));
}

fn scalar(out: &mut String, value: &AnyValue) {
    match value {
        AnyValue::Null => out.push_str("null"),
        AnyValue::Boolean(truth) => out.push_str(if *truth { "true" } else { "false" }),
        AnyValue::Number(number) => out.push_str(number),
        AnyValue::String(content) => text(out, content),
        AnyValue::Secret(content) => text(out, content.expose_secret()),
        AnyValue::List(_) => out.push_str("[]"),
        AnyValue::Map(_) => out.push_str("{}"),
    }
}

fn text(out: &mut String, content: &str) {
    if is_plain(content) { out.push_str(content) } else { string(out, content) }
}

/// Whether the text is itself without quotes, for readers of YAML 1.1 too: they know more truth values, numbers with
/// underscores and colons, and dates.
fn is_plain(content: &str) -> bool {
    const WORDS: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let Some(first) = content.chars().next() else { return false };
    let safe = |letter: char| letter.is_ascii_alphanumeric() || "_./-@%+=()$".contains(letter);
    let starts = first.is_ascii_alphabetic() || "_/".contains(first);
    let measured = first.is_ascii_digit()
        && first != '0'
        && content.chars().all(|letter| letter.is_ascii_alphanumeric())
        && content.ends_with(|letter: char| letter.is_ascii_alphabetic());
    // A colon or a space inside is harmless between two other characters.
    let spaced = content.as_bytes().windows(2).all(|pair| !matches!(pair, [b' ' | b':', b' ' | b':' | b'#']));
    let ends = !content.ends_with([' ', ':']);
    (starts || measured)
        && spaced
        && ends
        && content.chars().all(|letter| safe(letter) || letter == ' ' || letter == ':')
        && !WORDS.contains(&content.to_ascii_lowercase().as_str())
        && config_format::parse(Format::Yaml, content.as_bytes().to_vec(), &Limits::default())
            .is_ok_and(|tree| tree.root().kind() == Kind::String && tree.root().text() == content)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> AnyValue {
        fn of(node: config_format::Node<'_>) -> AnyValue {
            match node.kind() {
                Kind::Null => AnyValue::Null,
                Kind::Boolean => AnyValue::Boolean(node.text() == "true"),
                Kind::Integer | Kind::Float => AnyValue::Number(node.text().to_owned()),
                Kind::List => AnyValue::List(node.items().map(of).collect()),
                Kind::Map => AnyValue::Map(
                    node.entries().map(|(key, value)| (key.text().to_owned(), of(value))).collect(),
                ),
                _ => AnyValue::String(node.text().to_owned()),
            }
        }
        let tree = config_format::parse(Format::Yaml, text.as_bytes().to_vec(), &Limits::default()).unwrap();
        of(tree.root())
    }

    #[test]
    fn what_is_written_is_read_again() {
        let texts = [
            "",
            " ",
            "a",
            "no",
            "Off",
            "~",
            "null",
            "1",
            "0x1f",
            "1e3",
            "15s",
            "1h30m",
            "012",
            "a: b",
            "a #b",
            "#a",
            "- a",
            "a:",
            ":a",
            "line\nline\n",
            "\t",
            "\u{85}x",
            "é",
            "{a}",
            "[a",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "'",
            "\"",
            "\\",
            "a\u{0}b",
            "2020-01-01",
            "12:30:45",
            "1_000",
            "=",
            "<<",
            "---",
            "...",
            ".inf",
            "0o7",
            "http://x:1/y",
            "$$x",
            "${TEST}",
            "a, b",
            "? a",
        ];
        for text in texts {
            let value = AnyValue::Map(vec![
                (text.to_owned(), AnyValue::String(text.to_owned())),
                (
                    "list".to_owned(),
                    AnyValue::List(vec![
                        AnyValue::String(text.to_owned()),
                        AnyValue::List(vec![AnyValue::String(text.to_owned())]),
                        AnyValue::Map(vec![
                            ("x".to_owned(), AnyValue::List(vec![])),
                            ("y".to_owned(), AnyValue::Null),
                        ]),
                    ]),
                ),
            ]);
            let written = yaml(&value);
            assert!(read(&written) == value, "{text:?} was written as\n{written}");
        }
    }
}
