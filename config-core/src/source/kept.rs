//! The last-known-good copy: what sources held when they were last good, for a start without them.

use std::io::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

use config_format::{Format, Tree};

use super::Intake;
use crate::finding::{Code, Finding, Origin, json_string};
use crate::layer::{Layer, kept_limits, read_kept, write_kept};
use crate::schema::Schema;

/// A copy of the sources of one service in one environment.
#[derive(Clone, Debug)]
pub(crate) struct LastKnownGood {
    file: PathBuf,
}

/// Which layers a source made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    /// What the source is called: the path it was given by.
    pub(crate) source: String,
    /// The places of its layers.
    pub(crate) layers: Range<usize>,
}

impl LastKnownGood {
    pub(crate) fn new(file: PathBuf) -> Self {
        Self { file }
    }

    /// Puts the copy in the place of a source that cannot be reached: what it left behind since `mark` goes. Without a copy
    /// of that source everything stays as it is.
    pub(crate) fn stand_in(&self, intake: &mut Intake<'_>, source: &str, mark: &Mark) {
        let new = &intake.findings[mark.findings..];
        let Some(cause) = new.iter().find(|finding| {
            matches!(finding.code(), Code::FILE_MISSING | Code::FILE_UNREADABLE | Code::REMOTE)
        }) else {
            return;
        };
        let cause = cause.clone();
        let Some((layers, left_out)) = self.layers(intake, source) else { return };
        intake.layers.truncate(mark.layers);
        intake.findings.truncate(mark.findings);
        intake.incomplete = mark.incomplete;
        let message = format!("{}; a copy of its last good content goes on", cause.message());
        let mut warning = Finding::warning(Code::LAST_KNOWN_GOOD, "", message)
            .with_origin(Origin::File { path: self.file.clone(), line: 0, column: 0 })
            .with_help("the service runs on old values; see to the source");
        for origin in cause.origins() {
            warning = warning.with_origin(origin.clone());
        }
        for path in left_out {
            warning = warning.with_note(format!("{path} is not in the copy, which holds no secret"));
        }
        intake.findings.push(warning);
        for mut layer in layers {
            layer.number = intake.next_number();
            intake.layers.push(layer);
        }
    }

    /// The layers of a source in the copy, and the paths that were left out of it.
    fn layers(&self, intake: &mut Intake<'_>, source: &str) -> Option<(Vec<Layer>, Vec<String>)> {
        let bytes = match std::fs::read(&self.file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
            Err(error) => {
                intake.findings.push(self.useless(&format!("cannot be read: {error}")));
                return None;
            }
        };
        let Ok(tree) = config_format::parse(Format::Json, bytes, &kept_limits()) else {
            intake.findings.push(self.useless("is damaged"));
            return None;
        };
        let text = |key: &str| tree.root().get(key).map(|value| value.text());
        if text("form") != Some(FORM)
            || text("schema") != Some(intake.schema.name)
            || text("environment") != Some(intake.environment.name())
        {
            intake.findings.push(self.useless("belongs to another service or another environment"));
            return None;
        }
        let step = find(&tree, source)?;
        let layers: Option<Vec<Layer>> = step.get("layers")?.items().map(read_kept).collect();
        let left_out =
            step.get("left_out")?.items().map(|path| path.text().to_owned()).collect::<Vec<String>>();
        if layers.is_none() {
            intake.findings.push(self.useless("is damaged"));
        }
        Some((layers?, left_out))
    }

    fn useless(&self, why: &str) -> Finding {
        Finding::warning(
            Code::LAST_KNOWN_GOOD,
            "",
            format!("the last-known-good copy {} {why}", self.file.display()),
        )
        .with_origin(Origin::File { path: self.file.clone(), line: 0, column: 0 })
        .with_help("the next good load writes it anew")
    }

    /// Writes the copy anew, unless it is the same.
    ///
    /// # Errors
    ///
    /// A warning, when it cannot be written.
    pub(crate) fn write(
        &self,
        schema: &'static Schema,
        environment: &str,
        layers: &[Layer],
        taken: &[Taken],
    ) -> Result<(), Box<Finding>> {
        let mut out = String::from("{\"form\": ");
        json_string(&mut out, FORM);
        out.push_str(", \"schema\": ");
        json_string(&mut out, schema.name);
        out.push_str(", \"environment\": ");
        json_string(&mut out, environment);
        out.push_str(", \"sources\": [");
        for (index, taken) in taken.iter().enumerate() {
            out.push_str(if index > 0 { ",\n" } else { "\n" });
            out.push_str("{\"source\": ");
            json_string(&mut out, &taken.source);
            let mut left_out = Vec::new();
            out.push_str(", \"layers\": [");
            for (index, layer) in layers.get(taken.layers.clone()).unwrap_or_default().iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                write_kept(&mut out, layer, schema, &mut left_out);
            }
            out.push_str("], \"left_out\": [");
            for (index, path) in left_out.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                json_string(&mut out, path);
            }
            out.push_str("]}");
        }
        out.push_str("\n]}\n");
        if std::fs::read(&self.file).is_ok_and(|known| known == out.as_bytes()) {
            return Ok(());
        }
        replace(&self.file, out.as_bytes()).map_err(|error| {
            let why = format!("the last-known-good copy {} cannot be written: {error}", self.file.display());
            Box::new(
                Finding::warning(Code::LAST_KNOWN_GOOD, "", why)
                    .with_origin(Origin::File { path: self.file.clone(), line: 0, column: 0 })
                    .with_help("make its directory writable for the service"),
            )
        })
    }
}

/// What an intake held before a source was taken in.
pub(crate) struct Mark {
    layers: usize,
    findings: usize,
    incomplete: bool,
}

impl Mark {
    pub(crate) fn of(intake: &Intake<'_>) -> Self {
        Self { layers: intake.layers.len(), findings: intake.findings.len(), incomplete: intake.incomplete }
    }

    /// The layers that were made since.
    pub(crate) fn layers(&self, intake: &Intake<'_>) -> Range<usize> {
        self.layers..intake.layers.len()
    }
}

/// The form of the file; another one is not read.
const FORM: &str = "last-known-good-1";

fn find<'t>(tree: &'t Tree, source: &str) -> Option<config_format::Node<'t>> {
    tree.root()
        .get("sources")?
        .items()
        .find(|step| step.get("source").is_some_and(|name| name.text() == source))
}

/// Writes a file in one step, readable by its owner alone.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = (|| {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&temporary, path)
    })();
    if written.is_err() {
        // The error that is being told is worth more than this one.
        let _ = std::fs::remove_file(&temporary);
    }
    written
}
