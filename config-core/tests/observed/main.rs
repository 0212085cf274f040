//! What others learn of reloads: systemd, the facade of `metrics`, and channels of tokio. Each test needs its
//! feature; `cargo test --workspace` has them all.

#[cfg(feature = "metrics")]
mod figures;
#[cfg(all(feature = "systemd", unix))]
mod notified;
#[cfg(feature = "tokio")]
mod received;

use config_core::manager::ConfigurationManager;
use config_core::{Loader, Secret, ServiceConfig};

/// A service.
#[derive(Debug, ServiceConfig)]
struct Seen {
    /// Requests a second.
    #[config(default = 1, range(1..=100))]
    rate: u32,
    /// Port to listen on.
    #[config(default = 1, reload = "restart")]
    port: u16,
    /// A key.
    key: Option<Secret<String>>,
    /// A part.
    #[config(default)]
    part: Part,
}

/// A part.
#[derive(Debug, ServiceConfig)]
#[cfg_attr(not(feature = "tokio"), expect(dead_code, reason = "only the test of channels looks at parts"))]
struct Part {
    /// Its size.
    #[config(default = 1)]
    size: u32,
}

const CANARY: &str = "canary-e82b16";

/// A manager over one file.
struct Managed {
    folder: tempfile::TempDir,
    manager: ConfigurationManager<Seen>,
}

impl Managed {
    fn new() -> Self {
        Self::with(|builder| builder)
    }

    fn with(
        set: impl FnOnce(
            config_core::manager::ConfigurationManagerBuilder<Seen>,
        ) -> config_core::manager::ConfigurationManagerBuilder<Seen>,
    ) -> Self {
        let folder = tempfile::tempdir().expect("a directory");
        let file = folder.path().join("seen.yaml");
        std::fs::write(&file, format!("rate: 1\nkey: {CANARY}\n")).expect("the file is written");
        let manager = set(ConfigurationManager::builder(Loader::new().file(file))).build().expect("it loads");
        Self { folder, manager }
    }

    fn write(&self, text: &str) {
        let file = self.folder.path().join("seen.yaml");
        std::fs::write(file, format!("{text}\nkey: {CANARY}\n")).expect("the file is written");
    }
}

#[test]
fn a_manager_runs_without_any_of_them() {
    let managed = Managed::new();
    managed.write("rate: 2");
    managed.manager.reload().expect("it reloads");
    assert_eq!(managed.manager.current().rate, 2);
    assert_eq!(managed.manager.current().port, 1);
    assert!(managed.manager.current().key.is_some());
}
