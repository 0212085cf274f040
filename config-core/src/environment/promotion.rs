//! Moving a configuration from one environment to another: checked against the target's rules before anything is written.

use std::fmt;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::compare::{Comparison, Difference, compare};
use crate::finding::{Code, Finding, Origin, Report};
use crate::layer::{Loaded, Loader};
use crate::read::ServiceConfig;

/// The move of files from one environment to another. The text is copied as it is, comments included.
///
/// ```
/// use config_core::{Environment, EnvironmentPolicy, Loader, ServiceConfig, environment::Promotion};
///
/// /// A small service.
/// #[derive(Debug, ServiceConfig)]
/// struct Small {
///     /// Port to listen on.
///     port: u16,
/// }
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let directory = folder.path();
/// std::fs::write(directory.join("staging.yaml"), "port: 8443  # TLS\n").unwrap();
/// let loader = |environment: Environment| {
///     Loader::new()
///         .policy(EnvironmentPolicy::platform(&environment))
///         .environment(environment)
///         .file(directory.join("{environment}.yaml"))
/// };
/// let (staging, production) = (loader(Environment::Staging), loader(Environment::Production));
/// let plan = Promotion::new(&staging, &production)
///     .file(directory.join("staging.yaml"), directory.join("production.yaml"))
///     .plan::<Small>()?;
/// assert!(plan.is_accepted(), "{plan}");
/// plan.write()?;
/// assert_eq!(std::fs::read_to_string(directory.join("production.yaml")).unwrap(), "port: 8443  # TLS\n");
/// # Ok::<(), config_core::Report>(())
/// ```
#[derive(Debug)]
pub struct Promotion<'l> {
    source: &'l Loader,
    target: &'l Loader,
    files: Vec<(PathBuf, PathBuf)>,
}

/// What a promotion would write, and what there is to say about it. Displays as text for people; secrets are masked.
pub struct PromotionPlan {
    source: String,
    target: String,
    writes: Vec<PlannedWrite>,
    changes: Vec<Difference>,
    comparison: Option<Comparison>,
    report: Report,
}

struct PlannedWrite {
    path: PathBuf,
    text: Zeroizing<Vec<u8>>,
    /// What is there now; nothing when the file does not exist.
    before: Option<Zeroizing<Vec<u8>>>,
    permissions: std::fs::Permissions,
}

impl<'l> Promotion<'l> {
    /// A promotion from the environment of `source` to that of `target`, without files.
    #[must_use]
    pub fn new(source: &'l Loader, target: &'l Loader) -> Self {
        Self { source, target, files: Vec::new() }
    }

    /// Adds a file to copy. One of the target's sources must name the path that it is copied to.
    #[must_use]
    pub fn file(mut self, from: impl AsRef<Path>, to: impl AsRef<Path>) -> Self {
        self.files.push((from.as_ref().to_owned(), to.as_ref().to_owned()));
        self
    }

