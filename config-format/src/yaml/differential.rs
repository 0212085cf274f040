//! The fast path against the full path: for every text it gives up or makes the same tree.

use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::document::Document;
use super::fast::Outcome;
use super::{Indentation, fast, stream};
use crate::error::Faults;
use crate::{Limits, Nodes};

fn full(source: &str, limits: &Limits) -> Result<Vec<Document>, Vec<String>> {
    let mut faults = Faults::new(limits.errors);
    let documents = stream::read(source, limits, Indentation::Strict, &mut faults).unwrap_or_default();
    if faults.is_empty() {
        return Ok(documents);
    }
    Err(faults.into_sorted().into_iter().map(|error| error.message).collect())
}

/// Whether the fast path read the text; a panic if it read anything else than the full path.
fn agree(source: &str) -> bool {
    let limits = Limits { depth: 12, nodes: 2_000_000, ..Limits::default() };
    let Outcome::Read(fast) = fast::read(source, &limits) else { return false };
    // One node less must be too few for both.
    let limits_below = Limits { nodes: fast.nodes.len() - 1, ..limits };
    assert!(matches!(fast::read(source, &limits_below), Outcome::TooManyNodes(_)), "{source:?}");
    assert!(full(source, &limits_below).is_err(), "{source:?}");
    match full(source, &limits) {
        Err(errors) => panic!("accepted {source:?}, although {errors:?}"),
        Ok(documents) => {
            assert_eq!(documents.len(), 1, "documents of {source:?}");
            let show = |nodes: &Nodes| nodes.iter().map(|node| format!("{node:?}\n")).collect::<String>();
            assert!(
                documents[0].nodes == fast.nodes,
                "{source:?}\nfull:\n{}fast:\n{}",
                show(&documents[0].nodes),
                show(&fast.nodes)
            );
            assert_eq!(*documents[0].decoded, *fast.decoded, "decoded text of {source:?}");
        }
    }
    true
}

/// Every YAML file of the corpora, or only those that are in use somewhere.
fn corpus(suite: bool) -> Vec<String> {
    let root = std::env::var_os("SERVICE_CONFIG_CORPORA").map_or_else(
        || Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpora")).to_path_buf(),
        PathBuf::from,
    );
    let mut pending = vec![root.clone()];
    let mut texts = Vec::new();
    while let Some(path) = pending.pop() {
        if path.is_dir() && (suite || !path.ends_with("yaml-test-suite")) {
            let entries = std::fs::read_dir(&path).into_iter().flatten().filter_map(Result::ok);
            pending.extend(entries.map(|entry| entry.path()));
        } else if path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") {
            texts.extend(std::fs::read_to_string(&path));
        }
    }
    if texts.is_empty() {
        println!("left out: the YAML files of the corpora, because {} is absent", root.display());
    }
    texts.sort();
    texts
}

/// A small generator that gives the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }

    /// Changes a text a little, in the ways in which people and accidents change files.
    fn mutate(&mut self, source: &str) -> String {
        const BITS: [&str; 40] = [
            " ",
            "  ",
            "\n",
            "\n  ",
            "\r\n",
            "\t",
            ":",
            ": ",
            "- ",
            "-",
            "? ",
            "#",
            " #",
            "'",
            "\"",
            "\\",
            "[",
            "]",
            "{",
            "}",
            ", ",
            ",",
            "&a ",
            "*a",
            "!x ",
            "|",
            "|-\n",
            ">\n",
            "---\n",
            "...\n",
            "~",
            "<<: ",
            "${x}",
            "é",
            "\u{85}",
            "\u{feff}",
            "key: ",
            "\"\\u00e9\"",
            "''",
            "%",
        ];
        let mut text: Vec<char> = source.chars().collect();
        for _ in 0..=self.below(3) {
            let at = self.below(text.len() + 1);
            match self.below(4) {
                0 if at < text.len() => {
                    text.remove(at);
                }
                1 => {
                    let end = (at + self.below(12)).min(text.len());
                    text.drain(at..end);
                }
                2 if !text.is_empty() => {
                    let end = (at + self.below(30)).min(text.len());
                    let copy: Vec<char> = text[at.min(end)..end].to_vec();
                    let to = self.below(text.len());
                    text.splice(to..to, copy);
                }
                _ => {
                    let bit = BITS[self.below(BITS.len())];
                    text.splice(at..at, bit.chars());
                }
            }
        }
        text.into_iter().collect()
    }
}

/// Beginnings of files short enough to be mutated often.
fn seeds(suite: bool) -> Vec<String> {
    let mut seeds: Vec<String> = corpus(suite)
        .into_iter()
        .map(|text| {
            let end = text.char_indices().nth(700).map_or(text.len(), |(index, _)| index);
            text[..end].to_owned()
        })
        .collect();
    seeds.push(
        "---\nserver: # front\n  host: \"0.0.0.0\"\n  port: 8080\n  tags: [a, 'b c', {x: 1}]\n  empty:\nlist:\n- name: one\n  on: no\n-\n- - x\n  - y\ntext: |\n  l1\n\n  l2\nquote: 'it''s'\nref: ${env:HOME}\n"
            .to_owned(),
    );
    seeds
}

