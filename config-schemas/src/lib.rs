//! Typed schemas of the LLM serving platform: value grammars, native files, and the rules between services.

#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod value;
