//! No secret is ever shown.
//!
//! A thousand random secrets go through every source, right and wrong, and everything that the library can say about
//! them is searched for any piece of eight characters of any of them.

mod observe;
mod ways;

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use config_core::{Secret, ServiceConfig};

/// Secrets of every sort.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "SVC")]
#[expect(dead_code, reason = "the values are only shown")]
pub(crate) struct Open {
    /// What anybody may see.
    #[config(default = "title")]
    title: String,
    /// A list that anybody may see.
    #[config(default)]
    names: Vec<String>,
    /// A key.
    #[config(alias = "old_key")]
    key: Option<Secret<String>>,
    /// Replaced.
    #[config(deprecated(since = "1", note = "use key", use = "key"))]
    password: Option<Secret<String>>,
    /// A number.
    pin: Option<Secret<u32>>,
    /// Keys.
    #[config(default)]
    keys: Vec<Secret<String>>,
    /// Keys by their names.
    #[config(default)]
    by_name: BTreeMap<String, Secret<String>>,
    /// A list that is a secret as a whole.
    list: Option<Secret<Vec<String>>>,
    /// One of several.
    mode: Option<Secret<Mode>>,
    /// A section with a secret in it.
    #[config(default)]
    nested: Nested,
    /// Sections with secrets, merged by their names.
    #[config(default, merge = "keyed", key = "name")]
    servers: Vec<Server>,
}

/// A section.
#[derive(Debug, Default, ServiceConfig)]
#[expect(dead_code, reason = "the values are only shown")]
pub(crate) struct Nested {
    /// A token.
    token: Option<Secret<String>>,
    /// A number.
    #[config(default = 0)]
    level: u32,
}

/// A server.
#[derive(Debug, ServiceConfig)]
#[expect(dead_code, reason = "the values are only shown")]
pub(crate) struct Server {
    /// Its name.
    name: String,
    /// Its token.
    token: Option<Secret<String>>,
}

/// One of several.
#[derive(Debug, ServiceConfig)]
pub(crate) enum Mode {
    /// One.
    One,
    /// Two.
    Two,
}

impl zeroize::Zeroize for Mode {
    fn zeroize(&mut self) {
        *self = Mode::One;
    }
}

/// The same keys, and no secret is good enough.
#[derive(Debug, ServiceConfig)]
#[config(
    env_prefix = "SVC",
    check(self.key.as_ref().is_none_or(|key| key.expose_secret() == "right"), "the key must be right"),
    check(self.nested.is_none() || self.key.is_none(), "nested and key exclude one another"),
    check(self.keys.len() > 100, "more keys are needed"),
    allow_unknown
)]
#[expect(dead_code, reason = "the values are only shown")]
pub(crate) struct Strict {
    /// A key.
    #[config(length(1..=3), pattern("^[a-c]*$"), validate(refuse))]
    key: Option<Secret<String>>,
    /// Keys.
    #[config(default, length(50..), pattern("^[a-c]*$"), validate(refuse_all))]
    keys: Vec<Secret<String>>,
    /// Keys by their names.
    #[config(default, length(50..), format = "email")]
    by_name: BTreeMap<String, Secret<String>>,
    /// A number.
    #[config(range(5..=6))]
    pin: Option<Secret<u32>>,
    /// A section.
    #[config(effective_when(self.key.is_none()), required_in("production"))]
    nested: Option<StrictNested>,
}

/// A section.
#[derive(Debug, ServiceConfig)]
#[config(check(self.token.is_none(), "no token is good"))]
pub(crate) struct StrictNested {
    /// A token.
    #[config(must_exist = "file", validate(refuse))]
    token: Option<Secret<String>>,
}

fn refuse(key: &Option<Secret<String>>) -> Result<(), String> {
    match key {
        Some(key) => Err(format!("{} is no good", key.expose_secret())),
        None => Ok(()),
    }
}

fn refuse_all(keys: &[Secret<String>]) -> Result<(), String> {
    let all: Vec<&str> = keys.iter().map(|key| key.expose_secret().as_str()).collect();
    if all.is_empty() { Ok(()) } else { Err(all.join(", ")) }
}

/// A secret and the pieces of it that must not be seen.
pub(crate) struct Canary {
    pub(crate) text: String,
}

const PIECE: usize = 8;

impl Canary {
    /// A random secret; the characters are such that it can be written without quotes in every format.
    fn new(seed: u64) -> Self {
        const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789qwzx";
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d;
        let mut text = String::from("k");
        while text.len() < 28 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push(char::from(LETTERS[(state >> 33) as usize % LETTERS.len()]));
        }
        Self { text }
    }

    /// The first piece that a text shows, in any case of letters.
    fn seen_in(&self, text: &str) -> Option<String> {
        let (own, text) = (self.text.to_ascii_lowercase(), text.to_ascii_lowercase());
        let mut pieces = (0..=own.len() - PIECE).map(|start| &own[start..start + PIECE]);
        pieces.find(|piece| text.contains(piece)).map(str::to_owned)
    }
}

impl fmt::Display for Canary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

#[test]
fn no_secret_is_shown_anywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let ways = ways::all();
    let mut texts = 0;
    let mut seen = Vec::new();
    let mut used: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for number in 0..1_000_usize {
        let canary = Canary::new(number as u64);
        let way = &ways[number % ways.len()];
        let place = folder.path().join(number.to_string());
        std::fs::create_dir_all(&place).expect("the folder is ours");
        let shown = observe::everything(way, &canary, &place);
        let counts = used.entry(way.name).or_default();
        counts.0 += shown.loaded;
        counts.1 += shown.refused;
        for (what, text) in shown.texts {
            texts += 1;
            if let Some(piece) = canary.seen_in(&text) {
                seen.push((way.name, what, piece, text));
            }
        }
    }
    // The search itself must find what is there.
    assert_eq!(
        Canary::new(1).seen_in(&format!("x{}y", Canary::new(1))),
        Some(Canary::new(1).text[..8].to_lowercase())
    );
    println!("{} ways, {texts} texts searched", ways.len());
    for (way, (loaded, refused)) in &used {
        println!("  {way}: {loaded} loads, {refused} refusals");
        assert!(loaded + refused > 0, "{way} was never gone");
    }
    let mut told = HashSet::new();
    for (way, what, piece, text) in &seen {
        if told.insert((way, what)) {
            println!("--- {way} shows {piece} in {what}:");
            for line in text.lines().filter(|line| line.to_ascii_lowercase().contains(piece)) {
                println!("{line}");
            }
        }
    }
    assert!(seen.is_empty(), "{} texts show a secret", seen.len());
}
