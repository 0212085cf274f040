//! Random scalars: near the edges of everything, or what a kind wants.

use config_core::schema::{Field, Kind, Literal, Rule};

use super::document::Value;
use super::generate::Random;

/// Texts near the edges of everything.
const TEXTS: &[&str] = &[
    "0",
    "1",
    "-1",
    "2",
    "3",
    "9",
    "10",
    "42",
    "100",
    "101",
    "127",
    "128",
    "-128",
    "-129",
    "255",
    "256",
    "65535",
    "65536",
    "70000",
    "1e3",
    "0.5",
    "1.5",
    "0.25",
    "0.75",
    "0.76",
    ".inf",
    ".nan",
    "true",
    "false",
    "yes",
    "no",
    "True",
    "abc",
    "ab",
    "a",
    "ä",
    "äöüß",
    "90s",
    "1h30m",
    "1h",
    "1h1ns",
    "5",
    "0s",
    "99ms",
    "100ms",
    "10d",
    "1.5s",
    "32MiB",
    "1.5GB",
    "32M",
    "1KiB",
    "1GiB",
    "512",
    "4097",
    "12.5%",
    "100%",
    "50%",
    "0.5%",
    "1.2.3.4",
    "::1",
    "127.0.0.1:80",
    "[::1]:80",
    "http://a/b",
    "a@b.c",
    "fast",
    "slow",
    "quick",
    "fats",
    "stdout",
    "memory",
    "99999999999999999999",
    "-99999999999999999999",
    "340282366920938463463374607431768211455",
    "340282366920938463463374607431768211456",
    "0x1F",
    "0123",
    "1_000",
    "550e8400-e29b-41d4-a716-446655440000",
    "1.2.3",
    "10.0.0.0/8",
    "host:80",
    "",
    "one",
    "two",
    "a b",
    "2024-01-01",
];

pub(crate) const REFERENCES: &[&str] = &[
    "${env:UNSET}",
    "${env:SET}",
    "${env:UNSET:-b}",
    "${env:",
    "${nope:x}",
    "${}",
    "${x}",
    "$${x}",
    "${secret:x}",
    "a${secret:x}b",
    "${config:nothing}",
    "${file:nothing}",
];

pub(crate) fn text(random: &mut Random) -> Value {
    let text = random.of(TEXTS).to_owned();
    if random.one_in(5) { Value::Quoted(text) } else { Value::Plain(text) }
}

/// A value of the right kind, mostly within the rules.
pub(crate) fn right(kind: &Kind, field: &'static Field, random: &mut Random) -> Value {
    if let (Some(Rule::Range { low: Some(low), .. }), true) =
        (field.rules.iter().find(|rule| matches!(rule, Rule::Range { .. })), random.one_in(2))
        && let Literal::String(text) = low.value
    {
        return Value::Plain(text.to_owned());
    }
    Value::Plain(match kind {
        Kind::Boolean => random.of(&["true", "false"]).to_owned(),
        Kind::Integer { .. } => random.below(12).to_string(),
        Kind::Float => random.of(&["0.5", "0.25", "3", "1e1"]).to_owned(),
        Kind::Character => "x".to_owned(),
        Kind::Duration => random.of(&["5s", "1m", "1h30m", "250ms"]).to_owned(),
        Kind::ByteSize => random.of(&["2KiB", "1024", "3MB"]).to_owned(),
        Kind::Percent => random.of(&["12.5%", "1%", "80%"]).to_owned(),
        Kind::Parsed { numbers: true, .. } => random.of(&["5k", "12", "7m"]).to_owned(),
        Kind::Parsed { .. } => random.of(&["1.2.3.4", "::1", "127.0.0.1:80"]).to_owned(),
        _ => {
            return Value::Quoted(
                random.of(&["abc", "abcd", "http://a.b/c", "1.2.3", "a.b", "ab"]).to_owned(),
            );
        }
    })
}
