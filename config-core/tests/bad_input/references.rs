//! References, inclusions and secrets.

use std::collections::BTreeMap;

use config_core::{AnyValue, Loader, Secret, ServiceConfig};

use crate::common::{Folder, NOTHING, Service, one, refuse, told};

#[test]
fn extends_in_a_circle_shows_the_chain() {
    let folder = Folder::new();
    let first = folder.write("first.yaml", "name: a\n$extends: parts/second.toml\n");
    folder.write("parts/second.toml", "\"$extends\" = ['third.json']\n");
    folder.write("parts/third.json", "{\"$extends\": \"../first.yaml\"}");
    let report = Loader::new().file(&first).variables(NOTHING).load::<Service>().unwrap_err();
    assert_eq!(told(&report), ["CFG0108 $extends third.json:1:14"], "{report}");
    let message = report.findings()[0].message();
    let places: Vec<usize> =
        ["first.yaml", "second.toml", "third.json"].iter().map(|name| message.find(name).unwrap()).collect();
    assert!(places.is_sorted() && message.matches("first.yaml").count() == 2, "{message}");
    let own = folder.write("own.yaml", "$extends: own.yaml\n");
    let report = Loader::new().file(own).variables(NOTHING).load::<Service>().unwrap_err();
    assert_eq!(told(&report), ["CFG0108 $extends own.yaml:1:11"], "{report}");
    let missing = folder.write("missing.yaml", "port: 1\n$extends: [no.yaml, 5, {a: b}]\n");
    let report = Loader::new().file(missing).variables(NOTHING).load::<Service>().unwrap_err();
    let mut told = told(&report);
    told.sort();
    assert_eq!(
        told,
        [
            "CFG0101 missing.yaml:2:12",
            "CFG0107 missing.yaml:2:21",
            "CFG0108 $extends missing.yaml:2:24",
            "CFG0401 port missing.yaml:1:7"
        ],
        "{report}"
    );
}

#[test]
fn references_in_a_circle_and_to_nothing() {
    let report = one(
        "a.yaml",
        "name: ${config:labels.a}\nlabels:\n  a: x${config:labels.b}\n  b: ${config:name}\n",
        &["CFG0504 name a.yaml:1:7"],
    );
    assert!(report.findings()[0].message().contains("name -> labels.a -> labels.b -> name"), "{report}");
    one(
        "a.yaml",
        "name: ${env:SVC_NOT_SET}\nlabels:\n  a: ${file:no.txt}\n  b: ${config:nmae}\n  c: ${enw:X}\n  d: ${env:X\n  e: ${}\nkey: ${secret:none}\n",
        &[
            "CFG0501 name a.yaml:1:7",
            "CFG0502 labels.a a.yaml:3:6",
            "CFG0503 labels.b a.yaml:4:6",
            "CFG0505 labels.c a.yaml:5:6",
            "CFG0505 labels.d a.yaml:6:6",
            "CFG0505 labels.e a.yaml:7:6",
            "CFG0601 key a.yaml:8:6",
        ],
    );
    one("a.yaml", "name: ${config:name}\n", &["CFG0504 name a.yaml:1:7"]);
}

#[test]
fn a_secret_of_the_wrong_type_shows_no_fragment() {
    for (name, text) in [
        ("a.yaml", "pin: hunter2\nkey: [hunter2]\n"),
        ("a.toml", "pin = 'hunter2'\nkey = ['hunter2']\n"),
        ("a.json", "{\"pin\": \"hunter2\", \"key\": [\"hunter2\"]}"),
        ("a.ini", "pin = hunter2\n[key]\na = hunter2\n"),
    ] {
        let (told, report) = refuse(&[(name, text.as_bytes())]);
        assert_eq!(told.len(), 2, "{report}");
        assert!(told[0].starts_with("CFG0301 pin ") && told[1].starts_with("CFG0301 key "), "{report}");
        for shown in [report.to_string(), format!("{report:?}"), report.to_json()] {
            assert!(!shown.contains("hunter2") && !shown.contains("hunt"), "{shown}");
        }
    }
    let report = Loader::new()
        .env()
        .variables([("SVC_PIN", "hunter2")])
        .overrides(["key={\"hunter2\": 1}", "pin.x=hunter2"])
        .load::<Service>()
        .unwrap_err();
    assert!(!format!("{report} {report:?} {}", report.to_json()).contains("hunter2"), "{report}");
}

