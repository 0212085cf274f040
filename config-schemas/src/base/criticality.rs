//! How bad it is when a service is down.

use config_core::ServiceConfig;

/// How bad it is when a service is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ServiceConfig)]
#[config(write)]
pub enum Criticality {
    /// It can wait for days.
    Low,
    /// It can wait for working hours.
    Normal,
    /// Someone is woken up: there is an alert about the service, and someone gets it.
    Critical,
}
