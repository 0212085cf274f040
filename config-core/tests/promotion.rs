//! What differs between environments, and moving a configuration from one to another.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use config_core::environment::{Comparison, Promotion, compare};
use config_core::{Environment, EnvironmentPolicy, Loaded, Loader, Report, Secret, ServiceConfig};

#[expect(dead_code, reason = "the values are compared by their table, not read")]
/// A service with neighbours.
#[derive(Debug, Clone, ServiceConfig)]
#[config(env_prefix = "MOVED")]
struct Moved {
    /// Address to listen on.
    #[config(default = "127.0.0.1:8080")]
    listen: String,
    /// Address of the database.
    database_url: String,
    /// Host of the cache.
    #[config(default = "cache.example", format = "hostname")]
    cache_host: String,
    /// Key of the administration.
    admin_key: Option<Secret<String>>,
    /// TLS.
    tls: Option<Tls>,
    /// Certificates of upstreams are not looked at.
    #[config(default = false)]
    insecure_upstreams: bool,
    /// Browsers that may call.
    #[config(default = [])]
    origins: Vec<String>,
    /// Requests a second.
    #[config(default = 10, range(1..=1000))]
    rate: u32,
    /// Labels.
    #[config(default)]
    labels: BTreeMap<String, String>,
}

#[expect(dead_code, reason = "the values are compared by their table, not read")]
/// TLS.
#[derive(Debug, Clone, ServiceConfig)]
struct Tls {
    /// Whether clients must show a certificate.
    #[config(default = true)]
    verify_clients: bool,
    /// Oldest version.
    #[config(default = "1.3")]
    minimum: String,
}

const CANARY: &str = "canary-5d0e77";

fn load(environment: Environment, text: &str) -> Loaded<Moved> {
    Loader::new()
        .environment(environment)
        .file("service.yaml")
        .substitute("service.yaml", text)
        .load_full()
        .expect("it loads")
}

fn compared(staging: &str, production: &str) -> Comparison {
    compare(&load(Environment::Staging, staging), &load(Environment::Production, production))
}

fn codes(report: &Report) -> Vec<(&str, &str)> {
    report.findings().iter().map(|finding| (finding.code().as_str(), finding.path())).collect()
}

#[test]
fn differences_name_both_values_and_hide_secrets() {
    let comparison = compared(
        &format!("database_url: postgres://db/a\nadmin_key: {CANARY}-1\nrate: 10\nlabels: {{a: x}}\n"),
        &format!("database_url: postgres://db/a\nadmin_key: {CANARY}-2\nrate: 200\nlabels: {{b: y}}\n"),
    );
    let paths: Vec<&str> =
        comparison.differences().iter().map(|difference| difference.path.as_str()).collect();
    assert_eq!(paths, ["admin_key", "rate", "labels.a", "labels.b"]);
    let rate = &comparison.differences()[1];
    assert_eq!(rate.left.as_ref().map(|value| value.text.as_str()), Some("10"));
    assert_eq!(
        rate.right.as_ref().map(|value| value.origin.to_string()).as_deref(),
        Some("service.yaml:3:7")
    );
    let told = format!("{comparison} {comparison:?}");
    assert!(!told.contains(CANARY), "{told}");
    assert!(told.contains("staging -> production: 4 differences"), "{told}");
    assert!(told.contains("10 -> 200") && told.contains("x -> (not set)"), "{told}");
}

#[test]
fn production_must_not_name_hosts_of_other_environments() {
    let staging = "database_url: postgres://db.example/a\n";
    for (production, names) in [
        ("database_url: postgres://db.staging.example/a\n", "db.staging.example"),
        ("database_url: 'postgres://user@db-dev2.example:5432/a'\n", "db-dev2.example"),
        ("database_url: postgres://db/a\ncache_host: cache.test\n", "cache.test"),
        ("database_url: postgres://db/a\norigins: ['https://ui.dev.example']\n", "ui.dev.example"),
        ("database_url: postgres://localhost/a\n", "localhost"),
        ("database_url: postgres://[::1]:5432/a\n", "::1"),
    ] {
        let comparison = compared(staging, production);
        let found = codes(comparison.report());
        assert_eq!(found.len(), 1, "{production}: {found:?}");
        assert_eq!(found[0].0, "CFG0707", "{production}");
        assert!(comparison.to_string().contains(names), "{comparison}");
    }
    for fine in [
        "database_url: postgres://db.prod.example/a\nlisten: 127.0.0.1:9000\n",
        "database_url: postgres://db/a\nlabels: {stage: test, note: made in staging}\n",
    ] {
        assert_eq!(codes(compared(staging, fine).report()), [], "{fine}");
    }
    // It is always the more guarded environment that is told about, whatever the order.
    let swapped = compare(
        &load(Environment::Production, "database_url: postgres://db.dev.example/a\n"),
        &load(Environment::Development, "database_url: postgres://localhost/a\n"),
    );
    assert_eq!(codes(swapped.report()), [("CFG0707", "database_url")]);
    assert!(swapped.to_string().contains("in production"), "{swapped}");
}

