//! What a manager knows besides the value that serves.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{JoinHandle, ThreadId};
use std::time::SystemTime;

use super::audit::{AuditEvent, AuditKind};
use super::bake::Interrupt;
use super::candidate::Content;
use super::change::PathChange;
use super::health::Watching;
use super::history::{Cause, Kept};
use super::machine::Machine;
use super::metrics::{DurationFigures, RESULTS};
use super::options::Options;
use super::snapshot::{Cell, ContentHash, Snapshot};
use super::subscriber::{Subscribers, guarded};
use super::watch::Mailbox;
use crate::finding::{Code, Finding, Report, Severity};
use crate::layer::{Loaded, Loader};

/// Everything that the manager, its watcher and its bakes share.
pub(crate) struct Shared<T> {
    pub(crate) cell: Cell<T>,
    pub(crate) loader: Loader,
    pub(crate) options: Options<T>,
    pub(crate) subscribers: Subscribers<T>,
    pub(crate) turn: Turn,
    /// Held for moments only, never while foreign code runs.
    pub(crate) state: Mutex<State<T>>,
    pub(crate) bakes: Mutex<Vec<JoinHandle<()>>>,
    pub(crate) sequence: AtomicU64,
    /// Where events come in while the manager is started.
    pub(crate) mailbox: Mutex<Option<Arc<Mailbox>>>,
}

/// What is known, and what was decided.
pub(crate) struct State<T> {
    pub(crate) machine: Machine,
    pub(crate) kept: Kept<T>,
    /// Every file and directory that the last load looked at.
    pub(crate) paths: Vec<PathBuf>,
    /// What the sources held when they were last decided upon.
    pub(crate) content: Option<Content>,
    /// A candidate that waits for a restart.
    pub(crate) pending: Option<Pending>,
    /// The last candidate, if it was refused.
    pub(crate) rejected: Option<Rejected>,
    /// Contents that did harm, newest last.
    pub(crate) quarantine: VecDeque<ContentHash>,
    /// The content that the sources held when someone went back by hand: it waits until it changes, or until a call.
    pub(crate) passed_over: Option<ContentHash>,
    /// Whether a refusal has ended the reloading, under `FailFast`.
    pub(crate) failed: bool,
    pub(crate) watching: Watching,
    pub(crate) interrupt: Option<Arc<Interrupt>>,
    pub(crate) figures: Figures,
    /// Why the last event could not be kept, by the number of the sink.
    pub(crate) audit_problem: Option<String>,
    /// Why the last-known-good copy could not be written.
    pub(crate) copy_problem: Option<String>,
    /// Panics of subscribers after the last swap.
    pub(crate) panics: Vec<String>,
}

/// A candidate that waits for a restart.
pub(crate) struct Pending {
    pub(crate) hash: ContentHash,
    pub(crate) changes: Vec<PathChange>,
}

/// A candidate that was refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejected {
    pub(crate) time: SystemTime,
    pub(crate) report: Report,
    pub(crate) changes: Vec<PathChange>,
    pub(crate) hash: Option<ContentHash>,
}

impl Rejected {
    /// When it was refused.
    #[must_use]
    pub fn time(&self) -> SystemTime {
        self.time
    }

    /// Why.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// What it would have changed; nothing when it could not be read.
    #[must_use]
    pub fn changes(&self) -> &[PathChange] {
        &self.changes
    }
}

/// Counters for the metrics.
pub(crate) struct Figures {
    pub(crate) successful: bool,
    pub(crate) last_success: SystemTime,
    pub(crate) results: [u64; RESULTS.len()],
    pub(crate) durations: DurationFigures,
    pub(crate) findings: [(Severity, u64); 3],
    pub(crate) rollbacks: u64,
}

impl Figures {
    pub(crate) fn new(report: &Report) -> Self {
        let mut figures = Self {
            successful: true,
            last_success: SystemTime::now(),
            results: [0; RESULTS.len()],
            durations: DurationFigures::default(),
            findings: [(Severity::Error, 0), (Severity::Warning, 0), (Severity::Note, 0)],
            rollbacks: 0,
        };
        figures.found(report);
        figures
    }

    /// Counts the findings of a load.
    pub(crate) fn found(&mut self, report: &Report) {
        for (severity, count) in &mut self.findings {
            *count = report.count(*severity) as u64;
        }
    }

    /// Counts how a reload ended.
    pub(crate) fn ended(&mut self, result: &'static str, successful: bool) {
        if let Some(place) = RESULTS.iter().position(|known| *known == result) {
            self.results[place] += 1;
        }
        self.successful = successful;
        if successful {
            self.last_success = SystemTime::now();
        }
    }
}

impl<T> Shared<T> {
    pub(crate) fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_mailbox(&self, mailbox: Option<Arc<Mailbox>>) {
        *self.mailbox.lock().unwrap_or_else(PoisonError::into_inner) = mailbox;
    }

    pub(crate) fn mailbox(&self) -> Option<Arc<Mailbox>> {
        self.mailbox.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn current(&self) -> Snapshot<T> {
        Snapshot::of(&self.cell)
    }

    /// Keeps a last-known-good copy of a value that is good, where one is wanted.
    pub(crate) fn keep_copy(&self, loaded: &Loaded<T>) {
        let problem = guarded(|| self.loader.keep_copy(loaded).map(|warning| warning.message().to_owned()));
        self.state().copy_problem = problem.unwrap_or_else(Some);
    }

    /// Writes to the change log. Called in turn, without the state.
    pub(crate) fn audit(
        &self,
        kind: AuditKind,
        cause: Cause,
        changes: &[PathChange],
        report: &Report,
        note: Option<String>,
    ) {
        self.announce_event();
        if self.options.sinks.is_empty() && !cfg!(feature = "tracing") {
            return;
        }
        let current = self.current();
        let event = AuditEvent {
            time: SystemTime::now(),
            sequence: self.sequence.fetch_add(1, Ordering::Relaxed) + 1,
            kind,
            cause,
            generation: current.generation(),
            fingerprint: current.fingerprint(),
            changes: changes.to_vec(),
            report: report.clone(),
            note,
        };
        super::trace::trace(&event);
        let mut problem = None;
        for sink in &self.options.sinks {
            let recorded = guarded(|| sink.record(&event));
            let recorded = recorded.unwrap_or_else(|panic| Err(format!("a sink panicked: {panic}")));
            problem = problem.or(recorded.err());
        }
        self.state().audit_problem = problem;
    }
}

/// Lets one reload in at a time, and refuses one from inside another, which would wait for itself.
pub(crate) struct Turn {
    lock: Mutex<()>,
    owner: Mutex<Option<ThreadId>>,
}

/// The turn, until dropped.
pub(crate) struct MyTurn<'t> {
    turn: &'t Turn,
    _lock: MutexGuard<'t, ()>,
}

impl Turn {
    pub(crate) fn new() -> Self {
        Self { lock: Mutex::new(()), owner: Mutex::new(None) }
    }

    pub(crate) fn take(&self) -> Result<MyTurn<'_>, Report> {
        let me = std::thread::current().id();
        if *self.owner.lock().unwrap_or_else(PoisonError::into_inner) == Some(me) {
            return Err(Finding::error(
                Code::NESTED_RELOAD,
                "",
                "a subscriber asked for a reload or a rollback while it was told of one",
            )
            .with_help("ask from another thread")
            .into());
        }
        let lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        *self.owner.lock().unwrap_or_else(PoisonError::into_inner) = Some(me);
        Ok(MyTurn { turn: self, _lock: lock })
    }
}

impl Drop for MyTurn<'_> {
    fn drop(&mut self) {
        *self.turn.owner.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
