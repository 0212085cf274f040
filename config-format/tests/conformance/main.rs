//! Conformance as numbers: `cargo test -p config-format --test conformance -- --nocapture`.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on stops there")]

mod toml_suite;
mod yaml_hostile;
mod yaml_suite;
