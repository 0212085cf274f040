//! `check`, `check_change`, `effective_when`, `required_in`, `deprecated`.

use config_core::{Environment, ServiceConfig};

use crate::attempt::{Attempt, line};

/// A service.
#[derive(Debug, ServiceConfig)]
#[config(
    check(self.least <= self.most, "least must not exceed most"),
    check(!self.debug, "debug must be off", environment = "production"),
    check(self.names.iter().all(|name| !name.is_empty()), "no name may be empty", code = "SVC001"),
    check_change(new.most >= old.most, "most must not shrink"),
)]
struct Service {
    /// Fewest.
    #[config(default = 1)]
    least: u32,
    /// Most.
    #[config(default = 5)]
    most: u32,
    /// Talkative.
    #[config(default = false)]
    debug: bool,
    /// Names.
    #[config(default)]
    names: Vec<String>,
}

#[test]
fn a_check_tells_its_operands() {
    let report = Attempt::yaml("least: 7\n").overrides(["most=6"]).report::<Service>();
    assert_eq!(line(&report.findings()[0]), "CFG0402 least: least must not exceed most");
    let text = report.to_string();
    assert!(text.contains("check: self.least <= self.most, that is 7 <= 6"), "{text}");
    assert!(text.contains("1.yaml:1:8") && text.contains("override most=6"), "{text}");
}

#[test]
fn a_check_of_one_environment_holds_there_alone() {
    let attempt = Attempt::yaml("debug: true\n");
    attempt.load::<Service>();
    let attempt = attempt.environment(Environment::Production);
    assert_eq!(attempt.refused::<Service>(), ["CFG0402 debug: debug must be off"]);
}

#[test]
fn a_check_may_have_a_code_of_its_own() {
    assert_eq!(
        Attempt::yaml("names: [a, '']\n").refused::<Service>(),
        ["SVC001 names: no name may be empty"]
    );
}

#[test]
fn a_change_check_is_in_the_table() {
    let checks: Vec<(&str, &str)> =
        Service::SCHEMA.change_checks.iter().map(|check| (check.text, check.message)).collect();
    assert_eq!(checks, [("new.most >= old.most", "most must not shrink")]);
}

/// What has an effect only sometimes, and what some environments require.
#[derive(Debug, ServiceConfig)]
struct Conditions {
    /// The switch.
    #[config(default = false)]
    cache: bool,
    /// How large; without the switch of no use.
    #[config(default = 100, effective_when(self.cache))]
    cache_size: u32,
    /// Required in two environments.
    #[config(required_in("production", "staging"))]
    domain: Option<String>,
    /// Required although it has a default.
    #[config(default = 1, required_in("production"))]
    replicas: u32,
}

#[test]
fn a_value_without_effect_is_a_warning() {
    let attempt = Attempt::yaml("cache_size: 5\n");
    assert_eq!(attempt.warned::<Conditions>(), ["CFG0409 cache_size: cache_size is set but has no effect"]);
    let loaded = attempt.full::<Conditions>();
    assert_eq!(
        loaded.warnings().next().unwrap().notes(),
        ["it has an effect only when self.cache"],
        "the condition is told"
    );
    assert!(Attempt::yaml("cache: true\ncache_size: 5\n").warned::<Conditions>().is_empty());
    assert!(Attempt::new().warned::<Conditions>().is_empty(), "a default has no one to warn");
}

#[test]
fn an_environment_requires_what_a_source_must_give() {
    Attempt::new().load::<Conditions>();
    assert_eq!(
        Attempt::new().environment(Environment::Staging).refused::<Conditions>(),
        ["CFG0408 domain: missing key domain, which the environment staging requires"]
    );
    let production = Attempt::yaml("domain: example.org\n").environment(Environment::Production);
    assert_eq!(
        production.refused::<Conditions>(),
        ["CFG0408 replicas: missing key replicas, which the environment production requires"]
    );
    let production = Attempt::yaml("domain: a\nreplicas: 1\n").environment(Environment::Production);
    assert_eq!(production.load::<Conditions>().replicas, 1);
}

/// Names that went.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "OLD")]
struct Deprecations {
    /// The new name of one.
    #[config(default = 1)]
    workers: u32,
    /// The old name of one.
    #[config(deprecated(since = "2.0", note = "threads are called workers", use = "workers"))]
    threads: Option<u32>,
    /// The new place of another.
    #[config(default)]
    limits: Limits,
    /// The old place of it.
    #[config(deprecated(use = "limits.batch.most"))]
    most: Option<u32>,
    /// Deprecated without more.
    #[config(deprecated)]
    plain: Option<u32>,
    /// What became of it is of another type, so that its value cannot arrive there.
    #[config(deprecated(use = "address"))]
    port: Option<u16>,
    /// Where it listens.
    #[config(default = "127.0.0.1:80")]
    address: std::net::SocketAddr,
    /// A list whose elements changed.
    #[config(default)]
    servers: Vec<Server>,
}

