//! The JSON reader against serde_json, and its recovery after errors.

use crate::common::{errors, outline};
use config_format::{Format, Kind, Limits, number, parse};
use proptest::prelude::*;
use serde_json::Value;

/// Whether our tree holds the value that serde_json reads.
fn same(node: config_format::Node<'_>, value: &Value) -> Result<(), String> {
    let fail = |what: &str| Err(format!("{what} at {:?}: {:?} and {value}", node.position(), node.kind()));
    match (node.kind(), value) {
        (Kind::Null, Value::Null) => Ok(()),
        (Kind::Boolean, Value::Bool(boolean)) if node.text() == boolean.to_string() => Ok(()),
        (Kind::String, Value::String(text)) if node.text() == text => Ok(()),
        (Kind::Integer | Kind::Float, Value::Number(number)) => {
            let ours = number::parse_float(node.text(), Format::Json).map_err(|error| error.to_string())?;
            let theirs = number.as_f64().ok_or("no float")?;
            // serde_json's fast way may be off by the last digit.
            if (ours - theirs).abs() > theirs.abs() * 4.0 * f64::EPSILON + 1e-320 {
                return fail("another float");
            }
            if let Some(integer) = number.as_i128() {
                let ours =
                    number::parse_integer(node.text(), Format::Json).map_err(|error| error.to_string())?;
                if ours.to_i128() != Some(integer) {
                    return fail("another integer");
                }
            }
            Ok(())
        }
        (Kind::List, Value::Array(items)) => {
            if node.items().count() != items.len() {
                return fail("another length");
            }
            node.items().zip(items).try_for_each(|(node, value)| same(node, value))
        }
        (Kind::Map, Value::Object(map)) => {
            if node.entries().count() != map.len() {
                return fail("another length");
            }
            node.entries().try_for_each(|(key, node)| {
                let value = map.get(key.text()).ok_or("no such key")?;
                same(node, value)
            })
        }
        _ => fail("another kind"),
    }
}

/// What serde_json refuses though RFC 8259 allows it, or the other way round.
fn excused(error: &config_format::Rejected) -> bool {
    // serde_json keeps the last of two equal keys.
    error.errors.iter().all(|error| error.kind == config_format::ErrorKind::DuplicateKey)
}

