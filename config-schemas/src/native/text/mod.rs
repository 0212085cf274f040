//! Values of any shape as text, one file a format.

mod json;
mod yaml;

pub use json::json;
pub use yaml::yaml;
