//! How a reload ended.

use std::sync::Arc;

use super::change::PathChange;

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
