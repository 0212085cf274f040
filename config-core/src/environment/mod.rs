//! Environments: their names, their rules, how they inherit from one another, and how they differ.

mod audit;
mod compare;
mod credentials;
mod hosts;
mod inheritance;
mod name;
mod policy;
mod promotion;
mod weaker;
mod words;

pub(crate) use audit::{SecretFile, audit};
pub use compare::{Comparison, Difference, compare};
pub(crate) use credentials::password_of_url;
pub use inheritance::Environments;
pub use name::Environment;
pub use policy::{EnvironmentPolicy, ValidationLevel};
pub use promotion::{Promotion, PromotionPlan};
