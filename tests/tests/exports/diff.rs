//! Pairs of schemas with the class of what changed between them.

#![expect(dead_code, reason = "only the tables of these types are used")]

use std::net::IpAddr;
use std::time::Duration;

use config_core::export::{Change, ChangeKind, Json, SchemaOptions, diff, diff_tables, json_schema};
use config_core::schema::Schema;
use config_core::{ByteSize, Secret, ServiceConfig};

use crate::random::{Random, document};

type Expected<'e> = &'e [(&'e str, ChangeKind, bool)];

fn verdicts(changes: &[Change]) -> Vec<(&str, ChangeKind, bool)> {
    changes.iter().map(|change| (change.path.as_str(), change.kind, change.breaking)).collect()
}

/// What an independent validator accepts before, it accepts after.
fn nothing_breaks(case: &str, before: &'static Schema, after: &'static Schema) {
    let validator = |schema| {
        let text = json_schema(schema, &SchemaOptions::default()).to_text();
        let schema: serde_json::Value = serde_json::from_str(&text).expect("the schema is JSON");
        jsonschema::validator_for(&schema).expect("the schema compiles")
    };
    let (old, new) = (validator(before), validator(after));
    let mut right = 0;
    for seed in 0..400 {
        let document = document(before, &mut Random::new(seed));
        if old.is_valid(&document) {
            right += 1;
            assert!(new.is_valid(&document), "{case} is called compatible, but {document} breaks");
        }
    }
    assert!(right > 20, "{case}: {right}");
}

/// Two types with the same name, before and after, and the changes that are expected.
macro_rules! pair {
    ($case:literal, { $($before:tt)* } => { $($after:tt)* }, $expected:expr) => {{
        mod before {
            use super::*;
            $($before)*
        }
        mod after {
            use super::*;
            $($after)*
        }
        let difference = diff_tables(before::C::SCHEMA, after::C::SCHEMA);
        let expected: Expected<'_> = $expected;
        assert_eq!(verdicts(&difference.changes), expected, "{}:\n{difference}", $case);
        let same = diff_tables(before::C::SCHEMA, before::C::SCHEMA);
        assert!(same.is_empty(), "{}: {same}", $case);
        if !difference.is_breaking() {
            nothing_breaks($case, before::C::SCHEMA, after::C::SCHEMA);
        }
    }};
}

/// A pair of types with one field each.
macro_rules! field {
    ($case:literal, [$($before:tt)*] => [$($after:tt)*], $expected:expr) => {
        pair!($case,
            { #[doc = "C."] #[derive(ServiceConfig)] pub(super) struct C { #[doc = "F."] $($before)* } } =>
            { #[doc = "C."] #[derive(ServiceConfig)] pub(super) struct C { #[doc = "F."] $($after)* } },
            $expected)
    };
}

use ChangeKind::{
    Added, DefaultChanged, DeprecationChanged, MeaningChanged, Narrowed, Removed, Renamed, Widened,
};

#[test]
fn fields_come_and_go() {
    field!("an optional field is new", [a: u8] => [a: u8, #[doc = "B."] b: Option<u8>], &[("b", Added, false)]);
    field!("a field with a default is new", [a: u8] => [a: u8, #[doc = "B."] #[config(default = 1)] b: u8], &[("b", Added, false)]);
    field!("a required field is new", [a: u8] => [a: u8, #[doc = "B."] b: u8], &[("b", Added, true)]);
    field!("a field is gone", [a: u8, #[doc = "B."] b: Option<u8>] => [a: u8], &[("b", Removed, true)]);
    field!("a field is renamed, its old name an alias", [#[config(default = 1)] a: u8] => [#[config(default = 1, alias = "a")] b: u8], &[("a", Renamed, false)]);
    field!("a required field is renamed, its old name an alias", [a: u8] => [#[config(alias = "a")] b: u8], &[("a", Renamed, false)]);
    field!("a field is renamed without an alias", [#[config(default = 1)] a: u8] => [#[config(default = 1)] b: u8], &[("a", Removed, true), ("b", Added, false)]);
    field!("an alias is new", [a: u8] => [#[config(alias = "b")] a: u8], &[("b", Added, false)]);
    field!("an alias is gone", [#[config(alias = "b")] a: u8] => [a: u8], &[("b", Removed, true)]);
    field!("a required field gets a default", [a: u8] => [#[config(default = 1)] a: u8], &[("a", Widened, false)]);
    field!("a required field becomes optional", [a: u8] => [a: Option<u8>], &[("a", Widened, false), ("a", Widened, false)]);
    field!("a default is gone", [#[config(default = 1)] a: u8] => [a: u8], &[("a", Narrowed, true)]);
    field!("a field is deprecated", [#[config(default = 1)] a: u8] => [#[config(default = 1, deprecated(since = "2", note = "no use"))] a: u8], &[("a", DeprecationChanged, false)]);
}

#[test]
fn values_are_narrowed_and_widened() {
    field!("a number holds more", [a: u8] => [a: u16], &[("a", Widened, false)]);
    field!("a number holds less", [a: u16] => [a: u8], &[("a", Narrowed, true)]);
    field!("a number may be negative, and not as large", [a: u16] => [a: i16], &[("a", Narrowed, true), ("a", Widened, false)]);
    field!("a whole number becomes any", [a: u64] => [a: f64], &[("a", Widened, false), ("a", Widened, false), ("a", Widened, false)]);
    field!("any number becomes whole", [a: f64] => [a: i64], &[("a", Narrowed, true), ("a", Narrowed, true), ("a", Narrowed, true)]);
    field!("a range is new", [a: u8] => [#[config(range(..=9))] a: u8], &[("a", Narrowed, true)]);
    field!("a range is gone", [#[config(range(..=9))] a: u8] => [a: u8], &[("a", Widened, false)]);
    field!("a range is narrower", [#[config(range(1..=9))] a: u8] => [#[config(range(2..=9))] a: u8], &[("a", Narrowed, true)]);
    field!("a bound becomes exclusive", [#[config(range(0.0..=1.0))] a: f64] => [#[config(range(0.0..1.0))] a: f64], &[("a", Narrowed, true), ("a", Widened, false)]);
    field!("a range of durations is narrower", [#[config(range("1s"..="1h"))] a: Duration] => [#[config(range("1s"..="30m"))] a: Duration], &[("a", Narrowed, true)]);
    field!("a range of durations says the same otherwise", [#[config(range("60s"..))] a: Duration] => [#[config(range("1m"..))] a: Duration], &[]);
    field!("a range of sizes is wider", [#[config(range(..="1MiB"))] a: ByteSize] => [#[config(range(..="1GiB"))] a: ByteSize], &[("a", Widened, false), ("a", Widened, false)]);
    field!("text gets a length", [a: String] => [#[config(length(..=9))] a: String], &[("a", Narrowed, true)]);
    field!("text may be longer", [#[config(length(..=9))] a: String] => [#[config(length(..=10))] a: String], &[("a", Widened, false)]);
    field!("text gets a pattern", [a: String] => [#[config(pattern("^a"))] a: String], &[("a", Narrowed, true)]);
    field!("a pattern changes", [#[config(pattern("^a"))] a: String] => [#[config(pattern("^b"))] a: String], &[("a", Narrowed, true), ("a", Widened, false)]);
    field!("text becomes an address", [a: String] => [a: IpAddr], &[("a", Narrowed, true), ("a", Narrowed, true)]);
    field!("a number becomes text", [a: u8] => [a: String], &[("a", Narrowed, true), ("a", Widened, false), ("a", Widened, false), ("a", Widened, false)]);
    field!("one value becomes a list", [a: String] => [a: Vec<String>], &[("a", Narrowed, true), ("a", Widened, false)]);
    field!("null is no longer a value", [a: Option<u8>] => [#[config(default = 1)] a: u8], &[("a", Narrowed, true), ("a", DefaultChanged, true)]);
    field!("elements are narrowed", [a: Vec<u16>] => [a: Vec<u8>], &[("a[]", Narrowed, true)]);
    field!("a list may be empty", [#[config(length(1..))] a: Vec<u8>] => [a: Vec<u8>], &[("a", Widened, false)]);
    field!("entries are narrowed", [a: std::collections::BTreeMap<String, u16>] => [a: std::collections::BTreeMap<String, u8>], &[("a.<key>", Narrowed, true)]);
    field!("an array is longer", [a: [u8; 2]] => [a: [u8; 3]], &[("a", Narrowed, true), ("a", Widened, false)]);
    field!("a place of a tuple is narrowed", [a: (u8, u16)] => [a: (u8, u8)], &[("a[1]", Narrowed, true)]);
    field!("an environment requires it", [a: Option<u8>] => [#[config(required_in("production"))] a: Option<u8>], &[("a", Narrowed, true)]);
}

#[test]
fn meanings_change() {
    field!("another default", [#[config(default = 1)] a: u8] => [#[config(default = 2)] a: u8], &[("a", DefaultChanged, true)]);
    field!("a default in place of nothing", [a: Option<u8>] => [#[config(default = 2)] a: Option<u8>], &[("a", DefaultChanged, true)]);
    field!("another unit", [#[config(unit = "seconds")] a: u8] => [#[config(unit = "milliseconds")] a: u8], &[("a", MeaningChanged, true)]);
    field!("it becomes a secret", [a: String] => [a: Secret<String>], &[("a", MeaningChanged, false)]);
    field!("it is no longer a secret", [a: Secret<String>] => [a: String], &[("a", Narrowed, true)]);
    field!("only the words change", [#[config(example = "x")] a: String] => [#[config(example = "y", since = "2")] a: String], &[]);
}

macro_rules! item {
    ($($item:tt)*) => { #[doc = "I."] #[derive(ServiceConfig)] $($item)* };
}

#[test]
fn sections_enums_and_checks_change() {
    pair!("a variant is new",
        { item! { pub(super) struct C { #[doc = "A."] a: E } } item! { enum E { #[doc = "X."] X } } } =>
        { item! { pub(super) struct C { #[doc = "A."] a: E } } item! { enum E { #[doc = "X."] X, #[doc = "Y."] Y } } },
        &[("a", Widened, false)]);
    pair!("a variant is gone",
        { item! { pub(super) struct C { #[doc = "A."] a: E } } item! { enum E { #[doc = "X."] X, #[doc = "Y."] Y } } } =>
        { item! { pub(super) struct C { #[doc = "A."] a: E } } item! { enum E { #[doc = "X."] X } } },
        &[("a", Narrowed, true)]);
    pair!("a variant is renamed, its old name an alias",
        { item! { pub(super) struct C { #[doc = "A."] a: E } } item! { enum E { #[doc = "X."] X } } } =>
        { item! { pub(super) struct C { #[doc = "A."] a: E } } item! { enum E { #[doc = "Y."] #[config(alias = "x")] Y } } },
        &[("a", Widened, false)]);
    pair!("text becomes an enum",
        { item! { pub(super) struct C { #[doc = "A."] a: String } } } =>
        { item! { pub(super) struct C { #[doc = "A."] a: E } } item! { enum E { #[doc = "X."] X } } },
        &[("a", Narrowed, true)]);
    pair!("a field of a variant is required",
        { item! { pub(super) struct C { #[doc = "A."] a: E } } item! { #[config(tag = "kind")] enum E { #[doc = "X."] X { #[doc = "N."] n: Option<u8> } } } } =>
        { item! { pub(super) struct C { #[doc = "A."] a: E } } item! { #[config(tag = "kind")] enum E { #[doc = "X."] X { #[doc = "N."] n: u8 } } } },
        &[("a.n", Narrowed, true), ("a.n", Narrowed, true)]);
    pair!("a variant with data is gone",
        { item! { pub(super) struct C { #[doc = "A."] a: E } } item! { enum E { #[doc = "X."] X(u8), #[doc = "Y."] Y(u8) } } } =>
        { item! { pub(super) struct C { #[doc = "A."] a: E } } item! { enum E { #[doc = "X."] X(u8) } } },
        &[("a", Narrowed, true)]);
    pair!("a field of a section is gone",
        { item! { pub(super) struct C { #[doc = "A."] a: S } } item! { struct S { #[doc = "X."] x: Option<u8>, #[doc = "Y."] y: u8 } } } =>
        { item! { pub(super) struct C { #[doc = "A."] a: S } } item! { struct S { #[doc = "Y."] y: u8 } } },
        &[("a.x", Removed, true)]);
    pair!("a section gets another name in Rust",
        { item! { pub(super) struct C { #[doc = "A."] a: S } } item! { struct S { #[doc = "X."] x: u8 } } } =>
        { item! { pub(super) struct C { #[doc = "A."] a: T } } item! { struct T { #[doc = "X."] x: u8 } } },
        &[]);
    pair!("unknown keys are refused",
        { item! { #[config(allow_unknown)] pub(super) struct C { #[doc = "A."] a: u8 } } } =>
        { item! { pub(super) struct C { #[doc = "A."] a: u8 } } },
        &[("", Narrowed, true)]);
    pair!("unknown keys are accepted",
        { item! { pub(super) struct C { #[doc = "A."] a: u8 } } } =>
        { item! { #[config(allow_unknown)] pub(super) struct C { #[doc = "A."] a: u8 } } },
        &[("", Widened, false)]);
    pair!("a new key where any key was accepted",
        { item! { #[config(allow_unknown)] pub(super) struct C { #[doc = "A."] a: u8 } } } =>
        { item! { #[config(allow_unknown)] pub(super) struct C { #[doc = "A."] a: u8, #[doc = "B."] b: Option<u8> } } },
        &[("b", Added, true)]);
    pair!("a check is new",
        { item! { pub(super) struct C { #[doc = "A."] a: u8, #[doc = "B."] b: u8 } } } =>
        { #[doc = "I."] #[derive(ServiceConfig)] #[config(check(self.a <= self.b, "a must not exceed b"))] pub(super) struct C { #[doc = "A."] a: u8, #[doc = "B."] b: u8 } },
        &[("", Narrowed, true)]);
    pair!("a condition is gone",
        { #[doc = "I."] #[derive(ServiceConfig)] #[config(check(self.a.is_some() || self.b.is_some(), "a or b"))] pub(super) struct C { #[doc = "A."] a: Option<u8>, #[doc = "B."] b: Option<u8> } } =>
        { item! { pub(super) struct C { #[doc = "A."] a: Option<u8>, #[doc = "B."] b: Option<u8> } } },
        &[("", Widened, false)]);
    pair!("only the message of a check changes",
        { #[doc = "I."] #[derive(ServiceConfig)] #[config(check(self.a <= 3, "small"))] pub(super) struct C { #[doc = "A."] a: u8 } } =>
        { #[doc = "I."] #[derive(ServiceConfig)] #[config(check(self.a <= 3, "a must be small"))] pub(super) struct C { #[doc = "A."] a: u8 } },
        &[]);
    pair!("a type that contains itself",
        { item! { pub(super) struct C { #[doc = "A."] a: u16, #[doc = "B."] #[config(default, recursive)] b: Vec<C> } } } =>
        { item! { pub(super) struct C { #[doc = "A."] a: u8, #[doc = "B."] #[config(default, recursive)] b: Vec<C> } } },
        &[("a", Narrowed, true), ("b[].a", Narrowed, true)]);
    pair!("a higher version",
        { item! { #[config(version = 1)] pub(super) struct C { #[doc = "A."] a: u8 } } } =>
        { item! { #[config(version = 2)] pub(super) struct C { #[doc = "A."] a: u8 } } },
        &[("$version", Widened, false)]);
}

#[test]
fn what_is_not_understood_is_breaking() {
    let parse = |text: &str| Json::parse(text).expect("JSON");
    let old = parse(r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#);
    for new in [
        r#"{"type": "object", "properties": {"a": {"type": "string", "contentEncoding": "base64"}}}"#,
        r##"{"type": "object", "properties": {"a": {"type": "string", "$ref": "#/nowhere"}}}"##,
        r#"{"type": "object", "properties": {"a": {"type": "string"}}, "minProperties": 1}"#,
        r#"{"type": "object", "properties": {"a": {"type": "string"}}, "dependentRequired": {"a": ["b"]}}"#,
        r#"{"type": "object", "properties": {"a": false}}"#,
    ] {
        let difference = diff(&old, &parse(new));
        assert!(difference.is_breaking(), "{new}: {difference}");
    }
    assert!(diff(&old, &old).is_empty());
    // The text that refers is the same, what it refers to is not.
    let with = |part: &str, definition: &str| {
        parse(&format!(
            r#"{{"type": "object", "properties": {{"a": {part}}}, "$defs": {{"x": {definition}}}}}"#
        ))
    };
    for part in [
        r##"{"$ref": "#/$defs/x"}"##,
        r##"{"items": {"$ref": "#/$defs/x"}}"##,
        r##"{"additionalProperties": {"$ref": "#/$defs/x"}}"##,
        r##"{"prefixItems": [{"$ref": "#/$defs/x"}]}"##,
        r##"{"anyOf": [{"$ref": "#/$defs/x"}, {"type": "boolean"}]}"##,
        r##"{"not": {"not": {"$ref": "#/$defs/x"}}}"##,
        r##"{"anyOf": [{"$ref": "#/$defs/x"}, {"type": "null"}]}"##,
    ] {
        let (old, new) =
            (with(part, r#"{"type": "integer"}"#), with(part, r#"{"type": "integer", "maximum": 9}"#));
        assert!(diff(&old, &new).is_breaking(), "{part}: {}", diff(&old, &new));
        assert!(diff(&old, &old).is_empty());
    }
}

#[test]
fn the_verdict_as_json() {
    let parse = |text: &str| Json::parse(text).expect("JSON");
    let old = parse(r#"{"properties": {"a": {"type": "string", "default": "x"}}}"#);
    let new = parse(r#"{"properties": {"a": {"type": "string", "default": "y"}}}"#);
    assert_eq!(
        diff(&old, &new).to_json().to_line(),
        r#"{"breaking": true, "changes": [{"path": "a", "kind": "default changed", "breaking": true, "message": "the default \"x\" is now \"y\""}]}"#
    );
}
