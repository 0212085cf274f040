//! Values as variables, one a line.

use config_core::AnyValue;

/// Names and values as a `.env` file. Secrets are written out.
///
/// ```
/// use config_core::AnyValue;
/// let entries = [("A".to_owned(), AnyValue::String("b c".to_owned()))];
/// assert_eq!(config_schemas::native::text::environment(&entries), "A=\"b c\"\n");
/// ```
#[must_use]
pub fn environment(entries: &[(String, AnyValue)]) -> String {
    let mut out = String::new();
    for (name, value) in entries {
        let text = match value {
            AnyValue::String(text) | AnyValue::Number(text) => text.clone(),
            AnyValue::Secret(text) => text.expose_secret().clone(),
            AnyValue::Boolean(truth) => truth.to_string(),
            AnyValue::Null => String::new(),
            other => super::json(other),
        };
        out.push_str(name);
        out.push('=');
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "_-./:,@%+*".contains(letter);
        if text.chars().all(plain) {
            out.push_str(&text);
        } else if text.contains(['\'', '\n', '\r']) {
            out.push('"');
            for letter in text.chars() {
                match letter {
                    '\n' => out.push_str("\\n"),
                    '\r' => out.push_str("\\r"),
                    '"' | '\\' | '$' => {
                        out.push('\\');
                        out.push(letter);
                    }
                    _ => out.push(letter),
                }
            }
            out.push('"');
        } else if text.contains(['"', '$', '\\', '`']) {
            out.push('\'');
            out.push_str(&text);
            out.push('\'');
        } else {
            out.push('"');
            out.push_str(&text);
            out.push('"');
        }
        out.push('\n');
    }
    out
}
