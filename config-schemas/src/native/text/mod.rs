//! Values of any shape as text, one file a format.

mod binary;
mod copy;
mod entries;
mod environment;
mod json;
mod quoted;
mod yaml;
pub(crate) use binary::binary;
pub(crate) use copy::copy;
pub(crate) use entries::{Content, Entry, Piece, span, tree};
pub use environment::environment;
pub use json::{json, pretty_json};
pub(crate) use quoted::quoted;
pub use yaml::yaml;
