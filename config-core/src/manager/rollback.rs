//! The ways back: by a bake that failed, and by hand.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use super::audit::AuditKind;
use super::bake::Interrupt;
use super::change::{Change, PathChange};
use super::difference::difference;
use super::history::Cause;
use super::machine::Verdict;
use super::outcome::Outcome;
use super::reload::refused;
use super::snapshot::{ContentHash, Snapshot};
use super::state::Shared;
use super::subscriber::guarded;
use crate::finding::{Code, Finding, Report};
use crate::read::ServiceConfig;

/// How many contents that did harm are remembered.
const QUARANTINE: usize = 64;

impl<T: ServiceConfig + Send + Sync + 'static> Shared<T> {
    /// Starts to watch the value that was just swapped in. Called in turn.
    pub(super) fn start_bake(
        self: &Arc<Self>,
        change: &Change<T>,
        outcome: &Outcome,
    ) -> Option<Receiver<Outcome>> {
        self.options.bake.as_ref()?;
        let interrupt = Arc::new(Interrupt::default());
        self.state().interrupt = Some(Arc::clone(&interrupt));
        let (sender, receiver) = sync_channel(1);
        let (shared, snapshot, outcome) = (Arc::clone(self), change.new.clone(), outcome.clone());
        let spawned = std::thread::Builder::new().name("config-bake".to_owned()).spawn(move || {
            let outcome = shared.bake(&snapshot, &interrupt, outcome);
            // The caller may have gone.
            let _ = sender.send(outcome);
        });
        let mut bakes = self.bakes.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        bakes.retain(|bake| !bake.is_finished());
        match spawned {
            Ok(handle) => bakes.push(handle),
            Err(error) => {
                // What cannot be watched has not proven itself.
                drop(bakes);
                let reason = format!("the bake cannot start: {error}");
                if let Some(outcome) = self.judged(change.new.generation(), Err(reason)) {
                    let (sender, receiver) = sync_channel(1);
                    let _ = sender.send(outcome);
                    return Some(receiver);
                }
                return None;
            }
        }
        Some(receiver)
    }

    /// On the thread of the bake: watches, and goes back if need be.
    fn bake(self: &Arc<Self>, snapshot: &Snapshot<T>, interrupt: &Interrupt, outcome: Outcome) -> Outcome {
        let Some(bake) = &self.options.bake else { return outcome };
        let verdict = match guarded(|| bake.watch(snapshot, interrupt)) {
            Ok(Some(verdict)) => verdict,
            Ok(None) => {
                self.state().machine.abandon(snapshot.generation());
                self.state().figures.ended(outcome.name(), true);
                return outcome;
            }
            Err(panic) => Err(format!("the bake panicked: {panic}")),
        };
        // The thread is new, so the turn is never its own already.
        let Ok(_turn) = self.turn.take() else { return outcome };
        let healthy = verdict.is_ok();
        let rolled_back = self.judged(snapshot.generation(), verdict);
        if healthy {
            if matches!(outcome, Outcome::Applied { .. }) {
                self.keep_copy(snapshot.loaded());
            }
            self.state().figures.ended(outcome.name(), true);
        }
        rolled_back.unwrap_or(outcome)
    }

    /// Acts on a verdict, in turn. Gives how the reload ended if that led back.
    fn judged(self: &Arc<Self>, number: u64, verdict: Result<(), String>) -> Option<Outcome> {
        let reason = match verdict {
            Ok(()) => {
                if self.state().machine.verdict(number, true) == Verdict::Proven {
                    self.audit(AuditKind::Proven, Cause::Bake, &[], &Report::default(), None);
                }
                return None;
            }
            Err(reason) => reason,
        };
        let (harmful, target) = {
            let mut state = self.state();
            let harmful = state.kept.get(number);
            if let Some(harmful) = &harmful {
                if state.quarantine.len() == QUARANTINE {
                    state.quarantine.pop_front();
                }
                state.quarantine.push_back(harmful.content_hash());
            }
            state.kept.mark_harm(number, &reason);
            match state.machine.verdict(number, false) {
                Verdict::Restore(target) => (harmful, state.kept.get(target)),
                Verdict::Proven | Verdict::Late => return None,
            }
        };
        let (harmful, target) = harmful.zip(target)?;
        self.restore(&harmful, &target, Cause::Bake, Some(reason.clone()), true);
        let mut state = self.state();
        state.figures.ended("rolled_back", false);
        let report = Report::from(harm(number, &reason));
        let hash = Some(harmful.content_hash());
        state.rejected = Some(super::state::Rejected {
            time: std::time::SystemTime::now(),
            report,
            changes: Vec::new(),
            hash,
        });
        Some(Outcome::RolledBack { generation: target.generation(), harmful: number, reason })
    }

    /// Goes back by hand.
    pub(crate) fn roll_back(self: &Arc<Self>, number: Option<u64>) -> Result<Snapshot<T>, Report> {
        let _turn = self.turn.take()?;
        let current = self.current();
        let (number, target) = {
            let state = self.state();
            let number = number.or_else(|| state.machine.previous());
            (number, number.and_then(|number| state.kept.get(number)))
        };
        let Some(target) = target else { return Err(not_kept(number)) };
        if target.generation() == current.generation() {
            return Ok(current);
        }
        // The rules may have changed with the surroundings: a file that must exist, say.
        guarded(|| target.loaded().read_again()).unwrap_or_else(|panic| {
            Err(Finding::error(Code::PANIC, "", format!("a check panicked: {panic}")).into())
        })?;
        let refusals = {
            let change = self.way_back(&current, &target);
            self.subscribers.prepare(&change)
        };
        if !refusals.is_empty() {
            return Err(Report::new(refusals.iter().map(refused).collect()));
        }
        {
            let mut state = self.state();
            state.machine.restore(target.generation());
            // What the sources hold now was decided against; it is not taken again by itself.
            state.passed_over = Some(current.content_hash());
            let hash: ContentHash = target.content_hash();
            state.quarantine.retain(|known| *known != hash);
            if let Some(interrupt) = state.interrupt.take() {
                interrupt.set();
            }
        }
        self.restore(&current, &target, Cause::Rollback, None, false);
        Ok(target)
    }

    fn way_back(&self, from: &Snapshot<T>, to: &Snapshot<T>) -> Change<T> {
        let paths: Vec<PathChange> =
            difference(T::SCHEMA, &from.loaded().history.leaves(), &to.loaded().history.leaves());
        Change { old: from.clone(), new: to.clone(), paths: paths.into(), rollback: true, planned: false }
    }

    /// Swaps an earlier value in again and tells everyone. The machine has moved already.
    fn restore(&self, from: &Snapshot<T>, to: &Snapshot<T>, cause: Cause, note: Option<String>, offer: bool) {
        self.cell.store(to.generation_arc());
        let change = self.way_back(from, to);
        if offer {
            // Nobody can refuse the way back from harm, but everyone may make ready for it.
            self.subscribers.prepare(&change);
        }
        self.tell(&change, cause);
        {
            let mut state = self.state();
            state.figures.rollbacks += 1;
            state.pending = None;
        }
        self.audit(AuditKind::RolledBack, cause, &change.paths, &Report::default(), note);
    }
}

fn harm(number: u64, reason: &str) -> Finding {
    Finding::error(Code::ROLLED_BACK, "", format!("generation {number} was rolled back: {reason}"))
        .with_help("change the configuration; the same values are not taken again")
}

fn not_kept(number: Option<u64>) -> Report {
    match number {
        Some(number) => {
            Finding::error(Code::NOT_KEPT, "", format!("generation {number} is not kept any more"))
                .with_help("see the history for those that are kept")
        }
        None => Finding::error(Code::NOT_KEPT, "", "there is no earlier generation to go back to"),
    }
    .into()
}
