//! Files that cannot be read, or are no configuration.

use std::time::Duration;

use config_core::Loader;

use crate::common::{Folder, NOTHING, Needs, Service, one, refuse, told};

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
