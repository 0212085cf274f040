//! Files of other programs, read alone.

use config_core::{Document, Format, Loader, ServiceConfig, read_text};

/// A server of someone else.
#[derive(Debug, PartialEq, ServiceConfig)]
struct Server {
    /// Whether it listens.
    #[config(default = false)]
    listen: bool,
    /// How many it takes.
    #[config(default = 10)]
    limit: i64,
    /// What it is called.
    name: Option<String>,
}

#[test]
fn words_of_yaml_1_1_count_where_the_type_asks_for_them() {
    let read = |text: &str| read_text::<Server>("server.yaml", text, Format::Yaml).map(|loaded| loaded.value);
    let server = read("listen: yes\nlimit: 20_000\nname: no\n").unwrap();
    assert_eq!(server, Server { listen: true, limit: 20_000, name: Some("no".to_owned()) });
    assert!(!read("listen: Off\n").unwrap().listen);
    // `go-yaml` and `PyYAML` read a leading zero in base 8; 8 and 9 are no digits of it.
    for (text, number) in [("0644", 420), ("089", 89), ("0", 0), ("0o17", 15)] {
        assert_eq!(read(&format!("limit: {text}\n")).unwrap().limit, number, "{text}");
    }
    assert!(read("listen: \"yes\"\n").is_err(), "quoted words are text");
    assert!(read("listen: yess\n").is_err());
    assert!(read("limit: 1_x\n").is_err());
}

#[test]
fn null_is_as_if_the_key_were_absent_and_references_are_text() {
    let server = read_text::<Server>("server.yaml", "limit:\nname: ${NAME}\n", Format::Yaml).unwrap().value;
    assert_eq!(server, Server { listen: false, limit: 10, name: Some("${NAME}".to_owned()) });
    let report = read_text::<Server>("server.yaml", "$extends: other.yaml\n", Format::Yaml).unwrap_err();
    assert_eq!(report.findings()[0].path(), "$extends");
}

#[test]
fn own_files_stay_strict() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("server.yaml");
    std::fs::write(&path, "listen: yes\nlimit: 20_000\n").unwrap();
    let report = Loader::new().file(&path).load::<Server>().unwrap_err();
    assert_eq!(report.findings().len(), 2);
}

#[test]
fn places_are_found_by_path() {
    let document = Document::parse("server.yaml", "# first\nlimit: 5\n", Format::Yaml).unwrap();
    let node = document.tree().root().get("limit").unwrap();
    assert_eq!(document.origin(node).to_string(), "server.yaml:2:8");
    assert!(Document::parse("server.yaml", "a: [\n", Format::Yaml).is_err());
    let missing = read_text::<Server>("server.yaml", "- a\n", Format::Yaml).unwrap_err();
    assert_eq!(missing.findings()[0].code(), config_core::Code::NOT_A_MAP);
}

/// A table that names a server.
#[derive(Debug, PartialEq, ServiceConfig)]
struct Table {
    /// The server.
    server: Needy,
}

/// A server with keys of its own.
#[derive(Debug, PartialEq, ServiceConfig)]
struct Needy {
    /// Where it is.
    host: String,
    /// Anything else.
    #[config(flatten)]
    extra: std::collections::BTreeMap<String, String>,
}

#[test]
fn only_the_file_is_spoken_of() {
    let report = read_text::<Table>("table.yaml", "other: 1\n", Format::Yaml).unwrap_err();
    let missing = report.findings().iter().find(|finding| finding.path() == "server").unwrap();
    assert_eq!(missing.help(), Some("add the key server with a section"));
    assert_eq!(missing.notes(), ["it needs host"], "a map of other keys asks for none");
    let told = report.to_string();
    assert!(!told.contains("layer") && !told.contains("override") && !told.contains("variable"), "{told}");
}

/// `PyYAML`, `libyaml` and `go-yaml` do not ask for indentation inside of brackets.
#[test]
fn brackets_may_close_below_their_key() {
    let text = "server: {\n  host: a\n}\n";
    let table = read_text::<Table>("table.yaml", text, Format::Yaml).unwrap().value;
    assert_eq!(table.server.host, "a");
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("table.yaml");
    std::fs::write(&path, text).unwrap();
    let report = Loader::new().file(&path).load::<Table>().unwrap_err();
    assert_eq!(
        report.findings()[0].message(),
        "this `}` is not indented more than the key that it belongs to"
    );
}

/// What YAML 1.1 reads as a number is held against the bounds of a field and the checks of a section like any other.
#[test]
fn rules_hold_for_what_yaml_1_1_reads() {
    /// A mode.
    #[derive(Debug, ServiceConfig)]
    #[config(check(self.mode != 8, "8 is not allowed"))]
    struct Mode {
        /// The bits.
        #[config(range(0..=0o777))]
        mode: u32,
        /// A broken neighbour, so that checks are worked out over the texts.
        #[config(default = 1)]
        other: u32,
    }
    let told = |text: &str| match read_text::<Mode>("mode.yaml", text, Format::Yaml) {
        Ok(loaded) => format!("{} {}", loaded.value.mode, loaded.value.other),
        Err(report) => {
            report.findings().iter().map(|finding| finding.code().to_string()).collect::<Vec<_>>().join(" ")
        }
    };
    assert_eq!(told("mode: 0744\n"), "484 1");
    assert_eq!(told("mode: 744\n"), "CFG0401");
    assert_eq!(told("mode: 1_000\n"), "CFG0401");
    assert_eq!(told("mode: 010\n"), "CFG0402");
    assert_eq!(told("mode: 010\nother: x\n"), "CFG0402 CFG0301");
}
