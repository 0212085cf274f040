//! Values of any shape as text, one file a format.

mod binary;
mod json;
mod yaml;

pub(crate) use binary::binary;
pub use json::json;
pub use yaml::yaml;