/// A section.
#[derive(Debug, Default, ServiceConfig)]
struct Limits {
    /// How many at once.
    #[config(default)]
    batch: Batch,
    /// Something else.
    #[config(default = 1)]
    other: u32,
}

/// A section.
#[derive(Debug, Default, ServiceConfig)]
struct Batch {
    /// Most.
    #[config(default = 8, range(1..=100))]
    most: u32,
}

/// An element.
#[derive(Debug, ServiceConfig)]
struct Server {
    /// Where it is.
    address: String,
    /// Where it is, as it was called.
    #[config(deprecated(use = "address"))]
    host: Option<String>,
}

#[test]
fn a_deprecated_key_is_a_warning_with_its_replacement() {
    let loaded = Attempt::yaml("threads: 4\nplain: 1\n").full::<Deprecations>();
    let told: Vec<(String, Option<&str>)> =
        loaded.warnings().map(|finding| (line(finding), finding.help())).collect();
    assert_eq!(
        told,
        [
            (
                "CFG0204 threads: threads is deprecated since 2.0: threads are called workers".to_owned(),
                Some("use workers instead")
            ),
            ("CFG0204 plain: plain is deprecated".to_owned(), Some("remove plain")),
        ]
    );
    assert_eq!(loaded.value.threads, Some(4), "the old key still works");
}

#[test]
fn the_value_of_an_old_key_arrives_at_the_new_one() {
    let value: Deprecations = Attempt::yaml("threads: 4\nmost: 16\nservers: [{host: a}]\n").load();
    assert_eq!((value.workers, value.limits.batch.most, value.limits.other), (4, 16, 1));
    assert_eq!(value.servers[0].address, "a");
    let value: Deprecations = Attempt::yaml("most: 16\nlimits: {other: 2}\n").load();
    assert_eq!((value.limits.batch.most, value.limits.other), (16, 2), "the section is there already");
    let value: Deprecations = Attempt::new().variables([("OLD_MOST", "17")]).load();
    assert_eq!(value.limits.batch.most, 17, "from a variable as well");
}

#[test]
fn a_value_of_another_type_stays_where_it_is() {
    let loaded = Attempt::yaml("port: 81\n").full::<Deprecations>();
    assert_eq!((loaded.value.port, loaded.value.address.port()), (Some(81), 80));
    assert_eq!(loaded.warnings().map(line).collect::<Vec<_>>(), ["CFG0204 port: port is deprecated"]);
}

#[test]
fn the_new_key_wins_over_the_old_one() {
    let value: Deprecations =
        Attempt::yaml("workers: 2\nlimits: {batch: {most: 3}}\n").overrides(["threads=4", "most=5"]).load();
    assert_eq!((value.workers, value.limits.batch.most), (2, 3));
}

#[test]
fn what_arrives_keeps_its_origin_and_the_rules_of_its_new_place() {
    let attempt = Attempt::yaml("most: 101\n");
    assert_eq!(
        attempt.refused::<Deprecations>(),
        [
            "CFG0401 limits.batch.most: 101 is outside of its range, from 1 to 100",
            "CFG0204 most: most is deprecated",
        ]
    );
    assert!(attempt.report::<Deprecations>().to_string().contains("1.yaml:1:7"));
    let loaded = Attempt::yaml("most: 5\n").full::<Deprecations>();
    let explanation = loaded.explain("limits.batch.most").unwrap().to_string();
    assert!(explanation.contains("1.yaml:1:7"), "{explanation}");
}

/// A server with a key.
#[derive(Debug, ServiceConfig)]
struct Keyed {
    /// Its port.
    port: u16,
    /// Its key.
    key: Option<config_core::Secret<String>>,
    /// What it is called elsewhere.
    #[config(default)]
    names: Vec<String>,
}

/// A client of a server.
#[derive(Debug, ServiceConfig)]
#[config(
    check(self.server.port > 1024, "the port must be above 1024"),
    check(self.server.as_ref_is_fine(), "the server must be fine"),
)]
struct Caller {
    /// The server.
    server: Keyed,
}

impl Keyed {
    fn as_ref_is_fine(&self) -> bool {
        self.names.is_empty() && self.key.is_none()
    }
}

#[test]
fn what_lies_beside_a_secret_is_shown() {
    let text = "server: {port: 80, key: hunter2, names: [a]}\n";
    let report = Attempt::yaml(text).report::<Caller>().to_string();
    assert!(report.contains("self.server.port > 1024, that is 80 > 1024"), "{report}");
    assert_eq!(report.matches("1 | server: {port: 80, key: ***, names: [a]}").count(), 2, "{report}");
    assert!(report.contains("^^ 80, from layer 1 of 1"), "{report}");
    assert!(!report.contains("hunter2"), "{report}");
}
