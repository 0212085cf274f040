//! Values of a wrong type, count or size.

use config_core::{Loader, ServiceConfig};

use crate::common::{Folder, NOTHING, Service, one, refuse, told};

#[test]
fn wrong_types_in_each_format() {
    for (name, text, place) in [
        ("a.yaml", "count: many\n", "1:8"),
        ("a.toml", "count = 'many'\n", "1:9"),
        ("a.toml", "count = true\n", "1:9"),
        ("a.toml", "count = 1.5\n", "1:9"),
        ("a.toml", "count = 2026-01-01\n", "1:9"),
        ("a.json", "{\"count\": \"5\"}", "1:11"),
        ("a.json", "{\"count\": null}", "1:11"),
        ("a.json", "{\"count\": 1.5}", "1:11"),
        ("a.json", "{\"count\": [1]}", "1:11"),
        ("a.json", "{\"count\": {\"a\": 1}}", "1:11"),
        ("a.ini", "count = many\n", "1:9"),
        ("a.yaml", "count: [1]\n", "1:8"),
        ("a.yaml", "count: 'five'\n", "1:8"),
        ("a.yaml", "count:\n", "1:7"),
    ] {
        one(name, text, &[&format!("CFG0301 count {name}:{place}")]);
    }
    for (text, path) in [
        ("enabled: yes\n", "enabled"),
        ("enabled: 1\n", "enabled"),
        ("ratio: half\n", "ratio"),
        ("names: one\n", "names"),
        ("labels: [a]\n", "labels"),
        ("nested: 5\n", "nested"),
        ("name: [a]\n", "name"),
    ] {
        let (told, _) = refuse(&[("a.yaml", text.as_bytes())]);
        assert_eq!(told, [format!("CFG0301 {path} a.yaml:1:{}", path.len() + 3)], "{text}");
    }
    one("a.yaml", "pause: soon\n", &["CFG0303 pause a.yaml:1:8"]);
    one("a.yaml", "name: {a: b}\n", &["CFG0301 name a.yaml:1:7"]);
    one(
        "a.yaml",
        "names: [a, {b: c}, d, [e]]\n",
        &["CFG0301 names[1] a.yaml:1:12", "CFG0301 names[3] a.yaml:1:23"],
    );
    one("a.json", "{\"name\": 5}", &["CFG0301 name a.json:1:10"]);
}

#[test]
fn wrong_types_from_variables_and_overrides() {
    let report = Loader::new()
        .env()
        .variables([
            ("SVC_COUNT", "many"),
            ("SVC_ENABLED", "maybe"),
            ("SVC_NESTED__ALL__0__VALUE", "300"),
            ("SVC_NESTED__INNER", "{\"value\": }"),
            ("SVC_PAUSE", "soon"),
        ])
        .overrides(["ratio=half", "signed="])
        .load::<Service>()
        .unwrap_err();
    let mut told = told(&report);
    told.sort();
    assert_eq!(
        told,
        [
            "CFG0301 count variable SVC_COUNT",
            "CFG0301 enabled variable SVC_ENABLED",
            "CFG0301 ratio override ratio=half",
            "CFG0301 signed override signed=",
            "CFG0302 nested.all[0].value variable SVC_NESTED__ALL__0__VALUE",
            "CFG0303 nested.inner variable SVC_NESTED__INNER",
            "CFG0303 pause variable SVC_PAUSE",
        ],
        "{report}"
    );
}

#[test]
fn out_of_range() {
    one("a.yaml", "port: 80\nratio: 1.5\n", &["CFG0401 port a.yaml:1:7", "CFG0401 ratio a.yaml:2:8"]);
    one("a.toml", "ratio = nan\n", &["CFG0401 ratio a.toml:1:9"]);
    one("a.yaml", "ratio: .nan\n", &["CFG0401 ratio a.yaml:1:8"]);
    one("a.yaml", "ratio: -.inf\n", &["CFG0401 ratio a.yaml:1:8"]);
}

#[test]
fn extreme_numbers() {
    let zeros = "0".repeat(400);
    let huge =
        format!("count: 1{zeros}\nsigned: 9223372036854775808\nnumber: 1e999\nport: 18446744073709551616\n");
    one(
        "a.yaml",
        &huge,
        &[
            "CFG0302 count a.yaml:1:8",
            "CFG0302 signed a.yaml:2:9",
            "CFG0302 number a.yaml:3:9",
            "CFG0302 port a.yaml:4:7",
        ],
    );
    let huge =
        format!("{{\"count\": 1{zeros}, \"signed\": 9223372036854775808, \"number\": 1e999, \"port\": -1}}");
    let (told, report) = refuse(&[("a.json", huge.as_bytes())]);
    assert!(told.iter().all(|told| told.starts_with("CFG0302")) && told.len() == 4, "{report}");
    // The ends of the ranges themselves are numbers like others.
    let folder = Folder::new();
    let file =
        folder.write("a.yaml", "count: 18446744073709551615\nsigned: -9223372036854775808\nnumber: .nan\n");
    let service: Service = Loader::new().file(file).variables(NOTHING).load().unwrap();
    assert_eq!((service.count, service.signed), (u64::MAX, i64::MIN));
    assert!(service.number.is_nan());
    let report = Loader::new()
        .env()
        .variables([
            ("SVC_COUNT", format!("1{zeros}").as_str()),
            ("SVC_NUMBER", "1e999"),
            ("SVC_SIGNED", "-9223372036854775809"),
        ])
        .load::<Service>()
        .unwrap_err();
    assert_eq!(report.findings().len(), 3, "{report}");
    assert!(report.findings().iter().all(|finding| finding.code().as_str() == "CFG0302"), "{report}");
}

