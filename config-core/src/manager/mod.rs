//! A configuration that changes while the service runs, and cannot hurt it.
//!
//! [`ConfigurationManager`] loads once and then again whenever a source changes. A change goes through two phases:
//! everything that can fail comes first (reading, rules, rules over old and new, every subscriber's `prepare`), then one
//! atomic swap. Readers never wait and never see half a change; what is refused leaves everything as it was.
//!
//! ```
//! use config_core::manager::ConfigurationManager;
//! use config_core::{Loader, ServiceConfig};
//!
//! /// A small service.
//! #[derive(ServiceConfig)]
//! struct Small {
//!     /// Requests at once.
//!     #[config(default = 8, range(1..=100))]
//!     requests: u32,
//! }
//!
//! # let directory = tempfile::tempdir()?;
//! # let path = directory.path().join("small.yaml");
//! # std::fs::write(&path, "requests: 8")?;
//! let manager = ConfigurationManager::<Small>::new(Loader::new().file(&path))?;
//! manager.on_change(|change| println!("now {} requests", change.new().requests));
//!
//! std::fs::write(&path, "requests: 16")?;
//! manager.reload()?;
//! assert_eq!(manager.current().requests, 16);
//!
//! // What is wrong is refused, with its place, and changes nothing.
//! std::fs::write(&path, "requests: 1000")?;
//! let report = manager.reload().unwrap_err();
//! assert_eq!(report.findings()[0].code(), "CFG0401");
//! assert_eq!(manager.current().requests, 16);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Inside, a change flows from `watch` (something may have changed) over `look` (is it whole?), `candidate` (load until
//! stable) and `judge` (`difference`, `transition` and `classes`: the rules) to `reload` (the two phases) and `rollback` (the
//! ways back); `machine` says which generation serves.

mod announce;
mod audit;
mod bake;
mod builder;
mod candidate;
mod change;
#[cfg(feature = "tokio")]
mod channel;
mod classes;
mod difference;
mod health;
mod history;
mod judge;
mod look;
mod machine;
mod metrics;
mod options;
mod outcome;
mod plan;
mod reload;
mod rollback;
mod section;
mod service;
mod snapshot;
mod state;
mod subscriber;
mod trace;
mod transition;
mod watch;

use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;

pub use audit::{AuditEvent, AuditKind, AuditSink, JsonLinesFile};
pub use bake::{Answer, Bake, Probe};
pub use builder::ConfigurationManagerBuilder;
pub(crate) use change::reload_of;
pub use change::{Change, PathChange};
pub use health::{Health, Status, Watching};
pub use history::{Cause, HistoryEntry};
pub use metrics::{DurationFigures, Metrics};
pub use options::{ClassPolicy, Policy};
pub use outcome::Outcome;
pub use plan::{Plan, PlanVerdict};
pub use section::{SectionChange, SectionSnapshot, SectionView};
pub use service::InfrastructureService;
pub use snapshot::{ContentHash, Reader, Snapshot};
pub use state::Rejected;
pub use subscriber::{Refusal, Subscriber, Subscription};

use crate::finding::{Code, Finding, Report};
use crate::layer::Loader;
use crate::read::ServiceConfig;
use history::Kept;
use machine::Machine;
use options::Options;
use snapshot::Generation;
use state::{Figures, Shared, State, Turn};
use subscriber::Subscribers;
use watch::Worker;

/// Keeps a configuration up to date while the service runs: see the [module](self) for how.
///
/// Share it in an `Arc`. Dropping it stops it. `T` needs nothing but its derive.
pub struct ConfigurationManager<T: ServiceConfig + Send + Sync + 'static> {
    shared: Arc<Shared<T>>,
    worker: Mutex<Option<Worker>>,
}

impl<T: ServiceConfig + Send + Sync + 'static> std::fmt::Debug for ConfigurationManager<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ConfigurationManager")
            .field("current", &self.current())
            .finish_non_exhaustive()
    }
}

