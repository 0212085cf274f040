//! `range`, `length`, `pattern`, `format`, `validate`, `must_exist`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use config_core::{ByteSize, Percent, ServiceConfig};

use crate::attempt::Attempt;

/// Ranges of each form.
#[derive(Debug, ServiceConfig)]
struct Ranges {
    /// Both ends inside.
    #[config(default = 5, range(1..=10), unit = "tokens")]
    inclusive: u32,
    /// The upper end outside.
    #[config(default = 5, range(1..10))]
    exclusive: i32,
    /// No upper end.
    #[config(default = 5, range(1..))]
    from: u64,
    /// No lower end, the upper outside.
    #[config(default = 5, range(..10))]
    below: i64,
    /// No lower end, the upper inside.
    #[config(default = 5, range(..=10))]
    upto: u8,
    /// Numbers with a fraction.
    #[config(default = 0.5, range(0.0..1.0))]
    ratio: f64,
    /// Below zero.
    #[config(default = -1, range(-5..=-1))]
    negative: i32,
    /// Durations.
    #[config(default = "5s", range("1s"..="1m"))]
    timeout: Duration,
    /// Sizes.
    #[config(default = "5KiB", range("1KiB".."1MiB"))]
    size: ByteSize,
    /// Shares.
    #[config(default = "5%", range("1%"..="50%"))]
    share: Percent,
    /// Each element of a list.
    #[config(default, range(1..=10))]
    list: Vec<u32>,
    /// Each value of a map.
    #[config(default, range(1..=10))]
    map: BTreeMap<String, u32>,
    /// A value that may be missing.
    #[config(range(1..=10))]
    option: Option<u32>,
    /// A bound that is a constant.
    #[config(default = 5, range(1..=MOST))]
    constant: u32,
}

const MOST: u32 = 10;

#[test]
fn the_ends_of_ranges_are_inside_or_outside_as_written() {
    let good = "inclusive: 10\nexclusive: 9\nfrom: 1\nbelow: 9\nupto: 10\nratio: 0.0\nnegative: -5\n\
                timeout: 60s\nsize: 1023KiB\nshare: 50%\nlist: [1, 10]\nmap: {a: 1}\noption: 10\nconstant: 10\n";
    Attempt::yaml(good).load::<Ranges>();
    let bad = "inclusive: 11\nexclusive: 10\nfrom: 0\nbelow: 10\nupto: 11\nratio: 1.0\nnegative: 0\n\
               timeout: 61s\nsize: 1MiB\nshare: 0.5%\nlist: [1, 11]\nmap: {a: 0}\noption: 11\nconstant: 11\n";
    assert_eq!(
        Attempt::yaml(bad).refused::<Ranges>(),
        [
            "CFG0401 inclusive: 11 is outside of its range, from 1 to 10 tokens",
            "CFG0401 exclusive: 10 is outside of its range, at least 1 and less than 10",
            "CFG0401 from: 0 is outside of its range, at least 1",
            "CFG0401 below: 10 is outside of its range, less than 10",
            "CFG0401 upto: 11 is outside of its range, at most 10",
            "CFG0401 ratio: 1.0 is outside of its range, at least 0 and less than 1",
            "CFG0401 negative: 0 is outside of its range, from -5 to -1",
            "CFG0401 timeout: 61s is outside of its range, from 1s to 1m",
            "CFG0401 size: 1MiB is outside of its range, at least 1KiB and less than 1MiB",
            "CFG0401 share: 0.5% is outside of its range, from 1% to 50%",
            "CFG0401 list[1]: 11 is outside of its range, from 1 to 10",
            "CFG0401 map.a: 0 is outside of its range, from 1 to 10",
            "CFG0401 option: 11 is outside of its range, from 1 to 10",
            "CFG0401 constant: 11 is outside of its range, from 1 to 10",
        ]
    );
}

#[test]
fn a_number_that_is_none_is_in_no_range() {
    assert_eq!(
        Attempt::yaml("ratio: .nan\n").refused::<Ranges>(),
        ["CFG0401 ratio: .nan is outside of its range, at least 0 and less than 1"]
    );
}

/// Lengths.
#[derive(Debug, ServiceConfig)]
struct Lengths {
    /// Characters, not bytes.
    #[config(default = "aa", length(2..=4))]
    text: String,
    /// Elements.
    #[config(default = ["a"], length(1..3))]
    list: Vec<String>,
    /// Entries.
    #[config(default, length(..=1))]
    map: BTreeMap<String, u32>,
    /// Exactly so many.
    #[config(default = "abc", length(3))]
    exact: String,
    /// A value that may be missing.
    #[config(length(2..))]
    option: Option<Vec<u32>>,
    /// Of a list that serde reads, with numbers up to ten.
    #[config(serde, default, length(..=2), range(..=10))]
    through_serde: Vec<u32>,
}

#[test]
fn ranges_hold_for_the_numbers_that_serde_reads() {
    assert_eq!(
        Attempt::yaml("through_serde: [10, 11]\n").refused::<Lengths>(),
        ["CFG0401 through_serde[1]: 11 is outside of its range, at most 10"]
    );
}

