//! The mount doctor over loaded configurations.

use std::path::PathBuf;

use config_core::doctor::{Mounts, examine_with};
use config_core::secret::MountedSecrets;
use config_core::{Loader, Secret, ServiceConfig, Severity};

/// A service.
#[derive(Debug, ServiceConfig)]
#[config(env_prefix = "WARD")]
#[expect(dead_code, reason = "the values are looked at by their table, not read")]
struct Ward {
    /// Port to listen on.
    #[config(default = 1, reload = "restart")]
    port: u16,
    /// Requests a second.
    #[config(default = 1)]
    rate: u32,
    /// Most requests at once.
    #[config(default = 1)]
    burst: u32,
    /// A key.
    key: Option<Secret<String>>,
}

#[test]
fn what_can_never_change_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a directory");
    let root: PathBuf = folder.path().canonicalize().expect("it exists");
    for (name, text) in
        [("pinned/ward.yaml", "key: ${secret:key}\n"), ("whole/ward.yaml", ""), ("credentials/key", "k-1")]
    {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("the directory is made");
        std::fs::write(path, text).expect("the file is written");
    }
    let loaded = Loader::new()
        .file(root.join("whole/ward.yaml"))
        .file(root.join("pinned/ward.yaml"))
        .env()
        .variables([("WARD_PORT", "80"), ("WARD_RATE", "5")])
        .overrides(["burst=7"])
        .secrets(MountedSecrets::new(root.join("credentials")))
        .load_full::<Ward>()
        .expect("it loads");
    let line = |place: &str, what: &str| {
        format!("1 2 8:1 /pods/{what} {} ro - ext4 /dev/sda1 rw\n", root.join(place).display())
    };
    let mounts = Mounts::parse(
        [
            line("whole", "volumes/kubernetes.io~configmap/c"),
            line("pinned/ward.yaml", "volume-subpaths/c/ward/0"),
        ]
        .concat()
        .as_bytes(),
    );
    let report = examine_with(&loaded, &mounts, Some(root.join("credentials")));
    let told: Vec<String> = report
        .findings()
        .iter()
        .map(|finding| format!("{} {} {}", finding.code(), finding.severity().name(), finding.message()))
        .collect();
    let told = told.join("\n");
    assert_eq!(report.findings().len(), 4, "{told}");
    assert_eq!(report.count(Severity::Warning), 1);
    for part in [
        "CFG0920 warning",
        "pinned/ward.yaml can never be reloaded: it is mounted by subPath",
        "credentials/key can never be reloaded: systemd gives credentials once",
        "CFG0921 note rate can never be reloaded: variables are read once",
        "CFG0921 note burst can never be reloaded: overrides are read once",
    ] {
        assert!(told.contains(part), "{part} is not in\n{told}");
    }
    assert!(!told.contains("whole/ward.yaml") && !told.contains("port"), "{told}");
    assert!(
        report.findings().iter().all(|finding| finding.help().is_some() && !finding.origins().is_empty())
    );
}

#[test]
fn files_behind_references_are_watched() {
    let folder = tempfile::tempdir().expect("a directory");
    std::fs::write(folder.path().join("rate.txt"), "7").expect("the file is written");
    std::fs::write(folder.path().join("key"), "k").expect("the file is written");
    let file = folder.path().join("ward.yaml");
    std::fs::write(&file, "rate: ${file:rate.txt}\nkey: ${secret:key}\n").expect("the file is written");
    let loaded = Loader::new()
        .file(&file)
        .secrets(MountedSecrets::new(folder.path()))
        .load_full::<Ward>()
        .expect("it loads");
    let watched: Vec<String> = loaded
        .watched()
        .iter()
        .map(|path| path.file_name().expect("a name").to_string_lossy().into_owned())
        .collect();
    assert_eq!(watched, ["ward.yaml", "key", "rate.txt"]);
}