    /// Loads the target as it would be, with its own policy, and compares it with the source. Nothing is written.
    ///
    /// # Errors
    ///
    /// When a file to copy cannot be read, or the source itself does not load. What the target's rules say about the
    /// files is no error here: it is in [`PromotionPlan::report`].
    pub fn plan<T: ServiceConfig>(&self) -> Result<PromotionPlan, Report> {
        let source: Loaded<T> = self.source.load_full()?;
        let mut writes = Vec::new();
        let mut findings = Vec::new();
        for (from, to) in &self.files {
            match planned(from, to) {
                Ok(write) => writes.push(write),
                Err(report) => findings.extend(report.findings().iter().cloned()),
            }
        }
        if !findings.is_empty() {
            return Err(Report::new(findings));
        }
        let substitutes: Vec<(PathBuf, Zeroizing<Vec<u8>>)> =
            writes.iter().map(|write| (write.path.clone(), write.text.clone())).collect();
        let target = self.target.environment_name().to_owned();
        let mut plan = PromotionPlan {
            source: self.source.environment_name().to_owned(),
            target,
            writes,
            changes: Vec::new(),
            comparison: None,
            report: Report::default(),
        };
        let candidate: Loaded<T> = match self.target.load_substituted(&substitutes) {
            Ok(candidate) => candidate,
            Err(report) => {
                plan.report = report;
                return Ok(plan);
            }
        };
        let watched = candidate.watched();
        findings.extend(self.files.iter().filter(|(_, to)| !reads(watched, to)).map(|(_, to)| {
            let message = format!("no source of {} reads {}", plan.target, to.display());
            Finding::error(Code::PROMOTION, "", message)
                .with_origin(whole(to))
                .with_help("copy to a file that the target's loader names")
        }));
        let comparison = compare(&source, &candidate);
        let mut warned = comparison.report().findings().to_vec();
        if let Some(policy) = self.target.environment_policy() {
            policy.weigh(&mut warned);
        }
        findings.extend(warned);
        findings.extend(candidate.report.findings().iter().cloned());
        if let Ok(today) = self.target.load_full::<T>() {
            plan.changes = compare(&today, &candidate).differences().to_vec();
        }
        plan.comparison = Some(comparison);
        plan.report = Report::new(findings);
        Ok(plan)
    }
}

/// Whether one of the files that were looked at is this one.
fn reads(watched: &[PathBuf], path: &Path) -> bool {
    watched.iter().any(|file| crate::source::is_same_file(file, path))
}

fn planned(from: &Path, to: &Path) -> Result<PlannedWrite, Report> {
    let read = |path: &Path| std::fs::read(path).map(Zeroizing::new);
    let unreadable = |path: &Path, error: &std::io::Error| -> Report {
        Finding::error(Code::FILE_UNREADABLE, "", format!("{} cannot be read: {error}", path.display()))
            .with_origin(whole(path))
            .with_help("check the path and its permissions")
            .into()
    };
    let text = read(from).map_err(|error| unreadable(from, &error))?;
    let before = match read(to) {
        Ok(before) => Some(before),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(unreadable(to, &error)),
    };
    let pattern = if before.is_some() { to } else { from };
    let permissions = std::fs::metadata(pattern).map_err(|error| unreadable(pattern, &error))?.permissions();
    Ok(PlannedWrite { path: to.to_owned(), text, before, permissions })
}

fn whole(path: &Path) -> Origin {
    Origin::File { path: path.to_owned(), line: 0, column: 0 }
}

impl PromotionPlan {
    /// Whether the target takes the files: nothing in the report is an error.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        !self.report.has_errors()
    }

    /// What the target's rules say: findings of the load with the files in place, and what should not be as it is in
    /// this environment. Positions are those in the files to be written.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// What would change in the target. Empty when the target does not load today.
    #[must_use]
    pub fn changes(&self) -> &[Difference] {
        &self.changes
    }

    /// How the target would differ from the source; nothing when the target does not load with the files.
    #[must_use]
    pub fn comparison(&self) -> Option<&Comparison> {
        self.comparison.as_ref()
    }

    /// The files that would be written.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        self.writes.iter().map(|write| write.path.as_path())
    }

    /// Writes the files: each beside its place first, then all moved into place, each in one step. A reader sees the old
    /// or the new text of a file and never a part. When a move fails, those before it are undone.
    ///
    /// # Errors
    ///
    /// `CFG0711` when the plan is not accepted, when a file of the target changed since the plan was made, or when a
    /// file cannot be written. The files are then as they were.
    pub fn write(&self) -> Result<(), Report> {
        if !self.is_accepted() {
            let message = format!("{} does not take these files", self.target);
            let refusal = Finding::error(Code::PROMOTION, "", message)
                .with_help("mend what the plan found, and plan again");
            return Err(Report::new(std::iter::once(refusal).chain(self.report.errors().cloned()).collect()));
        }
        for write in &self.writes {
            let now = std::fs::read(&write.path).ok().map(Zeroizing::new);
            if now != write.before {
                return Err(refused(&write.path, "changed since the plan was made", "plan again"));
            }
        }
        let mut staged = Vec::new();
        for write in &self.writes {
            match stage(write) {
                Ok(temporary) => staged.push((temporary, write)),
                Err(error) => {
                    staged.iter().for_each(|(temporary, _)| discard(temporary));
                    return Err(refused(&write.path, &format!("cannot be written: {error}"), PERMISSIONS));
                }
            }
        }
        for (index, (temporary, write)) in staged.iter().enumerate() {
            if let Err(error) = std::fs::rename(temporary, &write.path) {
                staged[index..].iter().for_each(|(temporary, _)| discard(temporary));
                staged[..index].iter().for_each(|(_, write)| restore(write));
                return Err(refused(&write.path, &format!("cannot be replaced: {error}"), PERMISSIONS));
            }
        }
        self.writes.iter().for_each(|write| sync_directory(&write.path));
        Ok(())
    }
}

