//! YAML: kinds, spans, aliases, merges, messages.

use config_format::{Format, Kind, Limits, Position, Tree, parse, parse_stream};

use crate::common::{check_spans, errors, outline};

fn tree(source: &str) -> Tree {
    let tree = parse(Format::Yaml, source.as_bytes().to_vec(), &Limits::default()).unwrap();
    check_spans(&tree);
    tree
}

#[test]
fn block_maps_and_lists_with_exact_spans() {
    let tree =
        tree("server:\n  port: 8080 # the port\n  names:\n  - a\n  - \"b c\"\nempty:\nlast: 'it''s'\n");
    assert_eq!(
        outline(&tree),
        "\
map 0..77
  key String `server` 0..6
  map 10..56
    key String `port` 10..14
    Integer `8080` 16..20
    key String `names` 34..39
    list 43..56
      String `a` 45..46
      String `b c` 51..56
  key String `empty` 57..62
  Null `` 63..63
  key String `last` 64..68
  String `it's` 70..77
"
    );
}

#[test]
fn lists_of_lists_and_missing_items() {
    let tree = tree("- - a\n  -\n-\n- # nothing\n- &x\n- - - b\n-  c: 1\n   d:\n");
    assert_eq!(
        outline(&tree),
        "\
list 0..50
  list 2..9
    String `a` 4..5
    Null `` 9..9
  Null `` 11..11
  Null `` 13..13
  Null `` 28..28
  list 31..36
    list 33..36
      String `b` 35..36
  map 40..50
    key String `c` 40..41
    Integer `1` 43..44
    key String `d` 48..49
    Null `` 50..50
"
    );
}

#[test]
fn a_list_at_the_indentation_of_its_key() {
    let tree = tree("\u{feff}a:\n# - no item\n- - 1\n  - 2\n- [x, {y: z}]\nb: |\n  t\n");
    assert_eq!(
        outline(&tree),
        "\
map 3..53
  key String `a` 3..4
  list 18..43
    list 20..29
      Integer `1` 22..23
      Integer `2` 28..29
    list 32..43
      String `x` 33..34
      map 36..42
        key String `y` 37..38
        String `z` 40..41
  key String `b` 44..45
  String `t
` 47..53
"
    );
}

#[test]
fn scalars_keep_their_text_and_are_resolved_by_the_core_schema() {
    let source = "a: 0123\nb: no\nc: 1_000\nd: 1.10\ne: ~\nf: 0x1F\ng: True\nh: !!str 5\ni: !!float 5\nj: ! 5\nk: !env 5\nl: '5'\nm: .inf\n";
    let tree = tree(source);
    let kinds: Vec<_> = tree
        .root()
        .entries()
        .map(|(_, value)| (value.kind(), value.text().to_owned(), value.raw().plain))
        .collect();
    let expected = [
        (Kind::Integer, "0123", true),
        (Kind::String, "no", true),
        (Kind::String, "1_000", true),
        (Kind::Float, "1.10", true),
        (Kind::Null, "~", true),
        (Kind::Integer, "0x1F", true),
        (Kind::Boolean, "True", true),
        (Kind::String, "5", false),
        (Kind::Float, "5", false),
        (Kind::String, "5", false),
        (Kind::Integer, "5", true),
        (Kind::String, "5", false),
        (Kind::Float, ".inf", true),
    ];
    assert_eq!(kinds, expected.map(|(kind, text, plain)| (kind, text.to_owned(), plain)));
    assert_eq!(tree.decoded(), "", "every text stands in the source");
}

