//! Credentials that are known to all: what products ship with and what documents use as examples.

/// In lower case. The platform's own products come first: LiteLLM, MinIO, Dify, Open WebUI, Langfuse, vLLM, Neo4j.
const KNOWN: &[&str] = &[
    "0p3n-w3bu!",
    "clickhouse",
    "difyai123456",
    "langfuse",
    "lykiyyt6owg+71olerzga7gxcgot++6ovaezwajpcjf+sjc3ztu+queu",
    "minio",
    "minio123",
    "minioadmin",
    "miniosecret",
    "mypassword",
    "myredissecret",
    "mysalt",
    "mysecret",
    "neo4j",
    "sk-9f73s3ljtxvcmt3blb3ljtqtskighxvcmt3blbkfjlk7u",
    "t0p-s3cr3t",
    "token-abc123",
    "wvf5ythahlkywhgusmcrgsx3td5ngdn8pkih",
    // What every list of weak passwords begins with.
    "000000",
    "111111",
    "admin",
    "admin123",
    "administrator",
    "change-me",
    "change_me",
    "changeit",
    "changeme",
    "default",
    "demo",
    "dummy",
    "example",
    "guest",
    "letmein",
    "mongo",
    "mysql",
    "none",
    "pass",
    "passw0rd",
    "password",
    "password1",
    "password123",
    "postgres",
    "qwerty",
    "rabbitmq",
    "qahbte77ctuxmsfyhr7+vrji/+xbv1aafy691iy+kgdv2jvy0/eah8y1",
    "redis",
    "replace-me",
    "replace_me",
    "replaceme",
    "root",
    "secret",
    "test",
    "todo",
    "toor",
    "user",
    "welcome",
];

/// What placeholders of example files begin with.
const PLACEHOLDERS: &[&str] =
    &["your-", "your_", "<your", "replace-with", "replace_with", "insert-", "insert_"];

/// Whether a secret is one that everybody knows.
pub(super) fn is_known(secret: &str) -> bool {
    let lower = zeroize::Zeroizing::new(secret.trim().to_ascii_lowercase());
    let bare = lower.strip_prefix("sk-").unwrap_or(&lower);
    KNOWN.contains(&lower.as_str())
        || KNOWN.contains(&bare)
        || PLACEHOLDERS.iter().any(|placeholder| bare.starts_with(placeholder))
        || is_counting(bare)
        || is_filler(bare)
}

/// `1234` and onwards, as far as somebody counted.
fn is_counting(text: &str) -> bool {
    text.len() >= 3 && "123456789012345678901234567890123456789".starts_with(text)
}

/// `xxxx` and the like.
fn is_filler(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|byte| matches!(byte, b'x' | b'*' | b'.' | b'-'))
}

/// The password of a URL such as `postgres://user:password@host/`, as written.
pub(crate) fn password_of_url(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    if scheme.is_empty() || !scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (user, _) = authority.rsplit_once('@')?;
    let (_, password) = user.split_once(':')?;
    (!password.is_empty()).then_some(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_knows_is_known_and_the_rest_is_not() {
        for known in [
            "sk-1234",
            "minioadmin",
            "difyai123456",
            "Admin",
            "changeme",
            "PASSWORD",
            "0p3n-w3bu!",
            "sk-xxxx",
            "12345678",
            "your-api-key",
            "sk-your-key",
        ] {
            assert!(is_known(known), "{known}");
        }
        for unknown in
            ["sk-8fT2kqLmZ", "admin-of-the-north-4711", "correct horse battery staple", "1", "x", "12", ""]
        {
            assert!(!is_known(unknown), "{unknown}");
        }
    }

    #[test]
    fn passwords_of_urls_are_found() {
        assert_eq!(password_of_url("postgres://app:s3cret@db:5432/app"), Some("s3cret"));
        assert_eq!(password_of_url("redis://:s3c@ret@cache"), Some("s3c@ret"));
        assert_eq!(password_of_url("https://user@host/a:b@c"), None);
        assert_eq!(password_of_url("https://host:8080/"), None);
        assert_eq!(password_of_url("no url: a@b"), None);
    }
}
