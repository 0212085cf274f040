//! The TOML reader: spans, order, and recovery after errors.

use config_format::{Format, Kind, Limits, parse};

use crate::common::{check_spans, errors, outline};

fn tree(source: &str) -> config_format::Tree {
    let tree = parse(Format::Toml, source.into(), &Limits::default()).unwrap();
    check_spans(&tree);
    tree
}

#[test]
fn scattered_tables_come_together_in_the_order_of_the_file() {
    let source =
        "z.y = 1\n[b]\nx = 0x1F\n[a.c]\n[[l]]\nn = 1_000\n[b.d]\n[[l]]\n[l.m]\n[a]\nk = '${env:X}'\n";
    assert_eq!(
        outline(&tree(source)),
        "map 0..80\n  key String `z` 0..1\n  map 0..1\n    key String `y` 2..3\n    Integer `1` 6..7\n  key String `b` 9..10\n  \
         map 9..10\n    key String `x` 12..13\n    Integer `0x1F` 16..20\n    key String `d` 46..47\n    map 46..47\n  \
         key String `a` 22..23\n  map 62..63\n    key String `c` 24..25\n    map 24..25\n    key String `k` 65..66\n    \
         String `${env:X}` 69..79 reference\n  key String `l` 29..30\n  list 29..30\n    map 29..30\n      key String `n` 33..34\n      \
         Integer `1_000` 37..42\n    map 51..52\n      key String `m` 58..59\n      map 58..59\n"
    );
}

#[test]
fn scalars_keep_their_text_and_strings_are_unescaped() {
    let source = "a = 1.10\nb = 1979-05-27 07:32Z\nc = \"x\\ty\"\nd = \"\"\"\none\n  two\"\"\"\ne = '''${x}'''\nf = +inf\ng = { h = [1, [2], {}], i.j = true }\n";
    let tree = tree(source);
    let root = tree.root();
    let get = |key: &str| root.get(key).map(|node| (node.kind(), node.text().to_owned())).unwrap();
    assert_eq!(get("a"), (Kind::Float, "1.10".into()));
    assert_eq!(get("b"), (Kind::DateTime, "1979-05-27 07:32Z".into()));
    assert_eq!(get("c"), (Kind::String, "x\ty".into()));
    assert_eq!(get("d"), (Kind::String, "one\n  two".into()));
    assert_eq!(get("e"), (Kind::String, "${x}".into()));
    assert!(root.get("e").unwrap().raw().reference && !root.get("d").unwrap().raw().reference);
    assert_eq!(get("f"), (Kind::Float, "+inf".into()));
    let inline = root.get("g").unwrap();
    assert_eq!(
        &source[inline.span().start as usize..inline.span().end as usize],
        "{ h = [1, [2], {}], i.j = true }"
    );
    assert_eq!(inline.get("i").unwrap().get("j").unwrap().text(), "true");
}

#[test]
fn reports_every_error_once() {
    let source = "a = tru\nb 1\n[t\nc = [1 2, x]\nd = \"x\\qy\"\n[t]\nc = 'open\nc = 1\nc = 2\n= 3\ne = {f = 1 g = 2}\nh = 2026-13-01\ni = 1 j = 2\n";
    assert_eq!(
        errors(Format::Toml, source),
        [
            "1:5 invalid boolean",
            "2:3 expected `=` after the key",
            "3:3 expected `]` after the name of the table",
            "4:8 expected `,` or `]`",
            "4:11 string values must be quoted",
            "5:8 unknown escape",
            "6:2 duplicate key `t`",
            "7:5 the string is not closed on its line",
            "9:1 duplicate key `c`",
            "10:1 a key is missing here",
            "11:12 expected `,` or `}`",
            "12:5 the month is out of range",
            "13:7 expected the end of the line",
        ]
    );
}