impl<T: ServiceConfig + Send + Sync + 'static> ConfigurationManager<T> {
    /// Loads for the first time, with every policy at its default. Nothing is watched until the manager is started.
    ///
    /// # Errors
    ///
    /// The report of the first load, when it holds an error: a service without a configuration cannot run.
    pub fn new(loader: Loader) -> Result<Self, Report> {
        Self::builder(loader).build()
    }

    /// Sets policies before the first load.
    pub fn builder(loader: Loader) -> ConfigurationManagerBuilder<T> {
        ConfigurationManagerBuilder::new(loader)
    }

    fn first(
        loader: Loader,
        options: Options<T>,
        subscribers: Vec<Arc<dyn Subscriber<T>>>,
    ) -> Result<Self, Report> {
        if options.bake.as_ref().is_some_and(|bake| bake.probes.is_empty()) {
            return Err(Finding::error(
                Code::START,
                "",
                "the bake has no probe, so that no value could prove itself",
            )
            .with_help("add a probe to the bake")
            .into());
        }
        let mut options = options;
        options.hot_reload = options
            .hot_reload
            .or_else(|| loader.environment_policy().map(crate::EnvironmentPolicy::hot_reload));
        let candidate = candidate::load::<T>(&loader, &[]);
        let mut loaded = candidate.result?;
        loader.remember(&mut loaded);
        let report = loaded.report.clone();
        let generation =
            Arc::new(Generation::new(loaded, 1, &candidate.leaves, std::time::SystemTime::now()));
        let mut kept = Kept::new(options.history);
        kept.push(&generation, Cause::Start, Vec::new().into(), [1, 1]);
        let state = State {
            machine: Machine::new(1),
            kept,
            paths: candidate.paths,
            content: candidate.stable.then_some(candidate.content),
            pending: None,
            rejected: None,
            quarantine: std::collections::VecDeque::new(),
            passed_over: None,
            failed: false,
            watching: Watching::Stopped,
            interrupt: None,
            figures: Figures::new(&report),
            audit_problem: None,
            copy_problem: None,
            panics: Vec::new(),
        };
        let shared = Arc::new(Shared {
            cell: Arc::new(ArcSwap::new(generation)),
            loader,
            options,
            subscribers: Subscribers::new(),
            turn: Turn::new(),
            state: Mutex::new(state),
            bakes: Mutex::new(Vec::new()),
            sequence: std::sync::atomic::AtomicU64::new(0),
            mailbox: Mutex::new(None),
        });
        for subscriber in subscribers {
            shared.subscribers.add(subscriber);
        }
        shared.audit(AuditKind::Loaded, Cause::Start, &[], &report, None);
        Ok(Self { shared, worker: Mutex::new(None) })
    }

    /// The value that serves. Never waits; costs a few nanoseconds. Take what belongs together from one snapshot.
    #[inline]
    #[must_use]
    pub fn current(&self) -> Snapshot<T> {
        self.shared.current()
    }

    /// A handle for hot paths, faster than [`ConfigurationManager::current`]. Each thread has its own.
    #[must_use]
    pub fn reader(&self) -> Reader<T> {
        Reader::new(&self.shared.cell)
    }

    /// Adds a subscriber: a closure `Fn(&Change<T>)`, or a [`Subscriber`] that may also refuse changes.
    pub fn subscribe(&self, subscriber: impl Subscriber<T> + 'static) -> Subscription {
        self.shared.subscribers.add(Arc::new(subscriber))
    }

    /// Ends a subscription; false when it had ended before. A change that is being offered may still reach it.
    pub fn cancel(&self, subscription: Subscription) -> bool {
        self.shared.subscribers.remove(subscription)
    }

    /// Loads again, and takes what was loaded if nothing speaks against it. Waits for a reload that is under way, and
    /// for the bake if there is one.
    ///
    /// # Errors
    ///
    /// Why the new configuration was refused: findings of the load, broken rules, reasons of subscribers. Nothing
    /// changed then. From inside a subscriber: `CFG0908`.
    pub fn reload(&self) -> Result<Outcome, Report> {
        self.shared.reload().map(outcome::Reloaded::wait)
    }

    /// Goes back to a generation that is kept. Its content is checked against today's rules first, and subscribers may
    /// refuse. What the sources hold now is not taken again until it changes or [`ConfigurationManager::reload`] is
    /// called.
    ///
    /// # Errors
    ///
    /// `CFG0909` when the generation is not kept, or the findings that speak against it. Nothing changed then.
    pub fn rollback(&self, generation: u64) -> Result<Snapshot<T>, Report> {
        self.shared.roll_back(Some(generation))
    }

    /// Goes back to what served before; called again, further back. See [`ConfigurationManager::rollback`].
    ///
    /// # Errors
    ///
    /// As [`ConfigurationManager::rollback`].
    pub fn rollback_previous(&self) -> Result<Snapshot<T>, Report> {
        self.shared.roll_back(None)
    }

    /// The generations that are kept, oldest first, each with what it changed.
    #[must_use]
    pub fn history(&self) -> Vec<HistoryEntry> {
        let state = self.shared.state();
        state.kept.entries(state.machine.current())
    }

    /// A generation that is kept.
    #[must_use]
    pub fn generation(&self, generation: u64) -> Option<Snapshot<T>> {
        self.shared.state().kept.get(generation)
    }

    /// The last candidate, if it was refused.
    #[must_use]
    pub fn rejected(&self) -> Option<Rejected> {
        self.shared.state().rejected.clone()
    }

    /// The changes that wait for a restart.
    #[must_use]
    pub fn pending(&self) -> Vec<PathChange> {
        self.shared.state().pending.as_ref().map(|pending| pending.changes.clone()).unwrap_or_default()
    }
}