#[test]
fn weaker_protection_is_flagged_and_stronger_is_not() {
    let base = "database_url: redis://db/a\n";
    let weak = [
        ("tls: {verify_clients: true}\n", "tls: {verify_clients: false}\n", "tls.verify_clients"),
        ("tls: {minimum: '1.3'}\n", "tls: {minimum: '1.2'}\n", "tls.minimum"),
        ("insecure_upstreams: false\n", "insecure_upstreams: true\n", "insecure_upstreams"),
        ("origins: ['https://a.example']\n", "origins: ['*']\n", "origins[0]"),
        ("listen: https://a.example\n", "listen: http://a.example\n", "listen"),
    ];
    for (staging, production, path) in weak {
        let (staging, production) = (format!("{base}{staging}"), format!("{base}{production}"));
        assert_eq!(codes(compared(&staging, &production).report()), [("CFG0708", path)], "{production}");
        assert_eq!(codes(compared(&production, &staging).report()), [], "{staging}");
    }
    let comparison = compared(&format!("{base}tls: {{minimum: '1.3'}}\nadmin_key: {CANARY}\n"), base);
    let mut found = codes(comparison.report());
    found.sort_unstable();
    assert_eq!(found, [("CFG0708", "admin_key"), ("CFG0708", "tls.minimum")]);
    assert!(!comparison.to_string().contains(CANARY), "{comparison}");
}

#[test]
fn missing_keys_and_shared_secrets_are_flagged() {
    let comparison = compared(
        "database_url: redis://db/a\nlabels: {team: serving}\norigins: [a, b]\n",
        "database_url: redis://db/a\norigins: [a]\n",
    );
    assert_eq!(codes(comparison.report()), [("CFG0709", "labels.team")]);
    assert!(comparison.to_string().contains("service.yaml:2:16"), "{comparison}");

    let shared = format!("database_url: redis://db/a\nadmin_key: {CANARY}\n");
    let comparison = compared(&shared, &shared);
    assert_eq!(codes(comparison.report()), [("CFG0710", "admin_key")]);
    assert!(comparison.differences().is_empty());
    assert!(!format!("{comparison}{}", comparison.report().to_json()).contains(CANARY));
}

struct Platform(tempfile::TempDir);

impl Platform {
    fn new(staging: &str, production: Option<&str>) -> Self {
        let folder = tempfile::tempdir().expect("a directory");
        for (name, text) in [("staging", Some(staging)), ("production", production)] {
            std::fs::create_dir(folder.path().join(name)).expect("the directory is made");
            if let Some(text) = text {
                std::fs::write(folder.path().join(name).join("service.yaml"), text).expect("it is written");
            }
        }
        Self(folder)
    }

    fn file(&self, environment: &str) -> PathBuf {
        self.0.path().join(environment).join("service.yaml")
    }

    fn loader(&self, environment: Environment) -> Loader {
        Loader::new()
            .policy(EnvironmentPolicy::platform(&environment))
            .environment(environment)
            .file(self.0.path().join("{environment}/service.yaml"))
            .env()
            .variables([("MOVED_ADMIN_KEY", "0123456789abcdef")])
    }

    fn names(&self, environment: &str) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.0.path().join(environment))
            .expect("the directory is read")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the file is read")
}

const GOOD: &str = "# The database of both.\ndatabase_url: rediss://db.example/a   # kept\nrate: 20\n";

fn loaders(platform: &Platform) -> (Loader, Loader) {
    // The secret of the target is its own.
    let target =
        platform.loader(Environment::Production).variables([("MOVED_ADMIN_KEY", "fedcba9876543210")]);
    (platform.loader(Environment::Staging), target)
}

