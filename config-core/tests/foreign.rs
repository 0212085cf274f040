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
