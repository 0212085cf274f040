//! Bad input of every sort: each with a finding, its code and its position; nothing panics and nothing is lost.

#![expect(dead_code, reason = "most values are never read: the configuration is refused")]

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use config_core::{Loader, Origin, Report, Secret, ServiceConfig};

/// A service with a field of each sort.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "SVC")]
struct Service {
    /// Port.
    #[config(default = 8080, range(1024..=65535))]
    port: u16,
    /// Count.
    #[config(default = 0)]
    count: u64,
    /// Signed count.
    #[config(default = 0)]
    signed: i64,
    /// Share.
    #[config(default = 0.5, range(0.0..=1.0))]
    ratio: f64,
    /// Any number.
    #[config(default = 0.0)]
    number: f64,
    /// Switch.
    #[config(default = false)]
    enabled: bool,
    /// Pause.
    #[config(default = "1s")]
    pause: Duration,
    /// Name.
    #[config(default = "service")]
    name: String,
    /// Names.
    #[config(default)]
    names: Vec<String>,
    /// Labels.
    #[config(default)]
    labels: BTreeMap<String, String>,
    /// Key.
    #[config(default)]
    key: Option<Secret<String>>,
    /// Number that nobody may see.
    #[config(default)]
    pin: Option<Secret<u32>>,
    /// Nested.
    #[config(default)]
    nested: Nested,
}

/// A section.
#[derive(Debug, ServiceConfig)]
struct Nested {
    /// Inner.
    #[config(default)]
    inner: Inner,
    /// All of them.
    #[config(default)]
    all: Vec<Inner>,
}

/// A section in it.
#[derive(Debug, ServiceConfig)]
struct Inner {
    /// Value.
    #[config(default = 1)]
    value: u8,
}

/// What must be given.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "NEEDS")]
struct Needs {
    /// The section.
    server: Server,
}