#[test]
fn one_mistake_is_one_error() {
    for (source, expected) in [
        ("a = [1, 2\nb = 3\nc = 4\n", "1:5 the list is never closed"),
        ("a = [1, 2\n\n[b]\nc = 4\n", "1:5 the list is never closed"),
        ("a = {b = 1,\n\n[b]\nc = 4\n", "1:5 the inline table is never closed"),
        ("a = [[1, [2\n", "1:10 the list is never closed"),
        ("a = [1, 2}\nb = 3\n", "1:10 expected `]`, found `}`"),
        ("a = \nb = 3\n", "1:5 a value is missing here"),
        ("a = # b\nb = 3\n", "1:5 a value is missing here"),
        ("a = \"\"\"x\nb = 3\n", "1:5 the string is never closed"),
        ("a = hello world\nb = 1\n", "1:5 string values must be quoted"),
        ("a: 1\nb = 1\n", "1:1 a key without quotes has letters, digits, `-` and `_` only"),
        ("a = 1\n[a]\nb = 1\n[a.c]\nd = 1\n", "2:2 duplicate key `a`"),
        ("[a]\n[a]\nb = 1\n", "2:2 duplicate key `a`"),
        ("a = 1\na.b = 2\n", "2:1 `a` has a value already, which takes no further keys"),
        ("a = {b = 1}\na.c = 2\n", "2:1 `a` has a value already, which takes no further keys"),
        ("a = {b = 1, b = 2}\n", "1:13 duplicate key `b`"),
        ("[[a]]\n[a]\n", "2:2 duplicate key `a`"),
        ("a.b = 1\n[a]\n", "2:2 duplicate key `a`"),
        ("[a.b]\n[a]\nb.c = 1\n", "3:1 duplicate key `b`"),
        ("[[a]\nb = 1\n", "1:5 expected `]]` after the name of the table"),
        ("[]\nb = 1\n", "1:2 a key is missing here"),
        ("[a.]\nb = 1\n", "1:4 a key is missing here"),
        ("a = 1 = 2\nb = 1\n", "1:7 expected the end of the line"),
        ("a == 1\nb = 1\n", "1:4 unexpected `=`"),
        ("a = [1,,2]\n", "1:8 a value is missing here"),
        ("a = {[}\n", "1:6 a key is missing here"),
        ("a = 1\rb = 2\n", "1:6 a carriage return without a line feed"),
        ("# \u{1}\n", "1:3 control character in a comment"),
        ("a = yes\n", "1:5 string values must be quoted"),
    ] {
        let found = errors(Format::Toml, source);
        assert_eq!(found.first().map(String::as_str), Some(expected), "{source}");
        assert_eq!(found.len(), 1, "{source}: {found:?}");
    }
}

#[test]
fn both_positions_of_a_duplicate() {
    let rejected = parse(Format::Toml, "[a]\nb = 1\n\"b\" = 2\n".into(), &Limits::default()).unwrap_err();
    let error = &rejected.errors[0];
    let (first, why) = error.related.clone().unwrap();
    assert_eq!((first.start, first.end, why.as_str()), (4, 5, "first set here"));
    assert_eq!((error.span.start, error.span.end), (10, 13));
    assert_eq!(rejected.tree.unwrap().root().get("a").unwrap().get("b").unwrap().text(), "1");
}

#[test]
fn crlf_and_byte_order_mark() {
    let source = "\u{feff}a = 1\r\n[b]\r\nc = \"\"\"x\r\ny\"\"\"\r\n";
    let tree = tree(source);
    assert_eq!(tree.root().get("a").unwrap().position().column, 5);
    assert_eq!(tree.root().get("a").unwrap().span().start, 7);
    assert_eq!(tree.root().get("b").unwrap().get("c").unwrap().position().line, 3);
}

#[test]
fn limits_are_kept() {
    let limits = Limits::default();
    let nested = |depth: usize| format!("a = {}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse(Format::Toml, nested(127).into(), &limits).is_ok());
    assert_eq!(errors(Format::Toml, &nested(128)), ["1:132 nested deeper than 128 levels"]);
    let dotted = |depth: usize| vec!["a"; depth].join(".");
    assert!(parse(Format::Toml, format!("[{}]", dotted(127)).into(), &limits).is_ok());
    assert_eq!(errors(Format::Toml, &format!("[{}]", dotted(128))), ["1:2 nested deeper than 128 levels"]);
    assert!(parse(Format::Toml, format!("{} = 1", dotted(128)).into(), &limits).is_ok());
    assert_eq!(errors(Format::Toml, &format!("{} = 1", dotted(129))), ["1:1 nested deeper than 128 levels"]);
    let limits = Limits { nodes: 5, ..limits };
    assert!(parse(Format::Toml, "a = 1\nb = 2".into(), &limits).is_ok());
    assert!(parse(Format::Toml, "a = 1\nb = [2]".into(), &limits).is_err());
}
