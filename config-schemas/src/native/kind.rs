//! One kind of native file, as a line of the table.

use config_core::{Code, Finding, Report};

use super::{Native, NativeFile, Reading};

/// No kind has this name.
pub const UNKNOWN_KIND: Code = Code::custom("NAT0001");
/// The kind is known, but cannot be read yet.
pub const NOT_BUILT: Code = Code::custom("NAT0002");
/// What was written is read as another value. A fault of this crate.
pub const ROUND_TRIP: Code = Code::custom("NAT0003");
/// A key that the schema has no field for was kept as it is.
pub const KEPT_AS_EXTRA: Code = Code::custom("NAT0004");

type Check = fn(&NativeFile<'_>) -> Report;
type Rewrite = fn(&NativeFile<'_>) -> Result<String, Report>;

/// A kind of native file: its name, what it is, and how it is read and written.
#[derive(Clone, Copy, Debug)]
pub struct NativeKind {
    name: &'static str,
    about: &'static str,
    functions: Option<(Check, Rewrite)>,
}

impl NativeKind {
    /// A kind that is read into `T` and written from it.
    #[must_use]
    pub const fn of<T: Native>(name: &'static str, about: &'static str) -> Self {
        Self { name, about, functions: Some((check::<T>, rewrite::<T>)) }
    }

    /// A kind that is known but refused, because nobody can read it yet.
    #[must_use]
    pub const fn not_built(name: &'static str, about: &'static str) -> Self {
        Self { name, about, functions: None }
    }

    /// The name, as [`super::check`] takes it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What the file is.
    #[must_use]
    pub const fn about(&self) -> &'static str {
        self.about
    }

    /// Whether files of the kind can be read.
    #[must_use]
    pub const fn is_built(&self) -> bool {
        self.functions.is_some()
    }

    /// Everything that is wrong with a file.
    #[must_use]
    pub fn check(&self, file: &NativeFile<'_>) -> Report {
        match self.functions {
            Some((check, _)) => check(file),
            None => self.refuse(file),
        }
    }

    /// The file as it is written from its schema.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the file.
    pub fn rewrite(&self, file: &NativeFile<'_>) -> Result<String, Report> {
        match self.functions {
            Some((_, rewrite)) => rewrite(file),
            None => Err(self.refuse(file)),
        }
    }

    fn refuse(&self, file: &NativeFile<'_>) -> Report {
        Finding::error(NOT_BUILT, "", format!("files of the kind {} cannot be read yet", self.name))
            .with_origin(file.origin(0, 0))
            .with_help("check the file with the server itself")
            .into()
    }
}

fn check<T: Native>(file: &NativeFile<'_>) -> Report {
    match T::read(file) {
        Ok(Reading { report, .. }) | Err(report) => report,
    }
}

fn rewrite<T: Native>(file: &NativeFile<'_>) -> Result<String, Report> {
    let first = T::read(file)?.value;
    let text = first.write();
    let again = NativeFile::new(file.path(), text.as_bytes());
    let problem = match T::read(&again) {
        Ok(second) if second.value == first => return Ok(text),
        Ok(_) => "what was written is read as another value".to_owned(),
        Err(report) => {
            let first =
                report.errors().next().map(|finding| format!("{}: {}", finding.path(), finding.message()));
            format!("what was written is refused: {}", first.unwrap_or_default())
        }
    };
    Err(Finding::error(ROUND_TRIP, "", problem)
        .with_origin(file.origin(0, 0))
        .with_help("this is a fault of config-schemas; please report it")
        .into())
}
