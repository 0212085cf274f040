//! The change log: every load, refusal, swap and rollback as one event.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::change::PathChange;
use super::history::Cause;
use crate::finding::{Report, json_origin, json_string};
use crate::layer::EffectiveValue;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AuditKind {
    /// The first load.
    Loaded,
    /// A candidate was refused before the swap; nothing changed.
    Rejected,
    /// A subscriber refused a candidate; nothing changed.
    Vetoed,
    /// A candidate waits for a restart; nothing changed.
    Held,
    /// A new generation serves.
    Swapped,
    /// A new generation has proven itself in its bake.
    Proven,
    /// An earlier generation serves again.
    RolledBack,
    /// The code of a subscriber panicked after the swap.
    Panicked,
}

impl AuditKind {
    /// The word in the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            AuditKind::Loaded => "loaded",
            AuditKind::Rejected => "rejected",
            AuditKind::Vetoed => "vetoed",
            AuditKind::Held => "held",
            AuditKind::Swapped => "swapped",
            AuditKind::Proven => "proven",
            AuditKind::RolledBack => "rolled_back",
            AuditKind::Panicked => "panicked",
        }
    }
}

/// One entry of the change log. It holds no secret.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AuditEvent {
    /// When, by the wall clock.
    pub time: SystemTime,
    /// Its number in this process, from 1: order that a clock set back cannot disturb.
    pub sequence: u64,
    /// What happened.
    pub kind: AuditKind,
    /// What led to it.
    pub cause: Cause,
    /// The generation that serves after it.
    pub generation: u64,
    /// The fingerprint of the values that serve after it, secrets left out.
    pub fingerprint: u64,
    /// What was changed, or would have been.
    pub changes: Vec<PathChange>,
    /// Why, for refusals and rollbacks; warnings otherwise.
    pub report: Report,
    /// A clause more, such as the answer of a probe.
    pub note: Option<String>,
}

/// Takes the events of the change log.
pub trait AuditSink: Send + Sync {
    /// Keeps an event. It is called on the thread that reloads, in the order of the events.
    ///
    /// # Errors
    ///
    /// Why it could not be kept. The reload goes on, health is degraded until an event can be kept again.
    fn record(&self, event: &AuditEvent) -> Result<(), String>;
}

impl AuditEvent {
    /// The event as one line of JSON, without the line end.
    #[must_use]
    pub fn to_json(&self) -> String {
        use std::fmt::Write as _;
        let mut out = String::from("{\"time\": ");
        json_string(&mut out, &timestamp(self.time));
        let _ = write!(
            out,
            ", \"sequence\": {}, \"event\": \"{}\", \"cause\": \"{}\", \"generation\": {}, \"fingerprint\": \"{:016x}\"",
            self.sequence,
            self.kind.name(),
            self.cause.name(),
            self.generation,
            self.fingerprint
        );
        if let Some(note) = &self.note {
            out.push_str(", \"note\": ");
            json_string(&mut out, note);
        }
        out.push_str(", \"changes\": [");
        for (index, change) in self.changes.iter().enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            write_change(&mut out, change);
        }
        out.push_str("], \"findings\": ");
        let report = self.report.to_json();
        out.push_str(
            report.strip_prefix("{\"findings\": ").and_then(|rest| rest.strip_suffix('}')).unwrap_or("[]"),
        );
        out.push('}');
        out
    }
}

/// Writes a change as an object.
pub(crate) fn write_change(out: &mut String, change: &PathChange) {
    out.push_str("{\"path\": ");
    json_string(out, &change.path);
    for (name, value) in [("old", &change.old), ("new", &change.new)] {
        if let Some(value) = value {
            out.push_str(", \"");
            out.push_str(name);
            out.push_str("\": ");
            write_value(out, value);
        }
    }
    out.push_str(", \"reload\": \"");
    out.push_str(change.reload.name());
    out.push_str("\"}");
}

fn write_value(out: &mut String, value: &EffectiveValue) {
    out.push_str("{\"value\": ");
    if value.bare {
        out.push_str(&value.text);
    } else {
        json_string(out, &value.text);
    }
    out.push_str(", \"origin\": ");
    json_origin(out, &value.origin, value.layer);
    out.push('}');
}

/// A time as RFC 3339 in UTC, with milliseconds.
pub(crate) fn timestamp(time: SystemTime) -> String {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    let (days, seconds) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
    let (year, month, day) = date_of(days);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{:03}Z",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        since.subsec_millis()
    )
}

/// The date so many days after 1970-01-01, by the civil calendar in eras of 400 years.
fn date_of(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Months counted from March, so that the leap day is the last one.
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

/// A change log in a file, one JSON object a line, written and synced event by event.
///
/// The file is appended to and never cut. A line that a crash or a full disk left half written is ended before the
/// next one, so that every other line stays readable. An event that could not be written is lost to the file, the
/// sequence numbers show the gap, and health says so until writing works again.
///
/// ```
/// use config_core::manager::{ConfigurationManager, JsonLinesFile};
/// use config_core::{Loader, ServiceConfig};
///
/// /// A small service.
/// #[derive(ServiceConfig)]
/// struct Small {
///     /// Port to listen on.
///     #[config(default = 8080)]
///     port: u16,
/// }
///
/// # let directory = tempfile::tempdir()?;
/// # let path = directory.path().join("changes.jsonl");
/// let manager = ConfigurationManager::<Small>::builder(Loader::new())
///     .audit(JsonLinesFile::open(&path)?)
///     .build()?;
/// assert!(std::fs::read_to_string(&path)?.contains(r#""event": "loaded""#));
/// # drop(manager);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct JsonLinesFile {
    path: PathBuf,
    file: Mutex<Writer>,
}

#[derive(Debug)]
struct Writer {
    file: File,
    /// Whether the last line may be without its end.
    torn: bool,
}

impl JsonLinesFile {
    /// Opens the file, or makes it, readable by its owner alone.
    ///
    /// # Errors
    ///
    /// As [`OpenOptions::open`].
    pub fn open(path: impl AsRef<Path>) -> std::io::Result<Self> {
        let path = path.as_ref();
        let mut options = OpenOptions::new();
        options.append(true).read(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        let mut torn = false;
        // Devices and pipes have no end to look at.
        if file.metadata()?.is_file() && file.seek(SeekFrom::End(0))? > 0 {
            let mut last = [0];
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
            torn = last != *b"\n";
        }
        Ok(Self { path: path.to_owned(), file: Mutex::new(Writer { file, torn }) })
    }
}

impl AuditSink for JsonLinesFile {
    fn record(&self, event: &AuditEvent) -> Result<(), String> {
        let mut writer = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut line = String::new();
        if writer.torn {
            line.push('\n');
        }
        line.push_str(&event.to_json());
        line.push('\n');
        let written = writer.file.write_all(line.as_bytes());
        writer.torn = written.is_err();
        written
            .and_then(|()| match writer.file.sync_data() {
                // What cannot be synced, such as a pipe, has done all it can.
                Err(error) if error.kind() == std::io::ErrorKind::InvalidInput => Ok(()),
                synced => synced,
            })
            .map_err(|error| format!("{} cannot be written: {error}", self.path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_rfc_3339() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_399, "2000-02-28T23:59:59.000Z"),
            (951_782_400, "2000-02-29T00:00:00.000Z"),
            (1_798_761_599, "2026-12-31T23:59:59.000Z"),
            (4_107_542_400, "2100-03-01T00:00:00.000Z"),
        ] {
            assert_eq!(timestamp(UNIX_EPOCH + Duration::from_secs(seconds)), text);
        }
    }
}
