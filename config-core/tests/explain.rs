//! `explain`: every layer a value passed through, under whatever name and at whatever index.

#![expect(dead_code, reason = "the values are only asked for their origins")]

use std::collections::BTreeMap;

use config_core::{Loader, ServiceConfig};

/// A service.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "SVC")]
struct Service {
    /// How long to wait.
    #[config(default = 1, alias = "wait")]
    pause: u32,
    /// Names.
    #[config(default, merge = "append")]
    names: Vec<String>,
    /// Servers.
    #[config(default, merge = "keyed", key = "name")]
    servers: Vec<Server>,
    /// Ports and what they are for.
    #[config(default)]
    ports: BTreeMap<String, String>,
    /// Room for each port.
    #[config(default)]
    rooms: BTreeMap<String, Room>,
    /// Storage.
    storage: Option<Storage>,
}

/// A server.
#[derive(Debug, ServiceConfig)]
struct Server {
    /// Name.
    name: String,
    /// Port.
    #[config(default = 80)]
    port: u16,
}

/// A room.
#[derive(Debug, ServiceConfig)]
struct Room {
    /// Size.
    #[config(default = 1)]
    size: u8,
    /// Seats.
    #[config(default)]
    seats: Vec<u8>,
}

/// Storage.
#[derive(Debug, ServiceConfig)]
#[config(tag = "kind")]
enum Storage {
    /// Here.
    Local {
        /// Where.
        path: String,
    },
}

/// The steps of a path as `text at origin`, the folder left out.
fn steps(loader: &Loader, folder: &std::path::Path, path: &str) -> Vec<String> {
    let loaded = loader.load_full::<Service>().unwrap_or_else(|report| panic!("{report}"));
    let explained = loaded.explain(path).unwrap_or_else(|report| panic!("{report}"));
    println!("{explained}");
    explained
        .steps()
        .iter()
        .map(|step| {
            let origin = step.origin.to_string().replace(&format!("{}/", folder.display()), "");
            format!("{} at {origin}", step.text)
        })
        .collect()
}

#[test]
fn values_are_followed_through_names_lists_and_merges() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let loader = Loader::new()
        .file(at(
            "1.yaml",
            "wait: 2\nnames: [a, b]\nservers: [{name: x, port: 1}, {name: y, port: 2}]\nstorage: {kind: local, path: /a}\n",
        ))
        .file(at("2.toml", "pause = 3\nnames = ['c']\n[[servers]]\nname = 'y'\nport = 4\n"))
        .file(at("3.ini", "[servers.1]\nport = 5\n[ports]\n8080 = http\n"))
        .env()
        .variables([("SVC_WAIT", "9"), ("SVC_PORTS__8080", "other"), ("SVC_ROOMS__8080__SIZE", "7")]);
    let steps = |path: &str| steps(&loader, folder.path(), path);
    assert_eq!(steps("pause"), ["2 at 1.yaml:1:7", "3 at 2.toml:1:9", "9 at variable SVC_WAIT"]);
    assert_eq!(steps("wait"), steps("pause"));
    assert_eq!(steps("names"), ["a list of 2 at 1.yaml:2:8", "a list of 1 at 2.toml:2:9"]);
    assert_eq!(steps("names[2]"), ["c at 2.toml:2:10"]);
    assert_eq!(
        steps("servers[1].port"),
        ["2 at 1.yaml:3:47", "4 at 2.toml:5:8", "5 at 3.ini:2:8"],
        "one element under three names"
    );
    assert_eq!(steps("storage.kind"), ["local at 1.yaml:4:17"]);
    assert_eq!(steps("ports.8080"), ["http at 3.ini:4:8", "other at variable SVC_PORTS__8080"]);
    assert_eq!(steps("rooms.8080.size"), ["7 at variable SVC_ROOMS__8080__SIZE"]);
    let loaded = loader.load_full::<Service>().unwrap();
    let found = |path: &str| loaded.values().into_iter().find(|value| value.path == path);
    assert_eq!(found("ports.8080").unwrap().text, "other");
}

