//! What all parts of an infrastructure have in common.

use super::health::Health;
use super::metrics::Metrics;
use crate::finding::Report;

/// A part of a service that is started and stopped, and says how it is.
pub trait InfrastructureService: Send + Sync {
    /// Starts its work. Starting twice is no error and has no effect.
    ///
    /// # Errors
    ///
    /// Why it cannot start.
    fn start(&self) -> Result<(), Report>;

    /// Ends its work and waits for the end. Stopping twice has no effect; it can be started again.
    fn stop(&self);

    /// How it is. Never waits for work that is under way.
    fn health(&self) -> Health;

    /// Its figures.
    fn metrics(&self) -> Metrics;
}