impl<T: ServiceConfig + Send + Sync + 'static> InfrastructureService for ConfigurationManager<T> {
    /// Starts to watch the sources. What changed between the first load and the start is noticed.
    fn start(&self) -> Result<(), Report> {
        let mut worker = self.worker.lock().unwrap_or_else(PoisonError::into_inner);
        if worker.is_none() {
            *worker = Some(Worker::start(&self.shared)?);
        }
        Ok(())
    }

    /// Ends the watching and breaks off a bake: what is being watched goes on serving. The value stays readable, and
    /// `reload` works as before.
    fn stop(&self) {
        let worker = self.worker.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(worker) = worker {
            worker.stop();
        }
        if let Some(interrupt) = self.shared.state().interrupt.take() {
            interrupt.set();
        }
        let bakes = std::mem::take(&mut *self.shared.bakes.lock().unwrap_or_else(PoisonError::into_inner));
        for bake in bakes {
            // A subscriber that is told of a rollback may stop the manager; it cannot wait for itself.
            if bake.thread().id() != std::thread::current().id() {
                let _ = bake.join();
            }
        }
        self.shared.state().watching = Watching::Stopped;
    }

    fn health(&self) -> Health {
        let state = self.shared.state();
        let mut reasons = Vec::new();
        if let Some(rejected) = &state.rejected {
            let errors = rejected.report.count(crate::Severity::Error);
            reasons.push(match rejected.report.errors().next() {
                Some(first) if errors > 1 => {
                    format!("the last configuration was refused: {} (and {} more)", first.title(), errors - 1)
                }
                Some(first) => format!("the last configuration was refused: {}", first.title()),
                None => "the last configuration was refused".to_owned(),
            });
        }
        for finding in self.current().report().findings() {
            if finding.code() == Code::LAST_KNOWN_GOOD {
                reasons.push(finding.title());
            }
        }
        if let Some(problem) = &state.audit_problem {
            reasons.push(format!("the change log is not kept: {problem}"));
        }
        if let Some(problem) = &state.copy_problem {
            reasons.push(format!("no copy of the last good values is kept: {problem}"));
        }
        reasons.extend(state.panics.iter().cloned());
        if let Watching::Polling(reason) = &state.watching
            && self.shared.options.events
        {
            reasons.push(format!("changes are noticed by the poll alone: {reason}"));
        }
        let status = match (state.failed, reasons.is_empty()) {
            (true, _) => Status::Failed,
            (false, true) => Status::Healthy,
            (false, false) => Status::Degraded,
        };
        Health {
            status,
            reasons,
            generation: state.machine.current(),
            baking: state.machine.baking(),
            report: state.rejected.as_ref().map(|rejected| rejected.report.clone()),
            pending: state.pending.as_ref().map(|pending| pending.changes.clone()).unwrap_or_default(),
            watching: state.watching.clone(),
            last_success: state.figures.last_success,
        }
    }

    fn metrics(&self) -> Metrics {
        self.shared.metrics()
    }
}

impl<T: ServiceConfig + Send + Sync + 'static> Drop for ConfigurationManager<T> {
    fn drop(&mut self) {
        self.stop();
    }
}
