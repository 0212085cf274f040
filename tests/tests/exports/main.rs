//! Exports against independent implementations of what they export to.

mod json_schema;
mod random;
mod samples;
mod schemars;
mod types;
