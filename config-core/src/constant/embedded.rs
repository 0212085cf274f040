//! Files that lie in the program itself.

/// One embedded file: its path in the repository and its text.
#[derive(Clone, Copy)]
pub struct EmbeddedFile {
    /// The path, relative to its crate, as findings show it.
    pub path: &'static str,
    /// The text.
    pub text: &'static str,
}

/// Files that `embed_config!` has checked and put into the program, weakest first.
///
/// Give it to [`crate::Loader::embedded`]. Values keep their places: `file:line:column` of the repository.
#[derive(Clone, Copy)]
pub struct Layer {
    files: &'static [EmbeddedFile],
}

impl Layer {
    /// Layers from files, a later one over an earlier one. `$extends` in them is not followed: what it names lies
    /// before them.
    #[must_use]
    pub const fn new(files: &'static [EmbeddedFile]) -> Self {
        Self { files }
    }

    /// The files, weakest first.
    #[must_use]
    pub const fn files(&self) -> &'static [EmbeddedFile] {
        self.files
    }
}

impl std::fmt::Debug for EmbeddedFile {
    // The text may hold what should not be shown.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("EmbeddedFile").field("path", &self.path).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Layer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Layer").field(&self.files).finish()
    }
}
