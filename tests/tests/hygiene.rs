//! What the derive writes means the same wherever it stands: without the prelude, beside items that have the names of
//! the standard library's and the core's, and with fields that have the names of the generated code's own variables.

#![no_implicit_prelude]
#![expect(dead_code, reason = "names that only stand in the way, and fields that only the derive reads")]
#![expect(non_camel_case_types, unused_macros, reason = "names that only stand in the way")]

use ::config_core::ServiceConfig;
use ::core::iter::Iterator as _;
use ::core::prelude::v1::{derive, test};
use ::std::string::ToString as _;

// Names that generated code might be thought to use.
struct Option;
struct Some;
struct None;
struct Result;
struct Ok;
struct Err;
struct String;
struct Vec;
struct Box;
struct Self_;
struct bool_;
struct str;
struct u32;
struct usize;
trait Default {}
trait From {}
trait Into {}
trait Iterator {}
trait Clone {}
trait Deserialize {}
trait ConfigValue {}
trait FromStr {}
struct Schema;
struct Field;
struct Kind;
struct Section;
struct Reader;
struct Value;
struct Literal;
struct Rule;
struct Bound;
struct Check;
struct Secret;
struct Outcomes;
mod std {}
mod core {}
mod alloc {}
mod config_core {}
mod serde {}
mod __private {}
macro_rules! line {
    () => {
        ::core::compile_error!("the user's own macro")
    };
}
macro_rules! file {
    () => {
        ::core::compile_error!("the user's own macro")
    };
}
macro_rules! interop {
    ($($tokens:tt)*) => {
        ::core::compile_error!("the user's own macro")
    };
}
macro_rules! default_of {
    ($($tokens:tt)*) => {
        ::core::compile_error!("the user's own macro")
    };
}

/// Every way to give a value, in a struct.
#[derive(::core::fmt::Debug, ServiceConfig)]
#[config(
    env_prefix = "HYGIENE",
    version = 3,
    rename_all = "kebab-case",
    check(self.section <= self.outcomes, "section must not exceed outcomes"),
    check(self.value > 0, "value must be positive", environment = "production", code = "HYG001"),
    check_change(new.section >= old.section, "section must not shrink")
)]
struct Named {
    /// The name of a variable of the generated code.
    #[config(default = 1, range(0..=10), unit = "pieces", since = "1.0", example = 5, env = "HYGIENE_PIECES")]
    section: ::core::primitive::u32,
    /// Another.
    #[config(default = 2, alias = "results", reload = "drain", monotonic)]
    outcomes: ::core::primitive::u32,
    /// Another.
    #[config(default = "1".len() as ::core::primitive::u32, immutable)]
    value: ::core::primitive::u32,
    /// Another.
    #[config(default = section())]
    reader: ::core::primitive::u32,
    /// A name that needs `r#`.
    #[config(default = "plain", length(1..=10), pattern("^[a-z]+$"), not_secret)]
    r#type: ::std::string::String,
    /// Text with a grammar.
    #[config(format = "url", validate(accept))]
    url: ::core::option::Option<::std::string::String>,
    /// A list.
    #[config(default = ["a", "b"], merge = "append")]
    names: ::std::vec::Vec<::std::string::String>,
    /// Sections with a key.
    #[config(default, merge = "keyed", key = "name", length(..=5))]
    items: ::std::vec::Vec<Item<::core::primitive::u16>>,
    /// Through `FromStr`.
    #[config(parse, default = "info")]
    level: Level,
    /// Through `FromStr`, by an expression.
    #[config(parse, default = Level(::std::string::String::new()))]
    other_level: Level,
    /// Through `FromStr`, or nothing.
    #[config(parse)]
    no_level: ::core::option::Option<Level>,
    /// Through `FromStr`, or nothing, by default.
    #[config(parse, default)]
    default_level: ::core::option::Option<Level>,
    /// Through serde.
    #[config(serde, default)]
    anything: ::std::vec::Vec<::core::primitive::u8>,
    /// Masked.
    #[config(secret)]
    greeting: ::core::option::Option<::std::string::String>,
    /// A secret.
    password: ::core::option::Option<::config_core::Secret<::std::string::String>>,
    /// A section with its own defaults.
    #[config(default, allow_unknown)]
    limits: Limits,
    /// Its fields stand here.
    #[config(flatten)]
    flat: Flat,
    /// An alias of a type, so that the compiler checks default and rule.
    #[config(default = 7, range(1..=MOST))]
    aliased: Alias,
    /// A variant.
    #[config(default = "first_come")]
    policy: Policy,
    /// A type that holds itself.
    #[config(recursive, default)]
    routes: ::std::vec::Vec<Route>,
    /// Has an effect only sometimes.
    #[config(effective_when(self.section > 5), required_in("staging"))]
    sometimes: ::core::option::Option<::core::primitive::u32>,
    /// An old name.
    #[config(deprecated(since = "2", note = "too old", use = "section"))]
    old: ::core::option::Option<::core::primitive::u32>,
    /// A path.
    #[config(must_exist = "dir", default = ".")]
    folder: ::std::path::PathBuf,
    #[config(skip)]
    skipped: ::core::primitive::u8,
    #[config(skip, default = 9)]
    skipped_with_value: ::core::primitive::u8,
}