/// A section with a required key.
#[derive(Debug, ServiceConfig)]
struct Server {
    /// Host.
    host: String,
    /// Port.
    port: u16,
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

/// The findings as `code path place`, the file's name alone for files. Each says what to do, whatever is asked of it.
fn told(report: &Report) -> Vec<String> {
    for finding in report.findings() {
        assert!(finding.help().is_some_and(|help| !help.is_empty()), "without help: {report}");
    }
    report
        .findings()
        .iter()
        .map(|finding| {
            let place = match finding.origins().first() {
                Some(Origin::File { path, line: 0, .. }) => {
                    path.file_name().unwrap().to_string_lossy().into_owned()
                }
                Some(Origin::File { path, line, column }) => {
                    format!("{}:{line}:{column}", path.file_name().unwrap().to_string_lossy())
                }
                Some(other) => other.to_string(),
                None => "nowhere".to_owned(),
            };
            format!("{} {} {place}", finding.code(), finding.path()).replace("  ", " ")
        })
        .collect()
}

/// Loads a service from files alone and tells what is wrong.
fn refuse(files: &[(&str, &[u8])]) -> (Vec<String>, Report) {
    let folder = Folder::new();
    let mut loader = Loader::new().variables(NOTHING);
    for (name, text) in files {
        loader = loader.file(folder.write(name, text));
    }
    let report = loader.load::<Service>().expect_err("the configuration is refused");
    (told(&report), report)
}

const NOTHING: [(&str, &str); 0] = [];

fn one(name: &str, text: &str, expected: &[&str]) -> Report {
    let (told, report) = refuse(&[(name, text.as_bytes())]);
    assert_eq!(told, expected, "{name}: {text}\n{report}");
    report
}

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
fn two_syntax_errors_and_a_wrong_type_in_one_report() {
    let (told, report) = refuse(&[
        ("a.yaml", b"port: 5000\nname: 'open\n"),
        ("b.toml", b"count = \nenabled = true\n"),
        ("c.json", b"{\"count\": \"x\", \"prot\": 1}"),
        ("d.json", b"{\"count\": 1,}"),
    ]);
    assert_eq!(
        told,
        [
            "CFG0102 a.yaml:2:7",
            "CFG0102 b.toml:1:9",
            "CFG0102 d.json:1:12",
            "CFG0301 count c.json:1:11",
            "CFG0201 prot c.json:1:16",
        ],
        "{report}"
    );
}

#[test]
fn a_syntax_error_hides_no_other_source_and_invents_no_missing_key() {
    let folder = Folder::new();
    let broken = folder.write("a.yaml", "server: {host: a, port: 1\n");
    let typo = folder.write("b.yaml", "servre: {}\n");
    let report = Loader::new().file(broken).file(typo).variables(NOTHING).load::<Needs>().unwrap_err();
    let told = told(&report);
    assert!(told[0].starts_with("CFG0102"), "{told:?}");
    assert_eq!(told[1..], ["CFG0201 servre b.yaml:1:1"], "{report}");
}

#[test]
fn bombs_and_depth_are_refused_quickly() {
    let mut bomb = String::from("a0: &a0 [x, x]\n");
    for level in 1..40 {
        bomb.push_str(&format!("a{level}: &a{level} [*a{0}, *a{0}]\n", level - 1));
    }
    let deep = [b"names: ".to_vec(), vec![b'['; 100_000]].concat();
    let deep_json = [b"{\"names\": ".to_vec(), vec![b'['; 100_000]].concat();
    let deep_toml = [b"names = ".to_vec(), vec![b'['; 100_000]].concat();
    let block: Vec<u8> =
        (0..2_000).flat_map(|level| [vec![b' '; level], b"a:\n".to_vec()].concat()).collect();
    for (name, text) in [
        ("bomb.yaml", bomb.into_bytes()),
        ("deep.yaml", deep),
        ("deep.json", deep_json),
        ("deep.toml", deep_toml),
        ("block.yaml", block),
    ] {
        let start = std::time::Instant::now();
        let (told, report) = refuse(&[(name, &text)]);
        assert!(start.elapsed() < Duration::from_secs(2), "{name} took {:?}", start.elapsed());
        assert!(told[0].starts_with("CFG0105"), "{name}: {report}");
    }
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
fn byte_order_marks_and_windows_line_ends_move_nothing() {
    for (name, text) in [
        ("a.yaml", "\u{feff}name: x\r\nprot: 1\r\n"),
        ("a.toml", "\u{feff}name = 'x'\r\nprot = 1\r\n"),
        ("a.ini", "\u{feff}name = x\r\nprot = 1\r\n"),
    ] {
        one(name, text, &[&format!("CFG0201 prot {name}:2:1")]);
    }
    one("a.json", "\u{feff}{\r\n\"prot\": 1}", &["CFG0201 prot a.json:2:1"]);
    one("a.yaml", "\u{feff}prot: 1\n", &["CFG0201 prot a.yaml:1:1"]);
    let folder = Folder::new();
    let file = folder.write("a.yaml", "name: x\r\nnames:\r\n- a\r\n- b\r\n");
    let service: Service = Loader::new().file(file).variables(NOTHING).load().unwrap();
    assert_eq!((service.name.as_str(), service.names), ("x", vec!["a".to_owned(), "b".to_owned()]));
}

#[test]
fn bytes_that_are_no_text() {
    for name in ["a.yaml", "a.toml", "a.json", "a.ini"] {
        let (told, report) = refuse(&[(name, b"name: x\nna\0me: y\n")]);
        assert_eq!(told, [format!("CFG0104 {name}:2:3")], "{report}");
        let (told, report) = refuse(&[(name, b"name: x\nname2: \xff\n")]);
        assert_eq!(told, [format!("CFG0104 {name}:2:8")], "{report}");
    }
}

#[test]
fn empty_files_are_empty_layers() {
    let folder = Folder::new();
    let mut loader = Loader::new().variables(NOTHING);
    for (name, text) in [
        ("a.yaml", ""),
        ("b.yaml", "# nothing\n"),
        ("c.toml", ""),
        ("d.ini", "\n"),
        ("e.yaml", "---\n"),
        ("f.json", "{}"),
    ] {
        loader = loader.file(folder.write(name, text));
    }
    assert_eq!(loader.load::<Service>().unwrap().port, 8080);
    let (told, report) = refuse(&[("a.json", b"")]);
    assert_eq!(told, ["CFG0102 a.json:1:1"], "{report}");
}

#[test]
fn documents_that_are_no_map() {
    one("a.yaml", "- a\n- b\n", &["CFG0112 a.yaml:1:1"]);
    one("a.yaml", "just text\n", &["CFG0112 a.yaml:1:1"]);
    one("a.json", " [1]", &["CFG0112 a.json:1:2"]);
    one("a.json", "5", &["CFG0112 a.json:1:1"]);
}

#[test]
fn paths_that_are_no_readable_file() {
    let folder = Folder::new();
    let directory = folder.path().join("config.yaml");
    std::fs::create_dir(&directory).unwrap();
    let missing = folder.path().join("confg.yml");
    let unknown = folder.write("config.xml", "<a/>");
    let near = folder.write("confg.yaml", "port: 5000\n");
    let report = Loader::new()
        .file(&directory)
        .file(&missing)
        .file(&unknown)
        .variables(NOTHING)
        .load::<Service>()
        .unwrap_err();
    let mut told = told(&report);
    told.sort();
    assert_eq!(told, ["CFG0101 confg.yml", "CFG0106 config.yaml", "CFG0107 config.xml"], "{report}");
    assert!(report.to_string().contains(&format!("did you mean {}?", near.display())), "{report}");
    assert!(report.to_string().contains("is a directory, not a file"), "{report}");
    let report = Loader::new().directory(&near).variables(NOTHING).load::<Service>().unwrap_err();
    assert!(report.findings()[0].code().as_str() == "CFG0106", "{report}");
}

#[cfg(unix)]
#[test]
fn files_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let closed = folder.write("closed.yaml", "port: 5000\n");
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&closed).is_ok() {
        println!("left out: this user may read every file");
        return;
    }
    let report = Loader::new().optional_file(&closed).variables(NOTHING).load::<Service>().unwrap_err();
    assert_eq!(told(&report), ["CFG0106 closed.yaml"], "{report}");
}

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
fn a_variable_and_its_file_form() {
    let folder = Folder::new();
    let secret = folder.write("key", "s3cr3t-value\n");
    let secret = secret.to_str().unwrap();
    let report = Loader::new()
        .env()
        .variables([("SVC_KEY", "s3cr3t-value"), ("SVC_KEY_FILE", secret), ("SVC_PIN_FILE", "/no/such/file")])
        .load::<Service>()
        .unwrap_err();
    let mut told = told(&report);
    told.sort();
    assert_eq!(told, ["CFG0602 key variable SVC_KEY", "CFG0603 pin variable SVC_PIN_FILE"], "{report}");
    assert!(!report.to_string().contains("s3cr3t-value"));
    let service: Service = Loader::new().env().variables([("SVC_KEY_FILE", secret)]).load().unwrap();
    assert_eq!(service.key.unwrap().expose_secret(), "s3cr3t-value");
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

#[cfg(unix)]
#[test]
fn variables_that_are_not_utf8() {
    use std::os::unix::ffi::OsStringExt as _;
    let bad = || OsString::from_vec(vec![b'a', 0xff, b'b']);
    let report = Loader::new()
        .env()
        .variables([("SVC_NAME", bad()), ("SVC_KEY_FILE", bad()), ("UNRELATED", bad())])
        .load::<Service>()
        .unwrap_err();
    let mut places = told(&report);
    places.sort();
    assert_eq!(places, ["CFG0110 key variable SVC_KEY_FILE", "CFG0110 name variable SVC_NAME"], "{report}");
    let folder = Folder::new();
    let file = folder.write("a.yaml", "name: ${env:WEIRD}\n");
    let report = Loader::new().file(file).variables([("WEIRD", bad())]).load::<Service>().unwrap_err();
    assert_eq!(told(&report)[0], "CFG0110 name variable WEIRD", "{report}");
}

#[test]
fn unknown_variables_with_our_prefix() {
    let report = Loader::new()
        .env()
        .variables([
            ("SVC_PROT", "1"),
            ("SVC_NESTED__INNER__VALUES", "1"),
            ("SVCX", "1"),
            ("SVC_NAMES__FIRST", "1"),
        ])
        .load::<Service>()
        .unwrap_err();
    let mut told = told(&report);
    told.sort();
    assert_eq!(
        told,
        [
            "CFG0206 variable SVC_NAMES__FIRST",
            "CFG0206 variable SVC_NESTED__INNER__VALUES",
            "CFG0206 variable SVC_PROT"
        ],
        "{report}"
    );
    assert!(report.to_string().contains("did you mean SVC_PORT?"), "{report}");
    let folder = Folder::new();
    let dotenv = folder.write(".env", "# x\nSVC_PORT=5000\n  SVC_PROT=1\n");
    let report = Loader::new().dotenv(dotenv).variables(NOTHING).load::<Service>().unwrap_err();
    assert_eq!(super_told(&report), ["CFG0206 .env:3"], "{report}");
}

/// As `told`, without columns.
fn super_told(report: &Report) -> Vec<String> {
    told(report).into_iter().map(|told| told.rsplit_once(':').unwrap().0.to_owned()).collect()
}

#[test]
fn overrides_with_a_bad_path() {
    for text in [
        "",
        "=5",
        "port",
        ".port=1",
        "port.=1",
        "nested..inner=1",
        "nested[=1",
        "nested]=1",
        "nested[[0]]=1",
        "a b=1",
    ] {
        let report = Loader::new().overrides([text]).load::<Service>().unwrap_err();
        assert_eq!(report.findings().len(), 1, "{text}: {report}");
        assert_eq!(report.findings()[0].code().as_str(), "CFG0109", "{text}: {report}");
        assert!(matches!(report.findings()[0].origins(), [Origin::Override { .. }]), "{text}: {report}");
    }
    let report = Loader::new()
        .overrides([
            "prot=1",
            "nested.iner.value=1",
            "names[3]=x",
            "port.x=1",
            "names.first=x",
            "nested.inner[0]=1",
        ])
        .load::<Service>()
        .unwrap_err();
    let mut told = told(&report);
    told.sort();
    assert_eq!(
        told,
        [
            "CFG0201 nested.iner override nested.iner.value=***",
            "CFG0201 nested.inner.0 override nested.inner[0]=***",
            "CFG0201 prot override prot=***",
            "CFG0209 names[3] override names[3]=x",
            "CFG0301 names override names.first=x",
            "CFG0301 port override port.x=***",
        ],
        "{report}"
    );
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

#[test]
fn deep_nesting_of_a_hundred_thousand_levels_in_jsonc_too() {
    let deep = [b"{/* x */\"names\": ".to_vec(), vec![b'['; 100_000]].concat();
    let (told, report) = refuse(&[("deep.jsonc", &deep)]);
    assert!(told[0].starts_with("CFG0105") && told[0].contains(" deep.jsonc:1:"), "{report}");
}

#[test]
fn other_formats_know_the_same_mistakes() {
    one("a.jsonc", "{\n  // a port\n  \"prot\": 1,\n}", &["CFG0201 prot a.jsonc:3:3"]);
    one("a.jsonc", "{\n  \"count\": \"5\", // five\n}", &["CFG0301 count a.jsonc:2:12"]);
    one("a.jsonc", "{\"port\": 5000,\n \"port\": 6000,}", &["CFG0103 a.jsonc:2:2"]);
    one("a.ini", "port = 80\n", &["CFG0401 port a.ini:1:8"]);
    one("a.json", "{\"port\": 80}", &["CFG0401 port a.json:1:10"]);
    one("a.toml", "name = 2026-01-01\n", &["CFG0301 name a.toml:1:8"]);
    let folder = Folder::new();
    for (text, expected) in [
        ("\u{feff}SVC_NAME=x\r\nSVC_PORT=80\r\n", "CFG0401 port .env:2:10"),
        ("SVC_COUNT=many\n", "CFG0301 count .env:1:11"),
        ("SVC_NAME=x\nSVC_NA\0ME=y\n", "CFG0104 .env:2:7"),
        ("SVC_PORT=5000\nSVC_PORT=6000\n", "CFG0103 .env:2:1"),
    ] {
        let dotenv = folder.write(".env", text);
        let report = Loader::new().dotenv(dotenv).variables(NOTHING).load::<Service>().unwrap_err();
        assert_eq!(told(&report), [expected], "{report}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_to_itself_cannot_be_read() {
    let folder = Folder::new();
    let link = folder.path().join("loop.yaml");
    std::os::unix::fs::symlink("loop.yaml", &link).unwrap();
    for loader in [Loader::new().file(&link), Loader::new().optional_file(&link)] {
        let report = loader.variables(NOTHING).load::<Service>().unwrap_err();
        assert_eq!(told(&report), ["CFG0106 loop.yaml"], "{report}");
    }
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

#[test]
fn findings_without_a_place_have_no_empty_margin() {
    let report = Loader::new().variables(NOTHING).load::<Needy>().unwrap_err().to_string();
    assert!(report.contains("]: missing key needed\n = help: give"), "{report}");
    assert!(report.contains("or the override needed=VALUE"), "{report}");
}

/// A service that needs something.
#[derive(Debug, ServiceConfig)]
struct Needy {
    /// What it needs.
    needed: Vec<String>,
}

#[test]
fn two_variables_for_one_value_are_both_named() {
    let report = Loader::new()
        .variables([("SVC_LABELS", r#"{"a": "b"}"#), ("SVC_LABELS__C", "d"), ("SVC_PORT", "2000")])
        .env()
        .load::<Service>()
        .unwrap_err();
    let origins: Vec<String> = report.findings()[0].origins().iter().map(ToString::to_string).collect();
    assert_eq!(origins, ["variable SVC_LABELS__C", "variable SVC_LABELS"], "{report}");
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
