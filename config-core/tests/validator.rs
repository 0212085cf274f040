//! Derived types are `validator::Validate`, alone and inside of types of that crate.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use config_core::{ByteSize, Loader, Percent, Secret, ServiceConfig};
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

/// Limits of a service.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, ServiceConfig)]
#[config(
    check(self.low <= self.high, "low must not exceed high"),
    check(self.high < 100, "high must be below 100", environment = "production", code = "LIMIT-1"),
)]
struct Limits {
    /// The lower one.
    #[config(rename = "lowest")]
    low: u32,
    /// The upper one.
    #[config(range(1..=1000))]
    high: u32,
}

/// Who may come in.
#[derive(Debug, ServiceConfig)]
struct Names {
    /// A name.
    #[config(validate(lower_case))]
    name: String,
    /// A key.
    #[config(validate(long_enough), length(2..))]
    key: Secret<String>,
}

fn lower_case(name: &String) -> Result<(), String> {
    if name.chars().all(char::is_lowercase) { Ok(()) } else { Err(format!("{name} has capitals")) }
}

fn long_enough(key: &Secret<String>) -> Result<(), String> {
    let key = key.expose_secret();
    if key.len() > 3 { Ok(()) } else { Err(format!("{key} is too short")) }
}

/// A place for data.
#[derive(Debug, ServiceConfig)]
enum Store {
    /// None at all.
    Nothing,
    /// A file.
    File {
        /// What it is called.
        #[config(validate(lower_case), length(1..=8))]
        name: String,
    },
    /// Another service.
    Remote(Names),
}

/// Everything that has rules.
#[derive(Debug, ServiceConfig)]
#[config(check(self.limits.high > 1, "the upper limit must be above one"), check_change(new.count > old.count, "it grows"))]
struct Whole {
    /// A section.
    limits: Limits,
    /// A flattened one.
    #[config(flatten)]
    names: Names,
    /// A list of sections.
    #[config(length(1..=2))]
    list: Vec<Limits>,
    /// A map of them.
    map: BTreeMap<String, Limits>,
    /// A set of them.
    set: BTreeSet<Limits>,
    /// Perhaps one.
    perhaps: Option<Box<Limits>>,
    /// Data.
    store: Store,
    /// A number.
    #[config(range(1..10))]
    count: u8,
    /// Numbers.
    #[config(range(-5..=5))]
    counts: Vec<Vec<i64>>,
    /// A share.
    #[config(range(..="50%"))]
    share: Percent,
    /// A fraction.
    #[config(range(0.0..1.0))]
    fraction: f64,
    /// A time.
    #[config(range("1s"..="1m"))]
    time: Option<Duration>,
    /// A size.
    #[config(range("1KiB"..))]
    size: ByteSize,
    /// A word.
    #[config(pattern("^[a-z]+$"))]
    word: String,
    /// A host.
    #[config(format = "hostname")]
    host: Option<String>,
}

/// A type of the other crate around one of ours.
#[derive(Validate)]
struct Around {
    #[validate(nested)]
    limits: Limits,
}

fn limits(low: u32, high: u32) -> Limits {
    Limits { low, high }
}

fn names(name: &str, key: &str) -> Names {
    Names { name: name.to_owned(), key: key.into() }
}

fn whole() -> Whole {
    Whole {
        limits: limits(1, 2),
        names: names("a", "long enough"),
        list: vec![limits(1, 1)],
        map: BTreeMap::from([("one".to_owned(), limits(1, 1))]),
        set: BTreeSet::from([limits(1, 1)]),
        perhaps: Some(Box::new(limits(1, 1))),
        store: Store::Nothing,
        count: 9,
        counts: vec![vec![-5, 5]],
        share: Percent::new(50),
        fraction: 0.0,
        time: Some(Duration::from_secs(60)),
        size: ByteSize::new(1024),
        word: "abc".to_owned(),
        host: Some("example.org".to_owned()),
    }
}

/// Every error: its way, its code and its message.
fn all(errors: &ValidationErrors) -> Vec<String> {
    fn walk(errors: &ValidationErrors, way: &str, into: &mut Vec<String>) {
        for (name, kind) in errors.errors() {
            let way = format!("{way}/{name}");
            match kind {
                ValidationErrorsKind::Field(errors) => {
                    for error in errors {
                        assert!(error.params.is_empty());
                        into.push(format!("{way} {} {}", error.code, error.message.as_deref().unwrap()));
                    }
                }
                ValidationErrorsKind::Struct(inner) => walk(inner, &way, into),
                ValidationErrorsKind::List(elements) => {
                    for (index, inner) in elements {
                        walk(inner, &format!("{way}/{index}"), into);
                    }
                }
            }
        }
    }
    let mut into = Vec::new();
    walk(errors, "", &mut into);
    into.sort();
    into
}

