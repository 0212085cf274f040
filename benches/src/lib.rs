//! Measurements beside other crates.
