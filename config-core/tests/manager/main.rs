//! The manager: two phases, ways back, classes, watching, faults.

mod common;
mod phases;
mod watching;
