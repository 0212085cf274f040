//! All findings of a load.

use super::{Finding, Severity, json, render};

/// Every finding of a load, in a stable order. As an error it displays as the full, plain rendering.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Report {
    findings: Vec<Finding>,
}

impl Report {
    /// A report of these findings, put into the stable order: sources and syntax first, then by layer and position,
    /// what has no place last.
    #[must_use]
    pub fn new(mut findings: Vec<Finding>) -> Self {
        findings.sort_by_cached_key(|finding| {
            let about_source = !finding.code.as_str().starts_with("CFG01");
            let layer = finding.places.first().and_then(|place| place.layer);
            let place = match finding.origins.first() {
                Some(super::Origin::File { path, line, column }) => Some((path.clone(), *line, *column)),
                _ => None,
            };
            (about_source, layer.is_none(), layer, place.is_none(), place)
        });
        findings.dedup();
        Self { findings }
    }

    /// The findings.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// Whether the configuration is refused.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// How many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// The findings that are errors.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error)
    }

    /// The findings that are warnings.
    pub fn warnings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Warning)
    }

    /// `{"findings": [...]}` as one line of JSON.
    ///
    /// Each finding has `code`, `severity`, `path`, `message`, `origins` (each with `kind`, its own fields and the
    /// number of its `layer`), `notes` and `help`, the last two only when there are any.
    #[must_use]
    pub fn to_json(&self) -> String {
        json::report(&self.findings)
    }

    /// The rendering for people, with ANSI colors if `color`.
    #[must_use]
    pub fn render(&self, color: bool) -> String {
        render::findings(&self.findings, color)
    }

    /// Writes the rendering to the standard error stream, with colors if it is a terminal and `NO_COLOR` is not set.
    pub fn print(&self) {
        use std::io::{IsTerminal as _, Write as _};
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let mut stream = std::io::stderr().lock();
        let text = self.render(stream.is_terminal() && !no_color);
        // Nothing sensible is left to do when the standard error stream is closed.
        let _ = writeln!(stream, "{text}");
    }
}

impl From<Finding> for Report {
    fn from(finding: Finding) -> Self {
        Self::new(vec![finding])
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.render(false))
    }
}

impl std::fmt::Debug for Report {
    // `fn main() -> Result<(), Report>` prints this, so it is the rendering for people.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("\n")?;
        formatter.write_str(&self.render(false))
    }
}

impl std::error::Error for Report {}
