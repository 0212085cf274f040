//! What the table gives besides reading: one plain function per output.

pub use crate::source::{variable_for, variables_of};
