//! The two phases of a reload: everything that can fail, then the swap.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use super::audit::AuditKind;
use super::candidate::{self, Candidate, Content};
use super::change::{Change, PathChange, difference, strictest};
use super::classes::{held_fields, split};
use super::history::Cause;
use super::options::{ClassPolicy, Policy};
use super::snapshot::{ContentHash, Generation, Snapshot};
use super::state::{Pending, Rejected, Shared};
use super::subscriber::Refusal;
use super::transition;
use super::watch::Mailbox;
use crate::finding::{Code, Finding, Report};
use crate::layer::{Leaf, Loaded};
use crate::read::ServiceConfig;
use crate::schema::Reload;

/// How often, and how long each time, a call waits for the end of writing.
const PATIENCE: usize = 10;
const PAUSE: Duration = Duration::from_millis(100);

/// What a look at the sources came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// Taken, held, refused or found unchanged.
    Decided,
    /// A source is being written: look when it is whole.
    Torn,
    /// Look again shortly.
    Unsure,
}

/// How a reload ended, if not by a refusal.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// The values are those that serve already.
    Unchanged {
        /// The generation that serves.
        generation: u64,
    },
    /// The new values serve, and have passed their bake if there is one.
    Applied {
        /// The generation that serves.
        generation: u64,
        /// What differs from the one before.
        changes: Arc<[PathChange]>,
    },
    /// What is hot serves, the rest waits for a restart.
    PartlyApplied {
        /// The generation that serves.
        generation: u64,
        /// What differs from the one before.
        changes: Arc<[PathChange]>,
        /// What waits.
        pending: Vec<PathChange>,
    },
    /// The whole candidate waits for a restart.
    Held {
        /// The generation that serves.
        generation: u64,
        /// What waits.
        pending: Vec<PathChange>,
    },
    /// The new values did harm in their bake; those that last proved themselves serve again.
    RolledBack {
        /// The generation that serves.
        generation: u64,
        /// The generation that did harm.
        harmful: u64,
        /// What the probes said.
        reason: String,
    },
}

impl Outcome {
    /// The generation that serves.
    #[must_use]
    pub fn generation(&self) -> u64 {
        match self {
            Outcome::Unchanged { generation }
            | Outcome::Applied { generation, .. }
            | Outcome::PartlyApplied { generation, .. }
            | Outcome::Held { generation, .. }
            | Outcome::RolledBack { generation, .. } => *generation,
        }
    }

    /// The value of the label `result` in the metrics.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Outcome::Unchanged { .. } => "unchanged",
            Outcome::Applied { .. } => "applied",
            Outcome::PartlyApplied { .. } => "partly_applied",
            Outcome::Held { .. } => "held",
            Outcome::RolledBack { .. } => "rolled_back",
        }
    }
}

/// A candidate that may be taken: what to swap in, and what waits.
pub(super) struct Accepted<T> {
    pub(super) loaded: Loaded<T>,
    pub(super) leaves: Vec<Leaf>,
    pub(super) changes: Vec<PathChange>,
    pub(super) pending: Vec<PathChange>,
}

/// What the first phase came to.
pub(super) enum Judgement<T> {
    Take(Accepted<T>),
    Hold { pending: Vec<PathChange>, report: Report },
    Refuse { report: Report, changes: Vec<PathChange> },
}

