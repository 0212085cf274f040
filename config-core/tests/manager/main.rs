//! The manager: two phases, ways back, classes, watching, faults.

mod common;
mod faults;
mod inside;
mod model;
mod phases;
mod processes;
mod storm;
mod watching;
