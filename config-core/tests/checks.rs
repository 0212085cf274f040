//! Checks over several fields are told although other fields cannot be read: those of other sections always, those of
//! the same section as far as their texts decide them.

#![expect(dead_code, reason = "most values are never read: the configuration is refused")]

use std::time::Duration;

use config_core::{ByteSize, Environment, Loader, Report, Secret, ServiceConfig};

/// Fields with functions, one of them secret, beside one that cannot be read.
#[derive(Debug, ServiceConfig)]
struct Functions {
    /// What cannot be read.
    broken: u8,
    /// Not part of it.
    #[config(skip)]
    hits: u64,
    /// Even.
    #[config(validate(even), validate(small))]
    even: u8,
    /// Strong.
    #[config(validate(strong))]
    password: Option<Secret<String>>,
    /// One of two.
    #[config(default)]
    shape: Shape,
}

/// A shape.
#[derive(Debug, Default, ServiceConfig)]
#[config(tag = "kind")]
enum Shape {
    /// None.
    #[default]
    Flat,
    /// A block.
    Block {
        /// What cannot be read.
        broken: u8,
        /// Even.
        #[config(validate(even))]
        edge: u8,
    },
}

fn even(number: &u8) -> Result<(), String> {
    if number.is_multiple_of(2) { Ok(()) } else { Err(format!("{number} is odd")) }
}

fn small(number: &u8) -> Result<(), &'static str> {
    if *number < 100 { Ok(()) } else { Err("is too large") }
}

fn strong(password: &Option<Secret<String>>) -> Result<(), String> {
    password.as_ref().map_or(Ok(()), |password| Err(format!("{} is weak", password.expose_secret())))
}

#[test]
fn functions_of_fields_are_called_although_another_field_fails() {
    let load = |text: &str| {
        let loader = Loader::new().file("functions.yaml").substitute("functions.yaml", text);
        loader.load::<Functions>().unwrap_err()
    };
    let told = |report: &Report| -> Vec<(String, String)> {
        let told = report.findings().iter().filter(|finding| finding.code().as_str() == "CFG0406");
        told.map(|finding| (finding.path().to_owned(), finding.message().to_owned())).collect()
    };
    for broken in ["1", "x"] {
        let report = load(&format!("broken: {broken}\neven: 101\npassword: canary\n"));
        let expected =
            [("even", "101 is odd"), ("even", "is too large"), ("password", "password was refused")];
        assert_eq!(told(&report), expected.map(|(path, message)| (path.into(), message.into())), "{report}");
        assert!(!report.to_string().contains("canary"));
        let report =
            load(&format!("broken: 1\neven: 2\nshape: {{kind: block, broken: {broken}, edge: 3}}\n"));
        assert_eq!(told(&report), [("shape.edge".to_owned(), "3 is odd".to_owned())], "{report}");
    }
    assert!(told(&load("broken: x\neven: y\n")).is_empty());
}

/// A service.
#[derive(Debug, ServiceConfig)]
#[config(
    env_prefix = "CHK",
    check(self.limits.most <= self.engine.longest, "limits.most must not exceed engine.longest"),
    check(self.connect < self.timeout, "connect must be shorter than timeout"),
    check(self.chunk <= self.body, "chunk must not exceed body"),
    check(!self.debug || self.log.is_some(), "debug needs a log"),
    check(!self.debug, "debug must be off", environment = "production"),
    check(self.names.len() >= 2, "at least two names"),
    check(self.share < 0.5, "share must be below a half"),
    check(self.mode != "off" || self.names.is_empty(), "nothing has a name when it is off"),
    check(self.old.is_none() || self.new.is_none(), "old and new exclude each other"),
    check(self.names.iter().all(|name| name != "x"), "no name is x"),
    check(self.first + self.second < 200, "first and second must stay below 200 together")
)]
struct Service {
    /// What cannot be read.
    #[config(default = 1)]
    broken: u8,
    /// First.
    #[config(default = 1)]
    first: u8,
    /// Second.
    #[config(default = 1)]
    second: u8,
    /// Limits.
    #[config(default)]
    limits: Limits,
    /// Engine.
    #[config(default)]
    engine: Engine,
    /// How long a connection may take.
    #[config(default = "1s", alias = "dial")]
    connect: Duration,
    /// How long everything may take.
    #[config(default = "5s")]
    timeout: Duration,
    /// A part.
    #[config(default = "1KiB")]
    chunk: ByteSize,
    /// The whole.
    #[config(default = "1MiB")]
    body: ByteSize,
    /// Whether more is told.
    #[config(default = false)]
    debug: bool,
    /// Where.
    log: Option<String>,
    /// Names.
    #[config(default = ["a", "b"])]
    names: Vec<String>,
    /// A share.
    #[config(default = 0.1, range(0.0..=1.0))]
    share: f64,
    /// A mode.
    #[config(default = "on")]
    mode: String,
    /// One way.
    old: Option<Secret<String>>,
    /// The other.
    new: Option<u32>,
}

