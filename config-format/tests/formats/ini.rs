//! The INI reader.

use config_format::{Format, Kind, Limits, Tree, parse};

use crate::common::{check_spans, errors, outline};

fn tree(source: &str) -> Tree {
    let tree = parse(Format::Ini, source.into(), &Limits::default()).unwrap();
    check_spans(&tree);
    tree
}

#[test]
fn sections_nest_and_merge() {
    let source =
        "; one\nroot = 1 # two\n[a.b]\nx: y z ; three\n\n[c]\nd =\n[a]\ne = '#f'\n[a.b]\ng.h = a#b\n";
    assert_eq!(
        outline(&tree(source)),
        "map 0..80\n  key String `root` 6..10\n  Text `1` 13..14\n  key String `a` 22..23\n  map 52..53\n    key String `b` 24..25\n    \
         map 24..25\n      key String `x` 27..28\n      Text `y z` 30..33\n      key String `g.h` 70..73\n      Text `a#b` 76..79\n    \
         key String `e` 55..56\n    String `#f` 59..63\n  key String `c` 44..45\n  map 44..45\n    key String `d` 47..48\n    Text `` 50..50\n"
    );
}

#[test]
fn quotes_escapes_and_references() {
    let source = "a = \"x\\ty \\\"z\\\" ${env:A}\"\nb = 'C:\\temp ${env:A}'\n\"c = d\" = e\nf = ${env:A} g\nh = $x\n[\"a.b\".c]\ni=1\n";
    let tree = tree(source);
    let root = tree.root();
    let get = |key: &str| {
        root.get(key).map(|node| (node.kind(), node.text().to_owned(), node.raw().reference)).unwrap()
    };
    assert_eq!(get("a"), (Kind::String, "x\ty \"z\" ${env:A}".into(), true));
    assert_eq!(get("b"), (Kind::String, "C:\\temp ${env:A}".into(), true));
    assert_eq!(get("c = d"), (Kind::Text, "e".into(), false));
    assert_eq!(get("f"), (Kind::Text, "${env:A} g".into(), true));
    assert_eq!(get("h"), (Kind::Text, "$x".into(), false));
    assert_eq!(root.get("a.b").unwrap().get("c").unwrap().get("i").unwrap().text(), "1");
}

#[test]
fn separators() {
    let tree = tree("host:port = 1\nurl: http://x:80/?a=b\nempty:\nc:\\x = 2\n[s] ; comment\n[t]# comment\n");
    let entries: Vec<_> = tree.root().entries().map(|(key, value)| (key.text(), value.text())).collect();
    assert_eq!(
        entries,
        [
            ("host:port", "1"),
            ("url", "http://x:80/?a=b"),
            ("empty", ""),
            ("c:\\x", "2"),
            ("s", ""),
            ("t", "")
        ]
    );
}

#[test]
fn line_ends_and_byte_order_mark() {
    let tree = tree("\u{feff}a = 1\r\n[b]\r\nc = \"x\"\r\n");
    assert_eq!(tree.root().get("a").unwrap().text(), "1");
    let value = tree.root().get("b").unwrap().get("c").unwrap();
    assert_eq!((value.text(), value.position().line, value.position().column), ("x", 3, 5));
    assert_eq!(tree.root().get("a").unwrap().span().start, 7);
}

#[test]
fn reports_every_error_once() {
    let source = "a\n= 1\nb = \"x\nc = 'x' y\nd = \"\\q\"\n[\n[e\n[]\n[f.]\n[g] h\ni = 1\ni = 2\n[a]\nj = 1\n[j.k]\n[a.j]\nl = 1\r2\n";
    assert_eq!(
        errors(Format::Ini, source),
        [
            "1:1 expected `=` after the key",
            "2:1 a key is missing here",
            "3:5 the quote is not closed on its line",
            "4:9 expected the end of the line",
            "5:6 unknown escape",
            "6:2 the name of the section is missing here",
            "7:3 expected `]` after the name of the section",
            "8:2 the name of the section is missing here",
            "9:4 the name of the section is missing here",
            "10:5 expected the end of the line",
            "12:1 duplicate key `i`",
            "16:4 `j` has a value already, so it cannot be a section",
            "17:6 a carriage return without a line feed",
        ]
    );
}

#[test]
fn a_key_and_a_section_of_one_name() {
    assert_eq!(errors(Format::Ini, "[a.b]\n[a]\nb = 1\n"), ["3:1 duplicate key `b`"]);
    assert_eq!(errors(Format::Ini, "[a]\nx = 1\n[b]\n[a]\nx = 2\n"), ["5:1 duplicate key `x`"]);
    let rejected = parse(Format::Ini, "a = 1\nb = 2\na = 3\n".into(), &Limits::default()).unwrap_err();
    let (first, why) = rejected.errors[0].related.clone().unwrap();
    assert_eq!((first.start, first.end, why.as_str()), (0, 1, "first set here"));
    assert_eq!(rejected.tree.unwrap().root().get("a").unwrap().text(), "1");
}

#[test]
fn limits_are_kept() {
    let nested = |depth: usize| format!("[{}]\nx = 1\n", vec!["a"; depth].join("."));
    assert!(parse(Format::Ini, nested(127).into(), &Limits::default()).is_ok());
    assert_eq!(errors(Format::Ini, &nested(128)), ["1:256 nested deeper than 128 levels"]);
    let limits = Limits { nodes: 5, ..Limits::default() };
    assert!(parse(Format::Ini, "a = 1\nb = 2\n".into(), &limits).is_ok());
    assert!(parse(Format::Ini, "a = 1\nb = 2\nc = 3\n".into(), &limits).is_err());
}