const PERMISSIONS: &str = "check the permissions of its directory";

fn refused(path: &Path, what: &str, help: &str) -> Report {
    Finding::error(Code::PROMOTION, "", format!("{} {what}", path.display()))
        .with_origin(whole(path))
        .with_help(help)
        .into()
}

/// Writes a text beside its place, under a hidden name that no source reads.
fn stage(write: &PlannedWrite) -> std::io::Result<PathBuf> {
    let name = write.path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = write.path.with_file_name(format!(".{name}.promotion-{}", std::process::id()));
    let written = (|| {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&temporary)?;
        file.write_all(&write.text)?;
        file.set_permissions(write.permissions.clone())?;
        file.sync_all()
    })();
    match written {
        Ok(()) => Ok(temporary),
        Err(error) => {
            discard(&temporary);
            Err(error)
        }
    }
}

/// Puts back what was there before.
fn restore(write: &PlannedWrite) {
    match &write.before {
        Some(before) => {
            let before = PlannedWrite {
                path: write.path.clone(),
                text: before.clone(),
                before: None,
                permissions: write.permissions.clone(),
            };
            if let Ok(temporary) = stage(&before)
                && std::fs::rename(&temporary, &write.path).is_err()
            {
                discard(&temporary);
            }
        }
        None => discard(&write.path),
    }
}

fn discard(path: &Path) {
    // The error that is being told is worth more than this one.
    let _ = std::fs::remove_file(path);
}

/// Makes the new name last through a power cut, where the system can.
fn sync_directory(path: &Path) {
    if let Some(directory) = path.parent().filter(|directory| !directory.as_os_str().is_empty()) {
        let _ = std::fs::File::open(directory).and_then(|directory| directory.sync_all());
    }
}

impl fmt::Debug for PromotionPlan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PromotionPlan")
            .field("target", &self.target)
            .field("files", &self.files().collect::<Vec<_>>())
            .field("accepted", &self.is_accepted())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for PromotionPlan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.is_accepted() { "accepted" } else { "refused" };
        writeln!(formatter, "promotion from {} to {}: {verdict}", self.source, self.target)?;
        for write in &self.writes {
            let what = match &write.before {
                Some(before) if **before == *write.text => "is the same already",
                Some(_) => "is replaced",
                None => "is created",
            };
            writeln!(formatter, "  {} {what}", write.path.display())?;
        }
        let text = |value: &Option<crate::EffectiveValue>| {
            value.as_ref().map_or_else(|| "(not set)".to_owned(), |value| value.text.clone())
        };
        for change in &self.changes {
            writeln!(formatter, "  {}: {} -> {}", change.path, text(&change.left), text(&change.right))?;
        }
        if !self.report.is_empty() {
            write!(formatter, "\n{}", self.report)?;
        }
        Ok(())
    }
}