fn errors(change: impl FnOnce(&mut Whole)) -> Vec<String> {
    let mut value = whole();
    change(&mut value);
    all(&value.validate().unwrap_err())
}

#[test]
fn a_good_value_has_no_errors() {
    whole().validate().unwrap();
}

#[test]
fn checks_lie_at_the_rust_name_of_their_first_field() {
    // What only one environment asks for is not asked here.
    limits(1, 200).validate().unwrap();
    let errors = limits(2, 1).validate().unwrap_err();
    assert_eq!(all(&errors), ["/low CFG0402 low must not exceed high"]);
    let errors = self::errors(|value| value.limits = limits(1, 1));
    assert_eq!(errors, ["/limits/high CFG0402 the upper limit must be above one"]);
}

#[test]
fn functions_are_run_and_show_no_secret() {
    let errors = names("A", "no1").validate().unwrap_err();
    assert_eq!(all(&errors), ["/key CFG0406 was refused", "/name CFG0406 A has capitals"]);
    let errors = names("a", "!").validate().unwrap_err();
    assert_eq!(all(&errors), ["/key CFG0403 expected at least 2 characters", "/key CFG0406 was refused"]);
    assert!(!format!("{errors} {errors:?}").contains('!'));
}

#[test]
fn sections_inside_are_held_wherever_they_lie() {
    let broken = || limits(2, 1);
    let found = errors(|value| {
        value.limits = limits(3, 2);
        value.names = names("A", "long enough");
        value.list = vec![limits(1, 1), broken()];
        value.map.insert("two".to_owned(), broken());
        value.set.insert(broken());
        value.perhaps = Some(Box::new(broken()));
    });
    let message = "CFG0402 low must not exceed high";
    let expected = [
        format!("/limits/low {message}"),
        format!("/list/1/low {message}"),
        format!("/map/1/low {message}"),
        "/names/name CFG0406 A has capitals".to_owned(),
        format!("/perhaps/low {message}"),
        format!("/set/1/low {message}"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn variants_are_held() {
    let file = |name: &str| Store::File { name: name.to_owned() };
    assert_eq!(errors(|value| value.store = file("A")), ["/store/name CFG0406 A has capitals"]);
    let long = errors(|value| value.store = file("abcdefghi"));
    assert_eq!(long, ["/store/name CFG0403 expected from 1 to 8 characters, found 9"]);
    let remote = errors(|value| value.store = Store::Remote(names("A", "long enough")));
    assert_eq!(remote, ["/store/0/name CFG0406 A has capitals"]);
    assert_eq!(all(&file("A").validate().unwrap_err()), ["/name CFG0406 A has capitals"]);
}

#[test]
fn every_kind_of_rule_is_held() {
    let found = errors(|value| {
        value.list = vec![limits(1, 1); 3];
        value.count = 10;
        value.counts = vec![vec![0], vec![5, -6]];
        value.share = "50.1%".parse().unwrap();
        value.fraction = f64::NAN;
        value.time = Some(Duration::from_millis(999));
        value.size = ByteSize::new(1023);
        value.word = "A".to_owned();
        value.host = Some("a b".to_owned());
    });
    let expected = [
        "/count CFG0401 is outside of its range, at least 1 and less than 10",
        "/counts CFG0401 [1][1] is outside of its range, from -5 to 5",
        "/fraction CFG0401 is outside of its range, at least 0 and less than 1",
        "/host CFG0405 is not a host name",
        "/list CFG0403 expected from 1 to 2 elements, found 3",
        "/share CFG0401 is outside of its range, at most 50%",
        "/size CFG0401 is outside of its range, at least 1KiB",
        "/time CFG0401 is outside of its range, from 1s to 1m",
        "/word CFG0404 does not match the pattern ^[a-z]+$",
    ];
    assert_eq!(found, expected);
}

#[test]
fn nothing_is_lost_where_a_field_and_its_inside_are_wrong() {
    let found = errors(|value| value.list = vec![limits(1, 1), limits(1, 1), limits(2, 1)]);
    let expected = [
        "/list CFG0402 [2].low: low must not exceed high",
        "/list CFG0403 expected from 1 to 2 elements, found 3",
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_a_load_gives_is_valid() {
    let text = ["lowest=1", "high=3"];
    let loaded: Limits = Loader::new().overrides(text).load().unwrap();
    loaded.validate().unwrap();
}

#[test]
fn types_of_the_other_crate_hold_ours() {
    assert!(Around { limits: limits(1, 2) }.validate().is_ok());
    let errors = Around { limits: limits(2, 1) }.validate().unwrap_err();
    assert_eq!(all(&errors), ["/limits/low CFG0402 low must not exceed high"]);
}
