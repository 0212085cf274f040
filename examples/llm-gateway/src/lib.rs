//! The configuration of a small gateway in front of vLLM servers, as a library so that others can use its types.

#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod committed;
pub mod config;
