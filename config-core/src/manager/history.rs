//! The generations that are kept, and how each came to serve.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::SystemTime;

use super::change::PathChange;
use super::snapshot::{Generation, Snapshot};

/// What led to a load.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// The manager was made.
    Start,
    /// `reload` was called.
    Call,
    /// An event of the file system.
    Event,
    /// The poll.
    Poll,
    /// A remote source.
    Remote,
    /// `SIGHUP`.
    Signal,
    /// A rollback by hand.
    Rollback,
    /// A bake that failed, or was passed.
    Bake,
}

impl Cause {
    /// The word in the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Cause::Start => "start",
            Cause::Call => "call",
            Cause::Event => "event",
            Cause::Poll => "poll",
            Cause::Remote => "remote",
            Cause::Signal => "signal",
            Cause::Rollback => "rollback",
            Cause::Bake => "bake",
        }
    }
}

/// A generation that is kept.
#[derive(Clone, Debug)]
pub struct HistoryEntry {
    pub(crate) generation: u64,
    pub(crate) time: SystemTime,
    pub(crate) cause: Cause,
    pub(crate) fingerprint: u64,
    pub(crate) changes: Arc<[PathChange]>,
    pub(crate) current: bool,
    pub(crate) harm: Option<String>,
}

impl HistoryEntry {
    /// Its number.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// When it was loaded.
    #[must_use]
    pub fn time(&self) -> SystemTime {
        self.time
    }

    /// What led to it.
    #[must_use]
    pub fn cause(&self) -> Cause {
        self.cause
    }

    /// Hash of its values, secrets left out.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// What it changed in the generation that served before it: paths with old and new values, masked, and their
    /// origins. Nothing for the first one.
    #[must_use]
    pub fn changes(&self) -> &[PathChange] {
        &self.changes
    }

    /// Whether it serves.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.current
    }

    /// Why it was rolled back by its bake, if it was.
    #[must_use]
    pub fn harm(&self) -> Option<&str> {
        self.harm.as_deref()
    }
}

/// The generations that are kept.
pub(crate) struct Kept<T> {
    entries: VecDeque<(HistoryEntry, Arc<Generation<T>>)>,
    limit: usize,
}

impl<T> Kept<T> {
    pub(crate) fn new(limit: usize) -> Self {
        Self { entries: VecDeque::new(), limit }
    }

    /// Keeps one more; the oldest that is not pinned goes.
    pub(crate) fn push(
        &mut self,
        generation: &Arc<Generation<T>>,
        cause: Cause,
        changes: Arc<[PathChange]>,
        pinned: [u64; 2],
    ) {
        let entry = HistoryEntry {
            generation: generation.number,
            time: generation.time,
            cause,
            fingerprint: generation.fingerprint,
            changes,
            current: false,
            harm: None,
        };
        self.entries.push_back((entry, Arc::clone(generation)));
        while self.entries.len() > self.limit {
            let oldest = self.entries.iter().position(|(entry, _)| !pinned.contains(&entry.generation));
            if oldest.and_then(|oldest| self.entries.remove(oldest)).is_none() {
                break;
            }
        }
    }

    pub(crate) fn get(&self, number: u64) -> Option<Snapshot<T>> {
        let (_, generation) = self.entries.iter().find(|(entry, _)| entry.generation == number)?;
        Some(Snapshot::from_arc(Arc::clone(generation)))
    }

    /// The same values from new places.
    pub(crate) fn refresh(&mut self, generation: &Arc<Generation<T>>) {
        if let Some((_, kept)) =
            self.entries.iter_mut().find(|(entry, _)| entry.generation == generation.number)
        {
            *kept = Arc::clone(generation);
        }
    }

    pub(crate) fn mark_harm(&mut self, number: u64, reason: &str) {
        if let Some((entry, _)) = self.entries.iter_mut().find(|(entry, _)| entry.generation == number) {
            entry.harm = Some(reason.to_owned());
        }
    }

    pub(crate) fn numbers(&self) -> Vec<u64> {
        self.entries.iter().map(|(entry, _)| entry.generation).collect()
    }

    pub(crate) fn entries(&self, current: u64) -> Vec<HistoryEntry> {
        self.entries
            .iter()
            .map(|(entry, _)| HistoryEntry { current: entry.generation == current, ..entry.clone() })
            .collect()
    }
}
