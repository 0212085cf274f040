//! Whether one value of a setting protects less than another.

use super::words::words;
use crate::layer::ClearLeaf;
use crate::schema::Kind;

/// Settings that protect when they are on.
const GUARDS: &[&str] = &[
    "audit",
    "auth",
    "authentication",
    "authorization",
    "csrf",
    "encrypt",
    "encrypted",
    "encryption",
    "https",
    "mtls",
    "sandbox",
    "secure",
    "ssl",
    "tls",
    "verification",
    "verify",
];

/// Settings that expose when they are on.
const OPENINGS: &[&str] = &[
    "allow",
    "anonymous",
    "bypass",
    "debug",
    "disable",
    "disabled",
    "insecure",
    "no",
    "permissive",
    "plaintext",
    "skip",
    "unsafe",
    "without",
];

/// Schemes of URLs that encrypt, and those that do the same in the clear.
const SCHEMES: &[(&str, &str)] = &[
    ("https", "http"),
    ("wss", "ws"),
    ("rediss", "redis"),
    ("grpcs", "grpc"),
    ("ldaps", "ldap"),
    ("amqps", "amqp"),
    ("mqtts", "mqtt"),
    ("ftps", "ftp"),
    ("smtps", "smtp"),
];

/// What makes the guarded value weaker than the other one, in words; nothing when it is not.
pub(super) fn weaker(guarded: &ClearLeaf<'_>, other: &ClearLeaf<'_>) -> Option<String> {
    if guarded.secret || other.secret {
        return None;
    }
    switched(guarded, other).or_else(|| scheme(guarded, other)).or_else(|| version(guarded, other)).or_else(
        || {
            let wildcard = |leaf: &ClearLeaf<'_>| matches!(leaf.text.as_str(), "*" | "0.0.0.0/0" | "::/0");
            (wildcard(guarded) && !wildcard(other))
                .then(|| format!("it lets in everybody ({})", guarded.text.as_str()))
        },
    )
}

/// Whether a path is about protection at all.
pub(super) fn is_about_security(path: &str) -> bool {
    words(path).any(|word| GUARDS.contains(&word.as_str()))
}

fn switched(guarded: &ClearLeaf<'_>, other: &ClearLeaf<'_>) -> Option<String> {
    if !matches!(guarded.field?.kind.without_wrappers(), Kind::Boolean) {
        return None;
    }
    let on = |leaf: &ClearLeaf<'_>| leaf.text.eq_ignore_ascii_case("true");
    let opens = words(guarded.field?.name).any(|word| OPENINGS.contains(&word.as_str()));
    match (on(other), on(guarded)) {
        (false, true) if opens => Some("it is on".to_owned()),
        (true, false) if !opens && is_about_security(&guarded.path) => Some("it is off".to_owned()),
        _ => None,
    }
}

fn scheme(guarded: &ClearLeaf<'_>, other: &ClearLeaf<'_>) -> Option<String> {
    let of =
        |leaf: &ClearLeaf<'_>| leaf.text.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    let (guarded, other) = (of(guarded)?, of(other)?);
    SCHEMES
        .iter()
        .any(|(safe, clear)| other == *safe && guarded == *clear)
        .then(|| format!("it is reached by {guarded} in place of {other}"))
}

/// A lower version of a protocol.
fn version(guarded: &ClearLeaf<'_>, other: &ClearLeaf<'_>) -> Option<String> {
    if !words(&guarded.path).any(|word| matches!(word.as_str(), "tls" | "ssl")) {
        return None;
    }
    let of = |leaf: &ClearLeaf<'_>| -> Option<(u32, u32)> {
        let digits = leaf.text.trim_start_matches(|character: char| !character.is_ascii_digit());
        let (major, minor) = digits.split_once(['.', '_'])?;
        Some((major.parse().ok()?, minor.parse().ok()?))
    };
    (of(guarded)? < of(other)?)
        .then(|| format!("it is {}, and not {}", guarded.text.as_str(), other.text.as_str()))
}
