//! Rules over old and new inside of sections, lists, maps and variants; parts that are watched alone.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use config_core::manager::{ConfigurationManager, SectionChange};
use config_core::{Loader, ServiceConfig};

/// A service with parts inside of parts.
#[derive(ServiceConfig)]
struct Outer {
    /// A section.
    #[config(default)]
    limits: Limits,
    /// A section that need not be.
    extra: Option<Limits>,
    /// Sections in a list.
    #[config(default)]
    listed: Vec<Limits>,
    /// Sections by name.
    #[config(default)]
    named: BTreeMap<String, Limits>,
    /// One of several stores.
    #[config(default = "memory")]
    store: Store,
    /// Another number.
    #[config(default = 1)]
    other: u32,
    /// One more number.
    #[config(default = 1)]
    third: u32,
    /// Names by which it is known.
    #[config(default)]
    names: Vec<String>,
}

/// A number that may not fall to less than half.
#[derive(ServiceConfig)]
#[config(check_change(new.tokens * 2 >= old.tokens, "tokens may not fall below half"))]
struct Limits {
    /// Tokens at most.
    #[config(default = 1000, max_step = "100%")]
    tokens: u32,
}

/// Where things are kept.
#[derive(ServiceConfig)]
#[expect(dead_code, reason = "the fields are there for their rules alone")]
enum Store {
    /// In memory.
    Memory,
    /// On disk.
    Disk {
        /// Where.
        #[config(immutable)]
        path: String,
        /// How much.
        limits: Limits,
    },
}

struct Files {
    directory: tempfile::TempDir,
}

impl Files {
    fn manager(text: &str) -> (Self, ConfigurationManager<Outer>) {
        let files = Self { directory: tempfile::tempdir().unwrap() };
        files.write(text);
        let loader = Loader::new().file(files.directory.path().join("outer.yaml"));
        (files, ConfigurationManager::new(loader).unwrap())
    }

    fn write(&self, text: &str) {
        std::fs::write(self.directory.path().join("outer.yaml"), text).unwrap();
    }
}

#[test]
fn rules_hold_wherever_the_section_lies() {
    let start = "limits: {tokens: 100}\nextra: {tokens: 100}\nlisted: [{tokens: 5}, {tokens: 100}]\n\
                 named: {a: {tokens: 100}}\nstore:\n  disk: {path: /data, limits: {tokens: 100}}\n";
    for (old, new, path) in [
        ("limits: {tokens: 100}", "limits: {tokens: 49}", "limits"),
        ("extra: {tokens: 100}", "extra: {tokens: 49}", "extra"),
        ("{tokens: 5}, {tokens: 100}", "{tokens: 5}, {tokens: 49}", "listed[1]"),
        ("{a: {tokens: 100}", "{a: {tokens: 49}", "named"),
        ("/data, limits: {tokens: 100}", "/data, limits: {tokens: 49}", "store.disk.limits"),
        ("limits: {tokens: 100}\nextra", "limits: {tokens: 201}\nextra", "limits.tokens"),
        ("{tokens: 5}, {tokens: 100}", "{tokens: 5}, {tokens: 201}", "listed[1].tokens"),
        ("{a: {tokens: 100}", "{a: {tokens: 201}", "named.a.tokens"),
        ("path: /data", "path: /elsewhere", "store.disk.path"),
    ] {
        let (files, manager) = Files::manager(start);
        let changed = start.replacen(old, new, 1);
        assert_ne!(changed, start, "{old}");
        files.write(&changed);
        let report = manager.reload().expect_err(new);
        let found: Vec<&str> = report.findings().iter().map(|finding| finding.path()).collect();
        assert_eq!(found, [path], "{new}\n{report}");
        assert_eq!(report.findings()[0].code(), "CFG0901");
    }
}

#[test]
fn a_broken_check_shows_both_values_and_where_they_come_from() {
    let (files, manager) = Files::manager("limits:\n  tokens: 100\n");
    files.write("\nlimits:\n  tokens: 49\n");
    let shown = manager.reload().unwrap_err().to_string();
    for part in ["outer.yaml:3:11", "new.tokens is 49", "outer.yaml:2:11", "old.tokens is 100", "inside.rs:"]
    {
        assert!(shown.contains(part), "{part} is missing in\n{shown}");
    }
}

