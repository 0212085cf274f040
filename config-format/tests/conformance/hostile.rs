//! Texts made to hurt: each is refused in under 20 ms and 50 MB, besides the text itself.

use std::time::Duration;

use config_format::number::{NumberError, parse_float, parse_integer};
use config_format::{ErrorKind, Format, Limits, parse};

use crate::{MEMORY, yaml_hostile};

/// How long a refusal may take. Builds without optimization are given more.
const TIME: Duration = Duration::from_millis(if cfg!(debug_assertions) { 400 } else { 20 });
const BYTES: usize = 50 * 1024 * 1024;
/// A noisy machine is given several tries; the fastest counts.
const TRIES: usize = 5;

type Case = (Format, &'static str, Vec<u8>);

fn repeated(format: Format, name: &'static str, before: &str, text: &str, count: usize, after: &str) -> Case {
    (format, name, [before, &text.repeat(count), after].concat().into_bytes())
}

fn lines(format: Format, name: &'static str, count: usize, line: impl Fn(usize) -> String) -> Case {
    (format, name, (0..count).map(line).collect::<String>().into_bytes())
}

fn json() -> Vec<Case> {
    use Format::{Json, Jsonc};
    vec![
        repeated(Json, "100,000 [", "", "[", 100_000, ""),
        repeated(Json, "30 million [", "", "[", 30_000_000, ""),
        repeated(Json, "100,000 {\"a\":", "", "{\"a\":", 100_000, ""),
        repeated(Json, "100,000 [{\"a\":", "", "[{\"a\":", 100_000, ""),
        repeated(Json, "100,000 ]", "", "]", 100_000, ""),
        repeated(Json, "100,000 mismatched brackets", "", "[}", 100_000, ""),
        repeated(Json, "an open string of 1 MB", "\"", "x", 1_000_000, ""),
        repeated(Json, "an open string of escapes", "\"", "\\n", 1_000_000, ""),
        repeated(Json, "a million open strings", "[", "\"x\n", 1_000_000, ""),
        repeated(Json, "100,000 lone surrogates", "[\"", "\\ud800", 100_000, "\"]"),
        repeated(Json, "a million commas", "[", ",", 1_000_000, ""),
        repeated(Json, "a million bare words", "[", "x,", 1_000_000, "]"),
        repeated(Json, "a million missing commas", "[", "1 ", 1_000_000, "]"),
        repeated(Json, "a million missing colons", "{", "\"a\" ", 1_000_000, "}"),
        repeated(Json, "a million colons", "{", ":", 1_000_000, "}"),
        repeated(Json, "a number of 1 MB with a fault", "", "1", 1_000_000, "x"),
        repeated(Json, "an exponent of 1 MB with a fault", "1e", "9", 1_000_000, "."),
        repeated(Json, "100,000 equal keys", "{", "\"a\":1,", 100_000, "\"a\":1}"),
        lines(Json, "100,000 keys and one twice", 100_001, |number| match number {
            0 => "{\"k\":1".to_owned(),
            100_000 => ",\"k\":1}".to_owned(),
            _ => format!(",\"k{number}\":1"),
        }),
        repeated(Json, "1 MB of blanks", "", " ", 1_000_000, ""),
        repeated(Json, "1 MB of line ends", "", "\r\n", 500_000, "x"),
        repeated(Jsonc, "an open comment", "[1, /*", "x ", 1_000_000, ""),
        repeated(Jsonc, "a million comments", "[", "/**/", 1_000_000, ""),
    ]
}

fn toml() -> Vec<Case> {
    use Format::Toml;
    vec![
        repeated(Toml, "100,000 [ in a value", "a = ", "[", 100_000, ""),
        repeated(Toml, "a million [ in a value", "a = ", "[", 1_000_000, ""),
        repeated(Toml, "100,000 { in a value", "a = ", "{a = ", 100_000, ""),
        repeated(Toml, "100,000 [ in a header", "", "[", 100_000, ""),
        repeated(Toml, "a header of 100,000 parts", "[", "a.", 100_000, "a]"),
        repeated(Toml, "a key of a million parts", "", "a.", 1_000_000, "a = 1"),
        repeated(Toml, "an open multi-line string", "a = \"\"\"", "x\n", 1_000_000, ""),
        repeated(Toml, "an open literal string", "a = '''", "x\n", 1_000_000, ""),
        repeated(Toml, "100,000 open strings", "", "a = \"x\n", 100_000, ""),
        repeated(Toml, "an open list of a million lines", "a = [", "\n", 1_000_000, ""),
        repeated(Toml, "an open list of 100,000 comments", "a = [", "# x\n", 100_000, ""),
        repeated(Toml, "an open list of 100,000 numbers", "a = [", "1, ", 100_000, ""),
        repeated(Toml, "100,000 missing commas", "a = [", "1 ", 100_000, "]"),
        repeated(Toml, "100,000 equals signs", "a ", "= ", 100_000, ""),
        repeated(Toml, "100,000 bare words", "a = ", "x ", 100_000, ""),
        repeated(Toml, "100,000 equal keys", "", "a = 1\n", 100_000, ""),
        repeated(Toml, "100,000 equal headers", "", "[a]\n", 100_000, ""),
        repeated(Toml, "100,000 keys into a value", "a = 1\n", "a.b = 1\n", 100_000, ""),
        lines(Toml, "20,000 keys and one twice", 20_001, |number| {
            format!("k{} = 1\n", if number == 20_000 { 7 } else { number })
        }),
        repeated(Toml, "100,000 signs", "a = ", "-", 100_000, "1"),
        repeated(Toml, "a number of 1 MB with a fault", "a = ", "1", 1_000_000, "_"),
        repeated(Toml, "a carriage return of 100,000", "a = 1", "\r", 100_000, ""),
        repeated(Toml, "a string of 100,000 unknown escapes", "a = \"", "\\q", 100_000, "\""),
        repeated(Toml, "a comment of 100,000 control characters", "#", "\u{1}", 100_000, ""),
    ]
}

fn ini_and_dotenv() -> Vec<Case> {
    use Format::{Dotenv, Ini};
    vec![
        repeated(Ini, "100,000 [", "", "[", 100_000, ""),
        repeated(Ini, "100,000 lines of [", "", "[\n", 100_000, ""),
        repeated(Ini, "a section of a million parts", "[", "a.", 1_000_000, "a]"),
        repeated(Ini, "100,000 open quotes", "", "a = \"x\n", 100_000, ""),
        repeated(Ini, "an open quote of 1 MB", "a = \"", "x", 1_000_000, ""),
        repeated(Ini, "100,000 unknown escapes", "a = \"", "\\q", 100_000, "\""),
        repeated(Ini, "100,000 lines without a sign", "", "x\n", 100_000, ""),
        repeated(Ini, "100,000 equal keys", "", "a = 1\n", 100_000, ""),
        repeated(Ini, "100,000 sections that are values", "a = 1\n", "[a.b]\n", 100_000, ""),
        repeated(Ini, "a line of 1 MB", "", "x", 1_000_000, ""),
        repeated(Ini, "100,000 carriage returns", "a = 1", "\r", 100_000, "x"),
        repeated(Dotenv, "100,000 open quotes", "", "A=\"x\n", 99_999, ""),
        repeated(Dotenv, "100,000 open quotes of both kinds", "B='\n", "A=\"x\\\"\n", 100_000, ""),
        repeated(Dotenv, "an open quote of 1 MB", "A=\"", "x\n", 500_000, ""),
        repeated(Dotenv, "100,000 unknown escapes", "A=\"", "\\q", 100_000, "\""),
        repeated(Dotenv, "100,000 lines without a sign", "", "x\n", 100_000, ""),
        repeated(Dotenv, "100,000 invalid names", "", "a-b=1\n", 100_000, ""),
        repeated(Dotenv, "100,000 equal names", "", "A=1\n", 100_000, ""),
        repeated(Dotenv, "100,000 times export", "", "export ", 100_000, ""),
        repeated(Dotenv, "a name of 1 MB", "", "x", 1_000_000, ""),
    ]
}

fn yaml() -> Vec<Case> {
    yaml_hostile::cases().into_iter().map(|(name, text)| (Format::Yaml, name, text.into_bytes())).collect()
}

/// What every format refuses before its grammar is looked at.
fn encoding() -> Vec<Case> {
    [Format::Yaml, Format::Toml, Format::Json, Format::Jsonc, Format::Ini, Format::Dotenv]
        .into_iter()
        .flat_map(|format| {
            let mut broken = vec![b'a'; 1_000_000];
            broken[999_000] = 0xff;
            [
                repeated(format, "64 MiB and one byte", "", "x", 64 * 1024 * 1024 + 1, ""),
                repeated(format, "100,000 NUL", "", "\0", 100_000, ""),
                (format, "invalid UTF-8 in 1 MB", broken),
                (
                    format,
                    "100,000 invalid bytes",
                    vec![0xff_u8; 100_000].into_iter().map(|byte| byte - 1).collect(),
                ),
            ]
        })
        .collect()
}

#[test]
fn hostile_texts() {
    let _turn = crate::turn();
    let cases: Vec<Case> =
        [json(), toml(), ini_and_dotenv(), yaml(), encoding()].into_iter().flatten().collect();
    let mut failures = Vec::new();
    println!("hostile texts, each to be refused in {} ms and 50 MB:", TIME.as_millis());
    for (format, name, bytes) in &cases {
        let mut shortest = Duration::MAX;
        let mut peak = 0;
        let mut first = None;
        for _ in 0..TRIES {
            let text = bytes.clone();
            MEMORY.reset_peak_usage();
            let before = MEMORY.current_usage();
            let start = crate::Start::now();
            let outcome = parse(*format, text, &Limits::default());
            shortest = shortest.min(start.spent(TIME));
            peak = peak.max(MEMORY.peak_usage().saturating_sub(before));
            first = outcome.err().map(|rejected| rejected.errors[0].clone());
            if shortest < TIME {
                break;
            }
        }
        let label = format!("{} {name}", format.name());
        let (milliseconds, megabytes) = (shortest.as_secs_f64() * 1e3, peak as f64 / 1e6);
        let message = first.as_ref().map_or("accepted", |error| error.message.as_str());
        println!("  {label:<52} {milliseconds:>8.2} ms {megabytes:>7.2} MB  {message}");
        match first {
            None => failures.push(format!("{label}: accepted")),
            Some(_) if shortest >= TIME => failures.push(format!("{label}: {milliseconds:.1} ms")),
            Some(_) if peak >= BYTES => failures.push(format!("{label}: {megabytes:.1} MB")),
            Some(_) => {}
        }
    }
    println!("hostile texts: {} of {} refused in time", cases.len() - failures.len(), cases.len());
    assert!(failures.is_empty(), "{} fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn huge_numbers_are_kept_as_text_and_refused_as_numbers() {
    let _turn = crate::turn();
    for (format, before) in
        [(Format::Json, ""), (Format::Toml, "a = "), (Format::Yaml, ""), (Format::Ini, "a = ")]
    {
        let digits = "9".repeat(1_000_000);
        let start = crate::Start::now();
        let tree = parse(format, format!("{before}{digits}").into_bytes(), &Limits::default()).unwrap();
        let node = tree.root().get("a").unwrap_or(tree.root());
        assert_eq!(node.text(), digits);
        assert_eq!(parse_integer(node.text(), format), Err(NumberError::TooLarge));
        assert_eq!(parse_float(node.text(), format), Err(NumberError::TooLarge));
        println!("a number of a million digits in {}: {:?}", format.name(), start.spent(TIME * 2));
        assert!(start.spent(TIME * 2) < TIME * 2);
    }
}

#[test]
fn the_node_budget_bounds_memory() {
    let _turn = crate::turn();
    let limits = Limits { nodes: 100_000, ..Limits::default() };
    for (format, text) in [
        (Format::Json, format!("[{}1]", "1,".repeat(10_000_000))),
        (Format::Toml, format!("a = [{}]", "1,".repeat(10_000_000))),
        (Format::Yaml, format!("[{}]", "1,".repeat(1_000_000))),
    ] {
        let bytes = text.into_bytes();
        MEMORY.reset_peak_usage();
        let before = MEMORY.current_usage();
        let rejected = parse(format, bytes, &limits).unwrap_err();
        let peak = MEMORY.peak_usage() - before;
        assert_eq!(rejected.errors[0].kind, ErrorKind::Limit);
        assert!(peak < BYTES, "{} took {peak} bytes", format.name());
    }
}
