//! `merge` and `key`.

use std::collections::BTreeMap;

use config_core::ServiceConfig;

use crate::attempt::Attempt;

/// A service.
#[derive(Debug, ServiceConfig)]
struct Service {
    /// Replaced by itself.
    #[config(default)]
    list: Vec<String>,
    /// Appended.
    #[config(default, merge = "append")]
    appended: Vec<String>,
    /// Merged by a key.
    #[config(default, merge = "keyed", key = "name")]
    servers: Vec<Server>,
    /// Merged key by key, as maps are.
    #[config(default)]
    labels: BTreeMap<String, String>,
    /// Said once more.
    #[config(default, merge = "deep")]
    deep: BTreeMap<String, String>,
    /// Replaced as a whole, although it is a map.
    #[config(default, merge = "replace")]
    replaced: BTreeMap<String, String>,
    /// A section, replaced as a whole.
    #[config(default, merge = "replace")]
    section: Section,
}

/// An element.
#[derive(Debug, ServiceConfig)]
struct Server {
    /// Its name.
    name: String,
    /// Its share.
    #[config(default = 1)]
    weight: u32,
    /// Its address.
    #[config(default = "none")]
    address: String,
}

/// A section.
#[derive(Debug, Default, PartialEq, ServiceConfig)]
struct Section {
    /// One.
    #[config(default = 1)]
    one: u32,
    /// Two.
    #[config(default = 2)]
    two: u32,
}

fn two_layers() -> Service {
    Attempt::yaml(
        "list: [a]\nappended: [a]\nservers: [{name: x, weight: 5}, {name: y}]\nlabels: {a: 1, b: 1}\n\
         deep: {a: 1}\nreplaced: {a: 1}\nsection: {one: 7}\n",
    )
    .file(
        "toml",
        "list = ['b']\nappended = ['b']\nlabels = { b = '2', c = '2' }\ndeep = { b = '2' }\nreplaced = { b = '2' }\n\
         [[servers]]\nname = 'z'\n[[servers]]\nname = 'x'\naddress = 'h:1'\n[section]\ntwo = 9\n",
    )
    .load()
}

#[test]
fn lists_are_replaced_unless_they_are_appended() {
    let value = two_layers();
    assert_eq!((value.list, value.appended), (vec!["b".to_owned()], vec!["a".to_owned(), "b".to_owned()]));
}

#[test]
fn keyed_elements_meet_and_others_follow() {
    let servers: Vec<(String, u32, String)> =
        two_layers().servers.into_iter().map(|server| (server.name, server.weight, server.address)).collect();
    let server = |name: &str, weight, address: &str| (name.to_owned(), weight, address.to_owned());
    assert_eq!(servers, [server("x", 5, "h:1"), server("y", 1, "none"), server("z", 1, "none")]);
}

#[test]
fn maps_and_sections_are_merged_unless_they_are_replaced() {
    let value = two_layers();
    let map = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    };
    assert_eq!(value.labels, map(&[("a", "1"), ("b", "2"), ("c", "2")]));
    assert_eq!(value.deep, map(&[("a", "1"), ("b", "2")]));
    assert_eq!(value.replaced, map(&[("b", "2")]));
    assert_eq!(
        value.section,
        Section { one: 1, two: 9 },
        "what the earlier layer said of the section is gone"
    );
}