#[test]
fn the_corpora() {
    let texts = corpus(true);
    let read = texts.iter().filter(|text| agree(text)).count();
    println!("the fast path read {read} of {} files", texts.len());
}

#[test]
fn mutations_of_the_corpora() {
    let seeds = seeds(true);
    let mut random = Random(7);
    let rounds = if cfg!(debug_assertions) { 6_000 } else { 200_000 };
    let mut read = 0;
    for _ in 0..rounds {
        let seed = &seeds[random.below(seeds.len())];
        read += usize::from(agree(&random.mutate(seed)));
    }
    println!("the fast path read {read} of {rounds} mutations");
    assert!(read > rounds / 50, "hardly anything was compared");
}

/// A file with one mistake gives one error: what is reported after it must not be its consequence.
#[test]
fn one_mistake_is_one_error() {
    const VALUES: [&str; 10] =
        ["@x", "a: b", "\"\\q\"", "'it's'", "]", "&", "| x", "\"open", "[1, 2", "{x: 'y"];
    let limits = Limits::default();
    let texts: Vec<String> = seeds(false).into_iter().filter(|text| full(text, &limits).is_ok()).collect();
    let mut random = Random(3);
    let rounds = if cfg!(debug_assertions) { 3_000 } else { 100_000 };
    let mut refused = 0;
    for _ in 0..rounds {
        let text = &texts[random.below(texts.len())];
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let index = random.below(lines.len());
        let Some(line) = lines.get_mut(index) else { continue };
        match random.below(4) {
            0 => line.insert(0, ' '),
            1 => line.insert(0, '\t'),
            _ => {
                let Some(colon) = line.find(": ") else { continue };
                line.truncate(colon + 2);
                line.push_str(VALUES[random.below(VALUES.len())]);
            }
        }
        let text = lines.join("\n");
        let mut faults = Faults::new(limits.errors);
        let _ = stream::read(&text, &limits, Indentation::Strict, &mut faults);
        let errors = faults.into_sorted();
        refused += usize::from(!errors.is_empty());
        // A lost anchor, a key that moved into another map and text added to a number are visible consequences.
        let syntax = |error: &&crate::SyntaxError| {
            error.kind == crate::ErrorKind::Syntax
                && !error.message.contains("anchor")
                && !error.message.contains("tagged")
        };
        assert!(errors.iter().filter(syntax).count() <= 1, "{text}\n{errors:?}");
    }
    println!("{refused} of {rounds} texts with a mistake were refused, each with one error");
    assert!(texts.is_empty() || refused > rounds / 10);
}

/// Lines of text made of pieces that mean something to YAML.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "b:",
        "c: ",
        "key: value",
        "- ",
        "-",
        "  ",
        " ",
        "\n",
        "\n",
        "\n  ",
        "\n    ",
        "\n- ",
        "\n  - ",
        "\r\n",
        "\t",
        "#",
        " # c",
        "'q'",
        "\"d\"",
        "\"\\n\\\"\"",
        "'it''s'",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ",",
        "[1, 2]",
        "{x: 1}",
        "{\"y\":2}",
        "|\n",
        "|-\n  t\n",
        "${r}",
        "~",
        "null",
        "0123",
        "1.5",
        "true",
        "-1",
        ":",
        "?",
        "? ",
        "::",
        "é",
        "---",
        "...",
        "&a ",
        "*a",
        "!t ",
        "%",
        "@",
        "<<: ",
        "http://x/y#z",
        "a b",
        "\u{feff}",
        "\\",
        "\"",
        "'",
        "$",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// A whole document of the kinds that the fast path should know.
fn document() -> impl Strategy<Value = String> {
    let scalar = prop::sample::select(vec![
        "x",
        "8080",
        "0.5",
        "no",
        "\"two words\"",
        "'it''s'",
        "\"\\u00e9\\t\"",
        "a: b",
        "[1, b, \"c\"]",
        "{k: v, \"l\":2}",
        "[]",
        "{}",
        "[[a], {b: [c]}]",
        "http://h:1/p?q=1#f",
        "${env:A:-b}",
        "- x",
        "~",
        "",
        "  ",
        "# none",
        "v # c",
        "|\n          text\n          more",
        "|-\n          one",
        "é ü",
        "-1",
        "?x",
        ":x",
        "\"\"",
        "''",
        "a,b",
        "[a, b,]",
    ]);
    let line =
        (0_usize..5, prop::sample::select(vec!["", "- ", "- - ", "-"]), "[a-e]{1,2}", "(: |:|)", scalar);
    prop::collection::vec(line, 1..14).prop_map(|lines| {
        let mut text = String::new();
        for (depth, dash, key, colon, value) in lines {
            text.push_str(&"  ".repeat(depth));
            text.push_str(dash);
            if !colon.is_empty() {
                text.push_str(&key);
            }
            text.push_str(&colon);
            text.push_str(value);
            text.push('\n');
        }
        text
    })
}

