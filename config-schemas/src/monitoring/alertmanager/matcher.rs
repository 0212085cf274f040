//! What an alert must be like.

use config_core::schema::Grammar;

use crate::value::{RegularExpression, ValueError, blanks, text_type};

/// At least one operator, and braces at both ends or none; the rest is the function's.
const GRAMMAR: Grammar = Grammar::All(&[
    Grammar::Pattern("[^={}]=|[^={}]!~"),
    Grammar::Any(&[
        Grammar::Pattern(concat!("^[", blanks!(), r"]*\{[\s\S]*\}[", blanks!(), "]*$")),
        Grammar::Not(&Grammar::Pattern(concat!("^[", blanks!(), r"]*\{|\}[", blanks!(), "]*$"))),
    ]),
]);

const HELP: &str = "write name=\"value\", with =, !=, =~ or !~; several are separated by commas";

text_type! {
    /// Conditions over labels, separated by commas, with or without braces: `severity=~"warning|critical"`.
    ///
    /// ```
    /// use config_schemas::monitoring::alertmanager::Matchers;
    /// for text in ["severity=critical", "{a=\"b,c\", d=~\"e|f\"}", "foo = bar", "a!="] {
    ///     assert!(text.parse::<Matchers>().is_ok(), "{text}");
    /// }
    /// for text in ["", "severity", "=x", "a=~\"(\"", "{a=b", "a=b}"] {
    ///     assert!(text.parse::<Matchers>().is_err(), "{text}");
    /// }
    /// ```
    Matchers, "conditions over labels such as severity=\"critical\"", GRAMMAR, check
}

fn check(text: &str) -> Result<(), ValueError> {
    let trimmed = text.trim();
    let inner = match (trimmed.strip_prefix('{'), trimmed.ends_with('}')) {
        (Some(inner), true) => inner.strip_suffix('}').unwrap_or(inner),
        (None, false) => trimmed,
        _ => return Err(ValueError::new("a brace is not closed or not opened", HELP)),
    };
    let mut count = 0;
    for part in split(inner)? {
        if part.trim().is_empty() {
            continue;
        }
        condition(part.trim())?;
        count += 1;
    }
    if count == 0 { Err(ValueError::new("is empty", HELP)) } else { Ok(()) }
}

/// The parts between commas that stand outside of quotes.
fn split(text: &str) -> Result<Vec<&str>, ValueError> {
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (index, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ',' if !quoted => {
                parts.push(&text[start..index]);
                start = index + 1;
            }
            _ => {}
        }
    }
    if quoted {
        return Err(ValueError::new("a quote is not closed", HELP));
    }
    parts.push(&text[start..]);
    Ok(parts)
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
        let trimmed = self.as_str().trim();
        let inner = trimmed.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).unwrap_or(trimmed);
        let parts = split(inner).unwrap_or_default();
        parts.into_iter().filter_map(|part| condition(part.trim()).ok()).collect()
    }
}

fn condition(text: &str) -> Result<Condition, ValueError> {
    let after_name = if let Some(rest) = text.strip_prefix('"') {
        rest.find('"').map_or(text.len(), |end| end + 2)
    } else {
        text.find(|letter: char| letter.is_whitespace() || "{}!=~,\\\"\'`".contains(letter))
            .unwrap_or(text.len())
    };
    if after_name == 0 || text[..after_name].trim_matches('"').is_empty() {
        return Err(ValueError::new("the name of a label is missing", HELP));
    }
    let rest = text[after_name..].trim_start();
    let Some(operator) = ["=~", "!~", "!=", "="].into_iter().find(|operator| rest.starts_with(operator))
    else {
        return Err(ValueError::new("an operator is missing after the name of the label", HELP));
    };
    let value = rest[operator.len()..].trim();
    let bare = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value);
    if bare.len() == value.len() && value.contains('"') {
        return Err(ValueError::new("a quote stands inside of a value", HELP));
    }
    let value = bare.replace("\\\\", "\\").replace("\\\"", "\"");
    if operator.ends_with('~') {
        value.parse::<RegularExpression>()?;
    }
    Ok(Condition { label: text[..after_name].trim_matches('"').to_owned(), operator, value })
}
