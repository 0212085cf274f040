//! Conformance as numbers: `cargo test -p config-format --test conformance -- --nocapture`.

mod hostile;
mod toml_suite;
mod yaml_hostile;
mod yaml_suite;

use std::sync::{Mutex, MutexGuard, PoisonError};

#[global_allocator]
static MEMORY: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

/// Time and memory are measured for the whole process, so the tests take turns.
static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}
