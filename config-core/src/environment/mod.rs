//! Environments: their names, their rules, how they inherit from one another, and how they differ.

mod audit;
mod credentials;
mod inheritance;
mod name;
mod policy;
mod words;

pub(crate) use audit::{SecretFile, audit};
pub use inheritance::Environments;
pub use name::Environment;
pub use policy::{EnvironmentPolicy, ValidationLevel};
