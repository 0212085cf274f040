//! `nats.conf`: what is refused and where, what is taken, and what the real server says of it.

mod accepted;
mod judge;
mod random;
mod refused;
mod values;

pub(crate) use random::{NATS, NEWER};

use config_core::Origin;
use config_schemas::native;

use self::refused::Case;
use crate::file;

/// `code line:column`, a finding each, in the order of the report.
fn told(text: &str) -> Vec<String> {
    let directory = tempfile::tempdir().unwrap();
    let report = native::check("nats", file(&directory, "nats.conf", text));
    let shown = format!("{report} {report:?} {}", report.to_json());
    assert!(!shown.contains("hunter2"), "{shown}");
    let told = report.findings().iter().map(|finding| match finding.origins().first() {
        Some(Origin::File { line, column, .. }) => format!("{} {line}:{column}", finding.code()),
        other => format!("{} {other:?}", finding.code()),
    });
    told.collect()
}

fn all() -> impl Iterator<Item = &'static Case> {
    [refused::UNKNOWN, refused::GRAMMAR, values::VALUES, values::NEWER].into_iter().flatten()
}

#[test]
fn each_mistake_is_told_at_its_place() {
    for (text, expected) in all() {
        assert_eq!(told(text), *expected, "{text}");
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let told = told(concat!(
        "\nport: many\nmonitor: 8222\nwrite_deadline: 5\n",
        "authorization { user: a, token: hunter2 }\n",
        "cluster { authorization { users: [] } }\n",
        "accounts { A { nkey: hunter2 } }\n",
    ));
    for expected in
        ["CFG0301 2:1", "CFG0201 3:1", "CFG0204 4:1", "NATS-047 5:1", "NATS-047 6:11", "CFG0303 7:16"]
    {
        assert!(told.iter().any(|told| told == expected), "{expected} is missing in {told:?}");
    }
    assert_eq!(told.len(), 6, "{told:?}");
}

#[test]
fn unknown_names_come_with_a_suggestion() {
    let directory = tempfile::tempdir().unwrap();
    for (text, meant) in [
        ("monitr_port: 1", "monitor_port"),
        ("authorization { usrs: [] }", "users"),
        ("accounts { A { users: [ {user: a, permisions: {}} ] } }", "permissions"),
        ("leafnodes { remotes: [ {crds: a} ] }", "creds"),
    ] {
        let report = native::check("nats", file(&directory, "nats.conf", text));
        let help = report.findings()[0].help().unwrap_or_default();
        assert!(help.contains(meant), "{text}: {help}");
    }
}

#[test]
fn places_in_included_files_are_those_of_the_files() {
    let directory = tempfile::tempdir().unwrap();
    file(&directory, "inner.conf", "# users\nusers: [\n  {usr: a}\n]\n");
    let path = file(&directory, "nats.conf", "port: 4222\nauthorization {\n  include inner.conf\n}\n");
    let report = native::check("nats", path);
    let place = report.findings()[0].origins()[0].to_string();
    assert!(place.ends_with("inner.conf:3:4"), "{report}");
    // A file that includes itself is told, and does not run for ever.
    let path = file(&directory, "loop.conf", "include loop.conf\n");
    assert!(native::check("nats", path).has_errors());
}
