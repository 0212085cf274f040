//! Starting without the sources: the copy of what was last good, which holds no secret.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use config_core::secret::MountedSecrets;
use config_core::{Environment, EnvironmentPolicy, Loader, Origin, Report, Secret, ServiceConfig};

/// A service.
#[derive(Debug, Clone, PartialEq, ServiceConfig)]
#[config(env_prefix = "KEPT")]
struct Kept {
    /// Name of the service.
    name: String,
    /// Longest request.
    #[config(default = "60s")]
    timeout: Duration,
    /// Share of errors.
    #[config(default = 0.1)]
    share: f64,
    /// Key of the administration.
    admin_key: Option<Secret<String>>,
    /// Keys of clients.
    #[config(default)]
    api_keys: Vec<Secret<String>>,
    /// Address of the database.
    database: Option<String>,
    /// Labels.
    #[config(default)]
    labels: BTreeMap<String, String>,
    /// Model servers.
    #[config(default, merge = "append")]
    upstreams: Vec<Upstream>,
    /// Where the log goes.
    #[config(default = Target::Stdout)]
    target: Target,
}

/// A model server.
#[derive(Debug, Clone, PartialEq, ServiceConfig)]
struct Upstream {
    /// Its address.
    url: String,
    /// Its key.
    key: Option<Secret<String>>,
}

/// Where the log goes.
#[derive(Debug, Clone, PartialEq, ServiceConfig)]
enum Target {
    /// To the standard output stream.
    Stdout,
    /// To a file.
    File {
        /// Its path.
        path: PathBuf,
    },
}

