//! One file on its way into a schema.

use std::path::Path;

use config_core::{Code, Document, Finding, Format, Loaded, Origin, Report, ServiceConfig};

/// A file's path and its bytes.
#[derive(Clone, Copy)]
pub struct NativeFile<'f> {
    path: &'f Path,
    bytes: &'f [u8],
}

impl std::fmt::Debug for NativeFile<'_> {
    // The bytes may hold secrets.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("NativeFile").field("path", &self.path).finish_non_exhaustive()
    }
}

/// What a file was read into.
#[derive(Clone, Debug)]
pub struct Reading<T> {
    /// The typed value.
    pub value: T,
    /// Warnings and notes; a file that was read has no errors.
    pub report: Report,
}

impl<T> Reading<T> {
    /// The value with all findings, unless one of them is an error.
    ///
    /// # Errors
    ///
    /// The findings, when one is an error.
    pub fn new(value: T, findings: Vec<Finding>) -> Result<Self, Report> {
        let report = Report::new(findings);
        if report.has_errors() { Err(report) } else { Ok(Self { value, report }) }
    }

    /// A loaded value, with what rules over it have found besides.
    ///
    /// # Errors
    ///
    /// The findings, when one is an error.
    pub fn of_loaded(loaded: Loaded<T>, mut findings: Vec<Finding>) -> Result<Self, Report> {
        findings.extend(loaded.report.findings().iter().cloned());
        Self::new(loaded.value, findings)
    }

    /// The same reading of another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reading<U> {
        Reading { value: change(self.value), report: self.report }
    }
}

impl<'f> NativeFile<'f> {
    /// A file that was read already.
    #[must_use]
    pub const fn new(path: &'f Path, bytes: &'f [u8]) -> Self {
        Self { path, bytes }
    }

    /// The path.
    #[must_use]
    pub const fn path(&self) -> &'f Path {
        self.path
    }

    /// The bytes.
    #[must_use]
    pub const fn bytes(&self) -> &'f [u8] {
        self.bytes
    }

    /// The text, for parsers of their own.
    ///
    /// # Errors
    ///
    /// A finding when the bytes are not UTF-8.
    pub fn text(&self) -> Result<&'f str, Report> {
        std::str::from_utf8(self.bytes).map_err(|error| {
            let before = &self.bytes[..error.valid_up_to()];
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            Finding::error(Code::ENCODING, "", "the file is not UTF-8")
                .with_origin(self.origin(u32::try_from(line).unwrap_or(0), 1))
                .with_help("save the file as UTF-8")
                .into()
        })
    }

    /// A place in the file, both counted from 1; zeros for the file as a whole.
    #[must_use]
    pub fn origin(&self, line: u32, column: u32) -> Origin {
        Origin::File { path: self.path.to_owned(), line, column }
    }

    /// The place of a byte of the file.
    #[must_use]
    pub fn place(&self, offset: usize) -> Origin {
        let text = std::str::from_utf8(self.bytes).unwrap_or_default();
        let position = config_format::Position::of(text, offset);
        self.origin(position.line, position.column)
    }

    /// Parses the file.
    ///
    /// # Errors
    ///
    /// Everything that breaks the grammar of the format.
    pub fn document(&self, format: Format) -> Result<Document, Report> {
        Document::parse(self.path, self.bytes, format)
    }

    /// Parses the file and reads it into a type.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn load<T: ServiceConfig>(&self, format: Format) -> Result<Loaded<T>, Report> {
        self.document(format)?.read()
    }
}

/// Reads a file and hands it on.
pub(super) fn read<R>(path: &Path, work: impl FnOnce(&NativeFile<'_>) -> R) -> Result<R, Report> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(work(&NativeFile::new(path, &bytes))),
        Err(error) => {
            let (code, problem) = match error.kind() {
                std::io::ErrorKind::NotFound => (Code::FILE_MISSING, "does not exist".to_owned()),
                kind => (Code::FILE_UNREADABLE, format!("cannot be read: {kind}")),
            };
            let origin = Origin::File { path: path.to_owned(), line: 0, column: 0 };
            Err(Finding::error(code, "", format!("file {} {problem}", path.display()))
                .with_origin(origin)
                .with_help("check the path and its permissions")
                .into())
        }
    }
}
