//! Arbitrary bytes through the JSON and JSONC readers.

#![no_main]

#[path = "../check.rs"]
mod check;

use config_format::{Format, Limits};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    check::check(Format::Json, bytes, &Limits::default());
    check::check(Format::Jsonc, bytes, &Limits::default());
});
