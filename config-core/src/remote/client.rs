//! The client of a remote source: the newest document it ever saw, and whether the source answers.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::source::{RemoteDocument, RemoteError, RemoteProblem, RemoteSource};

/// A remote source with its last good document. Cheap to clone; all clones share one state.
///
/// ```
/// use std::time::Duration;
/// use config_core::remote::{Remote, RemoteDocument, RemoteError, RemoteEvent, RemoteSource};
/// use config_core::{Format, Loader, ServiceConfig};
///
/// struct Fixed;
///
/// impl RemoteSource for Fixed {
///     fn name(&self) -> String {
///         "memory://small.yaml".to_owned()
///     }
///     fn get(&self, _timeout: Duration) -> Result<RemoteDocument, RemoteError> {
///         Ok(RemoteDocument::new(7, Format::Yaml, "port: 9000\n"))
///     }
///     fn watch(&self, _after: u64, timeout: Duration) -> Result<RemoteEvent, RemoteError> {
///         std::thread::sleep(timeout);
///         Ok(RemoteEvent::Unchanged)
///     }
/// }
///
/// /// A small service.
/// #[derive(Debug, ServiceConfig)]
/// struct Small {
///     /// Port to listen on.
///     port: u16,
/// }
///
/// let remote = Remote::new(Fixed);
/// let small: Small = Loader::new().remote(&remote).load()?;
/// assert_eq!(small.port, 9000);
/// assert_eq!(remote.status().revision, Some(7));
/// # Ok::<(), config_core::Report>(())
/// ```
#[derive(Clone)]
pub struct Remote {
    pub(super) shared: Arc<Shared>,
}

pub(super) struct Shared {
    pub(super) source: Box<dyn RemoteSource>,
    pub(super) times: Times,
    state: Mutex<State>,
    /// How many followers keep the document up to date.
    followers: AtomicUsize,
}

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    pub(super) answer: Duration,
    pub(super) watch: Duration,
    pub(super) whole: Duration,
}

#[derive(Default)]
struct State {
    document: Option<Arc<RemoteDocument>>,
    error: Option<RemoteError>,
    /// Documents that were older than the newest one.
    late: u64,
}

/// How a remote source is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteStatus {
    /// The newest revision that was seen; nothing before the first answer.
    pub revision: Option<u64>,
    /// Why the source does not answer; nothing when it does.
    pub error: Option<RemoteError>,
    /// How many documents came late, older than one that was there already, and were left alone.
    pub late: u64,
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// A newer document.
    Newer,
    /// Nothing new.
    Known,
    /// No answer.
    Failed,
}

/// What a load gets.
pub(crate) enum Held {
    /// The document, from a source that answers.
    Fresh(Arc<RemoteDocument>),
    /// The last good document, and why there is no newer one.
    Stale(Arc<RemoteDocument>, RemoteError),
    /// Nothing at all.
    Nothing(RemoteError),
}

impl std::fmt::Debug for Remote {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Remote")
            .field("name", &self.shared.source.name())
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}

impl Remote {
    /// A client of a source. Nothing is asked before the first load or the first follower. An answer may take 5 seconds,
    /// a watch waits up to 10, and the whole document is asked for every 30.
    #[must_use]
    pub fn new(source: impl RemoteSource + 'static) -> Self {
        let second = Duration::from_secs(1);
        Self::with_times(
            Box::new(source),
            Times { answer: second * 5, watch: second * 10, whole: second * 30 },
        )
    }

    fn with_times(source: Box<dyn RemoteSource>, times: Times) -> Self {
        let state = Mutex::new(State::default());
        Self { shared: Arc::new(Shared { source, times, state, followers: AtomicUsize::new(0) }) }
    }

    /// A client with times of its own: for an answer, for a watch, and after which the whole document is asked for without
    /// a reason, since an engine may lose an event and not know it.
    #[must_use]
    pub fn timed(
        source: impl RemoteSource + 'static,
        answer: Duration,
        watch: Duration,
        whole: Duration,
    ) -> Self {
        Self::with_times(Box::new(source), Times { answer, watch, whole })
    }

    /// What the source is called.
    #[must_use]
    pub fn name(&self) -> String {
        self.shared.source.name()
    }

    /// How it is.
    #[must_use]
    pub fn status(&self) -> RemoteStatus {
        let state = self.shared.state();
        RemoteStatus {
            revision: state.document.as_ref().map(|document| document.revision),
            error: state.error.clone(),
            late: state.late,
        }
    }

    /// The document for a load. Where a follower is at work, what it has is at most one watch old; otherwise the source
    /// is asked.
    pub(crate) fn hold(&self) -> Held {
        if self.shared.followers.load(Ordering::Acquire) == 0 || self.shared.state().document.is_none() {
            self.shared.ask();
        }
        let state = self.shared.state();
        match (&state.document, &state.error) {
            (Some(document), None) => Held::Fresh(Arc::clone(document)),
            (Some(document), Some(error)) => Held::Stale(Arc::clone(document), error.clone()),
            (None, Some(error)) => Held::Nothing(error.clone()),
            (None, None) => Held::Nothing(RemoteError::new(RemoteProblem::Timeout, "")),
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn revision(&self) -> u64 {
        self.state().document.as_ref().map_or(0, |document| document.revision)
    }

    /// Asks for the whole document.
    pub(super) fn ask(&self) -> Answer {
        self.take(guarded(|| self.source.get(self.times.answer)))
    }

    /// Takes an answer: a newer document, or why there is none. An older document is left alone.
    pub(super) fn take(&self, answer: Result<RemoteDocument, RemoteError>) -> Answer {
        let mut state = self.state();
        match answer {
            Ok(document) => {
                state.error = None;
                let held = state.document.as_ref().map(|held| held.revision);
                if held.is_some_and(|held| document.revision <= held) {
                    state.late += u64::from(held != Some(document.revision));
                    return Answer::Known;
                }
                state.document = Some(Arc::new(document));
                Answer::Newer
            }
            Err(error) => {
                state.error = Some(error);
                Answer::Failed
            }
        }
    }

    /// Notes that the source answered, with nothing new.
    pub(super) fn answered(&self) {
        self.state().error = None;
    }

    pub(super) fn failed(&self, error: RemoteError) {
        self.state().error = Some(error);
    }

    pub(super) fn follows(&self, on: bool) {
        if on {
            self.followers.fetch_add(1, Ordering::AcqRel);
        } else {
            self.followers.fetch_sub(1, Ordering::AcqRel);
        }
    }
}

/// Calls the source; its panics are errors.
pub(super) fn guarded<R>(call: impl FnOnce() -> Result<R, RemoteError>) -> Result<R, RemoteError> {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(|_| {
        Err(RemoteError::new(RemoteProblem::Refused, "the client of the source panicked"))
    })
}