#[test]
fn an_accepted_promotion_copies_text_and_comments_and_says_what_changes() {
    use std::os::unix::fs::PermissionsExt as _;
    let platform = Platform::new(GOOD, Some("database_url: rediss://db.example/a\nrate: 10\n"));
    let target_file = platform.file("production");
    std::fs::set_permissions(&target_file, std::fs::Permissions::from_mode(0o640)).expect("the mode is set");
    let (source, target) = loaders(&platform);
    let plan = Promotion::new(&source, &target)
        .file(platform.file("staging"), &target_file)
        .plan::<Moved>()
        .expect("it is planned");
    assert!(plan.is_accepted(), "{plan}");
    assert_eq!(
        text(&target_file),
        "database_url: rediss://db.example/a\nrate: 10\n",
        "nothing is written yet"
    );
    let changed: Vec<&str> = plan.changes().iter().map(|change| change.path.as_str()).collect();
    assert_eq!(changed, ["rate"]);
    assert!(plan.to_string().contains("rate: 10 -> 20"), "{plan}");
    plan.write().expect("it is written");
    assert_eq!(text(&target_file), GOOD);
    let mode = std::fs::metadata(&target_file).expect("it exists").permissions().mode() & 0o777;
    assert_eq!(mode, 0o640, "the mode of the target stays");
    assert_eq!(platform.names("production"), ["service.yaml"], "nothing is left behind");
}

#[test]
fn what_the_target_forbids_is_told_at_the_target_and_never_written() {
    for (staging, code) in [
        (format!("database_url: rediss://db.example/a\nadmin_key: {CANARY}\n"), "CFG0703"),
        ("database_url: rediss://db.staging.example/a\n".to_owned(), "CFG0707"),
        ("database_url: rediss://app:changeme@db.example/a\n".to_owned(), "CFG0705"),
    ] {
        let platform = Platform::new(&staging, None);
        let (_, target) = loaders(&platform);
        // In staging the file alone counts.
        let source = Loader::new().environment(Environment::Staging).file(platform.file("staging"));
        let plan = Promotion::new(&source, &target.variables([("A", "b")]))
            .file(platform.file("staging"), platform.file("production"))
            .plan::<Moved>()
            .expect("it is planned");
        assert!(!plan.is_accepted(), "{plan}");
        assert!(codes(plan.report()).iter().any(|(found, _)| *found == code), "{plan}");
        let refused = plan.write().expect_err("it is refused");
        assert_eq!(refused.findings().iter().filter(|finding| finding.code() == "CFG0711").count(), 1);
        assert!(refused.to_string().contains("production/service.yaml:"), "{refused}");
        assert!(!format!("{plan} {plan:?} {refused}").contains(CANARY), "{plan}");
        assert_eq!(platform.names("production"), Vec::<String>::new(), "nothing is written");
    }
}

#[test]
fn a_target_that_changed_since_the_plan_is_left_alone() {
    let platform = Platform::new(GOOD, Some("database_url: rediss://db.example/a\n"));
    let (source, target) = loaders(&platform);
    let plan = Promotion::new(&source, &target)
        .file(platform.file("staging"), platform.file("production"))
        .plan::<Moved>()
        .expect("it is planned");
    std::fs::write(platform.file("production"), "database_url: rediss://new.example/a\n")
        .expect("it is written");
    let refused = plan.write().expect_err("it is refused");
    assert_eq!(codes(&refused), [("CFG0711", "")]);
    assert_eq!(text(&platform.file("production")), "database_url: rediss://new.example/a\n");
}

#[test]
fn a_file_that_cannot_be_moved_into_place_undoes_the_others() {
    let platform = Platform::new(GOOD, Some("database_url: rediss://db.example/a\n"));
    let directory = platform.0.path().join("production/conf.d");
    std::fs::create_dir(&directory).expect("the directory is made");
    let second = directory.join("10.yaml");
    let (source, target) = loaders(&platform);
    let target = target.directory(&directory);
    let plan = Promotion::new(&source, &target)
        .file(platform.file("staging"), platform.file("production"))
        .file(platform.file("staging"), &second)
        .plan::<Moved>()
        .expect("it is planned");
    assert!(plan.is_accepted(), "{plan}");
    // A directory where the file should go: no rename can replace it.
    std::fs::create_dir(&second).expect("the directory is made");
    let refused = plan.write().expect_err("it is refused");
    assert_eq!(codes(&refused), [("CFG0711", "")]);
    assert_eq!(text(&platform.file("production")), "database_url: rediss://db.example/a\n");
    assert_eq!(platform.names("production"), ["conf.d", "service.yaml"]);
    assert_eq!(platform.names("production/conf.d"), ["10.yaml"]);
}

#[test]
fn a_file_that_no_source_of_the_target_reads_is_refused() {
    let platform = Platform::new(GOOD, Some(GOOD));
    let (source, target) = loaders(&platform);
    let elsewhere = platform.0.path().join("elsewhere.yaml");
    let plan = Promotion::new(&source, &target)
        .file(platform.file("staging"), &elsewhere)
        .plan::<Moved>()
        .expect("it is planned");
    assert_eq!(codes(plan.report()), [("CFG0711", "")]);
    assert!(plan.write().is_err() && !elsewhere.exists());
}