/// A way to sign in.
#[derive(Debug, ServiceConfig)]
enum Access {
    /// Nobody is asked.
    Open,
    /// A token is asked for.
    Token(Secret<String>),
}

/// Secrets inside other shapes.
#[derive(Debug, ServiceConfig)]
struct Shapes {
    /// A list of secrets.
    #[config(default)]
    keys: Vec<Secret<String>>,
    /// Secrets by name.
    #[config(default)]
    named: BTreeMap<String, Secret<String>>,
    /// A pair.
    pair: Option<(u8, Secret<String>)>,
    /// A section with a secret.
    nested: Option<Keyed>,
    /// An enum with a secret.
    access: Option<Access>,
}

/// A section with a secret.
#[derive(Debug, ServiceConfig)]
struct Keyed {
    /// Key.
    key: Secret<String>,
}

#[test]
fn text_in_place_of_what_holds_secrets_is_not_shown() {
    for field in ["keys", "named", "pair", "nested", "access"] {
        let directory = tempfile::tempdir().unwrap();
        for (name, text) in
            [("a.yaml", format!("{field}: hunter2\n")), ("a.json", format!("{{\"{field}\": \"hunter2\"}}"))]
        {
            let path = directory.path().join(name);
            std::fs::write(&path, text).unwrap();
            let report = Loader::new().file(&path).load::<Shapes>().unwrap_err();
            assert_eq!(report.findings().len(), 1, "{report}");
            let shown = format!("{report} {report:?} {}", report.to_json());
            assert!(!shown.contains("hunter2"), "{shown}");
        }
    }
}

#[test]
fn a_secret_in_place_of_the_path_of_its_file_is_not_shown() {
    let load = |value: &str| {
        let report = Loader::new().variables([("SVC_KEY_FILE", value)]).env().load::<Service>().unwrap_err();
        format!("{report}{report:?}{}", report.to_json())
    };
    let shown = load("sk-canary");
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.contains("SVC_KEY_FILE") && shown.contains("or the secret itself in SVC_KEY"), "{shown}");
    assert!(load("/nowhere/key").contains("the file /nowhere/key that SVC_KEY_FILE names"));
}

/// A section that may hold itself, and one that may hold anything.
#[derive(Debug, ServiceConfig)]
struct Endless {
    /// A section in itself.
    #[config(recursive)]
    next: Option<Box<Endless>>,
    /// Anything.
    any: Option<AnyValue>,
    /// More of the like.
    list: Option<Vec<AnyValue>>,
    /// A name.
    name: Option<String>,
}

/// What a value refers to may not lie around it: nothing could be read to its end.
#[test]
fn references_to_what_lies_around_them_lead_in_a_circle() {
    for (text, path) in [
        ("next: {next: '${config:next}'}", "next.next"),
        ("next: {next: {next: '${config:next}'}}", "next.next.next"),
        ("any: {x: '${config:any}'}", "any.x"),
        ("any: [1, [2, '${config:any}']]", "any[1][1]"),
        ("any: {x: '${config:next}'}\nnext: {any: '${config:any}'}", "any.x"),
        ("list: [{a: '${config:list}'}]", "list[0].a"),
    ] {
        let folder = Folder::new();
        let file = folder.write("a.yaml", text);
        let report = Loader::new().variables(NOTHING).file(file).load::<Endless>().expect_err(text);
        let codes: Vec<_> =
            report.findings().iter().map(|finding| (finding.code().as_str(), finding.path())).collect();
        assert!(codes.iter().all(|(code, _)| *code == "CFG0504"), "{text}\n{report}");
        assert!(codes.iter().any(|(_, found)| *found == path), "{text}\n{report}");
    }
    // Two that refer to the same are no circle.
    let folder = Folder::new();
    let file = folder.write(
        "a.yaml",
        "any: ['${config:next}', '${config:next}']\nnext: {name: a, any: '${config:name}'}\nname: b\n",
    );
    Loader::new().variables(NOTHING).file(file).load::<Endless>().unwrap_or_else(|report| panic!("{report}"));
}
