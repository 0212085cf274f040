//! Text into one spanned tree: YAML, TOML, JSON, INI and dotenv.
//!
//! This crate knows no schema. Whatever the format, the result is a [`Tree`] whose
//! every key and value has its byte range, and whose scalars keep their text as
//! written, or the list of everything that is wrong with the text.

#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod builder;
mod dotenv;
mod duplicates;
mod encoding;
mod error;
mod format;
pub mod grammar;
mod ini;
mod json;
mod nodes;
pub mod number;
pub mod packed;
mod position;
mod quoted;
mod tables;
mod toml;
pub mod tree;
pub mod unit;
mod wipe;
mod yaml;

pub use error::{ErrorKind, SyntaxError};
pub use format::{Format, Limits, Rejected, parse, parse_stream, parse_stream_tolerant, parse_tolerant};
pub use nodes::Nodes;
pub use position::{LineIndex, Position};
pub use tree::{Builder, Kind, Node, RawNode, Span, Tree, has_reference};