#[test]
fn a_part_is_told_of_its_own_changes_alone() {
    let (files, manager) = Files::manager("other: 1\n");
    let told = Arc::new(AtomicU32::new(0));
    let seen = Arc::clone(&told);
    let limits = manager.section(|outer| &outer.limits);
    limits
        .subscribe(move |change: &SectionChange<'_, Outer, Limits>| {
            assert_eq!(change.old().tokens, 1000);
            seen.store(change.new().tokens, Ordering::Relaxed);
        })
        .unwrap();
    files.write("other: 2\nlisted: [{tokens: 7}]\n");
    manager.reload().unwrap();
    assert_eq!(told.load(Ordering::Relaxed), 0);
    files.write("other: 3\nlimits: {tokens: 700}\n");
    manager.reload().unwrap();
    assert_eq!(told.load(Ordering::Relaxed), 700);
    assert_eq!(limits.current().tokens, 700);
    assert_eq!(manager.section(|outer| &outer.names).path().unwrap(), "names");
    assert_eq!(manager.section(|outer| &outer.extra).path().unwrap(), "extra");
    assert_eq!(manager.section(|outer| outer).path().unwrap(), "");
}

#[test]
fn a_part_whose_place_is_not_clear_is_asked_for() {
    let (files, manager) = Files::manager("other: 1\n");
    let other = manager.section(|outer| &outer.other);
    let report = other.subscribe(|_| {}).unwrap_err();
    assert_eq!(report.findings()[0].code(), "CFG0911");
    let told = Arc::new(AtomicU32::new(0));
    let seen = Arc::clone(&told);
    other
        .at("other")
        .subscribe(move |change| {
            seen.fetch_add(*change.new(), Ordering::Relaxed);
        })
        .unwrap();
    files.write("other: 5\nthird: 1\n");
    manager.reload().unwrap();
    files.write("other: 5\nthird: 2\n");
    manager.reload().unwrap();
    assert_eq!(told.load(Ordering::Relaxed), 5);
    assert!(manager.section(|outer| &outer.third).at("nothing").path().is_err());
}

/// A gateway with upstreams that have names.
#[derive(ServiceConfig)]
struct Keyed {
    /// The model servers.
    #[config(default, merge = "keyed", key = "name")]
    upstreams: Vec<Upstream>,
}

/// A model server.
#[derive(ServiceConfig)]
#[expect(dead_code, reason = "the fields are there for their rules alone")]
struct Upstream {
    /// Its name.
    name: String,
    /// Its version, which only grows.
    #[config(monotonic)]
    version: u32,
}

#[test]
fn elements_with_keys_are_the_same_wherever_they_stand() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("keyed.yaml");
    let write = |text: &str| std::fs::write(&path, format!("upstreams: [{text}]\n")).unwrap();
    write("{name: a, version: 5}, {name: b.c, version: 1}");
    let manager = ConfigurationManager::<Keyed>::new(Loader::new().file(&path)).unwrap();
    let shown = |outcome: config_core::manager::Outcome| match outcome {
        config_core::manager::Outcome::Applied { changes, .. } => {
            changes.iter().map(ToString::to_string).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    // By place, the version of the first one would fall.
    write("{name: b.c, version: 2}, {name: a, version: 5}");
    assert_eq!(
        shown(manager.reload().unwrap()),
        ["upstreams: [a, b.c] -> [b.c, a]", "upstreams[0].version: 1 -> 2"]
    );
    write("{name: a, version: 4}, {name: b.c, version: 2}");
    let report = manager.reload().unwrap_err();
    assert_eq!(report.findings()[0].path(), "upstreams[0].version");
    write("{name: new, version: 1}, {name: b.c, version: 2}, {name: a, version: 5}");
    assert_eq!(
        shown(manager.reload().unwrap()),
        ["upstreams[0].name: nothing -> new", "upstreams[0].version: nothing -> 1"]
    );
    // An order is a value as well.
    write("{name: new, version: 1}, {name: a, version: 5}, {name: b.c, version: 2}");
    assert_eq!(shown(manager.reload().unwrap()), ["upstreams: [new, b.c, a] -> [new, a, b.c]"]);
}

#[test]
fn another_way_to_write_the_same_is_no_change() {
    let (files, manager) = Files::manager("limits: {tokens: 4096}\n");
    let hash = manager.current().content_hash();
    files.write("# the same\nlimits: {tokens: 0x1000}\n");
    assert!(matches!(manager.reload().unwrap(), config_core::manager::Outcome::Unchanged { generation: 1 }));
    assert_eq!(manager.current().content_hash(), hash);
    // The places are new ones all the same.
    let explained = manager.current().explain("limits.tokens").unwrap().to_string();
    assert!(explained.contains("outer.yaml:2:18"), "{explained}");
}
