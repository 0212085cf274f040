//! Typed schemas of the LLM serving platform: value grammars, native files, and the rules between services.
//!
//! - [`value`]: the exact grammars of the servers, one newtype each
//! - [`base`]: what every service's schema carries
//! - [`model`], [`infrastructure`], [`integration`], [`deployment`], [`monitoring`]: the families
//! - [`native`]: the servers' own files, both ways, behind one door
//! - [`platform`]: a directory of services, and the rules between them

#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod base;
pub mod deployment;
pub mod infrastructure;
pub mod integration;
pub mod model;
pub mod monitoring;
pub mod native;
pub mod platform;
pub mod value;

/// The code of the guides, compiled and run.
#[cfg(doctest)]
mod guides {
    #[doc = include_str!("../../docs/families/model.md")]
    struct Model;
    #[doc = include_str!("../../docs/families/infrastructure.md")]
    struct Infrastructure;
    #[doc = include_str!("../../docs/families/integration.md")]
    struct Integration;
    #[doc = include_str!("../../docs/families/monitoring.md")]
    struct Monitoring;
}
