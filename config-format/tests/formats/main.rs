//! The readers, one file a format.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

mod common;
mod dotenv;
mod encoding;
mod ini;
mod json;
mod number;
mod toml;
mod unit;
mod yaml;
