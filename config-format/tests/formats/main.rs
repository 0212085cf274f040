//! The readers, one file a format.

mod common;
mod dotenv;
mod encoding;
mod ini;
mod json;
mod number;
mod toml;
mod unit;
mod yaml;
