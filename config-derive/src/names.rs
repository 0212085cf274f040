//! Names: keys by `rename_all`, words of secrets, segments of variables.

/// A way to write names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Kebab,
    Snake,
    Camel,
    Pascal,
    ScreamingSnake,
    ScreamingKebab,
    Lower,
    Upper,
}

impl Case {
    pub(crate) const NAMES: [&'static str; 8] = [
        "kebab-case",
        "snake_case",
        "camelCase",
        "PascalCase",
        "SCREAMING_SNAKE_CASE",
        "SCREAMING-KEBAB-CASE",
        "lowercase",
        "UPPERCASE",
    ];

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "kebab-case" => Self::Kebab,
            "snake_case" => Self::Snake,
            "camelCase" => Self::Camel,
            "PascalCase" => Self::Pascal,
            "SCREAMING_SNAKE_CASE" => Self::ScreamingSnake,
            "SCREAMING-KEBAB-CASE" => Self::ScreamingKebab,
            "lowercase" => Self::Lower,
            "UPPERCASE" => Self::Upper,
            _ => return None,
        })
    }

    pub(crate) fn apply(self, name: &str) -> String {
        let words = words(name);
        let capital = |word: &String| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        };
        match self {
            Self::Kebab => words.join("-"),
            Self::Snake => words.join("_"),
            Self::ScreamingSnake => words.join("_").to_uppercase(),
            Self::ScreamingKebab => words.join("-").to_uppercase(),
            Self::Lower => words.concat(),
            Self::Upper => words.concat().to_uppercase(),
            Self::Pascal => words.iter().map(capital).collect(),
            Self::Camel => words
                .iter()
                .enumerate()
                .map(|(index, word)| if index == 0 { word.clone() } else { capital(word) })
                .collect(),
        }
    }
}

/// The words of a Rust name, in lower case: of `max_tokens`, `MaxTokens` and `HTTPServer` alike.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let letters: Vec<char> = name.chars().collect();
    for (index, letter) in letters.iter().enumerate() {
        let starts_word = letter.is_uppercase()
            && index > 0
            && (!letters[index - 1].is_uppercase()
                || letters.get(index + 1).is_some_and(|next| next.is_lowercase()));
        if *letter == '_' || *letter == '-' || starts_word {
            words.push(String::new());
        }
        if (*letter != '_' && *letter != '-')
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a field's name says that its value is a secret: by its last words, so that `max_tokens` and `token_limit` are
/// none.
pub(crate) fn is_secret_name(name: &str) -> bool {
    const ONE: [&str; 14] = [
        "password",
        "passwords",
        "passwd",
        "passphrase",
        "passphrases",
        "secret",
        "secrets",
        "token",
        "credential",
        "credentials",
        "apikey",
        "apikeys",
        "pwd",
        "privatekey",
    ];
    const TWO: [[&str; 2]; 5] =
        [["api", "key"], ["private", "key"], ["access", "key"], ["secret", "key"], ["encryption", "key"]];
    let words = words(name);
    let last = |back: usize| {
        words.len().checked_sub(back).and_then(|index| words.get(index)).map_or("", String::as_str)
    };
    let singular = last(1).strip_suffix('s').unwrap_or(last(1));
    ONE.contains(&last(1)) || TWO.iter().any(|[first, second]| last(2) == *first && singular == *second)
}

/// A key as a variable writes it: `max_tokens`, `max-tokens` and `maxTokens` all give `MAX_TOKENS`.
pub(crate) fn variable_segment(key: &str) -> String {
    let mut segment = String::new();
    let mut after_lower = false;
    for letter in key.chars() {
        if letter.is_ascii_uppercase() && after_lower {
            segment.push('_');
        }
        after_lower = letter.is_ascii_lowercase() || letter.is_ascii_digit();
        segment.push(if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' });
    }
    segment
}
