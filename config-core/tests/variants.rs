//! Enums whose keys stand in the section around them: which keys belong to the variant that the tag chooses.

#![expect(dead_code, reason = "most values are read through Debug")]

use std::collections::BTreeMap;

use config_core::{Loader, Report, ServiceConfig};

/// A service with a store whose keys stand beside its own.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "SVC")]
struct Service {
    /// Its name.
    #[config(default = "service")]
    name: String,
    /// Its store.
    #[config(flatten)]
    store: Store,
}

/// Where things are kept.
#[derive(Debug, ServiceConfig)]
#[config(tag = "kind", rename_all = "lowercase")]
enum Store {
    /// On a disk.
    Disk {
        /// Where.
        path: String,
        /// How much, in MiB.
        #[config(default = 1, alias = "quota")]
        size: u32,
    },
    /// Elsewhere.
    #[config(alias = "s3")]
    Bucket(Bucket),
    /// In memory.
    Memory {
        /// How much, in MiB.
        #[config(default = 1)]
        size: u32,
    },
    /// Nowhere.
    Off,
}

/// A bucket.
#[derive(Debug, ServiceConfig)]
struct Bucket {
    /// Its name.
    bucket: String,
    /// How it is reached.
    #[config(flatten)]
    access: Access,
}

/// Ways to reach a bucket.
#[derive(Debug, ServiceConfig)]
#[config(tag = "access", rename_all = "lowercase")]
enum Access {
    /// As anybody.
    Open,
    /// As somebody.
    Role {
        /// Who.
        role: String,
    },
}

fn loader(files: &[&str]) -> Loader {
    let names: &[&str] = &["a.yaml", "b.yaml", "c.yaml"];
    let none: [(&str, &str); 0] = [];
    let loader =
        names[..files.len()].iter().fold(Loader::new().variables(none), |loader, name| loader.file(name));
    files.iter().zip(names).fold(loader, |loader, (text, name)| loader.substitute(name, *text))
}

fn refused(files: &[&str]) -> Report {
    loader(files).load::<Service>().expect_err("a key belongs to another variant")
}

#[test]
fn a_key_of_another_variant_is_told_with_the_variant() {
    let report = refused(&["kind: disk\npath: /a\nbucket: b\n"]);
    let [finding] = report.findings() else { panic!("{report}") };
    assert_eq!((finding.code().as_str(), finding.path()), ("CFG0201", "bucket"));
    assert_eq!(finding.origins()[0].to_string(), "a.yaml:3:1");
    assert_eq!(
        finding.help(),
        Some("bucket is a key of bucket, but kind is disk: remove it, or set kind to bucket")
    );
    let report = refused(&["kind: off\nsize: 3\nquota: 3\n"]);
    let helps: Vec<_> = report.findings().iter().filter_map(|finding| finding.help()).collect();
    assert_eq!(
        helps,
        [
            "size is a key of disk or memory, but kind is off: remove it, or set kind to disk or memory",
            "quota is a key of disk, but kind is off: remove it, or set kind to disk",
        ]
    );
    let report = refused(&["kind: s3\nbucket: b\naccess: open\nrole: r\n"]);
    let help = "role is a key of role, but access is open: remove it, or set access to role";
    assert_eq!(report.findings()[0].help(), Some(help), "{report}");
    // A misspelled key is not said to be one that is refused too.
    let report = refused(&["kind: off\npaht: /a\n"]);
    assert_eq!(report.findings()[0].help(), Some("this section knows name, kind"), "{report}");
}

#[test]
fn the_keys_of_the_chosen_variant_and_of_an_unknown_one_are_left_alone() {
    for text in [
        "kind: disk\npath: /a\nquota: 3\n",
        "kind: memory\nsize: 3\n",
        "kind: bucket\nbucket: b\naccess: role\nrole: r\n",
        "kind: ${config:name}\nname: memory\nsize: 2\n",
        "kind: ${env:NOT_SET:-disk}\npath: /a\nname: memory\n",
    ] {
        loader(&[text]).load::<Service>().unwrap_or_else(|report| panic!("{text}{report}"));
    }
    for text in ["path: /a\nbucket: b\n", "kind: dsik\npath: /a\nbucket: b\n"] {
        let report = refused(&[text]);
        assert_eq!(report.findings().len(), 1, "only the tag is told: {report}");
        assert_eq!(report.findings()[0].path(), "kind", "{report}");
    }
    let report = refused(&["kind: ${env:NOT_SET:-disk}\npath: /a\nbucket: b\n"]);
    assert_eq!(report.findings()[0].path(), "bucket", "{report}");
}

/// As for an enum with a key of its own: what was given for the old variant goes with it.
#[test]
fn a_later_layer_that_chooses_another_variant_takes_the_keys_of_the_old_one_away() {
    let service: Service =
        loader(&["name: a\nkind: s3\nbucket: b\naccess: role\nrole: r\n", "kind: memory\n"]).load().unwrap();
    assert_eq!(format!("{service:?}"), r#"Service { name: "a", store: Memory { size: 1 } }"#);
    let service: Service =
        loader(&["kind: disk\npath: /a\nquota: 9\n", "size: 7\n", "kind: memory\n"]).load().unwrap();
    assert_eq!(format!("{:?}", service.store), "Memory { size: 1 }");
    let both = "kind: s3\nbucket: b\naccess: role\nrole: r\n";
    let service: Service = loader(&[both, "access: open\n"]).load().unwrap();
    assert_eq!(format!("{:?}", service.store), r#"Bucket(Bucket { bucket: "b", access: Open })"#);
    let loader = loader(&["kind: disk\npath: /a\nsize: 5\n"]).variables([("SVC_KIND", "memory")]).env();
    assert_eq!(format!("{:?}", loader.load::<Service>().unwrap().store), "Memory { size: 1 }");
}

/// A store beside whatever else there is.
#[derive(Debug, ServiceConfig)]
struct Beside {
    /// The store, if there is one.
    #[config(flatten)]
    store: Option<Store>,
    /// Everything else.
    #[config(flatten)]
    rest: BTreeMap<String, String>,
}

#[test]
fn a_map_beside_an_enum_takes_no_key_of_any_variant() {
    let beside: Beside = loader(&["kind: memory\nother: a\n"]).load().unwrap();
    assert_eq!(beside.rest.into_keys().collect::<Vec<_>>(), ["other"]);
    let report = loader(&["kind: memory\nother: a\nbucket: b\n"]).load::<Beside>().unwrap_err();
    assert_eq!(report.findings()[0].path(), "bucket", "{report}");
    let report = loader(&["kind: memory\naccess: open\n"]).load::<Beside>().unwrap_err();
    let help = "access is a key of bucket, but kind is memory: remove it, or set kind to bucket";
    assert_eq!(report.findings()[0].help(), Some(help), "{report}");
    assert!(loader(&["other: a\n"]).load::<Beside>().unwrap().store.is_none());
}

/// An enum with a key of its own says it too.
#[derive(Debug, ServiceConfig)]
struct Own {
    /// Its store.
    store: Store,
}

#[test]
fn an_enum_with_a_key_of_its_own_names_the_variant_too() {
    let report = loader(&["store: {kind: memory, path: /a}\n"]).load::<Own>().unwrap_err();
    let help = "path is a key of disk, but kind is memory: remove it, or set kind to disk";
    assert_eq!(report.findings()[0].help(), Some(help), "{report}");
}
