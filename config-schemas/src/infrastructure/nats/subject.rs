//! Subjects, and the public keys that name accounts, users and operators.

use config_core::schema::Grammar;

use crate::value::{ValueError, blanks, config_value};

/// Whether a text is a subject: tokens with points between them, without blanks; `>` stands only at the end.
pub(crate) fn is_subject(text: &str) -> bool {
    let mut tokens = text.split('.').peekable();
    while let Some(token) = tokens.next() {
        let blank = token.contains([' ', '\t', '\n', '\r', '\u{c}']);
        if token.is_empty() || blank || (token == ">" && tokens.peek().is_some()) {
            return false;
        }
    }
    true
}

/// Whether a subject has no wildcards.
pub(crate) fn is_literal(text: &str) -> bool {
    is_subject(text) && !text.split('.').any(|token| matches!(token, "*" | ">"))
}

/// Whether all messages of `inner` are messages of `outer` as well.
pub(crate) fn is_within(inner: &str, outer: &str) -> bool {
    let mut inner = inner.split('.');
    for token in outer.split('.') {
        match (token, inner.next()) {
            (">", Some(_)) => return true,
            ("*", Some(other)) if other != ">" => {}
            (token, Some(other)) if token == other => {}
            _ => return false,
        }
    }
    inner.next().is_none()
}

/// Tokens with points between them; `>` alone is the last.
const SUBJECT: Grammar = Grammar::All(&[
    Grammar::Pattern("^[^. \t\n\r\u{c}]+(?:\\.[^. \t\n\r\u{c}]+)*$"),
    Grammar::Not(&Grammar::Pattern(r"(?:^|\.)>\.")),
]);
const QUEUE_SUBJECT: Grammar = Grammar::All(&[
    Grammar::Pattern(concat!(
        "^[",
        blanks!(),
        "]*[^.",
        blanks!(),
        r"]+(?:\.[^.",
        blanks!(),
        "]+)*(?:[",
        blanks!(),
        "]+[^",
        blanks!(),
        "]+)?[",
        blanks!(),
        "]*$"
    )),
    Grammar::Not(&Grammar::Pattern(concat!("^[", blanks!(), "]*(?:[^", blanks!(), r"]*\.)?>\."))),
]);

const HELP: &str = "write tokens with points between them, such as orders.*.new; > may only be the last, and nothing may be empty";

/// A subject, perhaps with wildcards: `orders.*`, `orders.>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject(String);

impl Subject {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Subject {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_subject(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ValueError::new("it has an empty token, a blank, or > before its end", HELP))
        }
    }
}

impl std::fmt::Display for Subject {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

config_value!(Subject, "a subject such as orders.*.new", SUBJECT);

/// A subject, perhaps with the name of a queue behind a blank: `orders.* workers`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QueueSubject(String);

impl QueueSubject {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for QueueSubject {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            [subject] | [subject, _] if is_subject(subject) => Ok(Self(text.to_owned())),
            _ => Err(ValueError::new("it has an empty token, a blank, or > before its end", HELP)),
        }
    }
}

impl std::fmt::Display for QueueSubject {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

config_value!(QueueSubject, "a subject such as orders.*.new, perhaps with a queue", QUEUE_SUBJECT);

/// Whether a text is the public key of what the prefix says: 56 letters of base 32 that begin with it (`A` for an account,
/// `U` for a user, `O` for an operator), with a checksum in the last two of its 35 bytes.
pub(crate) fn is_public_key(text: &str, prefix: char) -> bool {
    if text.len() != 56 || !text.starts_with(prefix) {
        return false;
    }
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::with_capacity(35));
    for letter in text.bytes() {
        let five = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'2'..=b'7' => letter - b'2' + 26,
            _ => return false,
        };
        bits = (bits << 5) | u32::from(five);
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    let Some((told, key)) = bytes.split_last_chunk::<2>().map(|(key, told)| (told, key)) else {
        return false;
    };
    u16::from_le_bytes(*told) == checksum(key)
}

/// CRC-16 with the polynomial of XMODEM.
fn checksum(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ (u16::from(*byte) << 8), |sum, _| {
            if sum & 0x8000 == 0 { sum << 1 } else { (sum << 1) ^ 0x1021 }
        })
    })
}

macro_rules! public_key {
    ($(#[$meta:meta])* $type:ident, $prefix:literal, $name:literal, $help:literal) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $type(String);

        impl $type {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $type {
            type Err = ValueError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                if is_public_key(text, $prefix) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(ValueError::new("it has another length, another first letter, or a wrong checksum", $help))
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        config_value!(
            $type,
            $name,
            Grammar::Pattern(concat!("^", $prefix, "[A-Z2-7]{55}$"))
        );
    };
}

public_key!(
    /// The public key of an account.
    AccountKey, 'A', "the public key of an account",
    "write the 56 letters that begin with A; a seed begins with S and is secret"
);
public_key!(
    /// The public key of a user.
    UserKey, 'U', "the public key of a user",
    "write the 56 letters that begin with U; a seed begins with S and is secret"
);
public_key!(
    /// The public key of an operator.
    OperatorKey, 'O', "the public key of an operator",
    "write the 56 letters that begin with O; a seed begins with S and is secret"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_those_of_the_server() {
        for text in ["a", "a.b", "a.*", "*.a", "a.>", ">", "a.b*", "$SYS.a"] {
            assert!(is_subject(text), "{text}");
        }
        for text in ["", ".", "a.", ".a", "a..b", "a.>.b", "a b", "a.\tb"] {
            assert!(!is_subject(text), "{text}");
        }
        for (inner, outer, expected) in [
            ("a.b", "a.*", true),
            ("a.b.c", "a.*", false),
            ("a.b.c", "a.>", true),
            ("a", "a.>", false),
            ("a.>", "a.*", false),
            ("a.*", "a.*", true),
            ("a.*", "a.b", false),
        ] {
            assert_eq!(is_within(inner, outer), expected, "{inner} in {outer}");
        }
    }

    #[test]
    fn keys_have_checksums() {
        // The bytes of a key that is all zeros but for its prefix; the checksum is worked out here.
        let encode = |prefix: u8| {
            let mut bytes = vec![prefix << 3];
            bytes.extend([0; 32]);
            bytes.extend(checksum(&bytes).to_le_bytes());
            let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
            (0..56)
                .map(|index| {
                    let bit = index * 5;
                    let pair = (u16::from(bytes[bit / 8]) << 8)
                        | u16::from(bytes.get(bit / 8 + 1).copied().unwrap_or(0));
                    char::from(letters[usize::from((pair >> (11 - bit % 8)) & 31)])
                })
                .collect::<String>()
        };
        let account = encode(0);
        assert!(is_public_key(&account, 'A'), "{account}");
        assert!(!is_public_key(&account, 'U'));
        assert!(!is_public_key(&account.replace("AAAB", "AABB"), 'A') || !account.contains("AAAB"));
        assert!(is_public_key(&encode(20), 'U'));
        assert_eq!(checksum(b"123456789"), 0x31c3);
    }
}
