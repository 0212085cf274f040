//! What environments demand, how they build on one another, and what the audit finds.

use std::path::{Path, PathBuf};

use config_core::secret::MountedSecrets;
use config_core::{
    Environment, EnvironmentPolicy, Environments, Loader, Origin, Report, Secret, ServiceConfig, Severity,
    ValidationLevel,
};

/// A service with something to hide.
#[derive(Debug, Clone, ServiceConfig)]
#[config(env_prefix = "AUDITED", check(!self.debug, "debug must be off", environment = "production"))]
struct Audited {
    /// Address to listen on.
    #[config(default = "127.0.0.1:8080")]
    listen: std::net::SocketAddr,
    /// Key of the administration.
    admin_key: Option<Secret<String>>,
    /// Address of the database.
    database: Option<String>,
    /// Keys of clients.
    #[config(default)]
    api_keys: Vec<Secret<String>>,
    /// Verbose answers.
    #[config(default = false)]
    debug: bool,
    /// Parts of the service.
    #[config(default)]
    parts: Parts,
    /// Old name of nothing.
    #[config(deprecated(since = "2", use = "listen"))]
    port: Option<u16>,
}

/// Parts of the service.
#[derive(Debug, Clone, ServiceConfig)]
struct Parts {
    /// Routes that show internals.
    #[config(default = false)]
    enable_debug_routes: bool,
    /// Refuses debugging.
    #[config(default = true)]
    disable_debug: bool,
}