/// Limits.
#[derive(Debug, ServiceConfig)]
#[config(check(self.least <= self.most, "least must not exceed most"))]
struct Limits {
    /// The least.
    #[config(default = 1)]
    least: u32,
    /// The most.
    #[config(default = 10)]
    most: u32,
}

/// Engine.
#[derive(Debug, ServiceConfig)]
struct Engine {
    /// The longest.
    #[config(default = 100)]
    longest: u32,
}

fn report(text: &str) -> Report {
    Loader::new()
        .environment(Environment::Production)
        .variables([("CHK_VALUE", "12s")])
        .file("checks.yaml")
        .substitute("checks.yaml", text)
        .load::<Service>()
        .unwrap_err()
}

/// The messages of broken checks.
fn broken(text: &str) -> Vec<String> {
    let report = report(text);
    let told = report.findings().iter().filter(|finding| finding.code().as_str() == "CFG0402");
    told.map(|finding| finding.message().to_owned()).collect()
}

#[test]
fn a_section_that_fails_hides_no_check_of_another() {
    let report = report("engine: {longest: x}\nlimits: {least: 5, most: 2}\n");
    let told: Vec<_> =
        report.findings().iter().map(|finding| (finding.code().to_string(), finding.path())).collect();
    assert_eq!(
        told,
        [("CFG0301".to_owned(), "engine.longest"), ("CFG0402".to_owned(), "limits.least")],
        "{report}"
    );
}

#[test]
fn checks_of_the_same_section_are_told_when_their_texts_decide_them() {
    for (text, message) in [
        ("limits: {most: 200}", "limits.most must not exceed engine.longest"),
        ("engine: {longest: 9}", "limits.most must not exceed engine.longest"),
        ("connect: 1m", "connect must be shorter than timeout"),
        ("dial: ${env:CHK_VALUE}", "connect must be shorter than timeout"),
        ("chunk: 2MiB", "chunk must not exceed body"),
        ("debug: true\nlog: a", "debug must be off"),
        ("names: [a]", "at least two names"),
        ("names: []", "at least two names"),
        ("share: 0.5", "share must be below a half"),
        ("share: 7", "share must be below a half"),
        ("first: 150\nsecond: 100", "first and second must stay below 200 together"),
        ("mode: 'off'", "nothing has a name when it is off"),
        ("old: a\nnew: 1", "old and new exclude each other"),
    ] {
        let read = broken(text);
        assert_eq!(read, [message], "{text}");
        assert_eq!(
            broken(&format!("{text}\nbroken: x")),
            read,
            "the same, although a field cannot be read: {text}"
        );
    }
    assert_eq!(broken("debug: true\nbroken: x"), ["debug needs a log", "debug must be off"]);
}

#[test]
fn checks_that_need_more_than_text_stay_open_when_a_field_fails() {
    for text in [
        "broken: x",
        "broken: x\nlimits: {most: y}",
        "broken: x\nlimits: [1]",
        "broken: x\nconnect: 1z\ntimeout: 1ms",
        "broken: x\nnames: [[a]]",
        "broken: x\nnames: [x, y]",
        "broken: x\nfirst: 200\nsecond: 100",
        "broken: x\ndebug: maybe",
        "broken: x\ntimeout: ${env:NOWHERE}",
        "broken: x\nold:\nnew: 1",
        "broken: x\nold: [1]\nnew: 1",
    ] {
        assert_eq!(broken(text), <[&str; 0]>::default(), "{text}");
    }
}

#[test]
fn a_broken_check_beside_a_field_that_fails_is_told_in_full() {
    let report = report("broken: x\nlimits:\n  most: 200\n").to_string();
    for part in ["checks.yaml:3:9", "that is 200 <= 100", "help: lower limits.most to 100"] {
        assert!(report.contains(part), "{part} in {report}");
    }
}
