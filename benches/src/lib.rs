//! Measurements beside other crates, as ratios in one run. `README.md` says how to run them and what they gave.

#![expect(
    dead_code,
    reason = "the fields of loaded structs are read through Debug, which the lint does not count"
)]

pub mod cases;
pub mod generate;
pub mod large;
pub mod measure;
pub mod small;
