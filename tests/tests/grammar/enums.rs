//! Enums: bare names, with a tag, and with the name as a key.

use config_core::ServiceConfig;

use crate::attempt::Attempt;

/// How requests are queued.
#[derive(Debug, PartialEq, ServiceConfig)]
enum Policy {
    /// In order.
    FirstComeFirstServed,
    /// By priority.
    #[config(rename = "prio", alias = "priority")]
    Priority,
    /// No more.
    #[config(deprecated(since = "2", note = "it starved some", use = "prio"))]
    Random,
}

/// A backend, named by a key.
#[derive(Debug, PartialEq, ServiceConfig)]
#[config(tag = "kind", rename_all = "kebab-case")]
enum Backend {
    /// In memory.
    InMemory,
    /// On disk.
    OnDisk {
        /// Where.
        data_path: String,
        /// How many bytes.
        #[config(default = 10, range(1..=100), validate(even))]
        size: u32,
    },
    /// On a server.
    Remote(Remote),
}

fn even(size: &u32) -> Result<(), String> {
    if size.is_multiple_of(2) { Ok(()) } else { Err("must be even".to_owned()) }
}

/// A server.
#[derive(Debug, PartialEq, ServiceConfig)]
struct Remote {
    /// Where it is.
    address: String,
}

/// A choice with the name as its key.
#[derive(Debug, PartialEq, ServiceConfig)]
enum Choice {
    /// Nothing.
    Nothing,
    /// A number.
    Number(#[config(range(1..=5))] u32),
    /// Fields.
    Fields {
        /// One.
        one: u32,
    },
    /// A section.
    Whole(Remote),
}

/// All of them.
#[derive(Debug, ServiceConfig)]
struct Service {
    /// Bare names.
    #[config(default = "first_come_first_served")]
    policy: Policy,
    /// With a tag.
    #[config(default)]
    backends: Vec<Backend>,
    /// Without.
    #[config(default)]
    choices: Vec<Choice>,
}

#[test]
fn bare_names_have_names_aliases_and_a_default() {
    assert_eq!(Attempt::new().load::<Service>().policy, Policy::FirstComeFirstServed);
    for name in ["prio", "priority"] {
        assert_eq!(Attempt::yaml(&format!("policy: {name}\n")).load::<Service>().policy, Policy::Priority);
    }
    let report = Attempt::yaml("policy: prioriti\n").report::<Service>();
    assert_eq!(
        crate::attempt::line(&report.findings()[0]),
        "CFG0304 policy: prioriti is not one of first_come_first_served, prio, random"
    );
    assert_eq!(report.findings()[0].help(), Some("did you mean priority?"));
}

#[test]
fn a_deprecated_variant_is_a_warning() {
    let attempt = Attempt::yaml("policy: random\n");
    assert_eq!(attempt.load::<Service>().policy, Policy::Random);
    assert_eq!(
        attempt.warned::<Service>(),
        ["CFG0204 policy: random is deprecated since 2: it starved some"]
    );
    let loaded = attempt.full::<Service>();
    assert_eq!(loaded.warnings().next().unwrap().help(), Some("use prio instead"));
}

#[test]
fn a_tag_names_the_variant() {
    let value: Service = Attempt::yaml(
        "backends: [{kind: in-memory}, in-memory, {kind: on-disk, data-path: /d}, {kind: remote, address: h}]\n",
    )
    .load();
    let disk = Backend::OnDisk { data_path: "/d".to_owned(), size: 10 };
    let remote = Backend::Remote(Remote { address: "h".to_owned() });
    assert_eq!(value.backends, [Backend::InMemory, Backend::InMemory, disk, remote]);
    assert_eq!(
        Attempt::yaml(
            "backends: [{data-path: /d}, {kind: on-disc, size: 1}, {kind: on-disk, size: 101, data-path: /}, \
             {kind: in-memory, size: 1}, {kind: remote, adress: h}, {kind: on-disk, size: 3, data-path: /}]\n"
        )
        .refused::<Service>(),
        [
            "CFG0202 backends[0].kind: missing key backends[0].kind, which says what sort of Backend this is",
            "CFG0304 backends[1].kind: on-disc is not one of in-memory, on-disk, remote",
            "CFG0401 backends[2].size: 101 is outside of its range, from 1 to 100",
            "CFG0406 backends[2].size: must be even",
            "CFG0201 backends[3].size: unknown key backends[3].size",
            "CFG0202 backends[4].address: missing key backends[4].address",
            "CFG0201 backends[4].adress: unknown key backends[4].adress",
            "CFG0406 backends[5].size: must be even",
        ]
    );
}

#[test]
fn without_a_tag_the_name_is_a_key() {
    let value: Service =
        Attempt::yaml("choices: [nothing, {number: 3}, {fields: {one: 1}}, {whole: {address: h}}]\n").load();
    assert_eq!(
        value.choices,
        [
            Choice::Nothing,
            Choice::Number(3),
            Choice::Fields { one: 1 },
            Choice::Whole(Remote { address: "h".to_owned() }),
        ]
    );
    assert_eq!(
        Attempt::yaml(
            "choices: [{number: 6}, {fields: {two: 1}}, {other: 1}, number, {number: 1, nothing: {}}]\n"
        )
        .refused::<Service>(),
        [
            "CFG0401 choices[0].number: 6 is outside of its range, from 1 to 5",
            "CFG0202 choices[1].fields.one: missing key choices[1].fields.one",
            "CFG0201 choices[1].fields.two: unknown key choices[1].fields.two",
            "CFG0304 choices[2]: other is not one of nothing, number, fields, whole",
            "CFG0301 choices[4]: expected a single key, the name of one of nothing, number, fields, whole",
            "CFG0202 choices[3].number: missing key choices[3].number",
        ]
    );
}
