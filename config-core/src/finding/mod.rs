//! Everything the software has to say about a configuration.
//!
//! A [`Finding`] names one thing with its stable [`Code`], its path, the [`Origin`] of every value involved and what to
//! do about it. A [`Report`] is all of them at once, in a stable order. No finding ever holds the text of a secret:
//! snippets are cut and masked when the finding is made.

mod code;
mod json;
mod origin;
mod render;
mod report;

pub(crate) use json::{string as json_string, write_origin as json_origin};

pub use code::Code;
pub use origin::Origin;
pub use report::Report;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The configuration is refused.
    Error,
    /// The configuration is taken, but its author should look.
    Warning,
    /// Good to know.
    Note,
}

impl Severity {
    /// `error`, `warning` or `note`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

impl std::fmt::Display for Severity {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(self.name())
    }
}

/// One thing to say about a configuration.
#[derive(Clone, PartialEq, Eq)]
pub struct Finding {
    pub(crate) code: Code,
    pub(crate) severity: Severity,
    pub(crate) path: String,
    pub(crate) message: String,
    pub(crate) origins: Vec<Origin>,
    pub(crate) places: Vec<Place>,
    pub(crate) notes: Vec<String>,
    pub(crate) help: Option<String>,
}

/// What is known of an origin besides what it is: its layer, its line and what to say about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// Number of the layer, from 1.
    pub(crate) layer: Option<usize>,
    /// What to write at the place.
    pub(crate) label: String,
    /// The line of text, secrets masked.
    pub(crate) snippet: Option<Snippet>,
}

/// One line of a source, masked, with the part that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Snippet {
    pub(crate) text: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Whether a message tells a path: as a whole, and not as a word that only reads like one, such as the key `text` in
/// "expected text".
fn tells(message: &str, path: &str) -> bool {
    let joins = |character: char| character.is_alphanumeric() || "_-.[\"".contains(character);
    // Messages begin with some words that a key may have for a name.
    let common = ["a", "an", "the", "no", "file", "variable", "expected", "key"].contains(&path);
    message.match_indices(path).any(|(start, _)| {
        let (before, after) = (&message[..start], &message[start + path.len()..]);
        // A sentence may end after the path.
        let ends = !after.trim_start_matches('.').starts_with(joins);
        let begins = before.is_empty() && !common;
        ends && !before.ends_with(joins) && (begins || before.ends_with("key ") || path.contains(['.', '[']))
    })
}

impl Finding {
    /// A finding with nothing but the essentials.
    #[must_use]
    pub fn new(code: Code, severity: Severity, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            path: path.into(),
            message: message.into(),
            origins: Vec::new(),
            places: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// The message with the path before it, unless the message tells the path itself.
    pub(crate) fn title(&self) -> String {
        if self.path.is_empty() || tells(&self.message, &self.path) {
            self.message.clone()
        } else {
            format!("{}: {}", self.path, self.message)
        }
    }

    /// An error.
    #[must_use]
    pub fn error(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, path, message)
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, path, message)
    }

    /// Adds the origin of a value involved.
    #[must_use]
    pub fn with_origin(self, origin: Origin) -> Self {
        self.with_place(origin, Place::default())
    }

    /// Adds an origin with a label to write at the place, and the layer's number.
    #[must_use]
    pub fn with_labelled_origin(
        self,
        origin: Origin,
        layer: Option<usize>,
        label: impl Into<String>,
    ) -> Self {
        self.with_place(origin, Place { layer, label: label.into(), snippet: None })
    }

    #[must_use]
    pub(crate) fn with_place(mut self, origin: Origin, place: Place) -> Self {
        self.origins.push(origin);
        self.places.push(place);
        self
    }

    /// Replaces every origin, for texts that were put together from several files. Labels and lines stay as they are.
    ///
    /// ```
    /// use config_core::{Code, Finding, Origin};
    ///
    /// let finding = Finding::error(Code::CHECK, "port", "is taken")
    ///     .with_origin(Origin::File { path: "all.conf".into(), line: 12, column: 1 })
    ///     .map_origins(|_| Origin::File { path: "ports.conf".into(), line: 2, column: 1 });
    /// assert_eq!(finding.origins()[0].to_string(), "ports.conf:2:1");
    /// ```
    #[must_use]
    pub fn map_origins(mut self, replace: impl FnMut(Origin) -> Origin) -> Self {
        self.origins = self.origins.into_iter().map(replace).collect();
        self
    }

    /// Adds a line of explanation.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Sets what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Changes the severity.
    #[must_use]
    pub fn with_severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Puts the path below another one, for a value that is a section of a larger file.
    ///
    /// ```
    /// use config_core::{Code, Finding};
    ///
    /// let finding = Finding::error(Code::CHECK, "route.receiver", "is missing").below("alerts.config");
    /// assert_eq!(finding.path(), "alerts.config.route.receiver");
    /// ```
    #[must_use]
    pub fn below(mut self, path: &str) -> Self {
        if self.path.is_empty() {
            self.path = path.to_owned();
        } else {
            let between = if self.path.starts_with('[') { "" } else { "." };
            self.path = format!("{path}{between}{}", self.path);
        }
        self
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Path of the value, such as `upstreams[2].url`; empty when no single value is meant.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong, in one clause.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where every value involved comes from, the one to change first.
    #[must_use]
    pub fn origins(&self) -> &[Origin] {
        &self.origins
    }

    /// Further lines of explanation, such as the operands of a check.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl std::fmt::Debug for Finding {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Finding")
            .field("code", &self.code)
            .field("severity", &self.severity)
            .field("path", &self.path)
            .field("message", &self.message)
            .field("origins", &self.origins)
            .field("help", &self.help)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&render::finding(self, false))
    }
}