#[test]
fn extreme_numbers_in_every_format_and_from_variables() {
    let huge = format!("1{}", "0".repeat(400));
    let cases: [(&str, &str, &str); 9] = [
        ("count", "18446744073709551616", "CFG0302"),
        ("signed", "9223372036854775808", "CFG0302"),
        ("signed", "-9223372036854775809", "CFG0302"),
        ("count", "-1", "CFG0302"),
        ("count", &huge, "CFG0302"),
        ("signed", &huge, "CFG0302"),
        ("number", &huge, "CFG0302"),
        ("number", "1e999", "CFG0302"),
        ("count", "1.5", "CFG0301"),
    ];
    for (field, number, code) in cases {
        let length = field.len();
        for (name, text, column) in [
            ("a.yaml", format!("{field}: {number}\n"), length + 3),
            ("a.toml", format!("{field} = {number}\n"), length + 4),
            ("a.json", format!("{{\"{field}\": {number}}}"), length + 6),
            ("a.jsonc", format!("{{\"{field}\": {number}, /* x */}}"), length + 6),
            ("a.ini", format!("{field} = {number}\n"), length + 4),
        ] {
            one(name, &text, &[&format!("{code} {field} {name}:1:{column}")]);
        }
        let variable = format!("SVC_{}", field.to_uppercase());
        let folder = Folder::new();
        let dotenv = folder.write(".env", format!("{variable}={number}\n"));
        let report = Loader::new().dotenv(dotenv).variables(NOTHING).load::<Service>().unwrap_err();
        assert_eq!(told(&report), [format!("{code} {field} .env:1:{}", variable.len() + 2)], "{report}");
        let report =
            Loader::new().env().variables([(variable.as_str(), number)]).load::<Service>().unwrap_err();
        assert_eq!(told(&report), [format!("{code} {field} variable {variable}")], "{report}");
    }
    for (name, text, column) in [
        ("a.yaml", "count: .nan\n", 8),
        ("a.toml", "count = nan\n", 9),
        ("a.ini", "count = nan\n", 9),
        ("a.yaml", "count: .inf\n", 8),
    ] {
        one(name, text, &[&format!("CFG0301 count {name}:1:{column}")]);
    }
    one("a.json", "{\"number\": NaN}", &["CFG0102 a.json:1:12"]);
}

/// Fields whose help is their own.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "SHAPED")]
struct Shaped {
    /// Letter.
    #[config(default = 'a')]
    letter: char,
    /// Pair.
    pair: Option<(u8, u8)>,
    /// Name.
    #[config(default = "x")]
    name: String,
    /// Count.
    #[config(default = 1)]
    count: u8,
}

#[test]
fn every_wrong_type_says_what_to_write() {
    let folder = Folder::new();
    for (text, message, help) in [
        ("letter: ab\n", "expected a single character, found text", "give exactly one character"),
        ("pair: [1]\n", "expected 2 elements, found 1", "give exactly 2 elements"),
        ("name: {a: b}\n", "expected text, found a map", "give text as one value, with nothing below it"),
        (
            "count: 1.5\n",
            "expected a whole number from 0 to 255, found a number with a fraction",
            "give a whole number from 0 to 255",
        ),
    ] {
        let file = folder.write("a.yaml", text);
        let report = Loader::new().file(file).variables(NOTHING).load::<Shaped>().unwrap_err();
        told(&report);
        assert_eq!(report.findings()[0].message(), message);
        assert_eq!(report.findings()[0].help(), Some(help), "{report}");
    }
    let report = Loader::new().env().variables([("SHAPED_COUNT", "many")]).load::<Shaped>().unwrap_err();
    assert_eq!(report.findings()[0].help(), Some("give a whole number from 0 to 255"), "{report}");
}

/// Pairs of a name and a number.
#[derive(Debug, ServiceConfig)]
struct Pairs {
    /// Pairs.
    pairs: Vec<(String, u8)>,
}

#[test]
fn the_line_of_a_tuple_is_shown() {
    let loader = Loader::new().file("pairs.yaml").substitute("pairs.yaml", "pairs: [[a, 1], [b, x]]");
    let report = loader.load::<Pairs>().unwrap_err().to_string();
    assert!(report.contains("1 | pairs: [[a, 1], [b, x]]"), "{report}");
}