fn compare(text: &str) -> Result<(), String> {
    let theirs: Result<Value, _> = serde_json::from_str(text);
    let ours = parse(Format::Json, text.as_bytes().to_vec(), &Limits::default());
    match (ours, theirs) {
        (Ok(tree), Ok(value)) => same(tree.root(), &value),
        (Err(_), Err(_)) => Ok(()),
        (Err(error), Ok(_)) if excused(&error) => Ok(()),
        (Ok(_), Err(error)) if error.to_string().contains("number out of range") => Ok(()),
        (Ok(_), Err(error)) => Err(format!("accepted {text:?}, serde_json says {error}")),
        (Err(error), Ok(_)) => Err(format!("refused {text:?}: {:?}", error.errors)),
    }
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[a-z$\\{\\}\\\\\"\u{1}é😀]{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 100, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::btree_map("[a-z\"\u{e9}]{0,6}", inner, 0..8)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reads_what_serde_json_writes(value in value(), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let text = text.unwrap();
        prop_assert_eq!(compare(&text), Ok(()));
        let tree = parse(Format::Json, text.into_bytes(), &Limits::default()).unwrap();
        crate::common::check_spans(&tree);
    }

    #[test]
    fn agrees_with_serde_json_on_soup(text in r#"([\[\]{},:" \n01.eE+\-/a]|null|true|false|"a"|"b":|\\u00e9|\\ud83d|\\ude00|"\\n"){0,16}"#) {
        prop_assert_eq!(compare(&text), Ok(()));
    }

    #[test]
    fn agrees_with_serde_json_on_damaged_text(value in value(), at: prop::sample::Index, with in r#"[\[\]{},:"\\\n 0e.-]?"#) {
        let text = serde_json::to_string(&value).unwrap();
        let places: Vec<usize> = text.char_indices().map(|(index, _)| index).collect();
        let at = places[at.index(places.len())];
        let length = text[at..].chars().next().map_or(0, char::len_utf8);
        let damaged = format!("{}{with}{}", &text[..at], &text[at + length..]);
        prop_assert_eq!(compare(&damaged), Ok(()));
    }
}

#[test]
fn keeps_text_as_written_and_spans() {
    let source = "{\n  \"a\": 1.10, \"b\": [-0, 1e999],\n  \"c\\u0041\": \"x\\ty ${env:Z}\"\n}";
    let tree = parse(Format::Json, source.into(), &Limits::default()).unwrap();
    assert_eq!(
        outline(&tree),
        "map 0..63\n  key String `a` 4..7\n  Float `1.10` 9..13\n  key String `b` 15..18\n  list 20..31\n    \
         Integer `-0` 21..23\n    Float `1e999` 25..30\n  key String `cA` 35..44\n  String `x\ty ${env:Z}` 46..61 reference\n"
    );
}

#[test]
fn reports_every_error_once() {
    let source = "{\n\"a\": tru,\n\"b\" 1,\n\"c\": [1 2, 3,],\n\"d\": \"x\\qy\",\n\"e\": 1\n\"f\": 01,\n\"a\": 1,\n\"a\": 2,\n}\n";
    assert_eq!(
        errors(Format::Json, source),
        [
            "2:6 expected a value",
            "3:5 expected `:` and a value after the key",
            "4:9 expected `,` or `]`",
            "4:13 trailing comma",
            "5:8 unknown escape",
            "7:1 expected `,` or `}`",
            "7:6 a number must not begin with 0",
            "9:1 duplicate key `a`",
            "9:7 trailing comma",
        ]
    );
}

#[test]
fn one_mistake_is_one_error() {
    for (source, expected) in [
        ("", "1:1 the file holds no value"),
        ("{", "1:2 the file ends where `}` is missing"),
        ("[[[", "1:4 the file ends where `]` is missing"),
        ("{\"a\": [1, 2}", "1:12 expected `]`, found `}`"),
        ("{\"a\": [1, 2}, \"b\": 1}", "1:12 expected `]`, found `}`"),
        ("{\"a\": 1]", "1:8 expected `}`, found `]`"),
        ("{\"a\": {\"b\": [1, 2}, \"c\": 1}", "1:18 expected `]`, found `}`"),
        ("{\"a\": \"x,\n\"b\": 1}", "1:7 the string is not closed on its line"),
        ("{\"a: 1,\n\"b\": 1}", "1:2 the string is not closed on its line"),
        ("{a: 1, \"b\": 2}", "1:2 keys need double quotes"),
        ("{'a': 1, \"b\": 2}", "1:2 keys need double quotes"),
        ("{\"a\": 'it is', \"b\": 2}", "1:7 strings need double quotes"),
        ("{\"a\": hello world, \"b\": 2}", "1:7 expected a value"),
        ("{\"a\": , \"b\": 2}", "1:7 a value is missing here"),
        ("{\"a\": }", "1:7 a value is missing here"),
        ("{\"a\", \"b\": 2}", "1:5 expected `:` and a value after the key"),
        ("{\"a\" \"b\": 2}", "1:6 expected `:` and a value after the key"),
        ("{\"a\" \"b\"}", "1:6 expected `:` and a value after the key"),
        ("{\"a\" true}", "1:6 expected `:` and a value after the key"),
        ("{\"a\": 1, , \"b\": 2}", "1:10 expected a key in double quotes"),
        ("{\"a\": 1 : 2, \"b\": 2}", "1:9 expected `,` or `}`"),
        ("[1,,2]", "1:4 a value is missing here"),
        ("[1 2]", "1:4 expected `,` or `]`"),
        ("[1, // one\n2]", "1:5 JSON has no comments"),
        ("[1]]", "1:4 unexpected text after the end of the document"),
        ("[1] [2]", "1:5 unexpected text after the end of the document"),
        ("nope", "1:1 expected a value"),
        ("nope nope", "1:1 expected a value"),
        ("[\"\\ud800\"]", "1:3 a high surrogate needs a low one after it"),
        ("[\"\\ud800\\ud800\"]", "1:3 a high surrogate needs a low one after it"),
        ("[\"\\udc00\"]", "1:3 a low surrogate needs a high one before it"),
        ("[\"\\u12\"]", "1:3 `\\u` needs four hexadecimal digits"),
        ("[\"a\tb\"]", "1:4 control character in a string"),
        ("[1.]", "1:2 digits are missing after the point"),
        ("[.5]", "1:2 digits are missing before the point"),
        ("[+1]", "1:2 a number must not begin with `+`"),
        ("[NaN]", "1:2 JSON has no such number"),
        ("[0x1F]", "1:2 invalid number"),
        ("{\"a\": 1, \"a\": 2}", "1:10 duplicate key `a`"),
        ("{]", "1:2 expected `}`, found `]`"),
        ("{\"a\":]", "1:6 expected `}`, found `]`"),
    ] {
        // `[\ud800\ud800]` holds two lone surrogates on purpose.
        let found = errors(Format::Json, source);
        assert_eq!(found[0], expected, "{source}");
        let mistakes = if source.contains("\\ud800\\ud800") { 2 } else { 1 };
        assert_eq!(found.len(), mistakes, "{source}: {found:?}");
    }
}

#[test]
fn what_is_right_beside_an_error_is_still_read() {
    let source = "{\"a\": oops, \"b\": [1, ?, 3], \"c\": {\"d\": 1, \"e\"}, \"f\": 2";
    let rejected = parse(Format::Json, source.into(), &Limits::default()).unwrap_err();
    let tree = rejected.tree.unwrap();
    let root = tree.root();
    assert!(root.get("a").is_none());
    assert_eq!(root.get("b").unwrap().items().map(config_format::Node::text).collect::<Vec<_>>(), ["1", "3"]);
    assert_eq!(root.get("c").unwrap().entries().count(), 1);
    assert_eq!(root.get("f").unwrap().text(), "2");
}

#[test]
fn jsonc_has_comments_and_trailing_commas() {
    let source =
        "// one\n{ /* two */ \"a\": [1, 2, /* three */], // four\n \"b\": {\"c\": 1,},\n}\n/* five */";
    let tree = parse(Format::Jsonc, source.into(), &Limits::default()).unwrap();
    assert_eq!(tree.root().get("a").unwrap().items().count(), 2);
    assert_eq!(errors(Format::Jsonc, "{\"a\": 1, /* b"), ["1:10 the comment is never closed"]);
    assert_eq!(errors(Format::Jsonc, "[,]"), ["1:2 a value is missing here"]);
}

#[test]
fn large_maps_find_their_duplicates() {
    let mut source = String::from("{");
    for number in 0..300 {
        source.push_str(&format!("\"key{number}\": 1,\n"));
    }
    source.push_str("\"key7\": 2, \"key7\": 3, \"key299\": 1}");
    assert_eq!(
        errors(Format::Json, &source),
        ["301:1 duplicate key `key7`", "301:12 duplicate key `key7`", "301:23 duplicate key `key299`"]
    );
}

#[test]
fn limits_are_kept() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(parse(Format::Json, nested(128).into(), &Limits::default()).is_ok());
    assert_eq!(errors(Format::Json, &nested(129)), ["1:129 nested deeper than 128 levels"]);
    let limits = Limits { nodes: 4, ..Limits::default() };
    assert!(parse(Format::Json, "[1,2,3]".into(), &limits).is_ok());
    let rejected = parse(Format::Json, "[1,2,3,4]".into(), &limits).unwrap_err();
    assert_eq!(rejected.errors[0].message, "more than 4 values and keys");
    let limits = Limits { errors: 3, ..Limits::default() };
    let rejected = parse(Format::Json, "[x,x,x,x,x]".into(), &limits).unwrap_err();
    assert_eq!(rejected.errors.len(), 3);
}
