//! What would happen, without doing it.

use super::change::{Change, PathChange, strictest};
use super::judge::Judgement;
use super::snapshot::{ContentHash, Generation, Snapshot};
use super::subscriber::Refusal;
use super::{ConfigurationManager, candidate};
use crate::finding::{Code, Finding, Report};
use crate::layer::Loader;
use crate::read::ServiceConfig;
use crate::schema::Reload;

/// What a reload would do with a candidate.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Plan {
    /// Everything that speaks against it, and warnings.
    pub report: Report,
    /// What it would change, the class of each path with it.
    pub changes: Vec<PathChange>,
    /// What would wait for a restart.
    pub pending: Vec<PathChange>,
    /// Who would refuse it. Subscribers are asked only when nothing else speaks against the candidate.
    pub refusals: Vec<Refusal>,
    /// How the reload would end.
    pub verdict: PlanVerdict,
}

/// How a reload would end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlanVerdict {
    /// Nothing would change.
    Unchanged,
    /// The new values would serve, and be watched if there is a bake.
    Apply,
    /// What is hot would serve, the rest would wait.
    ApplyPartly,
    /// The candidate would wait for a restart.
    Hold,
    /// The candidate would be refused.
    Reject,
}

impl Plan {
    fn rejected(report: Report, changes: Vec<PathChange>) -> Self {
        let verdict = PlanVerdict::Reject;
        Self { report, changes, pending: Vec::new(), refusals: Vec::new(), verdict }
    }

    /// What the whole candidate asks for: the strictest class of its paths.
    #[must_use]
    pub fn reload(&self) -> Reload {
        strictest(&self.changes).max(strictest(&self.pending))
    }
}

impl<T: ServiceConfig + Send + Sync + 'static> ConfigurationManager<T> {
    /// What a reload would do with what `candidate` loads: findings, differences, classes, who would refuse. Nothing
    /// changes; `prepare` of every subscriber is called with [`Change::is_planned`].
    ///
    /// ```
    /// # use config_core::manager::ConfigurationManager;
    /// # use config_core::{Loader, ServiceConfig};
    /// # /// A small service.
    /// # #[derive(ServiceConfig)]
    /// # struct Small {
    /// #     /// Port to listen on.
    /// #     #[config(default = 8080, reload = "restart")]
    /// #     port: u16,
    /// # }
    /// let manager = ConfigurationManager::<Small>::new(Loader::new())?;
    /// let plan = manager.plan(&Loader::new().overrides(["port=9090"]))?;
    /// assert_eq!(plan.changes[0].to_string(), "port: 8080 -> 9090 (restart)");
    /// assert_eq!(manager.current().port, 8080);
    /// # Ok::<(), config_core::Report>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Only when it is asked for from inside a subscriber. What speaks against the candidate is in the plan.
    pub fn plan(&self, candidate: &Loader) -> Result<Plan, Report> {
        let _turn = self.shared.turn.take()?;
        let candidate = candidate::load::<T>(candidate, &[]);
        let loaded = match candidate.result {
            Ok(loaded) => loaded,
            Err(report) => return Ok(Plan::rejected(report, Vec::new())),
        };
        let current = self.current();
        let hash = ContentHash::of(&candidate.leaves);
        if hash == current.content_hash() {
            return Ok(Plan {
                report: loaded.report,
                changes: Vec::new(),
                pending: Vec::new(),
                refusals: Vec::new(),
                verdict: PlanVerdict::Unchanged,
            });
        }
        if self.shared.state().quarantine.contains(&hash) {
            let message = "these values were taken before and rolled back, because they did harm";
            return Ok(Plan::rejected(Finding::error(Code::ROLLED_BACK, "", message).into(), Vec::new()));
        }
        let warnings = loaded.report.clone();
        let accepted = match self.shared.judge(&current, loaded, candidate.leaves) {
            Judgement::Refuse { report, changes } => return Ok(Plan::rejected(report, changes)),
            Judgement::Hold { pending, report } => {
                return Ok(Plan {
                    report,
                    changes: pending.clone(),
                    pending,
                    refusals: Vec::new(),
                    verdict: PlanVerdict::Hold,
                });
            }
            Judgement::Take(accepted) => accepted,
        };
        let number = self.shared.state().machine.next();
        let time = std::time::SystemTime::now();
        let generation = Generation::new(accepted.loaded, number, &accepted.leaves, time);
        let change = Change {
            old: current,
            new: Snapshot::from_arc(std::sync::Arc::new(generation)),
            paths: accepted.changes.clone().into(),
            rollback: false,
            planned: true,
        };
        let refusals = self.shared.subscribers.prepare(&change);
        let verdict = match (refusals.is_empty(), accepted.pending.is_empty()) {
            (false, _) => PlanVerdict::Reject,
            (true, true) => PlanVerdict::Apply,
            (true, false) => PlanVerdict::ApplyPartly,
        };
        let report = if refusals.is_empty() {
            warnings
        } else {
            Report::new(refusals.iter().map(super::reload::refused).collect())
        };
        Ok(Plan { report, changes: accepted.changes, pending: accepted.pending, refusals, verdict })
    }
}