#[test]
fn what_was_unset_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let loader = Loader::new()
        .file(at("1.yaml", "wait: 2\n"))
        .file(at("2.yaml", "$unset: [pause]\n"))
        .variables([("UNRELATED", "")]);
    let loaded = loader.load_full::<Service>().unwrap();
    assert_eq!(loaded.value.pause, 1);
    let explained = loaded.explain("pause").unwrap();
    assert_eq!(explained.steps().len(), 1);
    assert!(explained.winner().is_none());
    let text = explained.to_string();
    assert!(text.contains("=> default: 1") && text.contains("layer 2 of 2: took it away"), "{text}");
    let later = at("3.yaml", "pause: 4\n");
    let loaded = loader.file(later).load_full::<Service>().unwrap();
    assert_eq!(loaded.explain("pause").unwrap().winner().unwrap().text, "4");
}

#[test]
fn a_map_key_of_digits_is_a_key_in_findings_too() {
    let report = Loader::new()
        .env()
        .variables([
            ("SVC_PORTS__8080", "a"),
            ("SVC_PORTS", "{}"),
            ("SVC_ROOMS__8080__SEATS", "[1, 2"),
            ("SVC_ROOMS__9__SIZE", "300"),
        ])
        .load::<Service>()
        .unwrap_err();
    let mut paths: Vec<&str> = report.findings().iter().map(config_core::Finding::path).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["ports.8080", "rooms.8080.seats", "rooms.9.size"], "{report}");
}

#[test]
fn references_find_values_under_their_other_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    std::fs::write(&path, "wait: 7\nnames: ['${config:pause}s']\nports: {a: '${config:storage.path}'}\nstorage: {kind: local, path: x}\n").unwrap();
    let service: Service = Loader::new().file(path).variables([("UNRELATED", "")]).load().unwrap();
    assert_eq!(service.names, ["7s"]);
    assert_eq!(service.ports["a"], "x");
}

#[test]
fn a_key_where_an_element_has_a_number_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    std::fs::write(&path, "servers: [{name: x, port: 1}, {name: y}]\nrooms: {a: {seats: [1]}}\n").unwrap();
    let loader = Loader::new().file(path).variables([("UNRELATED", "")]);
    let loaded = loader.load_full::<Service>().unwrap();
    let told = |path: &str| {
        let report = loaded.explain(path).expect_err("it leads nowhere");
        let [finding] = report.findings() else { panic!("{report}") };
        assert_eq!((finding.code().as_str(), finding.path()), ("CFG0201", path), "{report}");
        (finding.message().to_owned(), finding.help().unwrap_or_default().to_owned())
    };
    let list = "servers is a list, whose elements have numbers, not names".to_owned();
    assert_eq!(
        told("servers.name"),
        (list.clone(), "write servers[0].name, for one of its 2 elements".to_owned())
    );
    assert_eq!(told("servers.y.port"), (list.clone(), "did you mean servers[1].port?".to_owned()));
    assert_eq!(told("servers.z"), (list, "write servers[0], for one of its 2 elements".to_owned()));
    let seats = "rooms.a.seats is a list, whose elements have numbers, not names".to_owned();
    assert_eq!(told("rooms.a.seats.x"), (seats, "write rooms.a.seats[0], for its only element".to_owned()));
    let names = "names is a list, whose elements have numbers, not names".to_owned();
    assert_eq!(told("names.x"), (names, "write names[0]; it has no elements now".to_owned()));
    assert!(loaded.history("servers.name").is_empty());
    // What has a number but is not there is no mistake of the path.
    assert!(loaded.explain("servers[7].name").unwrap().steps().is_empty());
}

#[test]
fn a_key_where_an_element_has_a_number_is_told_in_references_and_unset_paths() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.yaml");
    std::fs::write(&path, "$unset: servers.name\nnames: ['${config:servers.name}']\nservers: [{name: x}]\n")
        .unwrap();
    let report = Loader::new().file(path).variables([("UNRELATED", "")]).load::<Service>().unwrap_err();
    let told: Vec<_> = report
        .findings()
        .iter()
        .map(|finding| (finding.message(), finding.help().unwrap_or_default()))
        .collect();
    let list = "servers is a list, whose elements have numbers, not names";
    assert_eq!(
        told,
        [
            (
                &*format!("$unset names servers.name, but {list}"),
                "write servers[0].name, for one of its elements"
            ),
            (list, "write servers[0].name, for one of its elements"),
        ],
        "{report}"
    );
}