#[test]
fn text_that_does_not_stand_in_the_source_is_decoded() {
    let source = "a: one\n  two\nb: \"x\\ty\"\nc: |\n  l1\n  l2 ${x}\nd: >-\n  f1\n  f2\ne: |-\n  single\nf: 'it''s'\n";
    let tree = tree(source);
    let found: Vec<_> = tree
        .root()
        .entries()
        .map(|(_, value)| {
            let span = value.span();
            let slice = &source[span.start as usize..span.end as usize];
            (value.text(), slice, value.raw().decoded, value.raw().reference)
        })
        .collect();
    let expected = [
        ("one two", "one\n  two", true, false),
        ("x\ty", "\"x\\ty\"", true, false),
        ("l1\nl2 ${x}\n", "|\n  l1\n  l2 ${x}", true, true),
        ("f1 f2", ">-\n  f1\n  f2", true, false),
        ("single", "|-\n  single", false, false),
        ("it's", "'it''s'", true, false),
    ];
    assert_eq!(found, expected);
}

#[test]
fn crlf_and_byte_order_marks_do_not_change_the_tree() {
    let unix = "# top\na:\n  b: 1\n  c: [x,\n    y]\nd: \"q\"\ne: |\n  t\n";
    let windows = format!("\u{feff}{}", unix.replace('\n', "\r\n"));
    let (unix, windows) = (tree(unix), tree(&windows));
    assert_eq!(unix.nodes().len(), windows.nodes().len());
    for (index, (one, other)) in unix.nodes().iter().zip(windows.nodes().iter()).enumerate() {
        let (one_node, other_node) = (unix.node(index as u32), windows.node(index as u32));
        assert_eq!((one.kind, one_node.text()), (other.kind, other_node.text()));
        assert_eq!(one_node.position(), other_node.position());
    }
}

#[test]
fn aliases_are_copies_with_the_spans_of_the_anchor() {
    let source = "base: &b\n  x: 1\n  y: [2]\nuse: *b\nkey: &k name\n*k : v\n";
    let tree = tree(source);
    let root = tree.root();
    let (base, copy) = (root.get("base").unwrap(), root.get("use").unwrap());
    let spans = |node: config_format::Node<'_>| -> Vec<_> {
        let subtree = node.index() as usize..node.raw().end as usize;
        subtree.map(|index| tree.nodes().get(index).span).collect()
    };
    assert_eq!(spans(base), spans(copy));
    assert_eq!(copy.get("y").unwrap().items().next().unwrap().text(), "2");
    assert_eq!(root.get("name").unwrap().text(), "v");
}

