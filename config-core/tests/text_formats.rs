//! Lists and maps in formats that have only text, and tagged variants that share their map.

use std::collections::BTreeMap;

use config_core::{Loader, ServiceConfig};

/// A store.
#[derive(Debug, PartialEq, ServiceConfig)]
#[config(env_prefix = "STORE")]
struct Store {
    /// Names.
    names: Vec<String>,
    /// Shards.
    shards: Vec<Shard>,
    /// Labels.
    #[config(default)]
    labels: BTreeMap<String, u16>,
    /// Where it is.
    place: Place,
}

/// A shard.
#[derive(Debug, PartialEq, ServiceConfig)]
struct Shard {
    /// Its number.
    number: u8,
}

/// Where a store is.
#[derive(Debug, PartialEq, ServiceConfig)]
#[config(tag = "kind")]
enum Place {
    /// In memory.
    Memory,
    /// On a disk.
    Disk(Disk),
}

/// A disk.
#[derive(Debug, PartialEq, ServiceConfig)]
struct Disk {
    /// Its path.
    path: String,
}

fn load(name: &str, text: &str) -> Result<Store, config_core::Report> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, text).unwrap();
    Loader::new().file(file).load()
}

#[test]
fn ini_gives_the_same_as_yaml() {
    let yaml = load(
        "store.yaml",
        "names: [a, b]\nshards: [{number: 1}, {number: 2}]\nlabels: {x: 1}\nplace: {kind: disk, path: /d}\n",
    )
    .unwrap();
    let ini = load(
        "store.ini",
        "names = a, b\n[shards.0]\nnumber = 1\n[shards.1]\nnumber = 2\n[labels]\nx = 1\n[place]\nkind = disk\npath = /d\n",
    )
    .unwrap();
    let json = load("store.ini", "names = [\"a\", \"b\"]\nshards = [{\"number\": 1}, {\"number\": 2}]\nlabels = {\"x\": 1}\n[place]\nkind = disk\npath = /d\n").unwrap();
    assert_eq!(yaml, ini);
    assert_eq!(yaml, json);
}

#[test]
fn a_typo_beside_the_tag_is_found() {
    let report =
        load("store.yaml", "names: []\nshards: []\nplace: {kind: disk, path: /d, pth: /e}\n").unwrap_err();
    let finding = &report.findings()[0];
    assert_eq!((finding.code().as_str(), finding.path()), ("CFG0201", "place.pth"), "{report}");
    assert_eq!(report.findings().len(), 1, "{report}");
}

#[test]
fn broken_json_in_ini_is_told_at_its_place() {
    let report =
        load("store.ini", "names = a\nshards = [{\"number\": 1\n[place]\nkind = memory\n").unwrap_err();
    assert!(report.to_string().contains("store.ini:2:23"), "{report}");
}
