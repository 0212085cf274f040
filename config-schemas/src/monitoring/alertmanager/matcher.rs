//! What an alert must be like.

use config_core::schema::Grammar;

use super::matcher_utf8;
use crate::value::{RegularExpression, ValueError, blanks, text_type};

/// An operator, or nothing at all; the rest is the function's.
const GRAMMAR: Grammar = Grammar::Pattern(concat!("=|!~|^[", blanks!(), r"{}]*$"));

pub(super) const HELP: &str = "write name=\"value\", with =, !=, =~ or !~; several are separated by commas";

text_type! {
    /// Conditions over labels, separated by commas, with or without braces: `severity=~"warning|critical"`. What either of
    /// the server's two parsers takes is taken, as the server itself does.
    ///
    /// ```
    /// use config_schemas::monitoring::alertmanager::Matchers;
    /// for text in ["severity=critical", "{a=\"b,c\", d=~\"e|f\"}", "foo = bar", "a!=", "{}", "\"a b\"=c", "{a=b"] {
    ///     assert!(text.parse::<Matchers>().is_ok(), "{text}");
    /// }
    /// for text in ["severity", "=x", "a=~\"(\"", "a=b,,c=d", "a b=c"] {
    ///     assert!(text.parse::<Matchers>().is_err(), "{text}");
    /// }
    /// ```
    Matchers, "conditions over labels such as severity=\"critical\"", GRAMMAR, check
}

/// One of the conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Condition {
    pub(crate) label: String,
    /// `=`, `!=`, `=~` or `!~`.
    pub(crate) operator: &'static str,
    pub(crate) value: String,
}

impl Matchers {
    /// The conditions, all of which an alert must meet.
    pub(crate) fn conditions(&self) -> Vec<Condition> {
        parse(self.as_str()).unwrap_or_default()
    }
}

fn check(text: &str) -> Result<(), ValueError> {
    parse(text).map(|_| ())
}

/// Where both parsers take a text the older one counts; where neither does, its problem is told. So does the server.
fn parse(text: &str) -> Result<Vec<Condition>, ValueError> {
    classic(text).or_else(|problem| matcher_utf8::conditions(text).map_err(|_| problem))
}

/// The older parser. A brace at either end may stand alone.
fn classic(text: &str) -> Result<Vec<Condition>, ValueError> {
    let text = text.strip_prefix('{').unwrap_or(text);
    let text = text.strip_suffix('}').unwrap_or(text);
    let mut parts = split(text);
    // Blanks after the last comma are nothing.
    if parts.last().is_some_and(|last| last.trim().is_empty()) {
        parts.pop();
    }
    parts.into_iter().map(one).collect()
}

/// The parts between commas that stand outside of quotes.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (index, letter) in text.char_indices() {
        match letter {
            ',' if !quoted => {
                parts.push(&text[start..index]);
                start = index + 1;
            }
            '"' => {
                quoted ^= !escaped;
                escaped = false;
            }
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    parts.push(&text[start..]);
    parts
}

fn one(text: &str) -> Result<Condition, ValueError> {
    const BLANKS: [char; 5] = ['\t', '\n', '\u{c}', '\r', ' '];
    let text = text.trim_matches(BLANKS);
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | ':');
    let name = &text[..text.find(|letter| !is_name(letter)).unwrap_or(text.len())];
    if name.is_empty() || name.starts_with(|letter: char| letter.is_ascii_digit()) {
        return Err(ValueError::new("the name of a label is missing", HELP));
    }
    let rest = text[name.len()..].trim_start_matches(BLANKS);
    let Some(operator) = ["=~", "=", "!=", "!~"].into_iter().find(|operator| rest.starts_with(operator))
    else {
        return Err(ValueError::new("an operator is missing after the name of the label", HELP));
    };
    let value = unquoted(rest[operator.len()..].trim_matches(BLANKS))?;
    if operator.ends_with('~') {
        value.parse::<RegularExpression>()?;
    }
    Ok(Condition { label: name.to_owned(), operator, value })
}

/// A value without its quotes. A backslash that escapes nothing stands for itself.
fn unquoted(text: &str) -> Result<String, ValueError> {
    let inner = match text.strip_prefix('"') {
        Some(rest) => match rest.strip_suffix('"') {
            Some(inner) => inner,
            None => return Err(ValueError::new("a quote is not closed", HELP)),
        },
        None => text,
    };
    let mut value = String::with_capacity(inner.len());
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        match (letter, letters.as_str().chars().next()) {
            ('\\', Some(next)) => {
                letters.next();
                match next {
                    'n' => value.push('\n'),
                    '"' | '\\' => value.push(next),
                    _ => value.extend(['\\', next]),
                }
            }
            // The last quote was escaped, so it did not close.
            ('\\', None) if inner.len() < text.len() => {
                return Err(ValueError::new("a quote is not closed", HELP));
            }
            ('"', _) => return Err(ValueError::new("a quote stands inside of a value", HELP)),
            _ => value.push(letter),
        }
    }
    Ok(value)
}
