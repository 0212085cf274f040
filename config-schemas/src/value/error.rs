//! What is wrong with a text.

/// What is wrong with a text, where, and what to write instead. Never repeats the text, which may be secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    position: Option<usize>,
    problem: String,
    help: &'static str,
}

impl ValueError {
    /// A problem with the text as a whole.
    pub(crate) fn new(problem: impl Into<String>, help: &'static str) -> Self {
        Self { position: None, problem: problem.into(), help }
    }

    /// A problem at byte `offset` of `text`.
    pub(crate) fn at(text: &str, offset: usize, problem: impl Into<String>, help: &'static str) -> Self {
        let characters = text.char_indices().take_while(|(index, _)| *index < offset).count();
        Self { position: Some(characters + 1), problem: problem.into(), help }
    }

    /// The character at which reading stopped, from 1; `None` when the text as a whole is meant.
    #[must_use]
    pub fn position(&self) -> Option<usize> {
        self.position
    }

    /// What is wrong, in one clause.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> &str {
        self.help
    }
}

impl std::fmt::Display for ValueError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.problem)?;
        if let Some(position) = self.position {
            write!(formatter, " at character {position}")?;
        }
        write!(formatter, "; {}", self.help)
    }
}

impl std::error::Error for ValueError {}
