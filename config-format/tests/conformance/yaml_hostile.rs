//! YAML made to hurt, and the limits that keep it from doing so.

use std::fmt::Write as _;

use config_format::{ErrorKind, Format, Limits, parse};

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

pub(crate) fn cases() -> Vec<(&'static str, String)> {
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
        ("100,000 lines with an error", str::repeat("a: b: c\n", 100_000)),
        (
            "an error and 10,000 aliases after it",
            format!("{}b: c: d\n{}", str::repeat("# &x\n", 20_000), str::repeat("a: *x\n", 10_000)),
        ),
        (
            "100 errors after 1 MB of comments",
            format!("{}{}", str::repeat("#\n", 500_000), str::repeat("a: [\nb: c: d\n---\n", 200)),
        ),
        ("100,000 blank lines and an error", format!("a: 1{}b: 2\n", str::repeat("\n ", 100_000))),
        ("tabs", str::repeat("\t", 100_000) + "a: 1\n\tb: 2\n"),
    ]
}

#[test]
fn limits_are_exact() {
    let _turn = crate::turn();
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
    let _turn = crate::turn();
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
