//! The two phases of a reload: everything that can fail, then the swap.

use std::sync::Arc;
use std::time::SystemTime;

use super::audit::AuditKind;
use super::candidate::Candidate;
use super::change::{Change, PathChange};
use super::history::Cause;
use super::judge::{Accepted, Judgement};
use super::options::Policy;
use super::outcome::{Outcome, Reloaded};
use super::snapshot::{ContentHash, Generation, Snapshot};
use super::state::{Pending, Rejected, Shared};
use super::subscriber::Refusal;
use crate::finding::{Code, Finding, Report};
use crate::layer::Loaded;
use crate::read::ServiceConfig;

impl<T: ServiceConfig + Send + Sync + 'static> Shared<T> {
    pub(super) fn decide(
        self: &Arc<Self>,
        candidate: Candidate<T>,
        cause: Cause,
    ) -> Result<Reloaded, Report> {
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
