//! Exports against independent implementations of what they export to.

mod alone;
mod diff;
mod files;
mod hard;
mod json_schema;
mod kubernetes;
mod outputs;
mod platform;
mod random;
mod samples;
mod schemars;
mod texts;
mod types;
