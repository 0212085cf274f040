//! The readers, one file a format.

mod common;
mod json;
mod yaml;
