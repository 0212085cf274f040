//! Arbitrary bytes through the INI reader.

#![no_main]

#[path = "../check.rs"]
mod check;

use config_format::{Format, Limits};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    check::check(Format::Ini, bytes, &Limits::default());
});
