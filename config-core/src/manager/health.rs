//! How a manager is, for readiness checks and people.

use std::time::SystemTime;

use super::change::PathChange;
use crate::finding::Report;

/// How a service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// All is well.
    Healthy,
    /// It serves, but something needs attention: the last configuration was refused, say.
    Degraded,
    /// It should not go on: a configuration was refused under [`super::Policy::FailFast`].
    Failed,
}

impl Status {
    /// `healthy`, `degraded` or `failed`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Status::Healthy => "healthy",
            Status::Degraded => "degraded",
            Status::Failed => "failed",
        }
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(self.name())
    }
}

/// How changes of the sources are noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Watching {
    /// Not at all: not started, or stopped.
    Stopped,
    /// Not by themselves: hot reload is off, and a call or a signal reloads.
    OnDemand,
    /// By events of the file system, with the poll behind them.
    Events,
    /// By the poll alone, and why.
    Polling(String),
}

/// How a manager is.
#[derive(Clone, Debug, PartialEq)]
pub struct Health {
    /// The verdict.
    pub status: Status,
    /// What led to it, a clause each; empty when healthy.
    pub reasons: Vec<String>,
    /// The generation that serves.
    pub generation: u64,
    /// The generation under watch after a swap, if any.
    pub baking: Option<u64>,
    /// Why the last configuration was refused, if it was.
    pub report: Option<Report>,
    /// Changes that wait for a restart.
    pub pending: Vec<PathChange>,
    /// How changes of the sources are noticed.
    pub watching: Watching,
    /// When a reload was last successful, the first load included.
    pub last_success: SystemTime,
}

impl Health {
    /// Whether the service should be given work: everything but [`Status::Failed`].
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.status != Status::Failed
    }
}