#[test]
fn lengths_count_characters_elements_and_entries() {
    Attempt::yaml(
        "text: äöüß\nlist: [a, b]\nmap: {a: 1}\nexact: xyz\noption: [1, 2]\nthrough_serde: [1, 2]\n",
    )
    .load::<Lengths>();
    assert_eq!(
        Attempt::yaml(
            "text: a\nlist: []\nmap: {a: 1, b: 2}\nexact: xy\noption: [1]\nthrough_serde: [1, 2, 3]\n"
        )
        .refused::<Lengths>(),
        [
            "CFG0403 text: expected from 2 to 4 characters, found 1",
            "CFG0403 list: expected from 1 to 2 elements, found 0",
            "CFG0403 map: expected at most 1 entry, found 2",
            "CFG0403 exact: expected exactly 3 characters, found 2",
            "CFG0403 option: expected at least 2 elements, found 1",
            "CFG0403 through_serde: expected at most 2 elements, found 3",
        ]
    );
}

/// Patterns.
#[derive(Debug, ServiceConfig)]
struct Patterns {
    /// A name.
    #[config(default = "model", pattern("^[a-z][a-z0-9-]*$"), example = "llama-3")]
    name: String,
    /// Names.
    #[config(default, pattern("^[a-z]+$"))]
    names: Vec<String>,
}

#[test]
fn patterns_hold_for_each_element() {
    Attempt::yaml("name: gpt-4\nnames: [a, b]\n").load::<Patterns>();
    let report = Attempt::yaml("name: GPT\nnames: [a, B]\n").report::<Patterns>();
    let lines: Vec<String> = report.findings().iter().map(crate::attempt::line).collect();
    assert_eq!(
        lines,
        [
            "CFG0404 name: GPT does not match the pattern ^[a-z][a-z0-9-]*$",
            "CFG0404 names[1]: B does not match the pattern ^[a-z]+$",
        ]
    );
    assert_eq!(report.findings()[0].help(), Some("for example llama-3"));
}

macro_rules! formats {
    ($($name:ident $format:literal $good:literal $bad:literal;)*) => {$(
        #[test]
        fn $name() {
            /// A section.
            #[derive(Debug, ServiceConfig)]
            struct Formatted {
                /// A value.
                #[config(format = $format)]
                value: String,
            }
            let value: Formatted = Attempt::yaml(concat!("value: \"", $good, "\"\n")).load();
            assert_eq!(value.value, $good);
            let lines = Attempt::yaml(concat!("value: \"", $bad, "\"\n")).refused::<Formatted>();
            assert_eq!(lines.len(), 1, "{lines:?}");
            assert!(lines[0].starts_with("CFG0405 value: "), "{lines:?}");
        }
    )*};
}

formats! {
    email "email" "ops@example.org" "ops.example.org";
    url "url" "https://example.org/v1" "example.org/v1";
    hostname "hostname" "model-1.example.org" "model_1";
    ip "ip" "::1" "10.0.0";
    ipv4 "ipv4" "10.0.0.1" "::1";
    ipv6 "ipv6" "::1" "10.0.0.1";
    uuid "uuid" "67e55044-10b1-426f-9247-bb680e5fe0c8" "67e55044";
    host_port "host_port" "localhost:8000" "localhost";
    cidr "cidr" "10.0.0.0/8" "10.0.0.0";
    semver "semver" "1.2.3-rc.1" "1.2";
}

/// Functions of the author.
#[derive(Debug, ServiceConfig)]
struct Functions {
    /// Two functions.
    #[config(default = 4, validate(even), validate(small))]
    number: u32,
    /// A function that takes the text of a `String`.
    #[config(default = "a", validate(lower_case))]
    text: String,
}

fn even(number: &u32) -> Result<(), String> {
    if number.is_multiple_of(2) { Ok(()) } else { Err(format!("{number} is odd")) }
}

fn small(number: &u32) -> Result<(), &'static str> {
    if *number < 10 { Ok(()) } else { Err("must be below ten") }
}

fn lower_case(text: &str) -> Result<(), std::fmt::Error> {
    if text.chars().all(char::is_lowercase) { Ok(()) } else { Err(std::fmt::Error) }
}

#[test]
fn every_function_is_asked() {
    Attempt::yaml("number: 8\ntext: b\n").load::<Functions>();
    assert_eq!(
        Attempt::yaml("number: 11\ntext: B\n").refused::<Functions>(),
        [
            "CFG0406 number: 11 is odd",
            "CFG0406 number: must be below ten",
            "CFG0406 text: an error occurred when formatting an argument",
        ]
    );
}

/// Paths.
#[derive(Debug, ServiceConfig)]
struct Paths {
    /// A file.
    #[config(must_exist = "file")]
    file: Option<PathBuf>,
    /// Folders.
    #[config(default, must_exist = "dir")]
    folders: Vec<PathBuf>,
}

#[test]
fn paths_must_lead_to_what_they_say() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("model.bin");
    std::fs::write(&file, "").unwrap();
    let (file, folder) = (file.display(), folder.path().display());
    Attempt::yaml(&format!("file: {file}\nfolders: [{folder}]\n")).load::<Paths>();
    assert_eq!(
        Attempt::yaml(&format!("file: {folder}\nfolders: [{folder}, {file}]\n")).refused::<Paths>(),
        [
            format!("CFG0407 file: {folder} is not a file that exists"),
            format!("CFG0407 folders[1]: {file} is not a directory that exists"),
        ]
    );
    assert_eq!(
        Attempt::yaml("file: /does/not/exist\n").refused::<Paths>(),
        ["CFG0407 file: /does/not/exist is not a file that exists"]
    );
}