impl<T: ServiceConfig + Send + Sync + 'static> Shared<T> {
    /// Loads and takes, holds or refuses what was loaded, because someone asked. A bake goes on behind it.
    pub(crate) fn reload(self: &Arc<Self>) -> Result<Reloaded, Report> {
        let _turn = self.turn.take()?;
        let started = Instant::now();
        self.announce_begin(Cause::Call);
        let mailbox = self.mailbox();
        let mut candidate = self.load();
        for _ in 0..PATIENCE {
            let Some(mailbox) = mailbox.as_ref().filter(|mailbox| self.is_torn(&candidate, mailbox)) else {
                break;
            };
            mailbox.wait_until_whole(PAUSE);
            candidate = self.load();
        }
        let outcome = self.decide(candidate, Cause::Call);
        self.ended(started, &outcome);
        outcome
    }

    /// A reload is over, apart from a bake.
    fn ended(&self, started: Instant, outcome: &Result<Reloaded, Report>) {
        let duration = started.elapsed();
        self.state().figures.durations.add(duration);
        self.announce_end(duration, outcome.as_ref().map(|reloaded| &reloaded.outcome));
    }

    /// The same because something may have changed. What is torn is not decided upon, and neither is what fails, as
    /// long as there is another `chance`: on network mounts the end of writing is no event.
    pub(crate) fn look(self: &Arc<Self>, cause: Cause, mailbox: &Mailbox, chance: bool) -> Look {
        let Ok(_turn) = self.turn.take() else { return Look::Decided };
        let started = Instant::now();
        if cause == Cause::Event && self.holds_still() {
            self.announce_rest();
            return Look::Decided;
        }
        self.announce_begin(cause);
        let candidate = self.load();
        if self.is_torn(&candidate, mailbox) {
            return Look::Torn;
        }
        if !candidate.stable || (chance && self.fails_newly(&candidate)) {
            return Look::Unsure;
        }
        // How it ended is in health, the metrics and the change log.
        let outcome = self.decide(candidate, cause);
        self.ended(started, &outcome);
        Look::Decided
    }

    fn load(&self) -> Candidate<T> {
        let known = self.state().paths.clone();
        candidate::load::<T>(&self.loader, &known)
    }

    /// Whether the sources hold what was decided upon already: most events only tell of our own reading, or of names
    /// that are not ours.
    fn holds_still(&self) -> bool {
        let (paths, content) = {
            let state = self.state();
            (state.paths.clone(), state.content)
        };
        content == Some(Content::of(&paths))
    }

    /// Whether a source was being written while it was read.
    fn is_torn(&self, candidate: &Candidate<T>, mailbox: &Mailbox) -> bool {
        let fresh = self.state().content != Some(candidate.content);
        fresh && mailbox.is_written()
    }

    /// Whether the candidate would be refused as it is, for a reason that is not known yet.
    fn fails_newly(&self, candidate: &Candidate<T>) -> bool {
        match &candidate.result {
            Ok(loaded) => !emptied(self.current().loaded(), loaded).is_empty(),
            Err(report) => self.state().rejected.as_ref().is_none_or(|rejected| rejected.report != *report),
        }
    }

    fn decide(self: &Arc<Self>, candidate: Candidate<T>, cause: Cause) -> Result<Reloaded, Report> {
        let Candidate { result, leaves, paths, content, stable } = candidate;
        if self.state().failed {
            return Err(failed());
        }
        if !stable {
            // A call says so. Nothing is remembered of it, so that the next look decides.
            return Err(unstable());
        }
        let fresh = {
            let mut state = self.state();
            state.paths = paths;
            state.content.replace(content) != Some(content)
        };
        let loaded = match result {
            Ok(loaded) => loaded,
            Err(report) => return Err(self.refuse(report, Vec::new(), None, cause, AuditKind::Rejected)),
        };
        let current = self.current();
        let hash = ContentHash::of(&leaves);
        if hash == current.content_hash() {
            return Ok(self.unchanged(loaded, &current, fresh).into());
        }
        {
            let state = self.state();
            if state.quarantine.contains(&hash) {
                drop(state);
                return Err(self.refuse(did_harm(), Vec::new(), Some(hash), cause, AuditKind::Rejected));
            }
            if cause != Cause::Call && state.passed_over == Some(hash) {
                return Ok(Outcome::Unchanged { generation: current.generation() }.into());
            }
            if let Some(pending) = state.pending.as_ref().filter(|pending| pending.hash == hash) {
                let pending = pending.changes.clone();
                return Ok(Outcome::Held { generation: current.generation(), pending }.into());
            }
        }
        let warnings = loaded.report.clone();
        match self.judge(&current, loaded, leaves) {
            Judgement::Refuse { report, changes } => {
                Err(self.refuse(report, changes, Some(hash), cause, AuditKind::Rejected))
            }
            Judgement::Hold { pending, report } => Ok(self.hold(pending, &report, hash, cause).into()),
            Judgement::Take(accepted) => self.take(&current, accepted, hash, &warnings, cause),
        }
    }

    /// The first phase without the subscribers: rules over old and new, reload classes.
    pub(super) fn judge(&self, current: &Snapshot<T>, loaded: Loaded<T>, leaves: Vec<Leaf>) -> Judgement<T> {
        let old = current.loaded();
        let old_leaves = old.history.leaves();
        let changes = difference(T::SCHEMA, &old_leaves, &leaves);
        let mut findings = emptied(old, &loaded);
        findings.extend(self.broken((&old.value, &old_leaves), (&loaded.value, &leaves), &changes));
        if !findings.is_empty() {
            return Judgement::Refuse { report: Report::new(findings), changes };
        }
        if strictest(&changes) == Reload::Hot {
            return Judgement::Take(Accepted { loaded, leaves, changes, pending: Vec::new() });
        }
        match self.options.class_policy {
            ClassPolicy::Hold => Judgement::Hold { pending: changes, report: loaded.report },
            ClassPolicy::Reject => {
                let beyond = changes.iter().filter(|change| change.reload > Reload::Hot);
                let report = Report::new(beyond.map(too_much).collect());
                Judgement::Refuse { report, changes }
            }
            ClassPolicy::ApplyHot => self.mix(old, &old_leaves, &loaded, changes),
        }
    }

    /// Takes what is hot, if everything holds on the mix.
    fn mix(
        &self,
        old: &Loaded<T>,
        old_leaves: &[Leaf],
        loaded: &Loaded<T>,
        changes: Vec<PathChange>,
    ) -> Judgement<T> {
        let held = held_fields(T::SCHEMA, &changes);
        let mixed = match loaded.holding(old, &held) {
            Ok(mixed) => mixed,
            Err(report) => return Judgement::Hold { pending: changes, report },
        };
        let leaves = mixed.history.leaves();
        let hot = difference(T::SCHEMA, old_leaves, &leaves);
        let broken = self.broken((&old.value, old_leaves), (&mixed.value, &leaves), &hot);
        if hot.is_empty() || strictest(&hot) > Reload::Hot || !broken.is_empty() {
            return Judgement::Hold { pending: changes, report: Report::new(broken) };
        }
        let (pending, _) = split(changes, &held);
        Judgement::Take(Accepted { loaded: mixed, leaves, changes: hot, pending })
    }

    fn broken(&self, old: (&T, &[Leaf]), new: (&T, &[Leaf]), changes: &[PathChange]) -> Vec<Finding> {
        super::subscriber::guarded(|| transition::broken(old, new, changes)).unwrap_or_else(|panic| {
            vec![Finding::error(
                Code::PANIC,
                "",
                format!("a check over old and new values panicked: {panic}"),
            )]
        })
    }

    /// The second phase: offer, swap, tell.
    fn take(
        self: &Arc<Self>,
        current: &Snapshot<T>,
        accepted: Accepted<T>,
        hash: ContentHash,
        warnings: &Report,
        cause: Cause,
    ) -> Result<Reloaded, Report> {
        let Accepted { loaded, leaves, changes, pending } = accepted;
        let number = self.state().machine.next();
        let generation = Arc::new(Generation::new(loaded, number, &leaves, SystemTime::now()));
        let changes: Arc<[PathChange]> = changes.into();
        let change = Change {
            old: current.clone(),
            new: Snapshot::from_arc(Arc::clone(&generation)),
            paths: Arc::clone(&changes),
            rollback: false,
            planned: false,
        };
        let refusals = self.subscribers.prepare(&change);
        if !refusals.is_empty() {
            let report = Report::new(refusals.iter().map(refused).collect());
            return Err(self.refuse(report, changes.to_vec(), Some(hash), cause, AuditKind::Vetoed));
        }
        self.swap(&generation, &changes, cause);
        {
            let mut state = self.state();
            state.rejected = None;
            state.passed_over = None;
            state.pending = (!pending.is_empty()).then(|| Pending { hash, changes: pending.clone() });
            state.figures.found(warnings);
        }
        self.tell(&change, cause);
        self.audit(AuditKind::Swapped, cause, &changes, warnings, None);
        let outcome = if pending.is_empty() {
            Outcome::Applied { generation: number, changes }
        } else {
            Outcome::PartlyApplied { generation: number, changes, pending }
        };
        let bake = self.start_bake(&change, &outcome);
        if bake.is_none() {
            // A mix is of no source; what it was mixed from is not good as a whole.
            if matches!(outcome, Outcome::Applied { .. }) {
                self.keep_copy(change.new.loaded());
            }
            self.state().figures.ended(outcome.name(), true);
        }
        Ok(Reloaded { outcome, bake })
    }

    /// The swap: the machine and the cell move together.
    fn swap(&self, generation: &Arc<Generation<T>>, changes: &Arc<[PathChange]>, cause: Cause) {
        let mut state = self.state();
        state.machine.commit(self.options.bake.is_some());
        let pinned = state.machine.pinned();
        state.kept.push(generation, cause, Arc::clone(changes), pinned);
        let kept = state.kept.numbers();
        state.machine.forget(|number| kept.contains(&number));
        // What an earlier bake has found out by now comes too late.
        if let Some(interrupt) = state.interrupt.take() {
            interrupt.set();
        }
        self.cell.store(Arc::clone(generation));
    }

    /// Tells every subscriber; panics are kept for health and the change log.
    pub(super) fn tell(&self, change: &Change<T>, cause: Cause) {
        let panics = self.subscribers.committed(change);
        for panic in &panics {
            self.audit(AuditKind::Panicked, cause, &[], &Report::default(), Some(panic.clone()));
        }
        self.state().panics = panics;
    }

    fn unchanged(&self, loaded: Loaded<T>, current: &Snapshot<T>, fresh: bool) -> Outcome {
        let old = current.generation_arc();
        let mut state = self.state();
        let findings = loaded.report.clone();
        if fresh || findings != old.loaded.report {
            // The values stay; their places may be new ones, and what there is to say about their sources.
            let generation = Arc::new(Generation {
                loaded,
                number: old.number,
                hash: old.hash,
                fingerprint: old.fingerprint,
                time: old.time,
            });
            state.kept.refresh(&generation);
            self.cell.store(generation);
        }
        state.rejected = None;
        state.pending = None;
        state.passed_over = None;
        state.figures.found(&findings);
        state.figures.ended("unchanged", true);
        Outcome::Unchanged { generation: old.number }
    }

    fn hold(&self, pending: Vec<PathChange>, report: &Report, hash: ContentHash, cause: Cause) -> Outcome {
        {
            let mut state = self.state();
            state.rejected = None;
            state.pending = Some(Pending { hash, changes: pending.clone() });
            state.figures.found(report);
            state.figures.ended("held", true);
        }
        self.audit(AuditKind::Held, cause, &pending, report, None);
        Outcome::Held { generation: self.current().generation(), pending }
    }

    /// Keeps what was refused for inspection. The same refusal is told once, unless someone asks by a call.
    pub(super) fn refuse(
        &self,
        report: Report,
        changes: Vec<PathChange>,
        hash: Option<ContentHash>,
        cause: Cause,
        kind: AuditKind,
    ) -> Report {
        let known = {
            let mut state = self.state();
            let known = cause != Cause::Call
                && state.rejected.as_ref().is_some_and(|known| known.hash == hash && known.report == report);
            if !known {
                state.rejected = Some(Rejected {
                    time: SystemTime::now(),
                    report: report.clone(),
                    changes: changes.clone(),
                    hash,
                });
                state.figures.found(&report);
                state.figures.ended("rejected", false);
                state.failed |= self.options.policy == Policy::FailFast;
            }
            known
        };
        if !known {
            self.audit(kind, cause, &changes, &report, None);
        }
        report
    }
}