const CANARY: &str = "canary-7f3a9c51";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a directory"))
    }

    fn file(&self, name: &str, text: &str, mode: u32) -> PathBuf {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("the directory is made");
        std::fs::write(&path, text).expect("the file is written");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("the mode is set");
        path
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

fn audited(loader: Loader) -> Result<Report, Report> {
    loader
        .policy(EnvironmentPolicy::platform(&Environment::Production))
        .environment(Environment::Production)
        .variables([("PATH", "/bin")])
        .load_full::<Audited>()
        .map(|loaded| loaded.report)
}

fn codes(report: &Report) -> Vec<(&str, &str)> {
    report.findings().iter().map(|finding| (finding.code().as_str(), finding.path())).collect()
}

#[test]
fn the_platform_is_strict_everywhere_and_guards_production() {
    for (environment, directory, guarded) in [
        (Environment::Development, "dev", false),
        (Environment::Staging, "staging", false),
        (Environment::Production, "prod", true),
        (Environment::custom("canary"), "canary", true),
    ] {
        let policy = EnvironmentPolicy::platform(&environment);
        assert_eq!(policy.validation(), ValidationLevel::Strict, "{environment}");
        assert_eq!(policy.hot_reload(), !guarded, "{environment}");
        assert_eq!(policy.debug_allowed(), !guarded, "{environment}");
        assert_eq!(policy.security_audit(), guarded, "{environment}");
        assert_eq!(policy.directory(), Path::new("/opt/citadel/config").join(directory));
    }
}

#[test]
fn strict_makes_errors_of_warnings_and_lenient_warnings_of_unknown_keys() {
    let folder = Folder::new();
    let old = folder.file("old.yaml", "port: 80\n", 0o644);
    let typo = folder.file("typo.yaml", "prot: 80\n", 0o644);
    let policy = |level| EnvironmentPolicy::platform(&Environment::Development).with_validation(level);
    let load = |file: &Path, level| Loader::new().file(file).policy(policy(level)).load_full::<Audited>();

    let report = load(&old, ValidationLevel::Strict).expect_err("a deprecated key is refused");
    assert_eq!(codes(&report), [("CFG0204", "port")]);
    assert!(report.to_string().contains("a warning, which counts as an error"), "{report}");
    for level in [ValidationLevel::Standard, ValidationLevel::Lenient] {
        let loaded = load(&old, level).expect("a deprecated key is taken");
        assert_eq!(loaded.report.count(Severity::Warning), 1, "{level:?}");
    }
    for level in [ValidationLevel::Strict, ValidationLevel::Standard] {
        assert!(load(&typo, level).is_err(), "{level:?}");
    }
    let loaded = load(&typo, ValidationLevel::Lenient).expect("an unknown key is taken");
    assert_eq!(codes(&loaded.report), [("CFG0201", "prot")]);
    let wrong = folder.file("wrong.yaml", "port: many\n", 0o644);
    assert!(load(&wrong, ValidationLevel::Lenient).is_err(), "a wrong type is an error everywhere");
}

#[test]
fn secrets_in_clear_text_are_found_where_they_stand_and_never_shown() {
    let folder = Folder::new();
    folder.file("secrets/admin", CANARY, 0o400);
    let file = folder.file(
        "service.yaml",
        &format!(
            "admin_key: {CANARY}\ndatabase: postgres://app:{CANARY}@db/app\napi_keys:\n  - ${{secret:admin}}\n  - {CANARY}\n"
        ),
        0o600,
    );
    let report =
        audited(Loader::new().file(&file).secrets(MountedSecrets::new(folder.path().join("secrets"))))
            .expect_err("it is refused");
    assert_eq!(
        codes(&report),
        [("CFG0703", "admin_key"), ("CFG0703", "database"), ("CFG0703", "api_keys[1]")]
    );
    let at = |index: usize| match &report.findings()[index].origins()[0] {
        Origin::File { path, line, column } if *path == file => (*line, *column),
        other => panic!("{other}"),
    };
    assert_eq!([at(0), at(1), at(2)], [(1, 12), (2, 11), (5, 5)]);
    let told = format!("{report} {report:?} {} {}", report.to_json(), report.render(true));
    assert!(!told.contains(CANARY), "a secret is shown:\n{told}");
}

#[test]
fn a_dotenv_file_is_a_file_and_a_variable_is_not() {
    let folder = Folder::new();
    let dotenv = folder.file(".env", &format!("AUDITED_ADMIN_KEY={CANARY}\n"), 0o600);
    let report = audited(Loader::new().dotenv(&dotenv)).expect_err("it is refused");
    assert_eq!(codes(&report), [("CFG0703", "admin_key")]);
    assert!(!report.to_string().contains(CANARY), "{report}");

    let loaded = Loader::new()
        .env()
        .variables([("AUDITED_ADMIN_KEY", CANARY)])
        .policy(EnvironmentPolicy::platform(&Environment::Production))
        .environment(Environment::Production)
        .load::<Audited>();
    assert!(loaded.is_ok(), "{:?}", loaded.err());
}

#[test]
fn files_of_secrets_that_everybody_may_read_are_found_by_their_mode() {
    let folder = Folder::new();
    let open = folder.file("secrets/open", CANARY, 0o644);
    folder.file("secrets/closed", CANARY, 0o440);
    let text =
        |name: &str| format!("admin_key: ${{secret:{name}}}\napi_keys: ['${{file:secrets/{name}}}']\n");
    let load = |name: &str| {
        let file = folder.file("service.yaml", &text(name), 0o644);
        audited(Loader::new().file(file).secrets(MountedSecrets::new(folder.path().join("secrets"))))
    };
    assert!(load("closed").is_ok_and(|report| report.is_empty()));
    let report = load("open").expect_err("it is refused");
    let mut found = codes(&report);
    found.sort_unstable();
    assert_eq!(found, [("CFG0704", "admin_key"), ("CFG0704", "api_keys[0]")]);
    assert!(
        report.to_string().contains("0644") && report.to_string().contains("service.yaml:1:12"),
        "{report}"
    );

    let report = Loader::new()
        .env()
        .variables([("AUDITED_ADMIN_KEY_FILE", open.to_str().expect("text"))])
        .policy(EnvironmentPolicy::platform(&Environment::Production))
        .load_full::<Audited>()
        .expect_err("it is refused");
    assert_eq!(codes(&report), [("CFG0704", "admin_key")]);
    assert!(report.to_string().contains("variable AUDITED_ADMIN_KEY_FILE"), "{report}");
}

#[test]
fn credentials_that_everybody_knows_are_refused_wherever_they_come_from() {
    for known in ["sk-1234", "minioadmin", "difyai123456", "admin", "changeme", "password", "0p3n-w3bu!"] {
        let report = Loader::new()
            .env()
            .variables([
                ("AUDITED_ADMIN_KEY", known.to_owned()),
                ("AUDITED_DATABASE", format!("postgres://app:{known}@db/app")),
            ])
            .policy(EnvironmentPolicy::platform(&Environment::Production))
            .load_full::<Audited>()
            .expect_err(known);
        let mut found = codes(&report);
        found.sort_unstable();
        assert_eq!(found, [("CFG0705", "admin_key"), ("CFG0705", "database")], "{known}");
        let told = format!("{report}{}", report.to_json());
        assert!(!told.replace("admin_key", "").to_lowercase().contains(&format!("{known}@")), "{told}");
        assert!(told.contains("variable AUDITED_ADMIN_KEY"), "{told}");
    }
}

#[test]
fn debug_switches_are_found_by_their_words_and_told_once() {
    let folder = Folder::new();
    let file = folder.file("service.yaml", "debug: true\nparts: {enable_debug_routes: true}\n", 0o644);
    let report = audited(Loader::new().file(&file)).expect_err("it is refused");
    // The author's own check speaks for `debug`, with its operands.
    assert_eq!(codes(&report), [("CFG0402", "debug"), ("CFG0702", "parts.enable_debug_routes")]);

    let staging = Loader::new()
        .file(&file)
        .environment(Environment::Staging)
        .policy(EnvironmentPolicy::platform(&Environment::Staging))
        .load::<Audited>()
        .expect("debugging is allowed in staging");
    assert!(staging.debug && staging.parts.enable_debug_routes && staging.parts.disable_debug);
    assert!(staging.port.is_none() && staging.admin_key.is_none());
    assert!(staging.database.is_none() && staging.api_keys.is_empty() && staging.listen.port() == 8080);
    let report = Loader::new()
        .file(&file)
        .environment(Environment::Staging)
        .policy(EnvironmentPolicy::platform(&Environment::Staging).with_debug_allowed(false))
        .load::<Audited>()
        .expect_err("it is refused");
    assert_eq!(codes(&report), [("CFG0702", "debug"), ("CFG0702", "parts.enable_debug_routes")]);
}

#[test]
fn without_a_policy_there_is_no_audit() {
    let folder = Folder::new();
    let file = folder.file("service.yaml", "admin_key: sk-1234\n", 0o644);
    let loaded = Loader::new().file(file).environment(Environment::Production).load_full::<Audited>();
    assert!(loaded.expect("it loads").report.is_empty());
}

#[test]
fn environments_build_on_one_another_in_order() {
    let folder = Folder::new();
    for (name, text) in [
        ("base", "listen: 127.0.0.1:1\ndatabase: base\nport: 1\n"),
        ("staging", "listen: 127.0.0.1:2\ndatabase: staging\n"),
        ("production", "listen: 127.0.0.1:3\n"),
    ] {
        folder.file(&format!("service.{name}.yaml"), text, 0o644);
    }
    let environments = Environments::new().inherit("staging", "base").inherit("prod", "staging");
    let load = |environment| {
        Loader::new()
            .environment(environment)
            .environments(environments.clone())
            .file(folder.path().join("service.{environment}.yaml"))
            .load_full::<Audited>()
            .expect("it loads")
    };
    let production = load(Environment::Production);
    assert_eq!(production.layers().count(), 3);
    assert_eq!(production.value.listen.port(), 3);
    assert_eq!(production.value.database.as_deref(), Some("staging"));
    assert_eq!(production.value.port, Some(1));
    assert_eq!(load(Environment::Staging).value.listen.port(), 2);
    assert_eq!(load(Environment::custom("base")).layers().count(), 1);
}

#[test]
fn environments_in_a_circle_or_with_two_parents_are_refused() {
    let circle = Environments::new().inherit("staging", "production").inherit("production", "staging");
    let report = circle.chain(&Environment::Staging).expect_err("it is refused");
    assert_eq!(codes(&report), [("CFG0706", "")]);
    assert!(report.to_string().contains("staging -> production -> staging"), "{report}");
    let two = Environments::new().inherit("production", "staging").inherit("production", "base");
    let report = Loader::new()
        .environment(Environment::Production)
        .environments(two)
        .load::<Audited>()
        .expect_err("it is refused");
    assert!(report.to_string().contains("builds on both staging and base"), "{report}");
}

#[test]
fn a_substitute_is_read_in_place_of_a_file_that_need_not_exist() {
    let folder = Folder::new();
    folder.file("conf.d/10.yaml", "port: 1\n", 0o644);
    let load = |text: &str| {
        Loader::new()
            .directory(folder.path().join("conf.d"))
            .substitute(folder.path().join("conf.d/20.yaml"), text)
            .load_full::<Audited>()
    };
    assert_eq!(load("port: 2\n").expect("it loads").value.port, Some(2));
    let report = load("port: 99999\n").expect_err("it is refused");
    assert!(report.to_string().contains("conf.d/20.yaml:1:7"), "{report}");
    assert!(!folder.path().join("conf.d/20.yaml").exists());
}
