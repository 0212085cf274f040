//! The mount doctor: what a reload can never bring, said at the start and not when it is missed.
//!
//! Some places of a configuration look as if they could change and cannot: a file mounted by `subPath`, a single file
//! mounted into a container, a variable of the process, a credential of systemd. [`examine`] names each one that gave a
//! value, or would.

mod mounts;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::finding::{Code, Finding, Origin, Report};
use crate::layer::Loaded;
use crate::schema::Reload;

pub use mounts::Mounts;

/// What of a loaded configuration can never be reloaded while the process runs, as warnings and notes `CFG0920` and
/// `CFG0921`.
///
/// ```
/// use config_core::{Loader, ServiceConfig, doctor};
///
/// /// A small service.
/// #[derive(Debug, ServiceConfig)]
/// #[config(env_prefix = "SMALL")]
/// struct Small {
///     /// Port to listen on.
///     port: u16,
/// }
///
/// let loaded = Loader::new().env().variables([("SMALL_PORT", "9000")]).load_full::<Small>()?;
/// let report = doctor::examine(&loaded);
/// assert_eq!(report.findings()[0].code().as_str(), "CFG0921");
/// assert!(report.findings()[0].message().contains("port"));
/// # Ok::<(), config_core::Report>(())
/// ```
#[must_use]
pub fn examine<T>(loaded: &Loaded<T>) -> Report {
    examine_with(loaded, &Mounts::of_process(), std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from))
}

/// As [`examine`], with given mounts and a given directory of systemd credentials.
#[must_use]
pub fn examine_with<T>(loaded: &Loaded<T>, mounts: &Mounts, credentials: Option<PathBuf>) -> Report {
    let mut findings = Vec::new();
    for path in loaded.watched() {
        if let Some(directory) = &credentials
            && path.starts_with(directory)
        {
            findings.push(credential(path));
        } else {
            findings.extend(mounted(path, mounts));
        }
    }
    findings.extend(fixed(loaded));
    Report::new(findings)
}

fn whole(path: &Path) -> Origin {
    Origin::File { path: path.to_owned(), line: 0, column: 0 }
}

/// A file that lies on a mount which keeps the file of the start.
fn mounted(path: &Path, mounts: &Mounts) -> Option<Finding> {
    let mount = mounts.pinning(path)?;
    let shown = path.display();
    let (message, help) = if mount.is_sub_path() {
        (
            format!(
                "{shown} can never be reloaded: it is mounted by subPath, which Kubernetes does not update"
            ),
            "mount the whole volume as a directory, without subPath, and name the file inside it",
        )
    } else {
        (
            format!(
                "{shown} can hardly be reloaded: it is mounted as a single file, and a file that replaces it outside is not seen"
            ),
            "mount the directory around it, or write the file in place",
        )
    };
    Some(Finding::warning(Code::NEVER_RELOADED, "", message).with_origin(whole(path)).with_help(help))
}

fn credential(path: &Path) -> Finding {
    let message = format!(
        "{} can never be reloaded: systemd gives credentials once, at the start of the service",
        path.display()
    );
    Finding::new(Code::NEVER_RELOADED, crate::Severity::Note, "", message)
        .with_origin(whole(path))
        .with_help("restart the service after the credential changed")
}

/// Hot fields whose values are fixed when the process starts: one note for each sort of place.
fn fixed<T>(loaded: &Loaded<T>) -> Vec<Finding> {
    let mut by_kind: BTreeMap<&'static str, Vec<(String, Origin)>> = BTreeMap::new();
    for value in loaded.values() {
        let hot = loaded.schema().field_at(&value.path).is_some_and(|field| field.reload == Reload::Hot);
        let kind = match &value.origin {
            Origin::Variable { .. } => "variables",
            Origin::Override { .. } => "overrides",
            _ => continue,
        };
        if hot {
            by_kind.entry(kind).or_default().push((value.path, value.origin));
        }
    }
    by_kind
        .into_iter()
        .map(|(kind, values)| {
            let paths: Vec<&str> = values.iter().map(|(path, _)| path.as_str()).collect();
            let message = format!("{} can never be reloaded: {kind} are read once", paths.join(", "));
            let finding = Finding::new(Code::FIXED_AT_START, crate::Severity::Note, "", message)
                .with_help("give what should change while the service runs in a file");
            values.into_iter().fold(finding, |finding, (_, origin)| finding.with_origin(origin))
        })
        .collect()
}