/// How a reload ended so far, and the bake that may still change it.
pub(crate) struct Reloaded {
    pub(crate) outcome: Outcome,
    pub(crate) bake: Option<std::sync::mpsc::Receiver<Outcome>>,
}

impl From<Outcome> for Reloaded {
    fn from(outcome: Outcome) -> Self {
        Self { outcome, bake: None }
    }
}

impl Reloaded {
    /// Waits for the bake.
    pub(crate) fn wait(self) -> Outcome {
        match self.bake {
            Some(bake) => bake.recv().unwrap_or(self.outcome),
            None => self.outcome,
        }
    }
}

/// Files that held values and hold none now. An editor or a full disk leaves such files; a person who means it writes
/// `{}` or removes the file's last key together with the file.
fn emptied<T>(old: &Loaded<T>, new: &Loaded<T>) -> Vec<Finding> {
    let is_blank = |layer: &&crate::layer::Layer| {
        matches!(layer.places, crate::layer::Places::File(_)) && layer.tree.source().trim().is_empty()
    };
    let held_values = |name: &str| {
        old.history.layers.iter().any(|layer| layer.name == name && !layer.tree.source().trim().is_empty())
    };
    new.history
        .layers
        .iter()
        .filter(is_blank)
        .filter(|layer| held_values(&layer.name))
        .map(|layer| {
            Finding::error(Code::EMPTIED, "", format!("{} is empty, but held values before", layer.name))
                .with_labelled_origin(
                    crate::Origin::File { path: layer.name.clone().into(), line: 0, column: 0 },
                    Some(layer.number),
                    "",
                )
                .with_help("write the values back; to take them all away on purpose, restart the service")
        })
        .collect()
}

