//! Where a value comes from.

use std::path::PathBuf;

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A place in a file.
    File {
        /// The path as it was given to the loader.
        path: PathBuf,
        /// Line, from 1. Zero when the file as a whole is meant.
        line: u32,
        /// Column in characters, from 1. Zero when the file as a whole is meant.
        column: u32,
    },
    /// An environment variable.
    Variable {
        /// Its name.
        name: String,
    },
    /// An override, such as `--set limits.max_tokens=4096`.
    Override {
        /// The override as given; the value is masked when it belongs to a secret.
        text: String,
    },
    /// A default in the source of the service.
    Code {
        /// The source file.
        file: String,
        /// The line, from 1.
        line: u32,
    },
    /// A figment provider that is not one of ours.
    Provider {
        /// Its name, and its source where it tells.
        name: String,
    },
}

impl Origin {
    /// `file`, `variable`, `override`, `code` or `provider`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Origin::File { .. } => "file",
            Origin::Variable { .. } => "variable",
            Origin::Override { .. } => "override",
            Origin::Code { .. } => "code",
            Origin::Provider { .. } => "provider",
        }
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Origin::File { path, line: 0, .. } => write!(formatter, "{}", path.display()),
            Origin::File { path, line, column } => write!(formatter, "{}:{line}:{column}", path.display()),
            Origin::Variable { name } => write!(formatter, "variable {name}"),
            Origin::Override { text } => write!(formatter, "override {text}"),
            Origin::Code { file, line } => write!(formatter, "code {file}:{line}"),
            Origin::Provider { name } => write!(formatter, "provider {name}"),
        }
    }
}