#[test]
fn merge_keys_bring_in_what_the_map_does_not_set() {
    let merged = |source: &str| {
        let tree = tree(&format!("x: &x {{a: 1, b: 2}}\ny: &y {{b: 3, c: 4}}\nmap:\n{source}"));
        let map = tree.root().get("map").unwrap();
        let entries = map.entries().map(|(key, value)| format!("{}={}", key.text(), value.text()));
        entries.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(merged("  <<: *x\n  b: 9\n"), "a=1 b=9");
    assert_eq!(merged("  b: 9\n  <<: *x\n"), "b=9 a=1");
    assert_eq!(merged("  <<: [*x, *y]\n"), "a=1 b=2 c=4");
    assert_eq!(merged("  <<: [*y, *x]\n  d: 0\n"), "b=3 c=4 a=1 d=0");
    assert_eq!(merged("  <<: {z: 1, <<: *x}\n  z: 2\n"), "a=1 b=2 z=2");
    assert_eq!(merged("  '<<': *x\n"), "<<=", "a quoted key is an ordinary key");
    assert_eq!(merged("  <<: text\n"), "<<=text", "so is one whose value is no map");
    assert_eq!(merged("  <<: [*x, text]\n"), "<<=");
    assert_eq!(merged("  !!str <<: *x\n"), "<<=");
}

#[test]
fn merges_of_merges_and_maps_around_them() {
    let source = "a: &a {one: 1}\nb: &b {<<: *a, two: 2}\nlist:\n  - <<: *b\n    three: 3\n  - after\nlast: {deep: {<<: *b}}\n";
    let tree = tree(source);
    let list: Vec<_> = tree.root().get("list").unwrap().items().collect();
    let keys: Vec<_> = list[0].entries().map(|(key, _)| key.text()).collect();
    assert_eq!(keys, ["one", "two", "three"]);
    assert_eq!(list[1].text(), "after");
    let deep = tree.root().get("last").unwrap().get("deep").unwrap();
    assert_eq!(deep.get("one").unwrap().position(), Position { line: 1, column: 13 });
}

#[test]
fn messages_name_the_place_and_what_to_do() {
    for (source, place, message, help) in [
        ("a:\n\tb: 2\n", "2:1", "a tab in the indentation", "indent with spaces"),
        ("a: \"x\nb: 2\n", "1:4", "this quote is not closed", "closing one"),
        ("a: [1, 2\nb: 3\n", "1:4", "this `[` is not closed", "closing one"),
        ("a: [1, 2", "1:4", "this `[` is never closed", "closing `]`"),
        ("a: {x: [1}\n", "1:8", "`}` closes a list that `[` opened", "`]`"),
        ("a:1\nb: 2\n", "1:2", "`:` without a space after it", "`key: value`"),
        ("a: b: c\n", "1:5", "`:` is not allowed here", "quotes"),
        ("a: 1\n  b: 2\n", "2:4", "`:` is not allowed here", "same indentation"),
        ("a: 1\nb\nc: 2\n", "2:1", "a key without a `:` after it", "`key: value`"),
        ("a:\n  b: 1\n c: 2\n", "3:2", "neither a key of the map around it", "same indentation"),
        ("a: 1\n- b\n", "2:1", "a list item where a key", "indent the list"),
        ("a: \"C:\\path\"\n", "1:7", "an unknown escape", "single quotes"),
        ("a: \"\\ud800\"\n", "1:5", "an escape inside double quotes", "single quotes"),
        ("a: @x\n", "1:4", "a value cannot begin with `@`", "quotes"),
        ("a: *x\n", "1:4", "this alias refers to an anchor that is not defined", "quotes"),
        ("a: &x\n  b: *x\n", "2:6", "this alias refers to the list or map that it is part of", ""),
        ("a: !!int x\n", "1:10", "tagged `!!int` but is not a whole number", "remove the tag"),
        ("a: 1\nb: 2\na: 3\n", "3:1", "duplicate key `a`", "keep one"),
        ("m: {<<: {a: 1}, <<: {b: 1}}\n", "1:17", "duplicate key `<<`", "list"),
        ("? [a, {b: 1}]\n: 1\n? [a, {b: 1}]\n: 2\n", "3:3", "duplicate key", "keep one"),
        ("a: 1\n---\nb: 2\n", "2:1", "a second document", "remove the `---`"),
    ] {
        let rejected = parse(Format::Yaml, source.as_bytes().to_vec(), &Limits::default()).unwrap_err();
        let error = &rejected.errors[0];
        let position = Position::of(source, error.span.start as usize);
        assert_eq!(format!("{}:{}", position.line, position.column), place, "{source:?}: {error:?}");
        assert!(error.message.contains(message), "{source:?}: {error:?}");
        assert!(error.help.as_deref().unwrap_or_default().contains(help), "{source:?}: {error:?}");
        assert_eq!(rejected.errors.len(), 1, "{source:?}: {:?}", rejected.errors);
    }
}

#[test]
fn all_that_is_wrong_is_reported_in_order() {
    let source = "a: *one\nb: {x: 1, x: 2}\nc: *two\na: 1\n---\nd: [\n---\ne: !!bool maybe\n";
    assert_eq!(
        errors(Format::Yaml, source),
        [
            "1:4 this alias refers to an anchor that is not defined before it",
            "2:11 duplicate key `x`",
            "3:4 this alias refers to an anchor that is not defined before it",
            "4:1 duplicate key `a`",
            "6:4 this `[` is never closed",
            "8:11 this is tagged `!!bool` but is not `true` or `false`",
        ]
    );
}

#[test]
fn a_syntax_error_does_not_hide_the_duplicate_keys_before_it() {
    let source = "a:\n  x: 1\n  x: 2\n  y:\n    z: 1\n    z: 2\na: 1\nb: ]\n";
    assert_eq!(
        errors(Format::Yaml, source),
        [
            "3:3 duplicate key `x`",
            "6:5 duplicate key `z`",
            "7:1 duplicate key `a`",
            "8:4 a closing bracket without an opening one"
        ]
    );
}

#[test]
fn streams_have_any_number_of_documents() {
    let read = |source: &str| {
        let trees = parse_stream(Format::Yaml, source.as_bytes().to_vec(), &Limits::default()).unwrap();
        trees.iter().for_each(check_spans);
        trees.iter().map(|tree| tree.root().text().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(read(""), Vec::<String>::new());
    assert_eq!(read("# nothing\n"), Vec::<String>::new());
    assert_eq!(read("one\n---\ntwo\n...\n---\n"), ["one", "two", ""]);
    assert_eq!(tree("").root().kind(), Kind::Null);
}

#[test]
fn a_form_feed_is_a_character_that_yaml_does_not_allow() {
    assert_eq!(errors(Format::Yaml, "a: [\n\u{c}\"x\n").len(), 1);
    assert_eq!(errors(Format::Yaml, "- \u{c}- x\n"), ["1:3 a character that YAML does not allow"]);
}

#[test]
fn a_document_may_be_a_block_of_text() {
    let trees = parse_stream(Format::Yaml, b"# c\n|\n one\n two\n...\n>-\n x\n".to_vec(), &Limits::default())
        .unwrap();
    trees.iter().for_each(check_spans);
    let outlines: Vec<_> = trees.iter().map(outline).collect();
    assert_eq!(outlines, ["String `one\ntwo\n` 4..15\n", "String `x` 20..25\n"]);
}

#[test]
fn a_carriage_return_alone_ends_a_line() {
    let tree = tree("- # c\r- |\r  t\r- # d\r-");
    assert_eq!(
        outline(&tree),
        "list 0..21\n  Null `` 1..1\n  String `t\n` 8..13\n  Null `` 15..15\n  Null `` 21..21\n"
    );
}

#[test]
fn after_an_error_that_ends_with_its_line_reading_goes_on() {
    let source = "\
base: &base {x: 1}
one: a: b
two: {y: 1, y: 2}
path: \"C:\\dir\"
use: *base
not: *known
three:
    four: 1
  five: 2
six: 'it's'
---
seven: @x
eight: [
nine: 1
";
    assert_eq!(
        errors(Format::Yaml, source),
        [
            "2:7 `:` is not allowed here",
            "3:13 duplicate key `y`",
            "4:10 an unknown escape inside double quotes",
            "6:6 this alias refers to an anchor that is not defined before it",
            "9:3 neither a key of the map around it nor part of the value before it",
            "10:10 text after the closing quote",
            "12:8 a value cannot begin with `@`",
            "13:8 this `[` is not closed",
        ]
    );
}

#[test]
fn after_an_open_quote_or_bracket_nothing_is_guessed() {
    for source in [
        "a: \"x\nb: 'y\nc: [\n",
        "a: [1, 2\nb: ]\nc: }\n",
        "a: {x: 1\n}\nb: @x\n",
        "a: [b: @x,\nc: d: e]\nf: g: h\n",
        "- a: b: c\n- d: e: f\n",
    ] {
        assert_eq!(errors(Format::Yaml, source).len(), 1, "{source:?}");
    }
}

#[test]
fn messages_never_hold_the_text_of_a_value() {
    for source in [
        "password: *hunter2\n",
        "password: &hunter2 &hunter2\n",
        "password: !!int hunter2\n",
        "password: !hunter2! x\n",
        "password: \"hunter2\nb: 1\n",
        "password: hunter2: x\n",
        "password: @hunter2\n",
        "password: \"hunter2\\q\"\n",
        "password: 'hunter2'hunter2\n",
        "password: [hunter2\nb: 1\n",
        "password: |hunter2\n",
        "password: hunter2\n  b: 1\n",
        "hunter2\nb: 1\n",
    ] {
        let rejected = parse(Format::Yaml, source.as_bytes().to_vec(), &Limits::default()).unwrap_err();
        assert!(!format!("{:?}", rejected.errors).contains("hunter2"), "{:?}", rejected.errors);
    }
}
