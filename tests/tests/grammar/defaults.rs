//! `default` in its three forms.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::time::Duration;

use config_core::{ByteSize, Percent, ServiceConfig};

use crate::attempt::Attempt;

/// Literals of each sort of type.
#[derive(Debug, ServiceConfig)]
struct Literals {
    /// A number.
    #[config(default = 8080)]
    port: u16,
    /// A number below zero.
    #[config(default = -5)]
    offset: i8,
    /// A number that is not zero.
    #[config(default = 3)]
    replicas: NonZeroU16,
    /// A number with a fraction.
    #[config(default = 0.25)]
    ratio: f64,
    /// A whole number where a fraction could stand.
    #[config(default = 1)]
    scale: f32,
    /// A truth value.
    #[config(default = true)]
    enabled: bool,
    /// A character.
    #[config(default = 'x')]
    letter: char,
    /// Text.
    #[config(default = "plain")]
    text: String,
    /// A path.
    #[config(default = "/var/lib/models")]
    path: PathBuf,
    /// A duration.
    #[config(default = "1m30s")]
    timeout: Duration,
    /// A size, with a unit.
    #[config(default = "32MiB")]
    body: ByteSize,
    /// A size, as a number of bytes.
    #[config(default = 512)]
    header: ByteSize,
    /// A share.
    #[config(default = "12.5%")]
    sampled: Percent,
    /// An address.
    #[config(default = "127.0.0.1:9090")]
    address: SocketAddr,
    /// A list.
    #[config(default = ["a", "b"])]
    names: Vec<String>,
    /// An array.
    #[config(default = [1, 2, 3])]
    weights: [u8; 3],
    /// A tuple.
    #[config(default = ["a", 1])]
    pair: (String, u32),
    /// A value inside of an option.
    #[config(default = 7)]
    some: Option<u32>,
    /// No value inside of an option, without any default.
    none: Option<u32>,
    /// A value in a box.
    #[config(default = "boxed")]
    boxed: Box<str>,
}

#[test]
fn literals_are_read_like_the_values_of_a_file() {
    let value: Literals = Attempt::new().load();
    assert_eq!((value.port, value.offset, value.replicas.get()), (8080, -5, 3));
    assert_eq!((value.ratio, value.scale), (0.25, 1.0));
    assert_eq!((value.enabled, value.letter, value.text.as_str()), (true, 'x', "plain"));
    assert_eq!((value.path, value.timeout), (PathBuf::from("/var/lib/models"), Duration::from_secs(90)));
    assert_eq!((value.body.bytes(), value.header.bytes()), (32 << 20, 512));
    assert_eq!((value.sampled.to_string(), value.address.port()), ("12.5%".to_owned(), 9090));
    assert_eq!((value.names, value.weights), (vec!["a".to_owned(), "b".to_owned()], [1, 2, 3]));
    assert_eq!(value.pair, ("a".to_owned(), 1));
    assert_eq!((value.some, value.none, &*value.boxed), (Some(7), None, "boxed"));
}

#[test]
fn a_source_wins_over_a_default() {
    let value: Literals = Attempt::yaml("port: 1\nnames: []\nsome: null\npair: [b, 2]\n").load();
    assert_eq!((value.port, value.names, value.some), (1, Vec::<String>::new(), None));
    assert_eq!(value.pair, ("b".to_owned(), 2));
}

const LIMIT: u32 = 40;

fn computed() -> Vec<String> {
    vec!["computed".to_owned()]
}

/// Expressions.
#[derive(Debug, ServiceConfig)]
struct Expressions {
    /// A constant.
    #[config(default = LIMIT)]
    constant: u32,
    /// A computation.
    #[config(default = LIMIT * 2 + 1)]
    sum: u32,
    /// A function.
    #[config(default = computed())]
    list: Vec<String>,
    /// A block.
    #[config(default = { let base = 10; Duration::from_secs(base) })]
    timeout: Duration,
    /// A conversion that the type of the field decides.
    #[config(default = "text".into())]
    text: String,
    /// A map.
    #[config(default = BTreeMap::from([("a".to_owned(), 1)]))]
    map: BTreeMap<String, u8>,
    /// A whole section.
    #[config(default = Inner { one: 5, two: 6 })]
    inner: Inner,
}

/// A section.
#[derive(Debug, PartialEq, Clone, ServiceConfig)]
struct Inner {
    /// One.
    #[config(default = 1)]
    one: u32,
    /// Two.
    two: u32,
}

#[test]
fn expressions_are_evaluated_when_no_source_gives_the_value() {
    let value: Expressions = Attempt::new().load();
    assert_eq!((value.constant, value.sum, value.list), (40, 81, computed()));
    assert_eq!((value.timeout, value.text), (Duration::from_secs(10), "text".to_owned()));
    assert_eq!((value.map["a"], value.inner), (1, Inner { one: 5, two: 6 }));
    let value: Expressions = Attempt::yaml("inner: {two: 9}\nconstant: 1\n").load();
    assert_eq!(
        (value.constant, value.inner),
        (1, Inner { one: 1, two: 9 }),
        "a section that is given has its own defaults"
    );
}

#[test]
fn the_expression_is_kept_for_documents() {
    let field = Expressions::SCHEMA.find("sum").unwrap();
    assert!(matches!(field.default, config_core::schema::DefaultValue::Expression("LIMIT * 2 + 1")));
}

/// Bare defaults.
#[derive(Debug, ServiceConfig)]
struct Bare {
    /// A section whose fields have defaults.
    #[config(default)]
    section: Defaults,
    /// A section with its own `Default`, because its fields have none.
    #[config(default)]
    own: Own,
    /// A list.
    #[config(default)]
    list: Vec<u32>,
    /// A number.
    #[config(default)]
    number: u32,
    /// Text.
    #[config(default)]
    text: String,
    /// A generic type, without a name for it.
    #[config(default)]
    nested: Option<Defaults>,
}

/// A section whose fields have defaults.
#[derive(Debug, Default, PartialEq, ServiceConfig)]
struct Defaults {
    /// One; the type's own `Default` says zero, the attribute counts.
    #[config(default = 1)]
    one: u32,
    /// Two.
    two: Option<String>,
}

/// A section with its own default.
#[derive(Debug, PartialEq, ServiceConfig)]
struct Own {
    /// One.
    one: u32,
}

impl Default for Own {
    fn default() -> Self {
        Self { one: 77 }
    }
}

#[test]
fn a_bare_default_is_the_sections_own_or_the_types() {
    let value: Bare = Attempt::new().load();
    assert_eq!(value.section, Defaults { one: 1, two: None });
    assert_eq!(
        (value.own, value.list, value.number, value.text),
        (Own { one: 77 }, vec![], 0, String::new())
    );
    assert_eq!(value.nested, None);
    let value: Bare = Attempt::yaml("section: {two: x}\n").load();
    assert_eq!(value.section, Defaults { one: 1, two: Some("x".to_owned()) });
    assert_eq!(Attempt::yaml("own: {}\n").refused::<Bare>(), ["CFG0202 own.one: missing key own.one"]);
}

#[test]
fn without_a_default_a_source_must_give_the_value() {
    let report = Attempt::new().report::<Inner>();
    let lines: Vec<String> = report.findings().iter().map(crate::attempt::line).collect();
    assert_eq!(lines, ["CFG0202 two: missing key two"]);
    let help = report.findings()[0].help().unwrap_or_default();
    assert!(help.contains("the key two in a file") && help.contains("the override two=VALUE"), "{help}");
}
