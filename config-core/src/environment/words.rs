//! The words of a key: `maxTokens`, `max-tokens` and `max_tokens` are all `max` and `tokens`.

/// The words of a key in lower case.
pub(super) fn words(key: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    let mut lower_before = false;
    for character in key.chars() {
        let splits = !character.is_alphanumeric();
        if (splits || (lower_before && character.is_uppercase()))
            && words.last().is_some_and(|word| !word.is_empty())
        {
            words.push(String::new());
        }
        if !splits && let Some(word) = words.last_mut() {
            word.extend(character.to_lowercase());
        }
        lower_before = character.is_lowercase() || character.is_numeric();
    }
    words.into_iter().filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    #[test]
    fn keys_are_split_in_every_style() {
        let all = |key| super::words(key).collect::<Vec<_>>().join(" ");
        for key in ["enable_debug", "enable-debug", "enableDebug", "ENABLE_DEBUG"] {
            assert_eq!(all(key), "enable debug", "{key}");
        }
        assert_eq!(all("tls"), "tls");
    }
}
