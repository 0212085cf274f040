//! Conformance as numbers: `cargo test -p config-format --test conformance -- --nocapture`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

mod toml_suite;