const MOST: ::core::primitive::u32 = 10;

type Alias = ::core::primitive::u32;

/// A function with the name of a variable of the generated code: the user's own is meant.
fn section() -> ::core::primitive::u32 {
    44
}

fn accept(
    _: &::core::option::Option<::std::string::String>,
) -> ::core::result::Result<(), ::std::string::String> {
    ::core::result::Result::Ok(())
}

#[derive(::core::fmt::Debug, ::core::cmp::PartialEq)]
struct Level(::std::string::String);

impl ::core::str::FromStr for Level {
    type Err = ::std::string::String;

    fn from_str(text: &::core::primitive::str) -> ::core::result::Result<Self, ::std::string::String> {
        ::core::result::Result::Ok(Self(text.to_string()))
    }
}

/// A generic section; `D` and `E` are the names of parameters of serde's own functions.
#[derive(::core::fmt::Debug, ServiceConfig)]
struct Generic<D, E = ::core::primitive::bool, const N: ::core::primitive::usize = 2>
where
    D: ::core::fmt::Debug,
{
    /// One.
    deserializer: D,
    /// Two.
    #[config(default)]
    error: ::core::option::Option<E>,
    /// Three.
    array: [D; N],
}

/// An element.
#[derive(::core::fmt::Debug, ServiceConfig)]
struct Item<T> {
    /// Its name.
    name: ::std::string::String,
    /// What it holds.
    content: T,
}

/// A section that can be written.
#[derive(::core::fmt::Debug, ServiceConfig)]
#[config(write)]
struct Limits {
    /// Most.
    #[config(default = 5)]
    most: ::core::primitive::u64,
}

/// A section with a single field.
#[derive(::core::fmt::Debug, ServiceConfig)]
struct Flat {
    /// A map of everything else.
    #[config(default)]
    flags: ::std::collections::BTreeMap<::std::string::String, ::core::primitive::bool>,
}

/// A section without fields.
#[derive(::core::fmt::Debug, ServiceConfig)]
struct Empty;

/// A section without fields, but with braces.
#[derive(::core::fmt::Debug, ServiceConfig)]
struct EmptyToo {}

/// A port.
#[derive(::core::fmt::Debug, ServiceConfig)]
#[config(write)]
struct Port(#[config(range(1..), validate(even))] ::core::primitive::u16);

fn even(port: &::core::primitive::u16) -> ::core::result::Result<(), &'static ::core::primitive::str> {
    if port.is_multiple_of(2) {
        ::core::result::Result::Ok(())
    } else {
        ::core::result::Result::Err("must be even")
    }
}

/// Names alone.
#[derive(::core::fmt::Debug, ServiceConfig)]
#[config(write)]
enum Policy {
    /// In order.
    FirstCome,
    /// By priority.
    #[config(alias = "prio", rename = "priority")]
    Priority,
    /// No more.
    #[config(deprecated(since = "1"))]
    Random,
}

/// A choice with a tag.
#[derive(::core::fmt::Debug, ServiceConfig)]
#[config(tag = "kind", write)]
enum Tagged {
    /// Nothing.
    Nothing,
    /// Fields.
    Fields {
        /// The name of a variable of the generated code.
        #[config(default = 1, validate(positive))]
        value: ::core::primitive::u32,
        /// Another.
        #[config(default = 1)]
        outcomes: ::core::primitive::u32,
    },
    /// A section.
    Whole(Limits),
}

