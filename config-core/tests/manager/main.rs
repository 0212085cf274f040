//! The manager: two phases, ways back, classes, watching, faults.

mod common;
mod inside;
mod phases;
mod watching;
