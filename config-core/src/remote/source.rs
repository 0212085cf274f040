//! What an engine that holds configuration must answer.

use std::fmt;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::Format;

/// An engine that holds a configuration document elsewhere.
///
/// Revisions are numbers that grow with every change and are never used again. An engine whose history was cut or restored
/// must go on counting above what it gave out before: a client takes nothing that is older than what it has.
pub trait RemoteSource: Send + Sync {
    /// What to call the document in findings, such as `etcd://config-0:2379/gateway.yaml`. Without credentials.
    fn name(&self) -> String;

    /// The whole document as it is now.
    ///
    /// # Errors
    ///
    /// Why there is no answer. An answer must come within `timeout`.
    fn get(&self, timeout: Duration) -> Result<RemoteDocument, RemoteError>;

    /// Waits until there is a revision after `after`, at most `timeout`.
    ///
    /// # Errors
    ///
    /// Why there is no answer. That nothing changed is no error, but [`RemoteEvent::Unchanged`].
    fn watch(&self, after: u64, timeout: Duration) -> Result<RemoteEvent, RemoteError>;

    /// Ends a watch that another thread waits in, where the engine can. Without it the end of a follower waits for the
    /// watch to time out.
    fn interrupt(&self) {}
}

/// A document at one revision.
#[derive(Clone)]
pub struct RemoteDocument {
    pub(crate) revision: u64,
    pub(crate) format: Format,
    pub(crate) text: Zeroizing<Vec<u8>>,
}

impl RemoteDocument {
    /// A document.
    #[must_use]
    pub fn new(revision: u64, format: Format, text: impl Into<Vec<u8>>) -> Self {
        Self { revision, format, text: Zeroizing::new(text.into()) }
    }

    /// Its revision.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Its format.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }
}

impl fmt::Debug for RemoteDocument {
    // The text may hold secrets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RemoteDocument")
            .field("revision", &self.revision)
            .field("format", &self.format)
            .finish_non_exhaustive()
    }
}

/// What a watch ended with.
#[derive(Clone, Debug)]
pub enum RemoteEvent {
    /// A later document.
    Changed(RemoteDocument),
    /// Nothing changed in the time given.
    Unchanged,
    /// The engine no longer knows what came after the revision: the whole document must be asked for.
    Lost,
}

/// Why an engine did not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RemoteProblem {
    /// It did not answer in time.
    Timeout,
    /// It cannot be reached.
    Unreachable,
    /// It answered that it will not.
    Refused,
}

/// Why an engine did not answer, with its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteError {
    problem: RemoteProblem,
    message: String,
}

impl RemoteError {
    /// An error; the message must hold no secret.
    #[must_use]
    pub fn new(problem: RemoteProblem, message: impl Into<String>) -> Self {
        Self { problem, message: message.into() }
    }

    /// Its sort.
    #[must_use]
    pub fn problem(&self) -> RemoteProblem {
        self.problem
    }
}

impl fmt::Display for RemoteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = match self.problem {
            RemoteProblem::Timeout => "it did not answer in time",
            RemoteProblem::Unreachable => "it cannot be reached",
            RemoteProblem::Refused => "it refused",
        };
        match self.message.as_str() {
            "" => formatter.write_str(problem),
            message => write!(formatter, "{problem}: {message}"),
        }
    }
}

impl std::error::Error for RemoteError {}
