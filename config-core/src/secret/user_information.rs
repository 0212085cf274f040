//! Passwords inside of URLs: what stands between the colon and the `@` after a scheme.

use std::borrow::Cow;
use std::ops::Range;

/// Where the passwords of all URLs in a text are, in bytes.
pub(crate) fn passwords(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(scheme) = text[from..].find("://") {
        let start = from + scheme + 3;
        let ends = |character: char| character.is_whitespace() || "/?#\"'`<>".contains(character);
        let end = text[start..].find(ends).map_or(text.len(), |length| start + length);
        if let Some(at) = text[start..end].rfind('@')
            && let Some(colon) = text[start..start + at].find(':')
            && colon + 1 < at
        {
            found.push(start + colon + 1..start + at);
        }
        from = end;
    }
    found
}

/// The text with each of them masked, for people.
pub(crate) fn without_passwords(text: &str) -> Cow<'_, str> {
    let passwords = passwords(text);
    if passwords.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for password in passwords {
        masked.push_str(&text[from..password.start]);
        masked.push_str("***");
        from = password.end;
    }
    masked.push_str(&text[from..]);
    Cow::Owned(masked)
}

#[cfg(test)]
mod tests {
    use super::without_passwords;

    #[test]
    fn passwords_are_masked_and_nothing_else() {
        for (text, masked) in [
            ("https://user:pass@host:80/a:b@c", "https://user:***@host:80/a:b@c"),
            ("redis://:pass@host", "redis://:***@host"),
            ("a://u:p@ss:w@h b://x:y@z", "a://u:***@h b://x:***@z"),
            ("https://user@host", "https://user@host"),
            ("https://user:@host", "https://user:@host"),
            ("https://host:80/@scope", "https://host:80/@scope"),
            ("user:pass@host", "user:pass@host"),
            ("://ü:ß@x", "://ü:***@x"),
            ("", ""),
        ] {
            assert_eq!(without_passwords(text), masked);
        }
    }
}