const CANARY: &str = "canary-91be44";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("a directory"));
        folder.write("base.toml", "name = \"0123\"\nshare = 0.25\n[target.file]\npath = \"/var/log/kept\"\n");
        folder.write(
            "service.yaml",
            "$extends: base.toml\ntimeout: 90s\nlabels: {region: '${file:region.txt}', on: yes}\nupstreams:\n  - url: http://a:1\n",
        );
        folder.write("region.txt", "north\n");
        folder.write("conf.d/10.ini", "[labels]\nteam = serving\n");
        folder
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("the directory is made");
        std::fs::write(path, text).expect("the file is written");
    }

    fn remove(&self, name: &str) {
        std::fs::remove_file(self.0.path().join(name)).expect("the file goes");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn loader(&self) -> Loader {
        Loader::new()
            .file(self.path("service.yaml"))
            .directory(self.path("conf.d"))
            .env()
            .variables([("KEPT_LABELS", r#"{"host": "h1"}"#)])
            .secrets(MountedSecrets::new(self.path("secrets")))
            .last_known_good(self.path("kept.json"))
    }
}

fn codes(report: &Report) -> Vec<&str> {
    report.findings().iter().map(|finding| finding.code().as_str()).collect()
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the file is read")
}

#[test]
fn a_service_starts_without_its_file_on_what_it_last_held() {
    let folder = Folder::new();
    let before = folder.loader().load_full::<Kept>().expect("it loads");
    folder.remove("service.yaml");
    let after = folder.loader().load_full::<Kept>().expect("the copy stands in");
    assert_eq!(after.value, before.value);
    assert_eq!(after.value.name, "0123");
    assert_eq!(after.value.labels["on"], "yes");
    assert_eq!(codes(&after.report), ["CFG0113"]);
    let told = after.report.to_string();
    assert!(told.contains("service.yaml does not exist; a copy of its last good content goes on"), "{told}");
    // Every value still says where it came from.
    for (path, place) in [("timeout", (2, 10)), ("upstreams[0].url", (5, 10)), ("share", (2, 9))] {
        let origin = |loaded: &config_core::Loaded<Kept>| {
            loaded.values().into_iter().find(|value| value.path == path).expect("it counts").origin
        };
        assert_eq!(origin(&after), origin(&before), "{path}");
        assert!(
            matches!(origin(&after), Origin::File { line, column, .. } if (line, column) == place),
            "{path}: {}",
            origin(&after)
        );
    }
    // What can be read is read: the copy stands in for the lost file alone.
    folder.write("conf.d/10.ini", "[labels]\nteam = routing\n");
    assert_eq!(folder.loader().load::<Kept>().expect("it loads").labels["team"], "routing");
}

#[test]
fn a_base_that_is_gone_counts_as_its_file_gone() {
    let folder = Folder::new();
    let before = folder.loader().load::<Kept>().expect("it loads");
    folder.remove("base.toml");
    folder.write("service.yaml", "$extends: base.toml\ntimeout: 1s\n");
    let after = folder.loader().load_full::<Kept>().expect("the copy stands in");
    assert_eq!(after.value, before);
    assert_eq!(codes(&after.report), ["CFG0113"]);
}

#[test]
fn a_broken_file_is_no_lost_file() {
    let folder = Folder::new();
    folder.loader().load::<Kept>().expect("it loads");
    folder.write("service.yaml", "name: [\n");
    assert!(folder.loader().load::<Kept>().is_err());
    folder.write("service.yaml", "nam: x\n");
    assert!(folder.loader().load::<Kept>().is_err());
}

#[test]
fn the_copy_holds_no_secret_and_says_what_it_left_out() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    folder.write("secrets/admin", &format!("{CANARY}-mounted"));
    folder.write(
        "service.yaml",
        &format!(
            "name: n\nadmin_key: ${{secret:admin}}\napi_keys: [{CANARY}-list, '${{secret:admin}}']\ndatabase: postgres://u:{CANARY}-url@db/a\nupstreams:\n  - url: http://a:1\n    key: {CANARY}-inner\n  - url: http://b:1\n    key: pre-${{secret:admin}}-{CANARY}\n"
        ),
    );
    folder.loader().load::<Kept>().expect("it loads");
    let copy = folder.path("kept.json");
    assert!(!text(&copy).contains(CANARY), "{}", text(&copy));
    assert_eq!(std::fs::metadata(&copy).expect("it exists").permissions().mode() & 0o777, 0o600);

    folder.remove("service.yaml");
    let after = folder.loader().load_full::<Kept>().expect("the copy stands in");
    let key = after.value.admin_key.as_ref().expect("the reference is kept");
    assert_eq!(key.expose_secret(), &format!("{CANARY}-mounted"));
    assert!(after.value.api_keys.is_empty() && after.value.database.is_none());
    assert_eq!(after.value.upstreams.len(), 2);
    assert!(after.value.upstreams.iter().all(|upstream| upstream.key.is_none()));
    let told = after.report.to_string();
    for path in ["api_keys", "database", "upstreams[0].key", "upstreams[1].key"] {
        assert!(told.contains(&format!("{path} is not in the copy")), "{path}: {told}");
    }
    assert!(!told.contains(CANARY), "{told}");
    // A start on the copy does not write it anew, or what was left out would be forgotten.
    let again = folder.loader().load_full::<Kept>().expect("the copy stands in");
    assert_eq!(again.report.to_string(), told);
}

#[test]
fn a_copy_that_is_damaged_or_of_another_service_is_told_and_not_used() {
    let folder = Folder::new();
    folder.loader().load::<Kept>().expect("it loads");
    let copy = text(&folder.path("kept.json"));
    folder.remove("service.yaml");
    for (damage, why) in [
        (copy[..copy.len() / 2].to_owned(), "is damaged"),
        (copy.replace("\"map\"", "\"mop\""), "is damaged"),
        (copy.replace("\"development\"", "\"production\""), "another environment"),
        (copy.replace("last-known-good-1", "last-known-good-9"), "another environment"),
    ] {
        folder.write("kept.json", &damage);
        let report = folder.loader().load::<Kept>().expect_err(why);
        let mut found = codes(&report);
        found.sort_unstable();
        assert_eq!(found, ["CFG0101", "CFG0113"], "{report}");
        assert!(report.to_string().contains(why), "{report}");
    }
}

#[test]
fn a_copy_that_cannot_be_written_is_a_warning() {
    let folder = Folder::new();
    let loader = folder.loader().last_known_good(folder.path("no/such/directory/kept.json"));
    let loaded = loader.load_full::<Kept>().expect("it loads");
    assert_eq!(codes(&loaded.report), ["CFG0113"]);
    assert!(loaded.report.to_string().contains("cannot be written"), "{}", loaded.report);
}

#[test]
fn strict_validation_lets_the_copy_stand_in() {
    let folder = Folder::new();
    let policy = EnvironmentPolicy::platform(&Environment::Development);
    folder.loader().load::<Kept>().expect("it loads");
    folder.remove("service.yaml");
    let loaded = folder.loader().policy(policy).load_full::<Kept>().expect("the copy stands in");
    assert_eq!(codes(&loaded.report), ["CFG0113"]);
}

#[test]
fn a_manager_starts_on_the_copy_says_so_and_takes_the_source_when_it_is_back() {
    use config_core::manager::{ConfigurationManager, InfrastructureService as _, Status};
    let folder = Folder::new();
    folder.loader().load::<Kept>().expect("it loads");
    let lost = text(&folder.path("service.yaml"));
    folder.remove("service.yaml");
    let manager = ConfigurationManager::<Kept>::new(folder.loader()).expect("the copy stands in");
    manager.start().expect("it starts");
    assert_eq!(manager.current().timeout, Duration::from_secs(90));
    let health = manager.health();
    assert_eq!(health.status, Status::Degraded);
    assert!(health.is_ready(), "it serves");
    assert!(health.reasons[0].contains("a copy of its last good content goes on"), "{:?}", health.reasons);

    folder.write("service.yaml", &lost.replace("90s", "30s"));
    let start = std::time::Instant::now();
    while manager.health().status != Status::Healthy {
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}", manager.health());
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(manager.current().timeout, Duration::from_secs(30));
    // What is good now is kept, right after it serves.
    while !text(&folder.path("kept.json")).contains("30s") {
        assert!(start.elapsed() < Duration::from_secs(10), "{}", text(&folder.path("kept.json")));
        std::thread::sleep(Duration::from_millis(5));
    }
    folder.remove("service.yaml");
    assert_eq!(folder.loader().load::<Kept>().expect("the copy stands in").timeout, Duration::from_secs(30));
}

#[test]
fn no_damage_to_the_copy_makes_a_load_panic() {
    let folder = Folder::new();
    folder.loader().load::<Kept>().expect("it loads");
    let whole = std::fs::read(folder.path("kept.json")).expect("it is read");
    folder.remove("service.yaml");
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % limit as u64).expect("it fits")
    };
    let (mut taken, mut refused) = (0, 0);
    for _ in 0..400 {
        let mut damaged = whole.clone();
        for _ in 0..=random(3) {
            let place = random(damaged.len());
            match random(4) {
                0 => damaged[place] = u8::try_from(random(256)).expect("it fits"),
                1 => drop(damaged.remove(place)),
                2 => damaged.insert(place, b"[]{}\",0-"[random(8)]),
                _ => damaged.truncate(place.max(1)),
            }
        }
        std::fs::write(folder.path("kept.json"), damaged).expect("it is written");
        match folder.loader().load::<Kept>() {
            Ok(_) => taken += 1,
            Err(report) => {
                assert!(!report.is_empty());
                refused += 1;
            }
        }
    }
    assert!(taken > 20 && refused > 20, "{taken} taken, {refused} refused");
}
