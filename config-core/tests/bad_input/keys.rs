//! Keys: misspelled, missing, given twice or under two names.

use config_core::{Loader, Origin, ServiceConfig};

use crate::common::{Folder, NOTHING, Needs, one, refuse, told};

#[test]
fn typos_in_keys_at_any_depth() {
    let report = one("a.yaml", "prot: 1\n", &["CFG0201 prot a.yaml:1:1"]);
    assert!(report.to_string().contains("did you mean port?"));
    let report = one(
        "a.yaml",
        "nested:\n  inner: {valeu: 1}\n  all:\n  - {value: 1}\n  - {vlaue: 2}\n",
        &["CFG0201 nested.inner.valeu a.yaml:2:11", "CFG0201 nested.all[1].vlaue a.yaml:5:6"],
    );
    assert!(report.to_string().contains("did you mean value?"));
    one("a.toml", "[nested.inner]\nvaleu = 1\n", &["CFG0201 nested.inner.valeu a.toml:2:1"]);
    one("a.json", "{\"nested\": {\"iner\": {}}}", &["CFG0201 nested.iner a.json:1:13"]);
    one("a.ini", "[nested.inner]\nvaleu = 1\n", &["CFG0201 nested.inner.valeu a.ini:2:1"]);
}

/// A field with two names.
#[derive(Debug, ServiceConfig)]
struct Named {
    /// How long to wait.
    #[config(default = 1, alias = "wait")]
    pause: u32,
    /// Something else.
    #[config(default = 1)]
    other: u32,
}

#[test]
fn two_names_in_one_file_are_found_over_other_layers_too() {
    let folder = Folder::new();
    let below = folder.write("below.yaml", "pause: 5\nother: 2\n");
    let file = folder.write("a.yaml", "pause: 2\nwait: 3\n");
    for loader in [
        Loader::new().file(&file),
        Loader::new().file(&below).file(&file),
        Loader::new().overrides(["other=3"]).file(&file),
        Loader::new().file(&file).overrides(["other=3"]),
    ] {
        let report = loader.variables(NOTHING).load::<Named>().unwrap_err();
        assert_eq!(told(&report), ["CFG0205 pause a.yaml:2:1"], "{report}");
    }
    // One name in each is one field.
    let later = folder.write("later.yaml", "wait: 7\n");
    let named: Named = Loader::new().file(below).file(later).variables(NOTHING).load().unwrap();
    assert_eq!(named.pause, 7);
}

#[test]
fn missing_keys_name_the_file_key_the_variable_and_the_override() {
    let folder = Folder::new();
    let file = folder.write("a.yaml", "server:\n  port: 1\n");
    let report = Loader::new().file(file).variables(NOTHING).load::<Needs>().unwrap_err();
    assert_eq!(told(&report), ["CFG0202 server.host a.yaml:2:3"]);
    let help = report.findings()[0].help().unwrap();
    for way in
        ["the key server.host in a file", "the variable NEEDS_SERVER__HOST", "the override server.host=VALUE"]
    {
        assert!(help.contains(way), "{way} is not in {help}");
    }
    let report = Loader::new().variables(NOTHING).load::<Needs>().unwrap_err();
    assert_eq!(told(&report), ["CFG0202 server nowhere"]);
    assert_eq!(report.findings()[0].notes(), ["it needs host, port"]);
}

#[test]
fn duplicate_keys_show_both_places() {
    for (name, text, second, first) in [
        ("a.yaml", "port: 5000\nname: a\nport: 6000\n", "3:1", "1:1"),
        ("a.toml", "port = 5000\nport = 6000\n", "2:1", "1:1"),
        ("a.json", "{\"port\": 5000,\n \"port\": 6000}", "2:2", "1:2"),
        ("a.ini", "port = 5000\nport = 6000\n", "2:1", "1:1"),
    ] {
        let (told, report) = refuse(&[(name, text.as_bytes())]);
        assert_eq!(told, [format!("CFG0103 {name}:{second}")], "{report}");
        let Some(Origin::File { line, column, .. }) = report.findings()[0].origins().get(1) else {
            panic!("{name} has no second place: {report}")
        };
        assert_eq!(format!("{line}:{column}"), first);
    }
}

#[test]
fn reserved_keys_of_a_wrong_shape_are_told() {
    let text = "$extends: {a: 1}\n$unset: {a: 1}\nport: 2000\n";
    let report =
        one("shape.yaml", text, &["CFG0108 $extends shape.yaml:1:11", "CFG0208 $unset shape.yaml:2:9"]);
    let help: Vec<_> = report.findings().iter().map(|finding| finding.help().unwrap_or_default()).collect();
    assert_eq!(
        help,
        [
            "give the path of a file, or a list of such paths",
            "give a list of paths such as limits.max_tokens"
        ]
    );
}

#[test]
fn a_misspelled_key_is_told_in_every_layer() {
    let (told, report) = refuse(&[
        ("one.yaml", b"nested: {innre: 1}\nprot: 1\n"),
        ("two.toml", b"prot = 2\n[nested]\ninnre = 2\n"),
    ]);
    assert_eq!(told, ["CFG0201 prot two.toml:1:1", "CFG0201 nested.innre two.toml:3:1"], "{report}");
    for finding in report.findings() {
        let places: Vec<String> = finding.origins().iter().map(ToString::to_string).collect();
        assert_eq!(places.len(), 2, "{report}");
        assert!(places[1].contains("one.yaml"), "{report}");
    }
}

/// A service that needs something.
#[derive(Debug, ServiceConfig)]
struct Needy {
    /// What it needs.
    needed: Vec<String>,
}

#[test]
fn findings_without_a_place_have_no_empty_margin() {
    let report = Loader::new().variables(NOTHING).load::<Needy>().unwrap_err().to_string();
    assert!(report.contains("]: missing key needed\n = help: give"), "{report}");
    assert!(report.contains("or the override needed=VALUE"), "{report}");
}