fn positive(value: &::core::primitive::u32) -> ::core::result::Result<(), ::std::string::String> {
    if *value > 0 {
        ::core::result::Result::Ok(())
    } else {
        ::core::result::Result::Err("must be positive".to_string())
    }
}

/// A choice without a tag.
#[derive(::core::fmt::Debug, ServiceConfig)]
enum Choice {
    /// Nothing.
    Nothing,
    /// A number.
    Number(#[config(range(1..=5))] ::core::primitive::u32),
    /// Fields.
    Fields {
        /// One.
        r#type: ::std::string::String,
    },
}

/// A type that holds itself.
#[derive(::core::fmt::Debug, ServiceConfig)]
struct Route {
    /// Its path.
    path: ::std::string::String,
    /// Those below it.
    #[config(recursive, default)]
    routes: ::std::vec::Vec<Route>,
}

/// All of them.
#[derive(::core::fmt::Debug, ServiceConfig)]
struct All {
    /// A generic section.
    generic: Generic<::core::primitive::u8>,
    /// Nothing.
    empty: Empty,
    /// Nothing either.
    empty_too: EmptyToo,
    /// A port.
    port: Port,
    /// With a tag.
    tagged: ::std::vec::Vec<Tagged>,
    /// Without.
    choices: ::std::vec::Vec<Choice>,
}

fn load<T: ServiceConfig>(text: &::core::primitive::str) -> T {
    let folder = ::tempfile::tempdir().expect("a folder");
    let path = folder.path().join("service.yaml");
    ::std::fs::write(&path, text).expect("the file is written");
    match ::config_core::Loader::new().file(path).load() {
        ::core::result::Result::Ok(value) => value,
        ::core::result::Result::Err(report) => ::std::panic!("{report}"),
    }
}

#[test]
fn a_struct_with_every_attribute() {
    ::config_core::testing::assert_schema::<Named>();
    let named: Named = load(
        "section: 2\nitems: [{name: a, content: 5}]\nflags: {x: true}\nroutes: [{path: /, routes: [{path: /a}]}]\n",
    );
    ::std::assert_eq!((named.section, named.outcomes, named.value, named.reader), (2, 2, 1, 44));
}

#[test]
fn a_check_sees_the_fields_and_not_the_variables_of_the_generated_code() {
    let folder = ::tempfile::tempdir().expect("a folder");
    let path = folder.path().join("service.yaml");
    ::std::fs::write(&path, "section: 5\noutcomes: 4\nvalue: 0\nflags: {}\n").expect("the file is written");
    let loaded = ::config_core::Loader::new()
        .environment(::config_core::Environment::Production)
        .file(path)
        .load::<Named>();
    let report = loaded.expect_err("both checks fail");
    let codes: ::std::vec::Vec<_> =
        report.findings().iter().map(|finding| finding.code().to_string()).collect();
    ::std::assert_eq!(codes, ["CFG0402", "HYG001"], "{report}");
}

#[test]
fn every_other_shape() {
    ::config_core::testing::assert_schema::<All>();
    let all: All = load(
        "generic: {deserializer: 1, array: [2, 3]}\nempty: {}\nempty_too: {}\nport: 80\n\
         tagged: [{kind: nothing}, {kind: fields, value: 2}, {kind: whole, most: 1}]\n\
         choices: [nothing, {number: 3}, {fields: {type: x}}]\n",
    );
    ::std::assert_eq!(all.generic.array, [2, 3]);
    ::std::assert_eq!(
        ::std::format!("{:?}", all.tagged),
        "[Nothing, Fields { value: 2, outcomes: 1 }, Whole(Limits { most: 1 })]"
    );
    ::std::assert_eq!(::std::format!("{:?}", all.choices), "[Nothing, Number(3), Fields { type: \"x\" }]");
}

#[test]
fn other_formats_of_serde() {
    let limits: Limits = ::serde_json::from_str("{\"most\": 7}").expect("it can be read");
    ::std::assert_eq!(limits.most, 7);
    let generic: Generic<::core::primitive::u8> =
        ::serde_json::from_str("{\"deserializer\": 7, \"array\": [1, 2]}").expect("it can be read");
    ::std::assert_eq!(generic.deserializer, 7);
}