pub(super) fn refused(refusal: &Refusal) -> Finding {
    let who = if refusal.subscriber.is_empty() { "a subscriber" } else { refusal.subscriber.as_str() };
    if refusal.panicked {
        return Finding::error(
            Code::PANIC,
            "",
            format!("{who} panicked while it looked at the change: {}", refusal.reason),
        )
        .with_help("mend the subscriber; the values that serve are not touched");
    }
    Finding::error(Code::REFUSED, "", format!("{who} refused the change: {}", refusal.reason))
}

fn too_much(change: &PathChange) -> Finding {
    let mut finding = Finding::error(
        Code::RELOAD_CLASS,
        change.path.clone(),
        format!("a change of {} asks for a {}", change.path, change.reload.name()),
    );
    for (origin, layer, text) in change.origins() {
        finding = finding.with_labelled_origin(origin.clone(), layer, text);
    }
    finding.with_help("put the old value back, or restart the service with the new one")
}

fn did_harm() -> Report {
    Finding::error(
        Code::ROLLED_BACK,
        "",
        "these values were taken before and rolled back, because they did harm",
    )
    .with_help("change them, or restart the service to try them again")
    .into()
}

fn unstable() -> Report {
    Finding::error(Code::UNSTABLE, "", "the sources kept changing while they were read")
        .with_help("write files aside and rename them into place")
        .into()
}

fn failed() -> Report {
    Finding::error(Code::START, "", "an earlier configuration was refused, and the policy is to fail fast")
        .with_help("mend the configuration and restart the service")
        .into()
}
