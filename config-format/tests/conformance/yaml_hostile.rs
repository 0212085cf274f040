//! Texts made to hurt: each is refused, quickly and before memory is spent.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use config_format::{ErrorKind, Format, Limits, parse};

/// How long a refusal may take. Builds without optimization are given more.
const TIME: Duration = Duration::from_millis(if cfg!(debug_assertions) { 400 } else { 20 });
/// How much memory a refusal may take besides the text itself.
const MEMORY: usize = 50 * 1024 * 1024;

fn billion_laughs() -> String {
    let mut text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..10 {
        let before = level - 1;
        let items = vec![format!("*a{before}"); 9].join(", ");
        let _ = writeln!(text, "a{level}: &a{level} [{items}]");
    }
    text
}

fn chained(count: usize, line: impl Fn(usize) -> String) -> String {
    (1..count).fold("a0: &a0 {k0: 0}\n".to_owned(), |mut text, number| {
        text.push_str(&line(number));
        text
    })
}

fn deep_block(levels: usize) -> String {
    (0..levels).fold(String::new(), |mut text, level| {
        let _ = writeln!(text, "{:level$}a:", "");
        text
    })
}

fn cases() -> Vec<(&'static str, String)> {
    vec![
        ("billion laughs", billion_laughs()),
        (
            "20,000 chained merges",
            chained(20_000, |number| {
                format!("a{number}: &a{number} {{<<: *a{}, k{number}: 0}}\n", number - 1)
            }),
        ),
        (
            "20,000 chained lists",
            chained(20_000, |number| format!("a{number}: &a{number} [*a{}]\n", number - 1)),
        ),
        ("100,000 [", str::repeat("[", 100_000)),
        ("100,000 [ on lines", str::repeat("[\n ", 100_000)),
        ("20,000 {a: ", str::repeat("{a: ", 20_000)),
        ("100,000 ? ", str::repeat("? ", 100_000)),
        ("100,000 - ", str::repeat("- ", 100_000)),
        ("100,000 : ", str::repeat(": ", 100_000)),
        ("100,000 ? and -", str::repeat("? - ", 100_000)),
        ("1,000 maps inside each other", deep_block(1_000)),
        ("100,000 closing brackets", str::repeat("]", 100_000)),
        ("100,000 documents", str::repeat("---\n", 100_000)),
        ("100,000 aliases to nothing", format!("a: [{}]\n", str::repeat("*a, ", 100_000))),
        ("a million aliases", format!("a: &a x\nb: [{}]\n", str::repeat("*a, ", 1_000_000))),
        ("20,000 equal keys", str::repeat("a: 1\n", 20_000)),
        ("an open quote", format!("a: \"{}", str::repeat("x ", 100_000))),
        ("an open quote over lines", format!("a: \"{}", str::repeat("x\n ", 100_000))),
        ("100,000 anchors on one node", str::repeat("&a ", 100_000)),
        ("100,000 tags on one node", str::repeat("!a ", 100_000)),
        ("100,000 directives", str::repeat("%TAG ! x\n", 100_000)),
        ("a key of 200 KB", format!("{}: 1\n", str::repeat("x", 200_000))),
        ("tabs", str::repeat("\t", 100_000) + "a: 1\n\tb: 2\n"),
    ]
}

/// The highest resident memory of this process since the last call, where the system tells.
fn peak_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: usize = line.split_whitespace().nth(1)?.parse().ok()?;
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    Some(kilobytes * 1024)
}

#[test]
fn hostile_texts_are_refused_quickly_and_cheaply() {
    if peak_memory().is_none() {
        println!("left out: the measurement of memory, because /proc/self does not offer it");
    }
    for (name, text) in cases() {
        let mut took = Duration::MAX;
        let mut memory = None;
        let mut message = String::new();
        // The best of three, because other programs run as well.
        for _ in 0..3 {
            let bytes = text.clone().into_bytes();
            let _ = peak_memory();
            let before = peak_memory();
            let start = Instant::now();
            let result = parse(Format::Yaml, bytes, &Limits::default());
            took = took.min(start.elapsed());
            memory =
                before.zip(peak_memory()).map(|(before, after)| after.saturating_sub(before)).max(memory);
            match result {
                Err(rejected) => message.clone_from(&rejected.errors[0].message),
                Ok(_) => panic!("{name} is accepted"),
            }
        }
        println!("{name}: {} bytes, refused in {took:?} and {memory:?} bytes: {message}", text.len());
        assert!(took < TIME, "{name} took {took:?}");
        assert!(memory.unwrap_or(0) < MEMORY, "{name} took {memory:?} bytes");
    }
}

#[test]
fn limits_are_exact() {
    let limits = Limits { depth: 3, nodes: 12, alias_nodes: 4, ..Limits::default() };
    let refused = |text: &str| match parse(Format::Yaml, text.as_bytes().to_vec(), &limits) {
        Ok(_) => None,
        Err(rejected) => {
            assert_eq!(rejected.errors[0].kind, ErrorKind::Limit, "{:?}", rejected.errors);
            Some(rejected.errors[0].span.start)
        }
    };
    assert_eq!(refused("[[[a]]]"), None);
    assert_eq!(refused("[[[[a]]]]"), Some(3));
    assert_eq!(refused("a:\n  b:\n    c: 1\n"), None);
    assert_eq!(refused("a:\n  b:\n    c:\n      d: 1\n"), Some(21));
    assert_eq!(refused("a:\n  - - [x]\n"), Some(9), "block and brackets count together");
    assert_eq!(refused("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]"), None);
    assert_eq!(refused("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]"), Some(36));
    assert_eq!(refused("[&a [x], *a, *a]"), None);
    assert_eq!(refused("[&a [x], *a, *a, *a]"), Some(17), "aliases add at most 4 nodes");
    assert_eq!(refused("[&a [[x]]]"), None);
    assert_eq!(refused("[&a [x], [*a]]"), None);
    assert_eq!(refused("[&a [x], [[*a]]]"), Some(11), "a copy counts with its depth");
}

#[test]
fn large_but_honest_texts_are_read() {
    let limits = Limits::default();
    for text in [
        format!("a: {}\n", str::repeat("x", 2_000_000)),
        format!("a: \"{}\"\n", str::repeat("\\n", 200_000)),
        format!("# {}\na: 1\n", str::repeat("x", 2_000_000)),
        (0..20_000).fold(String::new(), |mut text, number| {
            let _ = writeln!(text, "key{number}: [{number}]");
            text
        }),
        str::repeat("- {a: 1, b: [x, y]}\n", 5_000),
    ] {
        let length = text.len();
        assert!(parse(Format::Yaml, text.into_bytes(), &limits).is_ok(), "{length} bytes");
    }
}