/// A well-formed document: maps and lists inside each other, each line written out properly.
fn tree() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        " x",
        " 8080",
        " \"two words\"",
        " 'it''s'",
        " [1, b]",
        " {k: v}",
        "",
        " # none",
        " ~",
        " ${a}",
        " \"\\n\"",
        " -1 # c",
        "  spaced  ",
        " a:b",
        " |\n            text\n              more\n\n",
        " |-\n            one\n",
    ]);
    let leaf = leaf.prop_map(|value| vec![value.to_owned()]);
    leaf.prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            (prop::collection::vec(("[a-z]{1,3}", inner.clone()), 1..5), 1_usize..4).prop_map(
                |(entries, step)| {
                    let mut lines = vec![String::new()];
                    for (number, (key, value)) in entries.into_iter().enumerate() {
                        nest(&mut lines, &format!("{key}{number}:"), value, step);
                    }
                    lines
                }
            ),
            (prop::collection::vec(inner, 1..5), 0_usize..3).prop_map(|(items, step)| {
                let mut lines = vec![String::new()];
                for value in items {
                    nest(&mut lines, "-", value, step + 1);
                }
                lines
            }),
        ]
    })
    .prop_map(|lines| lines.join("\n") + "\n")
}

/// Appends a value below its key or dash, deeper by `step` columns.
fn nest(lines: &mut Vec<String>, head: &str, value: Vec<String>, step: usize) {
    let mut rest = value.into_iter();
    lines.push(format!("{head}{}", rest.next().unwrap_or_default()));
    lines.extend(rest.map(|line| format!("{:step$}{line}", "")));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(debug_assertions) { 800 } else { 100_000 }, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn soups(text in soup()) {
        agree(&text);
    }

    #[test]
    fn documents(text in document()) {
        agree(&text);
    }

    #[test]
    fn trees(text in tree()) {
        agree(&text);
    }

    #[test]
    fn trees_on_windows(text in tree()) {
        agree(&format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
}

#[test]
fn what_the_fast_path_should_read_is_read() {
    for text in [
        "a: 1\n",
        "a: 1",
        "# c\n\n---\n# d\na: 1 # e\n",
        "\u{feff}# c\na: 1\r\nb: 2\r\n",
        "a:\n  b:\n    c: 1\n  d: [1, {e: f}, \"g\"]\n\nh: 'i'\n",
        "a:\n- 1\n- b: 2\n  c: 3\n- - 4\n  - 5\n-\nd:\n",
        "- a\n- b\n",
        "url: http://localhost:8080/path#anchor\ntime: 12:30\nneg: -1\n",
        "k: \"\\\\\"\nl: \"a\\nb\\u00e9\\\"\"\nm: 'it''s'\nn: \"\"\no: ''\n",
        "k: |\n  one\n  two\n\nl: |-\n  one\nm:\n  - |\n    x\n     y\n",
        "\"quoted key\": 1\n'other': {\"a\":1, b: []}\n",
        "a: ${env:X}\nb: <none>\nc: é\n",
        "8080: x\ntrue: y\n~: z\n",
    ] {
        assert!(agree(text), "{text:?} was left to the full path");
    }
}

#[test]
fn what_needs_the_full_path_is_left_to_it() {
    for text in [
        "",
        "# c\n",
        "---\n",
        "a: 1\n---\nb: 2\n",
        "a: &x 1\n",
        "a: *x\n",
        "<<: {a: 1}\n",
        "a: !!str 1\n",
        "a: >\n  x\n",
        "a: b\n  c\n",
        "a: [1,\n  2]\n",
        "a: 1\na: 2\n",
        "a: {b: 1, b: 2}\n",
        "a: b: c\n",
        "\ta: 1\n",
        "a: 1\n b: 2\n",
        "a: 'x\n",
        "- a\nb: 1\n",
        "a: 1\n- b\n",
        "a:b\n",
        "? a\n",
        "a: \"\\q\"\n",
        "a: \"\\ud83d\\ude00\"\n",
        "a: \u{7}\n",
        "a: \u{85}\n",
        "a: x\ty\n",
        "%YAML 1.2\n---\na: 1\n",
        "plain\n",
        "[a]\n",
        "a: [b: c]\n",
        "a: {b, c: d}\n",
    ] {
        assert!(!agree(text), "{text:?} was read by the fast path");
    }
}
